"""What differs between two policies, in words."""

import json
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.policy.policies import CHILD, write
from zoom_policy_lint.model.clause import Conflict
from zoom_policy_lint.model.words import Kind, Level, Severity, Status
from zoom_policy_lint.policy import Attestation, Clause, Policy, Waiver, load_policy
from zoom_policy_lint.policy.diff import Change, ItemsChange, differences
from zoom_policy_lint.policy.policy import Settled
from zoom_policy_lint.policy.scopes import People, Scope
from zoom_policy_lint.ruleset import parse_condition

OLD = load_policy("st_joseph")
FIRST = OLD.clauses[0]


def with_clause(policy, clause, **more):
    return replace(policy, clauses=tuple(replace(one, **more) if one.id == clause else one for one in policy.clauses))


def with_parameters(**more):
    return replace(OLD, parameters={**OLD.parameters, **more})


def mirrored(found):
    """The same differences, seen from the other side."""
    turned = [
        Change(one.part, one.subject, one.new, one.old)
        if isinstance(one, Change)
        else ItemsChange(one.part, one.subject, one.added, one.removed)
        for one in found
    ]
    return sorted(turned, key=str)


def test_a_policy_does_not_differ_from_itself():
    assert differences(OLD, OLD) == ()


def test_a_clause_that_was_reworded_shows_both_words():
    new = with_clause(OLD, "C1", text="Everybody waits.")
    words = next(clause.text for clause in OLD.clauses if clause.id == "C1")
    assert differences(OLD, new) == (Change("clauses", "C1: words", words, "Everybody waits."),)


def test_clauses_that_only_one_has_are_shown_with_their_words():
    extra = Clause("X1", "No polls.", (Kind.SETTINGS,), ("no-polls",), (), "Quizzes.")
    new = replace(OLD, clauses=(*OLD.clauses[1:], extra))
    removed, added = differences(OLD, new)
    assert (removed.subject, removed.new) == (FIRST.id, None)
    assert added == Change("clauses", "X1", None, "No polls. Wants: S. Rules: no-polls. Limits: Quizzes.")


def test_of_a_clauses_lists_only_the_items_that_differ_are_named():
    rules = next(clause.rules for clause in OLD.clauses if clause.id == "C1")
    new = with_clause(OLD, "C1", rules=(*rules[1:], "no-polls"), wants=())
    first, second = differences(OLD, new)
    assert first == ItemsChange("clauses", "C1: rules", (rules[0],), ("no-polls",))
    assert (second.subject, second.added) == ("C1: wants", ())


def test_clauses_in_another_order_are_a_difference():
    [found] = differences(OLD, replace(OLD, clauses=(*OLD.clauses[1:], FIRST)))
    assert (found.part, found.subject) == ("clauses", "order")


def test_parameters_are_compared_by_key_and_long_lists_by_item():
    phrases = OLD.parameters["joining_instruction_phrases"]
    new = with_parameters(
        recording_retention_days=60, joining_instruction_phrases={**phrases, "S4a": [*phrases["S4a"][1:], "hands up"]}
    )
    assert set(differences(OLD, new)) == {
        Change("parameters", "recording_retention_days", "30", "60"),
        ItemsChange("parameters", "joining_instruction_phrases.S4a", (phrases["S4a"][0],), ("hands up",)),
    }


def test_a_parameter_that_is_given_or_taken_away_is_told():
    new = with_parameters(training_register="training.csv", staff_only_meetings={"hosts": ["a@b.example"]})
    assert set(differences(OLD, new)) == {
        Change("parameters", "training_register", None, "training.csv"),
        Change("parameters", "staff_only_meetings.hosts", None, '["a@b.example"]'),
    }
    assert mirrored(differences(OLD, new)) == sorted(differences(new, OLD), key=str)


def test_no_value_and_an_empty_one_are_not_the_same():
    assert differences(with_parameters(school_hours=None), with_parameters(school_hours={})) == (
        Change("parameters", "school_hours", None, "{}"),
    )


def test_true_is_not_1():
    assert differences(with_parameters(x=True), with_parameters(x=1)) == (Change("parameters", "x", "true", "1"),)


def test_severities_and_rules_switched_off_are_told_with_the_reason():
    new = replace(OLD, severities={"waiting-room": Severity.LOW}, off={"no-breakout-rooms": "One to one teaching"})
    assert differences(OLD, new) == (
        Change("severities", "waiting-room", None, "low"),
        Change("rules switched off", "no-breakout-rooms", None, "One to one teaching"),
    )


def test_scopes_are_told_with_people_and_rules():
    scope = Scope("pupils", "Pupil meetings", People(emails=("year*@b.example",)), None, ("host-only-chat",))
    [found] = differences(OLD, replace(OLD, scopes=(scope,)))
    assert "year*@b.example" in found.new
    assert "host-only-chat" in found.new


def test_questions_that_ask_otherwise_show_both():
    asked = dict(OLD.attest)
    name = next(iter(asked))
    asked[name] = replace(asked[name], question="Is it so?", every_months=1, by_role="Governor")
    [found] = differences(OLD, replace(OLD, attest=asked))
    assert found.subject == name
    assert found.new.startswith("Is it so? (Governor) Every 1 month.")


