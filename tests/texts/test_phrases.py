"""Phrases are found however they are written, inside one sentence, and nowhere else."""

# ruff: noqa: RUF001 - signs as people type them

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from tests.texts.support import NORMAL, PHRASES
from zoom_policy_lint.texts import normal, normal_phrase, says

BEFORE_AND_AFTER = st.lists(
    st.sampled_from(["please", "remember", "that", "children", "should", "always", "today", "9"])
)
PARAGRAPHS = st.lists(st.sampled_from([*PHRASES, "Bring paper", "Meeting starts at 9"]), max_size=4).map(". ".join)
UNICODE = st.text(st.characters(exclude_categories=["Cs"]))
NO_MARKUP = UNICODE.map(lambda text: re.sub("[<&]", " ", text))


def test_a_text_becomes_sentences_of_stems():
    assert normal("<p>Don’t raise!</p><p>Hands</p>") == (("do", "not", "rai"), ("hand",))


def test_a_phrase_has_one_normal_form_however_it_is_written():
    assert normal_phrase("Don't LEAVE") == normal_phrase("do  not\nleaving") == "do not leav"


@pytest.mark.parametrize("phrase", ["", "  ", "…", "<p></p>"])
def test_a_phrase_without_words_has_no_normal_form_and_is_never_found(phrase):
    assert normal_phrase(phrase) == ""
    assert says("anything ... at all", ["", normal_phrase(phrase)]) == []


def test_found_phrases_are_told_sorted_and_once():
    assert says("Take turns. Be polite.", ["take turn", "be polit", "take turn", "rejoin"]) == ["be polit", "take turn"]


def test_a_phrase_does_not_begin_or_end_inside_a_word():
    assert says("Maybe polite, be politely spoken", ["be polit"]) == ["be polit"]
    assert says("Maybe polite, being impolite", ["be polit"]) == says("handball", ["hand", "ball"]) == []


def test_a_phrase_never_goes_over_the_end_of_a_sentence():
    assert says("Please do not leave. Meeting starts at 9", ["leav meet"]) == []
    assert says("Please do not leave meeting", ["leav meet"]) == ["leav meet"]


def test_a_negation_is_not_understood():
    assert says("You need not raise your hand", [normal_phrase("raise your hand")]) == ["rai your hand"]


@each("length", [10_000, 100_000])
@each("piece", ["<a ", "<p>", "&amp;", "a'", "\u0301\u0316", "\n ", "<!--", "a.", "https://a", "&#9"])
def test_very_long_texts_are_read_to_their_end(piece, length):
    text = f"{piece * (length // len(piece))}"
    assert says(f"Take turns. {text}", ["take turn"]) == ["take turn"]


def test_the_end_of_a_very_long_text_counts_like_its_beginning():
    assert says("word " * 200_000 + ". Take turns", ["take turn"]) == ["take turn"]


@given(st.text())
def test_the_normal_form_of_a_normal_form_is_itself(text):
    once = normal_phrase(text)
    assert normal_phrase(once) == once


@given(
    st.lists(
        st.sampled_from(
            [
                "don't",
                "Raising",
                "cants",
                "wont's",
                "re-joins",
                "e.g.",
                "Mr.",
                "o",
                "a)",
                "9.30",
                "organized",
                "colors",
                "<p>",
                "&amp;lt;b&gt;",
                "-",
                "İ",
                "ﬁ",
                "²",
                "…",
            ]
        )
    ).map(" ".join)
)
def test_the_normal_form_of_a_normal_form_of_words_is_itself(text):
    once = normal_phrase(text)
    assert normal_phrase(once) == once


@given(st.text(), st.lists(st.text()))
def test_no_text_and_no_phrase_is_too_odd(text, phrases):
    assert set(says(text, phrases)) <= set(phrases)


@given(st.sampled_from(PHRASES), BEFORE_AND_AFTER, BEFORE_AND_AFTER)
def test_every_phrase_of_the_policy_is_found_in_a_sentence_that_holds_it(phrase, before, after):
    sentence = " ".join([*before, phrase, *after])
    tagged = "".join(f" <b>{word}</b>&nbsp;" for word in html.escape(sentence).split())
    for text in (
        sentence,
        f"Welcome!\n- {sentence}\n- Bye",
        f"<ul><li>{tagged}</li></ul>",
        html.escape(f"<p>{sentence}</p>"),
    ):
        assert normal_phrase(phrase) in says(text, NORMAL)


@given(PARAGRAPHS, st.sampled_from([" ", "  ", "\u00a0", "\n", "\r\n", " \t", "\u2003", " \u200b"]))
def test_case_white_space_and_quotes_do_not_matter(text, space):
    found = says(text, NORMAL)
    assert says(text.upper(), NORMAL) == says(text.title(), NORMAL) == found
    assert says(text.replace(" ", space), NORMAL) == found
    assert says("“" + text.replace(". ", ".” ‘") + "’", NORMAL) == found


@given(PARAGRAPHS, st.permutations(NORMAL))
def test_the_order_of_phrases_does_not_matter(text, phrases):
    assert says(text, phrases) == says(text, NORMAL)


@given(PARAGRAPHS, st.one_of(PARAGRAPHS, NO_MARKUP))
def test_a_further_paragraph_takes_no_found_phrase_away(text, more):
    assert set(says(text, NORMAL)) <= set(says(f"{text}.\n\n{more}", NORMAL))


@given(PARAGRAPHS, PARAGRAPHS)
def test_two_paragraphs_say_what_each_says(first, second):
    both = sorted({*says(first, NORMAL), *says(second, NORMAL)})
    assert says(f"<p>{first}</p><p>{second}</p>", NORMAL) == says(f"{first}\n\n{second}", NORMAL) == both


@pytest.mark.parametrize(
    "text",
    [
        "Join: https://school.example/raise-your-hand/be-respectful?x=neutral-background",
        "www.school.example/raise-your-hand",
        "school.example/raise-your-hand/",
        '<a href="https://school.example/raise-your-hand">https://school.example/raise-your-hand</a>',
    ],
)
def test_the_words_in_a_link_say_nothing(text):
    assert says(text, [normal_phrase("raise your hand"), normal_phrase("be respectful")]) == []


def test_what_stands_beside_a_link_still_counts():
    assert says("Raise your hand. See https://school.example/rules", [normal_phrase("raise your hand")])
