"""What somebody has to decide now: one plain sentence each, with who decides and by when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from zoom_policy_lint.model.memory import Chosen
from zoom_policy_lint.model.registers import Due, StatementEntry, Validity, WaiverEntry
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Severity, Status
from zoom_policy_lint.report.outline import Outline, Safeguard
from zoom_policy_lint.report.page import accepted, duties
from zoom_policy_lint.report.page.words import SEVERITIES, STATUSES, VALIDITIES, Look, date_words
from zoom_policy_lint.report.page.work import KNOWN, known_only
from zoom_policy_lint.report.style import plural
from zoom_policy_lint.report.wording import listed, sentence

NOW = "now"
APPROVER = "The governors"

_FIRST = (3, 1, 1, 1)
"""How many of each group the first page shows at least: failures, exceptions, answers, entries to tidy."""

_SHOWN = sum(_FIRST)
"""How many decisions the first page shows, so that it stays one page of A4."""

_CLAUSES = 12
"""Clauses named before the rest is only counted."""

_NOTE = Look("ask", "pause", "To approve")
_TIDY = Look("mixed", "half", "To tidy")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: how it looks, what is to be decided and why, who decides, by when.

    `see` is the anchor of the part that tells more, where there is one.
    """

    look: Look
    said: str
    who: str
    by: str
    see: str = ""


@dataclass(frozen=True, slots=True)
class DecisionsView:
    """What the first page shows, the most urgent first, and of what it leaves out how many are `failures`, and `more`.

    `others` is everything but failures, which stand with the work; it is empty where the first page has all of it.
    """

    first: tuple[Decision, ...]
    failures: int
    more: int
    others: tuple[Decision, ...]


def decisions(run: Run, shape: Outline) -> DecisionsView:
    """What fails badly, exceptions that end or are new, answers that are due, entries that are wrong."""
    failures, aside = tuple(_failures(run, shape)), tuple(_aside(shape))
    groups = ((*failures, *aside), tuple(_exceptions(run)), tuple(_due(run)), tuple(_untidy(run)))
    every = tuple(dict.fromkeys(one for group in groups for one in group))
    wanted = [one for group, most in zip(groups, _FIRST, strict=True) for one in group[:most]]
    wanted += [one for one in every if one not in wanted][: _SHOWN - len(wanted)]
    first = tuple(one for one in every if one in wanted)
    left = [one for one in every if one not in first]
    more = sum(one not in failures for one in left)
    others = tuple(one for one in every if one not in failures) if more else ()
    return DecisionsView(first, len(left) - more, more, others)


def _failures(run: Run, shape: Outline) -> Iterator[Decision]:
    """Critical and high failures: the worst first, of these the oldest."""
    bad = [one for one in (*shape.repairs, *accepted.known(shape)) if one.severity.rank >= Severity.HIGH.rank]
    ages = {one.rule: duties.term(run, one.rule, one.severity) for one in bad}
    for one in sorted(bad, key=lambda one: (-one.severity.rank, ages[one.rule].since)):
        yield _failure(run, one, ages[one.rule])


def _aside(shape: Outline) -> Iterator[Decision]:
    """Failures on which somebody decides first."""
    if aside := len(shape.undecided):
        what = "safeguard is" if aside == 1 else "safeguards are"
        said = f"{aside} {what} not as the policy asks, but doing as it asks may do harm elsewhere. Decide what to do."
        yield Decision(STATUSES[Status.FAIL], said, duties.GOVERNORS, NOW)


def _failure(run: Run, safeguard: Safeguard, term: duties.Term) -> Decision:
    known = f" {KNOWN}" if known_only(safeguard) else ""
    who = duties.repairer(rollup.level for rollup in safeguard.rollups)
    return Decision(
        SEVERITIES[safeguard.severity],
        f"“{safeguard.title}” is not so. {_open_for(run, term)}{known}",
        who,
        duties.until(term),
    )


