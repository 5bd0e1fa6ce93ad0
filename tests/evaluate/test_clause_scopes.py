"""Clauses that are about some people only: nobody else answers for them, and what was not read shows nothing."""

from dataclasses import replace

import pytest

from tests.evaluate import build
from tests.evaluate.build import alone, run_of, st_joseph
from tests.evaluate.test_none_judge import none_of
from tests.evaluate.test_scopes import RULE, TEACHERS, account, of_lock, verdicts
from zoom_policy_lint.evaluate.maker import NOT_READ_ID
from zoom_policy_lint.model.words import Level, Reason, Status
from zoom_policy_lint.policy.scopes import People, Scope

OFFICE = People(groups=("Office",))
RETENTION = st_joseph().rules["recordings-within-retention"]


def about(*people, rule=RULE):
    """The policy with one rule, and a clause for each of these (None: a clause that is about everybody)."""
    policy = alone(rule)
    (clause,) = policy.clauses
    scopes = tuple(Scope(f"s{at}", f"S{at}", one, None, ()) for at, one in enumerate(people) if one)
    clauses = tuple(replace(clause, id=f"c{at}", scope=f"s{at}" if one else "") for at, one in enumerate(people))
    return replace(policy, scopes=scopes, clauses=clauses)


def unread(snapshot, user="u1"):
    """The snapshot without the groups of one user."""
    gap = ("groups.id.members", Reason.LIST_INCOMPLETE)
    return build.changed(snapshot, Level.USER, build.without_field("groups", gap), user)


def of_user(snapshot, policy, user="u1"):
    return next(one for one in run_of(snapshot, policy).findings() if one.resource.id == user)


def clause_verdicts(snapshot, policy):
    return {clause.id: str(clause.verdict) for clause in run_of(snapshot, policy).clauses}


def test_what_is_right_with_somebody_of_whom_it_is_not_known_whether_they_are_meant_shows_nothing():
    policy = about(TEACHERS)
    finding = of_user(unread(account(policy, wrong=False)), policy)
    assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.LIST_INCOMPLETE)
    assert "But whether the clause c0 is meant for it is not known: " in finding.message
    assert clause_verdicts(unread(account(policy, wrong=False)), policy) == {"c0": "partly_evidenced"}


def test_it_shows_nothing_either_where_another_clause_is_surely_about_them():
    policy = about(TEACHERS, None)
    finding = of_user(unread(account(policy, wrong=False)), policy)
    assert (finding.status, finding.clauses) == (Status.UNKNOWN, ("c0", "c1"))


def test_what_is_wrong_with_them_is_unknown_where_no_clause_is_surely_about_them():
    policy = about(TEACHERS, OFFICE)
    finding = of_user(unread(account(policy)), policy)
    assert (finding.status, finding.clauses) == (Status.UNKNOWN, ("c0", "c1"))
    assert finding.remediation is None


def test_what_is_wrong_with_them_fails_where_a_clause_is_surely_about_them():
    policy = about(TEACHERS, None)
    assert of_user(unread(account(policy)), policy).status is Status.FAIL
    assert of_user(account(policy), policy, "u3").clauses == ("c1",)


def test_nobody_but_those_whom_a_clause_is_about_answers_for_it():
    policy = about(TEACHERS)
    assert verdicts(account(policy), policy).keys() == {"g1", "u1", "u2", build.FIRST[Level.MEETING]}


def test_the_lock_must_hold_those_whom_the_clauses_are_about():
    policy = about(TEACHERS, OFFICE)
    held = of_lock(account(policy, wrong=False, account_lock=False), policy)
    assert (held.status, held.message) == (
        Status.PASS,
        "Every active user for whom the rule is meant is in groups that all lock it.",
    )
    everybody = about(TEACHERS, None)
    loose = of_lock(account(everybody, wrong=False, account_lock=False), everybody)
    assert (loose.status, loose.clauses) == (Status.FAIL, ("c0", "c1"))


def test_a_lock_over_somebody_of_whom_it_is_not_known_whether_they_are_meant_is_unknown():
    policy = about(TEACHERS)
    assert of_lock(unread(account(policy, wrong=False, account_lock=False), "u3"), policy).status is Status.UNKNOWN


def test_a_rule_for_some_in_a_clause_about_others_is_judged_for_those_who_are_both():
    policy = about(OFFICE)
    policy = replace(policy, scopes=(*policy.scopes, Scope("t", "T", TEACHERS, None, (RULE.id,))))
    assert verdicts(account(policy), policy) == {"u2": "fail"}
    assert of_lock(account(policy, wrong=False, account_lock=False), policy).status is Status.PASS
    assert verdicts(unread(account(policy), "u2"), policy)["u2"] == "unknown"


RECORDING = build.FIRST[Level.RECORDING]


@pytest.mark.parametrize(
    ("host", "found"),
    [
        (build.with_fields(host_groups=["Office"]), {NOT_READ_ID: "pass"}),
        (build.with_fields(host_groups=["Teachers"]), {RECORDING: "fail"}),
        (build.without_field("host_groups"), {RECORDING: "unknown"}),
    ],
)
def test_only_what_is_theirs_may_not_be_there(host, found):
    policy = about(TEACHERS, rule=none_of())
    snapshot = build.everywhere(account(about(TEACHERS, rule=RETENTION), wrong=False), Level.RECORDING, host)
    assert verdicts(snapshot, policy) == found


def test_a_note_says_of_how_many_it_is_not_known():
    policy = about(TEACHERS)
    (note,) = (one for one in run_of(unread(account(policy)), policy).notes if "in the scope" in one)
    assert note == "1 active user is in the scope S0 (groups: Teachers); of 1 more it is not known."
