"""The page's own words: looks that need no colour, plain British dates, and text in which nobody is named."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zoom_policy_lint.model.memory import ChangeKind
from zoom_policy_lint.model.registers import Validity
from zoom_policy_lint.model.words import ClauseVerdict, Evidence, Kind, KindState, Severity, Status, Verdict
from zoom_policy_lint.report import wording
from zoom_policy_lint.report.plain import plain
from zoom_policy_lint.report.style import NOTHING

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

ADDRESS = "a named account"
"""What the page says in place of an e-mail address."""

MEETING = "a named meeting"
"""What the page says in place of the name of a meeting or recording."""

_IN_NAME = r"[^\s“”\"(),;:<>]"
_ADDRESS = rf"(?<!{_IN_NAME}){_IN_NAME}+[@\uff20]{_IN_NAME}*[^\s“”\"(),;:<>.]"
_TIME = r"(?:\w{3} \d{1,2} \w{3} \d{4} \d\d:\d\d \S+|no fixed time)"
_NAMES = (
    (re.compile(rf"(?<!{_IN_NAME}){_IN_NAME}+, {_TIME}, …\w{{1,4}}"), MEETING),
    (re.compile(_ADDRESS), ADDRESS),
)
"""Names of meetings first: a host's address stands in them. Each begins where a word does, so that time is linear."""

_DATE = re.compile(r"(?<![\w-])(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w-])")


@dataclass(frozen=True, slots=True)
class Look:
    """How a verdict or status looks: `tone` is its colour, `shape` its drawing, `word` what it says."""

    tone: str
    shape: str
    word: str


RIGHT, WRONG, PARTLY, OPEN, NONE = (
    Look("good", "tick", "Right"),
    Look("bad", "cross", "Not right"),
    Look("mixed", "half", "Partly"),
    Look("open", "question", "Open"),
    Look("none", "dash", "Nothing to judge"),
)

CONFLICT, POSSIBLE_CONFLICT = Look("ask", "apart", "Conflict"), Look("ask", "perhaps", "Possible conflict")

CLAUSES: Mapping[str, Look] = {
    ClauseVerdict.NOT_MET: Look("bad", "cross", "Not met"),
    ClauseVerdict.UNANSWERED: Look("open", "question", "Unanswered"),
    ClauseVerdict.PARTLY: Look("mixed", "half", "Partly evidenced"),
    ClauseVerdict.MET: Look("good", "tick", "Met"),
    NOTHING: NONE,
}
"""How clauses stand, worst first."""

MEANINGS: Mapping[str, str] = {
    ClauseVerdict.NOT_MET: "Something is not as the policy says.",
    ClauseVerdict.UNANSWERED: "Nothing shows yet whether the policy is kept here.",
    ClauseVerdict.PARTLY: "Some of it is shown. Some of it is still open.",
    ClauseVerdict.MET: "Everything that was asked for is shown.",
    NOTHING: "Everything was read, and nothing that it is about was there.",
}
"""What it means to stand so, in a sentence."""

STATES: Mapping[KindState, Look] = {
    KindState.FAILED: WRONG,
    KindState.OPEN: OPEN,
    KindState.SHOWN: Look("good", "tick", "Shown"),
    KindState.EMPTY: NONE,
}
"""What one kind of evidence shows for a clause."""

STATUSES: Mapping[Status, Look] = {
    Status.FAIL: WRONG,
    Status.UNKNOWN: Look("open", "question", "Not known"),
    Status.MANUAL: Look("ask", "person", "To answer"),
    Status.WAIVED: Look("ask", "pause", "Accepted"),
}
"""Statuses of findings that the page tells of, worst first."""

SEVERITIES: Mapping[Severity, Look] = {
    Severity.CRITICAL: Look("bad", "four", "Critical"),
    Severity.HIGH: Look("bad", "three", "High"),
    Severity.MEDIUM: Look("mixed", "two", "Medium"),
    Severity.LOW: Look("none", "one", "Low"),
}
"""How much a failure matters; the shape counts."""

