"""A run: one evaluation of one policy on one snapshot, as the report formats receive it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zoom_policy_lint.model.clause import ClauseResult, Summary, UnreadEntry
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.memory import Memory
from zoom_policy_lint.model.registers import Registers
from zoom_policy_lint.model.words import Check, DecidedBy, Level, Reason, Severity, Status


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
    """What a report says of a rule, whatever it found.

    A statement that a person has to make counts as a rule: `title` is then the question, `by_role` who is asked.
    """

    id: str
    title: str
    severity: Severity
    advisory: bool
    rationale: str
    by_role: str = ""


@dataclass(frozen=True, slots=True)
class RollUp:
    """All findings of one rule, check, setting and level in one line, for readable formats.

    `counts` counts the findings by status, `unknown` the unknown ones by reason. The other fields speak of the worst:
    the findings of the worst status, without those in the baseline unless all of them are. `worst` is the first of
    them, `names` are their first few resources, `held` counts what decided their values, `values` are up to three
    distinct actual values, each with how many have it, all in canonical order. `baselined` counts the findings of the
    worst status that are in the baseline.
    """

    rule: str
    check: Check
    setting: str | None
    level: Level
    counts: Mapping[Status, int]
    names: tuple[str, ...]
    worst: Finding
    held: Mapping[DecidedBy, int] = field(default_factory=dict)
    values: tuple[tuple[Any, int], ...] = ()
    unknown: Mapping[Reason, int] = field(default_factory=dict)
    baselined: int = 0

    @property
    def concerned(self) -> int:
        """How many findings the line speaks of: those of the worst status, less those in the baseline."""
        worst = self.counts.get(self.worst.status, 0)
        return worst if self.worst.baselined else worst - self.baselined

    @property
    def total(self) -> int:
        """How many resources were judged."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Run:
    """Everything a report may say. `findings` starts a fresh pass over the snapshot each time, in canonical order.

    `notes` are sentences about the run as a whole (a snapshot that is too old, recommended rules that were not looked
    at, a waiver that expired); `not_looked_at` names what no rule can see; `unlocked` are the ids of the rules that are
    right today while nothing locks them, sorted. `notice` is what the policy says of itself above all verdicts;
    `sections` and `profiles` are its tables of chapters and of strictness, titles by key in the policy's order.
    `registers` are its exceptions and statements. `deadlines` are the days within which a failure must be put right,
    by severity. `part` says in words what alone was judged (levels, rules); empty: everything that the policy asks.
    `waivers_counted` is off where exceptions were not to count, `too_old` on where the snapshot is too old to judge by.
    `memory` is what the history tells of this run, where one is kept; `period` are the first and the last day of which
    a report is to tell, where somebody said so.
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
    unlocked: tuple[str, ...] = ()
    notice: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, str] = field(default_factory=dict)
    registers: Registers = field(default_factory=Registers)
    deadlines: Mapping[Severity, int] = field(default_factory=dict)
    part: str = ""
    waivers_counted: bool = True
    too_old: bool = False
    memory: Memory | None = None
    period: tuple[date, date] | None = None
