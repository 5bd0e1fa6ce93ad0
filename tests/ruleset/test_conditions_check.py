"""Conditions that could decide nothing, or that no value could ever be put to: what is said, and what would be right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.ruleset.conditions import ConditionError, parse_condition
from zoom_policy_lint.ruleset.conditions_check import misfits, usable
from zoom_policy_lint.ruleset.operators import OPERATORS

NO_CONDITIONS = [
    # what is written, where in it, what is said, what would be right
    ({"on_of": [1]}, ("on_of",), "unknown operator “on_of”", "did you mean one_of"),
    ({"any": [1, {"mach": 2}]}, ("any", 1, "mach"), "unknown operator “mach”", "did you mean matches"),
    ([1, 2], (), "a list is not a condition", "write one_of: [1, 2]"),
    ({}, (), "exactly one operator, not 0", "such as one_of: [a, b]"),
    ({"at_least": 1, "at_most": 2}, (), "exactly one operator, not 2", "all: [{at_least: …}, {at_most: …}]"),
    ({"parameter": "x", "at_least": 2}, (), "exactly one operator", "“parameter” stands alone"),
    ({"one_of": 7}, ("one_of",), "takes a list with at least one item", "write one_of: [7]"),
    ({"one_of": []}, ("one_of",), "takes a list with at least one item", "write one_of: [a, b]"),
    (
        {"all": {"at_least": 2}},
        ("all",),
        "takes a list with at least one item",
        "write all: [{at_least: 2}, {at_most: 4}]",
    ),
    ({"equals": [1]}, ("equals",), "takes a plain value, not [1]", "write one_of: [1]"),
    ({"at_most": "30"}, ("at_most",), 'takes a number, not "30"', "without quotes"),
    ({"at_most": True}, ("at_most",), "takes a number, not true", "without quotes"),
    ({"at_most": float("inf")}, ("at_most",), "takes a number that can be counted to", "such as 8"),
    ({"at_most": float("nan")}, ("at_most",), "takes a number that can be counted to", "such as 8"),
    ({"younger_than_days": 0}, ("younger_than_days",), "from 1 to 36500 days, not 0", "such as 30"),
    ({"younger_than_days": 10**9}, ("younger_than_days",), "from 1 to 36500 days", "such as 30"),
    ({"younger_than_days": float("nan")}, ("younger_than_days",), "from 1 to 36500 days", "such as 30"),
    ({"matches": 7}, ("matches",), "takes a text in quotes, not 7", "write a text in quotes"),
    ({"matches": "("}, ("matches",), "not a regular expression", "backslash"),
    ({"matches": "[[a]"}, ("matches",), "not a regular expression", "backslash"),
    ({"matches": "a{99999999999999999999}"}, ("matches",), "not a regular expression", "backslash"),
    ({"matches": "(" * 9000}, ("matches",), "not a regular expression", "backslash"),
    ({"empty": "yes"}, ("empty",), 'takes true or false, not "yes"', "write empty: true or empty: false"),
    ({"not": [1]}, ("not",), "a list is not a condition", "write one_of: [1]"),
]


@each(("data", "path", "message", "hint"), NO_CONDITIONS)
def test_what_is_no_condition_is_told_where_and_what_would_be_right(data, path, message, hint):
    with pytest.raises(ConditionError) as raised:
        parse_condition(data, ("expect",))
    assert raised.value.path == ("expect", *path)
    assert message in raised.value.message
    assert hint in raised.value.hint


NO_FITS = [
    # kind, known values, condition, where in it, what is said, what would be right
    ("boolean", (), 1, ("equals",), "1 is not true or false", "write true"),
    ("boolean", (), "false", ("equals",), '"false" is not true or false', "write false"),
    ("boolean", (), {"at_least": 2}, ("at_least",), "“at_least” cannot be used here", "equals, one_of"),
    ("integer", (), "7", ("equals",), '"7" is not a whole number', "write 7, without quotes"),
    ("integer", (), {"one_of": [1, None]}, ("one_of", 1), "there is no value here", "write a whole number"),
    ("integer", (), {"at_least": 8.5}, ("at_least",), "8.5 is not a whole number", "write 8 or 9"),
    ("integer", (), {"at_most": -1}, ("at_most",), "-1 is below 0", "write 0 or more"),
    ("integer", (1, 2, 4), {"at_least": 5}, ("at_least",), "nothing that Zoom gives is at least 5", "known: 1, 2, 4"),
    ("integer", (1, 2, 4), 3, ("equals",), "3 is not a value that Zoom gives", "known: 1, 2, 4"),
    ("string", ("all", "host"), "hosts", ("equals",), '"hosts" is not a value that Zoom gives', "did you mean host?"),
    ("string", (), True, ("equals",), "true is not text", 'write "true", in quotes'),
    ("string", (), "", ("equals",), "an empty text is no value to compare with", "write empty: true"),
    ("string", (), {"one_of": ["a", ""]}, ("one_of", 1), "an empty text is no value", "take it out"),
    ("string", (), {"one_of": ["a", "b", "a"]}, ("one_of", 2), '"a" stands in this list twice', "take one of them out"),
    ("string", (), {"any": ["a", {"empty": True}, "a"]}, ("any", 2), "stands in this list twice", "take one of them"),
    ("string", (), {"matches": ""}, ("matches",), 'the pattern "" matches every text', "^ and $"),
    ("string", (), {"matches": ".*"}, ("matches",), 'the pattern ".*" matches every text', "^ and $"),
    ("string", (), {"not": {"matches": "x?"}}, ("not", "matches"), 'the pattern "x?" matches every', "^ and $"),
    ("string", (), {"domain_in": ["@a.org"]}, ("domain_in", 0), '"@a.org" is not a domain', "without @"),
    ("string", (), {"domain_in": [""]}, ("domain_in", 0), '"" is not a domain', "without @"),
    ("string", (), {"address_in": ["office"]}, ("address_in", 0), '"office" is not an e-mail address', "office@"),
    (
        "string",
        (),
        {"one_of": [{"parameter": "x"}]},
        ("one_of", 0),
        "stands for the whole list",
        "one_of: {parameter: x}",
    ),
    ("array<string>", (), "a", ("equals",), "the value is a list of texts", "contains_all"),
    ("array<string>", (), {"every": {"at_least": 1}}, ("every", "at_least"), "the value is text", "matches"),
    ("array<integer>", (1, 2), {"contains_any": [1, 3]}, ("contains_any", 1), "3 is not a value", "known: 1, 2"),
    ("time", (), {"at_least": 1}, ("at_least",), "the value is a moment such as", "younger_than_days"),
]


@each(("kind", "known", "data", "path", "message", "hint"), NO_FITS)
def test_what_does_not_fit_is_told_where_and_what_would_be_right(kind, known, data, path, message, hint):
    (misfit,) = misfits(parse_condition(data), kind, known)
    assert misfit.path == path
    assert message in misfit.message
    assert hint in misfit.hint
    assert str(misfit).startswith(misfit.message)


@each(
    ("kind", "data"),
    [
        ("string", {"matches": "^[^@]+$"}),
        ("string", {"matches": "^$"}),
        ("string", {"matches": r"\A.{8,}\Z"}),
        ("string", {"domain_in": ["a.org", "b.org"]}),
        ("string", {"none_of": ["a", "A"]}),
        ("number", {"at_least": 8.0}),
        ("integer", {"one_of": [0, 1]}),
        ("any", {"one_of": [0, False, 1, True]}),
        ("number", {"at_least": 0.5}),
        ("array<string>", {"every": {"domain_in": {"parameter": "x"}}}),
        ("time", {"younger_than_days": {"parameter": "x"}}),
        ("time", {"younger_than_days": 36500}),
    ],
)
def test_what_makes_sense_is_let_through(kind, data):
    assert list(misfits(parse_condition(data), kind)) == []


KINDS = st.sampled_from(
    ["boolean", "integer", "number", "string", "object", "time", "any", "array<any>", "array<string>", "array<integer>"]
)


@given(KINDS)
def test_every_type_can_be_judged_by_something_and_lists_never_as_a_whole(kind):
    names = usable(kind)
    assert names
    assert set(names) <= set(OPERATORS)
    assert ("equals" in names) is (not kind.startswith(("array<", "object")))


@given(st.lists(st.text(), min_size=1), st.text(), KINDS)
def test_any_text_is_a_condition_or_told_why_not(choices, pattern, kind):
    for data in ({"one_of": choices}, {"matches": pattern}, {"domain_in": choices}, {"equals": pattern}):
        try:
            condition = parse_condition(data)
        except ConditionError as error:
            assert error.message
            assert error.hint
        else:
            assert all(misfit.message and misfit.path for misfit in misfits(condition, kind))
