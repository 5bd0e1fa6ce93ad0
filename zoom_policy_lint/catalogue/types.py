"""The value types of Zoom's answers, by the names that the catalogue uses."""

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

_PYTHON: Mapping[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
    "object": (dict,),
}


def fits(kind: str, value: Any) -> bool:
    """Whether a value is of the named type; a boolean is never a number, `any` is everything but null.

    A `time` is text that names a moment: date, time of day and zone.
    """
    if kind == "any":
        return value is not None
    if kind == "time":
        return isinstance(value, str) and moment(value) is not None
    if kind.startswith("array<"):
        return isinstance(value, list) and all(fits(kind[6:-1], item) for item in value)
    if isinstance(value, bool):
        return kind == "boolean"
    if isinstance(value, float) and not math.isfinite(value):
        return False  # JSON has no such numbers, and none of them can be compared with another
    return isinstance(value, _PYTHON[kind])


def moment(text: str) -> datetime | None:
    """The moment that an ISO 8601 text names, or None; one without its zone names none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if found.tzinfo is None or found.utcoffset() is None else found
