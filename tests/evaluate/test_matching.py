"""Rules in which one of several settings is enough, or the newest of several names decides."""

from dataclasses import replace
from itertools import product

import pytest

from tests.evaluate import build
from tests.evaluate.build import alone, findings_of, right_snapshot, st_joseph
from tests.support.each import each
from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.evaluate.maker import ACCOUNT, Maker
from zoom_policy_lint.evaluate.matching import Answer, together
from zoom_policy_lint.model.words import Check, Kind, Level, Lock, Reason, Severity, Status
from zoom_policy_lint.ruleset import Match, parse_condition

PLAIN = st_joseph().rules["no-breakout-rooms"]
A, B, C = "in_meeting.polling", "in_meeting.whiteboard", "in_meeting.virtual_background"
"""Three switches that Zoom keeps for the account, groups and users, each at one path."""

RIGHT, WRONG, NULL, MISTYPED, GONE = True, False, None, "on", "absent"
STATES = (RIGHT, WRONG, NULL, MISTYPED, GONE)
UNREAD = (NULL, MISTYPED, GONE)

P, F, U, N = Status.PASS, Status.FAIL, Status.UNKNOWN, Status.NOT_APPLICABLE


def rule(match, keys=(A, B, C), optional=(), **more):
    settings = tuple((key, parse_condition(True)) for key in keys)
    body = replace(
        PLAIN.body,
        settings=settings,
        optional=frozenset(optional),
        lock=Lock.NONE,
        levels=(Level.ACCOUNT, Level.GROUP, Level.USER),
        match=Match(match),
        **more,
    )
    return replace(PLAIN, body=body)


def with_states(snapshot, keys, states, level=Level.ACCOUNT):
    """The snapshot with these settings right, wrong, null, of another type or absent at a level."""
    for key, state in zip(keys, states, strict=True):
        path = setting(key).levels[level].paths[0]
        if state == GONE and isinstance(state, str):
            cut = lambda body, keys=path.keys: body[keys[0]].pop(keys[1])  # noqa: E731 - a line of a loop
            snapshot = build.changed(snapshot, level, build.with_body(build.body_of(level, path.view), cut))
        else:
            snapshot = build.changed(snapshot, level, build.with_value(level, key, state))
    return snapshot


def judged(one, states, level=Level.ACCOUNT):
    """The status of each setting of a rule."""
    policy, keys = alone(one), [key for key, _ in one.body.settings]
    snapshot = with_states(right_snapshot(policy), keys, states, level)
    found = [
        finding
        for finding in findings_of(snapshot, policy)
        if (finding.resource.level, finding.resource.id) == (level, build.FIRST[level])
    ]
    assert [finding.setting for finding in found] == keys
    return found


def statuses(one, states, level=Level.ACCOUNT):
    return tuple(finding.status for finding in judged(one, states, level))


@each(
    ("states", "expected"),
    [
        ((RIGHT, RIGHT, RIGHT), (P, N, N)),
        ((RIGHT, WRONG, WRONG), (P, N, N)),
        ((RIGHT, NULL, GONE), (P, N, N)),
        ((NULL, RIGHT, RIGHT), (U, N, N)),
        ((GONE, RIGHT, WRONG), (U, N, N)),
        ((MISTYPED, WRONG, WRONG), (U, N, N)),
        ((WRONG, RIGHT, WRONG), (N, P, N)),
        ((WRONG, WRONG, RIGHT), (N, N, P)),
        ((WRONG, RIGHT, RIGHT), (N, P, P)),
        ((WRONG, RIGHT, NULL), (N, P, N)),
        ((WRONG, WRONG, NULL), (N, N, U)),
        ((WRONG, NULL, MISTYPED), (N, U, U)),
        ((WRONG, GONE, WRONG), (N, U, N)),
        ((WRONG, WRONG, WRONG), (F, F, F)),
    ],
)
def test_the_first_is_enough_or_another_in_its_place(states, expected):
    assert statuses(rule("any"), states) == expected
    assert statuses(rule("any"), states, Level.USER) == expected


@each(
    ("states", "expected"),
    [
        ((WRONG, GONE, GONE), (F, N, N)),
        ((WRONG, GONE, RIGHT), (N, N, P)),
        ((WRONG, GONE, NULL), (N, N, U)),
        ((WRONG, WRONG, GONE), (F, F, N)),
        ((GONE, GONE, GONE), (U, N, N)),
        ((RIGHT, GONE, GONE), (P, N, N)),
    ],
)
def test_of_any_what_is_optional_may_be_left_out(states, expected):
    assert statuses(rule("any", optional=(B, C)), states) == expected


@each(
    ("states", "expected"),
    [
        ((RIGHT, WRONG, WRONG), (P, N, N)),
        ((WRONG, RIGHT, RIGHT), (F, N, N)),
        ((NULL, RIGHT, RIGHT), (U, N, N)),
        ((MISTYPED, RIGHT, RIGHT), (U, N, N)),
        ((GONE, RIGHT, WRONG), (N, P, N)),
        ((GONE, WRONG, RIGHT), (N, F, N)),
        ((GONE, NULL, RIGHT), (N, U, N)),
        ((GONE, GONE, RIGHT), (N, N, P)),
        ((GONE, GONE, GONE), (U, N, N)),
        ((RIGHT, GONE, GONE), (P, N, N)),
    ],
)
def test_the_newest_name_that_zoom_returns_decides(states, expected):
    assert statuses(rule("newest"), states) == expected
    assert statuses(rule("newest"), states, Level.GROUP) == expected


