"""Clause by clause: the policy's words, the verdict, why, on what evidence, what is accepted, what cannot be shown."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zoom_policy_lint.model.clause import ClauseResult
from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Check, Evidence, Kind, KindState, Reason, Status
from zoom_policy_lint.report import sentences
from zoom_policy_lint.report.outline import Outline
from zoom_policy_lint.report.page.counts import in_status
from zoom_policy_lint.report.page.pulls import Pull, pull
from zoom_policy_lint.report.page.words import (
    CLAUSES,
    EVIDENCE,
    KINDS,
    OPEN,
    STATES,
    STATUSES,
    Look,
)
from zoom_policy_lint.report.style import plural, standing
from zoom_policy_lint.report.wording import listed, sentence

_UNTOLD = "An exception is accepted; the IT lead's report has its details"
"""What is said of an exception whose words are not understood, and might name somebody."""

_ANSWERED = (Status.FAIL, Status.UNKNOWN, Status.WAIVED)


@dataclass(frozen=True, slots=True)
class Why:
    """One reason for a verdict: how it looks, what it is about, what is to be said of it."""

    look: Look
    title: str
    said: str


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of evidence under a clause: its state and how we know."""

    kind: str
    look: Look
    known: str


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause as the page shows it; `anchor` is unique in the page, `parts` are shown beneath."""

    anchor: str
    id: str
    text: str
    look: Look
    whys: tuple[Why, ...]
    kinds: tuple[KindRow, ...]
    exceptions: tuple[str, ...]
    limits: str
    level: str = ""
    pull: Pull | None = None
    parts: tuple["ClauseView", ...] = ()

    @property
    def standing(self) -> str:
        """How the parts stand: `2 not met, 5 met`."""
        tally = Counter(part.look for part in self.parts)
        return ", ".join(f"{tally[look]} {look.word.lower()}" for look in CLAUSES.values() if tally[look])


def clause_views(run: Run, shape: Outline, anchors: dict[str, str]) -> tuple[ClauseView, ...]:
    """The clauses in the order of the policy, parts beneath their clause (those that have parts of their own aside)."""
    owners: dict[str, str] = {}
    for clause in run.clauses:
        for part in clause.parts:
            owners.setdefault(part, clause.id)
    parts: dict[str, list[ClauseView]] = {}
    top = [clause for clause in run.clauses if clause.id not in owners or clause.parts]
    for clause in run.clauses:
        if clause not in top:
            parts.setdefault(owners[clause.id], []).append(_view(run, shape, clause, anchors))
    return tuple(_view(run, shape, clause, anchors, tuple(parts.get(clause.id, ()))) for clause in top)


def _view(
    run: Run, shape: Outline, clause: ClauseResult, anchors: dict[str, str], parts: tuple[ClauseView, ...] = ()
) -> ClauseView:
    under = [rollup for rollup in run.rollups if clause.id in rollup.worst.clauses and not rollup.worst.advisory]
    return ClauseView(
        anchor=anchors[clause.id],
        id=clause.id,
        text=clause.text,
        look=CLAUSES[standing(clause)],
        whys=tuple(_whys(run, shape, clause, under)),
        kinds=tuple(_kinds(clause, under)),
        exceptions=tuple(exceptions(run, clause.exceptions)),
        limits=sentence(clause.limits),
        level=run.profiles.get(clause.profile, ""),
        pull=pull(clause, run),
        parts=parts,
    )


def _whys(run: Run, shape: Outline, clause: ClauseResult, under: list[RollUp]) -> Iterator[Why]:
    """The worst first; where nothing here says why a clause fails, the words of the evaluation."""
    told = [_of_rule(run, rule, lines) for rule, lines in _by_rule(under).items()]
    order = list(STATUSES.values())
    found = sorted(filter(None, told), key=lambda why: order.index(why.look))
    found += [
        _of_question(one.by_role, f"{one.why} {one.question}") for one in shape.questions if clause.id in one.clauses
    ]
    found += [_left_out(run, rollup) for rollup in under if rollup.worst.reason is Reason.DESELECTED]
    if not found and KindState.FAILED in clause.kinds.values():
        found = [Why(OPEN, "", reason) for reason in clause.reasons]
    yield from dict.fromkeys(found)


def _by_rule(rollups: Iterable[RollUp]) -> dict[str, list[RollUp]]:
    found: dict[str, list[RollUp]] = {}
    for rollup in rollups:
        found.setdefault(rollup.rule, []).append(rollup)
    return found


def _of_rule(run: Run, rule: str, rollups: list[RollUp]) -> Why | None:
    """What one safeguard adds; nothing where it passes, does not apply, or is a person's statement."""
    found = {status for rollup in rollups for status, count in rollup.counts.items() if count}
    worst = next((status for status in _ANSWERED if status in found), None)
    if worst is None:
        return None
    return Why(STATUSES[worst], title_of(run, rule), " ".join(status_sentences(rollups)))


