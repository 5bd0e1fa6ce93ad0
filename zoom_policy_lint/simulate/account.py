"""The state of a simulated account, as plain data that a test or a file can write down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from zoom_policy_lint.simulate.meetings import Meeting
from zoom_policy_lint.simulate.recordings import Recording

Values = Mapping[str, Any]
"""Settings changed from Zoom's usual value: path (or `view:path`) → value."""


class Plan(StrEnum):
    """What the school pays for; limits and refusals hang on it. Education is counted with Business."""

    FREE = "free"
    PRO = "pro"
    BUSINESS = "business"
    EDUCATION = "education"


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The Server-to-Server OAuth app of the account. `classic` apps hold scopes of the older kind."""

    client_id: str = "simulated_client_id"
    client_secret: str = field(default="simulated_client_secret", repr=False)
    scopes: tuple[str, ...] | None = None
    """None: every scope that the endpoints of the simulated account want."""
    classic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One person or generic mailbox. `groups` are group ids, the primary one first."""

    id: str
    email: str
    first_name: str
    last_name: str
    type: int = 2
    """Zoom's licence number: 1 basic, 2 licensed, 4 unassigned."""
    status: str = "active"
    role_id: str = "2"
    groups: tuple[str, ...] = ()
    login_types: tuple[int, ...] = (101,)
    dept: str = ""
    job_title: str = ""
    use_pmi: bool = False
    webinar: bool = False
    last_login: str = "2026-11-20T15:42:00Z"
    assistants: tuple[str, ...] = ()
    """E-mail addresses of those who may schedule for this user."""
    settings: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of users; `locks` names what the group locks. Its members are the users who name it."""

    id: str
    name: str
    settings: Values = field(default_factory=dict)
    locks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role and its privileges (strings like `User:Read`: their form is believed, not verified)."""

    id: str
    name: str
    description: str = ""
    privileges: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SimulatedAccount:
    """One Zoom account; `dataclasses.replace` makes a changed one.

    Users, groups and roles are in the order in which Zoom lists them; for groups it is also their priority.
    """

    id: str
    plan: Plan = Plan.EDUCATION
    app: App = field(default_factory=App)
    users: tuple[User, ...] = ()
    groups: tuple[Group, ...] = ()
    roles: tuple[Role, ...] = ()
    managed_domains: Mapping[str, str] = field(default_factory=dict)
    """Domain → status."""
    trusted_domains: tuple[str, ...] = ()
    settings: Values = field(default_factory=dict)
    locks: frozenset[str] = frozenset()
    newer: Values = field(default_factory=dict)
    """Settings that Zoom added after its documentation was read, by path: every level has them in its plain view."""
    meetings: tuple[Meeting, ...] = ()
    recordings: tuple[Recording, ...] = ()

    @cached_property
    def _users_by_name(self) -> dict[str, User]:
        by_email = {user.email.lower(): user for user in self.users}
        return by_email | {user.id: user for user in self.users}

    @cached_property
    def _groups_by_id(self) -> dict[str, Group]:
        return {group.id: group for group in self.groups}

    @cached_property
    def _members(self) -> dict[str, tuple[User, ...]]:
        members: dict[str, list[User]] = {group.id: [] for group in self.groups}
        for user in self.users:
            for group_id in user.groups:
                members[group_id].append(user)
        return {group_id: tuple(found) for group_id, found in members.items()}

    @cached_property
    def _meetings_by_id(self) -> dict[str, Meeting]:
        return {str(meeting.id): meeting for meeting in self.meetings}

    @cached_property
    def _meetings_by_host(self) -> dict[str, list[Meeting]]:
        return _by_host(self.meetings)

    @cached_property
    def _recordings_by_name(self) -> dict[str, Recording]:
        """By UUID, and by the meeting's number: there the latest one."""
        in_time = sorted(self.recordings, key=lambda recording: recording.start)
        by_number = {str(recording.meeting): recording for recording in in_time}
        return by_number | {recording.uuid: recording for recording in self.recordings}

    @cached_property
    def _recordings_by_host(self) -> dict[str, list[Recording]]:
        return _by_host(self.recordings)

    def user(self, name: str) -> User | None:
        """The user with this id or e-mail address."""
        return self._users_by_name.get(name) or self._users_by_name.get(name.lower())

    def group(self, group_id: str) -> Group | None:
        """The group with this id."""
        return self._groups_by_id.get(group_id)

    def role(self, role_id: str) -> Role | None:
        """The role with this id."""
        return next((role for role in self.roles if role.id == role_id), None)

    def members_of(self, group: Group) -> tuple[User, ...]:
        """Everybody in the group, pending invitations included."""
        return self._members[group.id]

    def with_role(self, role: Role) -> tuple[User, ...]:
        """Everybody who holds the role and is not pending."""
        return tuple(u for u in self.users if u.role_id == role.id and u.status != "pending")

    def meeting(self, number: str) -> Meeting | None:
        """The meeting with this number."""
        return self._meetings_by_id.get(number)

    def meetings_of(self, user: User) -> Sequence[Meeting]:
        """Every meeting that the user hosts, in the order of the account."""
        return self._meetings_by_host.get(user.id, ())

    def recording(self, name: str) -> Recording | None:
        """The recording with this UUID, or the latest of the meeting with this number."""
        return self._recordings_by_name.get(name)

    def recordings_of(self, user: User) -> Sequence[Recording]:
        """Every recording that the user hosted, in the order of the account."""
        return self._recordings_by_host.get(user.id, ())


Hosted = TypeVar("Hosted", Meeting, Recording)


def _by_host(things: Iterable[Hosted]) -> dict[str, list[Hosted]]:
    found: dict[str, list[Hosted]] = {}
    for thing in things:
        found.setdefault(thing.host, []).append(thing)
    return found
