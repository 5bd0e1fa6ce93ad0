"""What changed, for a terminal."""

from collections.abc import Callable, Iterator

from zoom_policy_lint.report.changes import Line, Page
from zoom_policy_lint.report.lines import section, wrap
from zoom_policy_lint.report.style import Style


def render(page: Page, write: Callable[[str], object], style: Style) -> None:
    """Write the page for a terminal; lines keep to the width."""
    for line in _lines(page, style):
        write(f"{line.rstrip()}\n")


def _lines(page: Page, style: Style) -> Iterator[str]:
    yield from map(style.bold, wrap(page.title, style.columns))
    for name, side in zip("AB", page.sides, strict=True):
        yield from wrap(side, style.columns, f"{name}  ", "   ")
    for notice in page.notices:
        yield ""
        yield from wrap(notice, style.columns)
    for part in page.sections:
        yield from section(part.title, (row for line in part.lines for row in _line(line, style)), style)
    if not page.sections:
        yield from ("", *wrap(page.nothing, style.columns))


def _line(line: Line, style: Style) -> Iterator[str]:
    key = f" [{line.key}]" if line.key else ""
    yield from wrap(f"{line.text}{key}", style.columns, "- ", "  ")
    yield from wrap(line.who, style.columns, "    ", "    ") if line.who else ()
