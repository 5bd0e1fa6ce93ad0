"""The fields of resources that a rule may name: type, and the endpoint that tells them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from zoom_policy_lint.catalogue.endpoints import Endpoint, Role, endpoints
from zoom_policy_lint.model.words import Level


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a resource; `endpoint` is the id of the row whose answer tells it.

    `name` is its dotted path, in the answer kept under `bodies` where `in_body`, else among the resource's fields.
    `known` are the values (of the items, for a list) that Zoom is known to give; empty when any may come. An empty list
    of known values tells nothing, and is never what Zoom means; nor does empty text where it is to be `filled`.
    `unlisted`: it holds words of Zoom's that no source lists, so that nobody can tell whether one is spelt right.
    `also` names other reads (as `str(Read)`) without which a field that is put together cannot be known.
    """

    name: str
    type: str
    endpoint: str
    known: tuple[Any, ...] = ()
    filled: bool = False
    in_body: bool = False
    unlisted: bool = False
    also: tuple[str, ...] = ()

    @property
    def reads(self) -> tuple[str, ...]:
        """Every read (as `str(Read)`) whose gap may be why the field is not known."""
        return (self.endpoint, *self.also)

    @property
    def keys(self) -> tuple[str, ...]:
        """The path in steps; a step that ends in `[]` goes through every item of a list."""
        return tuple(self.name.split("."))


WHO_WAITS = (
    "everyone",
    "users_not_in_account",
    "users_not_in_account_or_whitelisted_domains",
    "users_not_on_invite",
)
"""Who is put into a meeting's waiting room, in Zoom's words; the first three are a user's 0, 1 and 2."""

_LICENCES = (1, 2, 4, 99)
"""The numbers that Zoom gives as a user's type: basic, licensed, unassigned, none."""

_DERIVED: Mapping[Level, tuple[Field, ...]] = {
    Level.USER: (
        Field("groups", "array<string>", "groups.id.members"),
        Field("acting_assistants", "array<string>", "users.id.assistants", also=("users",)),
    ),
    Level.ROLE: (Field("members", "array<string>", "roles.id.members"),),
    Level.DOMAIN: (
        Field("managed", "boolean", "accounts.managed_domains"),
        Field("trusted", "boolean", "accounts.trusted_domains"),
    ),
    Level.MEETING: (
        Field("host", "string", "users", filled=True),
        Field("host_licence", "integer", "users", _LICENCES),
        Field("host_groups", "array<string>", "groups.id.members"),
        Field("host_role_id", "string", "users", filled=True),
        Field("host_department", "string", "users"),
        Field("personal_room", "boolean", "meetings.id"),
        Field("who_waits", "string", "meetings.id", WHO_WAITS, also=("users.id.settings?option=meeting_security",)),
        Field("alternative_hosts", "array<string>", "meetings.id"),
        Field("outside_alternative_hosts", "array<string>", "users", also=("meetings.id",)),
        Field("stand_ins", "array<string>", "users.id.assistants", also=("meetings.id", "users")),
    ),
    Level.RECORDING: (
        Field("host", "string", "users", filled=True),
        Field("host_status", "string", "users", ("active", "inactive")),
        Field("host_groups", "array<string>", "groups.id.members"),
        Field("host_role_id", "string", "users", filled=True),
        Field("host_department", "string", "users"),
    ),
}
"""Fields that the pull puts together from several answers rather than from one.

`acting_assistants` are the ids of a user's assistants (who may schedule and start for the user) who are other active
users of the account. `host_groups` are names of groups. `personal_room` is whether a meeting has the number of its
host's personal room, or Zoom's type for that. `who_waits` is the host's own setting where the meeting follows it.
`outside_alternative_hosts` are those who are no active user of the account, `stand_ins` the alternative hosts of the
meeting who are, and the acting assistants of its host, the host aside.
"""

_SAID: Mapping[str, Mapping[str, str]] = {
    "title": {"filled": "boolean", "placeholder": "boolean", "matches": "array<string>"},
    "text": {"filled": "boolean", "placeholder": "boolean", "says": "array<string>"},
    "passcode": {"set": "boolean", "length": "integer", "classes": "array<string>"},
    "set": {"set": "boolean"},
}
"""What is kept of a value that itself is not."""

PASSCODE_CLASSES = ("letters", "digits", "special", "mixed_case")
"""The classes of characters that a passcode may have."""


@cache
def fields(level: Level) -> Mapping[str, Field]:
    """The fields of one kind of resource, by name; of a list and a profile that both tell it, the list is named."""
    table = {field.name: field for field in _DERIVED.get(level, ())}
    for row in endpoints():
        if row.level is level and row.keep is not None:
            for field in _fields_of(row, row.keep):
                table.setdefault(field.name, field)
    return table


def _fields_of(row: Endpoint, keep: Mapping[str, str]) -> Iterator[Field]:
    in_body = row.role in (Role.SETTINGS, Role.TEXTS)
    if row.role not in (Role.LIST, Role.PROFILE) and not in_body:
        return
    for path, kind in keep.items():
        if kind in _SAID:
            for name, part in _SAID[kind].items():
                known = PASSCODE_CLASSES if name == "classes" else ()
                yield Field(f"{path}.{name}", part, row.id, known, in_body=in_body)
        else:
            of_items = f"array<{kind}>" if "[]" in path else kind
            known, unlisted = row.values.get(path, ()), path in row.unlisted
            yield Field(path, of_items, row.id, known, path in row.filled, in_body, unlisted)
