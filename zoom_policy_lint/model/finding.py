"""A finding: what one rule says of one resource."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.model.words import Check, DecidedBy, Evidence, Kind, Level, Reason, Severity, Status


@dataclass(frozen=True, slots=True)
class ResourceRef:
    """Whom or what a finding is about."""

    level: Level
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Request:
    """An API request that would put a finding right: method, path with its query, JSON body."""

    method: str
    path: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Remediation:
    """How to put a finding right: a sentence, the way in the admin portal, the requests (if Zoom takes any)."""

    summary: str
    portal: str | None = None
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True)
class AppliedWaiver:
    """The waiver that covers a finding. `original` is the status that the finding had without it."""

    reason: str
    approver: str
    expires: str
    original: Status


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's verdict on one resource, check and setting. `oldest_id`: the rule's first id, for the fingerprint."""

    rule: str
    oldest_id: str
    check: Check
    kind: Kind
    clauses: tuple[str, ...]
    advisory: bool
    severity: Severity
    status: Status
    evidence: Evidence
    reason: Reason | None
    resource: ResourceRef
    setting: str | None
    expected: Any
    actual: Any
    message: str
    locked: bool | None = None
    decided_by: DecidedBy | None = None
    remediation: Remediation | None = None
    waiver: AppliedWaiver | None = None
    baselined: bool = False

    def about(self, resource: ResourceRef, remediation: Remediation | None) -> "Finding":
        """The same said of another resource of the same level, for which the same was read."""
        return Finding(
            self.rule,
            self.oldest_id,
            self.check,
            self.kind,
            self.clauses,
            self.advisory,
            self.severity,
            self.status,
            self.evidence,
            self.reason,
            resource,
            self.setting,
            self.expected,
            self.actual,
            self.message,
            self.locked,
            self.decided_by,
            remediation,
        )

    @property
    def fingerprint(self) -> str:
        """The same on every run, whatever values, names and order: 16 hexadecimal digits."""
        parts = (self.oldest_id, self.check, self.resource.level, self.resource.id, self.setting or "")
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
