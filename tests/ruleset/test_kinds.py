"""Kinds of evidence: a rule names none that it does not look at."""

from tests.support.each import each
from zoom_policy_lint.ruleset.load import build_rule
from zoom_policy_lint.ruleset.source import parse

HEAD = "id: a-rule\ntitle: A title\nseverity: high\nrationale: Because.\nremediation: Click.\n"
SETTING = HEAD + "setting: meeting_security.waiting_room\nexpect: true\nlock: none\n"


def said_of(rule: str, kind: str) -> list[str]:
    """What is said of the kind of evidence of a rule."""
    _, problems = build_rule(parse(f"{rule}kind: {kind}\nexamples: {{unknown: {{}}}}\n", "a-rule.yaml"))
    return [one.message for one in problems if "kind" in one.message]


@each(
    ("rule", "kinds"),
    [
        (SETTING + "levels: [account, group, user]\n", "S"),
        (SETTING + "levels: [meeting]\n", "M"),
        (SETTING, ""),
        (HEAD + "setting: recording_settings.viewer_download\nexpect: false\nlock: none\n", "R"),
        (HEAD + "resource: meeting\nexpect: {settings.waiting_room: true}\n", "MU"),
        (HEAD + "resource: recording\nexpect: {viewer_download: false}\n", "R"),
        (HEAD + "resource: recording\nask: Did the parents agree?\n", "R"),
        (HEAD + "resource: user\nexpect: {type: 2}\n", "U"),
        (HEAD + "resource: role\nexpect: {members: {empty: false}}\n", "U"),
        (HEAD + "resource: account\ncount: {users_with_roles: [Owner]}\nexpect: {at_least: 2}\n", "U"),
        (HEAD + "resource: user\nstand_ins: {hosts: {parameter: pupil_facing_hosts}}\n", "MU"),
        (HEAD + "resource: meeting\nsays: {part: S4a, phrases: {parameter: joining_instruction_phrases}}\n", "M"),
    ],
)
def test_a_rule_gives_evidence_only_of_what_it_looks_at(rule, kinds):
    assert "".join(kind for kind in "SMRPU" if not said_of(rule, kind)) == kinds


def test_a_rule_that_never_passes_may_open_any_kind_since_it_shows_none():
    rule = SETTING + "verdicts: {right: not_applicable, wrong: unknown}\n"
    assert [kind for kind in "SMRPU" if said_of(rule, kind)] == []
