"""The catalogue of endpoints: how to ask, what it costs, what scope it takes, and what may be stored of the answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from zoom_policy_lint.catalogue.rows import rows
from zoom_policy_lint.model.words import Level


class Role(StrEnum):
    """What an endpoint's answer is for us."""

    SETTINGS = "settings"
    LOCKS = "locks"
    PROFILE = "profile"
    TEXTS = "texts"
    LIST = "list"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One GET endpoint of Zoom's API v2.

    `level` is the level of the resource that it tells about (of the rows, for a list). `keep` is the allow-list of
    fields that may be stored, by dotted path (`name[]` for the items of a list) with their types; None where the answer
    is kept whole, minus secrets. Of a `title`, `text`, `passcode` or `set` only what is said of it is kept.
    `absent` are the fields whose absence means that they are empty, `by_occurrence` those that a single occurrence of a
    series can have of its own, `repeats` those in which several rows of a list about one resource may differ.
    `items` names the list in the answer, `row_id` the field that tells rows apart (None: rows are plain strings).
    `page_size` is set where the list is paged, `monthly` where it is asked for with `from` and `to`. `rate` is the
    rate-limit label. `supporting`: an account may be refused it without that being a gap in the audit.
    `write_option`: the PATCH takes the `option` of the view too.
    `never_empty`: every account has such a thing, so a list without one was not read. `values`: known values by field.
    `filled`: fields that tell nothing when they are empty text. `unlisted`: fields with words of Zoom's that no source
    lists.
    """

    id: str
    path: str
    level: Level
    role: Role
    views: tuple[str, ...]
    rate: str
    scopes_classic: tuple[str, ...]
    scopes_granular: tuple[str, ...]
    disputed: str | None
    also_try: tuple[str, ...]
    plan: str | None
    keep: Mapping[str, str] | None
    items: str | None
    row_id: str | None
    page_size: int | None
    query: Mapping[str, str]
    supporting: bool
    write_option: bool
    never_empty: bool
    values: Mapping[str, tuple[Any, ...]]
    filled: frozenset[str]
    unlisted: frozenset[str]
    absent: frozenset[str]
    monthly: bool
    by_occurrence: tuple[str, ...]
    repeats: tuple[str, ...]

    @property
    def parent(self) -> Level | None:
        """Whose list it is, for a list that every resource of another level has (a user's meetings); else None."""
        return Level.USER if self.role is Role.LIST and self.parameter == "userId" else None

    @property
    def parameter(self) -> str | None:
        """The path parameter that names the resource (`userId`), or None."""
        found = re.search(r"{(\w+)}", self.path)
        return found.group(1) if found else None

    @property
    def scopes_to_grant(self) -> tuple[str, ...]:
        """The granular scopes to tick for an ordinary account, the likeliest first."""
        return tuple(dict.fromkeys([*(s for s in self.scopes_granular if s.endswith(":admin")), *self.also_try])) or (
            self.scopes_granular
        )


def endpoints() -> tuple[Endpoint, ...]:
    """Every endpoint that the program reads, in the order of the catalogue."""
    return tuple(_table().values())


def endpoint(id: str) -> Endpoint:  # noqa: A002 - the catalogue's word
    """The row of an endpoint; KeyError when there is none."""
    return _table()[id]


@cache
def _table() -> dict[str, Endpoint]:
    return {row["id"]: _endpoint(row) for row in rows("endpoints")}


def _endpoint(row: Mapping[str, Any]) -> Endpoint:
    return Endpoint(
        id=row["id"],
        path=row["path"],
        level=Level(row["level"]),
        role=Role(row["role"]),
        views=tuple(row["views"]),
        rate=row["rate"],
        scopes_classic=tuple(row["scopes_classic"]),
        scopes_granular=tuple(row["scopes_granular"]),
        disputed=row.get("disputed"),
        also_try=tuple(row.get("also_try", ())),
        plan=row.get("plan"),
        keep=row.get("keep"),
        items=row.get("items"),
        row_id=row.get("row_id"),
        page_size=row.get("page_size"),
        query=row.get("query", {}),
        supporting=row.get("supporting", False),
        write_option=row.get("write_option", False),
        never_empty=row.get("never_empty", False),
        filled=frozenset(row.get("filled", ())),
        unlisted=frozenset(row.get("unlisted", ())),
        absent=frozenset(row.get("absent", ())),
        monthly=row.get("monthly", False),
        by_occurrence=tuple(row.get("by_occurrence", ())),
        repeats=tuple(row.get("repeats", ())),
        values={name: tuple(known) for name, known in row.get("values", {}).items()},
    )
