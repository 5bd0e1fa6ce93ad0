"""Whole accounts, from the wire to the exit code, with exact counts."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.support.accounts import audited
from zoom_policy_lint.evaluate import Options, evaluate
from zoom_policy_lint.model.words import ClauseVerdict, Level, Status, Verdict
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.simulate import Fault, FaultKind, compliant_school, demo_school, untouched_account
from zoom_policy_lint.simulate.clock import DEMO_TIME

REFUSALS = [
    FaultKind.REFUSE_SCOPE,
    FaultKind.REFUSE_PLAN,
    FaultKind.REFUSE_PERMISSION,
    FaultKind.SERVER_ERROR,
    FaultKind.ERROR_IN_200,
    FaultKind.NOT_FOUND,
    FaultKind.TRUNCATED_JSON,
]


def everywhere(kind):
    """The fault at every endpoint but the one that gives tokens."""
    return [Fault(kind, match=f"/{start}*") for start in ("accounts", "groups", "roles", "users", "meetings")]


def counts(run):
    return {str(status): count for status, count in run.summary.findings.items() if count}


def severities(run):
    return {str(severity): count for severity, count in run.summary.failed_by_severity.items()}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return audited(demo_school(), tmp_path_factory.mktemp("demo"))


@pytest.mark.parametrize("kind", REFUSALS)
def test_an_account_that_refuses_everything_passes_nothing(kind, tmp_path):
    result = audited(compliant_school(), tmp_path, faults=everywhere(kind))
    assert result.run.summary.findings[Status.PASS] == 0
    assert result.run.summary.advisory[Status.PASS] == 0
    assert result.run.summary.findings[Status.FAIL] == 0
    assert (result.run.summary.verdict, result.run.exit_code) == (Verdict.INCOMPLETE, 3)
    assert {clause.verdict for clause in result.run.clauses} == {ClauseVerdict.UNANSWERED}
    assert result.run.unread


def test_an_account_whose_every_answer_is_empty_passes_nothing(tmp_path):
    result = audited(compliant_school(), tmp_path, faults=everywhere(FaultKind.EMPTY_BODY))
    assert result.run.summary.findings[Status.PASS] == 0
    assert result.run.summary.advisory[Status.PASS] == 0
    assert result.run.exit_code == 3


def a_few_people():
    """Enough of the compliant school to have every kind of answer: some people, their meetings and their recordings."""
    school = compliant_school()
    hosts = [*dict.fromkeys(one.host for one in (*school.recordings[:3], *school.meetings[:3]))]
    users = [one for one in school.users if one.id in hosts] + [one for one in school.users if one.id not in hosts][:6]
    return replace(
        school,
        users=tuple(users),
        meetings=tuple(one for one in school.meetings if one.host in hosts),
        recordings=tuple(one for one in school.recordings if one.host in hosts),
    )


@pytest.mark.parametrize("kind", [FaultKind.WRONG_TYPE, FaultKind.NULL_VALUE])
def test_an_account_that_answers_every_setting_with_nonsense_passes_nothing_on_settings(kind, tmp_path):
    spoilt = [Fault(kind, match=match) for match in ("/*settings*", "/*lock_settings*", "/meetings/{id}")]
    result = audited(a_few_people(), tmp_path, faults=spoilt)
    read = {Level.ACCOUNT, Level.GROUP, Level.USER, Level.MEETING, Level.RECORDING}
    assert {Level(finding.resource.level) for finding in result.findings if finding.setting} == read
    passed = {finding.rule for finding in result.findings if finding.status is Status.PASS and finding.setting}
    assert passed == set()
    assert result.run.exit_code == 3


def test_a_zoom_that_cannot_be_reached_gives_a_report_in_which_nothing_passes(tmp_path):
    result = audited(compliant_school(), tmp_path, faults=everywhere(FaultKind.CONNECTION_RESET))
    assert result.run.summary.findings[Status.PASS] == 0
    assert (result.run.summary.verdict, result.run.exit_code) == (Verdict.INCOMPLETE, 3)
    assert all("connection" in entry.reason for entry in result.run.unread)


def test_the_compliant_school_passes(tmp_path):
    result = audited(compliant_school(), tmp_path)
    assert [f for f in result.findings if f.status in (Status.FAIL, Status.UNKNOWN) and not f.advisory] == []
    assert counts(result.run) == {"pass": 3676, "manual": 39, "not_applicable": 186}
    assert result.run.summary.right_but_unlocked == 0
    assert (result.run.summary.verdict, result.run.exit_code) == (Verdict.PASS, 0)


def test_the_demo_school_fails_in_believable_places(demo):
    result = demo
    failed = {finding.rule for finding in result.findings if finding.status is Status.FAIL and not finding.advisory}
    assert result.run.exit_code == 1
    assert counts(result.run) == {"pass": 3295, "fail": 317, "unknown": 1, "manual": 39, "not_applicable": 189}
    assert severities(result.run) == {"critical": 23, "high": 123, "medium": 133, "low": 38}
    assert result.run.summary.right_but_unlocked == 5
    assert len(failed) == 57
    assert {"waiting-room", "no-breakout-rooms", "school-addresses-only", "two-administrators"} <= failed


MEETINGS_AND_RECORDINGS = {
    "alternative-hosts-from-school": 1,
    "alternative-hosts-in-use": 2,
    "everyone-waits-in-meetings": 3,
    "instructions-on-appearance": 6,
    "instructions-on-behaviour": 6,
    "instructions-on-leaving": 7,
    "instructions-on-place-at-home": 7,
    "instructions-on-rejoining": 7,
    "instructions-on-reporting": 7,
    "instructions-on-respect": 6,
    "instructions-on-speaking": 6,
    "meeting-passcode-length": 1,
    "meeting-passcode-strength": 1,
    "meetings-have-descriptions": 2,
    "meetings-have-passcodes": 1,
    "meetings-have-titles": 1,
    "mute-on-entry": 1,
    "no-automatic-recording": 1,
    "no-breakout-rooms": 1,
    "no-continuous-chat": 1,
    "no-join-before-host": 5,
    "no-meetings-in-personal-rooms": 1,
    "no-personal-id-for-scheduled-meetings": 1,
    "recordings-deleted-automatically": 10,
    "recordings-for-signed-in-viewers": 1,
    "recordings-have-passcodes": 1,
    "recordings-not-downloadable": 1,
    "recordings-not-public": 2,
    "recordings-of-current-staff": 4,
    "recordings-within-retention": 11,
    "registrants-get-email": 2,
    "registration-required": 5,
    "second-person-for-pupil-hosts": 2,
    "waiting-room": 3,
}
"""How many meetings and recordings of the demo school fail each rule: one for every fault in its data, and no more."""


def test_meetings_and_recordings_of_the_demo_school_fail_where_its_faults_are(demo):
    failed = [f for f in demo.findings if f.status is Status.FAIL and not f.advisory]
    found = Counter(f.rule for f in failed if f.resource.level in ("meeting", "recording"))
    assert found == MEETINGS_AND_RECORDINGS


def test_an_account_without_meetings_leaves_open_what_only_meetings_can_show(tmp_path):
    result = audited(replace(compliant_school(), meetings=(), recordings=()), tmp_path)
    verdicts = {clause.id: clause.verdict for clause in result.run.clauses}
    for clause in ("S1", "S4", "S4a", "S4b", "S4c", "S4d", "S4e", "S4f", "S4g", "G7", "G8", "C4"):
        assert verdicts[clause] is ClauseVerdict.UNANSWERED, clause
    assert verdicts["S2"] is ClauseVerdict.MET


def test_an_untouched_account_fails_and_is_read_completely(tmp_path):
    result = audited(untouched_account(), tmp_path)
    assert counts(result.run) == {"pass": 113, "fail": 110, "manual": 14, "not_applicable": 22}
    assert severities(result.run) == {"critical": 10, "high": 43, "medium": 37, "low": 20}
    assert result.run.exit_code == 1


def test_a_partly_readable_account_judges_what_it_can(tmp_path):
    refused = Fault(FaultKind.REFUSE_SCOPE, match="/users/{id}/settings*")
    result = audited(compliant_school(), tmp_path, faults=[refused])
    users = {f.status for f in result.findings if f.setting and f.resource.level == "user" and not f.advisory}
    account = {f.status for f in result.findings if f.rule == "waiting-room" and f.resource.level == "account"}
    assert users == {Status.UNKNOWN}
    assert account == {Status.PASS}
    assert counts(result.run) == {"pass": 2171, "unknown": 1660, "manual": 39, "not_applicable": 31}
    assert result.run.exit_code == 3


def test_the_same_account_gives_the_same_run(demo, tmp_path):
    first, second = demo, audited(demo_school(), tmp_path)
    assert first.findings == second.findings
    assert first.run.clauses == second.run.clauses


def test_staff_and_pupil_meetings_are_held_to_different_rules(demo, tmp_path):
    text = (
        "extends: st_joseph\n"
        "scopes:\n"
        "  class-mailboxes: {people: {groups: [Pupil-facing mailboxes]}, rules: [no-breakout-rooms, waiting-room]}\n"
        "  all-but-leadership: {except: {departments: [Leadership]}, rules: [host-only-chat]}\n"
    )
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    policy = load_policy(str(path))
    run = evaluate(demo.snapshot, policy, Options(as_of=DEMO_TIME.date()))

    def hosts(rule, findings):
        return {
            one.resource.name.partition("@")[0]
            for one in findings
            if one.rule == rule and one.resource.level in ("user", "meeting", "recording")
        }

    found = list(run.findings())
    mailboxes = {"nursery", "reception", "year1", "year2", "year3", "year4", "year5", "year6", "choir"}
    assert hosts("no-breakout-rooms", found) == mailboxes
    assert hosts("waiting-room", found) == mailboxes
    assert {"head", "deputy", "senco"} <= hosts("host-only-chat", demo.findings)
    assert not {"head", "deputy", "senco"} & hosts("host-only-chat", found)
    assert not [
        one for one in found if one.status is Status.UNKNOWN and one.rule in ("no-breakout-rooms", "waiting-room")
    ]
