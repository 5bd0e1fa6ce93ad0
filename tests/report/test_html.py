"""The page for governors: what it says, what it never says, and that it is sound HTML that loads nothing."""

import os
import re
import unicodedata
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from zoom_policy_lint.model.clause import Accepted, UnreadEntry
from zoom_policy_lint.model.finding import AppliedWaiver, Remediation
from zoom_policy_lint.model.registers import Registers, StatementEntry, Validity
from zoom_policy_lint.model.run import Source
from zoom_policy_lint.model.words import Check, ClauseVerdict, Evidence, Kind, KindState, Reason, Status, Verdict
from zoom_policy_lint.report import Style, load
from zoom_policy_lint.report.outputs.html import _environment
from zoom_policy_lint.report.page.view import page_view

from .sample_findings import ACCOUNT, CHAT, HOSTILE, finding, switch, user
from .sample_memory import with_hostile_memory, with_memory
from .sample_pack import pack_run
from .samples import CLAUSES, empty_run, hostile_run, make_run, rollups, summary

GOLDEN = Path(__file__).with_name("golden")
NASTY = (
    *HOSTILE,
    "</style></script><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "\" onmouseover='alert(1)' x=\"",
    "nul\x00byte",
    "{{ 7*7 }}{% raw %}",
    "<!-- -->]]>&lt;&#x3c;script&#x3e;",
    "x" * 20_000,
    "x@" * 10_000,
)
VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """What a browser would see of the page; fails on tags that are not closed in order."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.headings, self.text = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs), tuple(self.open)))
        assert len(dict(attrs)) == len(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)

    def all(self, *names):
        return [attrs for tag, attrs, _ in self.tags if tag in names]

    def levels(self):
        return [int(tag[1]) for tag, _, _ in self.tags if re.fullmatch("h[1-6]", tag)]

    @property
    def words(self):
        return " ".join(" ".join(self.text).split())


def render(run=None):
    pieces = []
    load("html").render(run or make_run(), pieces.append, Style(colour=True, width=80))
    return "".join(pieces)


def words(run=None):
    return Page(render(run)).words


def without_annex(written):
    """The page without the one part that may name staff."""
    before, _, rest = written.partition('<section class="annex"')
    return before + rest.partition("</main>")[2]


def run_of(*found, **changes):
    return make_run(rollups=rollups(found), findings=lambda: iter(found), **changes)


RUNS = [
    make_run(),
    with_memory(make_run()),
    with_memory(pack_run(), 1),
    pack_run(),
    *(empty_run(verdict) for verdict in Verdict),
    *map(hostile_run, HOSTILE[:3]),
]


@pytest.mark.usefixtures("pinned_catalogue")
@pytest.mark.parametrize(
    ("name", "run"),
    [
        ("report.html", make_run()),
        ("empty.html", empty_run(Verdict.INCOMPLETE)),
        ("pack.html", pack_run()),
        ("memory.html", with_memory(make_run())),
    ],
    ids=["report", "empty", "pack", "memory"],
)
def test_the_page_is_the_golden_one_byte_for_byte(name, run):
    """Written anew like the other golden files: see test_golden.py, with this file's name."""
    written = render(run).encode("utf-8")
    if os.environ.get("ZPL_WRITE_GOLDEN"):
        (GOLDEN / name).write_bytes(written)
    assert written == (GOLDEN / name).read_bytes()


def test_the_same_run_gives_the_same_bytes():
    assert render() == render()


def test_findings_are_not_read_one_by_one():
    def refused():
        pytest.fail("the page must not read findings: memory would grow with the account")

    render(make_run(findings=refused))


