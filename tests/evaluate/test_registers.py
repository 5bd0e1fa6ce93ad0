"""The registers of a run: how waivers and statements stand on the day, and what people have to answer."""

from dataclasses import replace
from datetime import date, timedelta

from tests.evaluate.test_accept import BASE, DAY, FINDING, NAMED, TODAY, said
from zoom_policy_lint.evaluate.accept import Covered
from zoom_policy_lint.evaluate.registers import Seen, registers_of
from zoom_policy_lint.model.registers import SOON_DAYS, Validity
from zoom_policy_lint.model.words import Check, Level, Status
from zoom_policy_lint.policy import Attest, Waiver

WAIVER = Waiver(
    "no-breakout-rooms", Level.USER, "senco@school.org", "1:2 support", "A. Head", date.min, TODAY + 90 * DAY
)
CONTRADICTING = "no-automatic-recording"


def with_waivers(*waivers):
    return replace(BASE, waivers=waivers)


def with_statements(*statements):
    return replace(BASE, attestations=statements)


def answer(on=TODAY - DAY, until=TODAY + 90 * DAY, **changes):
    return replace(said(on, until, findings=()), **changes)


def waiver(seen=None, **changes):
    (entry,) = registers_of(with_waivers(replace(WAIVER, **changes)), TODAY, seen).waivers
    return entry


def statement(given, seen=None):
    return registers_of(with_statements(given), TODAY, seen).statements[0]


def due(*statements, seen=None, wanted=None):
    given = with_statements(*statements)
    if wanted:
        given = replace(given, attest={wanted.clause: wanted})
    return registers_of(given, TODAY, seen).due


# Waivers


def test_a_waiver_is_shown_with_who_approved_it_and_for_what():
    entry = waiver()
    assert (entry.rule, entry.resource, entry.approver) == ("no-breakout-rooms", "senco@school.org", "A. Head")
    assert entry.title == BASE.rules["no-breakout-rooms"].title
    assert entry.start is None
    assert (entry.validity, entry.remarks) == (Validity.HOLDS, ())


def test_a_waiver_stands_as_its_days_say():
    assert waiver(expires=TODAY - DAY).validity is Validity.ENDED
    assert waiver(start=TODAY + DAY).validity is Validity.NOT_BEGUN
    assert waiver(expires=TODAY).validity is Validity.ENDS_SOON
    assert waiver(expires=TODAY + SOON_DAYS * DAY).validity is Validity.ENDS_SOON
    assert waiver(expires=TODAY + (SOON_DAYS + 1) * DAY).validity is Validity.HOLDS


def test_a_waiver_that_ends_within_thirty_days_says_so_and_asks_for_a_decision():
    (remark,) = waiver(expires=TODAY + 12 * DAY).remarks
    assert remark == "Ends on 2026-09-15 (in 12 days); decide by then whether it is still needed."


def test_what_a_waiver_covers_is_known_only_after_a_run():
    covered = Covered({Check.VALUE}, {"u1"}, {Status.FAIL}, {NAMED, "other"}, {NAMED})
    seen = Seen({WAIVER: covered})
    entry = waiver(seen)
    assert (entry.validity, entry.covered, entry.failing) == (Validity.HOLDS, 2, 1)
    unused = waiver(Seen())
    assert unused.validity is Validity.UNUSED
    assert "Covers nothing" in unused.remarks[0]
    assert waiver().validity is Validity.HOLDS


# Statements


def test_a_statement_stands_as_its_days_its_role_and_its_evidence_say():
    assert statement(answer()).validity is Validity.HOLDS
    assert statement(answer(until=TODAY + DAY)).validity is Validity.ENDS_SOON
    assert statement(answer(until=TODAY - DAY, on=TODAY - 9 * DAY)).validity is Validity.ENDED
    assert statement(answer(on=TODAY + DAY)).validity is Validity.NOT_BEGUN
    assert statement(answer(by_role="Caretaker")).validity is Validity.VOID
    changed = statement(answer(evidence="forms.pdf", evidence_sha256="0" * 64, evidence_changed=True))
    assert changed.validity is Validity.VOID
    assert "is not the one that was there" in changed.remarks[0]


def test_a_statement_is_void_while_a_rule_that_contradicts_it_fails():
    entry = statement(answer(), Seen(failed={CONTRADICTING}))
    assert entry.validity is Validity.VOID
    assert CONTRADICTING in entry.remarks[-1]


def test_a_statement_counts_no_longer_than_the_policy_lets_it():
    entry = statement(answer(on=date(2026, 1, 1), until=date(2030, 1, 1)))
    assert entry.until == date(2027, 1, 1)


def test_a_statement_that_answers_nothing_is_unused():
    named = replace(said(), findings=(FINDING.fingerprint,))
    assert statement(named, Seen()).validity is Validity.UNUSED
    assert statement(named, Seen(answered={(named, NAMED)})).validity is Validity.HOLDS
    assert statement(answer(clause="C9")).validity is Validity.UNUSED


# What is due


def test_a_question_that_nobody_answered_is_due_at_once():
    (one,) = due()
    assert (one.clause, one.by_role, one.until) == ("S5", "Headteacher", None)
    assert one.why == "Nobody has answered yet."


def test_a_question_is_due_again_thirty_days_before_its_answer_ends():
    assert due(answer(until=TODAY + (SOON_DAYS + 1) * DAY)) == ()
    (one,) = due(answer(until=TODAY + SOON_DAYS * DAY))
    assert one.until == TODAY + timedelta(days=SOON_DAYS)
    assert due(answer(until=TODAY + DAY), answer()) == ()


def test_an_answer_that_does_not_count_leaves_the_question_due_and_says_why():
    (ended,) = due(answer(on=TODAY - 9 * DAY, until=TODAY - DAY))
    assert ended.why == "The last answer ran out on 2026-09-02."
    (role,) = due(answer(by_role="Caretaker"))
    assert "wants it from: Headteacher" in role.why
    (evidence,) = due(answer(evidence_changed=True))
    assert "evidence" in evidence.why
    (void,) = due(answer(), seen=Seen(failed={CONTRADICTING}))
    assert BASE.rules[CONTRADICTING].title in void.why


def test_a_question_that_settings_answer_is_not_due():
    assert due(seen=Seen(settled={"S5"})) == ()


def test_the_most_urgent_question_comes_first():
    given = replace(
        with_statements(answer(until=TODAY + 9 * DAY), answer(clause="C9", until=TODAY + 2 * DAY)),
        attest={
            "S5": BASE.attest["S5"],
            "C9": Attest("C9", "Is there a log?", "Headteacher", None, ()),
            "G6": Attest("G6", "Were parents told?", "Headteacher", None, ()),
        },
    )
    assert [one.clause for one in registers_of(given, TODAY).due] == ["G6", "C9", "S5"]
