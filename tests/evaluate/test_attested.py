"""Statements of people: valid, run out, not yet, void, missing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.evaluate import build
from tests.evaluate.build import TODAY, run_of, st_joseph
from zoom_policy_lint.model.baseline import Baseline, BaselineEntry
from zoom_policy_lint.model.words import Check, ClauseVerdict, Evidence, Kind, KindState, Level, Status
from zoom_policy_lint.policy import Attest, Attestation, Clause

DAY = timedelta(days=1)


def statement(on=date(2026, 9, 1), until=date(2027, 8, 31), text="Letter of 1 September", clause="G6"):
    return Attestation(clause, text, "A. Head", "Headteacher", on, until)


def policy(*statements, contradicted_by=()):
    """A statement is wanted for G6; the waiting room is judged under W."""
    base = build.alone(st_joseph().rules["waiting-room"])
    return replace(
        base,
        clauses=(
            Clause("G6", "Parents know.", (Kind.ATTESTATION,), (), (), ""),
            replace(base.clauses[0], id="W"),
        ),
        attest={"G6": Attest("G6", "Do parents know?", "Headteacher", 12, contradicted_by)},
        attestations=statements,
    )


def judged(given, snapshot=None, **options):
    run = run_of(snapshot or build.right_snapshot(given), given, **options)
    (finding,) = (f for f in run.findings() if f.check is Check.ATTESTATION)
    return finding, run.clauses[0]


def test_a_statement_that_holds_answers_the_clause():
    finding, clause = judged(policy(statement()))
    assert (finding.status, finding.evidence) == (Status.PASS, Evidence.ATTESTED)
    assert (clause.verdict, clause.kinds[Kind.ATTESTATION]) == (ClauseVerdict.MET, KindState.SHOWN)
    assert "Letter of 1 September" in finding.message
    assert "A. Head" in finding.message


@pytest.mark.parametrize(
    ("on", "until", "holds"),
    [
        (TODAY, TODAY, True),
        (TODAY - DAY, TODAY, True),
        (TODAY, TODAY + DAY, True),
        (TODAY + DAY, TODAY + 9 * DAY, False),
        (TODAY - 9 * DAY, TODAY - DAY, False),
    ],
)
def test_a_statement_holds_from_its_first_to_its_last_day(on, until, holds):
    finding, clause = judged(policy(statement(on, until)))
    assert finding.status is (Status.PASS if holds else Status.MANUAL)
    assert clause.verdict is (ClauseVerdict.MET if holds else ClauseVerdict.UNANSWERED)


def test_the_day_of_the_audit_decides_not_the_day_of_the_snapshot():
    given = policy(statement(until=TODAY))
    assert judged(given, as_of=TODAY)[0].status is Status.PASS
    assert judged(given, as_of=TODAY + DAY)[0].status is Status.MANUAL


def test_without_a_statement_the_question_waits_for_the_person():
    finding, clause = judged(policy())
    assert (finding.status, finding.evidence) == (Status.MANUAL, Evidence.NONE)
    assert "Do parents know?" in finding.message
    assert "Headteacher" in finding.message
    assert clause.reasons == (finding.message,)


def test_a_statement_that_ran_out_says_when():
    finding, _ = judged(policy(statement(until=date(2026, 9, 2))))
    assert "ran out on 2026-09-02" in finding.message


def test_the_newest_statement_that_holds_is_quoted():
    old, new = statement(date(2026, 1, 1), text="the old letter"), statement(date(2026, 9, 2), text="the new letter")
    assert "the new letter" in judged(policy(new, old))[0].message
    assert judged(policy(new, old))[0] == judged(policy(old, new))[0]


def test_a_statement_about_another_clause_answers_nothing():
    assert judged(policy(statement(clause="S5")))[0].status is Status.MANUAL


def wrong_waiting_room(given):
    spoil = build.with_value(Level.USER, "meeting_security.waiting_room", value=False)
    return build.changed(build.right_snapshot(given), Level.USER, spoil)


def test_a_statement_is_void_when_a_rule_that_contradicts_it_fails():
    given = policy(statement(), contradicted_by=("waiting-room",))
    assert judged(given)[0].status is Status.PASS
    finding, clause = judged(given, wrong_waiting_room(given))
    assert finding.status is Status.MANUAL
    assert "void" in finding.message
    assert "waiting-room" in finding.message
    assert clause.verdict is ClauseVerdict.UNANSWERED


def test_a_statement_is_void_also_when_the_failure_is_in_the_baseline():
    given = policy(statement(), contradicted_by=("waiting-room",))
    snapshot = wrong_waiting_room(given)
    failing = [f for f in build.findings_of(snapshot, given) if f.status is Status.FAIL]
    known = Baseline("account", "", tuple(BaselineEntry(f.fingerprint, f.status) for f in failing))
    assert judged(given, snapshot, baseline=known)[0].status is Status.MANUAL


def test_statements_that_wait_never_change_the_exit_code():
    given = policy()
    assert run_of(build.right_snapshot(given), given).exit_code == 0


@pytest.mark.parametrize(("role", "holds"), [("headteacher", True), ("Head-Teacher", True), ("Cook", False)])
def test_a_statement_counts_from_the_role_that_is_asked(role, holds):
    finding, _ = judged(policy(replace(statement(), by_role=role)))
    assert (finding.status is Status.PASS) == holds
    assert holds or "wanted from: Headteacher" in finding.message


def test_no_statement_holds_longer_than_the_policy_asks_again():
    finding, _ = judged(policy(statement(on=date(2024, 9, 1), until=date(2036, 8, 31))))
    assert finding.status is Status.MANUAL
    assert "ran out on 2025-09-01" in finding.message
