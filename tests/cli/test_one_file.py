"""A rule is one YAML file and a policy is one more: nothing else has to be told of them."""

import json

import pytest

RULE = """\
id: no-emoji-reactions
title: Participants cannot send emoji reactions
severity: low
protects: [pupils]
setting: in_meeting.meeting_reactions
expect: false
lock: required
rationale: The school council asked that nobody is laughed at with a picture.
remediation: "Admin portal > Account Settings > Meeting > In Meeting (Basic) > Meeting reactions: off, then lock."
examples:
  pass:
    - {account: {in_meeting.meeting_reactions: false}, locked: true}
    - {user: {in_meeting.meeting_reactions: false}}
  fail:
    - {account: {in_meeting.meeting_reactions: true}, locked: true}
    - {account: {in_meeting.meeting_reactions: false}, locked: false}
    - {user: {in_meeting.meeting_reactions: true}}
  unknown:
    - {account: {}}
"""

POLICY = """\
extends: st_joseph
id: hilltop
title: Hilltop's policy
rule_folders: [our-rules]
clauses:
  - {id: H1, text: Nobody is laughed at., wants: [S], rules: [no-emoji-reactions]}
"""


@pytest.fixture(scope="module")
def policy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("school")
    (folder / "our-rules").mkdir()
    (folder / "our-rules" / "no-emoji-reactions.yaml").write_text(RULE, encoding="utf-8")
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    return folder / "policy.yaml"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("policy", "validate", "POLICY"), "35 clauses"),
        (("policy", "coverage", "POLICY"), "no-emoji-reactions"),
        (("policy", "diff", "st_joseph", "POLICY"), "H1"),
        (("rules", "list", "--policy", "POLICY"), "no-emoji-reactions"),
        (("rules", "show", "no-emoji-reactions", "--policy", "POLICY"), "The school council asked"),
        (("rules", "test", "no-emoji-reactions", "--policy", "POLICY"), "6 examples of 1 rule: 6 right"),
        (("rules", "lint", "no-emoji-reactions", "--policy", "POLICY"), "Nothing to report"),
        (("settings", "show", "in_meeting.meeting_reactions", "--policy", "POLICY"), "no-emoji-reactions"),
    ],
    ids=" ".join,
)
def test_every_command_knows_it(program, policy, command, said):
    program(*(str(policy) if word == "POLICY" else word for word in command))
    assert program.code == 0, program.err
    assert said in program.out


def test_an_audit_judges_it_and_every_format_shows_it(program, policy, demo_file, tmp_path):
    day = ("--as-of", "2026-11-24")
    written = {name: tmp_path / f"out.{name}" for name in ("json", "markdown", "html")}
    outputs = [argument for name, path in written.items() for argument in ("-f", f"{name}={path}")]
    program("audit", "--snapshot", demo_file, "--policy", policy, *day, "-f", "table", *outputs)
    assert program.code == 1, program.err
    title = "Participants cannot send emoji reactions"
    report = json.loads(written["json"].read_text(encoding="utf-8"))
    found = [one for one in report["findings"] if one["rule"] == "no-emoji-reactions"]
    assert {one["resource"]["level"] for one in found} == {"account", "group", "user"}
    assert {"value", "lock"} == {one["check"] for one in found}
    assert next(one for one in report["clauses"] if one["id"] == "H1")["verdict"] == "not_met"
    assert all(title in path.read_text(encoding="utf-8") for name, path in written.items() if name != "json")
    assert "H1" in program.out
    program("findings", "show", found[0]["fingerprint"], "--snapshot", demo_file, "--policy", policy, *day)
    assert program.code == 0, program.err
    assert title in program.out
