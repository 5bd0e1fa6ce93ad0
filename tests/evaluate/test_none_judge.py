"""Rules that want nothing of a kind to exist: only a whole list without any proves it."""

from dataclasses import replace

import pytest

from tests.evaluate import build
from tests.evaluate.build import alone, right_snapshot, run_of, st_joseph
from tests.evaluate.right_facts import FIRST
from zoom_policy_lint.evaluate.maker import NOT_READ_ID
from zoom_policy_lint.model.words import Kind, KindState, Level, Reason, Status
from zoom_policy_lint.policy.scopes import People, Scope
from zoom_policy_lint.ruleset import FieldBody, parse_condition

PLAIN = st_joseph().rules["recordings-within-retention"]
LISTS = {
    Level.RECORDING: ("users", "users.inactive", "users.id.recordings"),
    Level.MEETING: ("users", "users.id.meetings"),
    Level.USER: ("users",),
}


def none_of(level=Level.RECORDING, **where):
    conditions = tuple((name, parse_condition(value)) for name, value in where.items())
    return replace(PLAIN, body=FieldBody(level, conditions, ()), evidence=None)


def without(level):
    """An account that has none of a level, and says so."""
    snapshot = right_snapshot(alone(PLAIN))
    content = tuple(one for one in snapshot.content if one.level is not level)
    return build.with_listing(replace(snapshot, content=content), LISTS[level][-1], count=0)


def judged(snapshot, one, **more):
    run = run_of(snapshot, replace(alone(one), **more))
    return {finding.resource.id: finding.status for finding in run.findings()}, run


def test_a_whole_list_without_any_is_right_once():
    found, run = judged(without(Level.RECORDING), none_of())
    assert found == {NOT_READ_ID: Status.PASS}
    assert run.clauses[0].kinds == {Kind.RECORDINGS: KindState.SHOWN}
    assert run.clauses[0].verdict == "met"


@pytest.mark.parametrize("level", [Level.RECORDING, Level.MEETING, Level.USER])
def test_everything_that_is_there_is_wrong_and_nothing_passes(level):
    found, run = judged(right_snapshot(alone(PLAIN)), none_of(level))
    assert found[FIRST[level]] is Status.FAIL
    assert set(found.values()) == {Status.FAIL}
    assert run.clauses[0].verdict == "not_met"


@pytest.mark.parametrize("level", [Level.RECORDING, Level.MEETING])
def test_a_list_that_is_not_whole_proves_nothing(level):
    for name in LISTS[level]:
        for how, spoil in build.ways_to_miss_a_list(name):
            found, run = judged(spoil(without(level)), none_of(level))
            assert set(found.values()) == {Status.UNKNOWN}, (name, how)
            assert run.clauses[0].verdict == "unanswered"


HOST = build.with_fields(host="young@stjosephs.example.sch.uk")


def test_with_where_only_those_it_names_may_not_be_there():
    one = none_of(host={"address_in": ["young@stjosephs.example.sch.uk"]})
    assert judged(right_snapshot(alone(PLAIN)), one)[0] == {NOT_READ_ID: Status.PASS}
    theirs = build.changed(right_snapshot(alone(PLAIN)), Level.RECORDING, HOST)
    assert judged(theirs, one)[0] == {FIRST[Level.RECORDING]: Status.FAIL}


@pytest.mark.parametrize("gap", [build.without_field("host"), build.with_fields(host=None), build.with_fields(host=5)])
def test_one_of_which_it_is_not_known_whether_it_is_meant_is_unknown(gap):
    one = none_of(host={"address_in": ["young@stjosephs.example.sch.uk"]})
    found, _ = judged(build.changed(right_snapshot(alone(PLAIN)), Level.RECORDING, gap), one)
    assert found == {FIRST[Level.RECORDING]: Status.UNKNOWN}


def test_what_vanished_meanwhile_is_not_there():
    gone = build.changed(right_snapshot(alone(PLAIN)), Level.RECORDING, lambda one: replace(one, gone=True))
    found, run = judged(gone, none_of())
    assert found == {FIRST[Level.RECORDING]: Status.NOT_APPLICABLE, NOT_READ_ID: Status.PASS}
    assert next(one.reason for one in run.findings()) is Reason.VANISHED


def test_people_who_have_left_are_looked_at_where_the_rule_asks_for_their_status():
    found, _ = judged(right_snapshot(alone(PLAIN)), none_of(Level.USER, status="inactive"))
    assert found == {"u9": Status.FAIL}
    listed = build.without_listing(right_snapshot(alone(PLAIN)), "users.inactive")
    content = tuple(one for one in listed.content if one.id != "u9")
    assert judged(replace(listed, content=content), none_of(Level.USER, status="inactive"))[0] == {
        NOT_READ_ID: Status.UNKNOWN
    }


def test_a_scope_never_turns_somebody_elses_recording_into_a_failure_or_a_doubt_into_a_pass():
    one = none_of()
    of_office = Scope("s", "S", People(groups=("Office",)), None, (one.id,))
    snapshot = build.changed(right_snapshot(alone(PLAIN)), Level.RECORDING, build.with_fields(host_groups=["Teachers"]))
    assert judged(snapshot, one, scopes=(of_office,))[0] == {NOT_READ_ID: Status.PASS}
    theirs = build.changed(snapshot, Level.RECORDING, build.with_fields(host_groups=["Office"]))
    assert judged(theirs, one, scopes=(of_office,))[0] == {FIRST[Level.RECORDING]: Status.FAIL}
    unsure = build.changed(snapshot, Level.RECORDING, build.without_field("host_groups"))
    assert judged(unsure, one, scopes=(of_office,))[0] == {FIRST[Level.RECORDING]: Status.UNKNOWN}


@pytest.mark.parametrize(("right", "wrong"), [(Status.NOT_APPLICABLE, Status.MANUAL), (Status.PASS, Status.UNKNOWN)])
def test_the_verdicts_of_the_rule_are_kept(right, wrong):
    one = replace(none_of(), right=right, wrong=wrong)
    assert judged(without(Level.RECORDING), one)[0] == {NOT_READ_ID: right}
    assert judged(right_snapshot(alone(PLAIN)), one)[0] == {FIRST[Level.RECORDING]: wrong}
