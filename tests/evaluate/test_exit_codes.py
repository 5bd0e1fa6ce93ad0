"""The exit table: what fails, what is open, what is accepted, how old the snapshot is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.evaluate import build
from tests.evaluate.build import TODAY, alone, right_snapshot, run_of, st_joseph
from tests.support.each import each
from zoom_policy_lint.model.baseline import Baseline, BaselineEntry
from zoom_policy_lint.model.words import Check, ClauseVerdict, Level, Severity, Status, Verdict
from zoom_policy_lint.policy import Waiver

WAITING = "meeting_security.waiting_room"
RULE = st_joseph().rules["waiting-room"]
POLICY = alone(RULE)
USER = "u1@stjosephs.example.sch.uk"


def right():
    return right_snapshot(POLICY)


def failing():
    return build.changed(right(), Level.USER, build.with_value(Level.USER, WAITING, value=False))


def unreadable():
    return build.changed(right(), Level.USER, build.with_value(Level.USER, WAITING, value=None))


def both():
    return build.changed(failing(), Level.USER, build.with_value(Level.USER, WAITING, value=None), "u2")


def waiver(resource=USER, level=Level.USER, start=date(2026, 9, 1), expires=date(2026, 12, 31), rule="waiting-room"):
    return Waiver(rule, level, resource, "agreed with parents", "A. Head", start, expires)


def waived(*waivers):
    return replace(POLICY, waivers=waivers)


def outcome(run):
    return run.summary.verdict, run.exit_code


PASSES, FAILS, INCOMPLETE = (Verdict.PASS, 0), (Verdict.FAIL, 1), (Verdict.INCOMPLETE, 3)


@pytest.mark.parametrize(
    ("snapshot", "expected"),
    [(right, PASSES), (failing, FAILS), (unreadable, INCOMPLETE), (both, FAILS)],
)
def test_the_exit_code_says_the_worst(snapshot, expected):
    assert outcome(run_of(snapshot(), POLICY)) == expected


@each("fail_on", list(Severity))
@each("severity", list(Severity))
@each(("snapshot", "expected"), [(failing, FAILS), (unreadable, INCOMPLETE)])
def test_only_findings_at_or_above_the_chosen_severity_count(snapshot, expected, severity, fail_on):
    policy = replace(POLICY, severities={"waiting-room": severity})
    run = run_of(snapshot(), policy, fail_on=fail_on)
    assert outcome(run) == (expected if severity.rank >= fail_on.rank else PASSES)
    assert {f.severity for f in run.findings()} == {severity}
    assert run.clauses[0].verdict is not ClauseVerdict.MET


def test_advisory_findings_never_count():
    policy = replace(POLICY, rules={}, advisory={RULE.id: replace(RULE, advisory=True)}, clauses=())
    run = run_of(both(), policy, recommended=True)
    assert outcome(run) == PASSES
    assert run.summary.findings[Status.FAIL] == 0
    assert (run.summary.advisory[Status.FAIL], run.summary.advisory[Status.UNKNOWN]) == (1, 1)
    assert all(count == 0 for count in run.summary.failed_by_severity.values())


@pytest.mark.parametrize(
    ("days", "max_age", "expected"),
    [(7, 7, PASSES), (8, 7, INCOMPLETE), (0, 0, PASSES), (1, 0, INCOMPLETE), (-3, 7, PASSES)],
)
def test_a_snapshot_that_is_too_old_settles_nothing(days, max_age, expected):
    run = run_of(right(), POLICY, as_of=TODAY + timedelta(days=days), max_age=max_age)
    assert outcome(run) == expected
    assert any("days old" in note for note in run.notes) == (expected is INCOMPLETE)


def test_an_old_snapshot_that_fails_still_fails():
    assert outcome(run_of(failing(), POLICY, as_of=TODAY + timedelta(days=30))) == FAILS


# The baseline


def fingerprints(snapshot, status=None):
    found = [f for f in build.findings_of(snapshot, POLICY) if f.status in (Status.FAIL, Status.UNKNOWN)]
    return Baseline(
        "account", "", tuple(BaselineEntry(f.fingerprint, status or f.status, severity=f.severity) for f in found)
    )


@pytest.mark.parametrize("snapshot", [failing, unreadable, both])
def test_what_the_baseline_knows_does_not_count(snapshot):
    run = run_of(snapshot(), POLICY, baseline=fingerprints(snapshot()))
    assert outcome(run) == PASSES
    assert {f.baselined for f in run.findings() if f.status in (Status.FAIL, Status.UNKNOWN)} == {True}
    assert not any(f.baselined for f in run.findings() if f.status is Status.PASS)


@pytest.mark.parametrize("snapshot", [failing, unreadable, both])
def test_the_baseline_changes_no_clause_and_no_count(snapshot):
    plain, accepted = run_of(snapshot(), POLICY), run_of(snapshot(), POLICY, baseline=fingerprints(snapshot()))
    assert plain.clauses == accepted.clauses
    assert plain.summary.findings == accepted.summary.findings


def test_what_is_new_beside_the_baseline_counts():
    known = fingerprints(failing())
    assert outcome(run_of(both(), POLICY, baseline=known)) == INCOMPLETE


def test_what_was_unknown_in_the_baseline_may_not_fail_now():
    known = fingerprints(failing(), Status.UNKNOWN)
    run = run_of(failing(), POLICY, baseline=known)
    assert outcome(run) == FAILS
    assert {f.baselined for f in run.findings() if f.status is Status.FAIL} == {False}


def test_what_failed_in_the_baseline_may_be_unknown_now():
    known = fingerprints(unreadable(), Status.FAIL)
    assert outcome(run_of(unreadable(), POLICY, baseline=known)) == PASSES


# Waivers


@pytest.mark.parametrize("name", [USER, USER.upper(), "u1"])
def test_a_waived_failure_does_not_count_and_its_clause_stays_partly_evidenced(name):
    run = run_of(failing(), waived(waiver(name)))
    (finding,) = (f for f in run.findings() if f.status is Status.WAIVED)
    assert outcome(run) == PASSES
    assert (finding.resource.id, finding.waiver.original, finding.waiver.approver) == ("u1", Status.FAIL, "A. Head")
    assert run.clauses[0].verdict is ClauseVerdict.PARTLY
    assert "agreed with parents" in str(run.clauses[0].exceptions[0])


def test_a_waived_unknown_does_not_count_either():
    run = run_of(unreadable(), waived(waiver()))
    assert outcome(run) == PASSES
    assert run.summary.findings[Status.WAIVED] == 1
    assert run.clauses[0].verdict is ClauseVerdict.PARTLY


@each(
    "other",
    [
        waiver("u2"),
        waiver("u"),
        waiver("*"),
        waiver("u1", Level.GROUP),
        waiver("account", Level.ACCOUNT),
        waiver(rule="host-only-chat"),
        waiver(start=TODAY + timedelta(days=1)),
        waiver(expires=TODAY - timedelta(days=1)),
    ],
)
def test_a_waiver_of_something_else_or_of_another_time_covers_nothing(other):
    run = run_of(failing(), waived(other))
    assert outcome(run) == FAILS
    assert len(run.notes) == 1


@pytest.mark.parametrize("on", [date(2026, 9, 1), date(2026, 12, 31)])
def test_a_waiver_holds_from_its_first_to_its_last_day(on):
    run = run_of(failing(), waived(waiver()), as_of=on, max_age=1000)
    assert run.summary.findings[Status.WAIVED] == 1


def test_without_waivers_the_failure_counts():
    assert outcome(run_of(failing(), waived(waiver()), waivers=False)) == FAILS


def test_a_pass_is_never_waived():
    run = run_of(right(), waived(waiver(), waiver("account", Level.ACCOUNT)))
    assert run.summary.findings[Status.WAIVED] == 0
    assert all("covers nothing" in note for note in run.notes)
    assert run.clauses[0].verdict is ClauseVerdict.MET


def test_the_account_lock_that_cannot_be_read_may_be_waived_once():
    unread = build.changed(right(), Level.ACCOUNT, build.with_lock(Level.ACCOUNT, WAITING, None))
    run = run_of(unread, waived(waiver("account", Level.ACCOUNT)))
    (finding,) = (f for f in run.findings() if f.check is Check.LOCK)
    assert (finding.status, finding.waiver.original) == (Status.WAIVED, Status.UNKNOWN)
    assert outcome(run) == PASSES
    assert run.clauses[0].verdict is ClauseVerdict.PARTLY


def test_a_waiver_of_the_lock_leaves_the_value_as_it_is():
    unread = build.changed(right(), Level.ACCOUNT, build.with_lock(Level.ACCOUNT, WAITING, None))
    wrong = build.changed(unread, Level.ACCOUNT, build.with_value(Level.ACCOUNT, WAITING, False))
    lock_only = replace(waiver("account", Level.ACCOUNT), check=Check.LOCK)
    run = run_of(wrong, waived(lock_only))
    assert {f.check for f in run.findings() if f.status is Status.WAIVED} == {Check.LOCK}
    assert outcome(run) == FAILS


def test_a_waiver_of_the_unknown_does_not_cover_the_failure():
    unread = build.changed(right(), Level.ACCOUNT, build.with_lock(Level.ACCOUNT, WAITING, None))
    loose = build.changed(right(), Level.ACCOUNT, build.with_lock(Level.ACCOUNT, WAITING, False))
    while_unknown = replace(waiver("account", Level.ACCOUNT), check=Check.LOCK, status=Status.UNKNOWN)
    assert outcome(run_of(unread, waived(while_unknown))) == PASSES
    held_by_nobody = [f for f in run_of(loose, waived(while_unknown)).findings() if f.check is Check.LOCK]
    assert Status.WAIVED not in {f.status for f in held_by_nobody}


def test_a_waived_finding_is_not_baselined_too():
    run = run_of(failing(), waived(waiver()), baseline=fingerprints(failing()))
    assert {f.baselined for f in run.findings() if f.status is Status.WAIVED} == {False}


# Counts


def test_the_counts_are_those_of_the_findings():
    run = run_of(both(), waived(waiver("u2")))
    statuses = [f.status for f in run.findings()]
    assert dict(run.summary.findings) == {status: statuses.count(status) for status in Status}
    assert dict(run.summary.failed_by_severity)[Severity.CRITICAL] == 1
    assert sum(rollup.total for rollup in run.rollups) == len(statuses)


def test_right_but_unlocked_counts_rules_not_people():
    rule = next(
        r for r in build.setting_rules() if r.body.lock == "preferred" and not r.advisory and len(r.body.levels) == 3
    )
    free = right_snapshot(alone(rule), account_lock=False, group_lock=False)
    assert run_of(free, alone(rule)).summary.right_but_unlocked == 1
    assert run_of(right_snapshot(alone(rule)), alone(rule)).summary.right_but_unlocked == 0


def test_a_lock_that_is_required_and_missing_fails_instead():
    free = right_snapshot(POLICY, account_lock=False, group_lock=False)
    run = run_of(free, POLICY)
    assert run.summary.right_but_unlocked == 0
    assert outcome(run) == FAILS


def test_rollups_name_the_worst_first():
    run = run_of(both(), POLICY)
    users = next(line for line in run.rollups if line.level is Level.USER)
    assert (users.worst.status, users.names) == (Status.FAIL, (USER,))
    assert users.counts == {Status.FAIL: 1, Status.UNKNOWN: 1, Status.PASS: 1}
