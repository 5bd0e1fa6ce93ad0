"""What a settings body looks like at each level and view, and which lock holds which value."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a settings body: where it stands, the control that it shows, a new account's value."""

    path: tuple[str, ...]
    control: str
    default: Any


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag of a lock body: where it stands, the lock that it shows, its type (`value`: listed words)."""

    path: tuple[str, ...]
    lock: str
    type: str


@dataclass(frozen=True, slots=True)
class EndpointRow:
    """What a token needs to read an endpoint (any one scope is enough) and how the call is counted."""

    key: str
    path: str
    classic: tuple[str, ...]
    granular: tuple[str, ...]
    label: str
    page_size_max: int | None


@dataclass(frozen=True)
class Skeleton:
    """Everything of the data file, ready for use."""

    settings: Mapping[str, Mapping[str, tuple[Leaf, ...]]]
    locks: Mapping[str, Mapping[str, tuple[Flag, ...]]]
    endpoints: Mapping[str, EndpointRow]
    aliases: Mapping[str, str]
    holders: Mapping[str, tuple[str, ...]]
    """control → the locks any of which holds it."""
    may_hold: Mapping[str, tuple[str, ...]]
    """control → the locks of which it is unknown whether they hold it."""

    def control(self, path: str) -> str:
        """The control that a path (or `view:path`) shows: one control may have several names."""
        return self.aliases.get(path, path)

    def controls(self, level: str) -> frozenset[str]:
        """Every control that the level shows in any view."""
        return frozenset(leaf.control for leaves in self.settings[level].values() for leaf in leaves)

    def lock_of(self, control: str, level: str) -> str | None:
        """The lock that holds a control and can be read at this level, if there is one."""
        offered = {flag.lock for flags in self.locks[level].values() for flag in flags}
        return next((lock for lock in self.holders.get(control, ()) if lock in offered), None)


@cache
def skeleton() -> Skeleton:
    """The data file, read once."""
    raw = _data("settings")
    aliases: dict[str, str] = raw["aliases"]
    settings = {
        level: {view: tuple(_leaves(body, view, aliases)) for view, body in views.items()}
        for level, views in raw["settings"].items()
    }
    locks = {
        level: {view: tuple(_flags(body, aliases)) for view, body in views.items()}
        for level, views in raw["locks"].items()
    }
    every_lock = {flag.lock for views in locks.values() for flags in views.values() for flag in flags}
    every_leaf = (leaf for views in settings.values() for leaves in views.values() for leaf in leaves)
    return Skeleton(
        settings=settings,
        locks=locks,
        endpoints={row["key"]: _endpoint(row) for row in raw["endpoints"]},
        aliases=aliases,
        holders=_holders({leaf.control for leaf in every_leaf}, every_lock, raw["lock_holds"]),
        may_hold=_turned(raw["lock_may_hold"]),
    )


@cache
def new_meeting() -> Mapping[str, Any]:
    """The settings of a new `meeting` and of a new `recording`, as Zoom makes them unless told otherwise."""
    return _data("new_meeting")


def _data(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files(__package__).joinpath("data", f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def _leaves(body: Mapping[str, Any], view: str, aliases: Mapping[str, str]) -> Iterator[Leaf]:
    for path, value in walk(body):
        name = ".".join(path)
        control = f"{view}:{name}" if name == "authentication_options" else aliases.get(name, name)
        yield Leaf(path, control, value)


def _flags(body: Mapping[str, Any], aliases: Mapping[str, str]) -> Iterator[Flag]:
    for path, kind in walk(body):
        name = ".".join(path)
        yield Flag(path, aliases.get(name, name), kind)


def walk(body: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value that is not an object, with its path; lists count as one value."""
    for key, value in body.items():
        if isinstance(value, Mapping):
            yield from walk(value, (*above, key))
        else:
            yield (*above, key), value


def _endpoint(row: Mapping[str, Any]) -> EndpointRow:
    scopes = (tuple(row["classic"]), tuple(row["granular"]))
    return EndpointRow(row["key"], row["path"], *scopes, row["label"], row["page_size_max"])


def _holders(controls: set[str], locks: set[str], named: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """A lock holds the control of its own name, everything beneath it, and what the facts say beside that."""
    elsewhere = _turned(named)
    return {
        control: tuple(name for name in (*_upwards(control), *elsewhere.get(control, ())) if name in locks)
        for control in controls
    }


def _upwards(control: str) -> Iterator[str]:
    parts = control.split(".")
    for end in range(len(parts), 0, -1):
        yield ".".join(parts[:end])


def _turned(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    turned: dict[str, tuple[str, ...]] = {}
    for lock, controls in table.items():
        for control in controls:
            turned[control] = (*turned.get(control, ()), lock)
    return turned
