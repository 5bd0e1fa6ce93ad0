"""Sentences about waivers and statements that have run out, cover nothing, or cover more than one may think."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from zoom_policy_lint.evaluate.accept import Covered
from zoom_policy_lint.model.registers import SOON_DAYS
from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.policy import Attest, Attestation, Policy, Waiver
from zoom_policy_lint.policy.dates import months_later

_LONGEST_MONTHS = 12
"""Months after which somebody should look at an exception again."""


def waiver_notes(waivers: Iterable[Waiver], used: Mapping[Waiver, Covered] | None, as_of: date) -> Iterator[str]:
    """Sentences about waivers that have run out, end soon, have not begun, cover nothing, or more than one may think.

    `used` is what a run found; None where there was no run, and nothing can be said of it.
    """
    listed = list(waivers)
    for index, waiver in enumerate(listed):
        name = "the account" if waiver.level is Level.ACCOUNT else f"the {waiver.level.words} {waiver.resource}"
        what = f"The waiver of {waiver.rule} for {name}, approved by {waiver.approver},"
        yield from (f"{what} {words}" for words in waiver_remarks(listed, index, used, as_of))


def waiver_remarks(
    listed: list[Waiver], index: int, used: Mapping[Waiver, Covered] | None, as_of: date
) -> Iterator[str]:
    """What there is to say of one of the waivers: ends of sentences that begin with it."""
    waiver = listed[index]
    if waiver.expires < as_of:
        yield f"ran out on {waiver.expires.isoformat()} and no longer counts; renew it, or take it out."
    elif waiver.start > as_of:
        yield f"does not count before {waiver.start.isoformat()}; change “from” if it is needed today."
    else:
        yield from _ends_soon(waiver.expires, as_of, "decide by then whether it is still needed")
        yield from _twice(waiver, index, listed, used or {})
        yield from _too_long(waiver, as_of)
        yield from _in_run(waiver, used)


def _ends_soon(last_day: date, as_of: date, what_to_do: str) -> Iterator[str]:
    left = (last_day - as_of).days
    if left <= SOON_DAYS:
        days = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
        yield f"ends on {last_day.isoformat()} ({days}); {what_to_do}."


def _twice(waiver: Waiver, index: int, listed: list[Waiver], used: Mapping[Waiver, Covered]) -> Iterator[str]:
    """Whether another waiver covers the same for all its days; of two equal ones the later is the one too many."""
    for at, other in enumerate(listed):
        if at == index or not includes(other, waiver, used):
            continue
        if at < index or not includes(waiver, other, used):
            yield (
                f"adds nothing (until {waiver.expires.isoformat()}): another one, approved by {other.approver}, "
                f"covers the same until {other.expires.isoformat()}; keep one of them."
            )
            return


def includes(other: Waiver, waiver: Waiver, used: Mapping[Waiver, Covered]) -> bool:
    """Whether another waiver covers all that this one does, for all its days.

    The resource may be named in two ways: where a run is known (`used`), what they cover tells that it is the same.
    """
    if (other.rule, other.level) != (waiver.rule, waiver.level):
        return False
    mine, theirs = used.get(waiver, Covered()).findings, used.get(other, Covered()).findings
    same = other.resource.lower() == waiver.resource.lower() or (bool(mine) and mine <= theirs)
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
    elif waiver.check is None and (others := covered.judged - covered.checks):
        [check] = covered.checks
        yield (
            f"covers only the {check} today, and would cover the {' and the '.join(sorted(others))} too; "
            f"“check: {check}” narrows it."
        )
    if len(covered.resources) > 1:
        yield f"covers {len(covered.resources)} resources of that name; write the Zoom id of the one that is meant."
    if waiver.status is None and covered.statuses == {Status.UNKNOWN}:
        yield "covers what is only unknown today, and would cover a failure too; “status: unknown” narrows it."


def attestation_notes(
    policy: Policy,
    as_of: date,
    used: AbstractSet[tuple[Attestation, str]] | None,
    failed: AbstractSet[str] = frozenset(),
) -> Iterator[str]:
    """Sentences about statements that have run out, end soon, have not begun, answer nothing, or count for less.

    `used` are the findings that statements answered in a run; None where there was no run, and nothing can be said of
    it. `failed` are the rules that fail: one that contradicts a statement makes it void.
    """
    for index, statement in enumerate(policy.attestations):
        by = f"{statement.by_name} ({statement.by_role})"
        what = f"The statement of {statement.on.isoformat()} on {statement.clause} by {by}"
        wanted = policy.wanted(statement.clause)
        contradicting = [rule for rule in wanted.contradicted_by if rule in failed]
        if contradicting and wanted.holds(statement, as_of):
            yield f"{what} is void, because a rule that contradicts it fails ({', '.join(contradicting)})."
        else:
            yield from (f"{what} {words}" for words in statement_remarks(policy, index, as_of, used))


def statement_remarks(
    policy: Policy, index: int, as_of: date, used: AbstractSet[tuple[Attestation, str]] | None
) -> Iterator[str]:
    """What there is to say of one of the statements: ends of sentences that begin with it."""
    statement = policy.attestations[index]
    wanted = policy.wanted(statement.clause)
    if statement.evidence_changed:
        yield (
            f"does not count: the file {statement.evidence} is not the one that was there when it was made; look at "
            "it, and record the statement again."
        )
    elif wanted.holds(statement, as_of) and not _answers_nothing(statement, policy):
        yield from _renew_soon(statement, policy, as_of)
        yield from _counts_less(index, wanted, policy)
        yield from _not_found(statement, used)
        if statement.evidence_missing:
            yield f"names the file {statement.evidence}, which cannot be read here to see whether it is the same."
    else:
        yield from _counts_not(statement, wanted, policy, as_of)


def _renew_soon(statement: Attestation, policy: Policy, as_of: date) -> Iterator[str]:
    """Nothing where another statement takes over when this one ends."""
    wanted = policy.wanted(statement.clause)
    end = wanted.last_day(statement)
    others = [one for one in policy.attestations if _alike(one, statement) and wanted.holds(one, as_of)]
    if end == max(wanted.last_day(one) for one in others):
        yield from _ends_soon(end, as_of, "ask again by then, and record the answer")


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