def test_conflicts_chapters_and_what_settles_a_question_are_told():
    conflict = Conflict("direct", ("safeguarding",), {"cis": ("1.2.1",)}, "Copies leave the school.")
    first, second = differences(OLD, with_clause(OLD, "C1", section="1", conflict=conflict))
    assert (first.subject, first.new) == ("C1: section", "1")
    assert second.new == "direct, with safeguarding; cis 1.2.1: Copies leave the school."
    settled = Settled((("recording.cloud_recording", parse_condition(False)),), Status.PASS)
    [found] = differences(OLD, replace(OLD, attest={**OLD.attest, "G6": replace(OLD.attest["G6"], settled=settled)}))
    assert found.new == f"{found.old} Settled (met) by recording.cloud_recording: false."


WAIVER = Waiver("waiting-room", Level.MEETING, "81234567890", "1:2", "A. Head", date.min, date(2026, 12, 31))
SAID = Attestation("G6", "Letter", "A. Head", "Headteacher", date(2026, 9, 3), date(2027, 9, 2))


def test_waivers_and_statements_are_told_with_rule_resource_and_expiry():
    new = replace(OLD, waivers=(WAIVER,), attestations=(SAID,))
    said, waived = differences(OLD, new)
    assert said.new == "G6: Letter (A. Head, Headteacher; 2026-09-03 to 2027-09-02)"
    assert waived.new == "waiting-room for meeting …7890 until 2026-12-31: 1:2 (A. Head)"


def test_two_waivers_that_look_alike_are_told_apart():
    other = replace(WAIVER, resource="99994567890")
    assert len(differences(replace(OLD, waivers=(WAIVER,)), replace(OLD, waivers=(other,)))) == 2


def test_a_rule_with_other_content_is_told_part_by_part_and_its_file_is_no_difference():
    rule = OLD.rules["waiting-room"]
    moved = replace(OLD, rules={**OLD.rules, rule.id: replace(rule, file="elsewhere.yaml")})
    assert differences(OLD, moved) == ()
    looser = replace(rule, severity=Severity.LOW, body=replace(rule.body, levels=(Level.ACCOUNT,)))
    new = replace(OLD, rules={**OLD.rules, rule.id: looser})
    assert differences(OLD, new) == (
        Change("content of rules", "waiting-room: severity", "critical", "low"),
        Change("content of rules", "waiting-room: levels", '["account", "group", "user", "meeting"]', '["account"]'),
    )


@pytest.mark.parametrize("name", [field.name for field in fields(Policy)])
def test_nothing_that_a_policy_decides_may_differ_unseen(name):
    """Whatever is put into a policy's place, some difference is told; what is left out is drawn from the rest."""
    drawn = {"unused", "training", "consent", "reworded", "weaker", "lessened", "overruled", "idle", "rules"}
    new = load_policy("st_joseph")
    changed = {
        "identity": replace(new.identity, version="9"),
        "parameters": {},
        "clauses": (),
        "attest": {},
        "attestations": (SAID,),
        "waivers": (WAIVER,),
        "severities": {"waiting-room": Severity.LOW},
        "off": {"waiting-room": "r"},
        "advisory": {},
        "scopes": (Scope("a", "A", None, People(groups=("x",)), ("host-only-chat",)),),
        "source": None,
        "notice": "It is what it is.",
        "sections": {"1": "Meetings"},
        "profiles": {"L1": "Level 1"},
    }
    assert (name in drawn) != (name in changed)
    if name in changed:
        assert differences(OLD, replace(OLD, **{name: changed[name]}))


VALUES = st.recursive(
    st.booleans() | st.integers(0, 3) | st.sampled_from(["", "x", "true", "1", "null"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("de"), inner, max_size=2),
    max_leaves=6,
)
PARAMETERS = st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3)


BARE = replace(OLD, clauses=(), rules={}, advisory={}, attest={})
"""A policy of which nothing but the parameters takes time to compare."""


@given(PARAMETERS, PARAMETERS)
@example({"a": [1]}, {"a": ["1"]})
@example({"a": [1, 2]}, {"a": [2, 1]})
@example({"a": {}}, {})
def test_parameters_differ_exactly_when_something_is_told_and_both_sides_tell_the_same(old, new):
    one, other = (replace(BARE, parameters=value) for value in (old, new))
    found = differences(one, other)
    assert bool(found) == (json.dumps(old, sort_keys=True) != json.dumps(new, sort_keys=True))
    assert mirrored(found) == sorted(differences(other, one), key=str)


def test_a_parameter_that_is_null_is_one_that_is_not_given():
    assert differences(OLD, with_parameters(unheard_of=None)) == ()


def test_a_policy_that_stands_on_another_differs_by_what_it_says(tmp_path):
    found = differences(OLD, load_policy(write(tmp_path, CHILD)))
    assert {one.part for one in found} == {"parameters", "statements wanted", "statements", "waivers"}


def test_whom_a_clause_is_about_is_told():
    new = with_clause(OLD, "C1", scope="pupils")
    assert differences(OLD, new) == (Change("clauses", "C1: scope", None, "pupils"),)
    extra = Clause("X1", "No polls.", (), (), (), "", scope="pupils")
    assert differences(OLD, replace(OLD, clauses=(*OLD.clauses, extra)))[0].new == "No polls. Scope: pupils."