class TestWhatItSays:
    def test_it_begins_with_what_it_is_and_from_when(self):
        said = words()
        assert "St Joseph's safeguarding policy for Zoom Read from Zoom on 14 September 2026 06:30 UTC." in said
        assert "Judged as of 14 September 2026." in said

    def test_a_demonstration_is_called_so(self):
        assert "Demonstration. The Zoom account is simulated." in words()
        live = make_run(source=Source("live", "abc", "2026-09-14T06:30:00Z"))
        assert "Demonstration" not in words(live)

    def test_the_verdict_is_one_sentence_and_counts_follow(self):
        said = words()
        assert "The policy is not kept everywhere: 4 of 7 clauses are not met." in said
        assert re.search(r"4 Not met .* 1 Unanswered .* 1 Partly evidenced .* 1 Met ", said)

    def test_what_had_nothing_to_judge_is_a_tile_of_its_own_only_where_there_is_some(self):
        assert re.search(r"1 Unanswered .* 2 Met .* 1 Nothing to judge Everything was read", words(pack_run()))
        assert "Nothing to judge" not in words(run_of(clauses=CLAUSES[:1])).partition("Clause by clause G2")[0]

    def test_clauses_stand_in_the_order_of_the_policy_in_its_own_words(self):
        ids = re.findall(r'class="id">([^<]*)<', render())
        assert ids == ["G2", "G2a", "G6", "C1", "C6b", "C7", "C10"]
        assert "have a waiting room: the host chooses when to admit" in words()

    def test_a_part_stands_beneath_its_clause(self):
        part = next(open_ for tag, attrs, open_ in Page(render()).tags if attrs.get("id") == "clause-2")
        whole = next(open_ for tag, attrs, open_ in Page(render()).tags if attrs.get("id") == "clause-1")
        assert part.count("section") == whole.count("section") + 1

    def test_reasons_count_and_do_not_name(self):
        said = words()
        assert "A waiting room holds everyone until the host admits them." in said
        assert "This is not so for the account and 3 of 31 users." in said

    def test_every_kind_of_evidence_says_how_we_know(self):
        said = words()
        assert "Settings and locks Not right Measured 0 of 1 safeguard holds." in said
        assert "Past meetings Open Not looked at No rule looks at this yet." in said

    def test_what_zoom_cannot_show_stands_with_its_clause(self):
        assert "What Zoom cannot show here. Zoom offers this account no list of managed domains" in words()

    def test_an_exception_says_why_and_until_when_but_names_nobody(self):
        senco = user("Senco, Mon 30 Nov 2026 09:00 Europe/London, …7890")
        told = Accepted("no-breakout-rooms", senco, "1:2 SEN support", "A. Headley", "2026-12-31", Status.FAIL)
        clauses = tuple(replace(one, exceptions=(told, told) if one.id == "C7" else ()) for one in CLAUSES)
        said = words(run_of(clauses=clauses))
        assert "Breakout rooms are off — 1:2 SEN support (until 31 December 2026). This covers 2 cases." in said
        assert "7890" not in said
        assert "Headley" not in said

    def test_a_kind_with_nothing_to_judge_says_so(self):
        assert "Scheduled meetings Nothing to judge Measured Everything was read; there is nothing to judge." in words()

    def test_what_to_put_right_says_why_and_how(self):
        said = words()
        assert (
            "A waiting room holds everyone until the host admits them Only the people the school invited may be in"
            in said
        )
        assert "Click: Set Waiting room right, then lock it." in said

    @pytest.mark.usefixtures("pinned_catalogue")
    def test_a_value_is_told_where_the_catalogue_explains_it(self):
        chat = switch("host-only-chat", CHAT, ("C6b",), ACCOUNT, 4, expected={"one_of": [1, 2]})
        said = words(run_of(chat))
        assert "must be one of 1 (no chat)" in said
        assert "the account: 4 (everyone, publicly and privately)" in said

    def test_a_value_that_could_name_somebody_is_not_told(self):
        named = switch("school-addresses", CHAT, ("G2",), user("x"), "Ann Onymous", expected="Xavier")
        said = without_annex(render(run_of(named)))
        assert "Ann Onymous" not in said
        assert "Xavier" not in said

    def test_a_question_says_who_is_asked_and_why_again(self):
        asked = "Have parents been told how to join? The last statement ran out on 1 September 2026."
        assert f"The Headteacher Questions and by when Clause Question By when G6 {asked}" in words()

    def test_what_could_not_be_read_says_how_much_and_what_to_do(self):
        said = words()
        assert "The app was not granted the scope to read it." in said
        assert "1 part of Zoom's answers is missing." in said
        assert "Add the scope to the app" in said

    def test_what_fails_in_the_baseline_is_still_called_wrong(self):
        known = [switch("waiting-room", CHAT, ("C1",), user(name), on=False, baselined=True) for name in "ab"]
        said = words(run_of(*known))
        assert "known and accepted for all 2 users." in said
        assert "they are still wrong" in said

    def test_a_run_left_out_on_purpose_is_said(self):
        left = finding(
            "waiting-room",
            ACCOUNT,
            Status.NOT_APPLICABLE,
            reason=Reason.DESELECTED,
            clauses=("C1",),
            message="It was left out with --ignore.",
        )
        assert words(run_of(left)).count("It was left out with --ignore.") == 2

    def test_a_failure_that_no_roll_up_explains_keeps_the_evaluations_reason(self):
        assert "waiting-room fails" in words(run_of())

    def test_it_says_how_it_was_made_and_that_it_is_no_certificate(self):
        said = words()
        assert "zoom-policy-lint 0.1.0" in said
        assert "ab" * 32 in said
        assert "AbCdEfGhIjKlMnOpQrStUv" in said
        assert "1: at least one safeguard fails that is not accepted" in said
        assert "This report is not a certificate." in said


