"""Lines for a terminal: wrapped to its width, aligned, coloured where colours are wanted."""

import textwrap
from collections.abc import Iterable, Iterator

from tabulate import tabulate

from zoom_policy_lint.report.plain import plain
from zoom_policy_lint.report.style import Look, Style

GAP = 2
"""Columns between two columns of a grid, as tabulate's plain format leaves them."""


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """The text on lines of `width`, the first line after `first`, the others after `rest`."""
    lines = textwrap.wrap(plain(text), width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return lines or [first]


def looked(look: Look, text: str, style: Style, first: str = "", rest: str = "  ") -> list[str]:
    """The text, wrapped, with the first mention of the look in its colour.

    Colours come last, so that they do not count as width.
    """
    head, *more = wrap(text, style.columns, first, rest)
    return [head.replace(str(look), style.look(look), 1), *more]


def labelled(label: str, text: str, style: Style, indent: str) -> list[str]:
    """The text after its label, further lines a little further in than the label."""
    return wrap(text, style.columns, f"{indent}{label} ", f"{indent}  ")


def bullets(sentences: Iterable[str], style: Style, indent: str = "") -> Iterator[str]:
    """Each sentence behind a dash."""
    for sentence in sentences:
        yield from wrap(sentence, style.columns, f"{indent}- ", f"{indent}  ")


def grid(rows: Iterable[Iterable[str]], headers: Iterable[str] = (), align: Iterable[str] = ()) -> list[str]:
    """Aligned columns."""
    layout = tabulate(list(rows), list(headers), tablefmt="plain", disable_numparse=True, colalign=list(align) or None)
    return layout.splitlines()


def section(title: str, lines: Iterable[str], style: Style) -> Iterator[str]:
    """A blank line, a heading, the lines; nothing where there are no lines."""
    kept = list(lines)
    if kept:
        yield ""
        yield from map(style.bold, wrap(title, style.columns))
        yield from kept
