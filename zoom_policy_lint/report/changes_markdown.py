"""What changed, for a wiki or an e-mail: GitHub-flavoured Markdown."""

from collections.abc import Callable, Iterator

from zoom_policy_lint.report.changes import Line, Page
from zoom_policy_lint.report.markup import code, text
from zoom_policy_lint.report.style import Style


def render(page: Page, write: Callable[[str], object], style: Style) -> None:  # noqa: ARG001
    """Write the page as Markdown; width and colour do not matter to it."""
    for line in _lines(page):
        write(f"{line}\n")


def _lines(page: Page) -> Iterator[str]:
    yield from (f"# {text(page.title)}", "")
    yield from (f"- {name}: {text(side)}" for name, side in zip("AB", page.sides, strict=True))
    for notice in page.notices:
        yield from ("", text(notice))
    for part in page.sections:
        yield from ("", f"## {text(part.title)}", "")
        for line in part.lines:
            yield from _line(line)
    if not page.sections:
        yield from ("", text(page.nothing))


def _line(line: Line) -> Iterator[str]:
    key = f" ({code(line.key)})" if line.key else ""
    yield f"- {text(line.text)}{key}"
    if line.who:
        yield f"  - {text(line.who)}"
