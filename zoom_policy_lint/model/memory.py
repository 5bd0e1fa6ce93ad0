"""What earlier runs tell of a run: how the counts went, what changed, for how long its findings have been open.

A finding is *open* while it fails, is unknown, waits for a person or is waived. Runs are in the order of the time at
which their snapshots were taken, never of the time at which they were judged, so that judging a snapshot again changes
nothing that is said of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.words import ClauseVerdict, Severity, Status, Verdict


class ChangeKind(StrEnum):
    """What became of a finding between two runs.

    `new` is open and was not; `fixed` failed and is right now; `settled` is right now although nothing was put right:
    it could not be read or waited for a person before, or another policy asks less. `changed` is open in another way
    (its status or its value). `gone` was open and is no longer judged, because its resource is not there any more or
    the rule no longer applies. `unseen` was open and was not looked at, or could not be read, this time: nobody knows.
    """

    NEW = "new"
    FIXED = "fixed"
    SETTLED = "settled"
    CHANGED = "changed"
    GONE = "gone"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Age:
    """Since when a finding is as it is: ISO 8601 times in UTC, at which snapshots were taken.

    `first_seen` is the first time ever that it was open, `open_since` the begin of the present stretch of runs in which
    it was open or not seen, `last_changed` the last time that its status or value became another. `failing_since` is
    the first time in that stretch that it failed after it was last accepted; None where it does not fail.
    """

    first_seen: str
    open_since: str
    last_changed: str
    failing_since: str | None = None

    def days_open(self, day: date) -> int:
        """Whole days from the begin of the present stretch until a day, never below 0."""
        return max((day - date.fromisoformat(self.open_since[:10])).days, 0)


@dataclass(frozen=True, slots=True)
class Point:
    """One run in a line of runs: its id, when its snapshot was taken, its verdict and its counts.

    `clauses` counts by verdict, `nothing` those of the unanswered in which there was nothing to judge; `failed` counts
    failing findings by severity, `findings` all findings that count by status.
    """

    run: str
    taken_at: str
    verdict: Verdict
    clauses: Mapping[ClauseVerdict, int]
    failed: Mapping[Severity, int]
    findings: Mapping[Status, int]
    nothing: int = 0


@dataclass(frozen=True, slots=True)
class FindingChange:
    """One finding that became another; `before` or `after` is None where it was not open or not judged."""

    kind: ChangeKind
    before: Finding | None
    after: Finding | None

    @property
    def finding(self) -> Finding:
        """The finding as it is, or as it was."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class RuleChange:
    """How many findings of one rule became another, by kind of change; no kind with 0."""

    rule: str
    counts: Mapping[ChangeKind, int]


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause with another verdict than before; `before` is None where the policy did not have it."""

    clause: str
    before: ClauseVerdict | None
    after: ClauseVerdict


class Chosen(StrEnum):
    """Why the earlier run was chosen.

    It is the one before, the last reported, the last before a period, the first in it, or the one asked for.
    """

    BEFORE = "before"
    REPORTED = "reported"
    PERIOD_BEFORE = "period_before"
    PERIOD_FIRST = "period_first"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Memory:
    """What the history knows of one run, whose id is `run`.

    `since` is the earlier run with which it is compared (None: there is none), and `reported` tells whether that one
    was made into a report by the `report` command. `unchanged` counts findings that are open in the same way in both.
    `rules` and `clauses` name what changed, in the order of rule ids and of the policy. `trend` are the runs until this
    one, oldest first, this one last. `ages` tells of each rule with open findings the oldest `open_since`.
    `policy_changed`: the policy's files were others then. `chosen` tells why that run was chosen, `waivers_before` are
    the keys of the exceptions that it knew.
    """

    run: str
    since: Point | None = None
    reported: bool = False
    policy_changed: bool = False
    unchanged: int = 0
    rules: tuple[RuleChange, ...] = ()
    clauses: tuple[ClauseChange, ...] = ()
    trend: tuple[Point, ...] = ()
    ages: Mapping[str, Age] = field(default_factory=dict)
    chosen: Chosen = Chosen.BEFORE
    waivers_before: frozenset[str] = frozenset()

    def count(self, kind: ChangeKind) -> int:
        """How many findings changed in that way."""
        return sum(rule.counts.get(kind, 0) for rule in self.rules)
