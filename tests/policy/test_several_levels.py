"""Policies that stand on others over several levels: the last one to speak wins."""

import pytest

from tests.policy.policies import problems_of, write
from tests.ruleset.test_rule_files import GOOD
from zoom_policy_lint.model.words import Severity
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.policy.scopes import People

PUPILS = 'people: {{emails: ["{0}"]}}, rules: [{1}]'


def levels(folder, *texts):
    """The path of the last of policies that stand on each other, the first of them on st_joseph."""
    parent = "st_joseph"
    for at, text in enumerate(texts):
        path = write(folder, f"extends: {parent}\n{text}\n", f"level{at}.yaml")
        parent = f"level{at}.yaml"
    return path


def test_the_last_severity_wins(tmp_path):
    path = levels(
        tmp_path,
        "severities: {waiting-room: low, no-whiteboard: high}",
        "severities: {waiting-room: medium}",
        "severities: {waiting-room: high, no-annotation: low}",
    )
    assert load_policy(path).severities == {
        "waiting-room": Severity.HIGH,
        "no-whiteboard": Severity.HIGH,
        "no-annotation": Severity.LOW,
    }


def test_the_last_severity_wins_under_whatever_name_the_rule_is_called(tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "good-rule.yaml").write_text(GOOD + "aliases: [former-rule]\n")
    path = levels(
        tmp_path,
        "rule_folders: [rules]\nclauses: [{id: X, text: T., rules: [good-rule]}]\nseverities: {good-rule: low}\noff: {former-rule: a}",
        "severities: {former-rule: medium}\noff: {good-rule: b}",
        "severities: {good-rule: critical}\noff: {former-rule: c}",
    )
    policy = load_policy(path)
    assert (policy.severities, policy.off) == ({"good-rule": Severity.CRITICAL}, {"good-rule": "c"})


def test_rules_that_are_off_add_up_and_the_last_reason_stands(tmp_path):
    path = levels(
        tmp_path, "off: {waiting-room: a, no-whiteboard: b}", "off: {waiting-room: c}", "off: {no-annotation: d}"
    )
    assert load_policy(path).off == {"waiting-room": "c", "no-whiteboard": "b", "no-annotation": "d"}


def test_parameters_of_the_last_level_win_and_those_of_others_stay(tmp_path):
    path = levels(
        tmp_path,
        "parameters: {minimum_adults: 2, recording_retention_days: 60}",
        "parameters: {minimum_adults: 3, dormant_days: 90}",
        "parameters: {dormant_days: 30}",
    )
    found = load_policy(path).parameters
    assert [found[name] for name in ("minimum_adults", "recording_retention_days", "dormant_days")] == [3, 60, 30]


def test_scopes_merge_by_name_and_their_lists_replace(tmp_path):
    path = levels(
        tmp_path,
        f"scopes: {{pupils: {{title: Pupils, {PUPILS.format('a@*', 'waiting-room, no-whiteboard')}}}}}",
        f"scopes: {{staff: {{{PUPILS.format('s@*', 'no-annotation')}}}, pupils: {{rules: [waiting-room]}}}}",
        "scopes: {pupils: {except: {groups: [Staff]}, rules: [waiting-room]}}",
    )
    pupils, staff = load_policy(path).scopes
    assert (pupils.id, pupils.title, pupils.rules) == ("pupils", "Pupils", ("waiting-room",))
    assert (pupils.people, pupils.others) == (People(emails=("a@*",)), People(groups=("Staff",)))
    assert (staff.id, staff.rules) == ("staff", ("no-annotation",))


def test_a_clause_takes_from_each_level_what_it_says_last(tmp_path):
    path = levels(
        tmp_path,
        "clauses: [{id: X, text: First., rules: [waiting-room], limits: One.}]",
        "clauses: [{id: X, text: Second., add_rules: [no-whiteboard]}]",
        "clauses: [{id: X, limits: Three.}]",
    )
    clause = load_policy(path).clauses[-1]
    assert (clause.text, clause.rules, clause.limits) == ("Second.", ("waiting-room", "no-whiteboard"), "Three.")


def test_a_source_is_that_of_one_document_and_replaces_the_parents_whole(tmp_path):
    path = levels(tmp_path, "source: {document: A, date: 2020-09-01, url: u}", "source: {document: B}", "version: '3'")
    source = load_policy(path).source
    assert (source.document, source.dated, source.url, source.organisation) == ("B", None, "", "")


IDLE = [
    ("severities: {no-such: low}", "there is no rule “no-such”", (2, 14)),
    ("severities: {OURS: low}", "no clause names the rule “good-rule”, so its severity changes nothing", (2, 14)),
    ("off: {OURS: r}", "no clause names the rule “good-rule”, so there is nothing to switch off", (2, 7)),
    (
        f"scopes: {{p: {{{PUPILS.format('a@*', 'OURS')}}}}}",
        "no clause names the rule “good-rule”, so it is judged for nobody",
        (2, 49),
    ),
]


@pytest.mark.parametrize(("line", "message", "place"), IDLE)
def test_what_is_said_of_a_rule_that_no_clause_names_is_a_problem(line, message, place, tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "good-rule.yaml").write_text(GOOD)
    found = problems_of(levels(tmp_path, line.replace("OURS", "good-rule"), "version: '2'"), rules)
    assert [(file, (line, column)) for file, line, column, _ in found] == [("level0.yaml", place)]
    assert message in found[0][3]


@pytest.mark.parametrize("line", ["severities: {no-renaming: low}", "off: {no-renaming: they rename themselves}"])
def test_advisory_rules_may_be_switched_off_and_graded_although_no_clause_names_them(line, tmp_path):
    assert problems_of(levels(tmp_path, line)) == []


def test_a_parent_may_speak_of_a_rule_that_the_child_leaves_out_or_brings_in(tmp_path):
    first = "clauses: [{id: X, text: T., rules: [waiting-room]}]\nseverities: {waiting-room: low}"
    alone = f"language: 1\nid: a\ntitle: A\nversion: '1'\n{first}\n"
    write(tmp_path, alone, "parent.yaml")
    child = "extends: parent.yaml\nclauses: [{id: X, rules: [no-whiteboard]}]\n"
    assert problems_of(write(tmp_path, child)) == []
    assert len(problems_of(write(tmp_path, child + "off: {waiting-room: r}\n"))) == 1
    write(tmp_path, alone.replace("severities: {waiting-room", "severities: {no-whiteboard"), "parent.yaml")
    assert problems_of(write(tmp_path, child)) == []
