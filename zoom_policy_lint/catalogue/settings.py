"""The catalogue of settings: type, values, and where each level keeps them."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from zoom_policy_lint.catalogue.rows import rows
from zoom_policy_lint.model.words import Level


@dataclass(frozen=True, slots=True)
class ValuePath:
    """Where a value or a lock flag stands in an answer: dotted path, and the `option` view that holds it.

    `or_view` is a second view that may hold it instead, where the sources disagree.
    """

    path: str
    view: str
    writable: bool = False
    or_view: str | None = None

    @property
    def views(self) -> tuple[str, ...]:
        """Every view that may hold it, the likelier first."""
        return (self.view,) if self.or_view is None else (self.view, self.or_view)

    @property
    def keys(self) -> tuple[str, ...]:
        """The path in steps; a step that ends in `[]` goes through every item of a list."""
        return tuple(self.path.split("."))


@dataclass(frozen=True, slots=True)
class Place:
    """How one level keeps a setting. The first path is canonical; the others are twins that must agree with it.

    `locks` are the flags that hold the value at this level (empty: Zoom offers none); a flag may be that of an
    enclosing object or stand under another name.
    """

    paths: tuple[ValuePath, ...]
    locks: tuple[ValuePath, ...]


@dataclass(frozen=True)
class Setting:
    """One Zoom setting under its canonical key.

    `values` maps the known values to their meaning (None where the facts do not explain it); empty when open.
    `portal` is the way below the settings page of the admin portal, known for settings that shipped rules use.
    """

    key: str
    type: str
    summary: str
    values: tuple[tuple[Any, str | None], ...]
    secret: bool
    deprecated: bool
    portal: str | None
    levels: Mapping[Level, Place]

    @cached_property
    def known(self) -> tuple[Any, ...]:
        """The known values; empty when any value of the type may come."""
        return tuple(value for value, _ in self.values)

    def meaning(self, value: Any) -> str | None:
        """What a value stands for, in our words."""
        return next((meaning for known, meaning in self.values if known == value), None)


ONLY = "only."
"""Before a path: the control under this one of its names, whatever Zoom answers under the other."""


@cache
def _index() -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in rows("settings")}


def settings() -> tuple[str, ...]:
    """Every key that a rule may name, sorted."""
    return tuple(_index())


def names_apart() -> tuple[str, ...]:
    """The keys `only.PATH` of controls that Zoom keeps under two names, sorted: each speaks of one name alone."""
    return tuple(f"{ONLY}{path}" for path in sorted(_twins()))


def control_of(key: str) -> str:
    """The canonical key of the control that a key speaks of: its own, unless it is an `only.PATH`."""
    return _twins().get(key.removeprefix(ONLY), key) if key.startswith(ONLY) else key


@cache
def setting(key: str) -> Setting | None:
    """The row of a key, or None when the catalogue does not have it. `only.PATH` is a control under one name alone."""
    if key.startswith(ONLY):
        return _apart(key.removeprefix(ONLY))
    row = _index().get(key)
    if row is None:
        return None
    return Setting(
        key=key,
        type=row["type"],
        summary=row["summary"],
        values=tuple((item["value"], item["meaning"]) for item in row.get("values", ())),
        secret=row.get("secret", False),
        deprecated=row.get("deprecated", False),
        portal=row.get("portal"),
        levels={Level(level): _place(place) for level, place in row["levels"].items()},
    )


@cache
def _twins() -> dict[str, str]:
    """Every path of a control that has two at some level, with the control's key."""
    return {
        path["path"]: key
        for key, row in _index().items()
        for place in row["levels"].values()
        if len(place["paths"]) > 1
        for path in place["paths"]
    }


def _apart(path: str) -> Setting | None:
    """One name of a control that has two; None for any other path."""
    whole = setting(_twins().get(path, ""))
    if whole is None:
        return None
    places = {level: [one for one in place.paths if one.path == path] for level, place in whole.levels.items()}
    levels = {level: Place(tuple(paths), whole.levels[level].locks) for level, paths in places.items() if paths}
    return replace(whole, key=f"{ONLY}{path}", levels=levels)


def nearest(key: str) -> tuple[str, ...]:
    """Keys that look like a mistyped one, the likeliest first."""
    close = difflib.get_close_matches(key, _index(), n=3, cutoff=0.6)
    last = key.rpartition(".")[2]
    same = [known for known in _index() if known.rpartition(".")[2] == last]
    return tuple(dict.fromkeys([*same, *close]))[:3]


def _place(row: Mapping[str, Any]) -> Place:
    writable = row["writable"]
    return Place(
        paths=tuple(ValuePath(one["path"], one["view"], writable, one.get("or_view")) for one in row["paths"]),
        locks=tuple(ValuePath(lock["path"], lock["view"], lock["writable"]) for lock in row.get("locks", ())),
    )
