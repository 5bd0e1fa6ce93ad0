"""What must be read from Zoom so that a rule can be judged."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from zoom_policy_lint.catalogue import Place, Role, endpoints, setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.ruleset.rule import (
    AskBody,
    CountBody,
    FieldBody,
    RegisterBody,
    Rule,
    SettingBody,
    StandInBody,
    TextBody,
)


def reads(rule: Rule, levels: frozenset[Level] = frozenset(Level)) -> frozenset[Read]:
    """Every read that the rule needs, lists included, when only `levels` are to be looked at."""
    return frozenset(_reads(rule, levels))


def _reads(rule: Rule, levels: frozenset[Level]) -> Iterator[Read]:
    match rule.body:
        case SettingBody() as body:
            yield from _setting_reads(body, levels)
        case CountBody() if levels >= {Level.ROLE, Level.USER}:
            yield from (Read("users"), Read("roles"), Read("roles.id.members"))
        case FieldBody(level=level, where=where, expect=expect) if level in levels:
            yield from _field_reads(level, *(name for name, _ in (*where, *expect)))
        case RegisterBody(where=where) if Level.USER in levels:
            yield from _field_reads(Level.USER, "email", *(name for name, _ in where))
        case StandInBody() if levels >= {Level.USER, Level.MEETING}:
            yield from _field_reads(Level.USER, "email", "acting_assistants")
            yield from _field_reads(Level.MEETING, "stand_ins", "outside_alternative_hosts", "host")
        case TextBody() if Level.MEETING in levels:
            yield from _field_reads(Level.MEETING, "agenda.says", "invitation.says")
        case AskBody(level=level) if level in levels:
            yield from _field_reads(level)
        case _:
            return


@cache
def endpoint_at(level: Level, role: Role) -> str:
    """The id of the first endpoint that plays a role at a level; KeyError where Zoom has none (locks of users)."""
    table = {(row.level, row.role): row.id for row in reversed(endpoints())}
    return table[level, role]


_LISTS: Mapping[Level, tuple[str, ...]] = {
    Level.ACCOUNT: (),
    Level.ROLE: ("roles",),
    Level.DOMAIN: (),
    Level.GROUP: ("groups",),
    Level.USER: ("users", "groups", "groups.id.members"),
    Level.MEETING: ("users.id.meetings", "users"),
    Level.RECORDING: ("users.id.recordings", "users", "users.inactive"),
}
"""The lists without which a level cannot be judged; a user's groups are needed to know which locks hold them."""

_DERIVED_FROM: Mapping[str, tuple[Read, ...]] = {
    "groups": (Read("groups"),),
    "host_groups": (Read("groups"),),
    "acting_assistants": (Read("users"),),
    "who_waits": (Read("users.id.settings", "meeting_security"),),
    "stand_ins": (Read("meetings.id"), Read("users")),
    "outside_alternative_hosts": (Read("meetings.id"),),
}
"""What else is read for a field that is put together from several answers."""


def reads_of_settings(keys: Iterable[str], levels: Iterable[Level]) -> Iterator[Read]:
    """What tells the values and locks of settings at these levels, lists included."""
    rows = [row for key in keys if (row := setting(key)) is not None]
    for level in levels:
        yield from (Read(name) for name in _LISTS[level])
        for row in rows:
            if level in row.levels:
                yield from _place_reads(level, row.levels[level])


def _setting_reads(body: SettingBody, levels: frozenset[Level]) -> Iterator[Read]:
    keys = [key for key, _ in (*body.settings, *body.when)]
    yield from reads_of_settings(keys, [level for level in body.levels if level in levels])
    if body.lock is not Lock.NONE and levels & {Level.USER, Level.GROUP}:
        yield from _lock_reads(body, levels)


def _place_reads(level: Level, place: Place) -> Iterator[Read]:
    yield from (Read(endpoint_at(level, Role.SETTINGS), view) for path in place.paths for view in path.views)
    if place.locks:
        yield from (Read(endpoint_at(level, Role.LOCKS), lock.view) for lock in place.locks)


def _lock_reads(body: SettingBody, levels: frozenset[Level]) -> Iterator[Read]:
    """The flags of account and groups also hold the users below, whatever levels the rule judges."""
    row = setting(body.settings[0][0])
    for level in (Level.ACCOUNT, Level.GROUP):
        if row is not None and level in levels and level in row.levels and row.levels[level].locks:
            yield from (Read(name) for name in _LISTS[level])
            yield from (Read(endpoint_at(level, Role.LOCKS), lock.view) for lock in row.levels[level].locks)


def _field_reads(level: Level, *names: str) -> Iterator[Read]:
    """The lists of a level, and what tells its fields; a rule on the status of users means the inactive too."""
    table = fields(level)
    lists = _LISTS[level] if level in (Level.MEETING, Level.RECORDING) else _LISTS[level][:1]
    yield from (Read(name) for name in lists)
    if level is Level.MEETING:
        yield Read("meetings.id")  # tells which occurrences of a series lie ahead
    for name in names:
        yield Read(table[name].endpoint)
        yield from _DERIVED_FROM.get(name, ())
        if (level, name) == (Level.USER, "status"):
            yield Read("users.inactive")
