"""Conditions on a value, as data: named operators, nothing evaluated as code."""

import math
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zoom_policy_lint.ruleset.operators import OPERATORS, Age
from zoom_policy_lint.ruleset.source import PathKey
from zoom_policy_lint.ruleset.structure import nearest
from zoom_policy_lint.ruleset.wording import written
from zoom_policy_lint.texts import ENDLESS, may_never_end


@dataclass(frozen=True, slots=True)
class Parameter:
    """A place in a condition where a value of the policy stands."""

    name: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator with its argument: a value, a list, a Parameter, or conditions (`not`, `all`, `any`, `every`)."""

    operator: str
    argument: Any

    def bind(self, parameters: Mapping[str, Any], at: datetime | None = None) -> "Condition":
        """The same condition with the policy's values in place of parameters; KeyError when one is not there.

        With `at`, when the account was read, ages are counted from then; without, they cannot be judged yet.
        """
        argument = _bind(self.argument, parameters, at)
        if at is not None and OPERATORS[self.operator].argument == "days":
            argument = Age(argument, at)
        return Condition(self.operator, argument)

    def holds(self, value: Any) -> bool:
        """Whether a value that was read, and is of the right type, satisfies the (bound) condition."""
        return OPERATORS[self.operator].test(value, self.argument)

    @property
    def on_time(self) -> bool:
        """Whether it is about the age of something."""
        match self.argument:
            case Condition() as inner:
                return inner.on_time
            case tuple() as items:
                return any(isinstance(item, Condition) and item.on_time for item in items)
            case _:
                return OPERATORS[self.operator].argument == "days"

    def as_data(self) -> Any:
        """The condition as the rule file and the JSON report write it."""
        match self.argument:
            case Condition():
                argument = self.argument.as_data()
            case tuple():
                argument = [item.as_data() if isinstance(item, Condition) else item for item in self.argument]
            case Parameter(name):
                argument = {"parameter": name}
            case Age(days):
                argument = days
            case _:
                argument = self.argument
        return argument if self.operator == "equals" else {self.operator: argument}

    def parameters(self) -> frozenset[str]:
        """The names of the parameters in it."""
        match self.argument:
            case Parameter(name):
                return frozenset({name})
            case Condition():
                return self.argument.parameters()
            case tuple():
                return frozenset().union(*(c.parameters() for c in self.argument if isinstance(c, Condition)))
            case _:
                return frozenset()

    def describe(self, show: Callable[[Any], str] = str) -> str:
        """The condition in words; `show` words a single value."""
        return OPERATORS[self.operator].words(self.argument, show)


class ConditionError(ValueError):
    """What a person wrote is no condition: `path` within it, what is wrong, and what would be right."""

    def __init__(self, path: PathKey, message: str, hint: str = "") -> None:
        super().__init__(f"{message}; {hint}" if hint else message)
        self.path, self.message, self.hint = path, message, hint


def parse_condition(data: Any, path: PathKey = ()) -> Condition:
    """The condition that a rule file writes; ConditionError when it is not one. `path` is where it stands."""
    if isinstance(data, list):
        hint = f"write one_of: {written(data)}, or contains_all, contains_any, contains_none"
        raise ConditionError(path, "a list is not a condition", hint)
    if not isinstance(data, Mapping):
        return Condition("equals", data)
    if set(data) == {"parameter"}:
        return Condition("equals", Parameter(str(data["parameter"])))
    if len(data) != 1:
        raise ConditionError(path, f"a condition has exactly one operator, not {len(data)}", _joined_hint(data))
    (name, argument), *_ = data.items()
    if name not in OPERATORS:
        raise ConditionError((*path, name), f"unknown operator “{name}”", nearest(name, list(OPERATORS)))
    return Condition(name, _argument(name, argument, (*path, name)))


def _joined_hint(data: Mapping[str, Any]) -> str:
    if "parameter" in data:
        return "“parameter” stands alone, in place of a value: at_least: {parameter: minimum_adults}"
    parts = ", ".join(f"{{{name}: …}}" for name in data)
    return f"join them with all: [{parts}]" if data else "write a value, or an operator such as one_of: [a, b]"


def _argument(name: str, data: Any, path: PathKey) -> Any:
    kind = OPERATORS[name].argument
    if kind == "condition":
        return parse_condition(data, path)
    if kind != "conditions" and isinstance(data, Mapping) and set(data) == {"parameter"}:
        return Parameter(str(data["parameter"]))
    if kind in ("conditions", "list"):
        return _items(name, data, path)
    _check_plain(name, kind, data, path)
    return data


def _items(name: str, data: Any, path: PathKey) -> tuple[Any, ...]:
    """The list that an operator takes, of values or of conditions."""
    of_conditions = OPERATORS[name].argument == "conditions"
    if not isinstance(data, list) or not data:
        one = f"[{written(data)}]" if data not in ([], None) else "[a, b]"
        example = "[{at_least: 2}, {at_most: 4}]" if of_conditions else one
        raise ConditionError(path, f"“{name}” takes a list with at least one item", f"write {name}: {example}")
    return tuple(parse_condition(item, (*path, at)) for at, item in enumerate(data)) if of_conditions else tuple(data)


def _check_plain(name: str, kind: str, data: Any, path: PathKey) -> None:
    """Refuse what is no argument for an operator that takes a single one."""
    wanted, words, hint = _PLAIN[kind]
    if not isinstance(data, wanted) or (kind in ("number", "days") and isinstance(data, bool)):
        hint = f"write one_of: {written(data)}" if kind == "value" and isinstance(data, list) else hint
        raise ConditionError(path, f"“{name}” takes {words}, not {written(data)}", hint)
    if kind == "text":
        _check_pattern(data, path)
    if kind == "number" and not math.isfinite(data):
        raise ConditionError(path, f"“{name}” takes a number that can be counted to, not {data}", hint)
    if kind == "days" and not 1 <= data <= _MOST_DAYS:
        raise ConditionError(path, f"“{name}” takes from 1 to {_MOST_DAYS} days, not {data}", hint)


def _check_pattern(pattern: str, path: PathKey) -> None:
    """Refuse what is no regular expression, one that a later Python may read otherwise, and one without end."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)
            re.compile(pattern)
            endless = may_never_end(pattern)
    except (re.error, FutureWarning, OverflowError, RecursionError) as error:
        hint = "write a backslash before a sign that stands for itself, as in \\. or \\("
        raise ConditionError(path, f"not a regular expression: {error}", hint) from error
    if endless:
        raise ConditionError(path, f"the pattern {written(pattern)} {ENDLESS}", _ONE_WAY)


_ONE_WAY = "put something between what repeats, or take one repeat out"


def _bind(argument: Any, parameters: Mapping[str, Any], at: datetime | None) -> Any:
    match argument:
        case Parameter(name):
            value = parameters[name]
            return tuple(value) if isinstance(value, list) else value
        case Condition():
            return argument.bind(parameters, at)
        case tuple():
            return tuple(_bind(item, parameters, at) for item in argument)
        case _:
            return argument


_PLAIN: Mapping[str, tuple[Any, str, str]] = {
    "value": ((str, int, float, bool), "a plain value", "write a text, a number, true or false"),
    "number": ((int, float), "a number", "write a number without quotes, such as 8"),
    "days": ((int, float), "a number of days", "write a number without quotes, such as 30"),
    "text": (str, "a text in quotes", 'write a text in quotes, such as "^Year 4"'),
    "parts": (str, "a text in quotes", 'write a text in quotes, such as "8801;8802"'),
    "boolean": (bool, "true or false", "write empty: true or empty: false"),
}
"""Arguments that are neither lists nor conditions: types, what that is in words, and how to write one."""

_MOST_DAYS = 36_500
