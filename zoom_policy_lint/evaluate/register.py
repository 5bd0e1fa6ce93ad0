"""Judging users by a register that the school keeps: who was trained, and is not out of date."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.evaluate.attested import ATTESTATION_SEVERITY, attestation_id
from zoom_policy_lint.evaluate.coverage import Coverage, is_inactive
from zoom_policy_lint.evaluate.field_judge import GONE, Scope, bound
from zoom_policy_lint.evaluate.locks import reason_of
from zoom_policy_lint.evaluate.maker import ACCOUNT, Maker, ref
from zoom_policy_lint.evaluate.pseudonyms import plain
from zoom_policy_lint.evaluate.wording import not_judged
from zoom_policy_lint.model.finding import Finding, Remediation
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Check, Evidence, Kind, Level, Reason, Status
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.policy.registers import Register, RegisterState, Standing
from zoom_policy_lint.resolve import FieldReader, Reading
from zoom_policy_lint.ruleset import RegisterBody, Rule

_STATUS = {
    RegisterState.CURRENT: Status.PASS,
    RegisterState.EXPIRED: Status.FAIL,
    RegisterState.MISSING: Status.FAIL,
    RegisterState.UNREADABLE: Status.UNKNOWN,
}
_WORST_FIRST = (Status.FAIL, Status.UNKNOWN, Status.PASS)


class RegisterJudge:
    """One finding a user to whom the rule applies, and one for the statement that the register stands for.

    Training is judged on the day when the account was read.
    """

    levels = (Level.USER,)

    def __init__(
        self, rule: Rule, body: RegisterBody, maker: Maker, policy: Policy, register: Register, taken_at: datetime
    ) -> None:
        self._maker, self._register = maker, register
        self._scope = Scope(Level.USER, bound(body.where, policy.parameters, taken_at))
        self._day = taken_at.astimezone(UTC).date()
        self._months = policy.parameters[body.valid_months.name]
        self._email = FieldReader(fields(Level.USER)["email"])
        self._remedy = Remediation(rule.remediation)
        self._answered = [one for one in policy.attest.values() if one.register == body.register.name]
        self._counts = dict.fromkeys(_WORST_FIRST, 0)

    def see(self, resource: Resource) -> Iterator[Finding]:
        """The finding about one user."""
        if resource.gone or is_inactive(resource):
            if resource.gone:
                yield self._maker.finding(ref(resource), Status.NOT_APPLICABLE, GONE, reason=Reason.VANISHED)
            return
        covered, email = self._scope.covers(resource), plain(self._email(resource))
        if isinstance(covered, tuple):
            yield self._gap(resource, covered[1])
        elif covered and not email.understood:
            yield self._gap(resource, email)
        elif covered:
            yield self._judge(resource, self._register.state(email.values[0], self._day, self._months))

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """What is said of users who are not in the snapshot, and of the statement as a whole."""
        if gap := coverage.gap(Level.USER):
            self._counts[Status.UNKNOWN] += 1
            yield self._maker.missing(Level.USER, gap)
        status = next((one for one in _WORST_FIRST if self._counts[one]), Status.UNKNOWN)
        counts = self._counts
        message = (
            f"The register {self._register.name}: {counts[Status.PASS]} current, {counts[Status.FAIL]} missing or out "
            f"of date, {counts[Status.UNKNOWN]} not known."
        )
        for wanted in self._answered:
            id_ = attestation_id(wanted)
            maker = Maker(id_, id_, Kind.ATTESTATION, (wanted.clause,), advisory=False, severity=ATTESTATION_SEVERITY)
            yield maker.finding(ACCOUNT, status, message, **self._as_statement(status))

    def _as_statement(self, status: Status) -> dict[str, Any]:
        return {
            "check": Check.ATTESTATION,
            "evidence": Evidence.NONE if status is Status.UNKNOWN else Evidence.ATTESTED,
            "reason": Reason.ERROR if status is Status.UNKNOWN else None,
            "remediation": None if status is Status.PASS else self._remedy,
        }

    def _judge(self, user: Resource, standing: Standing) -> Finding:
        status = _STATUS[standing.state]
        self._counts[status] += 1
        known = status is not Status.UNKNOWN
        return self._maker.finding(
            ref(user),
            status,
            self._words(standing),
            evidence=Evidence.ATTESTED if known else Evidence.NONE,
            reason=None if known else Reason.ERROR,
            expected=RegisterState.CURRENT.value,
            actual=standing.state.value,
            remediation=self._remedy if status is Status.FAIL else None,
        )

    def _words(self, standing: Standing) -> str:
        place = f"{self._register.name}, line {standing.line}"
        match standing.state:
            case RegisterState.CURRENT:
                return f"Current until {standing.until} ({place})."
            case RegisterState.EXPIRED:
                return f"Out of date since {standing.until} ({place})."
            case RegisterState.UNREADABLE:
                return not_judged(Reason.ERROR, f"{place}: {standing.why}")
            case RegisterState.MISSING:
                return f"Not in {self._register.name}."

    def _gap(self, user: Resource, reading: Reading) -> Finding:
        self._counts[Status.UNKNOWN] += 1
        reason = reason_of(reading)
        return self._maker.finding(ref(user), Status.UNKNOWN, not_judged(reason, reading.detail), reason=reason)