class TestSectionsAndConflicts:
    def test_sections_are_headings_in_the_policys_order_and_counted(self):
        said = words(pack_run())
        assert said.index("Clause by clause") < said.index("1 Meetings 1.1 Met Level 1 the words of 1.1")
        assert "1 Meetings 1 met 2 not met 0 partly evidenced 0 unanswered 1 nothing to judge 4 in all" in said
        assert "Level 2 0 met 0 not met 0 partly evidenced 1 unanswered 0 nothing to judge 1 in all" in said

    def test_a_conflict_has_a_word_and_a_shape_by_its_strength(self):
        said = words(pack_run())
        assert "Conflict This is followed, and so pulls against safeguarding" in said
        assert "Possible conflict This is followed as far as it is shown, and so may pull against data" in said

    def test_what_has_to_be_decided_on_is_not_listed_as_work(self):
        work = words(pack_run()).partition("What to put right first 1 safeguard is")[2].partition("Where this pulls")[0]
        assert "People join muted" in work
        assert "Links hold the passcode" not in work
        assert "1 more is not as the policy asks" in work

    def test_the_clauses_of_a_long_policy_are_found_through_its_sections_only(self):
        many = tuple(replace(CLAUSES[1], id=f"c{number}", section="1") for number in range(61))
        tiles = render(pack_run(clauses=many)).partition('class="tiles"')[2].partition("</ul>")[0]
        assert "<a " not in tiles
        assert "<a " in render(pack_run()).partition('class="tiles"')[2].partition("</ul>")[0]


