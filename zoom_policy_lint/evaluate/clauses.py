"""How findings of several kinds make one clause verdict."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from zoom_policy_lint.model.clause import Accepted, ClauseResult
from zoom_policy_lint.model.finding import AppliedWaiver, Finding
from zoom_policy_lint.model.words import Check, ClauseVerdict, Evidence, Kind, KindState, Reason, Status
from zoom_policy_lint.policy import Clause, Policy

_LEFT_OUT = (Reason.DESELECTED, Reason.NOT_PULLED)
_OPEN = (Status.UNKNOWN, Status.MANUAL, Status.WAIVED)


@dataclass(slots=True)
class KindTally:
    """What one kind of evidence came to under one clause. `settled`: settings answered a person's question."""

    counts: Counter[Status] = field(default_factory=Counter)
    waived_failures: int = 0
    left_out: bool = False
    settled: bool = False

    def add(self, finding: Finding, times: int) -> None:
        """Count a finding; a waived one counts as waived, and its failure is remembered."""
        self.counts[finding.status] += times
        if finding.waiver is not None and finding.waiver.original is Status.FAIL:
            self.waived_failures += 1
        if finding.reason in _LEFT_OUT:
            self.left_out = True
        if finding.check is Check.ATTESTATION and finding.evidence is Evidence.MEASURED:
            self.settled = True

    def state(self, *, judged: bool) -> KindState:
        """The first that applies: failed, open, shown, empty; a kind that nothing judges is open."""
        if self.counts[Status.FAIL]:
            return KindState.FAILED
        if not judged or self.left_out or any(self.counts[status] for status in _OPEN):
            return KindState.OPEN
        return KindState.SHOWN if self.counts[Status.PASS] else KindState.EMPTY


class ClauseTally:
    """Counts findings by clause and kind, and gives every clause its verdict. Advisory findings do not count."""

    def __init__(self, policy: Policy, as_of: date = date.max) -> None:
        self._policy, self._as_of = policy, as_of
        self._kinds = {clause.id: {kind: KindTally() for kind in clause.wants} for clause in policy.clauses}
        self._judged = {clause.id: _judged(clause, policy) for clause in policy.clauses}
        self._exceptions: dict[str, dict[Accepted, None]] = {clause.id: {} for clause in policy.clauses}
        self._gaps: dict[str, dict[str, None]] = {clause.id: {} for clause in policy.clauses}

    def add(self, finding: Finding, times: int = 1) -> None:
        """Count a finding, or so many that differ in their resource only, under every clause that it answers."""
        if finding.advisory:
            return
        for clause in finding.clauses:
            self._kinds[clause].setdefault(finding.kind, KindTally()).add(finding, times)
            if finding.waiver is not None:
                self._exceptions[clause][_exception(finding, finding.waiver)] = None
            if finding.reason is Reason.NOT_OFFERED:
                self._gaps[clause][self._gap(finding)] = None

    def _gap(self, finding: Finding) -> str:
        """What could not be had, in a sentence that stands alone; of what is unknown, also which rule says so."""
        rule = self._policy.rules.get(finding.rule)
        unsure = finding.status is Status.UNKNOWN and rule is not None
        return f"Not known: “{rule.title}”. {finding.message}" if unsure and rule else finding.message

    def results(self, reasons: Mapping[str, tuple[str, ...]]) -> tuple[ClauseResult, ...]:
        """The verdicts in the policy's order; `reasons` are sentences by clause."""
        return tuple(self._result(clause, reasons.get(clause.id, ())) for clause in self._policy.clauses)

    def states(self, clause: str) -> Mapping[Kind, KindState]:
        """What each kind of evidence shows for a clause."""
        judged = self._judged[clause]
        states = {kind: tally.state(judged=kind in judged) for kind, tally in self._kinds[clause].items()}
        if states.get(Kind.ATTESTATION) is KindState.EMPTY and not self._kinds[clause][Kind.ATTESTATION].settled:
            states[Kind.ATTESTATION] = KindState.OPEN  # that nobody says anything is no evidence
        return states

    def _own(self, clause: Clause) -> ClauseVerdict:
        tallies = self._kinds[clause.id].values()
        partly = any(tally.counts[Status.PASS] or tally.waived_failures for tally in tallies)
        return kinds_verdict(self.states(clause.id).values(), partly=partly)

    def _verdict(self, clause: Clause) -> ClauseVerdict:
        """Of its own evidence and of its parts, which may have parts too (never in a circle)."""
        if not clause.parts:
            return self._own(clause)
        own = [self._own(clause)] if clause.wants else []
        return parts_verdict([*own, *(self._verdict(part) for part in self._policy.clauses if part.id in clause.parts)])

    def _result(self, clause: Clause, reasons: tuple[str, ...]) -> ClauseResult:
        told = (
            *_meant_for(clause, self._policy),
            *self._gaps[clause.id],
            *_not_seen(clause, self._policy, self._as_of),
        )
        limits = " ".join([*filter(None, [clause.limits]), *told])
        states = self.states(clause.id)
        unjudged = tuple(
            f"Nothing judges it yet: {_KIND_WORDS[kind]}."
            for kind in clause.wants
            if kind not in self._judged[clause.id]
        )
        return ClauseResult(
            id=clause.id,
            text=clause.text,
            verdict=self._verdict(clause),
            kinds=states,
            rules=clause.rules,
            reasons=(*reasons, *unjudged),
            exceptions=tuple(self._exceptions[clause.id]),
            limits=limits,
            parts=clause.parts,
            section=clause.section,
            profile=clause.profile,
            conflict=clause.conflict,
        )


