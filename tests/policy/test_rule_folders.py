"""Folders with rules of their own that policies name."""

import pytest

from tests.policy.policies import problems_of, write
from tests.ruleset.test_rule_files import GOOD
from zoom_policy_lint.policy import load_policy

CLAUSE = "clauses:\n  - {{id: X, text: T., wants: [S], rules: [{0}]}}\n"


def rule(folder, name="good-rule", text=GOOD):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(text.replace("good-rule", name))
    return folder


def test_rules_are_found_in_a_folder_beside_the_policy(tmp_path, monkeypatch):
    rule(tmp_path / "school" / "ours")
    path = write(tmp_path / "school", "extends: st_joseph\nrule_folders: [ours]\n" + CLAUSE.format("good-rule"))
    assert "good-rule" in load_policy(path).rules
    monkeypatch.chdir(tmp_path)
    assert "good-rule" in load_policy("school/policy.yaml").rules


def test_folders_of_parents_stay_and_are_relative_to_the_parent(tmp_path):
    rule(tmp_path / "diocese" / "rules", "their-rule")
    rule(tmp_path / "town" / "rules", "town-rule")
    rule(tmp_path / "ours", "our-rule")
    write(
        tmp_path / "diocese",
        "extends: st_joseph\nrule_folders: [rules]\n" + CLAUSE.format("their-rule"),
        "diocese.yaml",
    )
    write(tmp_path / "town", "extends: ../diocese/diocese.yaml\nrule_folders: [rules]\n", "town.yaml")
    path = write(
        tmp_path,
        "extends: town/town.yaml\nrule_folders: [ours]\nclauses:\n  - {id: X, add_rules: [town-rule, our-rule]}\n",
    )
    assert load_policy(path).clauses[-1].rules == ("their-rule", "town-rule", "our-rule")


@pytest.mark.parametrize("again", ["ours", "./ours/", "ours/../ours", "link", "{0}/ours"])
def test_a_folder_that_comes_twice_by_any_name_is_read_once(again, tmp_path):
    folder = rule(tmp_path / "ours")
    (tmp_path / "link").symlink_to(folder)
    path = write(
        tmp_path, f"extends: st_joseph\nrule_folders: [ours, '{again.format(tmp_path)}']\n" + CLAUSE.format("good-rule")
    )
    assert problems_of(path, folder, tmp_path / "link") == []


def test_the_shipped_folder_may_be_named_too(tmp_path):
    from zoom_policy_lint.ruleset.shipped import shipped

    assert problems_of(write(tmp_path, f"extends: st_joseph\nrule_folders: ['{shipped('rules')}']\n")) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ours", "there is no folder"),
        ("policy.yaml", "there is no folder"),
        ("empty", "holds no rule files (*.yaml)"),
        ("x" * 300, "there is no folder"),
        ('"a\\0b"', "there is no folder"),
    ],
)
def test_a_folder_that_is_missing_or_empty_is_a_problem_where_it_is_named(name, message, tmp_path):
    (tmp_path / "empty").mkdir()
    path = write(
        tmp_path,
        f"extends: st_joseph\nrule_folders:\n  - {name}\n" + CLAUSE.format("perhaps-there") + "off: {another: r}\n",
    )
    ((file, line, column, said),) = problems_of(path)
    assert (file, line, column) == ("policy.yaml", 3, 5)
    assert message in said


def test_folders_that_are_no_list_are_a_problem_and_hide_no_rule(tmp_path):
    path = write(tmp_path, "extends: st_joseph\nrule_folders: ours\n" + CLAUSE.format("perhaps-there"))
    assert problems_of(path) == [
        ("policy.yaml", 2, 1, '“rule_folders” must be a list, not "ours" write a list: ["ours"]')
    ]


def test_an_id_of_a_shipped_rule_stays_taken(tmp_path):
    rule(tmp_path / "ours", "waiting-room")
    ((file, line, _, said),) = problems_of(write(tmp_path, "extends: st_joseph\nrule_folders: [ours]\n"))
    assert (file, line) == ("waiting-room.yaml", 1)
    assert "the id “waiting-room” is already taken by" in said


def test_a_broken_rule_of_such_a_folder_is_said_at_its_place(tmp_path):
    rule(tmp_path / "ours", text=GOOD.replace("severity: high", "severity: higher"))
    found = problems_of(write(tmp_path, "extends: st_joseph\nrule_folders: [ours]\n" + CLAUSE.format("good-rule")))
    assert [one[:3] for one in found] == [("good-rule.yaml", 3, 1)]


def test_the_rules_in_such_folders_are_a_part_of_the_policys_identity(tmp_path):
    folder = rule(tmp_path / "ours")
    path = write(tmp_path, "extends: st_joseph\nrule_folders: [ours]\n")
    first = load_policy(path).identity.sha256
    rule(folder, text=GOOD.replace("Because.", "Because of that."))
    second = load_policy(path).identity.sha256
    rule(folder, "second-rule")
    third = load_policy(path).identity.sha256
    assert len({first, second, third}) == 3


def test_rules_that_only_the_call_names_are_none(tmp_path):
    path = write(tmp_path, "extends: st_joseph\n")
    folder = rule(tmp_path / "ours")
    assert load_policy(path, [folder]).identity.sha256 == load_policy(path).identity.sha256
