"""Clauses that pull against something else, as the page shows them: with word and shape, whatever the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass

from zoom_policy_lint.model.clause import ClauseResult, Conflict
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report import conflicts
from zoom_policy_lint.report.outline import Outline
from zoom_policy_lint.report.page.words import CONFLICT, POSSIBLE_CONFLICT, Look


@dataclass(frozen=True, slots=True)
class Pull:
    """A conflict beside its clause: how it looks, and what is said of it."""

    look: Look
    said: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A clause in the list of conflicts."""

    id: str
    anchor: str
    text: str
    look: Look
    said: str


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses that stand alike and pull against something else, with what to do about them."""

    heading: str
    lead: str
    clauses: tuple[Listed, ...]


def pull(clause: ClauseResult, run: Run) -> Pull | None:
    """What is said beside a clause; nothing where it pulls against nothing."""
    return Pull(_look(clause.conflict), conflicts.says(clause, run)) if clause.conflict else None


def groups(run: Run, shape: Outline, anchors: Mapping[str, str]) -> tuple[Group, ...]:
    """All of them, by how they stand."""
    return tuple(
        Group(group.heading, group.lead, tuple(_listed(one, anchors) for one in group.clauses))
        for group in conflicts.groups(shape, run)
    )


def _listed(one: conflicts.Pulling, anchors: Mapping[str, str]) -> Listed:
    clause = one.clause
    return Listed(clause.id, anchors[clause.id], clause.text, _look(one.conflict), one.short)


def _look(conflict: Conflict) -> Look:
    return CONFLICT if conflict.strength == conflicts.DIRECT else POSSIBLE_CONFLICT
