"""Policies that stand on several others: what these cannot settle among themselves."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.policy.files import Chain, PolicyFile
from zoom_policy_lint.ruleset.source import Document

OF_ITS_OWN = {
    "id": "write a short name in letters and digits, such as “id: hilltop”",
    "title": "write “title:” and what the policy is called in reports",
    "version": 'write a version in quotes: version: "1.0"',
}
"""What a policy says itself where none of its parents can say it for all."""

_BY_NAME = {"clauses": "clause", "scopes": "scope", "sections": "section", "profiles": "profile"}
"""Parts in which a name means one thing, and what that is called."""


def parents_problems(chain: Chain) -> Iterator[Problem]:
    """Policies with several parents that do not say who they are, and names that these parents use for two things."""
    for policy in chain.policies:
        if len(policy.parents) > 1:
            yield from _identity(policy.document, chain.given)
            for one, other in combinations(policy.parents, 2):
                yield from _collisions(chain, policy, one, other)


def _identity(document: Document, given: frozenset[str]) -> Iterator[Problem]:
    for key, hint in OF_ITS_OWN.items():
        if key in given and key not in document.data and (key,) not in document.taken:
            message = f"“{key}” is missing: a policy that stands on several takes it from none of them"
            yield document.problem(["extends"], message, hint)


def _collisions(chain: Chain, policy: PolicyFile, one: str, other: str) -> Iterator[Problem]:
    """Names that two parents give to two things: the later would be laid over the earlier and nobody would notice.

    What both have from a policy on which both stand is one thing.
    """
    before, after = _with_all_below(chain, one), _with_all_below(chain, other)
    shared = before & after
    for part, what in _BY_NAME.items():
        said, again, both = (_names(chain, part, files) for files in (before - shared, after - shared, shared))
        names = [name for name in said if name in again and name not in both and said[name] != again[name]]
        if names:
            parents = f"“{_named(policy, one)}” and “{_named(policy, other)}”"
            plural, them = ("s", "them other ids") if len(names) > 1 else ("", "it another id")
            those = f"the {what}{plural} {', '.join(f'“{name}”' for name in names)}"
            hint = f"give {them} in one of the two, or stand on one of the two only"
            message = f"{parents} both have {those}, and may not mean the same"
            yield policy.document.problem(policy.parents[other], message, hint)


def _with_all_below(chain: Chain, file: str) -> frozenset[str]:
    return next(one.below for one in chain.policies if one.document.file == file) | {file}


def _names(chain: Chain, part: str, files: Iterable[str]) -> Mapping[str, Any]:
    """The names that these files use in a part, and what each stands for; two clauses are never the same."""
    found: dict[str, Any] = {}
    for document in (one for one in chain.documents if one.file in files):
        value = document.data.get(part, {})
        found |= {one["id"]: (document.file, one) for one in value} if isinstance(value, list) else value
    return found


def _named(policy: PolicyFile, parent: str) -> str:
    """A parent as the policy names it."""
    _, index = policy.parents[parent]
    return str(policy.document.data["extends"][index])
