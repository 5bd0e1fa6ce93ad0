"""What reports say of clauses that pull against something else, in both directions; and that they propose nothing."""

import json
import unicodedata
from dataclasses import replace

import jsonschema
import pytest

from tests.support.each import each
from zoom_policy_lint.evaluate.conflicts import against
from zoom_policy_lint.model.clause import Conflict
from zoom_policy_lint.model.finding import AppliedWaiver, Remediation, Request
from zoom_policy_lint.model.words import Check, ClauseVerdict, KindState, Status
from zoom_policy_lint.report import Style, load
from zoom_policy_lint.report.conflicts import groups, says
from zoom_policy_lint.report.outline import outline
from zoom_policy_lint.report.schema import report_schema

from .sample_findings import ACCOUNT, HOSTILE, switch
from .sample_pack import BECAUSE, CLAUSES, FOUND, NOTICE, clause, conflict, hostile_pack, pack_run
from .samples import rollups
from .test_html import Page

STATES = {
    ClauseVerdict.MET: KindState.SHOWN,
    ClauseVerdict.PARTLY: KindState.OPEN,
    ClauseVerdict.NOT_MET: KindState.FAILED,
    ClauseVerdict.UNANSWERED: KindState.OPEN,
}
WHAT = "safeguarding (S3 and C1 of st_joseph)"
FORMATS = ("table", "json", "markdown", "html")


def rule(status, *, check=Check.VALUE, key="in_meeting.a", clauses=("1",)):
    """A finding of one setting under clause 1."""
    waiver = AppliedWaiver("It is so", "A. Head", "2027-01-01", Status.FAIL) if status is Status.WAIVED else None
    return switch("link", key, clauses, ACCOUNT, False, status=status, check=check, waiver=waiver)


PASS, WAIVED = rule(Status.PASS), rule(Status.WAIVED, key="in_meeting.b")


def said(verdict, strength, *kinds, state=None, found=(PASS,)):
    one = clause("1", verdict, state or STATES[verdict], conflict=conflict(strength, *kinds))
    return says(one, pack_run(clauses=(one,), rollups=rollups(found)))


def render(name, run=None, width=100):
    pieces = []
    load(name).render(run or pack_run(), pieces.append, Style(width=width))
    return "".join(pieces)


def test_what_is_followed_pulls_against_something_and_somebody_decides_whether_to_go_on():
    end = f"{WHAT}: {BECAUSE} Decide whether to go on with it."
    assert said(ClauseVerdict.MET, "direct") == f"This is followed, and so pulls against {end}"
    assert said(ClauseVerdict.MET, "possible") == f"This is followed, and so may pull against {end}"
    assert said(ClauseVerdict.PARTLY, "direct") == f"This is followed as far as it is shown, and so pulls against {end}"


def test_what_is_not_followed_may_be_just_what_something_else_asks_for_and_nothing_is_proposed():
    start, end = (
        "This is not followed everywhere, and ",
        f"for just that: {BECAUSE} No change is proposed for its sake.",
    )
    assert said(ClauseVerdict.NOT_MET, "direct") == f"{start}{WHAT} asks {end}"
    assert said(ClauseVerdict.NOT_MET, "possible") == f"{start}{WHAT} may ask {end}"
    both = f"safeguarding and data protection ({WHAT.partition('(')[2]} ask "
    assert said(ClauseVerdict.NOT_MET, "direct", "safeguarding", "data_protection") == f"{start}{both}{end}"


def test_a_failure_that_somebody_accepted_is_not_followed():
    start, end = (
        "This is not followed, accepted as an exception; ",
        f"for just that: {BECAUSE} No change is proposed for its sake.",
    )
    assert said(ClauseVerdict.PARTLY, "direct", found=[WAIVED]) == f"{start}{WHAT} asks {end}"
    assert said(ClauseVerdict.PARTLY, "possible", found=[WAIVED]) == f"{start}{WHAT} may ask {end}"


def test_a_lock_that_holds_makes_no_accepted_failure_followed():
    lock = rule(Status.PASS, check=Check.LOCK, key="in_meeting.b")
    assert said(ClauseVerdict.PARTLY, "direct", found=[WAIVED, lock]).startswith("This is not followed, accepted")


def test_what_is_followed_here_and_accepted_there_says_both():
    assert said(ClauseVerdict.PARTLY, "direct", found=[PASS, WAIVED]) == (
        "This is followed in part, accepted as an exception elsewhere; what is followed pulls against "
        f"{WHAT}: {BECAUSE} Decide whether to go on with that."
    )


def test_without_a_pass_nothing_is_followed():
    unknown = f"Whether this is followed is not known. Following it pulls against {WHAT}"
    assert said(ClauseVerdict.PARTLY, "direct", found=[rule(Status.UNKNOWN)]).startswith(unknown)
    other = rule(Status.PASS, clauses=("2",))
    assert said(ClauseVerdict.PARTLY, "direct", found=[other]).startswith(unknown)


def test_what_the_parts_of_a_clause_came_to_counts_for_the_whole():
    whole = clause("1", ClauseVerdict.PARTLY, KindState.OPEN, conflict=conflict(), parts=("2",))
    run = pack_run(clauses=(whole, clause("2", ClauseVerdict.MET, KindState.SHOWN)))
    passed = replace(run, rollups=rollups([rule(Status.PASS, clauses=("2",))]))
    assert says(whole, passed).startswith("This is followed as far as it is shown")
    assert says(whole, replace(run, rollups=())).startswith("Whether this is followed is not known")


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_says_that_an_accepted_failure_is_followed(name):
    one = clause("1", ClauseVerdict.PARTLY, KindState.OPEN, conflict=conflict())
    written = " ".join(render(name, pack_run(clauses=(one,), rollups=rollups([WAIVED]))).split())
    assert "ot followed, accepted as an exception" in written
    assert "Followed (" not in written
    assert "This is followed" not in written


