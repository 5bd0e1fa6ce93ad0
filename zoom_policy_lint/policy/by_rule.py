"""What policies say rule by rule."""

from collections.abc import Iterable, Iterator
from typing import Any

from zoom_policy_lint.policy.files import PolicyFile
from zoom_policy_lint.ruleset import RuleSet


def by_rule(policies: Iterable[PolicyFile], part: str, rules: RuleSet) -> Iterator[tuple[str, Any]]:
    """What each says of rules in a part, parents first, so that the last one to speak wins under whatever id."""
    for policy in policies:
        said = policy.document.data.get(part, {})
        yield from ((canonical(name, rules), value) for name, value in said.items())


def canonical(name: str, rules: RuleSet) -> str:
    """The present id of a rule."""
    return rules.former.get(name, name)
