"""Conflicts of clauses with those of other policies: whether these have such clauses."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.policy.files import PolicyFile, policy_path, read_chain, shipped_names
from zoom_policy_lint.policy.merge import Merged, merge
from zoom_policy_lint.ruleset.structure import nearest


def conflict_problems(policy: PolicyFile, merged: Merged) -> Iterator[Problem]:
    """Clauses of this policy, or of one that comes with the program, that are named and do not exist.

    Other policies are not at hand, so nobody can look.
    """
    own = {policy.document.data.get("id"), merged.data.get("id")}
    for index, clause in enumerate(policy.document.data.get("clauses", ())):
        against: Mapping[str, list[str]] = clause.get("conflict", {}).get("with", {})
        for other, names in against.items():
            known = list(merged.clauses) if other in own else _clauses_of(other)
            for at, name in enumerate(names):
                if known and name not in known:
                    message = f"the policy “{other}” has no clause “{name}”"
                    path = ("clauses", index, "conflict", "with", other, at)
                    yield policy.document.problem(path, message, nearest(name, list(known)))


def _clauses_of(policy: str) -> tuple[str, ...]:
    """The ids of the clauses of a shipped policy; none where it is another one."""
    return _ids(policy_path(policy, Path())) if policy in shipped_names() else ()


@cache
def _ids(path: Path) -> tuple[str, ...]:
    chain, _ = read_chain(str(path))
    return tuple(merge(chain.policies).clauses)
