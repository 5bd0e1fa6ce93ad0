"""What answers each clause, and which questions still wait for a person."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.each import each
from zoom_policy_lint.model.words import Kind
from zoom_policy_lint.policy import Attest, Attestation, load_policy
from zoom_policy_lint.policy.coverage import asked, coverage_rows, question, questions
from zoom_policy_lint.policy.registers import Register
from zoom_policy_lint.policy.scopes import People, Scope

ST_JOSEPH = load_policy("st_joseph")
TODAY = date(2026, 9, 3)
WANTED = Attest("G6", "Do parents know?", "Headteacher", 12, (), "training_register")
REGISTER = Register("staff.csv", "staff.csv", {}, (), {})


def said(on="2026-09-01", until="2027-08-31", role="Headteacher", findings=()):
    days = (date.fromisoformat(on), date.fromisoformat(until))
    return Attestation("G6", "Letter", "A. Head", role, *days, findings)


@each(
    ("statements", "due", "standing"),
    [
        ([], True, "still to be attested"),
        ([said()], False, "answered by A. Head until 2027-08-31"),
        ([said(until="2030-01-01")], False, "answered by A. Head until 2027-09-01"),
        ([said("2025-09-01", "2026-08-31")], True, "ran out on 2026-08-31"),
        ([said("2024-09-01", "2030-08-31")], True, "ran out on 2025-09-01"),
        ([said("2025-09-01", "2026-08-31"), said()], False, "answered by A. Head until 2027-08-31"),
        ([said(role="Cook")], True, "still to be attested (said by another role)"),
        ([said("2026-10-01")], True, "does not count before 2026-10-01"),
        ([said(findings=("0123456789abcdef",))], True, "still to be attested"),
    ],
)
def test_a_question_says_how_it_stands(statements, due, standing):
    found = question(replace(ST_JOSEPH, attestations=tuple(statements)), WANTED, TODAY)
    assert (found.due, found.standing) == (due, standing)


def test_a_question_that_a_register_answers_waits_for_nobody():
    found = question(replace(ST_JOSEPH, training=REGISTER), WANTED, TODAY)
    assert (found.due, found.standing) == (False, "the register staff.csv says it for them")


@pytest.mark.parametrize(
    ("role", "months", "said_to_be"),
    [
        ("Headteacher", 12, "Headteacher, every 12 months"),
        ("", 1, "anybody, every month"),
        ("Headteacher", None, "Headteacher"),
    ],
)
def test_a_question_says_who_is_asked_and_how_often(role, months, said_to_be):
    assert asked(Attest("G6", "Q", role, months, ())) == said_to_be


def test_every_question_is_listed_once_in_the_order_of_the_clauses():
    listed = [one.wanted.clause for one in questions(ST_JOSEPH, TODAY)]
    assert listed == [clause.id for clause in ST_JOSEPH.clauses if clause.id in ST_JOSEPH.attest]


def test_every_kind_that_a_clause_wants_has_a_row():
    for clause in ST_JOSEPH.clauses:
        assert [row.kind for row in coverage_rows(ST_JOSEPH, clause, TODAY)] == list(clause.wants)


def test_a_rule_stands_under_the_kinds_that_it_gives():
    for clause in ST_JOSEPH.clauses:
        for row in coverage_rows(ST_JOSEPH, clause, TODAY):
            kinds = [name for name in clause.rules if row.kind in ST_JOSEPH.rules[name].kinds]
            assert [name for name, _ in row.rules] == kinds
            assert (row.question is not None) == (row.kind is Kind.ATTESTATION and clause.id in ST_JOSEPH.attest)


def test_a_rule_that_is_switched_off_says_so():
    policy = replace(ST_JOSEPH, off={"waiting-room": "we use passcodes"})
    (clause,) = (one for one in policy.clauses if one.id == "C1")
    titles = [
        title for row in coverage_rows(policy, clause, TODAY) for name, title in row.rules if name == "waiting-room"
    ]
    assert titles
    assert all(title.endswith("(switched off: we use passcodes)") for title in titles)


def test_a_rule_that_is_judged_for_some_people_only_says_for_whom():
    pupils = Scope("pupils", "Pupil meetings", People(emails=("year*@x.example",)), None, ("waiting-room",))
    policy = replace(ST_JOSEPH, scopes=(pupils,))
    (clause,) = (one for one in policy.clauses if one.id == "C1")
    titles = dict(pair for row in coverage_rows(policy, clause, TODAY) for pair in row.rules)
    assert titles["waiting-room"].endswith("(judged for “Pupil meetings” only)")
    assert "judged for" not in titles["no-join-before-host"]
