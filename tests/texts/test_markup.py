"""What a reader sees of a text: HTML without its tags and hidden parts, plain text as it is."""

# ruff: noqa: RUF001 - signs as people type them

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.texts.markup import BLOCK_END, LINE_END, shown, unescaped


def seen(text):
    return " ".join(shown(text).replace(BLOCK_END, " ").replace(LINE_END, " ").split())


@each(
    "text",
    [
        "ages < 7 & up",
        "R&D, Q&A",
        "5 > 4 and 3<4",
        "<Name>'s meeting",
        "write to <bell@stjosephs.example.sch.uk>",
        "see <https://stjosephs.example.sch.uk>",
        "i <3 maths",
        "a & b &unknown; &copy",
        "\\N{BULLET}",
    ],
)
def test_plain_text_stays_as_it_is(text):
    assert shown(text) == text


@each(
    ("text", "expected"),
    [
        ("Q&amp;A", "Q&A"),
        ("it&#39;s", "it's"),
        ("it&#x2019;s", "it’s"),
        ("&amp;amp;lt;3", "<3"),
        ("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
        ("&lt;p&gt;a&lt;/p&gt;&lt;p&gt;b&lt;/p&gt;", "a b"),
        ("<p>&amp;nbsp;a</p>", "a"),
        ("<p>ages < 7 &up</p>", "ages < 7 &up"),
        ("&#0; &#xD800; &#1114112;", "\ufffd \ufffd \ufffd"),
    ],
)
def test_entities_are_undone_however_often_they_were_escaped(text, expected):
    assert seen(text) == expected


@each(
    "text",
    [
        "a<!-- no -->b",
        "a<!-->b",
        "a<!--no--!>b",
        "a<!doctype html>b",
        "<b>a</b><?php no ?>b",
        "<b>a</b><![if no]>b<![endif]>",
        "<b>a</b><![CDATA[no]]>b",
        "<b>a</b></3 no>b",
        "<B CLASS=no>a</B >b",
        "<b title='no > no'>a</b>b",
        '<b title="no<no">a</b>b',
        "<o:p>a</o:p>b",
        "a<unknown x=no>b</unknown><b></b>",
        "a<wbr hidden><style>no</style>b",
        "a<script>if (no<b) '</b>'</script>b",
        "<b>a</b>b<no",
        "<b>a</b>b<no x='no>no</b>",
        "<b>a</b>b<!-- no",
        "<s>no</s>ab<del>no</del>",
        "<span hidden>no<span>no</span>no</span>ab",
        "<span style='display: none !important'>no</span>ab",
        "<span style='MSO-HIDE:ALL'>no</span>ab",
        "<span style='font-size:0'>no</span>ab",
        "<span style='font-size:0.0em;'>no</span>ab",
        "<span style='opacity:0'>no</span>ab",
        "<span style='text-decoration:line-through'>no</span>ab",
        "<span hidden/>no</span>ab",
        "ab<span hidden>no",
        "<img style='display:none' src=x><b>ab</b>",
    ],
)
def test_only_what_a_reader_sees_is_left(text):
    assert seen(text) == "ab"


@pytest.mark.parametrize("style", ["font-size:0.8em", "opacity:0.5", "display:inline", "color:red", "max-width:00.5em"])
def test_a_style_that_does_not_hide_hides_nothing(style):
    assert seen(f'<span style="{style}">ab</span>') == "ab"


@each("tag", ["p", "div", "li", "td", "th", "h1", "tr", "blockquote", "dd"])
def test_blocks_end_a_sentence_at_both_ends(tag):
    assert shown(f"a<{tag}>b</{tag}>c") == f"a{BLOCK_END}b{BLOCK_END}c"


def test_a_hidden_paragraph_ends_where_the_next_block_begins():
    assert seen("<p hidden>no<p>a</p><ul><li>b</ul>") == "a b"


def test_a_line_break_and_a_picture_part_words_but_no_block():
    assert shown("a<br>b<br/>c") == f"a{LINE_END}b{LINE_END}c"
    assert shown("a<img src=x>b") == "a b"


def test_an_element_shown_as_a_block_is_one_from_there_on():
    assert shown('<span style="display:block">a</span>b') == f"{BLOCK_END}a{BLOCK_END}b"


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b",
                ">",
                "'",
                '"',
                "<!--",
                "-->",
                "&#",
                "9" * 5000,
                ";",
                "<![",
                "a",
                " hidden",
                "<script>",
                "</",
                "\n",
                "<s/>",
                "&amp;",
                "=",
            ]
        )
    )
)
@example(pieces=["<b", "'", "<p>", "'", "<![", "<p>"])
def test_no_markup_is_too_broken(pieces):
    shown("".join(pieces))


@given(st.text())
def test_text_without_markup_and_entities_stays_as_it_is(text):
    plain = text.replace("<", "").replace("&", "")
    assert shown(plain) == unescaped(plain) == plain
