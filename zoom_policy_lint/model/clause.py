"""What an audit says of each clause, and of the whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from zoom_policy_lint.model.finding import ResourceRef
from zoom_policy_lint.model.words import ClauseVerdict, Kind, KindState, Severity, Status, Verdict


@dataclass(frozen=True, slots=True)
class Conflict:
    """That doing what a clause asks pulls against something else.

    `strength` is direct (the contrary is asked for elsewhere) or possible, `kinds` name what it pulls against
    (safeguarding, data_protection, accessibility, access), `against` are clauses of other policies by the policy's id.
    """

    strength: str
    kinds: tuple[str, ...]
    against: Mapping[str, tuple[str, ...]]
    because: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted exception under a clause: for which rule and resource, why, by whom, until when (ISO 8601).

    `original` is the status that the finding would have without it.
    """

    rule: str
    resource: ResourceRef
    reason: str
    approver: str
    expires: str
    original: Status

    def __str__(self) -> str:
        approved = f"approved by {self.approver}, until {self.expires}"
        return f"{self.rule} for {self.resource.name}: {self.reason} ({approved})"


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """One clause of the policy with its verdict, in the order of the policy.

    `reasons` say why it is not met or not settled; `exceptions` are the findings under it that are waived;
    `limits` what Zoom cannot show.
    `parts` are the ids of the clauses that it is made of. `section` and `profile` are keys of the policy's tables of
    chapters and of strictness, empty where it has none.
    """

    id: str
    text: str
    verdict: ClauseVerdict
    kinds: Mapping[Kind, KindState]
    rules: tuple[str, ...]
    reasons: tuple[str, ...]
    exceptions: tuple[Accepted, ...]
    limits: str
    parts: tuple[str, ...] = ()
    section: str = ""
    profile: str = ""
    conflict: Conflict | None = None

    @property
    def nothing_to_judge(self) -> bool:
        """Whether everything that it wants was read, and nothing of it was there."""
        return bool(self.kinds) and all(state is KindState.EMPTY for state in self.kinds.values())


@dataclass(frozen=True, slots=True)
class UnreadEntry:
    """Something that could not be read: of which resource, at which endpoint, why, and which rules miss it."""

    resource: str
    endpoint: str
    reason: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a run. `findings` and `advisory` count by status, `failed_by_severity` what fails and counts."""

    verdict: Verdict
    findings: Mapping[Status, int]
    advisory: Mapping[Status, int]
    failed_by_severity: Mapping[Severity, int]
    right_but_unlocked: int
