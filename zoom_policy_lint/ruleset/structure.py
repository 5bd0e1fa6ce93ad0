"""Checking the structure of a file against its JSON Schema, with problems that a person can act on."""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.ruleset.explain import explained, nearest, undeclared
from zoom_policy_lint.ruleset.language import language_problem, newer_language
from zoom_policy_lint.ruleset.source import Document, PathKey

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

__all__ = [
    "document_problems",
    "is_domain",
    "known_parameters",
    "load_schema",
    "nearest",
    "parameters_alone",
    "sound",
    "structure_problems",
]


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
def _domain_pattern() -> re.Pattern[str]:
    return re.compile(load_schema("policy")["$defs"]["domain"]["pattern"])


def is_domain(text: str) -> bool:
    """Whether a text is a domain as a policy may write it: school.example.sch.uk, without @, * or https://."""
    return _domain_pattern().fullmatch(text) is not None


@cache
def _validator(name: str) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - slow to import, and `--help` does not need it

    return Draft202012Validator(load_schema(name))


def document_problems(document: Document, schema: str) -> list[Problem]:
    """Every problem of a document's text and structure; of one in a later version of the language, that alone."""
    if newer := newer_language(document):
        return [newer]
    return _not_too_many([*document.problems, *structure_problems(document, schema)])


_MOST_SHOWN = 20
"""Problems of a file's text and structure that are told one by one: it may be any file, and not ours to print."""


def _not_too_many(problems: list[Problem]) -> list[Problem]:
    """The first problems of one file; where there are more, how many."""
    shown, more = sorted(problems)[:_MOST_SHOWN], len(problems) - _MOST_SHOWN
    if more <= 0:
        return problems
    last, further = shown[-1], "1 more problem" if more == 1 else f"{more} more problems"
    hint = "put those above right first, and look whether it is the file that was meant"
    return [*shown, Problem(last.file, last.line, last.column + 1, f"{further} of this file", hint)]


def structure_problems(document: Document, schema: str) -> Iterator[Problem]:
    """Every way in which a document is not of the named schema."""
    if wrong := newer_language(document) or language_problem(document):
        yield wrong
    for error in _validator(schema).iter_errors(document.data):
        path = tuple(error.absolute_path)
        if path != ("language",) and path not in document.spoilt:
            yield from explained(document, error, load_schema(schema))


def parameters_alone(document: Document, path: PathKey, parameters: Any) -> Document:
    """The parameters at a path of a document as those of a policy, each still at its place."""
    below = {keys[len(path) :]: place for keys, place in document.places.items() if keys[: len(path)] == path}
    places = {("parameters", *keys): place for keys, place in below.items()}
    return replace(document, data={"parameters": parameters}, places=places)


def sound(document: Document, schema: str) -> Document | None:
    """The document without whatever its schema refuses, so that the rest can be checked too; None when nothing is left.

    What is missing at the top stays missing.
    """
    if not isinstance(document.data, dict):
        return None
    data, places, taken = copy.deepcopy(document.data), dict(document.places), set[PathKey]()
    while path := next(_refused(data, schema), None):
        _take_out(data, places, path)
        taken.add(path)
    return replace(document, data=data, places=places, taken=frozenset(taken))


def _refused(data: Any, schema: str) -> Iterator[PathKey]:
    """The paths of things that the schema refuses, deepest first."""
    for error in sorted(_validator(schema).iter_errors(data), key=lambda error: -len(error.absolute_path)):
        path = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            known: Any = error.schema
            instance: Any = error.instance
            yield from ((*path, key) for key in undeclared(instance, known))
        elif "propertyNames" in error.relative_schema_path:
            yield (*path, str(error.instance))
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
