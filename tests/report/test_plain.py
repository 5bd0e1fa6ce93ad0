import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.report.plain import json_text, ordered, plain, shorten


@each(
    ("raw", "shown"),
    [
        ("two\nlines\tand  gaps ", "two lines and gaps"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("right\u202eleft", r"right\u202eleft"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("\x9b2J", r"\x9b2J"),
        ("lone\ud800", r"lone\ud800"),
        ("Zoë Ångström, 山田 \U0001f468\u200d\U0001f469", "Zoë Ångström, 山田 \U0001f468\u200d\U0001f469"),
    ],
)
def test_what_steers_is_shown_and_letters_stay(raw, shown):
    assert plain(raw) == shown


@given(st.text())
def test_plain_text_is_one_printable_line_and_stays_as_it_is(raw):
    line = plain(raw)
    assert plain(line) == line
    assert not [c for c in line if unicodedata.category(c)[0] == "C" and c not in "\u200c\u200d"]
    line.encode("utf-8")


@given(st.text(), st.integers(1, 50))
def test_shortened_text_keeps_to_its_width(raw, width):
    assert len(shorten(raw, width)) <= width


def test_short_text_is_not_touched_and_long_text_ends_in_an_ellipsis():
    assert shorten("short", 5) == "short"
    assert shorten("longer", 5) == "long…"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=8,
)


@given(values)
def test_json_text_says_the_same_value(value):
    assert json.loads(json_text(ordered(value))) == value


def test_a_number_that_json_does_not_have_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        json_text(float("nan"))
