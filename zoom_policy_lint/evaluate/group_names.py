"""Groups that a rule names: a misspelt one would mean, or keep out, nobody, and nobody would see it."""

from collections.abc import Iterator, Mapping
from typing import Any

from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.maker import Maker
from zoom_policy_lint.model.finding import Finding, ResourceRef
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level, Reason, Status
from zoom_policy_lint.ruleset import Condition, FieldBody, RegisterBody

_HOLDING = ("groups", "host_groups")
"""Fields that hold names of the account's groups."""

NAMED_GROUP = "group:"
"""Begins the id by which findings call a group that a rule names and the account may not have."""

_EXCLUDING = ("none_of", "contains_none", "not")

_PATTERNS = ("matches",)
"""Operators whose text is no name."""


def groups_named(body: FieldBody | RegisterBody, parameters: Mapping[str, Any]) -> Iterator[str]:
    """The names of groups by which a rule chooses whom it judges, and of those to which it objects."""
    expect = body.expect if isinstance(body, FieldBody) else ()
    for conditions, everything in ((body.where, True), (expect, False)):
        for field, condition in conditions:
            if field in _HOLDING:
                yield from _named(condition.bind(parameters), inside=everything)


class GroupNamesJudge:
    """Says of every named group that the account does not have that the rule may mean nobody."""

    levels: tuple[Level, ...] = (Level.GROUP,)

    def __init__(self, maker: Maker, level: Level, names: frozenset[str]) -> None:
        self._maker, self._level, self._missing = maker, level, set(names)

    def see(self, resource: Resource) -> Iterator[Finding]:
        """Note the group."""
        self._missing.discard(resource.name)
        yield from ()

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """One finding for every name that was not found, where the groups were read; else others say so."""
        if coverage.list_gap("groups") is None:
            for name in sorted(self._missing):
                who = ResourceRef(self._level, f"{NAMED_GROUP}{name}", f"the group “{name}”")
                message = f"The rule names the group “{name}”, and the account has none of that name. Check the name."
                yield self._maker.finding(who, Status.UNKNOWN, message, reason=Reason.NONE_EXIST)


def _named(condition: Condition, *, inside: bool) -> Iterator[str]:
    """The names in a condition: all of them, or (not `inside`) those in parts that object to what they name."""
    inside = inside or condition.operator in _EXCLUDING
    argument = condition.argument
    for part in argument if isinstance(argument, tuple) else (argument,):
        if isinstance(part, Condition):
            yield from _named(part, inside=inside)
        elif inside and isinstance(part, str) and condition.operator not in _PATTERNS:
            yield part
