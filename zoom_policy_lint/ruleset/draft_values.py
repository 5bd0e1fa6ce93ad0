"""Values to try a condition on: those that it names, their neighbours, and every other one that Zoom may give."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from zoom_policy_lint.ruleset.conditions import Condition

_OTHER_TEXT = "something else"
_SAMPLES = ("Aa1!aaaa", "12345678", "a.head@school.example", "school.example", "https://school.example/", "A text.")
"""Texts of which one may match a pattern that is not plain words."""


def candidates(condition: Condition, kind: str, known: tuple[Any, ...]) -> list[Any]:
    """Values of a type (as the catalogue names it), each once, that tell the condition from its likely mistakes.

    The condition must be bound: no parameters left in it. `known` are the values that Zoom is known to give; no other
    is then among them.
    """
    if kind.startswith("array<"):
        return _once(_lists(condition, kind[len("array<") : -1], known))
    return _once(_singles(condition, kind, known))


def others(value: Any) -> Iterator[Any]:
    """Other values that a policy may give a parameter which has this one, the likeliest to make a difference first."""
    match value:
        case bool():
            yield not value
        case int() | float():
            yield from (value * 2, value + 1, value * 3)
        case [str() as first, *_]:
            yield [*value, f"other-{first}"]
            yield [f"other-{first}"]


def _lists(condition: Condition, kind: str, known: tuple[Any, ...]) -> Iterator[list[Any]]:
    """No item, all that are named, each named one alone, each missing, any other one alone and beside the named."""
    pool = _once(_singles(condition, kind, known))
    named = [value for value in _once(_named(condition)) if value in pool]
    others = [value for value in pool if value not in named]
    yield named
    yield []
    yield from ([value] for value in named)
    yield from ([one for one in named if one != value] for value in named)
    yield from ([value] for value in others)
    yield from ([*named, value] for value in others[:1])


def _singles(condition: Condition, kind: str, known: tuple[Any, ...]) -> Iterator[Any]:
    match kind:
        case _ if known:
            yield from known
        case "boolean":
            yield from (True, False)
        case "integer" | "number":
            numbers = {value for value in _named(condition) if not isinstance(value, bool | str)}
            near = {value + step for value in numbers or {1} for step in (-1, 0, 1)}
            yield from sorted(value for value in near if value >= 0)  # no number that Zoom gives is below 0
        case _:
            yield from _texts(condition)


def _texts(condition: Condition) -> Iterator[Any]:
    for operator, value in _leaves(condition):
        match operator:
            case "matches":
                yield from (*_like(re.sub(r"\(\?i\)|[\\^$]", "", value)), *_SAMPLES)
            case "domain_in":
                yield f"a.head@{value}"
                yield from (f"a.head@else{value}", f"a.head@else.{value}", f"a.head@{value}.else.example")
                yield "a.head@elsewhere.example"
            case "address_in":
                yield value
                yield "somebody@elsewhere.example"
            case "empty":
                yield ""
            case _:
                yield value
    yield from (_OTHER_TEXT, "")


def _like(plain: str) -> Iterator[str]:
    """A text, and those like it that only a pattern with ends, or one that tells capitals, keeps apart from it."""
    yield from (plain, f"x{plain}", f"{plain}x", plain.swapcase())


def _named(condition: Condition) -> Iterator[Any]:
    """The plain values that a condition names."""
    return (value for operator, value in _leaves(condition) if operator not in ("matches", "domain_in", "empty"))


def _leaves(condition: Condition) -> Iterator[tuple[str, Any]]:
    """Every operator in it that is put on a value, with each of the values of its argument."""
    match condition.argument:
        case Condition() as inner:
            yield from _leaves(inner)
        case tuple() as items:
            for item in items:
                yield from _leaves(item) if isinstance(item, Condition) else [(condition.operator, item)]
        case value:
            yield condition.operator, value


def _once(values: Iterable[Any]) -> list[Any]:
    """Each value once, in order; true is not 1."""
    return list({json.dumps(value): value for value in values}.values())
