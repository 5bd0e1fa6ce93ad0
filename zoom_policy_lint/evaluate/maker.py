"""Makes the findings of one rule."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from zoom_policy_lint.evaluate.conflicts import undecided
from zoom_policy_lint.model.finding import Finding, Remediation, ResourceRef
from zoom_policy_lint.model.resource import ACCOUNT_ID, Resource, Unread
from zoom_policy_lint.model.words import Check, Evidence, Kind, Level, Reason, Severity, Status
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Rule

NOT_READ_ID = "*"
"""The resource id of a finding about those of a level that are not in the snapshot."""

ACCOUNT = ResourceRef(Level.ACCOUNT, ACCOUNT_ID, "the account")


@dataclass(frozen=True, slots=True)
class Maker:
    """What all findings of a rule have in common.

    `kind` and `clauses` are those of its first level; `elsewhere` gives both for levels that differ from it.
    `undecided` is said in place of every remedy, where somebody has to decide first.
    """

    rule: str
    oldest_id: str
    kind: Kind
    clauses: tuple[str, ...]
    advisory: bool
    severity: Severity
    elsewhere: Mapping[Level, tuple[Kind, tuple[str, ...]]] = field(default_factory=dict)
    undecided: str = ""

    @classmethod
    def of(cls, rule: Rule, policy: Policy) -> "Maker":
        """The maker of a rule in a policy; a finding answers those clauses that want evidence of its kind."""
        at = {level: (kind := rule.kind_at(level), policy.clauses_of(rule.id, kind)) for level in rule.levels}
        kind, clauses = at[rule.levels[0]]
        advisory, severity = rule.id in policy.advisory, policy.severity(rule)
        return cls(rule.id, rule.oldest_id, kind, clauses, advisory, severity, at, undecided(rule, policy))

    def finding(
        self,
        resource: ResourceRef,
        status: Status,
        message: str,
        *,
        check: Check = Check.VALUE,
        evidence: Evidence | None = None,
        reason: Reason | None = None,
        setting: str | None = None,
        expected: Any = None,
        actual: Any = None,
        remediation: Remediation | None = None,
        **lock: Any,
    ) -> Finding:
        """A finding; evidence is measured when something was judged and none otherwise, unless said."""
        judged = status in (Status.PASS, Status.FAIL)
        kind, clauses = self.elsewhere.get(resource.level, (self.kind, self.clauses))
        return Finding(
            self.rule,
            self.oldest_id,
            check,
            kind,
            clauses,
            self.advisory,
            self.severity,
            status,
            evidence or (Evidence.MEASURED if judged else Evidence.NONE),
            reason,
            resource,
            setting,
            expected,
            actual,
            message,
            remediation=self.remedy(remediation),
            **lock,
        )

    def only(self, clauses: Collection[str]) -> "Maker":
        """The same, whose findings answer no clauses but these."""
        elsewhere = {at: (kind, _among(own, clauses)) for at, (kind, own) in self.elsewhere.items()}
        return replace(self, clauses=_among(self.clauses, clauses), elsewhere=elsewhere)

    def remedy(self, found: Remediation | None) -> Remediation | None:
        """How to put something right; where somebody has to decide first, that, and no request."""
        return Remediation(self.undecided) if found and self.undecided else found

    def missing(self, level: Level, gap: Unread, setting: str | None = None) -> Finding:
        """The finding about everybody of a level who is not in the snapshot."""
        others = _everybody(level, f"{level.words}s not read")
        message = f"Could not be judged: {gap.detail}."
        return self.finding(others, Status.UNKNOWN, message, reason=gap.reason, setting=setting)

    def general(self, level: Level, status: Status, why: str, **more: Any) -> Finding:
        """The finding about a level as a whole, when the policy gives nothing to judge its resources by."""
        reason = Reason.NONE_EXIST if status is Status.NOT_APPLICABLE else None
        return self.finding(_everybody(level, f"every {level.words}"), status, why, reason=reason, **more)

    def deselected(self, level: Level, why: str) -> Finding:
        """The finding that says that a rule or a level was left out on purpose."""
        return self.finding(
            _everybody(level, f"every {level.words}"), Status.NOT_APPLICABLE, why, reason=Reason.DESELECTED
        )


def _among(own: tuple[str, ...], clauses: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in own if name in clauses)


def _everybody(level: Level, name: str) -> ResourceRef:
    """All of a level together; of accounts there is one, and it is named."""
    return ACCOUNT if level is Level.ACCOUNT else ResourceRef(level, NOT_READ_ID, name)


def ref(resource: Resource) -> ResourceRef:
    """How findings name a resource."""
    return ResourceRef(resource.level, resource.id, resource.name)
