"""The fields of users, roles and domains that a rule may name: type, and the endpoint that tells them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from zoom_policy_lint.catalogue.endpoints import Role, endpoints
from zoom_policy_lint.model.words import Level


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a resource; `endpoint` is the id of the row whose answer tells it.

    `known` are the values (of the items, for a list) that Zoom is known to give; empty when any may come. An empty list
    of known values tells nothing, and is never what Zoom means; nor does empty text where it is to be `filled`.
    """

    name: str
    type: str
    endpoint: str
    known: tuple[Any, ...] = ()
    filled: bool = False


_DERIVED: Mapping[Level, tuple[Field, ...]] = {
    Level.USER: (Field("groups", "array<string>", "groups.id.members"),),
    Level.ROLE: (Field("members", "array<string>", "roles.id.members"),),
    Level.DOMAIN: (
        Field("managed", "boolean", "accounts.managed_domains"),
        Field("trusted", "boolean", "accounts.trusted_domains"),
    ),
}
"""Fields that the pull puts together from whole lists rather than from one answer."""


@cache
def fields(level: Level) -> Mapping[str, Field]:
    """The fields of one kind of resource, by name; of a list and a profile that both tell it, the list is named."""
    table = {field.name: field for field in _DERIVED.get(level, ())}
    for row in endpoints():
        if row.level is level and row.role in (Role.LIST, Role.PROFILE):
            for name, kind in (row.keep or {}).items():
                table.setdefault(name, Field(name, kind, row.id, row.values.get(name, ()), name in row.filled))
    return table
