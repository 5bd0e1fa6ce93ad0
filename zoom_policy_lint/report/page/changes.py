"""What changed since the last report or run: safeguards by kind of change, clauses with another verdict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zoom_policy_lint.model.memory import ChangeKind, Chosen, ClauseChange, Memory
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report.page.reasons import title_of
from zoom_policy_lint.report.page.words import CHANGES, CLAUSES, Look
from zoom_policy_lint.report.style import plural

NO_MEMORY = "No earlier run is kept, so nothing can be compared."
FIRST = "This is the first run that is kept, so nothing can be compared yet."

_SHORT, _KINDS = 2, 4
"""Safeguards named on the first page for each kind of change: one less where there are more kinds than so many."""

_MOVED = 6
"""Clauses with another verdict named on the first page."""

_VERBS: Mapping[ChangeKind, str] = {
    ChangeKind.NEW: "was not open before, and is now",
    ChangeKind.FIXED: "failed before, and was put right",
    ChangeKind.SETTLED: "is right now, though nothing had to be put right in Zoom. It can be read now, was answered, "
    "or the policy asks less",
    ChangeKind.CHANGED: "is still open, but in another way",
    ChangeKind.GONE: "was open before, and is no longer there to judge",
    ChangeKind.UNSEEN: "was open before, and was not seen this time: nobody knows",
}


_CHOSEN: Mapping[Chosen, str] = {
    Chosen.BEFORE: "run before, of {}",
    Chosen.REPORTED: "last report, of {}",
    Chosen.PERIOD_BEFORE: "last run before this time, of {}",
    Chosen.PERIOD_FIRST: "first run in this time, of {}",
    Chosen.ASKED: "run that was asked for, of {}",
}
"""With which run this one is compared; each is put behind “the”."""


@dataclass(frozen=True, slots=True)
class ChangeList:
    """One kind of change: what it means, how many checks, and the safeguards with their number of checks.

    `short` names the first of them and counts the rest.
    """

    look: Look
    meaning: str
    count: int
    short: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseMove:
    """A clause with another verdict than before; `before` is None where the policy did not have it."""

    id: str
    anchor: str
    before: Look | None
    after: Look
    said: str


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changed: with what the run is compared, by kind, by clause, and what else must be known.

    `short` are the clauses for the first page, `more` how many stand only in the full list.
    """

    said: tuple[str, ...]
    lists: tuple[ChangeList, ...]
    moves: tuple[ClauseMove, ...]
    short: tuple[ClauseMove, ...]
    more: int


def changes(run: Run, anchors: Mapping[str, str]) -> ChangesView:
    """What the memory of a run tells; that there is nothing to compare with where it tells nothing."""
    if run.memory is None or run.memory.since is None:
        return ChangesView((NO_MEMORY if run.memory is None else FIRST,), (), (), (), 0)
    moves = tuple(_move(one, anchors) for one in run.memory.clauses)
    lists = tuple(_lists(run, run.memory))
    return ChangesView(tuple(_said(run.memory)), lists, moves, moves[:_MOVED], max(len(moves) - _MOVED, 0))


def _said(memory: Memory) -> Iterator[str]:
    assert memory.since is not None
    yield f"Compared with the {_CHOSEN[memory.chosen].format(memory.since.taken_at[:10])}:"
    if not any(map(memory.count, ChangeKind)) and not memory.clauses:
        yield "Nothing has changed."
    if memory.unchanged:
        still = "check is" if memory.unchanged == 1 else "checks are"
        yield f"{memory.unchanged} {still} open as before."
    if memory.policy_changed:
        yield "The policy itself was changed in between. Some changes may come from that."


def _lists(run: Run, memory: Memory) -> Iterator[ChangeList]:
    kinds = sum(bool(memory.count(kind)) for kind in CHANGES)
    for kind, look in CHANGES.items():
        found = {title_of(run, rule.rule): rule.counts[kind] for rule in memory.rules if rule.counts.get(kind)}
        if found:
            items = tuple(f"{title} ({plural(count, 'check')})" for title, count in found.items())
            yield ChangeList(look, _VERBS[kind], sum(found.values()), _short(tuple(found), kinds), items)


def _short(titles: tuple[str, ...], kinds: int) -> str:
    shown = _SHORT if kinds <= _KINDS else _SHORT - 1
    more = len(titles) - shown
    return f"{'; '.join(titles[:shown])}{f'; and {more} more' if more > 0 else ''}"


def _move(change: ClauseChange, anchors: Mapping[str, str]) -> ClauseMove:
    before, after = CLAUSES[change.before] if change.before else None, CLAUSES[change.after]
    was = before.word.lower() if before else "not in the policy"
    said = f"{change.clause}: {was} → {after.word.lower()}"
    return ClauseMove(change.clause, anchors.get(change.clause, ""), before, after, said)
