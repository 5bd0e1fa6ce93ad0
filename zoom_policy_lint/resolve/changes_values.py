"""What one side of a comparison knows of a value, and where two answers differ.

Absent, null and unread are three things, and none of them is a value. The order of Zoom's lists and keys is no change.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from zoom_policy_lint.model.words import Reason


class State(StrEnum):
    """What is known: a value, null, that Zoom's answer does not hold it, or nothing, since it was not read."""

    VALUE = "value"
    NULL = "null"
    ABSENT = "absent"
    UNREAD = "unread"


@dataclass(frozen=True)
class Side:
    """What one of two snapshots says of one thing; `reason` tells why it is unread."""

    state: State
    value: Any = None
    reason: Reason | None = None

    @classmethod
    def of(cls, value: Any) -> "Side":
        """A value as Zoom gave it."""
        return NULL if value is None else cls(State.VALUE, value)

    @classmethod
    def unread(cls, reason: Reason) -> "Side":
        """Nothing, for that reason."""
        return cls(State.UNREAD, reason=reason)

    @cached_property
    def key(self) -> str:
        """The same for sides that say the same, whatever the order of lists and keys."""
        return f"{self.state}:{self.reason or ''}:{canonical(self.value)}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Side) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


ABSENT, NULL = Side(State.ABSENT), Side(State.NULL)
HERE = Side(State.VALUE, value=True)
"""Stands for the thing itself: a resource that is there, an answer that was read."""


def canonical(value: Any) -> str:
    """JSON text that is the same for values that differ in nothing but the order of lists and keys."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{json.dumps(name)}:{canonical(value[name])}" for name in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(sorted(map(canonical, value))) + "]"
    return json.dumps(value)


def differing(
    before: Mapping[str, Any], after: Mapping[str, Any], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Side, Side]]:
    """The paths of two answers at which they differ, with both sides; a list is one value."""
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from differing(old, new, (*above, name))
            continue
        first, second = (Side.of(body[name]) if name in body else ABSENT for body in (before, after))
        if first != second:
            yield (*above, name), first, second


def at(body: Mapping[str, Any], keys: tuple[str, ...]) -> Side:
    """What stands at a path of an answer."""
    value: Any = body
    for key in keys:
        if not isinstance(value, Mapping) or key not in value:
            return ABSENT
        value = value[key]
    return Side.of(value)


def same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two answers certainly hold the same; quick, and false where only their order may differ.

    Python's own `==` does not tell true from 1.
    """
    return repr(before) == repr(after)
