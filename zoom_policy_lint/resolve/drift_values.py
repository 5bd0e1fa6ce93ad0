"""What is odd about a value of a known setting, and how much of a value may be shown."""

import re
from collections.abc import Iterator
from typing import Any

from zoom_policy_lint.catalogue import Setting, fits

_LONGEST_VALUE = 40
_LARGEST_NUMBER = 1_000_000
"""Larger ones may be numbers of telephones or meetings."""

_NO_TEXTS = ("boolean", "integer", "number")
_WORD = re.compile(r"\.?[A-Za-z0-9][A-Za-z0-9_+-]*")
_LONG_NUMBER = re.compile(r"\d{7}")


def odd(row: Setting, kind: str, value: Any) -> Iterator[tuple[str, str]]:
    """What is odd about a value: as it may be shown, and the type that was wanted where it is of another one."""
    if value is None or row.secret:
        return
    texts = not kind.removeprefix("array<").startswith(_NO_TEXTS)
    closed = bool(row.known) if texts else not isinstance(value, str)
    if not fits(kind, value):
        yield _shown(value, closed=closed), kind
    elif row.known:
        for item in value if isinstance(value, list) else (value,):
            if item not in row.known:
                yield _shown(item, closed=True), ""


def _shown(value: Any, *, closed: bool) -> str:
    """A value that can only be a word or number of Zoom's own, as it stands; of everything else what it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if closed and isinstance(value, int | float) and abs(value) < _LARGEST_NUMBER:
        return str(value)
    if closed and isinstance(value, str) and len(value) <= _LONGEST_VALUE and _WORD.fullmatch(value):
        return kind_of(value) if _LONG_NUMBER.search(value) else f"“{value}”"
    return kind_of(value)


def kind_of(value: Any) -> str:
    """What a value is, without the value."""
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case dict():
            return "a section"
        case _:
            return "nothing (null)"
