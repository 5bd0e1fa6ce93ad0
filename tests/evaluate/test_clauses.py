"""The table of clause verdicts, case by case, and the laws that hold for any findings."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluate import build
from tests.evaluate.build import run_of, st_joseph
from tests.support.each import each
from zoom_policy_lint.evaluate.clauses import ClauseTally
from zoom_policy_lint.model.finding import AppliedWaiver, Finding, ResourceRef
from zoom_policy_lint.model.words import (
    Check,
    ClauseVerdict,
    Evidence,
    Kind,
    KindState,
    Level,
    Reason,
    Severity,
    Status,
)
from zoom_policy_lint.policy import Attest, Clause

S, P, U, A = Kind.SETTINGS, Kind.PAST, Kind.USERS, Kind.ATTESTATION
MET, NOT_MET, PARTLY, UNANSWERED = (
    ClauseVerdict.MET,
    ClauseVerdict.NOT_MET,
    ClauseVerdict.PARTLY,
    ClauseVerdict.UNANSWERED,
)
FAILED, OPEN, SHOWN, EMPTY = KindState.FAILED, KindState.OPEN, KindState.SHOWN, KindState.EMPTY


def found(status, kind=S, reason=None, was=None, *, clauses=("C",), advisory=False, name="the account"):
    """A finding; `was` makes it one that a waiver covers."""
    waiver = AppliedWaiver("a good reason", "A. Head", "2026-12-31", was) if was else None
    return Finding(
        rule="waiting-room",
        oldest_id="waiting-room",
        check=Check.VALUE,
        kind=kind,
        clauses=clauses,
        advisory=advisory,
        severity=Severity.HIGH,
        status=status,
        evidence=Evidence.NONE,
        reason=reason,
        resource=ResourceRef(Level.ACCOUNT, "account", name),
        setting=None,
        expected=None,
        actual=None,
        message="Zoom does not show it",
        waiver=waiver,
    )


PASS, FAIL, MANUAL = found(Status.PASS), found(Status.FAIL), found(Status.MANUAL)
UNKNOWN = found(Status.UNKNOWN, reason=Reason.ABSENT)
NOTHING = found(Status.NOT_APPLICABLE, reason=Reason.NONE_EXIST)
GONE = found(Status.NOT_APPLICABLE, reason=Reason.VANISHED)
NOT_OFFERED = found(Status.NOT_APPLICABLE, reason=Reason.NOT_OFFERED)
DESELECTED = found(Status.NOT_APPLICABLE, reason=Reason.DESELECTED)
NOT_PULLED = found(Status.UNKNOWN, reason=Reason.NOT_PULLED)
WAIVED_FAIL = found(Status.WAIVED, was=Status.FAIL)
WAIVED_UNKNOWN = found(Status.WAIVED, was=Status.UNKNOWN, reason=Reason.ABSENT)
U_PASS, U_FAIL, U_NOTHING = found(Status.PASS, U), found(Status.FAIL, U), found(Status.NOT_APPLICABLE, U)
A_PASS, A_MANUAL = found(Status.PASS, A), found(Status.MANUAL, A)


def policy_with(*clauses, attest=()):
    """A policy with one rule of kind S and one of kind U."""
    base = st_joseph()
    rules = {name: base.rules[name] for name in ("waiting-room", "school-addresses-only")}
    wanted = {name: Attest(name, "Is it so?", "Headteacher", None, ()) for name in attest}
    return replace(base, clauses=clauses, rules=rules, attest=wanted, attestations=(), waivers=(), off={}, advisory={})


def clause(id_="C", wants=(S,), rules=("waiting-room", "school-addresses-only"), parts=()):
    return Clause(id_, "text", wants, rules, parts, "")


def judged(findings, wants=(S,), attest=()):
    tally = ClauseTally(policy_with(clause(wants=wants), attest=attest))
    for finding in findings:
        tally.add(finding)
    (result,) = tally.results({})
    return result


ONE_KIND = [
    # what was found: state of the kind, verdict of the clause
    ([], EMPTY, UNANSWERED),
    ([PASS], SHOWN, MET),
    ([PASS, PASS], SHOWN, MET),
    ([FAIL], FAILED, NOT_MET),
    ([FAIL, PASS], FAILED, NOT_MET),
    ([FAIL, UNKNOWN], FAILED, NOT_MET),
    ([FAIL, DESELECTED], FAILED, NOT_MET),
    ([UNKNOWN], OPEN, UNANSWERED),
    ([UNKNOWN, PASS], OPEN, PARTLY),
    ([MANUAL], OPEN, UNANSWERED),
    ([MANUAL, PASS], OPEN, PARTLY),
    ([WAIVED_FAIL], OPEN, PARTLY),
    ([WAIVED_FAIL, PASS], OPEN, PARTLY),
    ([WAIVED_FAIL, FAIL], FAILED, NOT_MET),
    ([WAIVED_UNKNOWN], OPEN, UNANSWERED),
    ([WAIVED_UNKNOWN, PASS], OPEN, PARTLY),
    ([DESELECTED], OPEN, UNANSWERED),
    ([DESELECTED, PASS], OPEN, PARTLY),
    ([NOT_PULLED], OPEN, UNANSWERED),
    ([NOT_PULLED, PASS], OPEN, PARTLY),
    ([NOTHING], EMPTY, UNANSWERED),
    ([NOTHING, PASS], SHOWN, MET),
    ([GONE, PASS], SHOWN, MET),
    ([GONE], EMPTY, UNANSWERED),
    ([NOT_OFFERED], EMPTY, UNANSWERED),
    ([NOT_OFFERED, PASS], SHOWN, MET),
]


@each(("findings", "state", "verdict"), ONE_KIND)
def test_one_kind_of_evidence(findings, state, verdict):
    result = judged(findings)
    assert (result.kinds[S], result.verdict) == (state, verdict)


SEVERAL_KINDS = [
    # wants, what was found, states, verdict
    ((S, U), [PASS, U_PASS], {S: SHOWN, U: SHOWN}, MET),
    ((S, U), [PASS], {S: SHOWN, U: EMPTY}, MET),
    ((S, U), [PASS, U_NOTHING], {S: SHOWN, U: EMPTY}, MET),
    ((S, U), [NOTHING, U_NOTHING], {S: EMPTY, U: EMPTY}, UNANSWERED),
    ((S, U), [PASS, U_FAIL], {S: SHOWN, U: FAILED}, NOT_MET),
    ((S, U), [UNKNOWN, U_PASS], {S: OPEN, U: SHOWN}, PARTLY),
    ((S, U), [UNKNOWN, U_FAIL], {S: OPEN, U: FAILED}, NOT_MET),
    # a kind that no rule in use judges is open, never empty
    ((S, P), [PASS], {S: SHOWN, P: OPEN}, PARTLY),
    ((P,), [], {P: OPEN}, UNANSWERED),
    # a statement is never empty: without a valid one it is open
    ((S, A), [PASS, A_PASS], {S: SHOWN, A: SHOWN}, MET),
    ((S, A), [PASS, A_MANUAL], {S: SHOWN, A: OPEN}, PARTLY),
    ((A,), [A_MANUAL], {A: OPEN}, UNANSWERED),
    ((A,), [A_PASS], {A: SHOWN}, MET),
    ((S, A), [NOTHING, A_PASS], {S: EMPTY, A: SHOWN}, MET),
]


@each(("wants", "findings", "states", "verdict"), SEVERAL_KINDS)
def test_several_kinds_of_evidence(wants, findings, states, verdict):
    result = judged(findings, wants, attest=("C",) if A in wants else ())
    assert (dict(result.kinds), result.verdict) == (states, verdict)


def test_a_statement_that_is_wanted_and_that_nobody_asks_for_is_open():
    assert judged([PASS], (S, A)).kinds[A] is OPEN


def test_a_kind_that_nothing_judges_says_so():
    assert judged([PASS], (S, P)).reasons == ("Nothing judges it yet: what happened in past meetings.",)


def test_findings_of_a_kind_that_was_not_wanted_still_count():
    assert judged([PASS, U_FAIL], (S,)).verdict is NOT_MET


def test_advisory_findings_are_under_no_clause():
    assert judged([found(Status.FAIL, advisory=True), PASS]).verdict is MET


def test_a_waiver_is_named_among_the_exceptions_and_once():
    result = judged([WAIVED_FAIL, WAIVED_FAIL, PASS])
    told = "waiting-room for the account: a good reason (approved by A. Head, until 2026-12-31)"
    assert [str(one) for one in result.exceptions] == [told]


def test_what_zoom_does_not_offer_is_named_in_the_limits():
    assert judged([NOT_OFFERED, PASS]).limits == "Zoom does not show it"


PARTS = [
    # own evidence (None: the clause wants none of its own), the parts, the whole
    (None, [PASS, PASS], MET),
    (None, [PASS, FAIL], NOT_MET),
    (None, [FAIL, UNKNOWN], NOT_MET),
    (None, [UNKNOWN, UNKNOWN], UNANSWERED),
    (None, [PASS, UNKNOWN], PARTLY),
    (None, [WAIVED_FAIL, WAIVED_FAIL], PARTLY),
    (None, [WAIVED_FAIL, UNKNOWN], PARTLY),
    (PASS, [PASS, PASS], MET),
    (PASS, [PASS, UNKNOWN], PARTLY),
    (PASS, [FAIL, PASS], NOT_MET),
    (FAIL, [PASS, PASS], NOT_MET),
    (UNKNOWN, [PASS, PASS], PARTLY),
    (UNKNOWN, [UNKNOWN, UNKNOWN], UNANSWERED),
]


@each(("own", "parts", "verdict"), PARTS)
def test_a_clause_takes_its_parts(own, parts, verdict):
    names = [f"P{index}" for index, _ in enumerate(parts)]
    whole = clause("W", () if own is None else (S,), parts=tuple(names))
    tally = ClauseTally(policy_with(whole, *(clause(name) for name in names)))
    for name, finding in [*zip(names, parts, strict=True), *([("W", own)] if own else [])]:
        tally.add(replace(finding, clauses=(name,)))
    assert tally.results({})[0].verdict is verdict


@pytest.mark.parametrize(("leaf", "verdict"), [(PASS, MET), (FAIL, NOT_MET), (UNKNOWN, UNANSWERED)])
def test_parts_may_have_parts(leaf, verdict):
    clauses = (clause("W", (), parts=("P",)), clause("P", (), parts=("Q",)), clause("Q"))
    tally = ClauseTally(policy_with(*clauses))
    tally.add(replace(leaf, clauses=("Q",)))
    assert [result.verdict for result in tally.results({})] == [verdict] * 3


# Laws

ANY = st.sampled_from(
    [PASS, FAIL, UNKNOWN, MANUAL, NOTHING, GONE, NOT_OFFERED, DESELECTED, NOT_PULLED, WAIVED_FAIL, WAIVED_UNKNOWN]
    + [U_PASS, U_FAIL, U_NOTHING, A_PASS, A_MANUAL]
)
WANTS = st.lists(st.sampled_from([S, P, U, A]), min_size=1, unique=True).map(tuple)


@given(st.lists(ANY), WANTS, st.randoms(use_true_random=False))
def test_the_order_of_findings_never_matters(findings, wants, random):
    shuffled = random.sample(findings, len(findings))
    one, two = judged(findings, wants, ("C",)), judged(shuffled, wants, ("C",))
    assert (one.verdict, dict(one.kinds)) == (two.verdict, dict(two.kinds))


@given(st.lists(ANY), WANTS, st.sampled_from([UNKNOWN, MANUAL, DESELECTED, NOT_PULLED, WAIVED_FAIL, WAIVED_UNKNOWN]))
def test_with_anything_open_a_clause_is_never_met(findings, wants, more):
    assert judged([*findings, more], wants, ("C",)).verdict is not MET


@given(st.lists(ANY), WANTS, st.sampled_from([FAIL, U_FAIL]))
def test_a_failure_always_gives_not_met(findings, wants, fail):
    assert judged([*findings, fail], wants, ("C",)).verdict is NOT_MET


@given(st.lists(ANY.filter(lambda one: one.status is not Status.PASS)), WANTS)
def test_without_a_pass_nothing_is_met(findings, wants):
    assert judged(findings, wants, ("C",)).verdict is not MET


# Through a whole run


def whole_run(policy=None, snapshot=None, **options):
    rule = st_joseph().rules["waiting-room"]
    policy = policy or build.alone(rule)
    return run_of(snapshot or build.right_snapshot(build.alone(rule)), policy, **options)


def test_a_right_account_meets_the_clause():
    assert whole_run().clauses[0].verdict is MET


def test_a_rule_that_was_ignored_leaves_its_clause_open():
    run = whole_run(ignore=frozenset({"waiting-room"}))
    assert (run.clauses[0].kinds[S], run.clauses[0].verdict, run.exit_code) == (OPEN, UNANSWERED, 0)
    assert run.clauses[0].kinds[Kind.MEETINGS] is OPEN
    assert {(f.status, f.reason, f.kind) for f in run.findings()} == {
        (Status.NOT_APPLICABLE, Reason.DESELECTED, kind) for kind in (S, Kind.MEETINGS)
    }


def test_a_rule_that_was_not_selected_leaves_its_clause_open():
    assert whole_run(select=frozenset({"another-rule"})).clauses[0].kinds[S] is OPEN


def test_a_rule_that_the_policy_switches_off_leaves_its_clause_open_and_says_why():
    policy = replace(build.alone(st_joseph().rules["waiting-room"]), off={"waiting-room": "we use passcodes"})
    run = whole_run(policy)
    assert run.clauses[0].kinds[S] is OPEN
    assert "we use passcodes" in run.clauses[0].reasons[0]


@pytest.mark.parametrize("left", [Level.ACCOUNT, Level.GROUP, Level.USER])
def test_a_level_that_was_left_out_leaves_the_clause_open(left):
    run = whole_run(levels=frozenset(Level) - {left})
    assert (run.clauses[0].kinds[S], run.clauses[0].verdict) == (OPEN, PARTLY)
    assert {f.resource.level for f in run.findings() if f.status is not Status.NOT_APPLICABLE} == {
        level for level in (Level.ACCOUNT, Level.GROUP, Level.USER, Level.MEETING) if level is not left
    }
    assert run.exit_code == 0


@pytest.mark.parametrize("left", [Level.GROUP, Level.USER])
def test_a_level_that_was_not_pulled_leaves_the_clause_open(left):
    snapshot = build.without_level(build.right_snapshot(build.alone(st_joseph().rules["waiting-room"])), left)
    run = whole_run(snapshot=snapshot)
    assert (run.clauses[0].kinds[S], run.exit_code) == (OPEN, 3)


def test_the_clauses_of_the_shipped_policy_have_one_verdict_each_in_its_order():
    run = run_of(build.right_snapshot(st_joseph()), st_joseph())
    assert [result.id for result in run.clauses] == [one.id for one in st_joseph().clauses]


def test_nothing_that_only_a_later_version_judges_is_met_today():
    later = {Kind.PAST}
    run = run_of(build.right_snapshot(st_joseph()), st_joseph())
    for one, result in zip(st_joseph().clauses, run.clauses, strict=True):
        assert not (later & set(one.wants)) or result.verdict is not MET
