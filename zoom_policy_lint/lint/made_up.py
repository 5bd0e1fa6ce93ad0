"""Values of parameters that no policy gives: what a rule says of them shows whether it means the parameter."""

from collections.abc import Iterator, Mapping
from typing import Any

from zoom_policy_lint.lint.domain import Domain
from zoom_policy_lint.lint.mutants import Place, places
from zoom_policy_lint.ruleset import Condition, Rule
from zoom_policy_lint.ruleset.conditions import Parameter
from zoom_policy_lint.ruleset.operators import OPERATORS, same


def lists_of_two(rule: Rule, today: Mapping[str, Any]) -> Mapping[str, Any]:
    """Two made-up items for every parameter that stands in place of a list and has fewer today."""
    return {
        name: _two(operator, place.domain.item)
        for place, operator, name in _parameters(rule)
        if OPERATORS[operator].argument == "list" and not _lists_several(today.get(name))
    }


def other_values(rule: Rule, today: Mapping[str, Any]) -> Mapping[str, Any]:
    """Another value than that of today for every parameter of a condition for which one is to be had."""
    found = dict(lists_of_two(rule, today))
    for place, _, name in _parameters(rule):
        others = _other(today.get(name), place)
        if others:
            found[name] = others[0]
    return found


_SEVERAL = 2


def _lists_several(value: Any) -> bool:
    return isinstance(value, list) and len(value) >= _SEVERAL


def _two(operator: str, item: Domain) -> list[Any]:
    if len(item.known) > 1:
        return [*item.known[:2]]
    if item.kind in ("integer", "number"):
        return [1, 2]
    if operator == "address_in":
        return ["first@school.example", "second@school.example"]
    return ["first.example", "second.example"]


def _other(value: Any, place: Place) -> list[Any]:
    """Values beside one of today that a policy could give to a parameter at a place."""
    match value:
        case bool() | None:
            return []
        case int() | float() if place.domain.closed:
            return [one for one in place.domain.known if not same(one, value)]
        case int() | float():
            return [value + 2]
        case [_, *rest] if rest:
            return [rest]
        case _:
            return []


def _parameters(rule: Rule) -> Iterator[tuple[Place, str, str]]:
    """The parameters in the conditions of a rule, each with its place and with the operator that takes it."""
    for place in places(rule):
        for condition in _within(place.condition):
            if isinstance(condition.argument, Parameter):
                yield place, condition.operator, condition.argument.name


def _within(condition: Condition | None) -> Iterator[Condition]:
    """A condition and those inside it."""
    if condition is not None:
        yield condition
        inner = condition.argument if isinstance(condition.argument, tuple) else (condition.argument,)
        for part in inner:
            if isinstance(part, Condition):
                yield from _within(part)
