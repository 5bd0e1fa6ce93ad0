"""How types and values are said in problems: as a person would write them, never as Python shows them."""

import json
from typing import Any

_KIND_WORDS = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "object": "a mapping (key: value)",
    "time": "a moment such as 2026-09-03T09:00:00Z",
    "any": "any value",
}
_PLURALS = {
    "boolean": "true or false",
    "integer": "whole numbers",
    "number": "numbers",
    "string": "texts",
    "object": "mappings (key: value)",
    "any": "values",
}
_LONGEST = 60


def kind_words(kind: str) -> str:
    """A type of the catalogue in plain words."""
    return f"a list of {_plural(item_kind(kind))}" if kind.startswith("array<") else _KIND_WORDS[kind]


def item_kind(kind: str) -> str:
    """The type of what is in a list; of anything else, its own."""
    return kind[6:-1] if kind.startswith("array<") else kind


def written(value: Any) -> str:
    """A value as it is written in a file, cut where it is long."""
    text = "".join(map(_seen, json.dumps(value, ensure_ascii=False, default=str)))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _seen(letter: str) -> str:
    """A letter, or the number of one that cannot be seen or turns what follows around."""
    return letter if letter.isprintable() else f"\\u{ord(letter):04x}"


def _plural(kind: str) -> str:
    return f"lists of {_plural(item_kind(kind))}" if kind.startswith("array<") else _PLURALS[kind]
