import io
import json
import re

import pytest

from zoom_policy_lint.cli import asking
from zoom_policy_lint.ruleset import load_rules
from zoom_policy_lint.ruleset.shipped import shipped

CHAT = "in_meeting.allow_participants_chat_with"

ALONE = """\
language: 1
id: alone
title: A
version: "1"
clauses: [{id: W, text: All wait., rules: [waiting-room]}]
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def person(monkeypatch):
    """Sits at the terminal and gives these answers, line by line."""

    def sits(*answers):
        monkeypatch.setattr(asking, "can_ask", lambda: True)
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))

    return sits


@pytest.mark.parametrize(
    ("key", "expect"),
    [
        ("in_meeting.meeting_polling.enable", "false"),
        (CHAT, "{at_most: 2}"),
        ("recording.auto_delete_cmr_days", "{at_most: {parameter: recording_retention_days}}"),
        ("settings.waiting_room_options.who_goes_to_waiting_room", "everyone"),
    ],
)
def test_a_new_rule_loads_and_its_examples_notice_every_change_of_its_condition(program, here, key, expect):
    made = program("rules", "new", key, "--expect", expect, "--id", "our-own", "--why", "Somebody could be hurt.")
    assert made.code == 0, made.err
    assert set(load_rules([here / "rules"]).rules) == {"our-own"}
    assert program("rules", "test", "our-own", "--rules", "rules").code == 0
    assert "0 wrong" in program.out
    linted = program("rules", "lint", "our-own", "--rules", "rules").out
    assert "all noticed" in linted
    found = [line.partition(": ")[2] for line in linted.splitlines() if line.startswith("rules/")]
    left = ("unused: ", "contradicts: ", "unreadable: the remediation still leaves it to the reader")
    assert [one for one in found if not one.startswith(left)] == []


def test_it_says_what_to_do_next_and_what_judges_the_setting_already(program):
    said = program("rules", "new", "meeting_security.waiting_room", "--expect", "true")
    assert said.code == 0
    for words in (
        "Wrote rules/our-waiting-room.yaml",
        "Note: the rule waiting-room already judges this setting.",
        "zoom-policy-lint rules test our-waiting-room --rules rules",
        "zoom-policy-lint rules lint our-waiting-room",
        "rule_folders: [rules]",
        "clauses: [{id: CLAUSE, add_rules: [our-waiting-room]}]",
    ):
        assert words in said.out


def test_the_rule_can_be_named_in_a_policy_as_it_says(program, here):
    program("rules", "new", "in_meeting.meeting_polling.enable", "--expect", "false", "--id", "no-polls")
    (here / "ours.yaml").write_text(
        "extends: st_joseph\nrule_folders: [rules]\nclauses: [{id: C1, add_rules: [no-polls]}]\n", encoding="utf-8"
    )
    assert program("policy", "validate", "ours.yaml").code == 0
    shown = program("rules", "show", "no-polls", "--policy", "ours.yaml").out
    assert "C1: Set up a" in shown


def test_the_file_starts_with_a_modeline_whose_schema_is_written_too(program, here):
    program("rules", "new", CHAT, "--expect", "2", "-o", "mine/host-chat.yaml")
    file = here / "mine" / "host-chat.yaml"
    first = file.read_text(encoding="utf-8").splitlines()[0]
    assert "$schema" in json.loads((file.parent / first.partition("$schema=")[2]).read_text(encoding="utf-8"))
    assert "id: host-chat" in file.read_text(encoding="utf-8")


def test_a_person_is_asked_until_the_answer_is_one_that_zoom_knows(program, person, here):
    person("", "loud", "on", "[", "9", "2", "", "", "", "", "Children can be groomed in private.")
    said = program("rules", "new", CHAT)
    assert said.code == 0, said.err
    assert "  2: host and co-hosts only" in said.out
    for words in ("An answer is needed here", "9 is not a value that Zoom gives"):
        assert words in said.out + said.err
    text = (here / "rules" / "allow-participants-chat-with.yaml").read_text(encoding="utf-8")
    assert "Children can be groomed in private." in text
    assert "say under “rationale” why" not in said.out


def test_a_person_is_asked_for_everything_that_no_option_says(program, person, here):
    person("false", "waiting-room", "no-polls", "", "dreadful", "high", "cats", "parents, pupils", "required", "Harm.")
    said = program("rules", "new", "in_meeting.meeting_polling.enable")
    assert said.code == 0, said.err
    for words in ("is already taken by", "“dreadful” is none of low, medium", "“cats” is none of pupils"):
        assert words in said.out + said.err
    (rule,) = load_rules([here / "rules"]).rules.values()
    assert (rule.id, rule.title, rule.severity) == ("no-polls", "Hosts may not use polls in meetings", "high")
    assert (rule.protects, rule.body.lock, rule.rationale.strip()) == (("parents", "pupils"), "required", "Harm.")


def test_yes_asks_nothing_but_what_must_be_said(program, person):
    person()
    assert program("rules", "new", CHAT, "--expect", "2", "--yes").code == 0
    assert program("rules", "new", "in_meeting.chat", "--yes").code == 2
    assert "--expect is missing" in program.err


def test_an_advisory_rule_needs_no_clause(program, here):
    said = program("rules", "new", CHAT, "--expect", "2", "--group", "recommended")
    assert "add_rules" not in said.out
    (rule,) = load_rules([here / "rules"]).rules.values()
    assert rule.advisory


def test_the_first_rule_of_a_folder_that_the_policy_names_already_can_be_written(program, here):
    (here / "b").mkdir()
    (here / "p.yaml").write_text(
        "extends: st_joseph\nrule_folders: [b]\nparameters: {recording_retention_days: 60}\n", encoding="utf-8"
    )
    order = ("rules", "new", "recording.auto_delete_cmr_days", "--expect")
    days = "{at_most: {parameter: recording_retention_days}}"
    assert program(*order, days, "--policy", "p.yaml", "--dir", "b").code == 0, program.err
    assert "recording_retention_days: 60" in (here / "b" / "auto-delete-cmr-days.yaml").read_text(encoding="utf-8")
    (here / "p.yaml").write_text("extends: st_joseph\nrule_folders: [c]\nnonsense: 1\n", encoding="utf-8")
    assert program(*order, days, "--policy", "p.yaml", "--dir", "c").code == 2
    assert "nonsense" in program.err


def test_where_exactly_one_number_is_right_a_limit_is_offered(program):
    key = "meeting_security.meeting_password_requirement.length"
    assert "say '{at_least: 8}'" in program("rules", "new", key, "--expect", "8").out
    assert "only exactly" not in program("rules", "new", key, "--expect", "{at_least: 8}", "--force").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((CHAT,), "  4: everyone, publicly and privately"),
        (("in_meeting.chat",), "Write true or false"),
        (("in_meeting.chatt", "--expect", "true"), "Nearest: in_meeting.chat"),
        (("in_meeting.chatt", "--expect", "true"), "settings search"),
        (("schedule_meeting.pmi_password", "--expect", "x"), "is a secret: it is never read"),
        (("chat.chat_etiquette_tool.policies", "--expect", "x"), "no condition can be put on it"),
        ((CHAT, "--expect", "9"), "--expect: 9 is not a value that Zoom gives"),
        ((CHAT, "--expect", "{at_leest: 2}"), "at_least"),
        ((CHAT, "--expect", "["), "--expect: not valid YAML"),
        ((CHAT, "--expect", ""), "--expect: "),
        (("in_meeting.chat", "--expect", "off"), "write true or false"),
        (("in_meeting.chat", "--expect", "false", "--lock", "required", "--id", "No Chat"), "is not an id"),
        (("in_meeting.chat", "--expect", "false", "--id", "waiting-room"), "already taken by"),
        ((CHAT, "--expect", "{at_most: {parameter: no_such}}"), "gives no parameter “no_such”"),
        ((CHAT, "--expect", "{at_most: 4}"), "no value is known that would fail it"),
        ((CHAT, "--expect", "2", "--lock", "required"), "Zoom offers no lock"),
        ((CHAT, "--expect", "2", "--lock", "preferred"), "Zoom offers no lock"),
        ((CHAT, "--expect", "2", "--title", "x" * 101), "101 characters, and 100 at most"),
        (("authentication_options[].visible",), "'{subset_of: [true]}'"),
        ((CHAT, "--expect", "2", "-o", "a.yaml", "--id", "b"), "-o takes ID.yaml"),
        ((CHAT, "--expect", "2", "-o", "a.txt"), "-o takes ID.yaml"),
        ((CHAT, "--expect", "2", "-o", "A b.yaml"), "is not an id"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(program, here, arguments, words):
    said = program("rules", "new", *arguments)
    assert (said.code, list(here.iterdir())) == (2, [])
    assert words in said.err


def test_a_file_that_is_there_is_kept(program, here):
    order = ("rules", "new", "in_meeting.meeting_polling.enable", "--expect")
    assert program(*order, "false").code == 0
    [file] = (here / "rules").glob("*.yaml")
    before = file.read_text(encoding="utf-8")
    assert program(*order, "false", "--title", "Another").code == 2
    assert "--force" in program.err
    assert file.read_text(encoding="utf-8") == before
    assert program(*order, "false", "--title", "Another", "--force").code == 0
    assert "title: Another" in file.read_text(encoding="utf-8")


def test_a_broken_rule_beside_it_does_not_stand_in_the_way(program, here):
    (here / "rules").mkdir()
    (here / "rules" / "broken.yaml").write_text("id: [", encoding="utf-8")
    assert program("rules", "new", CHAT, "--expect", "2").code == 0


def test_a_folder_that_cannot_be_made_is_named(program, here):
    (here / "rules").write_text("a file", encoding="utf-8")
    said = program("rules", "new", CHAT, "--expect", "2")
    assert said.code == 2
    assert "The folder rules could not be made" in said.err


def test_its_id_is_not_one_that_a_shipped_rule_has(program, here):
    (former,) = {name for rule in load_rules([shipped("rules")]) for name in rule.aliases} or {"no-breakout-rooms"}
    program("rules", "new", "in_meeting.breakout_room", "--expect", "false", "--id", former)
    assert program.code == 2
    assert f"The id “{former}” is already taken by" in program.err
    assert not (here / "rules").exists()


def test_rules_test_judges_rules_of_own_folders_that_no_clause_names(program, here):
    (here / "alone.yaml").write_text(ALONE, encoding="utf-8")
    program("rules", "new", "in_meeting.chat", "--expect", "false")
    file = here / "rules" / "no-chat.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("expect: false", "expect: true"), encoding="utf-8")
    said = program("rules", "test", "--rules", "rules", "--policy", "alone.yaml")
    assert said.code == 1
    assert re.search(r"no-chat\.yaml:\d+:7: example pass 1 leads to fail: .*\n    - \{account: .*\n      \^", said.out)


def test_rules_test_names_a_parameter_that_nobody_gives(program, here):
    program(
        "rules",
        "new",
        "recording.auto_delete_cmr_days",
        "--id",
        "days",
        "--expect",
        "{at_most: {parameter: recording_retention_days}}",
    )
    file = here / "rules" / "days.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace(", parameters: {recording_retention_days: 30}", ""), encoding="utf-8"
    )
    (here / "alone.yaml").write_text(ALONE, encoding="utf-8")
    said = program("rules", "test", "days", "--rules", "rules", "--policy", "alone.yaml")
    assert said.code == 2
    assert "needs the parameter “recording_retention_days”" in said.err
