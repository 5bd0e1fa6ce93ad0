"""Which characters the PDF shows: exactly those that the fonts inside its compiler have."""

import unicodedata
from importlib.resources import files

import typst
from hypothesis import given
from hypothesis import strategies as st

from zoom_policy_lint.report.page import typst as template
from zoom_policy_lint.report.page.typst.glyphs import STAND_IN, printable


def table():
    """Every code point of the table."""
    lines = files(template.__name__).joinpath("characters.txt").read_text("ascii").split()
    for line in lines:
        first, last = (int(end, 16) for end in line.split("-"))
        yield from map(chr, range(first, last + 1))


def test_the_fonts_show_the_whole_table_upright_bold_and_slanted_side_by_side():
    words = "".join(rf"\u{{{ord(one):x}}}" for one in table())
    source = (
        f'#set document(title: "All")\n#set text(lang: "en", font: "Libertinus Serif")\n{words} *{words}* _{words}_'
    )
    typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)


def test_the_table_has_what_names_in_europe_need_and_the_square_itself():
    for text in (
        "Zoë Łukasz Ștefan Íñigo Þór Ærø Ő ß ẞ",
        "Ελένη Παπαδοπούλου",
        "Ђорђе Їжак",
        "“”—…•→≤≥½€£§†",
        STAND_IN,
    ):
        assert printable(text) == text


def test_letters_and_their_marks_become_one_before_they_are_looked_up():
    assert printable("Zoe\u0308") == "Zoë"
    assert printable("z\u0310") == f"z{STAND_IN}"


def test_what_has_no_shape_of_its_own_leaves_no_square():
    assert printable("a\u200db\u200c\ufe0f") == "ab"
    assert printable("👩\u200d👧") == STAND_IN * 2


@given(st.text())
def test_whatever_comes_only_what_can_be_shown_is_left(text):
    assert set(printable(text)) <= set(table())
    assert unicodedata.is_normalized("NFC", printable(text))
