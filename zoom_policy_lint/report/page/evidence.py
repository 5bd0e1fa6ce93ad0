"""What was looked at under a clause, kind by kind: what it shows and how we know."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from zoom_policy_lint.model.clause import ClauseResult
from zoom_policy_lint.model.registers import Validity
from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Check, Evidence, Kind, KindState, Status
from zoom_policy_lint.report.page.reasons import by_rule, waived_unread
from zoom_policy_lint.report.page.words import EVIDENCE, KINDS, STATES, STATUSES, UNSAID, UNSEEN, Look, date_words
from zoom_policy_lint.report.style import plural
from zoom_policy_lint.report.wording import listed, sentence

_COUNT = (Validity.HOLDS, Validity.ENDS_SOON)


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of evidence under a clause: its state, the classes of evidence, and what more there is to say."""

    kind: str
    look: Look
    evidence: tuple[Look, ...]
    known: str


def kind_rows(run: Run, clause: ClauseResult, under: list[RollUp]) -> tuple[KindRow, ...]:
    """A row for each kind that the clause wants, in their fixed order."""
    return tuple(_row(run, clause, kind, under) for kind in Kind if kind in clause.kinds)


def _row(run: Run, clause: ClauseResult, kind: Kind, under: list[RollUp]) -> KindRow:
    of_kind, state = [one for one in under if one.worst.kind is kind], clause.kinds[kind]
    said = " ".join(_known(run, clause, of_kind, state))
    return KindRow(KINDS[kind], STATES[state], tuple(_classes(clause, of_kind, state)), said)


def _classes(clause: ClauseResult, rollups: list[RollUp], state: KindState) -> Iterator[Look]:
    """The classes of evidence of what is known, then what stands in the way of knowing more."""
    if state is KindState.EMPTY:
        yield EVIDENCE[Evidence.MEASURED]
        return
    found = {rollup.worst.evidence for rollup in rollups if not waived_unread(rollup)}
    yield from (EVIDENCE[one] for one in Evidence if one in found and one is not Evidence.NONE)
    unread = {one.rule for one in clause.exceptions if one.original is Status.UNKNOWN}
    statuses = {status for rollup in rollups for status, count in rollup.counts.items() if count}
    if Status.UNKNOWN in statuses or any(waived_unread(one) or one.rule in unread for one in rollups):
        yield EVIDENCE[Evidence.NONE]
    if Status.MANUAL in statuses:
        yield UNSAID
    if not rollups:
        yield UNSEEN


def _known(run: Run, clause: ClauseResult, rollups: list[RollUp], state: KindState) -> Iterator[str]:
    """What people said, in their words, and how many safeguards hold."""
    if state is KindState.EMPTY:
        yield "Everything was read; there is nothing to judge."
        return
    if state is KindState.OPEN and not rollups:
        yield "No rule looks at this yet."
        return
    said = [rollup for rollup in rollups if rollup.check is Check.ATTESTATION]
    if any(rollup.worst.status is Status.PASS for rollup in said):
        yield from _statements(run, clause)
    judged = Counter(_standing(lines) for lines in by_rule(one for one in rollups if one not in said).values())
    if total := judged.total():
        holds = f"{judged[Status.PASS]} of {plural(total, 'safeguard')} {'holds' if total == 1 else 'hold'}"
        rest = [f"{judged[Status.NOT_APPLICABLE]} not needed here"] if judged[Status.NOT_APPLICABLE] else []
        yield sentence(listed([holds, *rest]))


def _statements(run: Run, clause: ClauseResult) -> Iterator[str]:
    """What people in which role said and when; who they are stands in the annex."""
    found = [one for one in run.registers.statements if one.clause == clause.id and one.validity in _COUNT]
    for one in found:
        yield f"{one.by_role} on {date_words(one.on)}: “{one.statement}” (counts until {date_words(one.until)})."
    if not found:
        yield "The school's records or a signed statement answer this."


def _standing(rollups: list[RollUp]) -> Status:
    """The worst status of a safeguard; what does not apply at one level does not matter at another."""
    order = (*STATUSES, Status.PASS, Status.NOT_APPLICABLE)
    return min((rollup.worst.status for rollup in rollups), key=order.index)
