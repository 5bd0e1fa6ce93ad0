"""Checking the structure of a file against its JSON Schema, with problems that a person can act on."""

import copy
import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.ruleset.source import Document, PathKey

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

_MOST_NAMED = 20
"""Known words to list when none is near."""

_TYPE_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping (key: value)",
    "null": "nothing",
}


@cache
def load_schema(name: str) -> Mapping[str, Any]:
    """The published JSON Schema of `rule` or `policy` files."""
    text = files("zoom_policy_lint.ruleset").joinpath("schemas", f"{name}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@cache
def known_parameters() -> frozenset[str]:
    """The names that a policy may give values to."""
    return frozenset(load_schema("policy")["properties"]["parameters"]["properties"])


@cache
def _validator(name: str) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - slow to import, and `--help` does not need it

    return Draft202012Validator(load_schema(name))


def structure_problems(document: Document, schema: str) -> Iterator[Problem]:
    """Every way in which a document is not of the named schema."""
    for error in _validator(schema).iter_errors(document.data):
        yield from _explain(document, error)


def sound(document: Document, schema: str) -> Document | None:
    """The document without whatever its schema refuses, so that the rest can be checked too; None when nothing is left.

    What is missing at the top stays missing.
    """
    if not isinstance(document.data, dict):
        return None
    data, places = copy.deepcopy(document.data), dict(document.places)
    while path := next(_refused(data, schema), None):
        _take_out(data, places, path)
    return replace(document, data=data, places=places)


def _refused(data: Any, schema: str) -> Iterator[PathKey]:
    """The paths of things that the schema refuses, deepest first."""
    for error in sorted(_validator(schema).iter_errors(data), key=lambda error: -len(error.absolute_path)):
        path = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            known: Any = error.schema
            instance: Any = error.instance
            yield from ((*path, key) for key in instance if key not in known.get("properties", {}))
        elif path:
            yield path


def _take_out(data: Any, places: dict[PathKey, tuple[int, int]], path: PathKey) -> None:
    """Delete what stands at a path, and its places; what follows it in a list moves up."""
    *above, last = path
    for key in above:
        data = data[key]
    del data[last]
    depth, old = len(above), dict(places)
    places.clear()
    for keys, place in old.items():
        inside = keys[:depth] == tuple(above) and len(keys) > depth
        if not inside or not isinstance(last, int):
            if keys[: depth + 1] != path:
                places[keys] = place
        elif keys[depth] != last:
            index = int(keys[depth])
            places[(*above, index - (index > last), *keys[depth + 1 :])] = place


def nearest(word: str, known: list[str]) -> str:
    """A hint that names the likeliest known words."""
    close = difflib.get_close_matches(word, known, n=3, cutoff=0.5)
    if close:
        return f"did you mean {' or '.join(close)}?"
    more = ", …" if len(known) > _MOST_NAMED else ""
    return f"known: {', '.join(sorted(known)[:_MOST_NAMED])}{more}"


def _explain(document: Document, error: "ValidationError") -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    wanted: Any = error.validator_value
    if error.validator == "additionalProperties":
        schema: Any = error.schema
        known, instance = list(schema.get("properties", {})), cast("dict[str, Any]", error.instance)
        for key in (key for key in instance if key not in known):
            yield document.problem((*path, key), f"unknown key “{key}”", nearest(key, known))
    elif error.validator == "required":
        missing = next(key for key in wanted if f"'{key}'" in error.message)
        yield document.problem(path, f"“{missing}” is missing")
    elif inner := [one for one in error.context or () if one.validator not in ("type", "const")]:
        for one in inner:  # a choice of forms: say what is wrong with the form that was meant
            yield from _explain(document, one)
    else:
        where = f"“{path[-1]}”" if path and isinstance(path[-1], str) else "this"
        yield document.problem(path, *_wrong_value(where, error))


def _wrong_value(where: str, error: "ValidationError") -> tuple[str, str]:
    """What is wrong with a value, and what would be right."""
    wanted: Any = error.validator_value
    schema: Any = error.schema
    match error.validator:
        case "type":
            return f"{where} must be {_types(wanted)}, not {_shown(error.instance)}", ""
        case "enum" | "const":
            allowed = [str(value) for value in (wanted if error.validator == "enum" else [wanted])]
            return f"{where} cannot be {_shown(error.instance)}", nearest(str(error.instance), allowed)
        case "maxProperties":
            return f"{where} has more than {wanted} key{'' if wanted == 1 else 's'}", ""
        case "pattern" | "anyOf":
            return f"{where} cannot be {_shown(error.instance)}", schema.get("description", "")
        case "minItems" | "minLength" | "minProperties":
            return f"{where} must not be empty", ""
        case _:
            return f"{where}: {error.message}", ""


def _types(expected: str | list[str]) -> str:
    names = [expected] if isinstance(expected, str) else expected
    return " or ".join(_TYPE_WORDS[name] for name in names)


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - fits a line
