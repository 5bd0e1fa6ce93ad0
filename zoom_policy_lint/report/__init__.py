"""Findings to bytes: what a run found, said for machines and for people.

Every module of `report/outputs/` is one output format, found by file name and imported only when asked for: a
new output is one new module, and start-up does not pay for those that are not used.
"""

import difflib
import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, TypeGuard, cast

from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report.style import Style

__all__ = ["Format", "Style", "formats", "is_binary", "load", "needs_every_finding"]


class TextFormat(Protocol):
    """What a module of `report/outputs/` offers; its docstring describes the format in one line."""

    __doc__: str | None

    def render(self, run: Run, write: Callable[[str], object], style: Style) -> None:
        """Write the run, piece by piece, always ending with a line end."""


class BinaryFormat(Protocol):
    """The same of a format that is no text: it has the constant `BINARY`, and says whether it can work here."""

    __doc__: str | None
    BINARY: bool

    def ready(self) -> None:
        """Raises PolicyLintError when a library that it needs is not installed."""

    def render(self, run: Run, write: Callable[[bytes], object], style: Style) -> None:
        """Write the run."""


Format = TextFormat | BinaryFormat


def is_binary(format_: Format) -> TypeGuard[BinaryFormat]:
    """Whether a format writes bytes."""
    return getattr(format_, "BINARY", False)


def needs_every_finding(format_: Format) -> bool:
    """Whether a format tells of findings one by one, those that pass included, which no history keeps."""
    return getattr(format_, "EVERY_FINDING", False)


@cache
def formats() -> tuple[str, ...]:
    """The names of all formats, sorted; nothing is imported."""
    folder = Path(__file__).with_name("outputs")
    return tuple(sorted(module.name for module in pkgutil.iter_modules([str(folder)])))


def load(name: str) -> Format:
    """The format of that name.

    Raises PolicyLintError, with the nearest names, when there is none, or when it cannot work here.
    """
    if name not in formats():
        raise PolicyLintError(f"There is no output format {name!r}.", _hint(name))
    found = cast("Format", import_module(f"{__name__}.outputs.{name}"))
    if is_binary(found):
        found.ready()
    return found


def _hint(name: str) -> str:
    near = difflib.get_close_matches(name.lower(), formats(), n=3, cutoff=0.4)
    meant = f"Did you mean {' or '.join(near)}? " if near else ""
    return f"{meant}The formats are {', '.join(formats())}."