class TestTheVerdict:
    def only(self, verdict, clause, **changes):
        one = replace(CLAUSES[0], verdict=clause)
        return words(make_run(verdict, clauses=(one,), rollups=(), summary=summary((), verdict, 0), **changes))

    def test_all_met_is_the_only_one_that_looks_right(self):
        assert "Every clause of the policy is met, as far as" in self.only(Verdict.PASS, ClauseVerdict.MET)

    @pytest.mark.parametrize("clause", [ClauseVerdict.PARTLY, ClauseVerdict.UNANSWERED])
    def test_a_pass_with_open_clauses_is_not_called_met(self, clause):
        said = self.only(Verdict.PASS, clause)
        assert "Nothing that was checked is wrong, but not everything is shown: 1 of 1 clause is not fully" in said
        assert "Every clause of the policy is met" not in said

    def test_an_accepted_failure_is_still_not_met(self):
        said = self.only(Verdict.PASS, ClauseVerdict.NOT_MET)
        assert "The policy is not kept everywhere: 1 of 1 clause is not met." in said
        assert "known and accepted" in said

    def test_what_could_not_be_read_is_not_a_pass(self):
        assert "Nobody can say yet whether the policy is kept." in self.only(Verdict.INCOMPLETE, ClauseVerdict.MET)

    def test_an_empty_policy_is_not_met(self):
        said = words(empty_run(Verdict.PASS))
        assert "Every clause" not in said
        assert "Nothing that was checked is wrong, but not everything is shown." in said

    def test_a_failure_in_no_clause_is_told(self):
        assert "a safeguard that it asks for fails" in self.only(Verdict.FAIL, ClauseVerdict.MET)

    def test_an_accepted_failure_is_told_with_its_number(self):
        told = Accepted("waiting-room", ACCOUNT, "why", "A. Head", "2026-12-31", Status.FAIL)
        clause = replace(CLAUSES[0], verdict=ClauseVerdict.PARTLY, exceptions=(told,))
        said = words(make_run(Verdict.PASS, clauses=(clause,), rollups=(), summary=summary((), Verdict.PASS, 0)))
        assert "1 safeguard is not as the policy says; the school has accepted that." in said
        assert "Nothing that was checked is wrong" not in said

    def test_an_accepted_unknown_is_not_measured_and_not_read(self):
        waiver = AppliedWaiver("why", "A. Head", "2026-12-31", Status.UNKNOWN)
        one = finding("waiting-room", ACCOUNT, Status.WAIVED, clauses=("C1",), waiver=waiver, reason=Reason.SCOPE)
        run = run_of(one, clauses=CLAUSES[3:4], unread=())
        [clause] = page_view(run).chapters[0].clauses
        assert clause.whys[0].evidence.word == "Could not be read"
        assert [look.word for look in clause.kinds[0].evidence] == ["Could not be read"]
        assert "1 check could not be made, and this is accepted." in words(run)
        assert "Everything that was asked of Zoom was read." not in words(run)

    def test_a_list_that_was_not_read_has_no_only_user(self):
        nobody = replace(user("x"), id="*")
        said = words(run_of(finding("waiting-room", nobody, Status.UNKNOWN, clauses=("C1",), reason=Reason.SCOPE)))
        assert "It could not be checked for users (not read)." in said
        assert "1 of 1 user" not in said

    def test_an_old_snapshot_and_exceptions_that_do_not_count_are_told_under_the_verdict(self):
        for verdict in Verdict:
            said = words(replace(empty_run(verdict), too_old=True, waivers_counted=False)).partition("How the")[0]
            assert "What was read from Zoom is too old for a verdict." in said
            assert "Accepted exceptions were not counted this time." in said
        assert "Not counted this time." in words(replace(with_memory(make_run()), waivers_counted=False))

    def test_one_clause_stands(self):
        assert "How the 1 clause stands" in words(make_run(clauses=CLAUSES[:1]))


