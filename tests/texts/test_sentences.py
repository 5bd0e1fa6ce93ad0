"""Where sentences end, and which words they have."""

# ruff: noqa: RUF001 - signs as people type them

from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.texts.sentences import sentences


@each(
    "text",
    [
        "a1. b1",
        "a1! b1",
        "a1? b1",
        "a1... b1",
        "a1… b1",
        "a1; b1",
        "a1;b1",
        "a1.b1",
        "a1: b1",
        '"a1." (b1)',
        "a1.) b1",
        "a1 - b1",
        "a1 – b1",
        "a1—b1",
        "a1 | b1",
        "a1 / b1",
        "a1\n\nb1",
        "a1\r\n\r\nb1",
        "a1\n \t\nb1",
        "a1\n- b1",
        "a1\n  -b1",
        "a1\n* b1",
        "a1\n• b1",
        "a1 • b1",
        "a1\n– b1",
        "a1\n+ b1",
        "a1\n# b1",
        "a1\n> b1",
        "a1\n\u2028\n\u2028b1",
        "a1\u2029b1",
        "a1 ✓ b1",
        "a1 👋 b1",
        "a1 ➢ b1",
        "a1 \uf0b7 b1",
        "a1②b1",
        "a1。b1",
        "a1！ b1",
    ],
)
def test_a_sentence_ends_here(text):
    assert sentences(text) == [["a1"], ["b1"]]


@each("mark", ["1.", "12)", "(3)", "4:", "a)", "(b)", "c.", "iv)", "ii.", "o", "5]", "1.\t", "⒈", "⑴"])
def test_numbering_at_the_start_of_a_line_begins_a_sentence(mark):
    assert sentences(f"stay\n  {mark} leave")[0] == ["stay"]


@each(
    "text",
    [
        "stay here",
        "stay\nhere",
        "stay\r\nhere",
        "stay\rhere",
        "stay\u2028here",
        "stay\u2028\nhere",
        "stay\n\u2028here",
        "stay \n\t here",
        "stay, here",
        "stay (here)",
        "stay “here”",
        "‘stay’ 'here'",
        "stay-here",
        "stay/here",
        "*stay* __here__",
        "STAY Here",
        "ｓｔａｙ　ｈｅｒｅ",
        "st\u00aday\u00a0he\u200bre",
        "st\u0301ay héré",
        "stay\u2011here",
        "stay & here",
    ],
)
def test_a_sentence_goes_on_here(text):
    assert sentences(text) == [["stay", "here"]]


@each(
    ("text", "words"),
    [
        ("at 9.30 or 10:15", ["at", "9", "30", "or", "10", "15"]),
        ("e.g. this, i.e. that", ["eg", "this", "ie", "that"]),
        ("Mrs. Bell of St. Joseph's", ["mrs", "bell", "of", "st", "joseph's"]),
        ("9 a.m. sharp", ["9", "am", "sharp"]),
        ("re-join, un-mute, RE-ENTER", ["rejoin", "unmute", "reenter"]),
        ("parents’ and pupil´s ʼtis", ["parents", "and", "pupil's", "tis"]),
    ],
)
def test_stops_hyphens_and_apostrophes_inside_words(text, words):
    assert sentences(text) == [words]


@each("text", ["", " \n\t", "…", "- . -", "\u200b\ufeff\u00a0", "👋", "___", "①"])
def test_what_has_no_word_has_no_sentence(text):
    assert sentences(text) == []


@given(st.text())
def test_words_are_lower_case_and_never_empty(text):
    for words in sentences(text):
        assert words
        assert all(word and word == word.casefold() for word in words)


@given(st.text(st.characters(exclude_characters="\n\r\v\f\x85")), st.text())
def test_two_paragraphs_are_the_sentences_of_each(first, second):
    assert sentences(f"{first}\u2029{second}") == sentences(first) + sentences(second)
