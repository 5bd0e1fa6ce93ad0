import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.report import Style, load
from zoom_policy_lint.report.markup import code, fence, table, text

from .sample_findings import HOSTILE
from .samples import hostile_run, make_run


def render(run):
    pieces = []
    load("markdown").render(run, pieces.append, Style(colour=True, width=80))
    return "".join(pieces)


def outside_code(markdown):
    return re.sub(r"^( *)(`{3,}).*?^\1\2$", "", markdown, flags=re.MULTILINE | re.DOTALL)


def test_colour_and_width_do_not_matter():
    assert "\x1b" not in render(make_run())


def test_every_failure_is_told_once_with_what_to_click_and_the_request():
    written = render(make_run())
    for rule in ("waiting-room", "school-addresses", "no-live-streaming"):
        assert written.count(f"- Rule `{rule}`, finding `") == 1
    assert "- Click: Set Waiting room right, then lock it." in written
    assert 'PATCH /accounts/me/settings?option=meeting_security\n\n{\n  "meeting_security": {' in written
    assert "The same for 3 users (the first: `/users/id-teacher03@st/settings?option=meeting_security`)." in written


def test_the_limits_of_every_clause_are_told():
    assert "| G2 | Zoom offers this account no list of managed domains |" in render(make_run())


def test_a_question_names_who_is_asked():
    asked = "The last statement ran out on 2026-09-01. Have parents been told how to join?"
    assert f"| G6 | Headteacher | {asked} |" in render(make_run())


def test_every_rule_that_is_not_judged_is_named_with_whom_it_misses():
    written = render(make_run())
    assert "- ? 1 finding: reading it failed" in written
    assert "  - 1 of 12 users: `host-only-chat`" in written


@each("name", HOSTILE)
def test_hostile_names_become_no_markup(name):
    written = render(hostile_run(name))
    written.encode("utf-8")
    assert {character for character in written if unicodedata.category(character)[0] == "C"} == {"\n"}
    prose = outside_code(written)
    assert "<script" not in prose
    assert "https://" not in prose
    assert "](" not in prose.replace("\\](", "")
    assert not re.search(r"(?<!\w)@\w", prose)


@each("name", HOSTILE)
def test_hostile_names_break_no_table(name):
    rows = [line for line in outside_code(render(hostile_run(name))).splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} <= {3, 4, 5}


@given(st.text())
def test_a_cell_stays_one_cell(words):
    rows = list(table(["one", "two"], [[text(words), code(words)]]))
    assert [row.count("|") for row in rows] == [3, 3, 3, 0]


@given(st.text())
def test_text_is_one_line_without_live_html(words):
    written = text(words)
    assert "\n" not in written
    assert "<" not in written.replace("@<!-- -->", "")


@given(st.text(alphabet="`~a\n", min_size=1))
def test_nothing_inside_closes_a_code_block(block):
    first, *_, last = fence(block, "http")
    assert last == first.removesuffix("http")
    assert last not in block


def test_markdown_characters_are_escaped():
    assert text(r"*a* _b_ `c` [d](e) \f ~g~ $h$ #1") == r"\*a\* \_b\_ \`c\` \[d\](e) \\f \~g\~ \$h\$ \#1"
    assert text("<b> & a|b") == "&lt;b&gt; &amp; a&#124;b"
    assert text("see https://x.example or WWW.x.example") == "see https:&#47;&#47;x.example or WWW&#46;x.example"
    assert text("@everyone but a@b.example") == "@<!-- -->everyone but a@b.example"


@each(
    ("words", "written"),
    [("- a", r"\- a"), ("+ a", r"\+ a"), ("1. a", r"1\. a"), ("12) a", r"12\) a"), ("== a", r"\== a"), ("1 a", "1 a")],
)
def test_words_at_the_start_of_a_line_make_no_list_and_no_heading(words, written):
    assert text(words) == written


def test_code_uses_backticks_where_they_are_safe():
    assert code("waiting-room") == "`waiting-room`"
    assert code("a|b") == "<code>a&#124;b</code>"
    assert code("`x`") == "<code>\\`x\\`</code>"
    assert code("") == ""
