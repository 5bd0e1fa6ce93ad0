from dataclasses import replace

import pytest

from tests.support.each import each
from zoom_policy_lint.cli.rule_words import facts
from zoom_policy_lint.model.words import Level, Severity
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.policy.scopes import People, Scope
from zoom_policy_lint.ruleset import SettingBody

POLICY = load_policy("st_joseph")
RULES = {**POLICY.rules, **POLICY.advisory}


def said(rule, policy=POLICY):
    """What is said of a rule: the texts under each label, as lists."""
    found, last = {}, ""
    for label, text in facts(rule, policy):
        last = label or last
        if text:
            found.setdefault(last, []).append(text)
    return found


@each("name", sorted(RULES))
def test_every_shipped_rule_is_explained_whole(name):
    rule = RULES[name]
    found = said(rule)
    for label in ("rule", "why", "protects", "severity", "clauses", "judged", "to put right", "examples", "file"):
        assert found[label], label
    assert len(found["examples"]) == len(rule.examples)
    assert len(found["judged"]) >= len(rule.levels)
    assert "Parameter(" not in str(found)
    for parameter in rule.uses():
        assert any(text.startswith(parameter) for text in found["parameters"])
    if isinstance(rule.body, SettingBody):
        assert len(found["setting"]) == len(rule.body.settings) == len(found["must be"])
        assert found["lock"]
    else:
        assert {"must be", "must say", "a person says"} & set(found)


def test_values_are_shown_with_their_meaning_and_the_way_in_the_portal():
    found = said(RULES["waiting-room-for-everyone"])
    assert found["must be"] == ["0 (everyone)", "2 (everyone let in by hand)"]
    assert "1 people outside the account" in found["known values"][0]
    assert found["in the portal"][0].endswith("Who should go in the waiting room?")
    assert "Zoom may leave it out" in found["setting"][1]
    assert found["only when"] == ["meeting_security.waiting_room is on"]


def test_clauses_are_shown_with_their_words_and_the_lock_in_plain_words():
    found = said(RULES["waiting-room"])
    assert found["clauses"][0].startswith("C1: Set up a 'waiting room'")
    assert found["lock"][0].startswith("required: without a lock on the account")


def test_values_of_the_policy_stand_in_place_of_parameters():
    assert said(RULES["passcode-length"])["must be"] == ["at least 8 (parameter minimum_passcode_length)"]
    without = replace(POLICY, parameters={})
    assert said(RULES["passcode-length"], without)["must be"] == [
        '{"at_least": {"parameter": "minimum_passcode_length"}}'
    ]
    assert "the policy must give it" in said(RULES["passcode-length"], without)["parameters"][0]


def test_what_the_policy_decides_of_it_is_said():
    scope = Scope("pupils", "Pupil meetings", People(emails=("year*@b.example",)), None, ("waiting-room",))
    policy = replace(
        POLICY, severities={"waiting-room": Severity.LOW}, off={"waiting-room": "Old app"}, scopes=(scope,)
    )
    found = said(RULES["waiting-room"], policy)
    assert found["severity"] == ["low (the rule itself says critical)"]
    assert found["switched off"] == ["Old app"]
    assert "year*@b.example" in found["only for"][0]


def test_levels_that_the_rule_leaves_out_and_accepted_findings_are_said():
    rule = RULES["waiting-room"]
    rule = replace(rule, body=replace(rule.body, levels=(Level.ACCOUNT,)), accepted={"level-left-out": "On purpose"})
    found = said(replace(rule, aliases=("old-name",)))
    assert "meeting: left out by this rule" in found["judged"]
    assert found["accepted"] == ["level-left-out: On purpose"]
    assert found["rule"] == ["waiting-room (formerly old-name)"]


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal_where_words_can_be_broken(program, monkeypatch, columns):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    out = program("rules", "show", "no-breakout-rooms").out
    assert max(len(line) for line in out.splitlines() if "in_meeting" not in line) <= columns
    assert "\x1b" not in out


@pytest.fixture
def own(program, tmp_path):
    """A folder with a rule that no clause names."""
    order = ("rules", "new", "in_meeting.chat", "--expect", "false", "--dir", tmp_path, "--id", "no-public-chat")
    assert program(*order).code == 0
    return tmp_path


def test_a_rule_of_a_folder_that_no_clause_names_is_explained_and_it_says_so(program, own):
    shown = program("rules", "show", "no-public-chat", "--rules", own)
    assert shown.code == 0
    assert "no clause of the policy “st_joseph” names it" in " ".join(shown.out.split())
    assert program("rules", "show", "no-public-chat").code == 2


def test_a_former_id_finds_the_rule(program, own):
    file = own / "no-public-chat.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "aliases: [no-loud-chat]\n", encoding="utf-8")
    shown = program("rules", "show", "no-loud-chat", "--rules", own)
    assert shown.code == 0
    assert "no-public-chat (formerly no-loud-chat)" in shown.out


def test_nothing_in_a_rule_steers_the_terminal(program, own):
    file = own / "no-public-chat.yaml"
    lines = [
        r"severity: low" + "\n" + r'references: ["a\e[31mb"]' if line.startswith("severity:") else line
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    shown = program("rules", "show", "no-public-chat", "--rules", own)
    assert shown.code == 0, shown.err
    assert "\x1b" not in shown.out


def test_where_a_shipped_rule_stands_does_not_depend_on_where_the_program_is(program):
    assert program("rules", "show", "waiting-room").out.splitlines()[-1].split() == [
        "file",
        "rules/waiting-room.yaml",
        "of",
        "the",
        "program",
    ]


def test_a_rule_without_references_says_so():
    assert said(replace(RULES["waiting-room"], references=()))["references"] == ["none"]


def test_a_rule_that_only_a_pack_uses_is_explained_with_its_pack(program):
    shown = program("rules", "show", "cis-polls")
    assert shown.code == 0
    assert "1.1.3.12: Polls are available to hosts" in shown.out
