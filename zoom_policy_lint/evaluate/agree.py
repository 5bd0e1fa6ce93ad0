"""Whether two conditions on the same value can be met together."""

from collections.abc import Iterable, Iterator
from typing import Any

from zoom_policy_lint.catalogue import fits
from zoom_policy_lint.ruleset import Condition
from zoom_policy_lint.ruleset.operators import OPERATORS, Age


def can_agree(one: Condition, other: Condition, kind: str, known: tuple[Any, ...]) -> bool:
    """Whether some value satisfies both (bound) conditions, as far as values can be found to try.

    `kind` is the value's type by its name in the catalogue, `known` the values that Zoom is known to give (of the
    items, for a list), empty when any may come.
    """
    return any(one.holds(value) and other.holds(value) for value in _values(one, other, kind, known))


def _values(one: Condition, other: Condition, kind: str, known: tuple[Any, ...]) -> Iterator[Any]:
    asked, asked_too = list(_asked(one)), list(_asked(other))
    tried: Iterable[Any]
    if kind.startswith("array<"):
        tried = _lists(asked, asked_too, known, kind[6:-1])
    elif kind == "boolean":
        tried = (False, True)
    else:
        tried = known or _single([*asked, *asked_too], kind)
    yield from (value for value in tried if fits(kind, value))


def _asked(condition: Condition) -> Iterator[Any]:
    """Every value that a condition names."""
    match condition.argument:
        case Condition() as inner:
            yield from _asked(inner)
        case tuple() as parts if OPERATORS[condition.operator].argument == "conditions":
            for part in parts:
                yield from _asked(part)
        case tuple() as items:
            yield from items
        case Age(at=at):
            yield at.strftime("%Y-%m-%dT%H:%M:%SZ")
        case argument:
            yield argument


def _single(asked: list[Any], kind: str) -> Iterator[Any]:
    """The values that are named, and those beside them, on either side of where a condition changes its mind."""
    yield from asked
    if kind == "string":
        yield from ("", "another value", *(f"somebody@{name}" for name in asked))
        yield ";".join(map(str, asked))
    else:
        numbers = [value for value in asked if isinstance(value, int | float) and not isinstance(value, bool)]
        yield from (value + step for value in numbers for step in (1, -1) if value + step >= 0)


def _lists(asked: list[Any], asked_too: list[Any], known: tuple[Any, ...], kind: str) -> Iterator[list[Any]]:
    """No items, one, all that are named, those that both name or only one does, and all that are known."""
    yield from ([], asked, asked_too, [*asked, *asked_too], list(known))
    yield [value for value in asked if value in asked_too]
    yield [value for value in asked if value not in asked_too]
    yield [value for value in asked_too if value not in asked]
    yield from ([value] for value in (*known, *_single([*asked, *asked_too], kind)))
