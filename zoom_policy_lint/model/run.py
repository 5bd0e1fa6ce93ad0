"""A run: one evaluation of one policy on one snapshot, as the report formats receive it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zoom_policy_lint.model.clause import ClauseResult, Summary, UnreadEntry
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.words import Check, Level, Severity, Status


@dataclass(frozen=True, slots=True)
class PolicyIdentity:
    """Which policy was judged by; `sha256` is over the policy files as read, its parents included."""

    id: str
    title: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the values came from: `kind` is live, snapshot or demo; `taken_at` is an ISO 8601 time in UTC."""

    kind: str
    account_id: str
    taken_at: str


@dataclass(frozen=True, slots=True)
class RuleSummary:
    """What a report says of a rule, whatever it found."""

    id: str
    title: str
    severity: Severity
    advisory: bool
    rationale: str


@dataclass(frozen=True, slots=True)
class RollUp:
    """All findings of one rule, check, setting and level in one line, for readable formats.

    `counts` counts the findings by status; `names` are the first few resources that fail (or, where none fails, that
    are unknown, manual or waived), in canonical order; `worst` is the first finding of the worst status.
    """

    rule: str
    check: Check
    setting: str | None
    level: Level
    counts: Mapping[Status, int]
    names: tuple[str, ...]
    worst: Finding

    @property
    def total(self) -> int:
        """How many resources were judged."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Run:
    """Everything a report may say. `findings` starts a fresh pass over the snapshot each time, in canonical order.

    `notes` are sentences about the run as a whole (a snapshot that is too old, recommended rules that were not looked
    at, a waiver that expired); `not_looked_at` names what no rule can see.
    """

    tool_version: str
    policy: PolicyIdentity
    source: Source
    as_of: date
    summary: Summary
    exit_code: int
    clauses: tuple[ClauseResult, ...]
    rules: Mapping[str, RuleSummary]
    rollups: tuple[RollUp, ...]
    unread: tuple[UnreadEntry, ...]
    notes: tuple[str, ...]
    not_looked_at: tuple[str, ...]
    findings: Callable[[], Iterator[Finding]]
