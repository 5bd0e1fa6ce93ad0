"""Who belongs to a scope: by groups, roles, departments and addresses, as far as these were read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.evaluate.coverage import is_inactive
from zoom_policy_lint.evaluate.locks import reason_of
from zoom_policy_lint.evaluate.pseudonyms import plain
from zoom_policy_lint.model.resource import Read, Resource, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.policy.scopes import People, Scope
from zoom_policy_lint.resolve import FieldReader, Reading

Membership = bool | Unread
"""Whether somebody belongs, or why that is not known."""

_NAMES: Mapping[str, Mapping[Level, str]] = {
    "groups": {Level.USER: "groups", Level.MEETING: "host_groups", Level.RECORDING: "host_groups"},
    "roles": {Level.USER: "role_id", Level.MEETING: "host_role_id", Level.RECORDING: "host_role_id"},
    "departments": {Level.USER: "dept", Level.MEETING: "host_department", Level.RECORDING: "host_department"},
    "emails": {Level.USER: "email", Level.MEETING: "host", Level.RECORDING: "host"},
}
"""The field that tells each of these of a user, or of the host of a meeting or recording."""

_BY_ID: Mapping[tuple[str, Level], Level] = {
    ("groups", Level.USER): Level.GROUP,
    ("roles", Level.USER): Level.ROLE,
    ("roles", Level.MEETING): Level.ROLE,
    ("roles", Level.RECORDING): Level.ROLE,
}
"""Where the field holds ids of resources that have the names."""

_TOLD = {
    (what, level): FieldReader(fields(level)[name]) for what, names in _NAMES.items() for level, name in names.items()
}
_NAME_OF = {level: FieldReader(fields(level)["name"]) for level in (Level.GROUP, Level.ROLE)}

Named = tuple[str, str]
"""What a scope names: groups, roles, departments or emails, and the name."""


def scope_reads(scopes: Iterable[Scope], levels: frozenset[Level]) -> frozenset[Read]:
    """What must be read to know who belongs to scopes, where levels are looked at that belong to people."""
    parts = [part for scope in scopes for part in scope.parts]
    if not parts or levels.isdisjoint({Level.USER, Level.MEETING, Level.RECORDING}):
        return frozenset()
    groups = {Read("groups"), Read("groups.id.members")} if any(part.groups for part in parts) else set()
    roles = {Read("roles")} if any(part.roles for part in parts) else set()
    return frozenset({Read("users"), *groups, *roles})


class ScopeBook:
    """Remembers the names of groups and roles, and tells whether a user, or what is a user's, belongs to a scope.

    `people` counts the active users of each scope, `doubtful` those of whom it is not known. Memory holds groups and
    roles, never users.
    """

    def __init__(self, scopes: tuple[Scope, ...]) -> None:
        self._scopes = scopes
        self.people: Counter[str] = Counter()
        self.doubtful: Counter[str] = Counter()
        self._unread: dict[str, Unread] = {}
        self._wanted = {named for scope in scopes for part in scope.parts for named in _named(part)}
        self._found: set[Named] = set()
        self._names: dict[Level, dict[str, Reading]] = {Level.GROUP: {}, Level.ROLE: {}}
        self._known: tuple[Resource | None, dict[str, Membership]] = (None, {})

    def see(self, resource: Resource) -> None:
        """Note the name of a group or role, which come before all users, and whom a user is counted with."""
        if not self._scopes or resource.gone:
            return
        if resource.level in self._names:
            self._note_name(resource)
        elif resource.level is Level.USER and not is_inactive(resource):
            belongs = {scope.id: self.member(scope, resource) for scope in self._scopes}
            self.people.update(id_ for id_, answer in belongs.items() if answer is True)
            self.doubtful.update(id_ for id_, answer in belongs.items() if isinstance(answer, Unread))

    def member(self, scope: Scope, resource: Resource) -> Membership:
        """Whether a user, or the host of a meeting or recording, belongs to a scope."""
        seen, known = self._known
        if seen is not resource:
            known = {}
            self._known = resource, known
        if scope.id not in known:
            known[scope.id] = self._member(scope, resource)
        return known[scope.id]

    def meant(self, scope: Scope, resource: Resource, *, own: bool) -> Membership:
        """Whether the values of the account or of a group are those of a scope's people.

        `own`: Zoom keeps the value for each user too. Then shared values count only where a scope means everybody but a
        few, and those of a group that it names. Else they are the values that its people have, unless the scope goes by
        groups alone: then those of its groups are. A group that a scope leaves out never counts.
        """
        by_groups = scope.by_groups_alone
        others = scope.people is None or (not own and not by_groups)
        if resource.level is Level.ACCOUNT or (others and not scope.others):
            return others
        left_out = self._group(scope.others, resource) if scope.others else False
        named = others or (self._group(scope.people, resource) if scope.people else False)
        return False if left_out is True or named is False else named if left_out is False else left_out

    def in_other_groups(self, scope: Scope, user: Resource) -> bool:
        """Whether a user is in a group that a scope does not name."""
        reading = plain(_TOLD["groups", Level.USER](user))
        named = {name.strip().casefold() for name in scope.people.groups} if scope.people else set()
        names = [self._name(Level.GROUP, id_) for id_ in (reading.values[0] if reading.understood else ())]
        return any(isinstance(name, Unread) or name.strip().casefold() not in named for name in names)

    def unread(self, what: str) -> Unread | None:
        """The first reason for which groups, roles, departments or emails of somebody could not be told."""
        return self._unread.get(what)

    def _group(self, people: People, group: Resource) -> Membership:
        """Whether it is one of the groups that are named."""
        name = self._name(Level.GROUP, group.id) if people.groups else ""
        return name if isinstance(name, Unread) else any(_is("groups", one, name) for one in people.groups)

    def not_found(self, people: People) -> list[Named]:
        """What is named and nothing in the account goes by: its kind, and the name in words."""
        return [(what, _WORDS[what].format(name)) for what, name in _named(people) if (what, name) not in self._found]

    def _note_name(self, resource: Resource) -> None:
        reading = plain(_NAME_OF[resource.level](resource))
        self._names[resource.level][resource.id] = reading
        what = "groups" if resource.level is Level.GROUP else "roles"
        if reading.understood:
            self._matches(what, reading.values[0])
        else:
            self._unread.setdefault(what, Unread(reason_of(reading), reading.detail))

    def _member(self, scope: Scope, resource: Resource) -> Membership:
        left_out = self._any(scope.others, resource) if scope.others else False
        meant = self._any(scope.people, resource) if scope.people else True
        if left_out is True or meant is False:
            return False
        return meant if left_out is False else left_out

    def _any(self, people: People, resource: Resource) -> Membership:
        """True as soon as one thing that is named holds; else the first that is not known."""
        answers = [self._is_one(what, people, resource) for what in _NAMES if getattr(people, what)]
        gap = next((answer for answer in answers if isinstance(answer, Unread)), False)
        return True if any(answer is True for answer in answers) else gap

    def _is_one(self, what: str, people: People, resource: Resource) -> Membership:
        reading = plain(_TOLD[what, resource.level](resource))
        if not reading.understood:
            gap = Unread(reason_of(reading), reading.detail)
            if not is_inactive(resource):
                self._unread.setdefault(what, gap)
            return gap
        value = reading.values[0]
        holder = _BY_ID.get((what, resource.level))
        wanted = {(what, name) for name in getattr(people, what)}
        lost: Unread | None = None
        for one in value if isinstance(value, list) else [value]:
            name = self._name(holder, one) if holder else one
            if isinstance(name, Unread):
                lost = lost or name
            elif wanted & self._matches(what, name):
                return True
        return lost or False

    def _name(self, level: Level, id_: str) -> str | Unread:
        reading = self._names[level].get(id_)
        if reading is None:
            return Unread(Reason.LIST_INCOMPLETE, f"a {level.words} that somebody belongs to was not read")
        return str(reading.values[0]) if reading.understood else Unread(reason_of(reading), reading.detail)

    def _matches(self, what: str, name: str) -> set[Named]:
        """What the scopes name that this is."""
        found = {(kind, wanted) for kind, wanted in self._wanted if kind == what and _is(kind, wanted, name)}
        self._found |= found
        return found


_WORDS = {
    "groups": "the group “{}”",
    "roles": "the role “{}”",
    "departments": "the department “{}”",
    "emails": "the address “{}”",
}


def _named(people: People) -> Iterator[Named]:
    for what in _NAMES:
        yield from ((what, name) for name in getattr(people, what))


def _is(what: str, wanted: str, name: str) -> bool:
    wanted, name = wanted.strip().casefold(), name.strip().casefold()
    if what != "emails":
        return wanted == name
    return _fits(wanted.split("*"), name)


def _fits(parts: list[str], text: str) -> bool:
    """Whether a text is made of these parts in their order, with anything between them. Takes one look at the text."""
    first, last = parts[0], parts[-1]
    if len(parts) == 1 or len(text) < len(first) + len(last):
        return text == first and len(parts) == 1
    if not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in parts[1:-1]:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True
