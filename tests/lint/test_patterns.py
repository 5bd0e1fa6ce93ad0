"""Patterns without one of their signs, and texts that may tell the difference."""

import re

from tests.support.each import each
from zoom_policy_lint.lint.patterns import simpler, texts_near


@each(
    ("pattern", "shorter"),
    [
        ("(?i)^verified$", {"^verified$", "(?i)verified$", "(?i)^verified"}),
        ("^a|b$|c", {"a|b$|c", "^a|b|c", "b$|c", "^a|c", "^a|b$"}),
        (r"^(?:ab|c[|^]d|\||\$)", {r"(?:ab|c[|^]d|\||\$)", r"^(?:c[|^]d|\||\$)", r"^(?:ab|\||\$)"}),
        (r"\Aa\Z", {r"a\Z", r"\Aa"}),
        ("(?s)a|b", {"(?s)b", "(?s)a"}),
        ("[^]|]", set()),
        ("plain", set()),
    ],
)
def test_each_anchor_flag_and_alternative_is_left_out(pattern, shorter):
    assert shorter <= {changed for changed, _ in simpler(pattern)}
    assert bool(shorter) == bool(list(simpler(pattern)))


def test_what_is_left_is_a_pattern():
    found = list(simpler("(?P<one>a)|(?P=one)b"))
    assert [re.compile(changed).pattern for changed, _ in found] == ["(?P<one>a)"]


def test_several_anchors_of_a_kind_have_numbers():
    assert [change for _, change in simpler("^a|^b") if "^" in change] == [
        "“^” number 1 of the pattern is left out",
        "“^” number 2 of the pattern is left out",
    ]


def test_every_simpler_pattern_is_told_apart_by_a_text_near_those_that_match():
    pattern = "(?i)^(verified|confirmed)$"
    texts = list(texts_near(pattern, ["verified"]))
    for shorter, change in simpler(pattern):
        assert any(bool(re.search(pattern, text)) != bool(re.search(shorter, text)) for text in texts), change
