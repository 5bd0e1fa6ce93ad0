"""What must be read from Zoom so that a rule can be judged."""

from collections.abc import Iterator, Mapping
from functools import cache

from zoom_policy_lint.catalogue import Place, Role, endpoints, setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.ruleset.rule import CountBody, FieldBody, Rule, SettingBody


def reads(rule: Rule, levels: frozenset[Level] = frozenset(Level)) -> frozenset[Read]:
    """Every read that the rule needs, lists included, when only `levels` are to be looked at."""
    match rule.body:
        case SettingBody() as body:
            return frozenset(_setting_reads(body, levels))
        case FieldBody() as body:
            return frozenset(_field_reads(body)) if body.level in levels else frozenset()
        case CountBody():
            people = {Read("users"), Read("roles"), Read("roles.id.members")}
            return frozenset(people) if levels >= {Level.ROLE, Level.USER} else frozenset()


@cache
def endpoint_at(level: Level, role: Role) -> str:
    """The id of the endpoint that plays a role at a level; KeyError where Zoom has none (locks of users)."""
    table = {(row.level, row.role): row.id for row in endpoints()}
    return table[level, role]


_LISTS: Mapping[Level, tuple[str, ...]] = {
    Level.ACCOUNT: (),
    Level.ROLE: ("roles",),
    Level.DOMAIN: (),
    Level.GROUP: ("groups",),
    Level.USER: ("users", "groups", "groups.id.members"),
}
"""The lists without which a level cannot be judged; a user's groups are needed to know which locks hold them."""


def _setting_reads(body: SettingBody, levels: frozenset[Level]) -> Iterator[Read]:
    for level in (level for level in body.levels if level in levels):
        yield from (Read(name) for name in _LISTS[level])
        for key, _ in (*body.settings, *body.when):
            row = setting(key)
            if row is not None and level in row.levels:
                yield from _place_reads(level, row.levels[level])
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


def _field_reads(body: FieldBody) -> Iterator[Read]:
    table = fields(body.level)
    yield from (Read(name) for name in _LISTS[body.level][:1])
    for name, _ in (*body.where, *body.expect):
        endpoint = table[name].endpoint
        yield Read(endpoint)
        if endpoint == "groups.id.members":
            yield Read("groups")
