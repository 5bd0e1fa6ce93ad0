import unicodedata

import pytest

from tests.support.each import each
from zoom_policy_lint.model.finding import ResourceRef
from zoom_policy_lint.model.words import ClauseVerdict, Kind, KindState, Level, Status
from zoom_policy_lint.report import Style
from zoom_policy_lint.report.conflicts import says
from zoom_policy_lint.report.detail import render_finding

from .sample_findings import ACCOUNT, BREAKOUT, HOSTILE, finding, findings
from .sample_pack import CLAUSES, clause, pack_run
from .samples import hostile_run, make_run


def show(found, run=None, **style):
    pieces = []
    render_finding(found, run or make_run(), pieces.append, Style(**style))
    return "".join(pieces)


def test_values_are_shown_level_by_level():
    waived = next(each for each in findings() if each.status is Status.WAIVED)
    text = show(waived)
    assert "at the account  ✓ pass: off; no lock holds it" in text
    assert "account's lock  ? unknown: the lock state could not be read" in text
    assert "in a group      Year 6: ? unknown: Zoom did not return it" in text
    assert "waived          accepted by A. Head until 2026-12-31: 1:2 SEN support (otherwise fail)" in text


def test_the_finding_itself_is_not_repeated_as_another_level():
    assert "at the account" not in show(findings()[0])


def test_many_groups_are_counted():
    groups = [
        finding("r", ResourceRef(Level.GROUP, str(number), f"group {number}"), Status.FAIL, setting=BREAKOUT)
        for number in range(13)
    ]
    text = show(finding("r", ResourceRef(Level.USER, "u", "u"), Status.FAIL, setting=BREAKOUT),
                make_run(findings=lambda: iter(groups)))  # fmt: skip
    assert text.count("in a group") == 10
    assert "and 3 more groups" in text


@pytest.mark.parametrize("status", [Status.PASS, Status.FAIL, Status.MANUAL])
def test_a_clause_that_pulls_against_something_says_so_whatever_was_found(status):
    found = finding("link", ACCOUNT, status, clauses=("1.1",))
    text = " ".join(show(found, pack_run()).split())
    assert f"conflict {says(CLAUSES[0], pack_run())}" in text
    assert "conflict" not in show(finding("mute", ACCOUNT, status, clauses=("1.3",)), pack_run())


def test_it_says_why_a_person_is_asked_and_how_to_answer_what_a_statement_does_not():
    asked = clause(
        "5", ClauseVerdict.UNANSWERED, KindState.OPEN, kinds={Kind.ATTESTATION: KindState.OPEN}, limits="No trace."
    )
    run = pack_run(clauses=(asked,))
    assert "why a person    No trace." in show(finding("ask", ACCOUNT, Status.MANUAL, clauses=("5",)), run)
    assert "why a person" not in show(finding("ask", ACCOUNT, Status.PASS, clauses=("5",)), run)
    unset = finding("ports", ACCOUNT, Status.MANUAL, setting="a.b", expected={"parts_in": {"parameter": "own_ports"}})
    assert "how to answer  Best give own_ports under parameters" in show(unset, run)


@each("name", HOSTILE)
def test_hostile_names_do_not_steer_the_terminal(name):
    run = hostile_run(name)
    for found in run.findings():
        text = show(found, run)
        assert {character for character in text if unicodedata.category(character)[0] == "C"} == {"\n"}
