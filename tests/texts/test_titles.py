"""Patterns in titles."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.texts import matches, title_pattern


@each(
    ("title", "pattern"),
    [
        ("Staff meeting", "staff"),
        ("SLT weekly", r"\bslt\b"),
        ("All STAFF briefing", "^all staff"),
        ("Governors &amp; staff", "governors & staff"),
        ("staff \u00a0\n meeting", "staff meeting$"),
        ("", "^$"),
    ],
)
def test_a_pattern_is_searched_whatever_case_white_space_and_entities(title, pattern):
    assert matches(title, [pattern]) == [pattern]


def test_matching_patterns_are_told_sorted_and_once():
    assert matches("Staff meeting", ["staff", "meet", "pupil", "staff"]) == ["meet", "staff"]


def test_only_the_beginning_of_an_endless_title_is_looked_at():
    assert matches("staff " + "x" * 1_000_000 + " slt", ["staff", "slt"]) == ["staff"]


@each("pattern", ["(", "[a", "*", "a{99999999999999999999}", "(?P<1>a)", "\\"])
def test_what_is_no_regular_expression_is_said_with_the_pattern(pattern):
    with pytest.raises(ValueError, match="is not a regular expression") as error:
        matches("Staff", [pattern])
    assert f"“{pattern}”" in str(error.value)


@each("pattern", ["(a+)+$", r"^(\w+\s?)*$", "((ab)*)*", "(a{2,})+", "(x|y*)+?", r"([\w)]+)+"])
def test_a_pattern_that_might_never_end_is_refused(pattern):
    with pytest.raises(ValueError, match="repeats"):
        title_pattern(pattern)


@each(
    "pattern",
    [
        "(staff|slt)+",
        "a+b*",
        "(a+)b+",
        r"(\d{1,2}[:.])+",
        r"(a\+)+",
        "([+*])+",
        r"\(a+\)+",
        "(a+)(b)+",
        "(a+)?",
        "(?x) a+ # )+",
        "(a|b)",
        "(?:a*b)*",
    ],
)
def test_a_pattern_with_plain_repeats_is_taken(pattern):
    assert title_pattern(pattern).pattern == pattern


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
@given(st.text("ab()[]{}*+?|\\^$.,0123<>=!:P#-"))
def test_a_pattern_is_compiled_or_refused(pattern):
    try:
        assert isinstance(title_pattern(pattern), re.Pattern)
    except ValueError as error:
        assert f"“{pattern}”" in str(error)


@given(st.text())
def test_no_title_is_too_odd(title):
    assert matches(title, ["", "zzz.*"])[:1] == [""]
