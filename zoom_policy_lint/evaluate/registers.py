"""The registers of a run: what was accepted and stated, how each of these stands, and what people have to answer."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta

from zoom_policy_lint.evaluate.accept import Covered
from zoom_policy_lint.evaluate.accept_notes import statement_remarks, waiver_remarks
from zoom_policy_lint.evaluate.attested import asked
from zoom_policy_lint.model.registers import SOON_DAYS, Due, Registers, StatementEntry, Validity, WaiverEntry
from zoom_policy_lint.policy import Attest, Attestation, Policy, Waiver

CANNOT_COUNT = "No answer can count while this is not so:"
"""How the reason begins why a question is due that nobody can answer yet."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a run saw of them: what each waiver covered, which findings were answered, which rules fail.

    `settled` are the clauses whose question settings answered in a person's place. `covered` is None where waivers were
    not to count, and nothing can be said of them.
    """

    covered: Mapping[Waiver, Covered] | None = field(default_factory=dict)
    answered: AbstractSet[tuple[Attestation, str]] = frozenset()
    failed: AbstractSet[str] = frozenset()
    settled: AbstractSet[str] = frozenset()


def registers_of(policy: Policy, as_of: date, seen: Seen | None = None) -> Registers:
    """The registers on a day; `seen` is None where nothing was judged, and nothing can be said of what they cover."""
    return Registers(
        waivers=tuple(_waivers(policy, as_of, seen)),
        statements=tuple(_statements(policy, as_of, seen)),
        due=tuple(sorted(_due(policy, as_of, seen or Seen()), key=lambda one: one.until or date.min)),
    )


def _waivers(policy: Policy, as_of: date, seen: Seen | None) -> Iterator[WaiverEntry]:
    used = seen.covered if seen else None
    listed = list(policy.waivers)
    for index, waiver in enumerate(listed):
        covered = used.get(waiver) if used is not None else None
        yield WaiverEntry(
            rule=waiver.rule,
            title=_title(policy, waiver.rule),
            level=waiver.level,
            resource=waiver.resource,
            check=waiver.check,
            status=waiver.status,
            reason=waiver.reason,
            approver=waiver.approver,
            start=None if waiver.start == date.min else waiver.start,
            expires=waiver.expires,
            validity=_of_waiver(waiver, as_of, unused=used is not None and covered is None),
            covered=len(covered.findings) if covered else 0,
            failing=len(covered.failing) if covered else 0,
            remarks=tuple(map(_alone, waiver_remarks(listed, index, used, as_of))),
        )


def _title(policy: Policy, rule: str) -> str:
    found = policy.rules.get(rule) or policy.advisory.get(rule)
    return found.title if found else rule


def _of_waiver(waiver: Waiver, as_of: date, *, unused: bool) -> Validity:
    return _in_time(waiver.start, waiver.expires, as_of) or (Validity.UNUSED if unused else _lasting(waiver, as_of))


def _lasting(waiver: Waiver, as_of: date) -> Validity:
    return Validity.ENDS_SOON if _soon(waiver.expires, as_of) else Validity.HOLDS


def _in_time(first: date, last: date, as_of: date) -> Validity | None:
    if last < as_of:
        return Validity.ENDED
    return Validity.NOT_BEGUN if first > as_of else None


def _soon(last: date, as_of: date) -> bool:
    return last - as_of <= timedelta(days=SOON_DAYS)


def _alone(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _statements(policy: Policy, as_of: date, seen: Seen | None) -> Iterator[StatementEntry]:
    answered = seen.answered if seen else None
    for index, statement in enumerate(policy.attestations):
        wanted = policy.wanted(statement.clause)
        contradicting = _contradicting(wanted, seen)
        remarks = _void(contradicting) or map(_alone, statement_remarks(policy, index, as_of, answered))
        yield StatementEntry(
            clause=statement.clause,
            question=wanted.question,
            statement=statement.statement,
            by_name=statement.by_name,
            by_role=statement.by_role,
            on=statement.on,
            until=wanted.last_day(statement),
            validity=_of_statement(policy, statement, as_of, seen),
            evidence=statement.evidence,
            evidence_sha256=statement.evidence_sha256,
            findings=statement.findings,
            remarks=tuple(remarks),
        )


def _of_statement(policy: Policy, statement: Attestation, as_of: date, seen: Seen | None) -> Validity:
    wanted = policy.wanted(statement.clause)
    end = wanted.last_day(statement)
    if outside := _in_time(statement.on, end, as_of):
        return outside
    if statement.evidence_changed or not wanted.accepts(statement) or _contradicting(wanted, seen):
        return Validity.VOID
    if _idle(policy, statement, seen):
        return Validity.UNUSED
    return Validity.ENDS_SOON if _soon(end, as_of) else Validity.HOLDS


def _idle(policy: Policy, statement: Attestation, seen: Seen | None) -> bool:
    """Whether it answers nothing: no question is asked, or none of the findings that it names waits for a person."""
    if statement.findings:
        return seen is not None and not any((statement, name) in seen.answered for name in statement.findings)
    wanted = policy.attest.get(statement.clause)
    return wanted is None or policy.register_of(wanted) is not None


def _contradicting(wanted: Attest, seen: Seen | None) -> list[str]:
    return [rule for rule in wanted.contradicted_by if seen and rule in seen.failed]


def _void(rules: list[str]) -> list[str]:
    return [f"It is void, because a rule that contradicts it fails ({', '.join(rules)})."] if rules else []


def _due(policy: Policy, as_of: date, seen: Seen) -> Iterator[Due]:
    for wanted in asked(policy):
        if wanted.clause not in seen.settled and (why := _why_due(wanted, policy, as_of, seen)):
            sentence, until = why
            yield Due(wanted.clause, wanted.question, wanted.by_role, sentence, until)


def _why_due(wanted: Attest, policy: Policy, as_of: date, seen: Seen) -> tuple[str, date | None] | None:
    """Why somebody must answer, and the last day of the answer that there is; None while one holds for long enough."""
    statements = policy.answers(wanted.clause)
    holding = [wanted.last_day(one) for one in statements if wanted.holds(one, as_of)]
    if rules := _contradicting(wanted, seen):
        titles = "; ".join(_title(policy, rule) for rule in rules)
        return f"{CANNOT_COUNT} {titles}.", None
    if holding:
        end = max(holding)
        return (f"The answer counts until {end.isoformat()} only.", end) if _soon(end, as_of) else None
    return _never_or_ended(wanted, statements, as_of)


def _never_or_ended(wanted: Attest, statements: Iterable[Attestation], as_of: date) -> tuple[str, date | None]:
    known = list(statements)
    if any(one.evidence_changed for one in known):
        return "The evidence of the last answer is another one now, so that the answer no longer counts.", None
    if any(not wanted.accepts(one) and one.on <= as_of <= wanted.last_day(one) for one in known):
        return f"Somebody answered, but the policy wants it from: {wanted.by_role}.", None
    ended = [end for one in known if (end := wanted.last_day(one)) < as_of]
    if ended:
        return f"The last answer ran out on {max(ended).isoformat()}.", max(ended)
    return "Nobody has answered yet.", None
