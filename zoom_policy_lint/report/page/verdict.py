"""The first page's verdict: the whole in a few sentences, and how the clauses stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import ClauseVerdict, Status, Verdict
from zoom_policy_lint.report.outline import Outline
from zoom_policy_lint.report.page import accepted
from zoom_policy_lint.report.page.words import CLAUSES, MEANINGS, Look
from zoom_policy_lint.report.page.work import linked
from zoom_policy_lint.report.style import NOTHING, plural, standing

_LISTED = 60
"""Clauses of a policy with sections up to which all are listed by their verdict."""


@dataclass(frozen=True, slots=True)
class Tile:
    """How many clauses stand in one way, what that means, and which (id, anchor)."""

    look: Look
    count: int
    meaning: str
    clauses: tuple[tuple[str, str], ...]


def tiles(run: Run, shape: Outline, anchors: Mapping[str, str]) -> tuple[Tile, ...]:
    """A tile for each way to stand; that for nothing to judge only where there is some."""
    return tuple(_tile(run, shape, how, anchors) for how in CLAUSES if how != NOTHING or shape.tally[how])


def _tile(run: Run, shape: Outline, how: str, anchors: Mapping[str, str]) -> Tile:
    found = () if is_long(run) else run.clauses
    ids = tuple(clause.id for clause in found if standing(clause) == how)
    return Tile(CLAUSES[how], shape.tally[how], MEANINGS[how], linked(ids, anchors))


def is_long(run: Run) -> bool:
    """Whether the clauses are too many to be listed twice; they are then found through their sections."""
    return bool(run.sections) and len(run.clauses) > _LISTED


def whole(run: Run, shape: Outline) -> ClauseVerdict:
    """How the whole looks: only what has every clause met looks right."""
    verdict = run.summary.verdict
    fails = verdict is Verdict.FAIL or run.summary.findings.get(Status.FAIL, 0)
    if shape.tally[ClauseVerdict.NOT_MET] or fails:
        return ClauseVerdict.NOT_MET
    if verdict is Verdict.INCOMPLETE:
        return ClauseVerdict.UNANSWERED
    all_met = run.clauses and shape.tally[ClauseVerdict.MET] == len(run.clauses)
    return ClauseVerdict.MET if all_met else ClauseVerdict.PARTLY


def sentences(run: Run, shape: Outline, how: ClauseVerdict) -> Iterator[str]:
    """The whole in plain sentences, the first of which says it."""
    known = accepted.failing(run, shape)
    if how is ClauseVerdict.NOT_MET:
        yield from _wrong(run, shape)
    elif how is ClauseVerdict.UNANSWERED:
        yield "Nobody can say yet whether the policy is kept."
        yield "Not everything could be read, or it was read too long ago."
    elif how is ClauseVerdict.MET:
        yield "Every clause of the policy is met, as far as Zoom and people can show."
    else:
        yield from _partly(run, shape, known)
    if known and how is not ClauseVerdict.PARTLY:
        yield known
    if run.too_old:
        yield "What was read from Zoom is too old for a verdict."
    if not run.waivers_counted:
        yield "Accepted exceptions were not counted this time."
    if run.part:
        yield f"Only a part was judged: {run.part}. The rest of the policy stays open."


def _partly(run: Run, shape: Outline, known: str) -> Iterator[str]:
    total, nothing = len(run.clauses), shape.tally[NOTHING]
    unanswered = total - nothing - shape.tally[ClauseVerdict.MET]
    still = f": {_of(unanswered, total)} not fully answered." if total else "."
    open_ = bool(unanswered or not nothing)
    if known:
        yield known
        if open_:
            yield f"Not everything is shown{still}"
    elif open_:
        yield f"Nothing that was checked is wrong, but not everything is shown{still}"
    else:
        yield "Nothing that was checked is wrong."
    if nothing:
        yield f"In {plural(nothing, 'clause')} there is nothing to judge."


def _of(count: int, total: int) -> str:
    return f"{count} of {plural(total, 'clause')} {'is' if count == 1 else 'are'}"


def _wrong(run: Run, shape: Outline) -> Iterator[str]:
    if wrong := shape.tally[ClauseVerdict.NOT_MET]:
        yield f"The policy is not kept everywhere: {_of(wrong, len(run.clauses))} not met."
    else:
        yield "The policy is not kept everywhere: a safeguard that it asks for fails."
    if run.summary.verdict is not Verdict.FAIL:
        yield "What fails is known and accepted for now, or counts as too small to raise the alarm."
    if unknown := run.summary.findings.get(Status.UNKNOWN, 0):
        yield f"Besides, {plural(unknown, 'check')} could not be made."
    if aside := len(shape.undecided):
        yield f"With {aside} of what fails, doing as the policy asks may do harm elsewhere: somebody decides first."
