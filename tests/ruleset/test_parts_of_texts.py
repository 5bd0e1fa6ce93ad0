"""Conditions on texts that list something: nothing that is not in the list, or not a list, satisfies them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.ruleset import parse_condition

TWO = ["GB", "IE"]
RANGE = "8801;8802"


@each("text", ["GB", "IE;GB", "GB, IE", " GB ", "GB,,IE;", "GB GB", "GB\u00a0IE"])
def test_a_text_of_nothing_but_these_is_in(text):
    assert parse_condition({"parts_in": TWO}).holds(text)


@each("text", ["", " ", ",;", "FR", "GB,FR", "gb", "GB|IE", "GB\u200b", "GBIE", "\uff27\uff22"])
def test_any_other_text_is_not(text):
    assert parse_condition({"parts_in": TWO}).holds(text) is False


@pytest.mark.parametrize(
    ("text", "holds"), [("GB", False), ("GB;FR;IE", True), ("IE GB", True), ("", False), ("GBIE", False)]
)
def test_a_text_contains_its_parts_and_no_pieces_of_them(text, holds):
    assert parse_condition({"parts_contain": TWO}).holds(text) is holds


@each(
    ("text", "holds"),
    [
        ("8801;8802", True),
        ("8801, 8802", True),
        (" 8801 8802 ;", True),
        ("8802;8801", False),
        ("8801", False),
        ("8801;8802;8803", False),
        ("8801;8802;8802", False),
        ("8801-8802", False),
        ("", False),
        (";", False),
    ],
)
def test_the_same_parts_are_in_the_same_order(text, holds):
    assert parse_condition({"same_parts": RANGE}).holds(text) is holds


PARTS = st.lists(st.sampled_from(["GB", "IE", "FR", "gb", "8801", "10.0.0.0/8"]), max_size=4)
BETWEEN = st.sampled_from([",", ";", " ", ", ", " ; ", ",,"])


@given(parts=PARTS, between=BETWEEN)
def test_whatever_stands_between_the_parts_decides_nothing(parts, between):
    text = between.join(parts)
    assert parse_condition({"parts_in": TWO}).holds(text) is (bool(parts) and set(parts) <= set(TWO))
    assert parse_condition({"parts_contain": TWO}).holds(text) is (set(TWO) <= set(parts))
    assert parse_condition({"same_parts": "GB;IE"}).holds(text) is (parts == TWO)
