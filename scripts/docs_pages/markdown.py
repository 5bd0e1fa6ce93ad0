"""Small pieces of Markdown."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

MADE = "<!-- Made by scripts/build_docs.py from the program's own data. Do not edit by hand. -->\n"


def page(title: str, *parts: str) -> str:
    """A whole page: the note that it is made, its title and its parts, with an empty line between."""
    return MADE + "\n" + "\n\n".join([f"# {title}", *(part.strip("\n") for part in parts if part.strip())]) + "\n"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; line ends and bars inside cells are made harmless."""
    lines = [_row(headers), "|" + "---|" * len(headers), *(_row(row) for row in rows)]
    return "\n".join(lines)


def anchor(title: str) -> str:
    """The anchor of a heading, as code hosts make it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def code(text: Any) -> str:
    """A value or a name as code; data is written as JSON."""
    shown = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
    return f"`{shown}`"


def quoted(value: Any) -> str:
    """A value as JSON code, so that text and number differ."""
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def oneline(text: str) -> str:
    """Text of a YAML block in one line."""
    return " ".join(text.split())


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(oneline(cell).replace("|", "\\|") for cell in cells) + " |"
