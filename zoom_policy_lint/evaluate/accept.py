"""What a school accepts: waivers and the baseline. They mark findings and never hide them.

And what people say of single findings that wait for them.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date

from zoom_policy_lint.evaluate.attested import said
from zoom_policy_lint.model.finding import AppliedWaiver, Finding
from zoom_policy_lint.model.words import Check, Evidence, Level, Status
from zoom_policy_lint.policy import Attest, Attestation, Policy, Waiver
from zoom_policy_lint.policy.dates import months_later

_ACCEPTABLE = (Status.FAIL, Status.UNKNOWN)
_LONGEST_MONTHS = 12
"""Months after which somebody should look at an exception again."""


@dataclass(slots=True)
class Covered:
    """What a waiver covered in a run: which checks, resources (by id), and with which statuses."""

    checks: set[Check] = field(default_factory=set)
    resources: set[str] = field(default_factory=set)
    statuses: set[Status] = field(default_factory=set)


class Acceptance:
    """Applies the waivers that hold on a day, and a baseline. `used` says what each waiver covered."""

    def __init__(self, waivers: Iterable[Waiver], baseline: Mapping[str, Status], as_of: date) -> None:
        self._by_rule: dict[str, list[Waiver]] = {}
        for waiver in waivers:
            if waiver.start <= as_of <= waiver.expires:
                self._by_rule.setdefault(waiver.rule, []).append(waiver)
        self._baseline = baseline
        self.used: dict[Waiver, Covered] = {}

    def apply(self, finding: Finding) -> Finding:
        """The finding as it counts."""
        if finding.status not in _ACCEPTABLE:
            return finding
        covering = [waiver for waiver in self._by_rule.get(finding.rule, ()) if _covers(waiver, finding)]
        for waiver in covering:
            self._remember(waiver, finding)
        if covering:
            longest = max(covering, key=lambda waiver: waiver.expires)
            applied = AppliedWaiver(longest.reason, longest.approver, longest.expires.isoformat(), finding.status)
            return replace(finding, status=Status.WAIVED, waiver=applied)
        if self._baseline and self._known(finding):
            return replace(finding, baselined=True)
        return finding

    def _remember(self, waiver: Waiver, finding: Finding) -> None:
        covered = self.used.setdefault(waiver, Covered())
        covered.checks.add(finding.check)
        covered.resources.add(finding.resource.id)
        covered.statuses.add(finding.status)

    def _known(self, finding: Finding) -> bool:
        """Whether the baseline accepts it: what was unknown then may not fail now."""
        known = self._baseline.get(finding.fingerprint)
        return known is Status.FAIL or known is finding.status


def _covers(waiver: Waiver, finding: Finding) -> bool:
    resource = finding.resource
    if waiver.check not in (None, finding.check) or waiver.status not in (None, finding.status):
        return False
    if waiver.level is not resource.level:
        return False
    return waiver.level is Level.ACCOUNT or waiver.resource.lower() in (resource.id.lower(), resource.name.lower())


class Answers:
    """Applies the statements that name findings and hold on a day.

    `used` are the pairs of statement and fingerprint for which such a finding was there and waited for a person.
    """

    def __init__(self, policy: Policy, as_of: date) -> None:
        self._policy = policy
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
        statements = [one for one in named if one.clause in finding.clauses]
        if not statements:
            return finding
        self.used.update((one, finding.fingerprint) for one in statements)
        newest = max(statements, key=lambda one: (one.on, one.valid_until))
        return self._answered(finding, newest, failed)

    def _answered(self, finding: Finding, statement: Attestation, failed: AbstractSet[str]) -> Finding:
        wanted = self._policy.wanted(statement.clause)
        contradicted = [rule for rule in wanted.contradicted_by if rule in failed]
        if contradicted:
            rules = ", ".join(contradicted)
            why = f"The statement is void, because a rule that contradicts it fails ({rules}). {finding.message}"
            return replace(finding, message=why)
        message = f"Answered by {said(statement, wanted.last_day(statement))}."
        return replace(finding, status=Status.PASS, evidence=Evidence.ATTESTED, message=message, remediation=None)


def waiver_notes(waivers: Iterable[Waiver], used: Mapping[Waiver, Covered] | None, as_of: date) -> Iterator[str]:
    """Sentences about waivers that have run out, have not begun, cover nothing, or cover more than one may think.

    `used` is what a run found; None where there was no run, and nothing can be said of it.
    """
    listed = list(waivers)
    for index, waiver in enumerate(listed):
        name = "the account" if waiver.level is Level.ACCOUNT else waiver.resource
        what = f"The waiver of {waiver.rule} for {name}, approved by {waiver.approver},"
        if waiver.expires < as_of:
            yield f"{what} ran out on {waiver.expires.isoformat()} and no longer counts; renew it, or take it out."
        elif waiver.start > as_of:
            yield f"{what} does not count before {waiver.start.isoformat()}; change “from” if it is needed today."
        else:
            sentences = [*_twice(waiver, index, listed), *_too_long(waiver, as_of), *_in_run(waiver, used)]
            yield from (f"{what} {sentence}" for sentence in sentences)


def _twice(waiver: Waiver, index: int, listed: list[Waiver]) -> Iterator[str]:
    """Whether another waiver covers the same for all its days; of two equal ones the later is the one too many."""
    for at, other in enumerate(listed):
        if at != index and _includes(other, waiver) and (at < index or not _includes(waiver, other)):
            yield (
                f"adds nothing (until {waiver.expires.isoformat()}): another one, approved by {other.approver}, "
                f"covers the same until {other.expires.isoformat()}; keep one of them."
            )
            return


def _includes(other: Waiver, waiver: Waiver) -> bool:
    same = (other.rule, other.level, other.resource.lower()) == (waiver.rule, waiver.level, waiver.resource.lower())
    wide = other.check in (None, waiver.check) and other.status in (None, waiver.status)
    return same and wide and other.start <= waiver.start and waiver.expires <= other.expires


def _too_long(waiver: Waiver, as_of: date) -> Iterator[str]:
    begun = as_of if waiver.start == date.min else waiver.start
    if waiver.expires > months_later(begun, _LONGEST_MONTHS):
        yield (
            f"lasts until {waiver.expires.isoformat()}, more than a year from {begun.isoformat()}; give it an earlier "
            "end, so that somebody looks at it again."
        )


def _in_run(waiver: Waiver, used: Mapping[Waiver, Covered] | None) -> Iterator[str]:
    if used is None:
        return
    covered = used.get(waiver)
    if covered is None:
        yield "covers nothing: no such finding fails or is unknown; take it out, or correct its rule, resource or days."
        return
    if len(covered.checks) > 1:
        checks = sorted(covered.checks)
        each = " or ".join(f"“check: {check}”" for check in checks)
        yield f"covers both the {' and the '.join(checks)}; {each} narrows it."
    if len(covered.resources) > 1:
        yield f"covers {len(covered.resources)} resources of that name; write the Zoom id of the one that is meant."
    if waiver.status is None and covered.statuses == {Status.UNKNOWN}:
        yield "covers what is only unknown today, and would cover a failure too; “status: unknown” narrows it."


def attestation_notes(policy: Policy, as_of: date, used: AbstractSet[tuple[Attestation, str]] | None) -> Iterator[str]:
    """Sentences about statements that have run out, have not begun, answer nothing, or count for less than they say.

    `used` are the findings that statements answered in a run; None where there was no run, and nothing can be said of
    it.
    """
    for index, statement in enumerate(policy.attestations):
        by = f"{statement.by_name} ({statement.by_role})"
        what = f"The statement of {statement.on.isoformat()} on {statement.clause} by {by}"
        wanted = policy.wanted(statement.clause)
        if wanted.holds(statement, as_of) and not _answers_nothing(statement, policy):
            sentences = [*_counts_less(index, wanted, policy), *_not_found(statement, used)]
        else:
            sentences = list(_counts_not(statement, wanted, policy, as_of))
        yield from (f"{what} {sentence}" for sentence in sentences)


def _counts_not(statement: Attestation, wanted: Attest, policy: Policy, as_of: date) -> Iterator[str]:
    end = wanted.last_day(statement)
    if idle := _answers_nothing(statement, policy):
        yield idle
    elif end < as_of:
        if not any(wanted.holds(other, as_of) for other in policy.attestations if _alike(other, statement)):
            early = "" if end == statement.valid_until else ", because the policy asks again after that time"
            yield f"ran out on {end.isoformat()}{early}; ask again, and record the answer."
    elif statement.on > as_of:
        yield f"does not count before {statement.on.isoformat()}; correct “on” if it was said earlier."
    else:
        yield f"does not count: the policy wants it from {wanted.by_role}; let that person say it."


def _answers_nothing(statement: Attestation, policy: Policy) -> str:
    if statement.findings:
        return ""
    wanted = policy.attest.get(statement.clause)
    if wanted is None:
        return f"answers nothing: the policy asks no question on {statement.clause}; take it out, or add the question."
    register = policy.register_of(wanted)
    return f"answers nothing: the register {register.name} answers that question; take it out." if register else ""


def _counts_less(index: int, wanted: Attest, policy: Policy) -> Iterator[str]:
    statement = policy.attestations[index]
    end = wanted.last_day(statement)
    if end < statement.valid_until:
        yield (
            f"is given until {statement.valid_until.isoformat()}, but counts until {end.isoformat()} only, when the "
            "policy asks again; renew it by then."
        )
    for at, other in enumerate(policy.attestations):
        if at == index or not _alike(other, statement) or not wanted.accepts(other):
            continue
        days, others = (statement.on, end), (other.on, wanted.last_day(other))
        if others[0] <= days[0] and days[1] <= others[1] and (at < index or days != others):
            yield f"adds nothing: {other.by_name} said so on {other.on.isoformat()} for as long; keep one of them."
            return


def _alike(other: Attestation, statement: Attestation) -> bool:
    return (other.clause, other.findings) == (statement.clause, statement.findings)


def _not_found(statement: Attestation, used: AbstractSet[tuple[Attestation, str]] | None) -> Iterator[str]:
    for fingerprint in statement.findings:
        if used is not None and (statement, fingerprint) not in used:
            yield (
                f"names the finding {fingerprint}, and no finding of that name waits for a person; take it out, or "
                "correct the fingerprint."
            )