class TestNobodyIsNamed:
    PERSON = "p.erson@stjosephs.example.sch.uk"
    MEETING = f"{PERSON}, Mon 30 Nov 2026 09:00 Europe/London, …7890"
    FIXED = f"{PERSON}, no fixed time, …7890"

    @pytest.mark.parametrize("name", [PERSON, MEETING, FIXED])
    def test_wherever_a_name_comes_from_the_page_does_not_print_it(self, name):
        run = hostile_run(name)
        run = replace(
            run,
            policy=replace(run.policy, title=name),
            unread=(UnreadEntry(f"3 users ({name} and others)", "users.id", f"error: not whole for ({name})", ("x",)),),
            notes=(f"The waiver of waiting-room for {name} ran out on 2026-01-01 and no longer counts.",),
        )
        said = without_annex(render(run))
        assert "p.erson" not in said
        assert "30 Nov" not in said
        assert "7890" not in said
        assert "ran out on 1 January 2026" in said

    def test_no_name_and_no_address_of_the_run_is_in_the_page(self):
        run = make_run()
        said = without_annex(render(run))
        assert "@" not in said.replace("@media", "").replace("@page", "").replace("@bottom-right", "")
        for rollup in run.rollups:
            for name in rollup.names:
                assert name not in said or name in {"the account", "a|b", "`x`"}

    def test_a_users_own_page_in_the_portal_is_not_named(self):
        remedy = Remediation(f"Click {self.PERSON}.", f"User Management > Users > {self.PERSON} > Settings")
        failing = finding("school-addresses", user(self.PERSON), Status.FAIL, remediation=remedy, clauses=("G2",))
        assert "Click a named account. User Management > Users > a named account > Settings" in words(run_of(failing))

    def test_reasons_of_the_evaluation_are_stripped_of_names_too(self):
        clauses = tuple(replace(one, reasons=(f"fails for {self.PERSON}",), limits=self.PERSON) for one in CLAUSES)
        said = words(run_of(clauses=clauses))
        assert "fails for a named account" in said
        assert "p.erson" not in said

    def test_a_name_is_printed_only_where_the_template_says_so(self):
        written = _environment().from_string("{{ name }}|{{ name|named }}").render(name=f"<{self.PERSON}>")
        assert written == f"&lt;a named account&gt;|&lt;{self.PERSON}&gt;"


class TestHostileText:
    @pytest.mark.parametrize("name", NASTY, ids=range(len(NASTY)))
    def test_nothing_from_outside_becomes_markup(self, name):
        run = hostile_run(name)
        run = replace(
            run,
            unread=(UnreadEntry(name, name, name, (name,)),),
            clauses=tuple(replace(one, id=f"{one.id}{name}") for one in run.clauses),
        )
        written = render(run)
        written.encode("utf-8")
        page = Page(written)
        assert {tag for tag, _, _ in page.tags}.isdisjoint(
            {"script", "img", "iframe", "object", "form", "link", "base"}
        )
        assert not [key for _, attrs, _ in page.tags for key in attrs if key.startswith("on") or key == "style"]
        assert {character for character in written if unicodedata.category(character) in {"Cc", "Cf", "Cs"}} == {"\n"}
        assert page.all("title") == [{}]
        assert "49" not in re.sub(r"[0-9a-f]{16}", "", page.words.replace("7*7", ""))

    @pytest.mark.parametrize("name", NASTY, ids=range(len(NASTY)))
    def test_no_attribute_holds_a_word_from_outside(self, name):
        plain_ = {attr for _, attrs, _ in Page(render(hostile_run("x"))).tags for attr in attrs.items()}
        hostile = {attr for _, attrs, _ in Page(render(hostile_run(name))).tags for attr in attrs.items()}
        assert hostile == plain_


