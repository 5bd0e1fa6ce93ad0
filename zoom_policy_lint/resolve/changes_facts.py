"""What differs in the facts of lists and profiles: of people, groups, roles, domains, meetings and recordings."""

from collections.abc import Iterator, Mapping
from typing import Any

from zoom_policy_lint.catalogue import Role
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.resolve.changes_controls import row_of
from zoom_policy_lint.resolve.changes_scope import Terms
from zoom_policy_lint.resolve.changes_values import ABSENT, Side, canonical, same

Fact = tuple[bool, str, Side, Side]
"""Whether it is one entry of a list; the fact's name, and what each snapshot says of it."""

_IDS = frozenset({"id", "uuid", "host_id", "last_login_time", "acting_assistants", "role_name"})
"""What never differs, what other facts tell better (the host by address), and what differs every day."""

_BY_ID = ("role_id", "groups", "group_ids")
"""Facts that hold ids of roles and groups, which people know by their names."""

_OF_PEOPLE: Mapping[Level, frozenset[str]] = {
    Level.ROLE: frozenset({"members"}),
    Level.USER: frozenset({"group_ids"}),
    Level.MEETING: frozenset(
        {"host_groups", "host_role_id", "host_department", "host_licence", "stand_ins", "outside_alternative_hosts"}
    ),
    Level.RECORDING: frozenset({"host_groups", "host_role_id", "host_department", "host_status"}),
}
"""Facts that are told of the people themselves, where people are in both snapshots."""


def changed_facts(old: Resource, new: Resource, terms: Terms, names: Mapping[str, str]) -> Iterator[Fact]:
    """The facts that differ, sorted by name; `names` are those of roles and groups by id."""
    if same(old.fields, new.fields):
        return
    aside = _IDS | (_OF_PEOPLE.get(old.level, frozenset()) if terms.people else frozenset())
    listed_only = status_changed(old, new)
    for name in sorted({*old.fields, *new.fields} - aside):
        if listed_only and not _is_of_list(old.level, name):
            continue
        before, after = _side(old, name, terms), _side(new, name, terms)
        if before is None or after is None or before == after or _hidden(terms, before, after):
            continue
        known = names if name in _BY_ID else {}
        if _is_listed(before.value) and _is_listed(after.value):
            yield from _items(name, before.value, after.value, known)
        else:
            yield False, name, _named(before, known), _named(after, known)


def status_changed(old: Resource, new: Resource) -> bool:
    """Whether a person became inactive, or active again: of the inactive nothing is read but the list of them."""
    return old.level is Level.USER and old.fields.get("status") != new.fields.get("status")


def _is_of_list(level: Level, name: str) -> bool:
    row = fields(level).get(name)
    told_by = row_of(row.endpoint) if row is not None else None
    return told_by is not None and told_by.role is Role.LIST


def _side(resource: Resource, name: str, terms: Terms) -> Side | None:
    """What a snapshot says of a fact; None where it was not read, which is told of what could not be read."""
    row = fields(resource.level).get(name)
    reads = row.reads if row is not None else ()
    if any(read not in terms.reads for read in reads):
        return None
    if name in resource.fields:
        return Side.of(resource.fields[name])
    return None if any(read in resource.unread for read in reads) else ABSENT


def _named(side: Side, names: Mapping[str, str]) -> Side:
    """Ids as names."""
    if isinstance(side.value, list):
        return Side.of([_item(item, names) for item in side.value])
    return Side.of(_item(side.value, names)) if isinstance(side.value, str) else side


def _is_listed(value: Any) -> bool:
    """Whether it is a list of words, numbers or people, which come and go one by one."""
    return isinstance(value, list) and not any(isinstance(_item(item, {}), dict | list) for item in value)


def _item(item: Any, names: Mapping[str, str]) -> Any:
    """An id as a name, and a person beside an id by the address."""
    if isinstance(item, dict) and isinstance(item.get("email"), str) and item["email"]:
        return item["email"]
    return names.get(item, item) if isinstance(item, str) else item


def _items(name: str, before: list[Any], after: list[Any], names: Mapping[str, str]) -> Iterator[Fact]:
    """What each list has and the other has not."""
    old, new = ({canonical(item): _item(item, names) for item in items} for items in (before, after))
    yield from ((True, name, Side.of(old[key]), ABSENT) for key in sorted(old.keys() - new.keys()))
    yield from ((True, name, ABSENT, Side.of(new[key])) for key in sorted(new.keys() - old.keys()))


def _hidden(terms: Terms, *sides: Side) -> bool:
    """Whether a name stands there in a way in which it cannot be compared."""
    return not terms.names and any(has_pseudonym(side.value, terms) for side in sides)


def has_pseudonym(value: Any, terms: Terms) -> bool:
    """Whether a value of JSON holds a text that was replaced."""
    if isinstance(value, str):
        return terms.replaced(value)
    if isinstance(value, Mapping):
        return any(has_pseudonym(item, terms) for item in value.values())
    return isinstance(value, list | tuple) and any(has_pseudonym(item, terms) for item in value)
