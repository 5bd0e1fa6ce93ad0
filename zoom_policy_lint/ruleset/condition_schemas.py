"""JSON Schemas of conditions, fitted to what they are put on, for editors to complete and check."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from zoom_policy_lint.ruleset.conditions_check import usable
from zoom_policy_lint.ruleset.operators import OPERATORS

Schema = dict[str, Any]
Values = tuple[tuple[Any, str | None], ...]

PARAMETER: Schema = {"$ref": "#/$defs/parameter"}

OPERATOR_MEANINGS: Mapping[str, str] = {
    "equals": "is this value; the same as writing the value alone",
    "one_of": "is one of these values",
    "none_of": "is none of these values",
    "at_least": "is this number or more",
    "at_most": "is this number or less",
    "matches": "is text in which this regular expression is found",
    "contains_all": "is a list with all of these in it",
    "contains_any": "is a list with at least one of these in it",
    "contains_none": "is a list with none of these in it",
    "subset_of": "is a list with nothing in it but these",
    "domain_in": "is an e-mail address at one of these domains",
    "address_in": "is one of these e-mail addresses, whatever its capitals",
    "parts_in": "is a text that lists something, and nothing but these; commas or semicolons stand between",
    "parts_contain": "is a text that lists something, with all of these in the list",
    "same_parts": "is a text that lists the same as this one, in this order, whatever stands between",
    "younger_than_days": "is a time not longer ago than so many days, counted back from when the account was read",
    "every": "is a list of which each item fits this condition; an empty list does",
    "empty": "true: is an empty text or list; false: is not",
    "not": "does not fit this condition",
    "all": "fits all of these conditions",
    "any": "fits at least one of these conditions",
}
"""What holds of a value that satisfies each operator."""

_PLAIN: Mapping[str, Schema] = {
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "string": {"type": "string"},
    "time": {"type": "string"},
    "any": {"type": ["string", "number", "boolean"]},
}
"""Values that may stand alone, by catalogue type."""

_UNTYPED: Mapping[str, Schema] = {
    "number": {"type": "number"},
    "days": {"type": "number"},
    "text": {"type": "string"},
    "parts": {"type": "string"},
    "boolean": {"type": "boolean"},
}
"""Arguments that are the same whatever the operator is put on."""

_OF_TEXTS = ("domain_in", "address_in", "parts_in", "parts_contain")
"""Operators that take any texts, also where only a few are known: they compare with what is inside a value."""


def judgeable(kind: str) -> bool:
    """Whether any condition at all can be put on a catalogue type."""
    return any(not OPERATORS[name].argument.startswith("condition") for name in usable(kind))


def choice(values: Iterable[tuple[Any, str | None]]) -> Schema:
    """A choice of values, each with its meaning where that is known."""
    known, meanings = zip(*values, strict=True)
    return {"enum": list(known)} | ({"enumDescriptions": [one or "" for one in meanings]} if any(meanings) else {})


def either(*schemas: Schema) -> Schema:
    """A schema that any of these satisfies."""
    return {"anyOf": list(schemas)}


def reference(name: str) -> Schema:
    """A reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


class ConditionSchemas:
    """Definitions of conditions, one for each type and set of values; `definitions` fills as they are asked for.

    They refer to each other, and to the definitions `parameter` and `parameter_name`, as members of `$defs`.
    """

    def __init__(self) -> None:
        # apart from the properties: an editor offers none where it counts the empty line as one of them
        self.definitions: dict[str, Schema] = {"one_operator": {"minProperties": 1, "maxProperties": 1}}
        self.definitions |= {
            f"operator.{name}": _operator(name, either(_UNTYPED[row.argument], PARAMETER))
            for name, row in OPERATORS.items()
            if row.argument in _UNTYPED
        }
        texts: Schema = {"type": "array", "minItems": 1, "items": {"type": "string"}}
        self.definitions |= {f"operator.{name}": _operator(name, either(texts, PARAMETER)) for name in _OF_TEXTS}
        self._stems: dict[tuple[str, Values], str] = {}

    def of(self, kind: str, name: str = "", values: Values = ()) -> Schema:
        """A reference to the condition on a catalogue type; `judgeable` must hold of it.

        `values` are the known ones; the `name` of what first has them is that of their definitions.
        """
        if (kind, values) not in self._stems:
            self._stems[kind, values] = stem = self._free_stem(kind, name if values else "")
            self.definitions |= self._defined(stem, kind, name, values)
        return reference(f"{self._stems[kind, values]}.condition")

    def list_of_text(self) -> Schema:
        """A reference to a list of texts, or a parameter in its place."""
        self.of("string")
        return reference(f"{self._stems['string', ()]}.list")

    def _free_stem(self, kind: str, name: str) -> str:
        words = [*re.findall(r"[a-z]+", kind), *re.findall(r"\w+", name)[-1:]]
        stem = "_".join(words)
        same = sum(1 for taken in self._stems.values() if taken.partition(".")[0] == stem)
        return f"{stem}.{same + 1}" if same else stem

    def _defined(self, stem: str, kind: str, name: str, values: Values) -> dict[str, Schema]:
        item = kind.removeprefix("array<").removesuffix(">")
        value, listed, inner = (reference(f"{stem}.{part}") for part in ("value", "list", "condition"))
        items = {"not": {"type": "null"}} if item == "any" else value
        arguments: Mapping[str, Schema] = {
            "value": either(value, PARAMETER),
            "list": listed,
            "condition": inner,
            "each": inner if item == kind else self.of(item, name, values),
            "conditions": {"type": "array", "minItems": 1, "items": inner},
        }
        return {
            f"{stem}.value": _PLAIN[item] | (choice(values) if values else {}),
            f"{stem}.list": either({"type": "array", "minItems": 1, "items": items}, PARAMETER),
            f"{stem}.condition": _condition(_operators(kind, arguments), value),
        }


def _operators(kind: str, arguments: Mapping[str, Schema]) -> dict[str, Schema]:
    """The operators that may be used on a type; `arguments` are those that depend on it."""
    return {
        name: reference(f"operator.{name}")
        if OPERATORS[name].argument in _UNTYPED or name in _OF_TEXTS
        else _operator(name, arguments["each" if name == "every" else OPERATORS[name].argument])
        for name in usable(kind)
    }


def _operator(name: str, argument: Schema) -> Schema:
    return {"description": OPERATOR_MEANINGS[name], **argument}


def _condition(operators: dict[str, Schema], plain: Schema) -> Schema:
    """One operator with its argument; or, where a value may be compared, the value or a parameter alone."""
    one: Schema = {"type": "object", "additionalProperties": False, "allOf": [reference("one_operator")]}
    if "equals" not in operators:
        return one | {"properties": operators}
    return either(plain, one | {"properties": operators | {"parameter": reference("parameter_name")}})
