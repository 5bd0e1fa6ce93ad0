"""Which value a level shows: own, group, account and their locks, in both models that Zoom documents."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from zoom_policy_lint.simulate.account import Group, SimulatedAccount, User, Values
from zoom_policy_lint.simulate.behaviour import Behaviour, Inheritance, OddLocks, SecurityView
from zoom_policy_lint.simulate.ids import digits
from zoom_policy_lint.simulate.skeleton import Flag, Leaf, skeleton

Json = dict[str, Any]
Layers = Sequence[Mapping[str, Any]]
"""Values by control, the strongest first; what no layer has is as in a new account."""


class Inherited:
    """The settings of one account as each level sees them."""

    def __init__(self, account: SimulatedAccount, behaviour: Behaviour) -> None:
        self._account = account
        self._behaviour = behaviour
        self._skeleton = skeleton()
        self._values = self._by_control(account.settings)
        self._locks = self._lock_names(account.locks)
        self._group_values = {group.id: self._by_control(group.settings) for group in account.groups}
        self._group_locks = {group.id: self._lock_names(group.locks) for group in account.groups}

    def account_body(self, view: str) -> Json:
        """The body of `/accounts/{id}/settings` in one view (an unknown view gives the plain body)."""
        body = self._body("account", view, lambda _control: (self._values,))
        if view == "meeting_security":
            # Zoom repeats this one lock among the values.
            body[view]["waiting_room_options"]["locked"] = "meeting_security.waiting_room" in self._locks
        if "security" in body and not self._shows_security(view):
            del body["security"]
        return body

    def _shows_security(self, view: str) -> bool:
        place = self._behaviour.security_view
        return place is SecurityView.BOTH or (place is SecurityView.OPTION) == (view == "security")

    def group_body(self, group: Group, view: str) -> Json:
        """The body of `/groups/{id}/settings` in one view."""
        own = self._group_values[group.id]
        return self._body("group", view, lambda control: self._unless_locked(control, (own, self._values)))

    def user_body(self, user: User, view: str) -> Json:
        """The body of `/users/{id}/settings` in one view."""
        own = self._by_control(personal_values(user) | dict(user.settings))
        if self._behaviour.inheritance is Inheritance.CLASSIC:
            return self._body("user", view, lambda control: self._classic(control, own, user.groups))
        in_priority = [group.id for group in self._account.groups if group.id in user.groups]
        return self._body("user", view, lambda control: self._new_experience(control, own, in_priority))

    def account_locks(self, view: str) -> Json:
        """The body of `/accounts/{id}/lock_settings` in one view."""
        return self._lock_body("account", view, self._locks, (self._values,))

    def group_locks(self, group: Group, view: str) -> Json:
        """The body of `/groups/{id}/lock_settings` in one view: the group's own locks."""
        layers = (self._group_values[group.id], self._values)
        return self._lock_body("group", view, self._group_locks[group.id], layers)

    def _classic(self, control: str, own: Mapping[str, Any], groups: Sequence[str]) -> Layers:
        from_above = (*(self._group_values[group] for group in groups[:1]), self._values)
        if any(self._locked(control, self._group_locks[group]) for group in groups):
            return self._unless_locked(control, from_above)
        return self._unless_locked(control, (own, *from_above))

    def _new_experience(self, control: str, own: Mapping[str, Any], groups: Sequence[str]) -> Layers:
        from_above = (*(self._group_values[group] for group in groups), self._values)
        for group in groups:
            if self._locked(control, self._group_locks[group]):
                return self._unless_locked(control, (self._group_values[group], self._values))
            if control in self._group_values[group]:
                break
        return self._unless_locked(control, (own, *from_above))

    def _unless_locked(self, control: str, layers: Layers) -> Layers:
        """An account lock makes everybody show the account's value."""
        return (self._values,) if self._locked(control, self._locks) else layers

    def _locked(self, control: str, locks: frozenset[str]) -> bool:
        held = any(lock in locks for lock in self._skeleton.holders.get(control, ()))
        if held or not self._behaviour.lock_covers_choice:
            return held
        return any(lock in locks for lock in self._skeleton.may_hold.get(control, ()))

    def _body(self, level: str, view: str, layers: Callable[[str], Layers]) -> Json:
        views = self._skeleton.settings[level]
        leaves = views.get(view, views["default"])
        newer = self._account.newer if leaves is views["default"] else {}
        return nested(
            [
                *((leaf.path, _first(leaf, layers(leaf.control))) for leaf in leaves),
                *((tuple(path.split(".")), value) for path, value in newer.items()),
            ]
        )

    def _lock_body(self, level: str, view: str, locks: frozenset[str], layers: Layers) -> Json:
        views = self._skeleton.locks[level]
        flags = views.get(view, views["default"])
        return nested((flag.path, self._flag(flag, flag.lock in locks, layers)) for flag in flags)

    def _flag(self, flag: Flag, locked: bool, layers: Layers) -> Any:  # noqa: FBT001 - it is the value
        if flag.type == "boolean" or self._behaviour.odd_locks is OddLocks.BOOLEAN:
            return locked
        if flag.type == "value":
            return next((layer[flag.lock] for layer in layers if flag.lock in layer), "enhanced_encryption")
        return str(locked).lower()

    def _by_control(self, values: Values) -> Json:
        return {self._skeleton.control(path): value for path, value in values.items()}

    def _lock_names(self, locks: Iterable[str]) -> frozenset[str]:
        return frozenset(self._skeleton.control(lock) for lock in locks)


def personal_values(user: User) -> Json:
    """What is each user's own from the start: the personal room's secrets, and what the licence brings."""
    return {
        "schedule_meeting.pmi_password": digits(f"pmi passcode {user.id}", 8),
        "schedule_meeting.default_password_for_scheduled_meetings": "",
        "feature.meeting_capacity": 300 if user.type == 2 else 100,  # noqa: PLR2004 - Zoom's number for licensed
        "feature.webinar": user.webinar,
        "feature.webinar_capacity": 500 if user.webinar else 0,
    }


def nested(values: Iterable[tuple[tuple[str, ...], Any]]) -> Json:
    """The tree with these values at these paths."""
    tree: Json = {}
    for path, value in values:
        branch = tree
        for key in path[:-1]:
            branch = branch.setdefault(key, {})
        branch[path[-1]] = value
    return tree


def _first(leaf: Leaf, layers: Layers) -> Any:
    for layer in layers:
        if leaf.control in layer:
            return layer[leaf.control]
    return leaf.default
