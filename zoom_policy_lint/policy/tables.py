"""Chapters, strictness and conflicts of clauses, words and locks of rules: reading and checking them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.model.clause import Conflict
from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.policy.files import PolicyFile
from zoom_policy_lint.policy.merge import Merged
from zoom_policy_lint.ruleset import Rule, RuleSet, SettingBody
from zoom_policy_lint.ruleset.setting_levels import lock_beside_the_point
from zoom_policy_lint.ruleset.structure import nearest

_TABLES = {"section": "sections", "profile": "profiles", "scope": "scopes"}
"""Keys of a clause, and the table of the policy in which what they say must stand."""


def conflict_of(data: Mapping[str, Any] | None) -> Conflict | None:
    """The conflict of a clause, as a sound policy writes it."""
    if data is None:
        return None
    against = {policy: tuple(clauses) for policy, clauses in data.get("with", {}).items()}
    return Conflict(data["strength"], tuple(data.get("kinds", ())), against, " ".join(data["because"].split()))


def own_rule(rule: Rule, texts: Mapping[str, str], lock: str | None) -> Rule:
    """A rule as the policy wants it: in its words, and with a lock that must hold or need not."""
    said = {key: " ".join(text.split()) for key, text in texts.items()}
    body = rule.body
    if lock and isinstance(body, SettingBody):
        body = replace(body, lock=Lock(lock))
    return replace(
        rule,
        title=said.get("title", rule.title),
        rationale=said.get("rationale", rule.rationale),
        remediation=said.get("remediation", rule.remediation),
        body=body,
    )


def lock_problems(policy: PolicyFile, rules: RuleSet) -> Iterator[Problem]:
    """Locks that are asked of rules on which none can stand."""
    for name, lock in policy.document.data.get("locks", {}).items():
        rule = rules.get(name)
        if rule is None:
            continue  # said elsewhere
        if not isinstance(rule.body, SettingBody):
            message = f"the rule “{name}” is about no setting, so there is no lock"
            yield policy.document.problem(["locks", name], message, "take it out")
        elif lock == Lock.REQUIRED and not _lockable(rule.body):
            message = f"Zoom offers the account no lock for the rule “{name}”"
            yield policy.document.problem(["locks", name], message, _NOT_REQUIRED)
        elif lock == Lock.REQUIRED and (why := lock_beside_the_point(rule.body)):
            message = f"no lock can be required for the rule “{name}”: {why}"
            yield policy.document.problem(["locks", name], message, _NOT_REQUIRED)


_NOT_REQUIRED = "write preferred or none, or take it out"


def _lockable(body: SettingBody) -> bool:
    row = setting(body.settings[0][0])
    return row is not None and Level.ACCOUNT in row.levels and bool(row.levels[Level.ACCOUNT].locks)


def table_problems(policy: PolicyFile, merged: Merged) -> Iterator[Problem]:
    """Chapters and kinds of strictness of clauses that the policy does not list."""
    for index, clause in enumerate(policy.document.data.get("clauses", ())):
        for key, table in _TABLES.items():
            known = merged.data.get(table, {})
            if key in clause and clause[key] not in known:
                message = f"“{clause[key]}” is not one of the policy's {table}"
                hint = nearest(clause[key], list(known)) if known else f"add “{table}” with its title"
                yield policy.document.problem(["clauses", index, key], message, hint)
