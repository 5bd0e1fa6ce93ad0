"""How the shipped rules judge recordings that exist."""

from dataclasses import replace
from datetime import date

import pytest

from tests.evaluate import build
from tests.evaluate.build import alone, findings_of, named, right_snapshot, run_of, st_joseph
from tests.evaluate.right_facts import FIRST
from tests.support.each import each
from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.model.words import Check, ClauseVerdict, Kind, KindState, Level, Reason, Status
from zoom_policy_lint.policy import Attestation
from zoom_policy_lint.ruleset import AskBody, Rule
from zoom_policy_lint.zoom.redact import reduce_body

SETTINGS = endpoint("meetings.id.recordings.settings")
RETENTION = st_joseph().rules["recordings-within-retention"]
AGREED = st_joseph().rules["recordings-agreed-by-parents"]


def recording_rules() -> list[Rule]:
    return [rule for rule in build.all_rules() if Level.RECORDING in rule.levels]


def of_recordings(findings):
    return [finding for finding in findings if finding.resource.level is Level.RECORDING]


def judged(rule, change=lambda recording: recording, **parameters):
    """What a rule says of the right recording after a change."""
    policy = alone(rule)
    policy = replace(policy, parameters=dict(policy.parameters) | parameters)
    return of_recordings(findings_of(build.changed(right_snapshot(policy), Level.RECORDING, change), policy))


def setting(**values):
    return build.with_body(SETTINGS.id, lambda body: body.update(values))


def without_recordings(snapshot):
    content = tuple(one for one in snapshot.content if one.level is not Level.RECORDING)
    return build.with_listing(replace(snapshot, content=content), "users.id.recordings", count=0)


@each("rule", **named(recording_rules()))
def test_a_right_recording_is_right_or_waits_for_a_person(rule):
    expected = Status.MANUAL if isinstance(rule.body, AskBody) else Status.PASS
    assert {finding.status for finding in judged(rule)} == {expected}


@each("rule", **named(recording_rules()))
def test_a_recording_of_which_nothing_was_read_never_passes(rule):
    found = judged(rule, lambda recording: replace(recording, fields={}, bodies={}))
    expected = Status.MANUAL if isinstance(rule.body, AskBody) else Status.UNKNOWN
    assert found
    assert {finding.status for finding in found} == {expected}


@each("rule", **named(recording_rules()))
def test_a_recording_deleted_meanwhile_is_neither_right_nor_wrong(rule):
    found = judged(rule, lambda recording: replace(recording, gone=True, bodies={}))
    assert {(finding.status, finding.reason) for finding in found} == {(Status.NOT_APPLICABLE, Reason.VANISHED)}


def test_no_clause_on_recordings_is_met_by_recordings_that_do_not_exist():
    run = run_of(without_recordings(right_snapshot(st_joseph())), st_joseph())
    wanting = {clause.id for clause in st_joseph().clauses if Kind.RECORDINGS in clause.wants}
    assert wanting == {"G2b", "S5", "S6"}
    for clause in run.clauses:
        if clause.id in wanting:
            assert clause.kinds[Kind.RECORDINGS] is KindState.EMPTY, clause.id
            assert clause.verdict is ClauseVerdict.PARTLY, clause.id  # by settings; a person has still to speak


@pytest.mark.parametrize("name", ["users", "users.inactive", "users.id.recordings"])
def test_recordings_are_open_when_a_list_of_theirs_was_not_whole(name):
    snapshot = build.with_listing(right_snapshot(st_joseph()), name, complete=False)
    for clause in run_of(snapshot, st_joseph()).clauses:
        if clause.id in ("G2b", "S5", "S6"):
            assert clause.kinds[Kind.RECORDINGS] is KindState.OPEN, clause.id


# Retention


@each(
    ("start", "status"),
    [
        ("2026-08-04T02:00:00Z", Status.PASS),  # thirty days before the account was read, to the second
        ("2026-08-04T01:59:59Z", Status.FAIL),
        ("2026-08-04T03:00:00+01:00", Status.PASS),
        ("2026-08-04T02:59:59+01:00", Status.FAIL),
        ("2026-08-03T21:00:00-05:00", Status.PASS),
        ("2023-01-01T00:00:00Z", Status.FAIL),
        ("2026-09-03T01:59:59Z", Status.PASS),
        ("2026-08-20T10:00:00", Status.UNKNOWN),  # no zone
        ("2026-08-20", Status.UNKNOWN),
        ("20 August", Status.UNKNOWN),
        ("", Status.UNKNOWN),
    ],
)
def test_the_age_of_a_recording_is_counted_to_when_the_account_was_read(start, status):
    (finding,) = judged(RETENTION, build.with_fields(start_time=start))
    assert (finding.status, finding.check) == (status, Check.TIME)


