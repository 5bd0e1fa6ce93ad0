"""What a schema refuses, in words that say what is wrong and what would be right."""

from jsonschema import Draft202012Validator

from tests.support.each import each
from zoom_policy_lint.ruleset.explain import explained, nearest
from zoom_policy_lint.ruleset.source import parse

START = "“rules new” and “policy init” write files to start from"

SCHEMA = {
    "type": "object",
    "description": "The file",
    "additionalProperties": False,
    "required": ["id"],
    "properties": {
        "id": {"$ref": "#/$defs/name", "description": "What it is called"},
        "size": {"type": "integer", "minimum": 1, "maximum": 9, "description": "How large"},
        "kind": {"enum": ["red", "green"]},
        "list": {"type": "array", "minItems": 1, "items": {"type": "string"}, "description": "Some words"},
        "on": {"type": "boolean"},
        "map": {"type": "object", "propertyNames": {"pattern": "^[a-z]+$", "description": "small letters"}},
        "one": {"type": "object", "maxProperties": 1, "description": "One only"},
        "either": {
            "anyOf": [
                {"const": "all"},
                {"type": "object", "required": ["x"], "properties": {"x": {"description": "An x"}}},
            ],
            "description": "all, or {x: 1}",
        },
    },
    "$defs": {"name": {"type": "string", "pattern": "^[a-z]+$", "description": "small letters"}},
}


def said(text):
    """(line, column, message, hint) of everything that is wrong."""
    document = parse(text, "x.yaml")
    errors = Draft202012Validator(SCHEMA).iter_errors(document.data)
    return [
        (one.line, one.column, one.message, one.hint) for error in errors for one in explained(document, error, SCHEMA)
    ]


@each(
    ("written", "message", "hint"),
    [
        ("size: 0", "“size” must be at least 1, not 0", "How large"),
        ("size: 10", "“size” must be at most 9, not 10", "How large"),
        ('size: "3"', 'must be a whole number, not "3"', "write it without quotes"),
        ("size:", "“size” is empty; it must be a whole number", "How large"),
        ("kind: gren", '“kind” cannot be "gren"', "did you mean green or red?"),
        ("kind: blue", '“kind” cannot be "blue"', "known: green, red"),
        ("kind:", "“kind” is empty", "known: green, red"),
        ("list: word", '“list” must be a list, not "word"', 'write a list: ["word"]'),
        ("list: []", "“list” must not be empty", "Some words"),
        ("list: {a: b}", '“list” must be a list, not {"a": "b"}', "Some words"),
        ('on: "true"', '“on” must be true or false, not "true"', ""),
        ("one: {a: 1, b: 2}", "“one” has more than 1 key", "One only"),
        ("either: some", '“either” cannot be "some"', "all, or {x: 1}"),
        ("either: {y: 1}", "“x” is missing", "x: An x"),
    ],
)
def test_a_wrong_value_says_what_would_be_right(written, message, hint):
    ((line, column, found, help_),) = said(f"id: a\n{written}\n")
    assert message in found
    assert (line, column, help_) == (2, 1, hint)


def test_a_reference_is_explained_by_what_it_refers_to():
    assert said("id: A\n") == [(1, 1, '“id” cannot be "A"', "small letters")]
    assert said("id: 1.10\n") == [(1, 1, "“id” must be text, not 1.1", "write it in quotes")]


def test_what_is_missing_is_explained():
    assert said("size: 2\n") == [(1, 1, "“id” is missing", "id: What it is called")]


def test_a_name_that_cannot_be_used_is_told_at_the_name():
    assert said("id: a\nmap:\n  b: 1\n  B c: 2\n") == [(4, 3, "“B c” cannot be used as a name", "small letters")]


def test_an_item_is_told_at_the_item():
    assert said("id: a\nlist: [x, 5]\n") == [(2, 11, "this must be text, not 5", "write it in quotes")]


def test_of_a_choice_of_forms_the_one_that_was_meant_is_explained():
    either = {"anyOf": [{"type": "object"}, {"type": "array", "items": {"type": "string"}}]}
    document = parse("[a, 7]\n", "x.yaml")
    problems = [
        one
        for error in Draft202012Validator(either).iter_errors(document.data)
        for one in explained(document, error, either)
    ]
    assert [(one.column, one.message) for one in problems] == [(5, "this must be text, not 7")]


def test_a_file_that_is_no_mapping_says_so():
    assert said("- a\n") == [(1, 1, 'this file must be a mapping (key: value), not ["a"]', START)]
    assert said("") == [(1, 1, "this file is empty; it must be a mapping (key: value)", START)]


def test_long_values_are_cut():
    ((_, _, message, _),) = said(f"id: a\nkind: {'x' * 500}\n")
    assert len(message) < 100


def test_the_nearest_words_are_named_or_all_when_none_is_near():
    assert nearest("colr", ["colour", "shape"]) == "did you mean colour?"
    assert nearest("zzz", ["b", "a"]) == "known: a, b"
    assert nearest("zzz", [f"w{at:02}" for at in range(30)]).endswith("w19, …")
