import re
import unicodedata
from dataclasses import replace

from tests.support.each import each
from zoom_policy_lint.model.finding import Remediation, Request
from zoom_policy_lint.model.words import Reason, Status, Verdict
from zoom_policy_lint.report import Style, load

from .sample_findings import ACCOUNT, HOSTILE, finding, findings
from .samples import empty_run, hostile_run, make_run, rollups, summary

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def render(run=None, **style):
    pieces = []
    load("table").render(run or make_run(), pieces.append, Style(**style))
    return "".join(pieces)


def section(text, title):
    """The lines under a heading that begins with `title`."""
    parts = re.split(r"\n\n(?=[A-Z])", text)
    [found] = [part for part in parts if part.startswith(title)]
    return found.rstrip("\n").split("\n")[1:]


VERDICT = "✗ FAIL: 3 safeguards fail (1 critical, 2 high), 3 findings could not be judged, 1 question open; 1 of 7"


def test_it_begins_with_policy_source_time_and_verdict():
    title, origin, verdict, *_ = render(width=130).splitlines()
    assert title == "St Joseph's safeguarding policy for Zoom"
    assert origin.startswith("Policy st_joseph 1.0 · demo account AbCdEfGhIjKlMnOpQrStUv · read 2026-09-14 06:30 UTC")
    assert verdict == f"{VERDICT} clauses met (exit code 1)."


def test_it_ends_with_the_verdict_because_people_read_the_end():
    assert render(width=130).splitlines()[-1] == f"{VERDICT} clauses met (exit code 1)."


@each("width", [60, 80, 100, 120])
@each("name", [None, *HOSTILE])
def test_no_line_is_wider_than_the_terminal(width, name):
    text = render(hostile_run(name) if name else make_run(), width=width)
    assert [line for line in text.splitlines() if len(line) > width] == []


def test_colour_only_adds_colour():
    assert "\x1b" not in render(width=80)
    assert "\x1b[1;31m" in render(colour=True, width=80)
    assert ANSI.sub("", render(colour=True, width=80)) == render(width=80)


def test_every_verdict_has_a_glyph_and_a_word():
    text = render()
    for look in ("✗ FAIL", "✗ not met", "? unanswered", "~ partly", "✓ met", "✗ critical", "3 unknown", "1 manual"):
        assert look in text


def test_every_clause_takes_one_line_with_what_is_open_under_it():
    lines = section(render(width=100), "Clauses of the policy: 4 not met, 1 unanswered, 1 partly, 1 met")
    assert len(lines) == 7
    assert lines[1].startswith("✗ not met     C1   have a waiting room: the host")
    assert lines[1].endswith("…  1 fail")
    assert lines[4].endswith("1 to attest")


def test_a_clause_under_which_nothing_was_found_says_what_is_open():
    text = render(make_run(rollups=()), width=100)
    assert re.search(r"C1 .* {2}no rule yet: meetings, past$", text, re.MULTILINE)


def test_a_clause_whose_rules_were_left_out_says_so_and_not_that_there_is_no_rule():
    left = finding("waiting-room", ACCOUNT, Status.NOT_APPLICABLE, reason=Reason.DESELECTED, clauses=("C1", "C6b"))
    text = render(make_run(rollups=rollups([left])), width=110)
    assert re.search(r"C1 .* {2}no rule yet: meetings, past; left out: settings$", text, re.MULTILINE)
    assert re.search(r"C6b .* {2}left out: settings$", text, re.MULTILINE)


def test_what_is_wrong_says_whom_what_is_wanted_and_what_to_click():
    waiting = render(width=120)
    assert "✗ critical: A waiting room holds everyone until the host admits them (C1, C10)" in waiting
    assert (
        "    the account; 3 of 31 users: teacher03@…, teacher07@… and teacher20@… — "
        "is off; must be on; no lock holds it\n"
    ) in waiting
    assert "    the lock — nothing locks the waiting room for 31 of 31 active users" in waiting
    assert "    Click: Set Waiting room right, then lock it." in waiting


def test_a_request_is_shown_once_with_how_many_more_there_are():
    text = render(width=130)
    sent = 'API: PATCH /accounts/me/settings?option=meeting_security {"meeting_security":{"waiting_room":true}} (+ 3 users)'
    assert text.count(sent) == 1
    assert "/users/id-teacher" not in text


def test_a_long_body_breaks_at_its_spaces():
    body = {"section": {f"key_{number}": number for number in range(20)}}
    remedy = Remediation("Click it.", None, (Request("PATCH", "/x", body),))
    failing = finding("waiting-room", ACCOUNT, Status.FAIL, clauses=("C1",), remediation=remedy)
    text = render(make_run(rollups=rollups([failing])), width=80)
    assert all(f'"key_{number}": {number}' in " ".join(text.split()) for number in range(20))


def test_where_to_read_more_stands_beside_the_title_or_below():
    wide, narrow = render(width=130), render(width=70)
    fingerprint = findings()[0].fingerprint
    assert re.search(rf"^1\..*  findings show {fingerprint}$", wide, re.MULTILINE)
    assert f"\n    More: findings show {fingerprint}\n" in narrow


