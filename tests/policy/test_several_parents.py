"""Policies that stand on several others: each once, parents before children, the later one over the earlier."""

from itertools import permutations

import pytest

from tests.policy.policies import problems_of, write
from zoom_policy_lint.model.words import Severity
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.policy.diff import differences
from zoom_policy_lint.policy.files import read_chain
from zoom_policy_lint.policy.notes import weaker_notes

NAMED = 'id: ours\ntitle: Ours\nversion: "1"\n'
DIOCESE = """\
extends: st_joseph
id: diocese
title: Diocese
version: "2"
parameters: {minimum_passcode_length: 10, minimum_adults: 2, staff_only_meetings: {groups: [Governors]}}
severities: {waiting-room: high}
clauses: [{id: D1, text: Nobody draws., rules: [no-annotation]}]
"""
TRUST = """\
language: 1
id: trust
title: Trust
version: "3"
parameters: {minimum_passcode_length: 12, staff_only_meetings: {topics: [board meeting]}}
severities: {no-whiteboard: low}
clauses: [{id: T1, text: No boards., rules: [no-whiteboard]}]
"""


@pytest.fixture
def ours(tmp_path):
    """A policy that stands on these, in this order."""
    write(tmp_path, DIOCESE, "diocese.yaml")
    write(tmp_path, TRUST, "trust.yaml")

    def file(*parents, more=NAMED):
        return write(tmp_path, f"extends: [{', '.join(parents)}]\n{more}", "ours.yaml")

    return file


def names(path):
    """The files of a policy as they are laid over each other."""
    chain, problems = read_chain(path)
    assert problems == []
    return [document.file.rpartition("/")[2] for document in chain.documents]


def test_each_parent_comes_with_all_that_it_stands_on_in_the_order_written(ours):
    assert names(ours("diocese.yaml", "trust.yaml")) == ["st_joseph.yaml", "diocese.yaml", "trust.yaml", "ours.yaml"]
    assert names(ours("trust.yaml", "diocese.yaml")) == ["trust.yaml", "st_joseph.yaml", "diocese.yaml", "ours.yaml"]


@pytest.mark.parametrize(("order", "length"), [(("diocese", "trust"), 12), (("trust", "diocese"), 10)])
def test_of_two_values_the_later_stands_and_mappings_merge(order, length, ours):
    found = load_policy(ours(*(f"{name}.yaml" for name in order))).parameters
    assert found["minimum_passcode_length"] == length
    assert found["staff_only_meetings"] == {"groups": ["Governors"], "topics": ["board meeting"]}


def test_a_file_that_is_reached_twice_is_there_once_and_speaks_before_both_that_stand_on_it(ours, tmp_path):
    write(tmp_path, "extends: st_joseph\nparameters: {dormant_days: 90}\n", "town.yaml")
    path = ours("diocese.yaml", "town.yaml")
    assert names(path) == ["st_joseph.yaml", "diocese.yaml", "town.yaml", "ours.yaml"]
    found = load_policy(path).parameters
    assert (found["minimum_adults"], found["dormant_days"]) == (2, 90), "town.yaml says nothing of minimum_adults"


def test_a_parent_of_a_parent_may_be_named_too_and_still_comes_first(ours):
    assert names(ours("diocese.yaml", "st_joseph")) == ["st_joseph.yaml", "diocese.yaml", "ours.yaml"]


def test_the_order_makes_no_difference_where_parents_speak_of_different_things(tmp_path):
    parts = {
        "a.yaml": "parameters: {dormant_days: 90}\nseverities: {waiting-room: low}",
        "b.yaml": "clauses: [{id: B1, text: Nobody draws., rules: [no-annotation]}]\noff: {no-whiteboard: why}",
        "c.yaml": "parameters: {staff_only_meetings: {groups: [Staff]}}\nattest: [{clause: G6, question: So?}]",
    }
    for name, text in parts.items():
        write(tmp_path, f"extends: st_joseph\n{text}\n", name)
    every = [
        load_policy(write(tmp_path, f"extends: [{', '.join(order)}]\n{NAMED}", f"{at}.yaml"))
        for at, order in enumerate(permutations(parts))
    ]
    assert all(differences(every[0], other) == () for other in every[1:])
    assert every[0].severities == {"waiting-room": Severity.LOW}


def test_a_list_of_one_is_like_its_name(tmp_path):
    one, other = (load_policy(write(tmp_path, f"extends: {name}\n")) for name in ("st_joseph", "[st_joseph]"))
    assert differences(one, other) == ()


