"""Values and conditions in plain words."""

from collections.abc import Mapping
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.report.plain import ordered, plain

_OPERATORS = {
    "one_of": "one of",
    "none_of": "anything but",
    "at_least": "at least",
    "at_most": "at most",
    "matches": "text that matches",
    "contains_all": "all of",
    "contains_any": "any of",
    "contains_none": "without",
    "subset_of": "nothing but",
    "domain_in": "an address at",
    "address_in": "one of the addresses",
    "every": "each",
    "parts_in": "a list of nothing but",
    "parts_contain": "a list that holds",
    "same_parts": "the list",
    "not": "not",
}

_JOINED = {"all": " and ", "any": " or "}
"""Operators whose argument is a list of conditions, with the word between them."""


def value(seen: Any, key: str | None = None) -> str:
    """A value in plain words, with its meaning where the catalogue has one for the setting `key`."""
    if isinstance(seen, bool):
        return "on" if seen else "off"
    if seen is None:
        return "no value"
    if isinstance(seen, list | tuple):
        return ", ".join(value(item, key) for item in seen) or "nothing"
    if isinstance(seen, Mapping):
        return _condition(seen, key)
    text, meaning = plain(str(seen)), _meaning(seen, key)
    if meaning and meaning.startswith(f"{text} "):
        return meaning
    return f"{text} ({meaning})" if meaning else text or "empty text"


def _meaning(seen: Any, key: str | None) -> str | None:
    known = setting(key) if key else None
    return known.meaning(seen) if known else None


def _condition(condition: Mapping[str, Any], key: str | None) -> str:
    if dict(condition) in ({"empty": True}, {"empty": False}):
        return "empty" if condition["empty"] else "not empty"
    if len(condition) == 1:
        [(operator, wanted)] = condition.items()
        if operator == "younger_than_days":
            return f"not older than {value(wanted)} {'day' if wanted == 1 else 'days'}"
        if operator in _JOINED:
            return _JOINED[operator].join(value(one, key) for one in wanted)
        if operator in _OPERATORS:
            return f"{_OPERATORS[operator]} {value(wanted, key)}"
    return "; ".join(f"{plain(name)} {_field(wanted)}" for name, wanted in ordered(condition).items())


def _field(wanted: Any) -> str:
    """What is wanted of, or seen in, one field of a user, role or domain."""
    return f"“{plain(wanted)}”" if isinstance(wanted, str) else value(wanted)
