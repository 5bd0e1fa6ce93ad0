"""Clauses that a person answers: a dated statement, or the question that still waits for one."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.maker import ACCOUNT, Maker
from zoom_policy_lint.evaluate.settling import Settling
from zoom_policy_lint.model.finding import Finding, Remediation
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Check, Evidence, Kind, Level, Reason, Severity, Status
from zoom_policy_lint.policy import Attest, Attestation, Policy

ATTESTATION_SEVERITY = Severity.MEDIUM


def attestation_id(wanted: Attest) -> str:
    """The id that stands for the statement in findings, where others have a rule's."""
    return f"attest-{wanted.clause.lower()}"


def asked(policy: Policy) -> list[Attest]:
    """The questions that a person has to answer: those that no register of the policy answers."""
    return [one for one in policy.attest.values() if policy.register_of(one) is None]


class AttestationJudge:
    """Answers one clause by the newest statement that holds on the day; none, expired or void: manual.

    `failed` is filled by the pass with the rules that fail; this judge must close after all others. Where settings
    settle the question, they answer, and nobody's statement is needed; but a rule that would void a statement keeps
    them from saying that all is well.
    """

    def __init__(self, wanted: Attest, policy: Policy, as_of: date, failed: AbstractSet[str]) -> None:
        self._wanted, self._as_of, self._failed = wanted, as_of, failed
        self._statements = policy.answers(wanted.clause)
        self._settling = Settling(wanted.settled) if wanted.settled else None
        self.levels: tuple[Level, ...] = self._settling.levels if self._settling else ()
        id_ = attestation_id(wanted)
        clauses = (wanted.clause,)
        self._maker = Maker(id_, id_, Kind.ATTESTATION, clauses, advisory=False, severity=ATTESTATION_SEVERITY)

    def see(self, resource: Resource) -> Iterator[Finding]:
        """Nothing: of a single resource it says nothing."""
        if self._settling:
            self._settling.see(resource)
        yield from ()

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """The finding."""
        settled = self._settling if self._settling and self._settling.holds(coverage) else None
        if settled and (settled.status is Status.FAIL or not self._contradicting()):
            yield self._finding(settled.status, settled.words, Evidence.MEASURED)
        else:
            yield self._answered()

    def _answered(self) -> Finding:
        """What a person says, or is asked."""
        current = [one for one in self._statements if one.on <= self._as_of <= self._wanted.last_day(one)]
        holding = [one for one in current if self._wanted.holds(one, self._as_of)]
        contradicted = self._contradicting()
        if holding and not contradicted:
            newest = max(holding, key=lambda one: (one.on, one.valid_until))
            return self._finding(Status.PASS, said(newest, self._wanted.last_day(newest)), Evidence.ATTESTED)
        return self._finding(Status.MANUAL, self._why_open(current, holding, contradicted), Evidence.NONE)

    def _contradicting(self) -> list[str]:
        return [rule for rule in self._wanted.contradicted_by if rule in self._failed]

    def _why_open(self, current: list[Attestation], holding: list[Attestation], contradicted: list[str]) -> str:
        question = self._wanted.question
        if current and not holding:
            last_said = current[-1]
            who = f"{last_said.by_name} ({last_said.by_role})"
            if last_said.evidence_changed:
                changed = f"{last_said.evidence} is not the file that it was then"
                return f"The statement by {who} does not count: its evidence {changed}. {question}"
            return f"The statement is by {who}, and wanted from: {self._wanted.by_role}. {question}"
        if holding:
            rules = ", ".join(contradicted)
            return f"The statement is void, because a rule that contradicts it fails ({rules}). {question}"
        ended = [end for one in self._statements if (end := self._wanted.last_day(one)) < self._as_of]
        if ended:
            last = max(ended)
            return f"The last statement ran out on {last.isoformat()}. {question}"
        by = f" ({self._wanted.by_role})" if self._wanted.by_role else ""
        return f"Waits for a person's statement{by}: {question}"

    def _finding(self, status: Status, message: str, evidence: Evidence) -> Finding:
        remedy = Remediation("Answer the question, and record the statement in the policy file under “attestations”.")
        reason = Reason.NONE_EXIST if status is Status.NOT_APPLICABLE else None
        return self._maker.finding(
            ACCOUNT,
            status,
            message,
            check=Check.ATTESTATION,
            evidence=evidence,
            reason=reason,
            remediation=remedy if status is Status.MANUAL else None,
        )


def said(statement: Attestation, end: date) -> str:
    """Who said what and when, the last day on which it counts, and whether its evidence could not be looked at."""
    unseen = "; the file that is named as evidence could not be looked at" if statement.evidence_missing else ""
    return (
        f"{statement.by_role} {statement.by_name} on {statement.on.isoformat()}: “{statement.statement}” "
        f"(valid until {end.isoformat()}{unseen})"
    )