def test_the_checksum_is_that_of_every_file_once_wherever_it_is_read_from(ours, tmp_path, monkeypatch):
    path = ours("diocese.yaml", "trust.yaml")
    first = load_policy(path).identity.sha256
    monkeypatch.chdir(tmp_path)
    assert load_policy("ours.yaml").identity.sha256 == first
    write(tmp_path, TRUST + "# a remark\n", "trust.yaml")
    assert load_policy(path).identity.sha256 != first


def test_what_each_parent_says_of_itself_stands_until_a_child_says_it_anew(ours, tmp_path):
    write(tmp_path, DIOCESE + "notice: Of the diocese.\n", "diocese.yaml")
    write(tmp_path, TRUST + "notice: Of the trust.\n", "trust.yaml")
    assert load_policy(ours("diocese.yaml", "trust.yaml")).notice == "Of the diocese. Of the trust."
    assert load_policy(ours("diocese.yaml", "trust.yaml", more=f"{NAMED}notice: Ours.\n")).notice == "Ours."


def test_parameters_that_nothing_reads_are_those_that_no_root_gives(ours, tmp_path):
    write(tmp_path, TRUST.replace("minimum_passcode_length: 12", "minimum_adults: 3, activity_days: 30"), "trust.yaml")
    found = load_policy(
        ours("diocese.yaml", "trust.yaml", more=f"{NAMED}parameters: {{late_join_grace_minutes: 20}}\n")
    )
    assert "late_join_grace_minutes" in found.unused
    assert "activity_days" not in found.unused


def test_the_names_under_which_several_stand_are_its_own(ours):
    found = problems_of(ours("diocese.yaml", "trust.yaml", more="title: Ours\n"))
    assert [one[:3] for one in found] == [("ours.yaml", 1, 1)] * 2
    for key, (*_, said) in zip(("id", "version"), found, strict=True):
        assert f"“{key}” is missing: a policy that stands on several" in said


def test_they_are_asked_for_in_the_file_that_stands_on_several_although_a_child_gives_them(ours, tmp_path):
    ours("diocese.yaml", "trust.yaml", more="")
    found = problems_of(write(tmp_path, f"extends: ours.yaml\n{NAMED}", "child.yaml"))
    assert {one[:3] for one in found} == {("ours.yaml", 1, 1)}
    assert len(found) == 3


@pytest.mark.parametrize("again", ["trust.yaml", "./trust.yaml"])
def test_the_same_policy_twice_in_a_list_is_a_problem_at_the_second(again, ours):
    ((*place, said),) = problems_of(ours("trust.yaml", "st_joseph", again))
    assert place == ["ours.yaml", 1, 34]
    assert f"the policy “{again}” stands in this list twice" in said


def test_a_circle_through_any_of_a_list_is_a_problem_where_it_closes(ours, tmp_path):
    write(tmp_path, TRUST + "extends: [st_joseph, ours.yaml]\n", "trust.yaml")
    ((*place, said),) = problems_of(ours("diocese.yaml", "trust.yaml"))
    assert place == ["trust.yaml", 8, 22]
    assert "in a circle: ours.yaml → trust.yaml → ours.yaml" in said


def test_every_parent_that_is_not_there_is_named_at_its_place(ours):
    found = problems_of(ours("st_josef", "diocese.yaml", "none.yaml"))
    assert [one[:3] for one in found] == [("ours.yaml", 1, 11), ("ours.yaml", 1, 35)]
    assert "did you mean st_joseph?" in found[0][3]


SAME = "clauses: [{id: C1, text: All wait., rules: [waiting-room]}]"


def test_two_clauses_of_one_id_are_a_problem_at_the_parent_that_brings_the_second(ours, tmp_path):
    write(tmp_path, TRUST.replace("id: T1", "id: D1"), "trust.yaml")
    ((*place, said),) = problems_of(ours("diocese.yaml", "trust.yaml"))
    assert place == ["ours.yaml", 1, 25]
    assert "“diocese.yaml” and “trust.yaml” both have the clause “D1”" in said
    assert "another id" in said


def test_it_makes_no_difference_how_far_below_they_stand_or_what_the_child_says_of_them(ours, tmp_path):
    write(tmp_path, TRUST.replace("id: T1", "id: C1"), "trust.yaml")
    ((*_, said),) = problems_of(ours("diocese.yaml", "trust.yaml", more=f"{NAMED}{SAME}\n"))
    assert "both have the clause “C1”" in said


