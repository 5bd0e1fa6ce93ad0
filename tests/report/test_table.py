import re
import unicodedata
from dataclasses import replace

import pytest

from zoom_policy_lint.model.words import Status, Verdict
from zoom_policy_lint.report import Style, load

from .sample_findings import ACCOUNT, HOSTILE, finding, findings
from .samples import hostile_run, make_run, rollups, summary

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def render(run=None, **style):
    pieces = []
    load("table").render(run or make_run(), pieces.append, Style(**style))
    return "".join(pieces)


def test_it_begins_with_policy_source_and_time_and_ends_with_the_verdict():
    lines = render(width=120).splitlines()
    assert lines[0] == "St Joseph's safeguarding policy for Zoom 1.0 · demo account · read 2026-09-14 06:30 UTC"
    assert lines[-1] == "✗ FAIL: 17 findings fail (5 critical, 12 high); 1 of 7 clauses met (exit code 1)."


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("name", [None, *HOSTILE])
def test_no_line_is_wider_than_the_terminal(width, name):
    text = render(hostile_run(name) if name else make_run(), width=width)
    assert [line for line in text.splitlines() if len(line) > width] == []


def test_colour_only_adds_colour():
    assert "\x1b" not in render(width=80)
    assert "\x1b[1;31m" in render(colour=True, width=80)
    assert ANSI.sub("", render(colour=True, width=80)) == render(width=80)


def test_every_verdict_and_status_has_a_glyph_and_a_word():
    text = render()
    for look in (
        "✗ not met",
        "? unanswered",
        "~ partly",
        "✓ met",
        "✗ fail",
        "? unknown",
        "☐ manual",
        "~ waived",
        "✓ pass",
    ):
        assert look in text


def test_a_clause_that_is_met_takes_one_line():
    lines = render(width=120).splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("✓ met  G2a"))
    assert lines[place - 1] == lines[place + 1] == ""


def test_who_fails_is_counted_and_named():
    text = " ".join(render(width=120).split())
    assert "3 of 31 users (teacher03@stjosephs.example.sch.uk, teacher07@stjosephs.example.sch.uk and" in text


def test_what_to_do_says_the_clicks_and_the_request_of_every_failure():
    text = " ".join(render(width=200).split("What to do, worst first")[1].split())
    assert "Admin portal > Account Management > Account Settings > Meeting > Waiting room" in text
    assert 'PATCH /accounts/me/settings?option=meeting_security {"meeting_security": {"waiting_room": true}}' in text
    assert "Give j.smith@mail.example a school address." in text


def test_findings_are_not_read_when_the_roll_ups_say_all():
    def never():
        raise AssertionError

    assert render(make_run(findings=never))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_do_not_steer_the_terminal(name):
    text = render(hostile_run(name))
    text.encode("utf-8")
    assert {character for character in text if unicodedata.category(character)[0] == "C"} == {"\n"}


def test_incomplete_says_how_much_could_not_be_judged():
    unknown = [finding("waiting-room", ACCOUNT, Status.UNKNOWN)]
    run = make_run(Verdict.INCOMPLETE, summary=summary(unknown, Verdict.INCOMPLETE))
    assert "? INCOMPLETE: 1 finding could not be judged; 1 of 7 clauses met (exit code 3)." in render(run)


def test_incomplete_without_unknowns_points_to_the_notes():
    run = make_run(Verdict.INCOMPLETE, summary=summary((), Verdict.INCOMPLETE))
    assert "? INCOMPLETE: the audit is not complete, see the notes;" in render(run)


def test_a_pass_with_accepted_failures_says_so():
    run = make_run(Verdict.PASS, summary=summary(findings(), Verdict.PASS))
    text = " ".join(render(run).split())
    assert "✓ PASS: 17 failures and 3 unknown, all below the threshold or in the baseline;" in text


def test_a_clean_pass_says_that_nothing_is_unknown():
    run = make_run(Verdict.PASS, summary=summary((), Verdict.PASS))
    assert "✓ PASS: nothing fails and nothing is unknown; 1 of 7 clauses met (exit code 0)." in render(run)


def test_a_safeguard_of_no_clause_is_not_lost():
    lone = finding("two-administrators", ACCOUNT, Status.FAIL, message="one person only")
    text = render(make_run(rollups=rollups([lone]), findings=lambda: iter([lone])))
    assert "In no clause" in text
    assert "the account: one person only" in text


def test_a_rule_with_several_settings_says_which():
    one = finding("waiting-room", ACCOUNT, Status.FAIL, clauses=("C1",), setting="a.b", expected=True, actual=False)
    text = render(make_run(rollups=rollups([one, replace(one, setting="c.d")])))
    assert "the account: expected on, seen off [a.b]" in text
    assert "the account: expected on, seen off [c.d]" in text