KINDS: Mapping[Kind, str] = {kind: f"{words[:1].upper()}{words[1:]}" for kind, words in wording.KINDS.items()}
"""Kinds of evidence, in plain words."""

MEASURED, INFERRED, ATTESTED, UNREAD = (
    Look("none", "gauge", "Measured"),
    Look("none", "lens", "Inferred"),
    Look("none", "pen", "Attested"),
    Look("open", "blank", "Could not be read"),
)
"""How we know: read from Zoom, a hint, a person's word, or not at all."""

CLASSES: tuple[tuple[Look, str], ...] = (
    (MEASURED, "It was read from Zoom itself."),
    (INFERRED, "It is a hint in Zoom's records, not a proof."),
    (ATTESTED, "A person said so, with a date."),
    (UNREAD, "Nobody knows, so it never counts as right."),
)
"""What each class of evidence means."""

UNSAID, UNSEEN = Look("ask", "person", "Not answered yet"), Look("none", "dash", "Not looked at")
"""Why nothing is known although nothing went wrong in reading."""

EVIDENCE: Mapping[Evidence, Look] = {
    Evidence.MEASURED: MEASURED,
    Evidence.INFERRED: INFERRED,
    Evidence.ATTESTED: ATTESTED,
    Evidence.NONE: UNREAD,
}
"""The class of evidence of a statement."""

VALIDITIES: Mapping[Validity, Look] = {
    Validity.HOLDS: Look("good", "tick", "Holds"),
    Validity.ENDS_SOON: Look("mixed", "clock", "Ends soon"),
    Validity.ENDED: Look("bad", "cross", "Ended"),
    Validity.NOT_BEGUN: Look("none", "clock", "Not begun"),
    Validity.VOID: Look("bad", "cross", "Void"),
    Validity.UNUSED: Look("none", "dash", "Not used"),
}
"""How an accepted exception or a statement stands on the day of the report."""

CHANGES: Mapping[ChangeKind, Look] = {
    ChangeKind.NEW: Look("bad", "plus", "New"),
    ChangeKind.FIXED: Look("good", "tick", "Put right"),
    ChangeKind.SETTLED: Look("good", "half", "Settled"),
    ChangeKind.CHANGED: Look("mixed", "turn", "Changed"),
    ChangeKind.GONE: Look("none", "dash", "Gone"),
    ChangeKind.UNSEEN: Look("open", "blank", "Not seen"),
}
"""What became of what was open, the most pressing first."""

VERDICTS: Mapping[Verdict, Look] = {
    Verdict.FAIL: Look("bad", "cross", "Something fails"),
    Verdict.INCOMPLETE: Look("open", "question", "Not complete"),
    Verdict.PASS: Look("good", "tick", "Nothing fails"),
}
"""The verdict of one run in the trend."""

SOURCES: Mapping[str, str] = {
    "live": "It was read from the Zoom account directly.",
    "snapshot": "It was read from a saved copy (a snapshot) of the Zoom account.",
    "demo": "The Zoom account is simulated. These results are not about a real school or real people.",
}
"""Where the values came from."""


def unnamed(text: str) -> str:
    """One line of plain text in which no account and no meeting is named, with its dates as people write them."""
    words = plain(text)
    for pattern, instead in _NAMES:
        words = pattern.sub(instead, words)
    return _DATE.sub(lambda found: day(*map(int, found.groups())), words)


def named(text: str) -> str:
    """One line of plain text as it stands, names and all: only for the part that is kept apart."""
    return plain(text)


def day(year: int, month: int, number: int) -> str:
    """`3 September 2026`."""
    return f"{number} {MONTHS[month - 1]} {year}"


def date_words(when: date) -> str:
    """The same of a date."""
    return day(when.year, when.month, when.day)
