"""Accounts of pupils: no report names them, whatever is found of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zoom_policy_lint.evaluate.scopes import ScopeBook
from zoom_policy_lint.model.finding import Finding, ResourceRef
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy.scopes import People, Scope

PUPIL_ACCOUNTS = "pupil_accounts"
"""The parameter that says which accounts are pupils': names of groups, and patterns of addresses."""

_OWNED = (Level.USER, Level.MEETING, Level.RECORDING)
_UNNAMED = {
    Level.USER: "a pupil's account",
    Level.MEETING: "a meeting of a pupil's account",
    Level.RECORDING: "a recording of a pupil's account",
}


def pupil_scopes(parameters: Mapping[str, Any]) -> tuple[Scope, ...]:
    """The pupils as a scope; none where the policy says nothing of accounts of pupils."""
    named = parameters.get(PUPIL_ACCOUNTS) or ()
    if not named:
        return ()
    emails = tuple(f"*{one}" if one.startswith("@") else one for one in named if "@" in one)
    people = People(groups=tuple(one for one in named if "@" not in one), emails=emails)
    return (Scope(PUPIL_ACCOUNTS, "pupils", people, None, ()),)


class PupilBook:
    """Remembers the ids of what is a pupil's, or may be: somebody of whom it is not known is not named either."""

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        self._scopes = pupil_scopes(parameters)
        self._book = ScopeBook(self._scopes)
        self._ids: set[tuple[Level, str]] = set()

    def see(self, resource: Resource) -> None:
        """Note a group's name, and whether what somebody owns is a pupil's."""
        self._book.see(resource)
        if resource.level in _OWNED and any(self._book.member(one, resource) is not False for one in self._scopes):
            self._ids.add((resource.level, resource.id))

    def name(self, resource: ResourceRef) -> str:
        """The name that a report may print."""
        return _UNNAMED[resource.level] if (resource.level, resource.id) in self._ids else resource.name

    def unnamed(self, finding: Finding) -> Finding:
        """The finding, with the name that may be kept and printed."""
        name = self.name(finding.resource)
        return (
            finding
            if name == finding.resource.name
            else replace(finding, resource=replace(finding.resource, name=name))
        )
