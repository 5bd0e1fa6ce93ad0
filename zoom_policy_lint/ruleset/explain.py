"""What a JSON Schema refuses, in words that a person can act on: what is wrong, and what would be right."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.ruleset.source import Document
from zoom_policy_lint.ruleset.wording import written

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_MOST_NAMED = 20
"""Known words to list when none is near."""

_WHOLE = "“rules new” and “policy init” write files to start from"
"""What helps where a file as a whole is none."""

_TYPE_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping (key: value)",
    "null": "nothing",
}


def nearest(word: str, known: list[str]) -> str:
    """A hint that names the likeliest known words."""
    close = difflib.get_close_matches(word, known, n=3, cutoff=0.51)
    if close:
        return f"did you mean {' or '.join(close)}?"
    more = ", …" if len(known) > _MOST_NAMED else ""
    return f"known: {', '.join(sorted(known)[:_MOST_NAMED])}{more}"


def undeclared(instance: Iterable[str], schema: Mapping[str, Any]) -> list[str]:
    """The keys of a mapping that a part of a schema neither names nor describes by a pattern."""
    patterns = schema.get("patternProperties", ())
    return [
        key
        for key in instance
        if key not in schema.get("properties", ()) and not any(re.search(pattern, key) for pattern in patterns)
    ]


def explained(document: Document, error: "ValidationError", schema: Mapping[str, Any]) -> Iterator[Problem]:
    """One error of a document against the whole `schema`, as problems at their places."""
    path = tuple(error.absolute_path)
    instance: Any = error.instance
    wanted: Any = error.validator_value
    within: Any = error.schema
    if error.validator == "additionalProperties":
        known = list(within.get("properties", {}))
        for key in undeclared(instance, within):
            yield document.problem((*path, key), f"unknown key “{key}”", nearest(key, known))
    elif error.validator == "required":
        missing = next(key for key in wanted if f"'{key}'" in error.message)
        about = _about(within["properties"].get(missing, {}), schema)
        yield document.problem(path, f"“{missing}” is missing", f"{missing}: {about}" if about else "")
    elif "propertyNames" in error.relative_schema_path:
        yield document.problem((*path, instance), f"“{instance}” cannot be used as a name", _about(within, schema))
    elif inner := _meant(error):
        for one in inner:
            yield from explained(document, one, schema)
    else:
        where = f"“{path[-1]}”" if path and isinstance(path[-1], str) else "this" if path else "this file"
        message, hint = _wrong_value(where, error)
        about = _nearest_description(error, schema) if path else _WHOLE
        yield document.problem(path, message, hint or about)


def _meant(error: "ValidationError") -> list["ValidationError"]:
    """Of a choice of forms, what is wrong with the form that was meant; nothing, when none of them was."""
    return [one for one in error.context or () if one.relative_path or one.validator not in ("type", "const")]


_UNSEEN = " \t\r\n\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""White space, and characters that have no width."""


def _wrong_value(where: str, error: "ValidationError") -> tuple[str, str]:
    """What is wrong with a value, and what would be right, where the kind of error tells."""
    wanted: Any = error.validator_value
    given: Any = error.instance
    hint = ""
    match error.validator:
        case "type" if given is None:
            message = f"is empty; it must be {_types(wanted)}"
        case "type":
            message, hint = f"must be {_types(wanted)}, not {written(given)}", _written_as(wanted, given)
        case "enum" | "const":
            allowed = [str(value) for value in (wanted if error.validator == "enum" else [wanted])]
            message = "is empty" if given is None else f"cannot be {written(given)}"
            hint = nearest(str(given), allowed)
        case "minimum" | "maximum":
            message = f"must be at {'least' if error.validator == 'minimum' else 'most'} {wanted}, not {written(given)}"
        case "maxProperties":
            message = f"has more than {wanted} key{'' if wanted == 1 else 's'}"
        case "maxLength":
            message = f"must not be longer than {wanted} characters"
        case "minItems" | "minLength" | "minProperties" | "uniqueItems":
            message = f"must not {'name the same twice' if error.validator == 'uniqueItems' else 'be empty'}"
        case _ if given is None:
            message = "is empty"
        case "pattern" if isinstance(given, str) and not given.strip(_UNSEEN):
            message = "must not be empty"
        case _:
            message = f"cannot be {written(given)}"
    return f"{where} {message}", hint


def _written_as(wanted: str | list[str], given: Any) -> str:
    """How the same is written in the type that is wanted, where that is plain to see."""
    names = [wanted] if isinstance(wanted, str) else wanted
    if "array" in names and not isinstance(given, list | dict):
        return f"write a list: [{written(given)}]"
    if "string" in names and isinstance(given, bool | int | float):
        return "write it in quotes"
    if names == ["integer"] and isinstance(given, str) and given.isdecimal():
        return "write it without quotes"
    return ""


def _nearest_description(error: "ValidationError", schema: Mapping[str, Any]) -> str:
    """What the schema says of the thing that is wrong, or of what it is a part of; nothing of the file as a whole."""
    node: Any = schema
    found = ""
    for key in error.absolute_schema_path:  # references are followed, but do not stand in the path
        if isinstance(node, Mapping) and key not in node:
            node = _target(node["$ref"], schema)
            found = _about(node, schema) or found
        node = node[key]
        found = _about(node, schema) or found
    return found


def _about(node: Any, schema: Mapping[str, Any]) -> str:
    """The description of a part of the schema, its own or the one that it refers to."""
    if not isinstance(node, Mapping):
        return ""
    own = node.get("description", "")
    if not isinstance(own, str):  # a key of that name
        return ""
    return own or (_about(_target(node["$ref"], schema), schema) if "$ref" in node else "")


def _target(reference: str, schema: Mapping[str, Any]) -> Any:
    node: Any = schema
    for key in reference.removeprefix("#/").split("/"):
        node = node[key]
    return node


def _types(expected: str | list[str]) -> str:
    names = [expected] if isinstance(expected, str) else expected
    return " or ".join(_TYPE_WORDS[name] for name in names)