def title_of(run: Run, rule: str) -> str:
    """What a rule safeguards, in the words of its file."""
    return run.rules[rule].title if rule in run.rules else rule


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


def _of_question(by_role: str, question: str) -> Why:
    asked = f"A question for: {by_role}" if by_role else "A question for a person"
    return Why(STATUSES[Status.MANUAL], asked, question.strip())


def _left_out(run: Run, rollup: RollUp) -> Why:
    return Why(OPEN, title_of(run, rollup.rule), rollup.worst.message)


def _kinds(clause: ClauseResult, under: list[RollUp]) -> Iterator[KindRow]:
    for kind in Kind:
        if kind in clause.kinds:
            of_kind = [rollup for rollup in under if rollup.worst.kind is kind]
            state = clause.kinds[kind]
            yield KindRow(KINDS[kind], STATES[state], " ".join(_known(of_kind, state)))


def _known(rollups: list[RollUp], state: KindState) -> Iterator[str]:
    """How we know, and how many safeguards hold; a person's statement in its own words."""
    if state is KindState.EMPTY:
        yield "Everything was read; there is nothing to judge."
        return
    if state is KindState.OPEN and not rollups:
        yield "No rule looks at this yet."
        return
    classes = {rollup.worst.evidence for rollup in rollups}
    yield from (EVIDENCE[one] for one in Evidence if one in (classes - {Evidence.NONE} or {Evidence.NONE}))
    said = [rollup for rollup in rollups if rollup.check is Check.ATTESTATION]
    yield from (rollup.worst.message for rollup in said if rollup.worst.status is Status.PASS)
    judged = Counter(_standing(lines) for lines in _by_rule(one for one in rollups if one not in said).values())
    if total := judged.total():
        holds = f"{judged[Status.PASS]} of {plural(total, 'safeguard')} {'holds' if total == 1 else 'hold'}"
        rest = [f"{judged[Status.NOT_APPLICABLE]} not needed here"] if judged[Status.NOT_APPLICABLE] else []
        yield sentence(listed([holds, *rest]))


def _standing(rollups: list[RollUp]) -> Status:
    """The worst status of a safeguard; what does not apply at one level does not matter at another."""
    order = (*STATUSES, Status.PASS, Status.NOT_APPLICABLE)
    return min((rollup.worst.status for rollup in rollups), key=order.index)


def exceptions(run: Run, told: Iterable[str]) -> Iterator[str]:
    """Accepted exceptions without the names of those for whom: each kind of exception once, with its count."""
    found: Counter[str] = Counter()
    for exception in told:
        rule, _, rest = exception.partition(" for ")
        _, _, why = rest.partition(": ")
        found[f"{title_of(run, rule)} — {why}" if why else _UNTOLD] += 1
    for words, count in found.items():
        yield sentence(words) if count == 1 else f"{sentence(words)} This covers {count} cases."
