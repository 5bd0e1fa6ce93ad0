"""A policy, as read from its file and those it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zoom_policy_lint.model.clause import Conflict
from zoom_policy_lint.model.run import PolicyIdentity
from zoom_policy_lint.model.words import Check, Kind, Level, Severity, Status
from zoom_policy_lint.policy.dates import months_later
from zoom_policy_lint.policy.lessened import Lessened
from zoom_policy_lint.policy.origin import Source
from zoom_policy_lint.policy.overruled import Overruled
from zoom_policy_lint.policy.registers import Register
from zoom_policy_lint.policy.scopes import Scope
from zoom_policy_lint.policy.weaker import Weaker
from zoom_policy_lint.ruleset import Condition, RegisterBody, Rule


@dataclass(frozen=True, slots=True)
class Clause:
    """One obligation. `wants` are the kinds of evidence it needs, `rules` those that answer it, `parts` clause ids.

    `words` is the hash of the text for which its rules were chosen; empty where nobody has said so. `section`,
    `profile` and `scope` are keys of the policy's tables, `conflict` is what doing as it says would pull against.
    """

    id: str
    text: str
    wants: tuple[Kind, ...]
    rules: tuple[str, ...]
    parts: tuple[str, ...]
    limits: str
    words: str = ""
    section: str = ""
    profile: str = ""
    conflict: Conflict | None = None
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Attestation:
    """A person's dated statement from `on` until `valid_until`, both days included.

    It answers the question of its clause; or, where it names `findings` (fingerprints), those and nothing else.
    `evidence` is where it can be checked: words, or a file with its SHA-256 at the time (`evidence_sha256`). A file
    that is there and is another one now has changed, and the statement counts no longer. One that is missing cannot be
    looked at.
    """

    clause: str
    statement: str
    by_name: str
    by_role: str
    on: date
    valid_until: date
    findings: tuple[str, ...] = ()
    evidence: str = ""
    evidence_sha256: str = ""
    evidence_changed: bool = False
    evidence_missing: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """Settings that answer in a person's place where all of them hold everywhere, and the status that is then so.

    Those that are `optional` may be left out by Zoom.
    """

    settings: tuple[tuple[str, Condition], ...]
    status: Status
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Attest:
    """A statement that the policy wants: by whom and how often. `contradicted_by` are rules whose failure voids it.

    `register` names the parameter with the register that answers in the person's place, where the policy gives one,
    `settled` settings that do.
    """

    clause: str
    question: str
    by_role: str
    every_months: int | None
    contradicted_by: tuple[str, ...]
    register: str | None = None
    settled: Settled | None = None

    def accepts(self, statement: Attestation) -> bool:
        """Whether it is wanted from that role; case, spaces and hyphens do not matter."""
        return not self.by_role or _letters(statement.by_role) == _letters(self.by_role)

    def last_day(self, statement: Attestation) -> date:
        """The last day on which a statement counts: its own, but never beyond `every_months`."""
        if self.every_months is None:
            return statement.valid_until
        return min(statement.valid_until, months_later(statement.on, self.every_months))

    def holds(self, statement: Attestation, day: date) -> bool:
        """Whether a statement counts on a day, the findings of the day left aside."""
        in_time = statement.on <= day <= self.last_day(statement)
        return in_time and self.accepts(statement) and not statement.evidence_changed


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

    `unused` are parameters to which it gives a value of its own and which no rule reads. `training` and `consent` are
    the registers that it names. `reworded` are the ids of clauses whose words are not those for which their rules were
    chosen. `weaker` and `lessened` are what it asks for less than the policies that it stands on, `overruled` are
    values on which those do not agree and of which it says nothing itself, `idle` are rules in folders of its own that
    no clause names.
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
    training: Register | None = None
    consent: Register | None = None
    scopes: tuple[Scope, ...] = ()
    source: Source | None = None
    reworded: tuple[str, ...] = ()
    weaker: tuple[Weaker, ...] = ()
    overruled: tuple[Overruled, ...] = ()
    lessened: tuple[Lessened, ...] = ()
    idle: tuple[str, ...] = ()
    notice: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, str] = field(default_factory=dict)

    @property
    def former(self) -> Mapping[str, str]:
        """The ids of its rules by their former ones."""
        rules = (*self.rules.values(), *self.advisory.values())
        return {alias: rule.id for rule in rules for alias in rule.aliases}

    def scopes_of(self, rule: str) -> tuple[Scope, ...]:
        """The scopes for which alone a rule is judged; none: it is judged for everybody."""
        return tuple(scope for scope in self.scopes if rule in scope.rules)

    def scoped_clauses(self, rule: str) -> Mapping[str, Scope]:
        """The clauses with that rule that are about some people only, by id, each with its scope."""
        scopes = {scope.id: scope for scope in self.scopes}
        return {one.id: scopes[one.scope] for one in self.clauses if rule in one.rules and one.scope in scopes}

    def meant_for(self, rule: str) -> tuple[Scope, ...]:
        """The people for whom alone anything comes of a rule: by its scopes, or by those of all its clauses."""
        about = [clause.scope for clause in self.clauses if rule in clause.rules]
        by_clauses = tuple(scope for scope in self.scopes if scope.id in about) if all(about) else ()
        return self.scopes_of(rule) or by_clauses

    def severity(self, rule: Rule) -> Severity:
        """The rule's severity in this policy."""
        return self.severities.get(rule.id, rule.severity)

    def clauses_of(self, rule: str, kind: Kind) -> tuple[str, ...]:
        """The ids of the clauses that a rule answers with evidence of a kind that they want, in the policy's order."""
        return tuple(clause.id for clause in self.clauses if rule in clause.rules and kind in clause.wants)

    def all_clauses_of(self, rule: Rule) -> tuple[str, ...]:
        """The ids of all clauses that a rule answers with any of its kinds of evidence, in the policy's order."""
        return tuple(one.id for one in self.clauses if rule.id in one.rules and rule.kinds & set(one.wants))

    def answers(self, clause: str) -> tuple[Attestation, ...]:
        """The statements on the question of a clause, in the policy's order; those about single findings are none."""
        return tuple(one for one in self.attestations if one.clause == clause and not one.findings)

    def wanted(self, clause: str) -> Attest:
        """What the policy asks on a clause; where it asks nothing, a question that takes any statement as it stands."""
        return self.attest.get(clause) or Attest(clause, "", "", None, ())

    def register_of(self, wanted: Attest) -> Register | None:
        """The register that answers in a person's place; None: the person is asked.

        That takes a file, and a rule in use that judges by it. Nothing judges by the register of consent yet, so a
        question that names it is still asked.
        """
        return self.training if wanted.register == "training_register" and self._judges_by(wanted.register) else None

    def _judges_by(self, register: str) -> bool:
        bodies = [rule.body for rule in self.rules.values() if rule.id not in self.off]
        return any(isinstance(body, RegisterBody) and body.register.name == register for body in bodies)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum()) or text
