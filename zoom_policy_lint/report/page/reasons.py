"""Why a clause stands as it does: safeguard by safeguard, with the evidence and whose turn it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zoom_policy_lint.model.clause import ClauseResult
from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Check, Evidence, KindState, Reason, Status
from zoom_policy_lint.report import sentences
from zoom_policy_lint.report.outline import Outline
from zoom_policy_lint.report.page import duties
from zoom_policy_lint.report.page.counts import in_status
from zoom_policy_lint.report.page.duties import Duty
from zoom_policy_lint.report.page.words import EVIDENCE, MEASURED, OPEN, STATUSES, UNREAD, UNSAID, UNSEEN, Look
from zoom_policy_lint.report.questions import Question
from zoom_policy_lint.report.wording import sentence

_ANSWERED = (Status.FAIL, Status.UNKNOWN, Status.WAIVED)


@dataclass(frozen=True, slots=True)
class Why:
    """One reason for a verdict: how it looks, what it is about, what is to be said of it, how we know, whose turn.

    Where an earlier clause (id, anchor) says all of it, `see` leads there, and nothing more is said.
    """

    look: Look
    title: str
    said: str
    evidence: Look
    duty: Duty | None = None
    see: tuple[str, str] | None = None


def whys(run: Run, shape: Outline, clause: ClauseResult, under: list[RollUp]) -> tuple[Why, ...]:
    """The worst first; where nothing here says why a clause fails, the words of the evaluation."""
    undecided = frozenset(one.rule for one in shape.undecided)
    told = [_of_rule(run, rule, lines, undecided) for rule, lines in by_rule(under).items()]
    order = list(STATUSES.values())
    found = sorted(filter(None, told), key=lambda why: order.index(why.look))
    found += [_of_question(run, one) for one in shape.questions if clause.id in one.clauses]
    found += [_left_out(run, rollup) for rollup in under if rollup.worst.reason is Reason.DESELECTED]
    if not found and KindState.FAILED in clause.kinds.values():
        found = [Why(OPEN, "", reason, MEASURED) for reason in clause.reasons]
    return tuple(dict.fromkeys(found))


def by_rule(rollups: Iterable[RollUp]) -> dict[str, list[RollUp]]:
    """The roll-ups of each safeguard."""
    found: dict[str, list[RollUp]] = {}
    for rollup in rollups:
        found.setdefault(rollup.rule, []).append(rollup)
    return found


def _of_rule(run: Run, rule: str, rollups: list[RollUp], undecided: frozenset[str]) -> Why | None:
    """What one safeguard adds; nothing where it passes, does not apply, or is a person's statement."""
    found = {status for rollup in rollups for status, count in rollup.counts.items() if count}
    worst = next((status for status in _ANSWERED if status in found), None)
    if worst is None:
        return None
    worse = [one for one in rollups if one.counts.get(worst)]
    said = " ".join(status_sentences(rollups))
    return Why(STATUSES[worst], title_of(run, rule), said, _known(worst, worse), _duty(run, worst, worse, undecided))


def _known(worst: Status, rollups: list[RollUp]) -> Look:
    if worst is Status.UNKNOWN or any(map(waived_unread, rollups)):
        return UNREAD
    classes = {one.worst.evidence for one in rollups} - {Evidence.NONE}
    return EVIDENCE[next((one for one in Evidence if one in classes), Evidence.MEASURED)]


def waived_unread(rollup: RollUp) -> bool:
    """Whether what is accepted is that nobody knows: an exception makes nothing known."""
    waiver = rollup.worst.waiver
    return waiver is not None and waiver.original is Status.UNKNOWN


def _duty(run: Run, worst: Status, rollups: list[RollUp], undecided: frozenset[str]) -> Duty | None:
    if worst is Status.WAIVED:
        return None
    if worst is Status.UNKNOWN:
        return duties.find_out()
    if rollups[0].rule in undecided:
        return duties.decide()
    severity = max((one.worst.severity for one in rollups), key=lambda severity: severity.rank)
    return duties.repair(run, rollups[0].rule, severity, rollups)


def title_of(run: Run, rule: str) -> str:
    """What a rule safeguards, in the words of its file; the words of its id where the run does not know it."""
    words = rule.replace("-", " ")
    return run.rules[rule].title if rule in run.rules else f"{words[:1].upper()}{words[1:]}"


def status_sentences(rollups: list[RollUp]) -> Iterator[str]:
    """What is wrong, not known and accepted, with counts; then the lock."""
    said = {
        Status.FAIL: "This is not so for {}.",
        Status.UNKNOWN: "It could not be checked for {}.",
        Status.WAIVED: "An exception is accepted for {}.",
    }
    for status, words in said.items():
        if whom := in_status(rollups, status):
            yield words.format(whom)
    yield from (lock_sentence(rollup) for rollup in rollups if rollup.check is Check.LOCK and _open_lock(rollup))


def _open_lock(rollup: RollUp) -> bool:
    return rollup.worst.status in _ANSWERED


def lock_sentence(rollup: RollUp) -> str:
    """What there is to say of a lock that does not hold."""
    if rollup.worst.status is Status.FAIL:
        return sentence(sentences.found(rollup))
    if rollup.worst.status is Status.WAIVED:
        return "That nothing locks it is accepted."
    return "Whether it is locked could not be checked."


def _of_question(run: Run, asked: Question) -> Why:
    duty = duties.answer(run, asked.clauses, asked.by_role)
    return Why(STATUSES[Status.MANUAL], asked.question, asked.why, UNSAID, duty)


def _left_out(run: Run, rollup: RollUp) -> Why:
    return Why(OPEN, title_of(run, rollup.rule), rollup.worst.message, UNSEEN)
