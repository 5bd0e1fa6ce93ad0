import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.snapshot.samples import HEADER
from tests.support.each import each
from zoom_policy_lint.model.resource import Header, Listing, Read, Resource, TextQuestions, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.snapshot import decode
from zoom_policy_lint.snapshot.encode import compact, header_line, listing_line, resource_line

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=10,
)
objects = st.dictionaries(text, json_values, max_size=3)
unreads = st.builds(Unread, st.sampled_from(Reason), text)
resources = st.builds(
    Resource,
    st.sampled_from(Level),
    text,
    text,
    objects,
    st.dictionaries(text, objects, max_size=3),
    st.dictionaries(text, unreads, max_size=3),
    st.booleans(),
)
reads = st.builds(Read, text.filter(lambda one: "?option=" not in one), text.filter(bool))


@given(resources)
def test_every_resource_is_one_line_and_comes_back(resource):
    line = resource_line(resource)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert decode.resource(decode.json_object(line)) == resource


@given(st.builds(Listing, reads, text, st.integers(0), st.booleans(), st.none() | unreads))
def test_every_listing_comes_back(listing):
    assert decode.listing(decode.json_object(listing_line(listing))) == listing


@given(
    st.builds(
        Header,
        text,
        st.just("2026-11-24T09:00:00Z"),
        text,
        st.lists(st.sampled_from(Level)).map(tuple),
        st.lists(text).map(tuple),
        st.none() | text,
        text,
        st.booleans(),
        st.builds(TextQuestions, st.lists(text).map(tuple), st.lists(text).map(tuple)),
    )
)
def test_every_header_comes_back(header):
    assert decode.header(decode.json_object(header_line(header))) == header


def test_a_header_that_tells_of_no_questions_asked_none():
    row = decode.json_object(header_line(HEADER))
    del row["questions"]
    assert decode.header(row) == HEADER


@each("questions", [None, [], {}, {"phrases": []}, {"phrases": "a", "patterns": []}, {"phrases": [5], "patterns": []}])
def test_questions_that_are_not_understood_are_damage(questions):
    row = decode.json_object(header_line(HEADER)) | {"questions": questions}
    with pytest.raises((KeyError, TypeError)):
        decode.header(row)


def test_half_a_surrogate_pair_cannot_break_the_file():
    line = resource_line(Resource(Level.USER, "u1", "half \ud83d"))
    assert decode.resource(decode.json_object(line)).name == "half ?"


def test_the_order_of_keys_does_not_show():
    assert compact({"b": 1, "a": {"d": 1, "c": 2}}) == compact({"a": {"c": 2, "d": 1}, "b": 1})
