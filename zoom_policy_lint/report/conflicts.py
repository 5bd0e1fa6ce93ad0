"""Clauses that pull against something else: what is said of them in both directions, whatever the verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zoom_policy_lint.model.clause import ClauseResult, Conflict
from zoom_policy_lint.model.words import ClauseVerdict
from zoom_policy_lint.report.outline import Outline, Safeguard
from zoom_policy_lint.report.wording import listed, sentence

TITLE = "Where this pulls against something else"

GLYPH = "⇄"
"""Marks a clause that pulls against something else."""

DIRECT = "direct"
"""The strength of a conflict in which the contrary is asked for elsewhere; otherwise it is only possible."""

_KINDS = {
    "safeguarding": "safeguarding",
    "data_protection": "data protection",
    "accessibility": "accessibility",
    "access": "access to meetings",
}

_FOLLOWED, _NOT_FOLLOWED, _OPEN = "followed", "not followed everywhere", "not known, or nothing to judge"

_STANDS: Mapping[ClauseVerdict, str] = {
    ClauseVerdict.MET: _FOLLOWED,
    ClauseVerdict.PARTLY: _FOLLOWED,
    ClauseVerdict.NOT_MET: _NOT_FOLLOWED,
    ClauseVerdict.UNANSWERED: _OPEN,
}

_LEADS: Mapping[str, str] = {
    _FOLLOWED: "Decide whether to go on with these.",
    _NOT_FOLLOWED: "What each pulls against asks, or may ask, for just that. No change is proposed.",
    _OPEN: "Decide before anything is changed.",
}


@dataclass(frozen=True, slots=True)
class Pulling:
    """A clause that pulls against something else, with the failing safeguards for which no change is proposed."""

    clause: ClauseResult
    conflict: Conflict
    safeguards: tuple[Safeguard, ...]

    @property
    def short(self) -> str:
        """What it pulls against and why, where a heading says how the clause stands."""
        what = f"{_doing(self.clause)}{_pulls(self.conflict)} {against(self.conflict)}"
        return f"{sentence(what).removesuffix('.')}: {sentence(self.conflict.because.strip())}"


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses that pull against something else and stand alike: how, what to do about them, which."""

    stand: str
    lead: str
    clauses: tuple[Pulling, ...]

    @property
    def heading(self) -> str:
        """`Followed (3)`."""
        return f"{self.stand[:1].upper()}{self.stand[1:]} ({len(self.clauses)})"


def groups(shape: Outline, clauses: Iterable[ClauseResult]) -> tuple[Group, ...]:
    """The clauses with a conflict: first what is done, then what is not, then what is open; in the policy's order."""
    pulling = [
        Pulling(one, one.conflict, tuple(each for each in shape.undecided if each.clauses[:1] == (one.id,)))
        for one in clauses
        if one.conflict is not None
    ]
    found = ((stand, tuple(one for one in pulling if _STANDS[one.clause.verdict] == stand)) for stand in _LEADS)
    return tuple(Group(stand, _LEADS[stand], inside) for stand, inside in found if inside)


def says(clause: ClauseResult) -> str:
    """How a clause stands and what that, or following it, pulls against, in full; empty where there is no conflict."""
    conflict = clause.conflict
    if conflict is None:
        return ""
    because = sentence(conflict.because.strip())
    what = against(conflict)
    if clause.verdict is ClauseVerdict.NOT_MET:
        asks = f"{what} {_asks(conflict)} for just that"
        return f"This is not followed everywhere, and {asks}: {because} No change is proposed for its sake."
    if clause.verdict is ClauseVerdict.UNANSWERED:
        following = f"Following it {_pulls(conflict)} {what}"
        return f"{_open(clause)} {following}: {because} Decide before anything is changed."
    shown = " as far as it is shown" if clause.verdict is ClauseVerdict.PARTLY else ""
    so = f"This is followed{shown}, and so {_pulls(conflict)} {what}"
    return f"{so}: {because} Decide whether to go on with it."


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


def mark(clause: ClauseResult) -> str:
    """A few words beside the clause; empty where there is no conflict."""
    conflict = clause.conflict
    return f"{GLYPH} {_doing(clause)}{_pulls(conflict)} {_kinds(conflict)}" if conflict else ""


def _doing(clause: ClauseResult) -> str:
    """What pulls: what is done today, or following the clause."""
    return "" if _STANDS[clause.verdict] == _FOLLOWED else "following it "


def _kinds(conflict: Conflict) -> str:
    return listed([_KINDS.get(kind, kind.replace("_", " ")) for kind in conflict.kinds]) or "other obligations"


def against(conflict: Conflict) -> str:
    """What it pulls against: the kinds of obligation and, in brackets, the clauses of each policy that say so."""
    named = [f"{listed(list(ids))} of {policy}" for policy, ids in sorted(conflict.against.items())]
    kinds = _kinds(conflict)
    return f"{kinds} ({'; '.join(named)})" if named else kinds
