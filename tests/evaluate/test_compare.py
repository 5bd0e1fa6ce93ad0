"""Two policies on one account: what stands beside what, and where they disagree."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluate import build
from tests.evaluate.build import TODAY, right_snapshot, st_joseph
from tests.support.each import each
from zoom_policy_lint.evaluate import Options
from zoom_policy_lint.evaluate.agree import can_agree
from zoom_policy_lint.evaluate.compare import Beside, compare, side_by_side
from zoom_policy_lint.evaluate.evidence import evidence, spot_of_field, spot_of_setting
from zoom_policy_lint.model.words import Level, Lock, Status
from zoom_policy_lint.policy import Attest, Clause, Policy, Waiver
from zoom_policy_lint.ruleset import FieldBody, Match, Parameter, Rule, SettingBody, parse_condition
from zoom_policy_lint.ruleset.rule import Listed

ROOMS, PASSCODE = "in_meeting.breakout_room", "meeting_security.meeting_password_requirement.length"
WAITING = "meeting_security.waiting_room"
LEVELS = (Level.ACCOUNT, Level.USER)


def rule(id_, expected, *, when=()):
    """A rule on settings, at the levels of account and user."""
    pairs, limits = ([(key, parse_condition(value)) for key, value in each] for each in (expected.items(), when))
    body = SettingBody(tuple(pairs), frozenset(), Lock.NONE, LEVELS, tuple(limits))
    return replace(st_joseph().rules["no-breakout-rooms"], id=id_, title=id_, aliases=(), body=body)


def on_fields(id_, level, **expected):
    body = FieldBody(level, (), tuple((name, parse_condition(value)) for name, value in expected.items()))
    return replace(rule(id_, {}), body=body)


def clause(id_, *rules, text=None, parts=()):
    wants = {kind for one in rules for kind in one.kinds}
    return Clause(id_, text or f"words of {id_}", tuple(sorted(wants)), tuple(one.id for one in rules), parts, "")


def policy(*clauses: tuple[Clause, tuple[Rule, ...]], **more) -> Policy:
    """A policy with clauses, each given with its rules."""
    rules = {one.id: one for _, rules in clauses for one in rules}
    bare = {"attest": {}, "attestations": (), "waivers": (), "off": {}, "severities": {}, "advisory": {}}
    return replace(st_joseph(), clauses=tuple(one for one, _ in clauses), rules=rules, **(bare | more))


def of(id_, *rules, **more):
    return clause(id_, *rules, **more), rules


CLOSED = policy(of("A1", rule("rooms-off", {ROOMS: False})), of("A2", rule("long", {PASSCODE: {"at_least": 8}})))
OPEN = policy(of("B1", rule("rooms-on", {ROOMS: True})), of("B2", rule("short", {PASSCODE: {"at_least": 6}})))


@cache
def account():
    """An account on which everything is right by the first of the two."""
    return right_snapshot(CLOSED)


def compared(snapshot, first=CLOSED, second=OPEN):
    return compare(snapshot, first, second, Options(as_of=TODAY))


def with_users(value, key=ROOMS, *ids):
    return build.changed(account(), Level.USER, build.with_value(Level.USER, key, value), *ids)


# What rests on the same evidence


def test_rules_on_the_same_setting_lay_clauses_beside_each_other():
    assert side_by_side(CLOSED, OPEN) == (
        Beside("A1", "B1", (("setting", ROOMS),)),
        Beside("A2", "B2", (("setting", PASSCODE),)),
    )


def test_one_name_of_a_control_is_that_control():
    assert spot_of_setting("only.schedule_meeting.meeting_password_requirement.length") == ("setting", PASSCODE)


def test_a_field_that_zoom_tells_where_it_tells_a_setting_is_that_setting():
    assert spot_of_field(Level.MEETING, "settings.waiting_room") == ("setting", WAITING)
    assert spot_of_field(Level.USER, "email") == ("user", "email")


def test_switches_above_a_rule_do_not_count():
    below = policy(of("B1", rule("below", {PASSCODE: 8}, when=[(ROOMS, True)])))
    assert [pair.first for pair in side_by_side(CLOSED, below)] == ["A2"]


def test_a_clause_rests_on_what_its_parts_rest_on():
    whole = policy(of("B", parts=("B1",)), of("B1", rule("rooms-on", {ROOMS: True})))
    assert evidence(whole)["B"] == evidence(whole)["B1"]
    assert [(pair.first, pair.second) for pair in side_by_side(CLOSED, whole)] == [("A1", "B"), ("A1", "B1")]


def test_a_question_in_the_same_words_counts_and_another_one_does_not():
    def asking(id_, question):
        return policy(of(id_), attest={id_: Attest(id_, question, "", None, ())})

    assert side_by_side(asking("A", "Do parents  know?"), asking("B", "do parents know?"))
    assert not side_by_side(asking("A", "Do parents know?"), asking("B", "Do pupils know?"))


def test_the_same_clause_in_both_policies_is_its_own_counterpart():
    rooms, more = rule("rooms-off", {ROOMS: False}), of("A2", rule("rooms-off", {ROOMS: False}))
    one, other = policy(of("A1", rooms), more), policy(of("A1", rooms), more, of("A3", rooms))
    assert [(pair.first, pair.second) for pair in side_by_side(one, other)] == [
        ("A1", "A1"),
        ("A1", "A3"),
        ("A2", "A2"),
        ("A2", "A3"),
    ]


def test_every_clause_of_the_shipped_policy_stands_beside_itself():
    found = side_by_side(st_joseph(), st_joseph())
    assert [(pair.first, pair.second) for pair in found] == [(one.id, one.id) for one in st_joseph().clauses]


# Where two policies disagree


def test_a_value_that_is_right_by_one_and_wrong_by_the_other_is_counted_by_level():
    [rooms] = compared(with_users(True, ROOMS, "u1")).pulls
    assert (rooms.spot, rooms.asked[0].rule, rooms.asked[1].rule) == (("setting", ROOMS), "rooms-off", "rooms-on")
    assert rooms.right_by == ({Level.ACCOUNT: 1, Level.USER: 2}, {Level.USER: 1})
    assert (rooms.asked[0].clauses, rooms.asked[0].expected, rooms.asked[0].wanted) == (("A1",), False, "off")
    assert not rooms.can_agree


def test_who_asks_for_more_does_not_contradict():
    found = compared(with_users(7, PASSCODE, "u1", "u2")).pulls
    [passcode] = [pull for pull in found if pull.spot[1] == PASSCODE]
    assert passcode.can_agree
    assert passcode.right_by == ({}, {Level.USER: 2})


@pytest.mark.parametrize("value", [None, "on", []])
def test_what_is_unknown_pulls_against_nothing(value):
    [rooms] = [pull for pull in compared(with_users(value, ROOMS, "u1", "u2", "u3")).pulls if pull.spot[1] == ROOMS]
    assert rooms.right_by == ({Level.ACCOUNT: 1}, {})


def test_what_one_policy_accepts_pulls_against_nothing():
    accepted = Waiver("rooms-on", Level.ACCOUNT, "account", "why", "A. Head", TODAY, TODAY)
    found = compared(account(), CLOSED, replace(OPEN, waivers=(accepted,))).pulls
    assert [pull.right_by for pull in found if pull.spot[1] == ROOMS] == [({Level.USER: 3}, {})]


def test_a_policy_that_finds_a_value_right_and_wrong_finds_it_wrong():
    torn = policy(of("B1", rule("rooms-on", {ROOMS: True}), rule("rooms-shut", {ROOMS: False})))
    assert [pull.asked[1].rule for pull in compared(account(), CLOSED, torn).pulls] == ["rooms-on"]
    assert compared(account(), torn, torn).pulls == ()


def test_fields_of_people_can_pull_too():
    ours = policy(of("A1", on_fields("ours", Level.USER, email={"domain_in": ["stjosephs.example.sch.uk"]})))
    theirs = policy(of("B1", on_fields("theirs", Level.USER, email={"domain_in": ["other.example"]})))
    [pull] = compared(right_snapshot(ours), ours, theirs).pulls
    assert (pull.spot, pull.right_by[0], pull.can_agree) == (("user", "email"), {Level.USER: 3}, False)


ENABLED, CHAT = (f"chat.allow_users_to_chat_with_others.{name}" for name in ("enable", "selected_option"))
CHATTING = {ENABLED: True, CHAT: 2}


def matched(id_, expected, **body):
    """A rule on settings of the account that answer together."""
    one = rule(id_, expected)
    return policy(of(id_.upper(), replace(one, body=replace(one.body, levels=(Level.ACCOUNT,), **body))))


def pulls_on(ours, theirs):
    return {pull.spot[1]: pull.can_agree for pull in compared(right_snapshot(ours), ours, theirs).pulls}


def test_a_rule_of_which_one_setting_is_enough_asks_for_no_single_one():
    one_is_enough = matched("any", {ENABLED: False, CHAT: {"one_of": [2, 3]}}, match=Match.ANY)
    ours = matched("ours", {ENABLED: True, CHAT: {"one_of": [1, 2]}})
    snapshot = build.changed(right_snapshot(ours), Level.ACCOUNT, build.with_value(Level.ACCOUNT, CHAT, 1))
    found = compared(snapshot, ours, one_is_enough).pulls
    assert {pull.spot[1]: pull.can_agree for pull in found} == {ENABLED: True, CHAT: True}


def test_a_rule_all_of_whose_settings_are_wrong_by_the_other_pulls_against_it():
    one_is_enough = matched("any", {ENABLED: False, CHAT: {"one_of": [3, 4]}}, match=Match.ANY)
    assert pulls_on(matched("ours", CHATTING), one_is_enough) == {ENABLED: False, CHAT: False}


def test_what_need_not_be_returned_makes_no_rule_impossible():
    older = matched("older", {CHAT: 2, ENABLED: False}, optional=frozenset({ENABLED}))
    assert pulls_on(matched("ours", CHATTING), older) == {ENABLED: True}
    newest = matched("newest", {ENABLED: False, CHAT: 2}, match=Match.NEWEST)
    assert pulls_on(matched("ours", CHATTING), newest) == {ENABLED: True}


def test_what_the_policy_may_allow_makes_no_rule_impossible():
    listed = Listed(Parameter("allowed_integrations"), "chat")
    unless = matched("unless", {ENABLED: False, CHAT: 2}, unless={ENABLED: listed})
    assert pulls_on(matched("ours", CHATTING), unless) == {ENABLED: True}


def test_what_waits_for_a_person_is_asked_of_nobody():
    theirs = matched("theirs", {ENABLED: False, CHAT: {"one_of": {"parameter": "own_chats"}}}, unset="Is it right?")
    assert pulls_on(matched("ours", CHATTING), theirs) == {ENABLED: False}


values = st.sampled_from([True, False, None, "on"])


@given(values, st.lists(values, min_size=3, max_size=3), st.sampled_from([5, 6, 7, 8, None]))
def test_the_other_way_round_says_the_same_the_other_way_round(whole, each, length):
    snapshot = build.changed(account(), Level.ACCOUNT, build.with_value(Level.ACCOUNT, ROOMS, whole))
    for id_, value in zip(("u1", "u2", "u3"), each, strict=True):
        snapshot = build.changed(snapshot, Level.USER, build.with_value(Level.USER, ROOMS, value), id_)
    snapshot = build.changed(snapshot, Level.USER, build.with_value(Level.USER, PASSCODE, length), "u2")
    one, other = compared(snapshot), compared(snapshot, OPEN, CLOSED)
    assert [run.clauses for run in one.runs] == [run.clauses for run in reversed(other.runs)]
    assert sorted((p.first, p.second, p.shared) for p in one.beside) == sorted(
        (p.second, p.first, p.shared) for p in other.beside
    )
    assert list(one.pulls) == [
        replace(pull, asked=pull.asked[::-1], right_by=pull.right_by[::-1]) for pull in other.pulls
    ]
    assert compared(snapshot, CLOSED, CLOSED).pulls == ()


def test_verdicts_are_those_that_an_audit_gives():
    snapshot = with_users(True, ROOMS, "u1")
    assert [run.clauses for run in compared(snapshot).runs] == [
        build.run_of(snapshot, one).clauses for one in (CLOSED, OPEN)
    ]
    assert compared(snapshot).runs[0].summary.findings[Status.FAIL] == 1


# Whether two conditions can be met together


@each(
    ("one", "other", "kind", "known", "together"),
    [
        (True, False, "boolean", (), False),
        (True, {"not": False}, "boolean", (), True),
        ({"at_least": 8}, {"at_least": 6}, "integer", (), True),
        ({"at_least": 8}, {"at_most": 7}, "integer", (), False),
        ({"at_least": 8}, {"none_of": [8]}, "integer", (), True),
        ({"one_of": ["a", "b"]}, {"one_of": ["b", "c"]}, "string", ("a", "b", "c"), True),
        ("none", {"none_of": ["none"]}, "string", ("none", "cloud"), False),
        ({"contains_all": ["a"]}, {"subset_of": ["a", "b"]}, "array<string>", (), True),
        ({"contains_all": ["a"]}, {"contains_none": ["a"]}, "array<string>", (), False),
        ({"contains_all": ["a", "b"]}, {"contains_none": ["c"]}, "array<string>", (), True),
        ({"empty": True}, {"contains_any": ["a"]}, "array<string>", (), False),
        ({"empty": False}, {"every": {"domain_in": ["a.example"]}}, "array<string>", (), True),
        ({"domain_in": ["a.example"]}, {"domain_in": ["A.example", "b.example"]}, "string", (), True),
        ({"parts_in": ["1", "2"]}, {"same_parts": "1;2"}, "string", (), True),
    ],
)
def test_two_conditions_agree_when_a_value_satisfies_both(one, other, kind, known, together):
    conditions = parse_condition(one), parse_condition(other)
    assert can_agree(*conditions, kind, known) is can_agree(*conditions[::-1], kind, known) is together
