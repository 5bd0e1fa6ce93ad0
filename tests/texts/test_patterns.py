"""Patterns whose search might never end are told from those whose search always does."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.texts import may_never_end

ENDLESS = [
    "(a+)+$",
    "^([a-z0-9]+[._-]?)+@x$",
    "(a|a)*b",
    "(a|ab)*c",
    "(a|b|ab)*c",
    "(staff|staffs)+x",
    "(a?)*b",
    "(|a)*b",
    "(.*a){20}",
    "a?" * 20 + "a" * 20,
    ".*.*.*.*x",
    r"(\w+\s?)*x",
    "((a?){4}){4}a",
    "(a*)*",
    "(x+x+)+y",
    "(?:.*,)+x",
    "([a-z]+)*b",
    "(?i:a+|A)*b",
    "([\u0430-\u044f]+)+b",
    "(?=(a+)+b)",
    r"(a)?(?:(?(1)b*|c)*)*d",
    "(?>a+)+a*a*a*b",
]
SOUND = [
    "(?:abc)+",
    "(staff|slt|governors)+",
    "a+b*",
    r"(\d{1,2}[:.])+",
    "(a+)?",
    "^[a-z]+(-[a-z]+)*$",
    r"^\S+\s+\S+\s+\S+\s+\S+$",
    "year.*group.*parents",
    "(?i)^verified$",
    r"\A[^@\s]+@[^@\s]+\Z",
    r"^[\w.]+@([\w-]+\.)+[a-z]{2,}$",
    r"(\d{1,3}\.){3}\d{1,3}",
    "colou?r|https?://",
    "(?:日本|日曜)+",
    r"(['\"]).*?\1",
    "(?:a*b)*",
    "x" * 5000,
]


@each("pattern", ENDLESS)
def test_what_may_be_matched_in_ever_more_ways_is_told(pattern):
    assert re.compile(pattern)
    assert may_never_end(pattern)


@each("pattern", SOUND)
def test_what_each_next_letter_decides_is_sound(pattern):
    assert not may_never_end(pattern)


@given(st.from_regex(r"[abc]{0,12}", fullmatch=True), st.sampled_from("abc"))
def test_a_repeat_that_the_next_letter_ends_is_sound_whatever_is_repeated(letters, letter):
    assert not may_never_end(f"(?:{letters}{letter})*\\.")


@given(st.from_regex(r"[abc]{1,6}", fullmatch=True))
def test_a_repeat_of_a_repeat_of_the_same_never_is(letters):
    assert may_never_end(f"(?:(?:{letters})+)+\\.")
