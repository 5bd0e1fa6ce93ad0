"""The report as PDF: what makes it accessible, that it says what the HTML says, and that nothing breaks it.

These checks are our own, made on the file as written; they are no certificate of conformance.
"""

import io
import json
import re
import sys
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pypdf
import pytest

from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.model.words import Verdict
from zoom_policy_lint.report import Style, formats, is_binary, load
from zoom_policy_lint.report.page.typst.compiler import compiled
from zoom_policy_lint.report.page.typst.data import page_data
from zoom_policy_lint.report.page.view import page_view

from .sample_findings import HOSTILE
from .sample_memory import with_hostile_memory, with_memory
from .sample_pack import pack_run
from .samples import empty_run, hostile_run, make_run
from .test_html import Page
from .test_html import render as html

MARKUP = '#eval("1") $x^$ *b* _i_ @ref <label> \\ // /* `raw` = = - + #set page(width: 1pt)'
NASTY = (
    " ".join(HOSTILE),
    f'{MARKUP} "}}, {{"policy": "}}',
    "e\u0301 \u0628\u064e \u05d1\u05bc z\u0310 \u0301 漢字 😀 👩\u200d👩\u200d👧 ❤\ufe0f ไทย हिन्दी עברית العربية "
    + "\u0300" * 40,
    "\u202eevil\u202c \u200b \ufeff \x00 \ud800 \u2028 \ufdd0 \U000f0000 \ufffd \ufffc",
    "",
    "x" * 1000,
)
UNSAID = re.compile(
    r"^Skip to the report$|^Evidence for |^Settings of |^Decisions, the most|^ partly evidenced$|^How the clauses stood in"
    r"|The table below has the numbers\.$"
)
"""What only the HTML spells out: captions and labels of cells; the chart's words are its Alt here."""

UNSEEN = {"tone", "shape", "pattern", "contents", "title", "summary"}
"""Fields that name no text, or text for other readers: the contents have page numbers, the chart's words are its Alt."""


def written(run):
    pieces = []
    load("pdf").render(run, pieces.append, Style())
    return b"".join(pieces)


@cache
def sample():
    return written(with_memory(make_run()))


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


@cache
def root():
    return read(sample()).trailer["/Root"]


def squeezed(text):
    return "".join(text.split())


def said(pdf):
    """All text without white space, and without what stands above and below on each page."""
    pages = [squeezed(page.extract_text()) for page in read(pdf).pages]
    footer = re.compile(r"ReadfromZoomon[\w:]{0,40}Page\d+of\d+$")
    header = squeezed(f"Zoom report: {make_run().policy.title}")
    return "".join(footer.sub("", page).removeprefix(header) for page in pages)


def bookmarks(pdf):
    """The titles of the parts of the report."""
    return [one.title for one in read(pdf).outline if not isinstance(one, list)]


def elements(node=None):
    """Every element of the structure tree, in reading order."""
    node = root()["/StructTreeRoot"] if node is None else node
    if "/S" in node:
        yield node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        child = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(child, dict):
            yield from elements(child)


def attribute(element, name):
    found = element.get("/A", [])
    owners = [one.get_object() for one in (found if isinstance(found, list) else [found])]
    return next((owner[name] for owner in owners if name in owner), None)


def texts(value):
    if isinstance(value, str):
        if not re.fullmatch(r"(?:clause|section|item)-\d+", value):
            yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in UNSEEN:
                yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


class TestItIsAccessible:
    def test_it_says_what_it_is(self):
        found = root()
        metadata = found["/Metadata"].get_data().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert "Zoom report: St Joseph&apos;s safeguarding policy" in metadata
        assert found["/MarkInfo"]["/Marked"]
        assert found["/ViewerPreferences"]["/DisplayDocTitle"]
        assert found["/Lang"] == "en-GB"
        info = read(sample()).metadata
        assert info.title == "Zoom report: St Joseph's safeguarding policy for Zoom"
        assert info.author == "zoom-policy-lint"
        assert info.creation_date is None

    def test_every_page_is_walked_in_the_order_of_its_structure(self):
        assert {page["/Tabs"] for page in read(sample()).pages} == {"/S"}

    def test_every_font_is_embedded_and_can_be_read_back(self):
        fonts = {}
        for page in read(sample()).pages:
            fonts |= page["/Resources"].get("/Font", {})
        assert fonts
        for font in map(pypdf.generic.IndirectObject.get_object, fonts.values()):
            [descendant] = font["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            assert "/ToUnicode" in font
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)

    def test_headings_go_down_one_step_at_a_time_from_the_only_first(self):
        levels = [int(one["/S"][2:]) for one in elements() if re.fullmatch("/H[1-6]", one["/S"])]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))

    def test_tables_have_headers_that_say_what_they_head(self):
        found = list(elements())
        tables = [one for one in found if one["/S"] == "/Table"]
        assert len(tables) > 10
        for table in tables:
            heads = [one for one in elements(table) if one["/S"] == "/TH"]
            assert heads
            assert {attribute(one, "/Scope") for one in heads} == {"/Column"}

    def test_the_chart_is_a_figure_with_words_and_the_drawings_beside_words_are_none(self):
        figures = [one for one in elements() if one["/S"] == "/Figure"]
        assert len(figures) == 1
        assert figures[0]["/Alt"].startswith("How the clauses stood in 8 runs. On ")

    def test_lists_links_and_bookmarks_are_there(self):
        kinds = {one["/S"] for one in elements()}
        assert {"/L", "/LI", "/Link", "/TOCI", "/BlockQuote"} <= set(kinds)
        assert bookmarks(sample())[0] == "The verdict"
        assert "Annex for the IT lead" in bookmarks(sample())