def test_clauses_of_a_policy_on_which_both_parents_stand_are_the_same_whatever_they_change(ours, tmp_path):
    write(tmp_path, f"extends: st_joseph\n{SAME}\n", "town.yaml")
    write(tmp_path, "extends: st_joseph\nclauses: [{id: C1, add_rules: [no-annotation]}]\n", "city.yaml")
    clause = next(one for one in load_policy(ours("town.yaml", "city.yaml")).clauses if one.id == "C1")
    assert (clause.text, clause.rules) == ("All wait.", ("waiting-room", "no-annotation"))


@pytest.mark.parametrize(
    ("part", "one", "other", "what"),
    [
        ("sections", '{"1": Meetings}', '{"1": Chat}', "the section “1”"),
        ("profiles", "{L1: Level 1}", "{L1: Lenient}", "the profile “L1”"),
        (
            "scopes",
            "{pupils: {people: {groups: [A]}, rules: [no-annotation]}}",
            "{pupils: {people: {roles: [B]}, rules: [no-whiteboard]}}",
            "the scope “pupils”",
        ),
    ],
)
def test_other_names_may_be_the_same_only_where_they_say_the_same(part, one, other, what, ours, tmp_path):
    write(tmp_path, f"{DIOCESE}{part}: {one}\n", "diocese.yaml")
    write(tmp_path, f"{TRUST}{part}: {one}\n", "trust.yaml")
    assert not any("both have" in said for *_, said in problems_of(ours("diocese.yaml", "trust.yaml")))
    write(tmp_path, f"{TRUST}{part}: {other}\n", "trust.yaml")
    assert any(f"both have {what}" in said for *_, said in problems_of(ours("diocese.yaml", "trust.yaml")))


def test_what_a_parent_says_of_a_rule_that_only_a_neighbour_once_named_is_a_problem(ours, tmp_path):
    write(tmp_path, f"extends: trust.yaml\n{NAMED}clauses: [{{id: T1, rules: [no-annotation]}}]\n", "town.yaml")
    city = f"language: 1\n{NAMED}{SAME}\nseverities: {{no-annotation: low, no-whiteboard: low}}\n"
    write(tmp_path, city, "city.yaml")
    path = ours("town.yaml", "city.yaml")
    found = [one for one in problems_of(path) if one[0] == "city.yaml"]
    assert [one[:3] for one in found] == [("city.yaml", 6, 34)], "the other rule is named in the end"
    assert "no clause names the rule “no-whiteboard”" in found[0][3]


def disputed(path):
    return [(one.name, one.value, one.by.rpartition("/")[2]) for one in load_policy(path).overruled]


def test_what_only_the_order_of_the_parents_decides_is_said_until_the_child_decides_it(ours):
    assert disputed(ours("diocese.yaml", "trust.yaml")) == [("minimum_passcode_length", 12, "trust.yaml")]
    more = f"{NAMED}parameters: {{minimum_passcode_length: 10}}\nseverities: {{no-whiteboard: high}}\n"
    assert disputed(ours("diocese.yaml", "trust.yaml", more=more)) == []
    [note] = [one for one in weaker_notes(load_policy(ours("diocese.yaml", "trust.yaml"))) if "settle" in one]
    assert note.startswith(
        "minimum_passcode_length is 12, as trust.yaml has it; diocese.yaml, which comes before it, says otherwise"
    )


def test_severities_and_parts_of_mappings_may_be_disputed_too(ours, tmp_path):
    write(
        tmp_path, TRUST.replace("no-whiteboard: low", "waiting-room: low").replace("topics: [b", "groups: [b"), "t.yaml"
    )
    found = {name for name, *_ in disputed(ours("diocese.yaml", "t.yaml"))} - {"minimum_passcode_length"}
    assert found == {"the severity of waiting-room", "staff_only_meetings.groups"}


RECOMMENDED = load_policy("recommended")


def test_the_recommended_policy_names_every_recommended_rule_once():
    assert RECOMMENDED.advisory == {}
    assert sorted(name for clause in RECOMMENDED.clauses for name in clause.rules) == sorted(
        load_policy("st_joseph").advisory
    )
    assert RECOMMENDED.reworded == ()


def test_beside_another_policy_its_rules_count_and_none_is_advisory_any_more(ours):
    both, alone = load_policy(ours("st_joseph", "recommended")), load_policy("st_joseph")
    assert both.clauses == (*alone.clauses, *RECOMMENDED.clauses)
    assert (both.advisory, both.rules) == ({}, {**alone.rules, **RECOMMENDED.rules})
    assert both.parameters == alone.parameters, "it changes no number of the policy beside it"
    assert (both.weaker, both.overruled) == ((), ())