def test_the_domain_of_the_school_is_left_out_and_explained():
    text = render(width=120)
    assert "“@…” is @stjosephs.example.sch.uk." in text
    assert "j.smith@mail.example" in text


def test_what_could_not_be_judged_says_why_whom_and_what_to_do():
    text = "\n".join(section(render(width=120), "Could not be judged"))
    assert "? 1 finding: reading it failed" in text
    assert "    users.id.settings, gone@… — Zoom answered 500" in text
    assert "    1 of 12 users — host-only-chat" in text
    assert "To do: Run the audit again." in text
    assert "accounts.lock_settings, the account — not granted" in text


def test_questions_stand_under_who_is_asked():
    lines = section(render(width=120), "Waits for a person (1 question")
    assert lines == [
        "Headteacher:",
        "G6  The last statement ran out on 2026-09-01. Have parents been told how to join?",
    ]


def test_what_is_accepted_is_told_apart():
    text = render(width=120)
    [waived] = section(text, "Waived")
    assert waived == "- no-breakout-rooms for senco@…: 1:2 SEN support (approved by A. Head, until 2026-12-31)"
    [known] = section(text, "Known from the baseline")
    assert known == "✗ fail, high: Pupils chat with the host and co-hosts only [host-only-chat] — 10 of 12 users"


def test_recommendations_say_whom_and_what_to_click():
    lines = section(render(width=120), "Recommended beyond the policy")
    assert lines[0] == "✗ fail, medium: Meetings cannot be streamed [no-live-streaming] — the account"
    assert lines[1].startswith("    Click: Set Allow live streaming right")


def test_rules_that_are_right_but_unlocked_are_named():
    assert section(render(), "Right, but nothing locks it") == ["two-administrators"]


def test_what_is_not_looked_at_names_the_clauses_that_stay_open():
    text = " ".join(section(render(width=120), "Not looked at"))
    assert "webinars; instant meetings; personal rooms" in text
    assert "scheduled meetings (C1); past meetings (C1)" in text


def test_what_was_left_out_is_said():
    left = finding("waiting-room", ACCOUNT, Status.NOT_APPLICABLE, reason=Reason.DESELECTED, message="Left out by you.")
    assert "- Left out by you. Rules: waiting-room" in render(make_run(rollups=rollups([left])))


def test_sections_with_nothing_in_them_are_left_out():
    text = render(empty_run(Verdict.PASS))
    assert "What is wrong" not in text
    assert "Waived" not in text
    assert "Waits for" not in text


def test_findings_are_not_read_when_the_roll_ups_say_all():
    def never():
        raise AssertionError

    assert render(make_run(findings=never))


@each("name", HOSTILE)
def test_hostile_names_do_not_steer_the_terminal(name):
    text = render(hostile_run(name))
    text.encode("utf-8")
    assert {character for character in text if unicodedata.category(character)[0] == "C"} == {"\n"}


def test_incomplete_says_how_much_could_not_be_judged():
    unknown = [finding("waiting-room", ACCOUNT, Status.UNKNOWN, reason=Reason.NULL, clauses=("C1",))]
    run = make_run(Verdict.INCOMPLETE, summary=summary(unknown, Verdict.INCOMPLETE), rollups=rollups(unknown))
    assert "? INCOMPLETE: 1 finding could not be judged; 1 of 7 clauses met (exit code 3)." in render(run)


def test_incomplete_without_unknowns_points_to_the_notes():
    run = make_run(Verdict.INCOMPLETE, summary=summary((), Verdict.INCOMPLETE), rollups=())
    assert "? INCOMPLETE: the audit is not complete, see the notes;" in render(run)


def test_a_pass_with_accepted_failures_says_so():
    run = make_run(Verdict.PASS, summary=summary(findings(), Verdict.PASS))
    text = " ".join(render(run).split())
    assert "✓ PASS: 17 failures and 3 unknown, all below the threshold or in the baseline" in text


def test_a_clean_pass_says_that_nothing_is_unknown():
    run = make_run(Verdict.PASS, summary=summary((), Verdict.PASS), rollups=())
    assert "✓ PASS: nothing fails and nothing is unknown; 1 of 7 clauses met (exit code 0)." in render(run)


def test_a_safeguard_of_no_clause_is_not_lost():
    lone = finding("two-administrators", ACCOUNT, Status.FAIL, message="One person only.")
    text = render(make_run(rollups=rollups([lone]), findings=lambda: iter([lone])))
    assert "1. ✗ medium: At least two people can act as administrator  " in text
    assert "    the account — one person only\n" in text


def test_a_rule_with_several_settings_says_which():
    one = finding("waiting-room", ACCOUNT, Status.FAIL, clauses=("C1",), setting="a.b", expected=True, actual=False)
    text = render(make_run(rollups=rollups([one, replace(one, setting="c.d")])))
    assert "the account — is off; must be on [b]" in text
    assert "the account — is off; must be on [d]" in text
