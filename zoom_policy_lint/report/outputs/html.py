"""For governors, trustees and leaders: one self-contained page, clause by clause, with an annex for the IT lead."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report.page.view import page_view
from zoom_policy_lint.report.page.words import named, unnamed
from zoom_policy_lint.report.style import Style

_PAGE = "zoom_policy_lint.report.page"


def render(run: Run, write: Callable[[str], object], style: Style) -> None:  # noqa: ARG001
    """Write the run as one HTML page; width and colour do not matter to it.

    Findings are not read one by one, so memory does not grow with the account.
    """
    template = _environment().get_template("page.html")
    write(template.render(page=page_view(run), css=_css()))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_PAGE),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["named"] = _named
    return environment


def _shown(value: Any) -> Any:
    """Every text on its way into the page, before it is escaped: on one line, steering nothing, naming nobody."""
    return value if isinstance(value, Markup) else unnamed(str(value))


def _named(text: str) -> Markup:
    """A text that may name members of staff, escaped: only for the annex."""
    return escape(named(text))


def _css() -> Markup:
    """The style sheet, which is ours and therefore markup."""
    return Markup(files(_PAGE).joinpath("page.css").read_text("utf-8"))  # noqa: S704 - a file of this package