class TestWhatItSays:
    def test_everything_that_the_view_says_is_there(self):
        found, data = said(sample()), json.loads(page_data(page_view(with_memory(make_run()))))
        assert [text for text in texts(data) if squeezed(text) not in found] == []

    def test_it_says_what_the_html_says(self):
        run = with_memory(make_run())
        found = said(written(run))
        pieces = [piece for piece in Page(html(run)).text if len(piece.strip()) > 12 and not UNSAID.search(piece)]
        assert len(pieces) > 200
        assert [part for piece in pieces for part in piece.split(": ") if squeezed(part) not in found] == []

    def test_staff_are_named_in_the_annex_only_which_has_pages_of_its_own(self):
        run = with_memory(make_run())
        pages = [squeezed(page.extract_text()) for page in read(written(run)).pages]
        annex = next(place for place, page in enumerate(pages) if "Thispartnamesstaff" in page)
        made = next(place for place, page in enumerate(pages) if "Theprogramreadthe" in page)
        named = [place for place, page in enumerate(pages) if "A.Headley" in page or "@stjosephs" in page]
        assert named
        assert all(annex <= place < made for place in named)
        header = squeezed(f"Zoom report: {run.policy.title}")
        assert pages[annex].startswith(f"{header}AnnexfortheITlead")

    def test_page_one_holds_the_verdict_the_counts_the_changes_and_the_decisions(self):
        first = squeezed(read(sample()).pages[0].extract_text())
        for heading in (
            "Theverdict",
            "Howthe7clausesstand",
            "Whathaschanged",
            "Decisionsneeded",
            "Itisnotacertificate.",
        ):
            assert heading in first

    def test_it_counts_its_pages(self):
        pages = read(sample()).pages
        for place, page in enumerate(pages, start=1):
            assert f"Page {place} of {len(pages)}" in page.extract_text()


def test_the_same_run_gives_the_same_bytes():
    assert written(with_memory(make_run())) == sample()


def test_it_is_a_binary_format_like_any_other():
    assert "pdf" in formats()
    assert is_binary(load("pdf"))


def test_findings_are_not_read_one_by_one():
    def refused():
        pytest.fail("the report must not read findings: memory would grow with the account")

    written(make_run(findings=refused))


@pytest.mark.parametrize("run", [empty_run(Verdict.PASS), pack_run()], ids=["empty", "sections"])
def test_other_shapes_of_runs_are_written_too(run):
    assert read(written(run)).pages


def test_nothing_from_outside_breaks_it_or_becomes_markup():
    plain = bookmarks(written(with_hostile_memory(hostile_run("x"), "x")))
    for name in NASTY:
        assert bookmarks(written(with_hostile_memory(hostile_run(name), name))) == plain, name
    assert '#eval("1")$x^$*b*_i_@ref<label>' in said(written(hostile_run(MARKUP)))


def test_letters_that_no_font_has_become_squares_and_the_report_says_so():
    run = hostile_run("Ελλάς 漢字 Łódź")
    assert "Ελλάς□□Łódź" in said(written(run))
    assert "Asquare(□)standsforaletter" in said(written(run))
    assert "Asquare" not in said(sample())


def test_a_long_word_is_broken_but_not_changed():
    word = "".join(f"{number:03}" for number in range(60))
    run = make_run()
    assert word in said(written(replace(run, policy=replace(run.policy, title=word))))


def test_a_word_of_over_200_letters_is_cut_and_a_square_is_told_of_on_page_one():
    run = make_run(policy=replace(make_run().policy, title="k" * 201 + " 漢"))
    pdf = written(run)
    assert "k" * 200 + "…" in said(pdf)
    assert "k" * 201 not in said(pdf)
    assert "Asquare(□)" in squeezed(read(pdf).pages[0].extract_text())


def test_without_the_extra_it_says_what_to_install_before_any_work(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(PolicyLintError, match="extra “pdf”") as refused:
        load("pdf").ready()
    assert "pip install 'zoom-policy-lint[pdf]'" in refused.value.hint


def test_the_template_takes_nothing_from_this_machine():
    source = page_data(page_view(empty_run(Verdict.PASS)))
    assert compiled(source) == compiled(source)
