"""What a condition is put on, and the values with which it can be tried."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Any

from zoom_policy_lint.catalogue import fits, setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.evaluate.examples import READ_AT
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.ruleset import Condition
from zoom_policy_lint.ruleset.operators import OPERATORS, parts_of, same

Leaf = tuple[str, Any]
"""An operator that holds no other conditions, and its argument."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that may come: a type by its name in the catalogue, and the known ones (empty: any of the type).

    A value that is not known is never judged, so a single value of a `closed` domain is one of the known ones.
    """

    kind: str
    known: tuple[Any, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether every value that can be judged is known."""
        return bool(self.known) and not self.is_list

    @property
    def is_list(self) -> bool:
        """Whether the values are lists."""
        return self.kind.startswith("array<")

    @property
    def item(self) -> "Domain":
        """What the items of a list are; of a single value, the value itself."""
        return Domain(self.kind[6:-1], self.known) if self.is_list else self

    @classmethod
    def of_setting(cls, key: str) -> "Domain":
        """The domain of a setting of the catalogue; KeyError when it has none of that name."""
        row = setting(key)
        if row is None:
            raise KeyError(key)
        return cls(row.type, (False, True) if row.type == "boolean" else row.known)

    @classmethod
    def of_field(cls, level: Level, name: str) -> "Domain":
        """The domain of a field of a resource."""
        field = fields(level)[name]
        return cls(field.type, (False, True) if field.type == "boolean" else field.known)


COUNT = Domain("integer")
"""How many people there are."""


def holds(condition: Condition, value: Any) -> bool:
    """Whether a value satisfies a bound condition, on the day on which the accounts of examples are read."""
    return (condition.bind({}, READ_AT) if condition.on_time else condition).holds(value)


def probes(conditions: Iterable[Condition], domain: Domain, given: Iterable[Any] = ()) -> tuple[Any, ...]:
    """Values that tell bound conditions apart: those given that fit, then those on either side of each argument.

    For numbers, moments, words and lists they stand for all values there are; not for texts that must match a pattern.
    """
    leaves = [leaf for condition in conditions for leaf in _leaves(condition)]
    own = [value for value in given if fits(domain.kind, value) and not _is_negative(value)]
    made = _lists(leaves, domain.item) if domain.is_list else _single(leaves, domain)
    return _distinct([*own, *made])


def patterns(condition: Condition) -> tuple[str, ...]:
    """The patterns that it asks for; no list of probes holds every kind of text that they tell apart."""
    return tuple(argument for operator, argument in _leaves(condition) if operator == "matches")


def of_every_item(condition: Condition) -> bool:
    """Whether part of it is true of a list without items because no item speaks against it."""
    if condition.operator in _OF_EVERY_ITEM:
        return True
    match condition.argument:
        case Condition() as inner:
            return of_every_item(inner)
        case tuple() as parts:
            return any(isinstance(part, Condition) and of_every_item(part) for part in parts)
        case _:
            return False


_OF_EVERY_ITEM = ("subset_of", "contains_none", "every")


def _leaves(condition: Condition) -> Iterator[Leaf]:
    match condition.argument:
        case Condition() as inner:
            yield from _leaves(inner)
        case tuple() as parts if OPERATORS[condition.operator].argument == "conditions":
            for part in parts:
                yield from _leaves(part)
        case argument:
            yield condition.operator, argument


def _single(leaves: list[Leaf], domain: Domain) -> Iterator[Any]:
    if domain.known:
        yield from domain.known
        return
    for operator, argument in leaves:
        yield from (value for value in _beside(operator, argument) if not _is_negative(value))
    if domain.kind == "boolean":
        yield from (False, True)
    elif domain.kind == "string":
        yield from ("another value", "somebody@example.org", "")


def _beside(operator: str, argument: Any) -> Iterator[Any]:
    """Values on either side of where an operator changes its mind."""
    match operator:
        case "at_least" | "at_most":
            yield from (argument, argument - 1, argument + 1)
        case "younger_than_days":
            yield from (_days_ago(argument + hours / 24) for hours in (-12, 12, -36, 36))
        case "domain_in":
            for domain in argument:
                yield from (f"somebody@{domain}", f"somebody@x-{domain}", f"somebody@{domain}.evil.example")
        case "equals" if isinstance(argument, int | float) and not isinstance(argument, bool):
            yield from (argument, argument - 1, argument + 1)
        case "equals":
            yield argument
        case "same_parts":
            yield from _listings(parts_of(argument))
        case "parts_in" | "parts_contain":
            yield from _listings([*argument])
        case "matches" | "empty":
            return
        case _:
            yield from argument


def _listings(parts: list[str]) -> Iterator[str]:
    """Texts that list all of some parts, each alone, all but one, and something else beside them."""
    yield ", ".join(parts)
    yield ";".join(reversed(parts))
    yield from parts
    yield from (",".join(part for part in parts if part != left_out) for left_out in parts)
    yield ",".join([*parts, "other"])
    yield "other"


def _is_negative(value: Any) -> bool:
    """Whether it is a number below 0, which Zoom never gives where any number may come."""
    return isinstance(value, int | float) and value < 0


def _days_ago(days: float) -> str:
    return (READ_AT - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _lists(leaves: list[Leaf], item: Domain) -> Iterator[list[Any]]:
    items = _distinct(_single(leaves, item))
    yield from ([one] for one in items)
    yield []
    yield from ([*argument] for _, argument in leaves if isinstance(argument, tuple))
    wanted = _distinct(one for _, argument in leaves if isinstance(argument, tuple) for one in argument)
    yield from ([one for one in wanted if not same(one, left_out)] for left_out in wanted)
    yield from ([*pair] for pair in combinations(items, 2))
    yield [*items]


def _distinct(values: Iterable[Any]) -> tuple[Any, ...]:
    """The values without repetition, true and 1 kept apart."""
    seen = {f"{type(value).__name__} {value!r}": value for value in values}
    return tuple(seen.values())
