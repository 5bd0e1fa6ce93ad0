"""Types and values in problems: as they are written in a file."""

from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.catalogue.settings import setting, settings
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.ruleset.wording import item_kind, kind_words, written


@each(
    ("value", "text"),
    [(True, "true"), (None, "null"), ("a", '"a"'), (1.0, "1.0"), (["é"], '["é"]'), ({"a": 1}, '{"a": 1}')],
)
def test_a_value_is_written_as_in_a_file(value, text):
    assert written(value) == text


@given(st.text(min_size=80))
def test_a_long_value_is_cut_to_fit_a_line(text):
    assert len(written(text)) <= 60
    assert written(text).endswith("...")


def test_every_type_of_the_catalogue_has_words():
    kinds = {setting(key).type for key in settings()} | {row.type for level in Level for row in fields(level).values()}
    for kind in kinds:
        assert "<" not in kind_words(kind)
    assert kind_words("array<array<string>>") == "a list of lists of texts"


def test_the_type_of_what_is_in_a_list():
    assert (item_kind("array<integer>"), item_kind("integer")) == ("integer", "integer")
