import json

import pytest


def test_every_shipped_rule_is_listed_and_explained(program):
    listed = program("rules", "list")
    assert listed.code == 0
    assert "waiting-room" in listed.out
    shown = program("rules", "show", "waiting-room")
    for words in ("meeting_security.waiting_room", "critical", "C1", "Admin portal"):
        assert words in shown.out


def test_a_rule_that_does_not_exist_is_named_with_the_nearest(program):
    said = program("rules", "show", "waitingroom")
    assert said.code == 2
    assert "waiting-room" in said.err


def test_the_examples_of_all_shipped_rules_hold(program):
    said = program("rules", "test")
    assert said.code == 0
    assert "0 wrong" in said.out


def test_an_example_that_is_wrong_is_shown_with_its_place(program, tmp_path):
    (tmp_path / "no-polls.yaml").write_text(
        "id: no-polls\ntitle: No polls\ngroup: recommended\nseverity: low\nsetting: in_meeting.polling\nexpect: false\n"
        "lock: none\nrationale: A reason.\nremediation: Switch them off.\nexamples:\n"
        "  pass: {account: {in_meeting.polling: true}}\n  fail: {user: {in_meeting.polling: true}}\n  unknown: {account: {}}\n"
    )
    said = program("rules", "test", "no-polls", "--rules", tmp_path)
    assert said.code == 1
    assert "no-polls.yaml:11:3: example pass 1 leads to fail" in said.out
    assert "    pass: {account: {in_meeting.polling: true}}\n    ^\n" in said.out


@pytest.mark.parametrize("command", ["test", "show"])
def test_for_an_unknown_id_one_like_it_or_where_rules_are_looked_for_is_said(program, command):
    assert "did you mean waiting-room" in program("rules", command, "waiting-rom").err
    assert program.code == 2
    assert "--rules, or under “rule_folders”" in program("rules", command, "zzzz").err


def test_an_invalid_rule_file_is_exit_2(program, tmp_path):
    (tmp_path / "broken.yaml").write_text("id: [")
    said = program("rules", "test", "--rules", tmp_path)
    assert said.code == 2
    assert "broken.yaml:2:1: not valid YAML" in said.err


@pytest.mark.parametrize("name", ["report", "rule", "policy"])
def test_schemas_are_printed_as_json(program, name):
    assert "$schema" in json.loads(program("schema", name).out)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed_for_both_names(program, shell):
    said = program("completion", shell)
    assert said.code == 0
    assert "_ZOOM_POLICY_LINT_COMPLETE" in said.out
    assert "_ZPL_COMPLETE" in said.out
