"""The words of clauses: their hash, and whether they stand in a document."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.policy.words import letters, stands_in, words_hash

DOCUMENT = """\
**Policy.** When using Zoom, staff will:

- Set up a 'waiting room' so that the host chooses
  when to admit people;
- Keep sharing screens restricted to the host and limit chat to the host only; nobody stays on\u2011line \u2014 ever.
  \u2022 Obtain agreement to audio or visual re\u00adcording
"""
TEXTS = st.text(max_size=40)


def test_the_hash_is_the_first_half_of_a_quarter_of_sha256_over_the_words_with_single_spaces():
    assert words_hash("  Everybody\n waits. ") == f"sha256:{hashlib.sha256(b'Everybody waits.').hexdigest()[:16]}"


@given(st.lists(st.text("abc.é", min_size=1), min_size=1), st.sampled_from([" ", "\n", "  \t"]))
def test_white_space_never_changes_the_hash(words, space):
    assert words_hash(" ".join(words)) == words_hash(space + space.join(words) + space)


@pytest.mark.parametrize(
    "other", ["everybody waits.", "Everybody waits", "Every body waits.", "Everybody \u2013 waits."]
)
def test_anything_else_changes_it(other):
    assert words_hash(other) != words_hash("Everybody waits.")


@each(
    "words",
    [
        "Set up a 'waiting room' so that the host chooses when to admit people",
        "set up a \u2018Waiting Room\u2019 so that the host chooses when to admit people",
        'Set up a "waiting  room"',
        "nobody stays online - ever",
        "nobody stays on-line, ever".replace(",", ""),
        "agreement to audio or visual recording",
        "Keep sharing screens \u2026 limit chat to the host only",
        "Set up ... admit people; ... ever.",
        "\u2026 restricted to the host \u2026",
    ],
)
def test_words_are_found_whatever_typesetting_made_of_them(words):
    assert stands_in(words, letters(DOCUMENT))


@each(
    "words",
    [
        "Set up a waiting hall",
        "limit chat to the host only \u2026 Keep sharing screens",
        "ever \u2026 ever \u2026 ever",
        "Keep sharing screens limit chat to the host only",
        "\u2026",
        "",
        "Set up a 'waiting room' so that nobody chooses",
    ],
)
def test_other_words_are_not_found(words):
    assert not stands_in(words, letters(DOCUMENT))


@given(TEXTS, TEXTS, TEXTS)
def test_a_piece_of_a_document_stands_in_it(before, piece, after):
    joined = letters(before) + letters(piece) + letters(after)
    assert stands_in(piece, joined) or not any(map(letters, piece.replace("...", "\u2026").split("\u2026")))


@given(TEXTS)
def test_any_text_has_letters_and_a_hash(text):
    assert letters(letters(text)) == letters(text) or "\u2026" not in letters(text)
    assert len(words_hash(text)) == len("sha256:") + 16


def test_every_shipped_clause_says_for_which_words_its_rules_were_chosen():
    policy = load_policy("st_joseph")
    assert [clause.id for clause in policy.clauses if clause.words != words_hash(clause.text)] == []
    assert policy.reworded == ()
