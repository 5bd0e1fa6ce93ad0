import json
import shutil
import stat

import jsonschema
import pytest

from zoom_policy_lint.cli import source
from zoom_policy_lint.cli.source import demand_of, joint_demand
from zoom_policy_lint.evaluate import Options
from zoom_policy_lint.model.resource import Read, TextQuestions
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.pull import Demand
from zoom_policy_lint.report.schema import comparison_schema
from zoom_policy_lint.simulate.clock import DEMO_TIME

RULE = """language: 1
id: rooms-are-there
title: Hosts can open breakout rooms
severity: low
setting: in_meeting.breakout_room
expect: true
levels: [account, user]
lock: none
rationale: Students work in small groups.
remediation: Switch breakout rooms on.
examples:
  pass: [{account: {in_meeting.breakout_room: true}}, {user: {in_meeting.breakout_room: true}}]
  fail: [{account: {in_meeting.breakout_room: false}}, {user: {in_meeting.breakout_room: false}}]
  unknown: [{account: {}}, {user: {}}]
"""
POLICY = """language: 1
id: college
title: A college's rules
version: "1"
rule_folders: [rules]
clauses:
  - id: R1
    text: Tutors may split a class into groups.
    wants: [S]
    rules: [rooms-are-there]
    conflict:
      strength: direct
      kinds: [safeguarding]
      with: {st_joseph: [C7]}
      because: Children would be out of sight.
  - {id: R2, text: Students know the rules., wants: [A]}
attest: [{clause: R2, question: Do they?}]
"""
DAY = ("--as-of", DEMO_TIME.date().isoformat())


@pytest.fixture
def college(tmp_path):
    """A small policy of another house, with a rule of its own that is contrary to the shipped policy's."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "rooms-are-there.yaml").write_text(RULE, encoding="utf-8")
    file = tmp_path / "college.yaml"
    file.write_text(POLICY, encoding="utf-8")
    return file


def test_clauses_on_the_same_setting_and_what_pulls_are_shown(program, demo_file, college):
    said = program("policy", "compare", "st_joseph", college, "--snapshot", demo_file, *DAY)
    assert (said.code, said.err) == (0, "")
    assert "B  A college's rules (college 1)" in said.out
    assert "1 clause of B without a counterpart in A" in said.out
    assert "A wants off (“Breakout rooms are off”, C7)" in said.out
    assert "B, R1 against A, C7 (direct conflict, safeguarding): Children would be out of sight." in said.out


def test_the_demo_is_read_with_what_both_policies_need(program, demo, demo_file, college, tmp_path, monkeypatch):
    out, asked = tmp_path / "both.json", []

    def pull_demo(wanted):
        asked.append(wanted.demand)
        shutil.copy(demo_file, wanted.out)

    monkeypatch.setattr(source, "pull_demo", pull_demo)
    assert program("policy", "compare", college, "st_joseph", "--demo", "-f", "json", "-o", out).code == 0
    written = json.loads(out.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(comparison_schema()).validate(written)
    assert written["source"]["kind"] == "demo"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    audit = json.loads(program("audit", *demo, "-f", "json").out)
    assert written["policies"][1]["findings"] == audit["summary"]["findings"]
    day = Options(as_of=DEMO_TIME.date())
    assert asked == [joint_demand([demand_of(load_policy(str(name)), day) for name in (college, "st_joseph")])]


def test_a_policy_beside_itself_pulls_against_nothing(program, demo_file):
    said = program("policy", "compare", "st_joseph", "st_joseph", "--snapshot", demo_file, *DAY, "-f", "markdown")
    assert said.code == 0
    assert "Nothing in this account is right by one policy and wrong by the other." in said.out


def test_demands_are_joined():
    one = Demand(frozenset({Level.USER}), frozenset({Read("users")}), TextQuestions(("b",), ("x",)), 12)
    other = Demand(frozenset({Level.GROUP}), frozenset({Read("groups")}), TextQuestions(("a", "b")), 24)
    joined = joint_demand([one, other])
    assert joined == joint_demand([other, one])
    assert (joined.levels, joined.lookback_months) == ({Level.USER, Level.GROUP}, 24)
    assert joined.reads == {Read("users"), Read("groups")}
    assert joined.questions == TextQuestions(("a", "b"), ("x",))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("st_joseph", "st_joseph"), "Choose one of"),
        (("st_joseph", "st_joseph", "--demo", "--snapshot", "x.zpl"), "Choose one of"),
        (("st_joseph", "st_josef", "--demo"), "st_joseph"),
        (("st_joseph",), "Missing argument"),
        (("st_joseph", "st_joseph", "--snapshot", "none.zpl"), "none.zpl"),
        (("st_joseph", "st_joseph", "--demo", "-f", "html"), "html"),
        (("st_joseph", "st_joseph", "--demo", "-o", "no/such/file"), "does not exist"),
        (("st_joseph", "st_joseph", "--demo", "--as-of", "23.11.2026"), "is not a date"),
    ],
)
def test_wrong_usage_says_what_and_compares_nothing(program, arguments, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = program("policy", "compare", *arguments)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert "Traceback" not in said.err
