"""A policy, as read from its file and those it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zoom_policy_lint.model.run import PolicyIdentity
from zoom_policy_lint.model.words import Check, Kind, Level, Severity, Status
from zoom_policy_lint.ruleset import Rule


@dataclass(frozen=True, slots=True)
class Clause:
    """One obligation. `wants` are the kinds of evidence it needs, `rules` those that answer it, `parts` clause ids."""

    id: str
    text: str
    wants: tuple[Kind, ...]
    rules: tuple[str, ...]
    parts: tuple[str, ...]
    limits: str


@dataclass(frozen=True, slots=True)
class Attest:
    """A statement that the policy wants: by whom and how often. `contradicted_by` are rules whose failure voids it."""

    clause: str
    question: str
    by_role: str
    every_months: int | None
    contradicted_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attestation:
    """A person's dated statement that answers a clause from `on` until `valid_until`, both days included."""

    clause: str
    statement: str
    by_name: str
    by_role: str
    on: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Waiver:
    """An accepted exception for one rule on one resource (id or name), from `start` until `expires`, both included.

    `check` narrows it to the value or the lock, `status` to what fails or what is unknown; None covers both.
    """

    rule: str
    level: Level
    resource: str
    reason: str
    approver: str
    start: date
    expires: date
    check: Check | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """What one organisation decided, its parents' decisions included.

    `unused` are parameters to which it gives a value of its own and which no rule reads.
    """

    identity: PolicyIdentity
    parameters: Mapping[str, Any]
    clauses: tuple[Clause, ...]
    attest: Mapping[str, Attest]
    attestations: tuple[Attestation, ...]
    waivers: tuple[Waiver, ...]
    severities: Mapping[str, Severity]
    off: Mapping[str, str]
    rules: Mapping[str, Rule]
    advisory: Mapping[str, Rule]
    unused: tuple[str, ...] = ()

    def severity(self, rule: Rule) -> Severity:
        """The rule's severity in this policy."""
        return self.severities.get(rule.id, rule.severity)

    def clauses_of(self, rule: str) -> tuple[str, ...]:
        """The ids of the clauses that a rule answers, in the policy's order."""
        return tuple(clause.id for clause in self.clauses if rule in clause.rules)