def test_the_newest_says_when_an_older_name_disagrees():
    first, second, _ = judged(rule("newest"), (RIGHT, WRONG, RIGHT))
    assert f"An older name of it, “{B}”, says otherwise." in first.message
    assert f"under a newer name, “{A}”, which decides" in second.message
    agreed, *_ = judged(rule("newest"), (RIGHT, RIGHT, GONE))
    assert "says otherwise" not in agreed.message


def test_what_is_set_aside_proposes_no_change_and_measures_nothing():
    for match, states in product(("any", "newest"), product(STATES, repeat=3)):
        for finding in judged(rule(match), states) if states[0] in (RIGHT, WRONG) else ():
            if finding.status is N:
                assert (finding.remediation, str(finding.evidence)) == (None, "none")
                assert finding.reason is not None
            if finding.status is F:
                assert finding.remediation is not None


def may_pass(match, states):
    """Whether the reading of `match` allows a rule to be right: written out from what its description says."""
    if match == "any":
        first, *others = states
        return first is RIGHT or (first is WRONG and RIGHT in others)
    returned = [one for one in states if one != GONE]
    return bool(returned) and returned[0] is RIGHT


@pytest.mark.parametrize("match", ["any", "newest"])
@pytest.mark.parametrize("optional", [(), (B,), (B, C)])
def test_nothing_is_right_that_the_reading_of_match_does_not_allow(match, optional):
    """Every combination of what each of three settings may be."""
    if match == "newest" and optional:
        return
    for states in product(STATES, repeat=3):
        found = statuses(rule(match, optional=optional), states)
        assert (P in found) == may_pass(match, states), states
        assert not may_pass(match, states) or set(found) <= {P, N}, states
        if not may_pass(match, states):
            assert F in found or U in found, f"somebody would think that nothing applied: {states}"
        if all(one in UNREAD for one in states):
            assert F not in found, states


@each("match", ["any", "newest"])
@each("right", [Status.PASS, Status.NOT_APPLICABLE])
@each("wrong", [Status.FAIL, Status.UNKNOWN, Status.MANUAL])
def test_no_verdicts_of_a_rule_make_what_is_unread_right(match, right, wrong):
    one = replace(rule(match, (A, B)), right=right, wrong=wrong)
    for states in product(STATES, repeat=2):
        found = statuses(one, states)
        assert P not in found or (may_pass(match, states) and right is P), states
        if all(state in UNREAD for state in states):
            assert set(found) <= {U, N}, states
            assert U in found, states


OF_ACCOUNT = "in_meeting.allow_participants_to_rename"
"""A switch that Zoom keeps for the account alone."""


@pytest.mark.parametrize("match", ["any", "newest"])
def test_where_a_level_keeps_only_what_is_optional_its_absence_is_unknown(match):
    optional = (B,) if match == "any" else ()
    one = rule(match, (OF_ACCOUNT, B), optional)
    policy = alone(one)
    path = setting(B).levels[Level.USER].paths[0]
    cut = build.with_body(build.body_of(Level.USER, path.view), lambda body: body[path.keys[0]].pop(path.keys[1]))
    found = findings_of(build.changed(right_snapshot(policy), Level.USER, cut), policy)
    assert [f.status for f in found if f.resource.id == build.FIRST[Level.USER]] == [U]


MAKER = Maker("r", "r", Kind.SETTINGS, ("C",), advisory=False, severity=Severity.HIGH)


def answer(status, key="s", *, absent=False):
    reason = Reason.ABSENT if absent else None
    finding = MAKER.finding(ACCOUNT, N if absent else status, "m", setting=key, reason=reason)
    needed = MAKER.finding(ACCOUNT, U, "m", setting=key, reason=reason) if absent else None
    return Answer(finding, needed)


@pytest.mark.parametrize("match", [Match.ANY, Match.NEWEST])
def test_there_is_one_finding_for_every_setting_in_its_order(match):
    kinds = [(P, False), (F, False), (U, False), (N, True)]
    for many in (1, 2, 3):
        for chosen in product(kinds, repeat=many):
            answers = [answer(status, f"s{at}", absent=absent) for at, (status, absent) in enumerate(chosen)]
            found = list(together(match, answers, right=P))
            assert [one.setting for one in found] == [f"s{at}" for at in range(many)]
            assert {one.status for one in found} != {N}, chosen
            assert not any(one.status is P and was is not P for one, (was, _) in zip(found, chosen, strict=True))


def test_all_settings_must_be_right_without_match():
    one = rule("all")
    for states in product(STATES, repeat=2):
        found = statuses(one, (*states, RIGHT))
        assert (set(found) == {P}) == (states == (RIGHT, RIGHT))


def test_a_lock_holds_what_was_set_aside_as_little_as_it_would_alone():
    """Only what counts as right is counted as right but unlocked."""
    one = rule("any", keys=(A, B))
    one = replace(one, body=replace(one.body, lock=Lock.REQUIRED))
    policy = alone(one)
    run = build.run_of(with_states(right_snapshot(policy), (A, B), (WRONG, RIGHT)), policy)
    found = {
        f.setting: f.status for f in run.findings() if f.resource.level is Level.ACCOUNT and f.check is Check.VALUE
    }
    assert found == {A: N, B: P}
