"""What a school accepts: waivers and the baseline. They mark findings and never hide them.

And what people say of single findings that wait for them.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from zoom_policy_lint.catalogue.types import moment
from zoom_policy_lint.evaluate.attested import said
from zoom_policy_lint.model.baseline import Baseline, BaselineEntry
from zoom_policy_lint.model.finding import AppliedWaiver, Finding
from zoom_policy_lint.model.words import Check, Evidence, Level, Status
from zoom_policy_lint.policy import Attestation, Policy, Waiver

_ACCEPTABLE = (Status.FAIL, Status.UNKNOWN)


@dataclass(slots=True)
class Covered:
    """What a waiver covered in a run: which checks, resources (by id), and with which statuses.

    `findings` are the fingerprints of all that it covered, `failing` of those that fail. `judged` are the checks that
    its rule judges of its resource, whatever they came to: what it could cover some day.
    """

    checks: set[Check] = field(default_factory=set)
    resources: set[str] = field(default_factory=set)
    statuses: set[Status] = field(default_factory=set)
    findings: set[str] = field(default_factory=set)
    failing: set[str] = field(default_factory=set)
    judged: set[Check] = field(default_factory=set)


class Acceptance:
    """Applies the waivers that hold on a day, and a baseline.

    `used` says what each waiver covered, `known` which fingerprints of the baseline were met with, `refused` why
    entries of it did not accept the finding of their fingerprint. `former` are the rules' ids by their former ones.
    """

    def __init__(
        self,
        waivers: Iterable[Waiver],
        baseline: Baseline,
        as_of: date,
        former: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._by_rule: dict[str, list[Waiver]] = {}
        for waiver in waivers:
            if waiver.start <= as_of <= waiver.expires:
                self._by_rule.setdefault(waiver.rule, []).append(waiver)
        self._baseline, self._former, self._as_of = baseline.known, former, as_of
        self.used: dict[Waiver, Covered] = {}
        self._judged: dict[Waiver, set[Check]] = {}
        self.known: set[str] = set()
        self.refused: dict[BaselineEntry, str] = {}

    def apply(self, finding: Finding) -> Finding:
        """The finding as it counts."""
        waivers = [one for one in self._by_rule.get(finding.rule, ()) if is_about(one, finding)]
        if finding.status is not Status.NOT_APPLICABLE:
            for waiver in waivers:
                self._judged.setdefault(waiver, set()).add(finding.check)
        if finding.status not in _ACCEPTABLE:
            return finding
        covering = [
            one for one in waivers if one.check in (None, finding.check) and one.status in (None, finding.status)
        ]
        for waiver in covering:
            self._remember(waiver, finding)
        if covering:
            longest = max(covering, key=lambda waiver: waiver.expires)
            applied = AppliedWaiver(longest.reason, longest.approver, longest.expires.isoformat(), finding.status)
            return replace(finding, status=Status.WAIVED, waiver=applied)
        if self._baseline and self._known(finding):
            self.known.add(finding.fingerprint)
            return replace(finding, baselined=True)
        return finding

    def _remember(self, waiver: Waiver, finding: Finding) -> None:
        covered = self.used.setdefault(waiver, Covered(judged=self._judged[waiver]))
        covered.checks.add(finding.check)
        covered.resources.add(finding.resource.id)
        covered.statuses.add(finding.status)
        covered.findings.add(finding.fingerprint)
        if finding.status is Status.FAIL:
            covered.failing.add(finding.fingerprint)

    def _known(self, finding: Finding) -> bool:
        """Whether the baseline accepts it."""
        entry = self._baseline.get(finding.fingerprint)
        if entry is not None and (why := entry.objection(finding, self._former, self._as_of)):
            self.refused[entry] = why
        return entry is not None and entry not in self.refused


def is_about(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver names the resource of a finding."""
    resource = finding.resource
    if waiver.level is not resource.level:
        return False
    return waiver.level is Level.ACCOUNT or waiver.resource.lower() in (resource.id.lower(), resource.name.lower())


class Answers:
    """Applies the statements that name findings and hold on a day.

    `used` are the pairs of statement and fingerprint for which such a finding was there and waited for a person.
    """

    def __init__(self, policy: Policy, as_of: date) -> None:
        self._policy, self._as_of = policy, as_of
        self._by_fingerprint: dict[str, list[Attestation]] = {}
        for statement in policy.attestations:
            if policy.wanted(statement.clause).holds(statement, as_of):
                for fingerprint in statement.findings:
                    self._by_fingerprint.setdefault(fingerprint, []).append(statement)
        self.used: set[tuple[Attestation, str]] = set()

    def apply(self, finding: Finding, failed: AbstractSet[str] = frozenset()) -> Finding:
        """The finding as people answered it: a pass that is attested, when the newest statement that names it holds.

        `failed` are the rules known to fail so far; one that contradicts the statement makes it void.
        """
        if finding.status is not Status.MANUAL or finding.check is Check.ATTESTATION or not self._by_fingerprint:
            return finding
        named = self._by_fingerprint.get(finding.fingerprint, ())
        statements = [one for one in named if self._may_answer(one, finding) and not _too_early(one, finding)]
        if not statements:
            return finding
        self.used.update((one, finding.fingerprint) for one in statements)
        newest = max(statements, key=lambda one: (one.on, one.valid_until))
        return self._answered(finding, newest, failed)

    def _may_answer(self, statement: Attestation, finding: Finding) -> bool:
        """Whether it is about one of the finding's clauses, and would do for every one of them that asks a question.

        Else anybody could answer for the head teacher, under a clause that asks nobody in particular.
        """
        asking = [self._policy.attest[name] for name in finding.clauses if name in self._policy.attest]
        suits = all(wanted.holds(statement, self._as_of) for wanted in asking)
        return statement.clause in finding.clauses and suits

    def _answered(self, finding: Finding, statement: Attestation, failed: AbstractSet[str]) -> Finding:
        wanted = self._policy.wanted(statement.clause)
        asking = [self._policy.wanted(name) for name in finding.clauses]
        contradicted = [rule for one in asking for rule in one.contradicted_by if rule in failed]
        if contradicted:
            rules = ", ".join(dict.fromkeys(contradicted))
            why = f"The statement is void, because a rule that contradicts it fails ({rules}). {finding.message}"
            return replace(finding, message=why)
        message = f"Answered by {said(statement, wanted.last_day(statement))}."
        return replace(finding, status=Status.PASS, evidence=Evidence.ATTESTED, message=message, remediation=None)


def _too_early(statement: Attestation, finding: Finding) -> bool:
    """Whether it was made before the day of what it speaks of, so that nobody can have known."""
    told = finding.actual.get("start_time") if isinstance(finding.actual, Mapping) else None
    when = moment(told) if isinstance(told, str) else None
    return when is not None and statement.on < when.date()
