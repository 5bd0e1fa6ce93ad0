"""Which lock holds a value in place: the account's, that of every group of a user, or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.catalogue import Role, setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import DecidedBy, Level, Reason
from zoom_policy_lint.resolve import FieldReader, LockReader, Reading
from zoom_policy_lint.ruleset.demand import endpoint_at


@dataclass(frozen=True, slots=True)
class Hold:
    """What holds a value: `decided_by` and `locked` as findings say them, and what it is held at."""

    decided_by: DecidedBy | None
    locked: bool | None
    value: Any = None
    reason: Reason | None = None
    detail: str = ""


NO_LOCK = Hold(None, None)
"""Zoom offers no lock for the setting at this level."""


class LockBook:
    """Remembers the flags of the account and of every group, and says what holds each resource.

    Group priority and "changed by the user" cannot be read, so a user whose groups differ is *unknown*.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._readers: dict[str, Mapping[Level, LockReader]] = {key: _readers(key) for key in keys}
        self._account: dict[str, Reading] = {}
        self._groups: dict[str, dict[str, Reading]] = {key: {} for key in self._readers}
        self._values: dict[tuple[str, str], Any] = {}
        self._membership = FieldReader(fields(Level.USER)["groups"])
        self.groups_whole = True

    def see(self, resource: Resource) -> None:
        """Note the flags of the account or of a group; both come before any user in a snapshot."""
        if resource.level not in (Level.ACCOUNT, Level.GROUP):
            return
        for key, readers in self._readers.items():
            if resource.level in readers:
                reading = readers[resource.level](resource)
                if resource.level is Level.ACCOUNT:
                    self._account[key] = reading
                else:
                    self._groups[key][resource.id] = reading

    def note_value(self, key: str, resource: Resource, value: Any) -> None:
        """Note what the account or a group is set to, so that a contradiction of its lock can be seen."""
        self._values[key, resource.id] = value

    def offered(self, key: str) -> bool:
        """Whether Zoom has a flag for the setting at any level."""
        return bool(self._readers[key])

    def account(self, key: str) -> Hold:
        """What the account's own flag says."""
        if Level.ACCOUNT not in self._readers[key]:
            return NO_LOCK
        return _flag(self._account.get(key), DecidedBy.ACCOUNT_LOCK, self._values.get((key, "account")))

    def hold(self, key: str, resource: Resource) -> Hold:
        """What holds the setting for the account, a group or a user."""
        account = self.account(key)
        if account.locked or resource.level is Level.ACCOUNT:
            return account
        if Level.GROUP not in self._readers[key]:
            return account
        if resource.level is Level.GROUP:
            return _weaker(account, self._group(key, resource.id))
        return _weaker(account, self._user(key, resource))

    def _group(self, key: str, group: str) -> Hold:
        return _flag(self._groups[key].get(group), DecidedBy.GROUP_LOCK, self._values.get((key, group)))

    def _user(self, key: str, user: Resource) -> Hold:
        membership = self._membership(user)
        if not membership.understood or not self.groups_whole:
            detail = membership.detail or "not every group could be read"
            return Hold(DecidedBy.UNKNOWN, None, reason=membership.reason or Reason.LIST_INCOMPLETE, detail=detail)
        holds = [self._group(key, group) for group in sorted(membership.values[0])]
        if holds and all(hold.locked for hold in holds):
            return (
                holds[0] if len({str(hold.value) for hold in holds}) == 1 else Hold(DecidedBy.GROUP_LOCK, locked=True)
            )
        gap = next((hold for hold in holds if hold.locked is None), None)
        if gap is not None:
            return gap
        if any(hold.locked for hold in holds):
            detail = "some of the user's groups lock it, some do not"
            return Hold(DecidedBy.UNKNOWN, None, reason=Reason.ERROR, detail=detail)
        return Hold(DecidedBy.UNLOCKED, locked=False)


def _readers(key: str) -> Mapping[Level, LockReader]:
    row = setting(key)
    return {
        level: LockReader(place.locks, endpoint_at(level, Role.LOCKS))
        for level, place in (row.levels if row else {}).items()
        if place.locks
    }


def _flag(reading: Reading | None, locked_by: DecidedBy, value: Any) -> Hold:
    if reading is None:
        return Hold(DecidedBy.UNKNOWN, None, reason=Reason.NOT_PULLED, detail="its lock flags were not read")
    if not reading.understood:
        return Hold(DecidedBy.UNKNOWN, None, reason=reason_of(reading), detail=reading.detail)
    if reading.values[0]:
        return Hold(locked_by, locked=True, value=value)
    return Hold(DecidedBy.UNLOCKED, locked=False)


def reason_of(reading: Reading) -> Reason:
    """The reason of a reading that may not be judged."""
    return reading.reason or Reason.ABSENT


def _weaker(account: Hold, below: Hold) -> Hold:
    """Joins an account that does not hold, or may not, with what a group says."""
    if below.locked:
        return below
    if below.decided_by is DecidedBy.UNLOCKED and account.decided_by is DecidedBy.UNKNOWN:
        return account
    return below
