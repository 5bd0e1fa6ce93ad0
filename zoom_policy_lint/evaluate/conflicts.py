"""Clauses that pull against something else: what is said in place of a fix."""

from collections.abc import Sequence

from zoom_policy_lint.model.clause import Conflict
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Rule

_KINDS = {"access": "access to meetings"}
"""Kinds whose word alone does not say what is meant."""


def undecided(rule: Rule, policy: Policy) -> str:
    """What is said in place of a remedy where every clause that a rule answers pulls against something else."""
    answered = set(policy.all_clauses_of(rule))
    conflicts = [clause.conflict for clause in policy.clauses if clause.id in answered]
    first = conflicts[0] if conflicts and all(conflicts) else None
    return decide_first(first) if first else ""


def decide_first(conflict: Conflict) -> str:
    """That somebody has to decide, and why."""
    return f"Decide first: doing this may work against {against(conflict)}. {conflict.because} No change is proposed."


def against(conflict: Conflict) -> str:
    """What it pulls against: the kinds of obligation and, in brackets, the clauses of each policy that say so."""
    named = [f"{_listed(clauses)} of {policy}" for policy, clauses in sorted(conflict.against.items())]
    kinds = kinds_of(conflict)
    return f"{kinds} ({'; '.join(named)})" if named else kinds


def kinds_of(conflict: Conflict) -> str:
    """The kinds of obligation that it pulls against, in words."""
    return _listed([_KINDS.get(kind, kind.replace("_", " ")) for kind in conflict.kinds]) or "other obligations"


def _listed(parts: Sequence[str]) -> str:
    *first, last = parts or [""]
    return f"{', '.join(first)} and {last}" if first else last
