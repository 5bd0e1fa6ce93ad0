"""Makes the findings of one rule."""

from dataclasses import dataclass
from typing import Any

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
    """What all findings of a rule have in common."""

    rule: str
    oldest_id: str
    kind: Kind
    clauses: tuple[str, ...]
    advisory: bool
    severity: Severity

    @classmethod
    def of(cls, rule: Rule, policy: Policy) -> "Maker":
        """The maker of a rule in a policy."""
        clauses = policy.clauses_of(rule.id)
        return cls(rule.id, rule.oldest_id, rule.kind, clauses, rule.advisory, policy.severity(rule))

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
        return Finding(
            self.rule,
            self.oldest_id,
            check,
            self.kind,
            self.clauses,
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
            remediation=remediation,
            **lock,
        )

    def missing(self, level: Level, gap: Unread, setting: str | None = None) -> Finding:
        """The finding about everybody of a level who is not in the snapshot."""
        others = _everybody(level, f"{level}s not read")
        message = f"Could not be judged: {gap.detail}."
        return self.finding(others, Status.UNKNOWN, message, reason=gap.reason, setting=setting)

    def deselected(self, level: Level, why: str) -> Finding:
        """The finding that says that a rule or a level was left out on purpose."""
        return self.finding(_everybody(level, f"every {level}"), Status.NOT_APPLICABLE, why, reason=Reason.DESELECTED)


def _everybody(level: Level, name: str) -> ResourceRef:
    """All of a level together; of accounts there is one, and it is named."""
    return ACCOUNT if level is Level.ACCOUNT else ResourceRef(level, NOT_READ_ID, name)


def ref(resource: Resource) -> ResourceRef:
    """How findings name a resource."""
    return ResourceRef(resource.level, resource.id, resource.name)
