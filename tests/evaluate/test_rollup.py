from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from zoom_policy_lint.evaluate.rollup import RollUps
from zoom_policy_lint.model.finding import Finding, ResourceRef
from zoom_policy_lint.model.words import Check, DecidedBy, Evidence, Kind, Level, Reason, Severity, Status


def finding(name: str = "a", status: Status = Status.FAIL, **changes: Any) -> Finding:
    usual: dict[str, Any] = {
        "rule": "waiting-room",
        "oldest_id": "waiting-room",
        "check": Check.VALUE,
        "kind": Kind.SETTINGS,
        "clauses": ("C1",),
        "advisory": False,
        "severity": Severity.HIGH,
        "status": status,
        "evidence": Evidence.MEASURED,
        "reason": None,
        "resource": ResourceRef(Level.USER, name, name),
        "setting": "in_meeting.x",
        "expected": True,
        "actual": False,
        "message": "",
        "decided_by": DecidedBy.UNLOCKED,
    }
    return Finding(**(usual | changes))


def roll(*found):
    lines = RollUps()
    for each in found:
        lines.add(each)
    return lines.rollups()


def test_names_values_and_locks_speak_of_the_worst_only():
    [line] = roll(
        finding("right", Status.PASS, actual=True, decided_by=DecidedBy.ACCOUNT_LOCK),
        finding("unread", Status.UNKNOWN, actual=None, reason=Reason.NULL, decided_by=DecidedBy.UNKNOWN),
        finding("wrong", actual=False),
        finding("wrong too", actual=False, decided_by=DecidedBy.GROUP_LOCK),
    )
    assert line.worst.resource.name == "wrong"
    assert line.names == ("wrong", "wrong too")
    assert line.values == ((False, 2),)
    assert line.held == {DecidedBy.UNLOCKED: 1, DecidedBy.GROUP_LOCK: 1}
    assert line.unknown == {Reason.NULL: 1}
    assert line.concerned == 2


def test_one_and_true_are_different_values():
    [line] = roll(finding(actual=1), finding(actual=True))
    assert line.values == ((1, 1), (True, 1))


def test_what_is_new_outweighs_what_is_in_the_baseline():
    [line] = roll(finding("known", baselined=True), finding("new"), finding("known too", baselined=True))
    assert line.names == ("new",)
    assert (line.concerned, line.baselined) == (1, 2)


def test_where_all_are_in_the_baseline_the_line_speaks_of_them():
    [line] = roll(finding("known", baselined=True), finding("right", Status.PASS))
    assert line.worst.baselined
    assert (line.concerned, line.baselined) == (1, 1)


def test_nobody_who_is_right_is_named():
    [line] = roll(finding("right", Status.PASS), finding("none", Status.NOT_APPLICABLE))
    assert (line.names, line.values, dict(line.held)) == ((), (), {})


def test_rules_checks_settings_and_levels_are_apart_and_sorted():
    lines = roll(
        finding(rule="b"), finding(rule="a", check=Check.LOCK), finding(rule="a", setting="z"), finding(rule="a"),
        finding(rule="a", resource=ResourceRef(Level.ACCOUNT, "account", "the account")),
    )  # fmt: skip
    assert [(line.rule, line.check, line.setting, line.level) for line in lines] == [
        ("a", Check.LOCK, "in_meeting.x", Level.USER),
        ("a", Check.VALUE, "in_meeting.x", Level.ACCOUNT),
        ("a", Check.VALUE, "in_meeting.x", Level.USER),
        ("a", Check.VALUE, "z", Level.USER),
        ("b", Check.VALUE, "in_meeting.x", Level.USER),
    ]


@given(st.lists(st.tuples(st.sampled_from(Status), st.integers(), st.booleans())))
def test_however_many_there_are_only_a_few_are_kept_and_all_are_counted(drawn):
    lines = roll(
        *(finding(str(n), status, actual=seen, baselined=known) for n, (status, seen, known) in enumerate(drawn))
    )
    assert sum(line.total for line in lines) == len(drawn)
    for line in lines:
        assert len(line.names) <= 5
        assert len(line.values) <= 3
        assert sum(count for _, count in line.values) <= line.concerned
