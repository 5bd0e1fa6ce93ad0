"""Clause by clause: the policy's words, the verdict, why, on what evidence, what is accepted, what cannot be shown."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from zoom_policy_lint.model.clause import Accepted, ClauseResult
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report.outline import Outline
from zoom_policy_lint.report.page.evidence import KindRow, kind_rows
from zoom_policy_lint.report.page.pulls import Pull, pull
from zoom_policy_lint.report.page.reasons import Why, title_of, whys
from zoom_policy_lint.report.page.words import CLAUSES, Look
from zoom_policy_lint.report.style import standing
from zoom_policy_lint.report.wording import sentence


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause as the page shows it; `anchor` is unique in the page, `parts` are shown beneath.

    `standing` says how the parts stand: `2 not met, 5 met`.
    """

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
    standing: str = ""
    parts: tuple["ClauseView", ...] = ()


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
    views = (_view(run, shape, clause, anchors, tuple(parts.get(clause.id, ()))) for clause in top)
    told: dict[Why, tuple[str, str]] = {}
    return tuple(_told_once(view, told) for view in views)


def _told_once(view: ClauseView, told: dict[Why, tuple[str, str]]) -> ClauseView:
    """The clause without what its parts tell; what another told before, word for word, is a link to there."""
    of_parts = {why for part in view.parts for why in part.whys}
    kinds_of_parts = {row.kind for part in view.parts for row in part.kinds}
    own = [why for why in view.whys if why not in of_parts]
    return replace(
        view,
        whys=tuple(_linked(why, told.setdefault(why, (view.id, view.anchor)), view.id) for why in own),
        kinds=tuple(row for row in view.kinds if row.kind not in kinds_of_parts),
        parts=tuple(_told_once(part, told) for part in view.parts),
    )


def _linked(why: Why, first: tuple[str, str], here: str) -> Why:
    return why if first[0] == here or not why.title else replace(why, said="", duty=None, see=first)


def _view(
    run: Run, shape: Outline, clause: ClauseResult, anchors: dict[str, str], parts: tuple[ClauseView, ...] = ()
) -> ClauseView:
    under = [rollup for rollup in run.rollups if clause.id in rollup.worst.clauses and not rollup.worst.advisory]
    return ClauseView(
        anchor=anchors[clause.id],
        id=clause.id,
        text=clause.text,
        look=CLAUSES[standing(clause)],
        whys=whys(run, shape, clause, under),
        kinds=kind_rows(run, clause, under),
        exceptions=tuple(exceptions(run, clause.exceptions)),
        limits=sentence(clause.limits),
        level=run.profiles.get(clause.profile, ""),
        pull=pull(clause, run),
        standing=_standing(parts),
        parts=parts,
    )


def _standing(parts: Iterable[ClauseView]) -> str:
    tally = Counter(part.look for part in parts)
    return ", ".join(f"{tally[look]} {look.word.lower()}" for look in CLAUSES.values() if tally[look])


def exceptions(run: Run, accepted: Iterable[Accepted]) -> Iterator[str]:
    """Accepted exceptions without anybody's name: each kind of exception once, with its count."""
    found = Counter((one.rule, one.reason, one.expires) for one in accepted)
    for (rule, reason, expires), count in found.items():
        words = f"{title_of(run, rule)} — {reason} (until {expires})."
        yield words if count == 1 else f"{words} This covers {count} cases."
