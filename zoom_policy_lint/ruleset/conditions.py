"""Conditions on a value, as data: named operators, nothing evaluated as code."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from zoom_policy_lint.catalogue.types import moment


@dataclass(frozen=True, slots=True)
class Parameter:
    """A place in a condition where a value of the policy stands."""

    name: str


@dataclass(frozen=True, slots=True)
class Age:
    """So many days, counted back from a moment."""

    days: float
    at: datetime

    def reaches(self, text: str) -> bool:
        """Whether the moment that a text names is not longer ago; false when it names none, or one still to come.

        Clocks may differ by a day, no more.
        """
        found = moment(text)
        return found is not None and -timedelta(days=1) <= self.at - found <= timedelta(days=self.days)


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


@dataclass(frozen=True, slots=True)
class Operator:
    """What an operator may be used on (catalogue type names; `any` for all) and what argument it takes.

    `argument` is value, list, number, days, text, boolean, condition or conditions.
    """

    types: tuple[str, ...]
    argument: str
    test: Callable[[Any, Any], bool]
    words: Callable[[Any, Callable[[Any], str]], str]


def parse_condition(data: Any) -> Condition:
    """The condition that a rule file writes; ValueError with a sentence when it is not one."""
    if not isinstance(data, Mapping):
        if isinstance(data, list):
            raise ValueError(  # noqa: TRY004 - what a person wrote, not what a caller passed
                "a list is not a condition; write one_of, contains_all or contains_none with it"
            )
        return Condition("equals", data)
    if "parameter" in data:
        return Condition("equals", _argument("value", data))
    if len(data) != 1:
        raise ValueError("a condition has exactly one operator; join several with all: [...]")
    (name, argument), *_ = data.items()
    if name not in OPERATORS:
        raise ValueError(f"unknown operator “{name}”; known: {', '.join(sorted(OPERATORS))}")
    return Condition(name, _argument(OPERATORS[name].argument, argument))


def same(left: Any, right: Any) -> bool:
    """Equality that never takes true for 1."""
    return isinstance(left, bool) == isinstance(right, bool) and bool(left == right)


def _argument(kind: str, data: Any) -> Any:
    if kind == "condition":
        return parse_condition(data)
    if kind != "conditions" and isinstance(data, Mapping) and set(data) == {"parameter"}:
        return Parameter(str(data["parameter"]))
    if kind in ("conditions", "list"):
        if not isinstance(data, list) or not data:
            raise ValueError("this operator takes a list with at least one item")
        return tuple(parse_condition(item) for item in data) if kind == "conditions" else tuple(data)
    wanted, words = _ARGUMENT_TYPES[kind]
    if not isinstance(data, wanted) or (kind in ("number", "days") and isinstance(data, bool)):
        raise ValueError(f"this operator takes {words}, not {data!r}")
    if kind == "text":
        _compile(data)
    return data


def _compile(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error


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


def _among(value: Any, choices: Any) -> bool:
    return any(same(value, choice) for choice in choices)


def _is_address_of(address: str, addresses: Any) -> bool:
    return address.strip().casefold() in {str(one).strip().casefold() for one in addresses}


def _days(argument: Any, show: Callable[[Any], str]) -> str:
    return f"not older than {show(argument.days if isinstance(argument, Age) else argument)} days"


def _domain(address: str) -> str:
    """The domain of an e-mail address in lower case; empty for what is none."""
    return address.rpartition("@")[2].lower() if re.fullmatch(r"[^@\s]+@[^@\s]+", address) else ""


def _joined(items: Any, show: Callable[[Any], str], word: str = "or") -> str:
    shown = [show(item) for item in items]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {word} {shown[-1]}" if shown else "nothing"


def _alone(value: Any, show: Callable[[Any], str]) -> str:
    return show(value)


def _each(items: Any, show: Callable[[Any], str], word: str) -> str:
    return f" {word} ".join(item.describe(show) for item in items)


_ARGUMENT_TYPES: Mapping[str, tuple[Any, str]] = {
    "value": ((str, int, float, bool), "a plain value"),
    "number": ((int, float), "a number"),
    "days": ((int, float), "a number of days"),
    "text": (str, "a text in quotes"),
    "boolean": (bool, "true or false"),
}

_ARRAYS = ("array<string>", "array<integer>", "array<number>", "array<boolean>", "array<any>")

OPERATORS: Mapping[str, Operator] = {
    "equals": Operator(("any",), "value", same, _alone),
    "one_of": Operator(("any",), "list", _among, _joined),
    "none_of": Operator(
        ("any",), "list", lambda v, a: not _among(v, a), lambda a, show: f"anything but {_joined(a, show)}"
    ),
    "at_least": Operator(("integer", "number"), "number", lambda v, a: v >= a, lambda a, show: f"at least {show(a)}"),
    "at_most": Operator(("integer", "number"), "number", lambda v, a: v <= a, lambda a, show: f"at most {show(a)}"),
    "matches": Operator(
        ("string",), "text", lambda v, a: re.search(a, v) is not None, lambda a, _: f"text that matches {a}"
    ),
    "contains_all": Operator(
        _ARRAYS, "list", lambda v, a: all(_among(x, v) for x in a), lambda a, show: f"all of {_joined(a, show, 'and')}"
    ),
    "contains_any": Operator(
        _ARRAYS, "list", lambda v, a: any(_among(x, v) for x in a), lambda a, show: f"one of {_joined(a, show)}"
    ),
    "contains_none": Operator(
        _ARRAYS, "list", lambda v, a: not any(_among(x, v) for x in a), lambda a, show: f"none of {_joined(a, show)}"
    ),
    "subset_of": Operator(
        _ARRAYS, "list", lambda v, a: all(_among(x, a) for x in v), lambda a, show: f"nothing but {_joined(a, show)}"
    ),
    "domain_in": Operator(
        ("string",),
        "list",
        lambda v, a: _domain(v) in {str(domain).lower() for domain in a},
        lambda a, show: f"an address at {_joined(a, show)}",
    ),
    "address_in": Operator(
        ("string",), "list", _is_address_of, lambda a, show: f"one of the addresses {_joined(a, show)}"
    ),
    "younger_than_days": Operator(("time",), "days", lambda v, a: a.reaches(v), _days),
    "every": Operator(
        _ARRAYS, "condition", lambda v, a: all(a.holds(x) for x in v), lambda a, show: f"each {a.describe(show)}"
    ),
    "empty": Operator(
        ("string", *_ARRAYS), "boolean", lambda v, a: (len(v) == 0) == a, lambda a, _: "empty" if a else "not empty"
    ),
    "not": Operator(
        ("any",), "condition", lambda v, a: not a.holds(v), lambda a, show: f"anything but {a.describe(show)}"
    ),
    "all": Operator(
        ("any",), "conditions", lambda v, a: all(c.holds(v) for c in a), lambda a, show: _each(a, show, "and")
    ),
    "any": Operator(
        ("any",), "conditions", lambda v, a: any(c.holds(v) for c in a), lambda a, show: _each(a, show, "or")
    ),
}
