"""Users against a register that the school keeps, and the statement that it stands for."""

from dataclasses import replace
from datetime import date

import pytest

from tests.evaluate.meeting_samples import judged, only, user
from zoom_policy_lint.model.resource import Listing, Read, Unread
from zoom_policy_lint.model.words import ClauseVerdict, Kind, KindState, Reason
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.policy.registers import BadLine, Register, RegisterLine
from zoom_policy_lint.policy.scopes import People, Scope

RULE = "trained-staff"
JANE, JOHN = "jane@stjosephs.example.sch.uk", "john@stjosephs.example.sch.uk"
RECENT, LONG_AGO = date(2026, 9, 3), date(2023, 9, 3)


def register(spoilt=(), **since):
    lines = {address: (RegisterLine(2, day, None),) for address, day in since.items()}
    bad = {address: BadLine(3, "no such date") for address in spoilt}
    return Register("training.csv", "training.csv", lines, tuple(bad.values()), bad)


def policy(found):
    """The training rule alone, with the clause and the question that the register answers."""
    shipped, alone = load_policy("st_joseph"), only(RULE)
    clause = replace(next(one for one in shipped.clauses if one.id == "G1"), rules=(RULE,))
    return replace(alone, clauses=(clause,), attest={"G1": shipped.attest["G1"]}, training=found)


def outcome(found, *users, **more):
    run = judged(policy(found), *(users or (user("u1", JANE),)), **more)
    [clause] = run.clauses
    of_users = [(str(one.status), one.reason and str(one.reason)) for one in run.findings() if one.kind is Kind.USERS]
    return of_users, clause.kinds, clause.verdict


def test_somebody_on_the_register_passes_and_the_register_is_the_statement():
    found, kinds, verdict = outcome(register(**{JANE: RECENT}))
    assert found == [("pass", None)]
    assert kinds == {Kind.ATTESTATION: KindState.SHOWN, Kind.USERS: KindState.SHOWN}
    assert verdict is ClauseVerdict.MET


@pytest.mark.parametrize("on_it", [{}, {JOHN: RECENT}, {JANE: LONG_AGO}])
def test_somebody_who_is_not_on_it_or_out_of_date_fails(on_it):
    found, kinds, verdict = outcome(register(**on_it))
    assert found == [("fail", None)]
    assert kinds[Kind.ATTESTATION] is KindState.FAILED
    assert verdict is ClauseVerdict.NOT_MET


def test_somebody_on_a_line_that_cannot_be_used_is_unknown():
    found, kinds, verdict = outcome(register(spoilt=(JANE,)))
    assert found == [("unknown", "error")]
    assert kinds == {Kind.ATTESTATION: KindState.OPEN, Kind.USERS: KindState.OPEN}
    assert verdict is ClauseVerdict.UNANSWERED


def test_one_who_is_missing_is_enough():
    found, _, verdict = outcome(register(**{JANE: RECENT}), user("u1", JANE), user("u2", JOHN))
    assert [status for status, _ in found] == ["pass", "fail"]
    assert verdict is ClauseVerdict.NOT_MET


def test_addresses_are_compared_without_regard_to_capitals():
    assert outcome(register(**{JANE: RECENT}), user("u1", JANE.upper()))[0] == [("pass", None)]


def test_people_without_a_licence_and_leavers_need_no_training():
    people = user("u1", JOHN, type=1), user("u2", "gone@x.example", status="inactive"), user("u3", JANE)
    assert outcome(register(**{JANE: RECENT}), *people)[0] == [("pass", None)]


@pytest.mark.parametrize(
    "changed",
    [
        {"email": None},
        {"email": 5},
        {"type": None},
        {"type": "2"},
        {"email": "name-0123456789ab@domain-0123456789ab.invalid"},
    ],
)
def test_somebody_who_cannot_be_told_is_unknown(changed):
    found, kinds, _ = outcome(
        register(**{JANE: RECENT}), replace(user("u1", JANE), fields=dict(user("u1", JANE).fields) | changed)
    )
    assert found[0][0] == "unknown"
    assert kinds[Kind.ATTESTATION] is KindState.OPEN


def test_users_who_were_not_listed_may_be_untrained():
    short = (Listing(Read("users"), count=1, complete=False, unread=Unread(Reason.LIST_INCOMPLETE, "short")),)
    found, kinds, verdict = outcome(register(**{JANE: RECENT}), listings=short)
    assert ("unknown", "list_incomplete") in found
    assert kinds[Kind.ATTESTATION] is KindState.OPEN
    assert verdict is ClauseVerdict.PARTLY


def test_without_a_register_a_person_is_asked():
    found, kinds, verdict = outcome(None)
    assert found == [("manual", None)]
    assert kinds == {Kind.ATTESTATION: KindState.OPEN, Kind.USERS: KindState.OPEN}
    assert verdict is ClauseVerdict.UNANSWERED


def test_a_register_without_its_rule_answers_nothing():
    whole = policy(register(**{JANE: RECENT}))
    run = judged(replace(whole, rules={}, clauses=(replace(whole.clauses[0], rules=()),)), user("u1", JANE))
    assert run.clauses[0].kinds[Kind.ATTESTATION] is KindState.OPEN
    assert run.clauses[0].verdict is ClauseVerdict.UNANSWERED


def test_the_statement_is_about_everybody_also_where_every_clause_of_the_rule_is_about_some():
    whole = policy(register(**{JANE: RECENT}))
    asked = replace(whole.clauses[0], rules=(), wants=(Kind.ATTESTATION,))
    about_jane = replace(whole.clauses[0], id="J", wants=(Kind.USERS,), scope="jane")
    jane = Scope("jane", "Jane", People(emails=(JANE,)), None, ())
    some = replace(whole, clauses=(asked, about_jane), scopes=(jane,))
    run = judged(some, user("u1", JANE), user("u2", JOHN))
    assert {one.id: one.verdict for one in run.clauses} == {"G1": ClauseVerdict.NOT_MET, "J": ClauseVerdict.MET}
