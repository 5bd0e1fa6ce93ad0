"""Accounts of pupils: nothing names them, whatever is found of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from zoom_policy_lint.evaluate.scopes import ScopeBook
from zoom_policy_lint.model.finding import Finding, Remediation, ResourceRef
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy.scopes import People, Scope

PUPIL_ACCOUNTS = "pupil_accounts"
"""The parameter that says which accounts are pupils': names of groups, and patterns of addresses."""

_UNNAMED = {
    Level.USER: "a pupil's account",
    Level.MEETING: "a meeting of a pupil's account",
    Level.RECORDING: "a recording of a pupil's account",
}
_ADDRESS = re.compile(r"[^\s“”\"'(),;:<>\[\]{}]+@[^\s“”\"'(),;:<>\[\]{}]*[^\s“”\"'(),;:<>\[\]{}.]")


def pupil_scopes(parameters: Mapping[str, Any]) -> tuple[Scope, ...]:
    """Each entry of the parameter as a scope, which bears its words; none where the policy gives none."""
    return tuple(Scope(entry, entry, _people(entry), None, ()) for entry in parameters.get(PUPIL_ACCOUNTS) or ())


def _people(entry: str) -> People:
    if "@" not in entry:
        return People(groups=(entry,))
    return People(emails=(f"*{entry}" if entry.startswith("@") else entry,))


class PupilBook:
    """Remembers the ids of what is a pupil's, or may be: somebody of whom it is not known is not named either."""

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        self._scopes = pupil_scopes(parameters)
        self._book = ScopeBook(self._scopes)
        self._ids: set[tuple[Level, str]] = set()
        self._addresses: set[str] = set()
        self._users = False

    def see(self, resource: Resource) -> None:
        """Note a group's name, and whether what somebody owns is a pupil's."""
        if not self._scopes:
            return
        self._book.see(resource)
        self._users |= resource.level is Level.USER
        if resource.level in _UNNAMED and any(self._book.member(one, resource) is not False for one in self._scopes):
            self._ids.add((resource.level, resource.id))
            if resource.level is Level.USER:
                self._addresses.add(resource.name.casefold())

    def notes(self) -> Iterator[str]:
        """Entries that mean nobody: a misspelt one would let reports name children."""
        for scope in self._scopes if self._users else ():
            if not self._book.people[scope.id] and not self._book.doubtful[scope.id]:
                yield (
                    f"No account that was read is meant by “{scope.id}” ({PUPIL_ACCOUNTS}), so it keeps nobody's name "
                    "out of reports; look at its spelling (* stands for any letters)."
                )

    def unnamed(self, finding: Finding) -> Finding:
        """The finding without the name of any pupil."""
        if not self._ids:
            return finding
        remedy = finding.remediation
        return replace(
            finding,
            resource=self._ref(finding.resource),
            message=self.words(finding.message),
            actual=self._value(finding.actual),
            remediation=remedy and self._remedy(remedy),
        )

    def words(self, text: str) -> str:
        """A text in which the addresses of pupils are replaced."""
        return _ADDRESS.sub(self._instead, text) if self._addresses and "@" in text else text

    def resources(self, resources: Iterable[Resource]) -> Iterator[Resource]:
        """The same resources; of a pupil's account neither name nor address is left, and it is still the same one."""
        for one in resources:
            self.see(one)
            unnamed = (one.level, one.id) in self._ids
            yield replace(one, name=_UNNAMED[one.level], fields=_kept(one.fields)) if unnamed else one

    def _ref(self, resource: ResourceRef) -> ResourceRef:
        if (resource.level, resource.id) in self._ids:
            return replace(resource, name=_UNNAMED[resource.level])
        return resource

    def _remedy(self, remedy: Remediation) -> Remediation:
        portal = remedy.portal and self.words(remedy.portal)
        return replace(remedy, summary=self.words(remedy.summary), portal=portal)

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.words(value)
        if isinstance(value, Mapping):
            return {key: self._value(item) for key, item in value.items()}
        return [self._value(item) for item in value] if isinstance(value, list | tuple) else value

    def _instead(self, found: re.Match[str]) -> str:
        return _UNNAMED[Level.USER] if found.group().casefold() in self._addresses else found.group()


def _kept(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    named = ("name", "email", "host", "mail")
    return {key: value for key, value in fields.items() if not any(word in key for word in named)}
