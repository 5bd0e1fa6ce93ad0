"""Errors that a person can cause or meet.

* PolicyLintError: anything the program knows how to explain
  * ProblemsError: files or options that are wrong: every problem at once, each with its place
  * SnapshotError: a snapshot that is not ours, damaged, cut short or of another version
  * ZoomError (in zoom/): what Zoom or the network refused
"""

from collections.abc import Iterable
from dataclasses import dataclass


class PolicyLintError(Exception):
    """Anything that the program can explain; its text is shown to the person as it stands.

    `hint` says what to do next.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a file: where (line and column from 1; 0: the file as a whole), what, and what to do."""

    file: str
    line: int
    column: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.message}" + (f"\n    {self.hint}" if self.hint else "")


class ProblemsError(PolicyLintError):
    """Files that cannot be used, with every problem of all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SnapshotError(PolicyLintError):
    """A snapshot that cannot be trusted."""