def _open_for(run: Run, term: duties.Term) -> str:
    if run.memory is None:
        return "For how long is not known."
    if not term.days_open:
        return "Seen for the first time."
    return f"Open for {plural(term.days_open, 'day')}, since {date_words(term.since)}."


def _exceptions(run: Run) -> Iterator[Decision]:
    for one in run.registers.waivers:
        about = f"The exception for “{one.title}”"
        if one.validity is Validity.ENDED:
            said = f"{about} ended on {date_words(one.expires)}. Take it out, or approve it again."
            yield Decision(VALIDITIES[one.validity], said, APPROVER, NOW)
        elif one.validity is Validity.ENDS_SOON:
            said = f"{about} ends on {date_words(one.expires)}. Decide whether it is still needed."
            yield Decision(VALIDITIES[one.validity], said, APPROVER, date_words(one.expires))
    yield from _to_note(run)


def _to_note(run: Run) -> Iterator[Decision]:
    """Exceptions that the run before did not know; without one, all that hold today, in one line."""
    today = [one for one in run.registers.waivers if one.validity not in (Validity.ENDED, Validity.NOT_BEGUN)]
    memory = run.memory
    if memory and memory.since:
        read = date_words(date.fromisoformat(memory.since.taken_at[:10]))
        since = (
            "since the last report"
            if memory.reported and memory.chosen is Chosen.REPORTED
            else f"since the run of {read}"
        )
        for one in today:
            if one.key not in memory.waivers_before:
                lasts = f"It lasts until {date_words(one.expires)}. Note and approve it."
                said = f"The exception for “{one.title}” is new {since}. {lasts}"
                yield Decision(_NOTE, said, duties.GOVERNORS, "the next meeting")
    elif today:
        said = f"{plural(len(today), 'accepted exception')} to note."
        yield Decision(_NOTE, said, duties.GOVERNORS, "the next meeting", "accepted")


def _due(run: Run) -> Iterator[Decision]:
    """What each role has to answer: one question in its words, of several the clauses."""
    by_role: dict[str, list[Due]] = {}
    for one in run.registers.due:
        by_role.setdefault(one.by_role, []).append(one)
    for role, asked in by_role.items():
        ends = [one.until for one in asked if one.until and one.until >= run.as_of]
        by = date_words(min(ends)) if len(ends) == len(asked) else NOW
        yield Decision(STATUSES[Status.MANUAL], _asked(asked), duties.asked(role), by)


def _asked(asked: list[Due]) -> str:
    if len(asked) == 1:
        return f"{asked[0].clause}: {asked[0].question} {asked[0].why}"
    clauses = list(dict.fromkeys(one.clause for one in asked))
    shown, more = clauses[:_CLAUSES], len(clauses) - _CLAUSES
    named = listed([*shown, *([f"{more} more"] if more > 0 else [])])
    return f"{len(asked)} questions wait for an answer, under {named}. “Questions for people” has them."


def _untidy(run: Run) -> Iterator[Decision]:
    """Remarks on exceptions and statements that are not about their end, which is told of above."""
    for waiver in run.registers.waivers:
        if waiver.validity not in (Validity.ENDED, Validity.ENDS_SOON, Validity.NOT_BEGUN):
            yield from _remarks(waiver, f"The exception for “{waiver.title}”: ", APPROVER)
    for statement in run.registers.statements:
        if statement.validity not in (Validity.ENDED, Validity.ENDS_SOON):
            yield from _remarks(statement, f"The statement on {statement.clause}: ", duties.asked(statement.by_role))


def _remarks(entry: WaiverEntry | StatementEntry, about: str, who: str) -> Iterable[Decision]:
    look = VALIDITIES[entry.validity] if entry.validity in (Validity.VOID, Validity.UNUSED) else _TIDY
    return (Decision(look, f"{about}{sentence(remark)}", who, NOW) for remark in entry.remarks)
