"""The operators: what holds, what they say, what they may be put on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.ruleset.conditions import Condition, parse_condition
from zoom_policy_lint.ruleset.conditions_check import misfits
from zoom_policy_lint.ruleset.operators import OPERATORS

HOLDS = [
    # condition, values on which it holds, values on which it does not
    (True, [True], [False, 1, "true", None]),
    (1, [1], [True, 2, "1"]),
    (0, [0], [False, 1]),
    ("all", ["all"], ["ALL", "", ["all"]]),
    ({"one_of": [1, 2]}, [1, 2], [3, True, "1"]),
    ({"none_of": [1, 2]}, [3, True], [1, 2]),
    ({"at_least": 8}, [8, 9, 8.5], [7, 0, -1]),
    ({"at_most": 30}, [30, 0, -1], [31]),
    ({"matches": "^a.c$"}, ["abc"], ["abd", "xabc"]),
    ({"contains_all": ["a", "b"]}, [["a", "b"], ["b", "c", "a"]], [["a"], []]),
    ({"contains_any": ["a", "b"]}, [["a"], ["c", "b"]], [["c"], []]),
    ({"contains_none": ["a", "b"]}, [["c"], []], [["a"], ["c", "b"]]),
    ({"subset_of": ["a", "b"]}, [["a"], ["b", "a", "a"]], [["a", "c"]]),
    (
        {"domain_in": ["school.org"]},
        ["a@school.org", "A@SCHOOL.ORG"],
        ["a@x.school.org", "school.org", "", "a@school.org.x", "a@school.org@x.org"],
    ),
    ({"empty": True}, ["", []], ["x", ["x"]]),
    ({"empty": False}, ["x", ["x"]], ["", []]),
    ({"not": True}, [False, 1], [True]),
    ({"not": {"one_of": [1]}}, [2], [1]),
    ({"all": [{"at_least": 2}, {"at_most": 3}]}, [2, 3], [1, 4]),
    ({"any": [{"at_most": 2}, {"at_least": 9}]}, [2, 9], [5]),
]


@each(("data", "right", "wrong"), HOLDS)
def test_what_holds(data, right, wrong):
    condition = parse_condition(data)
    assert [value for value in right if not condition.holds(value)] == []
    assert [value for value in wrong if condition.holds(value)] == []


@each("data", [data for data, _, _ in HOLDS])
def test_a_condition_is_written_as_it_was_read(data):
    assert parse_condition(data).as_data() == data
    assert parse_condition(data).describe()


def test_a_parameter_is_filled_in():
    condition = parse_condition({"all": [{"at_least": {"parameter": "low"}}, {"not": {"parameter": "bad"}}]})
    assert condition.parameters() == {"low", "bad"}
    bound = condition.bind({"low": 3, "bad": 5, "other": 1})
    assert (bound.parameters(), bound.holds(4), bound.holds(5), bound.holds(2)) == (frozenset(), True, False, False)
    with pytest.raises(KeyError):
        condition.bind({"low": 3})


@each(
    "data",
    [
        {},
        {"one_of": 1},
        {"one_of": []},
        {"one_of": {"parameter": "x", "y": 1}},
        {"at_least": True},
        {"at_least": "8"},
        {"at_least": None},
        {"matches": "("},
        {"matches": 7},
        {"empty": "yes"},
        {"all": []},
        {"all": True},
        {"all": {"parameter": "x"}},
        {"any": {"one_of": [1]}},
        {"not": {}},
        {"not": [1]},
        {"equals": [1]},
        {"equals": {}},
        {"unheard": 1},
        {"one_of": [1], "at_least": 1},
        [],
        [True],
    ],
)
def test_what_is_no_condition(data):
    with pytest.raises(ValueError, match="."):
        parse_condition(data)


KINDS = ["boolean", "integer", "number", "string", "object", "array<string>", "array<integer>", "array<object>", "any"]


@each("kind", [kind for kind in KINDS if kind.startswith(("array", "object"))])
@each("data", ["all", {"one_of": ["a"]}, {"none_of": ["a"]}, {"not": "a"}, {"any": [{"none_of": ["a"]}]}])
def test_a_single_value_is_never_compared_with_a_list(data, kind):
    assert list(misfits(parse_condition(data), kind))


PLAIN = st.booleans() | st.integers(-3, 40) | st.text(max_size=4) | st.floats(allow_nan=False, allow_infinity=False)
ARGUMENTS = PLAIN | st.lists(PLAIN, min_size=1, max_size=3)
OPERATED = st.builds(lambda name, argument: {name: argument}, st.sampled_from(sorted(OPERATORS)), ARGUMENTS)
VALUES = {
    "boolean": st.booleans(),
    "integer": st.integers(-3, 40),
    "number": st.floats(allow_nan=False),
    "string": st.text(max_size=6),
    "array<string>": st.lists(st.text(max_size=3), max_size=3),
    "array<integer>": st.lists(st.integers(-3, 9), max_size=3),
    "object": st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
}


@given(OPERATED | st.builds(lambda c: {"not": c}, OPERATED) | PLAIN, st.sampled_from(sorted(VALUES)), st.data())
def test_a_condition_that_suits_a_type_can_judge_every_value_of_it(data, kind, draw):
    try:
        condition = parse_condition(data)
    except ValueError:
        return
    if not list(misfits(condition, kind)):
        assert isinstance(condition.holds(draw.draw(VALUES[kind])), bool)


@given(st.lists(PLAIN, min_size=1), PLAIN)
def test_not_turns_every_condition_round(choices, value):
    condition = Condition("one_of", tuple(choices))
    assert Condition("not", condition).holds(value) is not condition.holds(value)
