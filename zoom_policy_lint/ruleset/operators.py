"""The operators of conditions: what each may be used on, when it holds, and how it is said."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from zoom_policy_lint.catalogue.types import moment


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
class Operator:
    """What an operator may be used on (catalogue type names; `any` for all) and what argument it takes.

    `argument` is value, list, number, days, text (a pattern), parts (a text that lists something), boolean, condition
    or conditions.
    """

    types: tuple[str, ...]
    argument: str
    test: Callable[[Any, Any], bool]
    words: Callable[[Any, Callable[[Any], str]], str]


def same(left: Any, right: Any) -> bool:
    """Equality that never takes true for 1."""
    return isinstance(left, bool) == isinstance(right, bool) and bool(left == right)


def _among(value: Any, choices: Any) -> bool:
    return any(same(value, choice) for choice in choices)


def _is_address_of(address: str, addresses: Any) -> bool:
    return address.strip().casefold() in {str(one).strip().casefold() for one in addresses}


def parts_of(text: str) -> list[str]:
    """What a text lists, whether commas, semicolons or spaces stand between."""
    return [part for part in re.split(r"[,;\s]+", text) if part]


def _parts_in(text: str, choices: Any) -> bool:
    parts = parts_of(text)
    return bool(parts) and all(_among(part, choices) for part in parts)


def _days(argument: Any, show: Callable[[Any], str]) -> str:
    days = argument.days if isinstance(argument, Age) else argument
    return f"not older than {show(days)} {'day' if days == 1 else 'days'}"


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
    "parts_in": Operator(("string",), "list", _parts_in, lambda a, show: f"a list of nothing but {_joined(a, show)}"),
    "parts_contain": Operator(
        ("string",),
        "list",
        lambda v, a: all(one in parts_of(v) for one in a),
        lambda a, show: f"a list with {_joined(a, show, 'and')} in it",
    ),
    "same_parts": Operator(("string",), "parts", lambda v, a: parts_of(v) == parts_of(a), _alone),
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
