"""Errors that a person can cause or meet.

* PolicyLintError: anything the program knows how to explain
  * ProblemsError: files or options that are wrong: every problem at once, each with its place
  * SnapshotError: a snapshot that is not ours, damaged, cut short or of another version
  * ZoomError (in zoom/): what Zoom or the network refused
"""

import unicodedata
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
    """One thing wrong in a file: where (line and column from 1; 0: the file as a whole), what, and what to do.

    `text` is the line as it stands there; empty where it cannot be shown, or is nobody else's business (registers).
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    text: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        shown = (f"\n    {part}" for part in (*self._excerpt(), self.hint) if part)
        return "".join(map(_seen, f"{place}: {self.message}{''.join(shown)}"))

    def _excerpt(self) -> tuple[str, ...]:
        """The offending line, cut where it is long, with a mark under the place."""
        start = max(0, min(self.column - 1, len(self.text)) - _BEFORE)
        line = self.text[start : start + _SHOWN].rstrip()
        kept = line.lstrip()
        if not kept:
            return ()
        mark = max(0, self.column - 1 - start - (len(line) - len(kept)))
        return kept.replace("\t", " "), " " * mark + "^"


def _seen(letter: str) -> str:
    """A letter; of control characters, what stands for them."""
    return letter if letter == "\n" or unicodedata.category(letter) != "Cc" else f"\\x{ord(letter):02x}"


_SHOWN, _BEFORE = 100, 60
"""Characters of a line that are shown, and of those before the place that is meant."""


class ProblemsError(PolicyLintError):
    """Files that cannot be used, with every problem of all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SnapshotError(PolicyLintError):
    """A snapshot that cannot be trusted."""
