"""Clauses that pull against something else: what is wrong under them is said, and no change is proposed."""

from dataclasses import replace

import pytest

from tests.evaluate import build
from tests.evaluate.build import alone, right_snapshot, run_of, st_joseph
from zoom_policy_lint.model.clause import Conflict
from zoom_policy_lint.model.words import Check, Level, Lock, Status
from zoom_policy_lint.policy import Clause

RULE = st_joseph().rules["no-breakout-rooms"]
ROOMS = "in_meeting.breakout_room"
CONFLICT = Conflict("direct", ("child_safety",), {"st_joseph": ("C2", "C3")}, "Rooms hide children.")
SAID = (
    "Decide first: doing this may work against child safety (C2 and C3 of st_joseph). Rooms hide children. No change is "
    "proposed."
)


def policy_of(*conflicts, rule=RULE, **more):
    """The rule under as many clauses as there are conflicts; None: a clause without one."""
    base = alone(rule)
    clauses = tuple(
        Clause(f"C{at}", "t", tuple(sorted(rule.kinds)), (rule.id,), (), "", conflict=one)
        for at, one in enumerate(conflicts)
    )
    return replace(base, clauses=clauses, **more)


def wrong(rule=RULE):
    snapshot = right_snapshot(alone(rule), account_lock=False, group_lock=False)
    for level in set(rule.levels) & set(build.setting(ROOMS).levels):
        snapshot = build.everywhere(snapshot, level, build.with_value(level, ROOMS, value=True))
    return snapshot


def failed(policy, snapshot=None):
    return [one for one in run_of(snapshot or wrong(), policy).findings() if one.status is Status.FAIL]


def test_what_is_wrong_at_any_level_waits_for_a_decision():
    found = failed(policy_of(CONFLICT))
    assert {one.resource.level for one in found} == {Level.ACCOUNT, Level.GROUP, Level.USER, Level.MEETING}
    assert len([one for one in found if one.resource.level is Level.USER]) == len(build.MEMBERSHIP)
    for one in found:
        assert (one.remediation.summary, one.remediation.portal, one.remediation.requests) == (SAID, None, ())


def test_a_lock_that_does_not_hold_waits_for_a_decision_too():
    rule = replace(RULE, body=replace(RULE.body, lock=Lock.REQUIRED))
    (lock,) = (one for one in failed(policy_of(CONFLICT, rule=rule)) if one.check is Check.LOCK)
    assert (lock.remediation.summary, lock.remediation.requests) == (SAID, ())


@pytest.mark.parametrize("conflicts", [(None,), (CONFLICT, None), (None, CONFLICT)])
def test_a_rule_that_some_clause_wants_without_a_conflict_keeps_its_fix(conflicts):
    for one in failed(policy_of(*conflicts)):
        assert "Decide first" not in one.remediation.summary
        assert one.remediation.requests or one.check is Check.LOCK


def test_a_rule_whose_clauses_all_pull_proposes_nothing():
    other = replace(CONFLICT, because="Something else.")
    assert {one.remediation.summary for one in failed(policy_of(CONFLICT, other))} == {SAID}


def test_what_is_right_or_unread_is_said_as_ever():
    policy = policy_of(CONFLICT)
    assert not failed(policy, right_snapshot(alone(RULE)))
    unread = build.changed(wrong(), Level.USER, build.with_value(Level.USER, ROOMS, value=None))
    assert len(failed(policy, unread)) == len(failed(policy)) - 1


def test_advice_under_no_clause_keeps_its_fix():
    base = policy_of(CONFLICT)
    policy = replace(base, clauses=(replace(base.clauses[0], rules=()),), rules={}, advisory={RULE.id: RULE})
    found = [one for one in run_of(wrong(), policy, recommended=True).findings() if one.status is Status.FAIL]
    assert found
    assert all("Decide first" not in one.remediation.summary for one in found)


def test_rules_on_fields_wait_too():
    rule = st_joseph().rules["recordings-within-retention"]
    old = build.with_fields(start_time="2020-01-01T00:00:00Z")
    spoilt = build.everywhere(right_snapshot(alone(rule)), Level.RECORDING, old)
    assert {one.remediation.summary for one in failed(policy_of(CONFLICT, rule=rule), spoilt)} == {SAID}


def test_without_kinds_and_clauses_it_is_said_in_general():
    summary = failed(policy_of(Conflict("possible", (), {}, "Because.")))[0].remediation.summary
    assert summary == "Decide first: doing this may work against other obligations. Because. No change is proposed."