def test_the_school_decides_how_long_a_recording_is_kept():
    old = build.with_fields(start_time="2026-07-10T10:00:00Z")
    assert [f.status for f in judged(RETENTION, old)] == [Status.FAIL]
    assert [f.status for f in judged(RETENTION, old, recording_retention_days=60)] == [Status.PASS]


def test_a_transcript_alone_is_judged_like_any_recording():
    files = [{"file_type": "TRANSCRIPT"}, {"file_type": "SUMMARY"}]
    old = build.with_fields(start_time="2025-01-01T10:00:00Z", recording_files=files)
    assert [f.status for f in judged(RETENTION, old)] == [Status.FAIL]


def test_a_recording_that_is_too_old_voids_the_statement_on_retention():
    assert "recordings-within-retention" in st_joseph().attest["S6"].contradicted_by


# Sharing

NAMES = ("recordings-not-downloadable", "recordings-for-signed-in-viewers")


@pytest.mark.parametrize("name", NAMES)
def test_who_may_download_or_watch_matters_only_while_a_recording_is_shared(name):
    rule = st_joseph().rules[name]
    wrong = {"viewer_download": True, "recording_authentication": False}
    for shared in ("publicly", "internally"):
        assert [f.status for f in judged(rule, setting(share_recording=shared, **wrong))] == [Status.FAIL]
    assert [f.status for f in judged(rule, setting(share_recording="none", **wrong))] == [Status.NOT_APPLICABLE]


@each("name", NAMES)
@each("shared", [None, True, 0, "", "friends", [], {}])
def test_sharing_that_is_not_understood_never_excuses(name, shared):
    found = judged(st_joseph().rules[name], setting(share_recording=shared))
    assert [f.status for f in found] == [Status.UNKNOWN]


def test_account_groups_and_users_are_judged_whatever_single_recordings_say():
    rule = st_joseph().rules["recordings-for-signed-in-viewers"]
    levels = {f.resource.level for f in findings_of(right_snapshot(alone(rule)), alone(rule))}
    assert levels == {Level.ACCOUNT, Level.GROUP, Level.USER, Level.RECORDING}


@each(
    ("answer", "status"),
    [
        ({}, Status.FAIL),
        ({"password": ""}, Status.FAIL),
        ({"password": "Ab3dE7fG"}, Status.PASS),
        ({"password": None}, Status.UNKNOWN),
        ({"password": 123456}, Status.UNKNOWN),
        ({"password": ["Ab3dE7fG"]}, Status.UNKNOWN),
    ],
)
def test_a_recording_has_a_passcode_only_when_zoom_gives_one(answer, status):
    kept = reduce_body(SETTINGS, {"share_recording": "internally"} | answer, TextQuestions())
    change = build.with_body(SETTINGS.id, lambda body: body.update(password=kept["password"]))
    assert [f.status for f in judged(st_joseph().rules["recordings-have-passcodes"], change)] == [status]


# Agreement of parents


def attested(*fingerprints, on=date(2026, 9, 1)):
    """A person's statement that names findings."""
    policy = st_joseph()
    role = policy.attest["S5"].by_role
    said = Attestation("S5", "Agreements on file", "A. Head", role, on, date(2026, 12, 31), tuple(fingerprints))
    return replace(policy, attestations=(said,))


def agreement(policy):
    run = run_of(right_snapshot(policy), policy)
    (finding,) = [f for f in run.findings() if f.rule == AGREED.id and f.resource.id == FIRST[Level.RECORDING]]
    return finding, next(clause for clause in run.clauses if clause.id == "S5")


def test_every_recording_waits_for_a_persons_word():
    finding, clause = agreement(st_joseph())
    assert finding.status is Status.MANUAL
    assert finding.message == AGREED.body.question
    assert clause.kinds[Kind.RECORDINGS] is KindState.OPEN


def test_a_statement_that_names_the_recordings_finding_answers_it():
    waiting, _ = agreement(st_joseph())
    finding, clause = agreement(attested(waiting.fingerprint))
    assert finding.status is Status.PASS
    assert clause.kinds[Kind.RECORDINGS] is KindState.SHOWN


def test_a_statement_on_another_finding_or_of_another_day_answers_nothing():
    waiting, _ = agreement(st_joseph())
    for policy in (attested("0123456789abcdef"), attested(waiting.fingerprint, on=date(2026, 10, 1))):
        assert agreement(policy)[0].status is Status.MANUAL
