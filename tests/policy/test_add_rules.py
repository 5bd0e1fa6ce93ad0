"""Rules that a policy adds to a clause of the one that it stands on."""

import pytest

from tests.policy.policies import problems_of, write
from zoom_policy_lint.policy import load_policy

PARENT = """\
language: 1
id: diocese
title: Diocese
version: "1"
parameters: {school_domains: [x.example]}
clauses:
  - {id: W, text: Everybody waits., wants: [S], rules: [waiting-room, no-join-before-host]}
"""


def rules_of(folder, *levels):
    """The rules of clause W, where each level says this of it."""
    write(folder, PARENT, "level0.yaml")
    for at, clause in enumerate(levels, 1):
        text = f"extends: level{at - 1}.yaml\nclauses:\n  - {{id: W, {clause}}}\n"
        path = write(folder, text, f"level{at}.yaml")
    return load_policy(path).clauses[0].rules


@pytest.mark.parametrize(
    ("levels", "rules"),
    [
        (["add_rules: [no-annotation]"], ("waiting-room", "no-join-before-host", "no-annotation")),
        (["add_rules: [no-annotation, waiting-room]"], ("waiting-room", "no-join-before-host", "no-annotation")),
        (["add_rules: [no-annotation, no-annotation]"], ("waiting-room", "no-join-before-host", "no-annotation")),
        (["add_rules: []"], ("waiting-room", "no-join-before-host")),
        (["rules: [no-whiteboard], add_rules: [no-annotation]"], ("no-whiteboard", "no-annotation")),
        (
            ["add_rules: [no-annotation]", "add_rules: [no-whiteboard]"],
            ("waiting-room", "no-join-before-host", "no-annotation", "no-whiteboard"),
        ),
        (["add_rules: [no-annotation]", "limits: None."], ("waiting-room", "no-join-before-host", "no-annotation")),
        (["add_rules: [no-annotation]", "rules: [no-whiteboard]"], ("no-whiteboard",)),
        (["rules: [no-whiteboard]", "add_rules: [no-annotation]"], ("no-whiteboard", "no-annotation")),
    ],
)
def test_added_rules_stand_after_those_of_the_parent_each_once(levels, rules, tmp_path):
    assert rules_of(tmp_path, *levels) == rules


def test_they_are_all_the_rules_of_a_clause_that_no_parent_has(tmp_path):
    path = write(tmp_path, PARENT + "  - {id: X, text: Nobody draws., add_rules: [no-annotation]}\n")
    assert load_policy(path).clauses[-1].rules == ("no-annotation",)


@pytest.mark.parametrize(
    ("added", "message"),
    [
        ("no-anotation", "there is no rule “no-anotation” did you mean no-annotation"),
        ("school-addresses-only", "rules of kind U, which it does not want add U to “wants”"),
    ],
)
def test_an_added_rule_is_checked_at_its_place(added, message, tmp_path):
    write(tmp_path, PARENT, "parent.yaml")
    write(tmp_path, f"extends: parent.yaml\nclauses:\n  - {{id: W, add_rules: [{added}]}}\n", "middle.yaml")
    ((file, line, column, said),) = problems_of(
        write(tmp_path, "extends: middle.yaml\nclauses:\n  - {id: W, limits: x}\n")
    )
    assert (file, line, column) == ("middle.yaml", 3, 25)
    assert message in said


def test_a_child_that_wants_less_than_the_rules_give_is_told_at_what_it_wants(tmp_path):
    write(tmp_path, PARENT, "parent.yaml")
    found = problems_of(write(tmp_path, "extends: parent.yaml\nclauses:\n  - {id: W, wants: [A], text: Changed.}\n"))
    assert {one[:3] for one in found} == {("policy.yaml", 3, 13)}
    assert all("which it does not want" in one[3] for one in found)