def kinds_verdict(states: Iterable[KindState], *, partly: bool) -> ClauseVerdict:
    """A clause's verdict from its kinds; `partly`: something passed under it, or a failure was waived."""
    found = set(states)
    if KindState.FAILED in found:
        return ClauseVerdict.NOT_MET
    if KindState.OPEN not in found and KindState.SHOWN in found:
        return ClauseVerdict.MET
    return ClauseVerdict.PARTLY if partly else ClauseVerdict.UNANSWERED


def parts_verdict(verdicts: Iterable[ClauseVerdict]) -> ClauseVerdict:
    """A clause's verdict from its parts (its own evidence counting as one)."""
    found = set(verdicts)
    if ClauseVerdict.NOT_MET in found:
        return ClauseVerdict.NOT_MET
    return found.pop() if len(found) == 1 else ClauseVerdict.PARTLY


_KIND_WORDS = {
    Kind.SETTINGS: "settings and locks",
    Kind.MEETINGS: "scheduled meetings",
    Kind.RECORDINGS: "recordings",
    Kind.PAST: "what happened in past meetings",
    Kind.USERS: "users, roles and domains",
    Kind.ATTESTATION: "a person's statement",
}


def _meant_for(clause: Clause, policy: Policy) -> Iterator[str]:
    """Whom a clause is about, and which of its rules are judged for some people only."""
    yield from (f"It is about “{scope.title}” only." for scope in policy.scopes if scope.id == clause.scope)
    for name in clause.rules:
        scopes = policy.scopes_of(name)
        if scopes and name in policy.rules:
            titles = " and ".join(f"“{scope.title}”" for scope in scopes)
            yield f"“{policy.rules[name].title}” is judged only for {titles}."


def _not_seen(clause: Clause, policy: Policy, as_of: date) -> Iterator[str]:
    """Whether statements count of which nobody could look at the evidence."""
    wanted = policy.wanted(clause.id)
    counting = [one for one in policy.attestations if one.clause == clause.id and wanted.holds(one, as_of)]
    if any(one.evidence_missing for one in counting):
        yield "The file that is named as evidence could not be looked at."


def _judged(clause: Clause, policy: Policy) -> frozenset[Kind]:
    kinds = {kind for name in clause.rules if name in policy.rules for kind in policy.rules[name].kinds}
    return frozenset(kinds | ({Kind.ATTESTATION} if clause.id in policy.attest else set()))


def _exception(finding: Finding, waiver: AppliedWaiver) -> Accepted:
    return Accepted(
        finding.rule, finding.resource, waiver.reason, waiver.approver, waiver.expires, original=waiver.original
    )