def test_what_is_not_known_is_told_without_a_side():
    end = f"{WHAT}: {BECAUSE} Decide before anything is changed."
    unknown = "Whether this is followed is not known. Following it"
    assert said(ClauseVerdict.UNANSWERED, "direct") == f"{unknown} pulls against {end}"
    assert said(ClauseVerdict.UNANSWERED, "possible") == f"{unknown} may pull against {end}"
    nothing = said(ClauseVerdict.UNANSWERED, "direct", state=KindState.EMPTY)
    assert nothing == f"There is nothing here that could follow this or not. Following it pulls against {end}"


@pytest.mark.parametrize("verdict", ClauseVerdict)
def test_direct_and_possible_are_never_worded_alike(verdict):
    assert said(verdict, "direct") != said(verdict, "possible")


def test_a_clause_without_a_conflict_says_nothing():
    assert says(clause("1", ClauseVerdict.MET, KindState.SHOWN), pack_run()) == ""


def test_a_conflict_that_names_neither_kind_nor_clause_is_still_told():
    assert against(Conflict("direct", (), {}, BECAUSE)) == "other obligations"


def test_they_stand_by_how_they_are_followed_each_once():
    found = groups(outline(pack_run()), pack_run())
    assert [(group.heading, [one.clause.id for one in group.clauses]) for group in found] == [
        ("Followed (2)", ["1.1", "2.1"]),
        ("Not followed everywhere (1)", ["1.2"]),
        ("Not known, or nothing to judge (2)", ["1.4", "2.2"]),
    ]


def test_what_fails_under_a_conflict_is_no_repair_but_still_fails():
    shape = outline(pack_run())
    assert [one.rule for one in shape.repairs] == ["mute"]
    assert [one.rule for one in shape.undecided] == ["link"]
    assert "2 safeguards fail (1 high, 1 medium; 1 to decide on first)" in render("table")


def test_a_safeguard_that_another_clause_asks_for_too_stays_a_repair():
    shared = switch("link", "in_meeting.a", ("1.2", "1.3"), ACCOUNT, False)
    assert [one.rule for one in outline(pack_run(rollups=rollups([shared]))).repairs] == ["link"]


@pytest.mark.parametrize("name", ["table", "markdown", "html"])
def test_no_way_and_no_request_is_shown_for_it_even_where_a_finding_has_one(name):
    fix = Remediation("Switch it on.", "Admin portal > Somewhere", (Request("PATCH", "/somewhere", {"a": True}),))
    found = (switch("link", "in_meeting.a", ("1.2",), ACCOUNT, False, remediation=fix), *FOUND[1:])
    written = render(name, pack_run(rollups=rollups(found)))
    assert "omewhere" not in written
    assert "Switch it on" not in written


@pytest.mark.parametrize("name", ["markdown", "html", "json"])
def test_every_conflict_stands_beside_its_clause(name):
    written = render(name)
    beside = {"markdown": "⇄ ", "html": 'class="pull ask"', "json": '"says":'}
    assert written.count(beside[name]) == sum(one.conflict is not None for one in CLAUSES)


@pytest.mark.parametrize("name", FORMATS)
def test_the_notice_stands_above_the_verdict(name):
    written = " ".join(render(name).split())
    verdict = {"table": "✗ FAIL", "markdown": "✗ FAIL", "html": "The policy is not kept", "json": '"verdict"'}[name]
    assert -1 < written.find(NOTICE) < written.find(verdict)


@each("run", [pack_run(), *map(hostile_pack, HOSTILE)])
def test_the_json_report_keeps_to_its_schema(run):
    jsonschema.Draft202012Validator(report_schema()).validate(json.loads(render("json", run)))


def test_machines_get_counts_and_conflicts_only_where_there_are_some():
    written = json.loads(render("json"))
    assert [row["id"] for row in written["summary"]["sections"]] == ["1", "1.2"]
    assert written["summary"]["profiles"][1] == {
        "id": "level-2", "title": "Level 2",
        "clauses": {"met": 0, "not_met": 0, "partly_evidenced": 0, "unanswered": 1, "nothing_to_judge": 0},
    }  # fmt: skip
    first, *_, last = written["clauses"]
    assert (first["section"], first["profile"]) == ("1", "level-1")
    assert first["conflict"] == {
        "strength": "direct", "kinds": ["safeguarding"], "with": {"st_joseph": ["S3", "C1"]}, "because": BECAUSE,
        "says": says(CLAUSES[0], pack_run()),
    }  # fmt: skip
    assert {"section", "profile", "conflict"}.isdisjoint(last)


@each("name", [*HOSTILE, "</style><img src=x onerror=alert(1)>", "{{ 7*7 }}"])
def test_a_hostile_policy_steers_nothing(name):
    run = hostile_pack(name)
    page = Page(render("html", run))
    assert {tag for tag, _, _ in page.tags}.isdisjoint({"script", "img", "iframe", "form", "link"})
    assert not [key for _, attrs, _ in page.tags for key in attrs if key.startswith("on") or key == "style"]
    assert "<script" not in render("markdown", run)
    assert not [line for line in render("table", run, 60).splitlines() if len(line) > 60]
    for format_ in ("table", "markdown", "html"):
        controls = {one for one in render(format_, run) if unicodedata.category(one) in {"Cc", "Cf", "Cs"}}
        assert controls == {"\n"}
