"""The version of the language: files of version 1 keep working, later ones are refused with one clear word."""

import pytest

from tests.policy.policies import ALONE, CHILD, changed, problems_of, write
from tests.ruleset.test_rule_files import GOOD
from zoom_policy_lint.policy import load_policy

NEWER = "this file is written in version 2 of the language; this program knows version 1 update zoom-policy-lint"


def test_a_policy_of_version_1_is_read_with_everything_that_version_1_has(tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "good-rule.yaml").write_text("language: 1\n" + GOOD)
    write(tmp_path, "Everybody waits outside until they are let in.", "policy.txt")
    text = """\
language: 1
extends: st_joseph
id: hilltop
title: Hilltop
version: "1.0"
source: {document: Ours, organisation: Hilltop, date: 2026-09-01, url: "https://hilltop.example", file: policy.txt}
rule_folders: [ours]
parameters: {school_domains: [hilltop.example.sch.uk], school_hours: {days: [mon], from: 08:00, to: 17:30}}
severities: {good-rule: low}
off: {no-whiteboard: we need it}
scopes: {pupils: {title: Pupils, people: {emails: ["*@p.hilltop.example"]}, except: {groups: [Staff]}, rules: [good-rule]}}
clauses:
  - {id: W, text: Everybody waits …, wants: [S, M], rules: [good-rule], limits: None., words: "sha256:0123456789abcdef"}
  - {id: C1, add_rules: [good-rule]}
attest:
  - {clause: W, question: Is it so?, by_role: Head, every_months: 12, contradicted_by: [good-rule]}
attestations:
  - {clause: W, statement: Yes., by: {name: A. Head, role: Head}, on: 2026-09-03, valid_until: 2027-09-02}
waivers:
  - {rule: good-rule, resource: account, check: lock, status: fail, reason: r, approver: A, from: 2026-09-03, expires: 2026-12-31}
"""
    policy = load_policy(write(tmp_path, text))
    assert policy.identity.id == "hilltop"
    assert policy.parameters["school_hours"] == {"days": ["mon"], "from": "08:00", "to": "17:30"}
    assert "good-rule" in policy.rules


@pytest.mark.parametrize("more", ["", "clauses: {new: shape}\n", "extends: {from: elsewhere}\n", "key: !new x\n"])
def test_a_later_policy_is_refused_with_one_word(more, tmp_path):
    assert problems_of(write(tmp_path, f"# ours\nlanguage: 2\n{more}")) == [("policy.yaml", 2, 1, NEWER)]


def test_policies_that_stand_on_a_later_one_are_not_blamed_for_it(tmp_path):
    write(tmp_path, ALONE.replace("language: 1", "language: 2"), "parent.yaml")
    path = write(tmp_path, "extends: parent.yaml\nclauses:\n  - {id: W, add_rules: [no-such-rule]}\n")
    assert problems_of(path) == [("parent.yaml", 1, 1, NEWER)]


def test_a_later_policy_may_stand_on_whatever_it_likes(tmp_path):
    assert problems_of(write(tmp_path, "language: 2\nextends: nowhere\n")) == [("policy.yaml", 1, 1, NEWER)]


@pytest.mark.parametrize("aliases", ["", "aliases: [former-rule]\n", "aliases: {former-rule: 2025}\n"])
def test_a_later_rule_is_refused_and_not_said_to_be_missing(aliases, tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "good-rule.yaml").write_text(f"language: 2\nid: good-rule\n{aliases}checks: [new]\n")
    path = write(tmp_path, CHILD + "clauses:\n  - {id: X, text: T., wants: [S], rules: [good-rule]}\n")
    assert problems_of(path, rules) == [("good-rule.yaml", 1, 1, NEWER)]


def test_a_later_rule_takes_no_id(tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "waiting-room.yaml").write_text("language: 2\nid: waiting-room\n")
    assert problems_of(write(tmp_path, CHILD), rules) == [("waiting-room.yaml", 1, 1, NEWER)]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("0", "there is no version 0 of the language"),
        ("-3", "there is no version -3 of the language"),
        ('"1"', "“language” must be the whole number 1"),
        ("1.0", "“language” must be the whole number 1"),
        ("true", "“language” must be the whole number 1"),
        ("", "“language” must be the whole number 1"),
        ("[1]", "“language” must be the whole number 1"),
        ("one", "“language” must be the whole number 1"),
    ],
)
def test_a_version_that_is_none_is_refused_in_policies_and_rules(written, message, tmp_path):
    wrong = f"{message} write “language: 1”"
    path = write(tmp_path, changed("language: 1", f"language: {written}", ALONE))
    assert problems_of(path) == [("policy.yaml", 1, 1, wrong)]
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "good-rule.yaml").write_text(f"{GOOD}language: {written}\n")
    assert problems_of(write(tmp_path, CHILD), rules) == [("good-rule.yaml", 13, 1, wrong)]
