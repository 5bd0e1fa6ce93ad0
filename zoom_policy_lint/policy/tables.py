"""Chapters and strictness of clauses, their conflicts, and the words of rules: reading and checking them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from zoom_policy_lint.model.clause import Conflict
from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.policy.files import PolicyFile
from zoom_policy_lint.policy.merge import Merged
from zoom_policy_lint.ruleset import Rule
from zoom_policy_lint.ruleset.structure import nearest

_TABLES = {"section": "sections", "profile": "profiles"}
"""Keys of a clause, and the table of the policy in which what they say must stand."""


def conflict_of(data: Mapping[str, Any] | None) -> Conflict | None:
    """The conflict of a clause, as a sound policy writes it."""
    if data is None:
        return None
    against = {policy: tuple(clauses) for policy, clauses in data.get("with", {}).items()}
    return Conflict(data["strength"], tuple(data.get("kinds", ())), against, " ".join(data["because"].split()))


def reworded_rule(rule: Rule, texts: Mapping[str, str]) -> Rule:
    """A rule in the words of the policy, where it has any for it."""
    said = {key: " ".join(text.split()) for key, text in texts.items()}
    return replace(
        rule,
        title=said.get("title", rule.title),
        rationale=said.get("rationale", rule.rationale),
        remediation=said.get("remediation", rule.remediation),
    )


def table_problems(policy: PolicyFile, merged: Merged) -> Iterator[Problem]:
    """Chapters and kinds of strictness of clauses that the policy does not list."""
    for index, clause in enumerate(policy.document.data.get("clauses", ())):
        for key, table in _TABLES.items():
            known = merged.data.get(table, {})
            if key in clause and clause[key] not in known:
                message = f"“{clause[key]}” is not one of the policy's {table}"
                hint = nearest(clause[key], list(known)) if known else f"add “{table}” with its title"
                yield policy.document.problem(["clauses", index, key], message, hint)
