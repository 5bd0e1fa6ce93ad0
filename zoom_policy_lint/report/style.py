"""How things look to people: a glyph and a word for each verdict, so that colour never stands alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from zoom_policy_lint.model.clause import ClauseResult
from zoom_policy_lint.model.words import ClauseVerdict, Severity, Status, Verdict

NARROWEST = 60
"""Columns below which lines are no longer made narrower, but run over."""


@dataclass(frozen=True, slots=True)
class Look:
    """One verdict or status: glyph, word and ANSI colour code (SGR parameter)."""

    glyph: str
    word: str
    colour: str

    def __str__(self) -> str:
        return f"{self.glyph} {self.word}"


@dataclass(frozen=True, slots=True)
class Style:
    """What the output can bear: ANSI colours or not, and how wide it is, in columns."""

    colour: bool = False
    width: int = 100

    @property
    def columns(self) -> int:
        """The width to lay out for."""
        return max(self.width, NARROWEST)

    def paint(self, text: str, colour: str) -> str:
        """The text in a colour, where colours are wanted."""
        return f"\x1b[{colour}m{text}\x1b[0m" if self.colour else text

    def bold(self, text: str) -> str:
        """The text in bold, where colours are wanted."""
        return self.paint(text, "1")

    def look(self, look: Look, suffix: str = "") -> str:
        """Glyph and word, in colour where colours are wanted."""
        return self.paint(f"{look}{suffix}", look.colour)


_RED, _GREEN, _YELLOW, _BLUE, _GREY = "1;31", "32", "33", "34", "2"

STATUS: Mapping[Status, Look] = {
    Status.FAIL: Look("✗", "fail", _RED),
    Status.UNKNOWN: Look("?", "unknown", _YELLOW),
    Status.MANUAL: Look("☐", "manual", _BLUE),
    Status.WAIVED: Look("~", "waived", _BLUE),
    Status.NOT_APPLICABLE: Look("-", "not applicable", _GREY),
    Status.PASS: Look("✓", "pass", _GREEN),
}
"""Every status, worst first."""

NOTHING = "nothing_to_judge"
"""How clauses stand of which everything was read, and nothing was there; they are not counted as unanswered."""

CLAUSE: Mapping[str, Look] = {
    ClauseVerdict.NOT_MET: Look("✗", "not met", _RED),
    ClauseVerdict.UNANSWERED: Look("?", "unanswered", _YELLOW),
    ClauseVerdict.PARTLY: Look("~", "partly", _YELLOW),
    ClauseVerdict.MET: Look("✓", "met", _GREEN),
    NOTHING: Look("-", "nothing to judge", _GREY),
}
"""How clauses stand, worst first: every verdict, and those of which there is nothing to judge."""

RUN: Mapping[Verdict, Look] = {
    Verdict.FAIL: Look("✗", "FAIL", _RED),
    Verdict.INCOMPLETE: Look("?", "INCOMPLETE", _YELLOW),
    Verdict.PASS: Look("✓", "PASS", _GREEN),
}
"""Every verdict of a run, worst first."""

SEVERITIES: tuple[Severity, ...] = tuple(sorted(Severity, key=lambda severity: -severity.rank))
"""Every severity, worst first."""


def standing(clause: ClauseResult) -> str:
    """How a clause stands, as a key of CLAUSE."""
    return NOTHING if clause.nothing_to_judge else clause.verdict


def plural(count: int, noun: str) -> str:
    """`1 user`, `3 users`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
