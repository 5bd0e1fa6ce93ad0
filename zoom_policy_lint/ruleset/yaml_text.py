"""Pieces of YAML files that the program writes, such that any text whatever gives a file that can be read again."""

import textwrap
from typing import Any

import yaml

_WIDTH = 108
"""Columns of a folded text and of a comment, without their indentation."""


def one_line(text: str) -> str:
    """The text on one line, without characters that cannot be seen or that no UTF-8 file can hold."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(letter for letter in whole if letter.isprintable() or letter.isspace()).split())


def flow(value: Any) -> str:
    """A value on one line as YAML writes it, in quotes where it needs them; keys keep their order."""
    text = yaml.safe_dump(value, allow_unicode=True, width=100_000, default_flow_style=True, sort_keys=False)
    return str(text).removesuffix("\n").removesuffix("\n...").strip()


def scalar(text: str) -> str:
    """A text on one line, in quotes where it needs them."""
    return flow(one_line(text))


def comment(text: str, indent: str = "") -> str:
    """Lines of comment."""
    words = one_line(text)
    return textwrap.fill(words, _WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ", **_WHOLE)


def folded(text: str) -> str:
    """A longer text, folded under its key: `>` and indented lines."""
    words = one_line(text)
    return f">\n{textwrap.fill(words, _WIDTH, initial_indent='  ', subsequent_indent='  ', **_WHOLE)}"


_WHOLE: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}
