"""Whether people do as a clause asks today, by what its evidence came to: a verdict alone does not say it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum

from zoom_policy_lint.model.clause import ClauseResult
from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Check, ClauseVerdict, Status


class Stand(StrEnum):
    """How a clause stands; the values are the words for it."""

    FOLLOWED = "followed"
    PARTLY = "followed in part, accepted as an exception elsewhere"
    ACCEPTED = "not followed, accepted as an exception"
    NOT_FOLLOWED = "not followed everywhere"
    OPEN = "not known, or nothing to judge"


_STANDS: Mapping[ClauseVerdict, Stand] = {
    ClauseVerdict.MET: Stand.FOLLOWED,
    ClauseVerdict.NOT_MET: Stand.NOT_FOLLOWED,
    ClauseVerdict.UNANSWERED: Stand.OPEN,
}


def stand(clause: ClauseResult, run: Run) -> Stand:
    """How a clause stands.

    A clause is partly evidenced also where all that was found is a failure that somebody accepted: only what passes is
    followed. That a lock holds says nothing of the value which it holds.
    """
    if clause.verdict is not ClauseVerdict.PARTLY:
        return _STANDS[clause.verdict]
    found: Counter[Status] = Counter()
    for rollup in _under(clause, run):
        found.update(rollup.counts)
    if found[Status.PASS]:
        return Stand.PARTLY if found[Status.WAIVED] else Stand.FOLLOWED
    return Stand.ACCEPTED if found[Status.WAIVED] else Stand.OPEN


def _under(clause: ClauseResult, run: Run) -> Iterator[RollUp]:
    """What was found under a clause and all that it is made of, locks and recommendations aside."""
    ids = set(_with_parts(clause, {one.id: one for one in run.clauses}))
    for rollup in run.rollups:
        counts = rollup.check is not Check.LOCK and not rollup.worst.advisory
        if counts and not ids.isdisjoint(rollup.worst.clauses):
            yield rollup


def _with_parts(clause: ClauseResult, known: dict[str, ClauseResult]) -> Iterator[str]:
    """The id of a clause and of all its parts, which are never in a circle."""
    yield clause.id
    for part in clause.parts:
        if part in known:
            yield from _with_parts(known[part], known)
