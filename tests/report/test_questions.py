"""What is said of questions that wait for a person: why Zoom does not answer them, and how an answer is given."""

import pytest

from zoom_policy_lint.model.run import RuleSummary
from zoom_policy_lint.model.words import Check, ClauseVerdict, Kind, KindState, Severity, Status
from zoom_policy_lint.report import Style, load
from zoom_policy_lint.report.outline import outline
from zoom_policy_lint.report.questions import how_to_answer, questions

from .sample_findings import ACCOUNT, finding, switch
from .sample_pack import clause, pack_run
from .samples import rollups

LIMITS = f"Zoom keeps no trace of it. {'It is so. ' * 30}"
REGIONS = {"all": [{"empty": False}, {"subset_of": {"parameter": "own_regions"}}]}


def asked(**kinds):
    """A run in which a question on a clause is open."""
    open_ = {Kind[name]: KindState.OPEN for name in ("ATTESTATION", *kinds)}
    one = clause("1.1", ClauseVerdict.UNANSWERED, KindState.OPEN, kinds=open_, limits=LIMITS)
    waits = finding("ask", ACCOUNT, Status.MANUAL, check=Check.ATTESTATION, clauses=("1.1",), message="Is it so?")
    return pack_run(clauses=(one,), rollups=rollups([waits]))


def unset(expected=REGIONS, status=Status.MANUAL):
    return switch("regions", "in_meeting.r", ("1.1",), ACCOUNT, None, expected=expected, status=status)


def render(name, run):
    pieces = []
    load(name).render(run, pieces.append, Style(width=100))
    return " ".join("".join(pieces).split())


def test_the_limits_of_a_clause_that_only_a_person_answers_say_why():
    [question] = outline(asked()).questions
    assert question.because == LIMITS
    written = render("table", asked())
    assert "1.1 Is it so? Zoom keeps no trace of it. It is so." in written
    assert LIMITS.strip() not in written


def test_limits_of_what_is_also_measured_are_about_something_else():
    [question] = outline(asked(SETTINGS=True)).questions
    assert question.because == ""


@pytest.mark.parametrize("name", ["table", "markdown", "html"])
def test_what_waits_because_the_policy_gives_nothing_says_both_ways_to_answer_with_the_code(name):
    found = unset()
    written = render(name, pack_run(rollups=rollups([found]))).replace("\\", "")
    assert "Best give own_regions under parameters of the policy." in written
    assert f"Or answer under attestations with findings: [{found.fingerprint}]" in written


def test_only_what_waits_for_a_value_of_the_policy_is_answered_so():
    assert how_to_answer(unset(True)) == ""
    assert how_to_answer(unset(status=Status.FAIL)) == ""
    both = how_to_answer(unset({"any": [{"parts_in": {"parameter": "own_a"}}, {"parameter": "own_b"}]}))
    assert both.startswith("Best give own_a and own_b under parameters")


def test_a_single_finding_is_asked_of_whom_the_policy_asks_about_its_clause():
    waits = finding("ask", ACCOUNT, Status.MANUAL, check=Check.ATTESTATION, clauses=("1.1",), message="Is it so?")
    single = finding("one", ACCOUNT, Status.MANUAL, clauses=("1.1",), message="Did they?")
    other = finding("two", ACCOUNT, Status.MANUAL, clauses=("1.2",), message="And here?")
    rule = RuleSummary("ask", "Is it so?", Severity.MEDIUM, advisory=False, rationale="", by_role="Headteacher")
    run = pack_run(rollups=rollups([waits, single, other]), rules={"ask": rule})
    told = {one.question: one.by_role for one in questions(run, run.rollups)}
    assert told == {"Is it so?": "Headteacher", "Did they?": "Headteacher", "And here?": ""}
