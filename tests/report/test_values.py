import pytest

from zoom_policy_lint.report.values import value

from .sample_findings import CHAT


@pytest.mark.usefixtures("pinned_catalogue")
@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (True, "on"),
        (False, "off"),
        (None, "no value"),
        (8, "8"),
        ("", "empty text"),
        ([], "nothing"),
        (["a", "b"], "a, b"),
        ({"one_of": [1, 2]}, "one of 1, 2"),
        ({"not": {"one_of": [1]}}, "not one of 1"),
        ({"at_least": 8}, "at least 8"),
        ({"all": [{"at_least": 8}, {"at_most": 32}]}, "at least 8 and at most 32"),
        ({"any": [{"at_least": 8}, 0]}, "at least 8 or 0"),
        ({"not": {"any": [1, 2]}}, "not 1 or 2"),
        ({"empty": True}, "empty"),
        ({"empty": False}, "not empty"),
        ({"b": 1, "a": True}, "a on; b 1"),
        ("a\x1bb", r"a\x1bb"),
    ],
)
def test_values_are_said_in_plain_words(seen, words):
    assert value(seen) == words


@pytest.mark.usefixtures("pinned_catalogue")
def test_a_value_is_explained_where_the_catalogue_knows_it():
    assert value(2, CHAT) == "2 (host and co-hosts only)"
    assert value({"one_of": [1, 2]}, CHAT) == "one of 1 (no chat), 2 (host and co-hosts only)"
    assert value(9, CHAT) == "9"
    assert value(2, "no.such.key") == "2"