@pytest.mark.parametrize("run", RUNS, ids=range(len(RUNS)))
class TestStructure:
    def test_it_loads_nothing_and_leads_nowhere_outside(self, run):
        page = Page(render(run))
        assert all(attrs["href"].startswith("#") for attrs in page.all("a"))
        assert not [attrs for _, attrs, _ in page.tags if {"src", "action", "data", "poster"} & set(attrs)]
        assert not page.all("script", "link", "iframe", "img", "object", "embed")
        [style] = re.findall("<style>(.*?)</style>", render(run), re.DOTALL)
        assert not re.search(r"url\(|@import|expression", style)

    def test_it_forbids_loading_anything(self, run):
        [policy] = [attrs["content"] for attrs in Page(render(run)).all("meta") if "http-equiv" in attrs]
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")

    def test_language_title_and_landmarks(self, run):
        page = Page(render(run))
        assert page.all("html") == [{"lang": "en-GB"}]
        assert [len(page.all(name)) for name in ("h1", "header", "nav", "main", "footer")] == [1] * 5
        assert [open_ for tag, _, open_ in page.tags if tag == "title" and "svg" not in open_] == [("html", "head")]

    def test_headings_go_down_one_step_at_a_time(self, run):
        levels = Page(render(run)).levels()
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))

    def test_ids_are_unique_and_every_link_has_its_target(self, run):
        page = Page(render(run))
        ids = [attrs["id"] for _, attrs, _ in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        assert {attrs["href"][1:] for attrs in page.all("a")} <= set(ids)
        labels = (attrs["aria-labelledby"].split() for _, attrs, _ in page.tags if "aria-labelledby" in attrs)
        assert {id_ for label in labels for id_ in label} <= set(ids)

    def test_the_first_link_skips_to_the_report(self, run):
        assert Page(render(run)).all("a")[0] == {"class": "skip", "href": "#main"}

    def test_every_table_has_a_caption_and_scoped_headers(self, run):
        page = Page(render(run))
        assert len(page.all("table")) == len(page.all("caption"))
        assert {attrs.get("scope") for attrs in page.all("th")} <= {"col", "row"}

    def test_every_shape_is_hidden_from_screen_readers_beside_its_word(self, run):
        drawings = Page(render(run)).all("svg")
        assert all(attrs.get("aria-hidden") == "true" or attrs["role"] == "img" for attrs in drawings)
        assert not re.search(r'class="badge [a-z]+"><svg[^>]*>((?!</svg>).)*</svg>\s*</span>', render(run))


def test_the_style_sheet_knows_dark_print_and_phones():
    written = render()
    for rule in (
        "prefers-color-scheme: dark",
        "@media print",
        "size: A4",
        "@media (max-width: 40rem)",
        ":focus-visible",
    ):
        assert rule in written


def test_an_attested_answer_is_told_by_the_role_and_never_by_the_name_of_who_gave_it():
    attested = finding(
        "attest-g6", ACCOUNT, Status.PASS, clauses=("G6",), kind=Kind.ATTESTATION, check=Check.ATTESTATION, evidence=Evidence.ATTESTED,
        message="Headteacher A. Headley on 2026-09-03: “Letter home” (valid until 2027-09-02)",
    )  # fmt: skip
    said = StatementEntry(
        "G6", "Have parents been told?", "Letter home, A. Headley", "A. Headley", "Headteacher",
        date(2026, 9, 3), date(2027, 9, 2), Validity.HOLDS,
    )  # fmt: skip
    clauses = tuple(
        replace(one, verdict=ClauseVerdict.MET, kinds={Kind.ATTESTATION: KindState.SHOWN}) if one.id == "G6" else one
        for one in CLAUSES
    )
    run = run_of(attested, clauses=clauses, registers=Registers(statements=(said,)))
    told = "“Letter home, a named person” (counts until 2 September 2027)."
    assert f"A person's statement Shown Attested Headteacher on 3 September 2026: {told}" in words(run)
    assert "Headley" not in without_annex(render(run))
    assert "A. Headley (Headteacher)" in words(run)


def test_unknown_and_failing_users_are_counted_apart():
    found = [
        finding(
            "waiting-room",
            user(f"u{n}"),
            Status.FAIL if n < 2 else Status.UNKNOWN,
            clauses=("C1",),
            reason=None if n < 2 else Reason.ERROR,
        )
        for n in range(5)
    ]
    assert "This is not so for 2 of 5 users. It could not be checked for 3 of 5 users." in words(run_of(*found))


def test_several_settings_of_a_rule_are_not_added_up():
    found = [switch("waiting-room", key, ("C1",), user("x"), on=False) for key in ("a.one", "a.two")]
    found.append(switch("waiting-room", "a.one", ("C1",), user("y"), on=True))
    found.append(switch("waiting-room", "a.two", ("C1",), user("y"), on=True))
    assert "This is not so for at least 1 of 2 users." in words(run_of(*found))


def test_hostile_words_in_registers_and_memory_stay_text():
    def attributes(name):
        page = Page(render(with_hostile_memory(make_run(), name)))
        return {attr for _, attrs, _ in page.tags for attr in attrs.items()}, {tag for tag, _, _ in page.tags}

    usual = attributes("x")
    for name in (*HOSTILE, *NASTY[len(HOSTILE) : -2], "#emph[x] $1$ @label \\u{202e}", "long-" * 400):
        assert attributes(name) == usual
