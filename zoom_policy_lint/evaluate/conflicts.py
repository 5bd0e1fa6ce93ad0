"""Clauses that pull against something else: what is said in place of a fix."""

from zoom_policy_lint.model.clause import Conflict
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Rule


def undecided(rule: Rule, policy: Policy) -> str:
    """What is said in place of a remedy where every clause that a rule answers pulls against something else."""
    answered = set(policy.all_clauses_of(rule))
    conflicts = [clause.conflict for clause in policy.clauses if clause.id in answered]
    first = conflicts[0] if conflicts and all(conflicts) else None
    return decide_first(first) if first else ""


def decide_first(conflict: Conflict) -> str:
    """That somebody has to decide, and why."""
    return f"Decide first: doing this may work against {_what(conflict)}. {conflict.because} No change is proposed."


def _what(conflict: Conflict) -> str:
    kinds = " and ".join(kind.replace("_", " ") for kind in conflict.kinds) or "other obligations"
    named = [f"{', '.join(clauses)} of {policy}" for policy, clauses in conflict.against.items()]
    return f"{kinds} ({'; '.join(named)})" if named else kinds
