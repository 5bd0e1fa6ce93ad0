"""For governors, trustees and leaders: the page as an accessible PDF (PDF/UA-1), ready to be printed and signed."""

from collections.abc import Callable

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report.page.typst.compiler import compiled, ready
from zoom_policy_lint.report.page.typst.data import page_data
from zoom_policy_lint.report.page.view import page_view
from zoom_policy_lint.report.style import Style

__all__ = ["BINARY", "ready", "render"]

BINARY = True
"""It writes bytes, not text."""


def render(run: Run, write: Callable[[bytes], object], style: Style) -> None:  # noqa: ARG001
    """Write the run as one PDF; width and colour do not matter to it.

    Findings are not read one by one, so memory does not grow with the account. Raises PolicyLintError where the
    compiler is not installed.
    """
    ready()
    write(compiled(page_data(page_view(run))))
