"""Clauses that pull against something else: what is said of them in both directions, whatever the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass

from zoom_policy_lint.evaluate.conflicts import against, kinds_of
from zoom_policy_lint.model.clause import ClauseResult, Conflict
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import ClauseVerdict
from zoom_policy_lint.report.outline import Outline, Safeguard
from zoom_policy_lint.report.standing import Stand, stand
from zoom_policy_lint.report.wording import sentence

TITLE = "Where this pulls against something else"

GLYPH = "⇄"
"""Marks a clause that pulls against something else."""

DIRECT = "direct"
"""The strength of a conflict in which the contrary is asked for elsewhere; otherwise it is only possible."""

_LEADS: Mapping[Stand, str] = {
    Stand.FOLLOWED: "Decide whether to go on with these.",
    Stand.PARTLY: "Decide whether to go on with what is followed.",
    Stand.ACCEPTED: "What each pulls against asks, or may ask, for just that. No change is proposed.",
    Stand.NOT_FOLLOWED: "What each pulls against asks, or may ask, for just that. No change is proposed.",
    Stand.OPEN: "Decide before anything is changed.",
}

_LAST: Mapping[Stand, str] = {
    Stand.FOLLOWED: "Decide whether to go on with it.",
    Stand.PARTLY: "Decide whether to go on with that.",
    Stand.ACCEPTED: "No change is proposed for its sake.",
    Stand.NOT_FOLLOWED: "No change is proposed for its sake.",
    Stand.OPEN: "Decide before anything is changed.",
}

_DONE = (Stand.FOLLOWED, Stand.PARTLY)
"""Where what is done today pulls, not what doing as the clause asks would do."""


@dataclass(frozen=True, slots=True)
class Pulling:
    """A clause that pulls against something else, with the failing safeguards for which no change is proposed."""

    clause: ClauseResult
    conflict: Conflict
    stand: Stand
    safeguards: tuple[Safeguard, ...]

    @property
    def short(self) -> str:
        """What it pulls against and why, where a heading says how the clause stands."""
        what = f"{_doing(self.stand)}{_pulls(self.conflict)} {against(self.conflict)}"
        return f"{sentence(what).removesuffix('.')}: {sentence(self.conflict.because.strip())}"


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses that pull against something else and stand alike: how, what to do about them, which."""

    stand: Stand
    lead: str
    clauses: tuple[Pulling, ...]

    @property
    def heading(self) -> str:
        """`Followed (3)`."""
        return f"{self.stand[:1].upper()}{self.stand[1:]} ({len(self.clauses)})"


def groups(shape: Outline, run: Run) -> tuple[Group, ...]:
    """The clauses with a conflict: first what is done, then what is not, then what is open; in the policy's order."""
    pulling = [
        Pulling(
            one, one.conflict, stand(one, run), tuple(each for each in shape.undecided if each.clauses[:1] == (one.id,))
        )
        for one in run.clauses
        if one.conflict is not None
    ]
    found = ((how, tuple(one for one in pulling if one.stand is how)) for how in _LEADS)
    return tuple(Group(how, _LEADS[how], inside) for how, inside in found if inside)


def says(clause: ClauseResult, run: Run) -> str:
    """How a clause stands and what that, or following it, pulls against, in full; empty where there is no conflict."""
    conflict = clause.conflict
    if conflict is None:
        return ""
    how = stand(clause, run)
    return f"{_how_it_pulls(clause, conflict, how)}: {sentence(conflict.because.strip())} {_LAST[how]}"


def _how_it_pulls(clause: ClauseResult, conflict: Conflict, how: Stand) -> str:
    what, pulls, asks = against(conflict), _pulls(conflict), _asks(conflict)
    match how:
        case Stand.NOT_FOLLOWED:
            return f"This is {how}, and {what} {asks} for just that"
        case Stand.ACCEPTED:
            return f"This is {how}; {what} {asks} for just that"
        case Stand.OPEN:
            return f"{_open(clause)} Following it {pulls} {what}"
        case Stand.PARTLY:
            return f"This is {how}; what is followed {pulls} {what}"
        case _:
            shown = " as far as it is shown" if clause.verdict is ClauseVerdict.PARTLY else ""
            return f"This is followed{shown}, and so {pulls} {what}"


def _open(clause: ClauseResult) -> str:
    if clause.nothing_to_judge:
        return "There is nothing here that could follow this or not."
    return "Whether this is followed is not known."


def _pulls(conflict: Conflict) -> str:
    return "pulls against" if conflict.strength == DIRECT else "may pull against"


def _asks(conflict: Conflict) -> str:
    if conflict.strength != DIRECT:
        return "may ask"
    return "ask" if len(conflict.kinds) != 1 else "asks"


def mark(clause: ClauseResult, run: Run) -> str:
    """A few words beside the clause; empty where there is no conflict."""
    conflict = clause.conflict
    return f"{GLYPH} {_doing(stand(clause, run))}{_pulls(conflict)} {kinds_of(conflict)}" if conflict else ""


def _doing(how: Stand) -> str:
    """What pulls: what is done today, or following the clause."""
    return "" if how in _DONE else "following it "
