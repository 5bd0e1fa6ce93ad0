"""Text that came from outside, made fit to be shown: on one line, nothing in it that steers a terminal."""

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

ELLIPSIS = "…"

_JOINERS = "\u200c\u200d"
"""Invisible, yet part of how Persian, Indian names and emoji are written: they stay."""

_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories: control, format (text direction, zero width), surrogate, private, unassigned."""


def plain(text: str) -> str:
    r"""Make one line of a text; control and invisible characters become escapes (`\x1b`, `\u202e`)."""
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    return "".join(_shown(character) for character in line)


def _shown(character: str) -> str:
    if unicodedata.category(character) in _STEERING and character not in _JOINERS:
        return character.encode("unicode_escape").decode("ascii")
    return character


def shorten(text: str, width: int) -> str:
    """At most `width` characters of the plain text, ending in an ellipsis where some are left out."""
    line = plain(text)
    return line if len(line) <= width else line[: max(width - 1, 0)].rstrip() + ELLIPSIS


def ordered(value: Any) -> Any:
    """The same JSON value with the keys of its objects sorted: their order in Zoom's answer never shows."""
    if isinstance(value, Mapping):
        return {str(key): ordered(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, list | tuple):
        return [ordered(item) for item in value]
    return value


_TO_ESCAPE = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def json_text(value: Any, indent: int | None = None, *, compact: bool = False) -> str:
    """JSON for people and machines: letters as they are, but steering characters escaped; always valid UTF-8.

    A lone surrogate, which no UTF-8 can carry, becomes the replacement character. Keys keep their order.
    """
    separators = (",", ":") if compact else None
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    return text if text.isascii() and "\x7f" not in text else _TO_ESCAPE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return "\ufffd" if unicodedata.category(character) == "Cs" else f"\\u{ord(character):04x}"
