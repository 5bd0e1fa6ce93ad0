"""Which control a path of an answer belongs to, so that one control under several names or views is one change."""

from collections.abc import Mapping
from functools import cache

from zoom_policy_lint.catalogue import Endpoint, Role, endpoint, endpoints, setting, settings
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level

Name = tuple[str, tuple[str, ...]]
"""Where a control may stand: `str(Read)`, and the steps of the path in the answer."""


@cache
def row_of(read: str) -> Endpoint | None:
    """The endpoint of a read, or None where this version does not know it."""
    try:
        return endpoint(Read.parse(read).endpoint)
    except KeyError:
        return None


def is_lock(read: str) -> bool:
    """Whether the answer holds lock flags."""
    row = row_of(read)
    return row is not None and row.role is Role.LOCKS


def tells_bodies(read: str) -> bool:
    """Whether the answer is kept as a whole, apart from the facts of lists and profiles."""
    row = row_of(read)
    return row is None or row.role in (Role.SETTINGS, Role.LOCKS, Role.TEXTS)


def control(level: Level, path: str, *, lock: bool) -> str:
    """The key of the setting that a path tells (or locks); the path itself where the catalogue has no single one."""
    if not lock:
        return _keys(level).get(path, path)
    keys = _locked(level).get(path, ())
    return keys[0] if len(keys) == 1 else path


@cache
def names(level: Level, key: str, *, lock: bool) -> tuple[Name, ...]:
    """Everywhere that the control of a key may stand at a level, if it may stand in more than one place."""
    row = setting(key)
    if row is None or level not in row.levels:
        return ()
    place = row.levels[level]
    role = Role.LOCKS if lock else Role.SETTINGS
    source = next((one for one in endpoints() if one.level is level and one.role is role), None)
    paths = place.locks if lock else place.paths
    if source is None or any(step.endswith("[]") for path in paths for step in path.keys):
        return ()
    found = tuple((str(Read(source.id, view)), path.keys) for path in paths for view in path.views)
    return found if len(found) > 1 else ()


@cache
def _keys(level: Level) -> Mapping[str, str]:
    rows = [row for row in map(setting, settings()) if row is not None and level in row.levels]
    return {path.path: row.key for row in rows for path in row.levels[level].paths}


@cache
def _locked(level: Level) -> Mapping[str, tuple[str, ...]]:
    """The keys that each lock flag holds; a flag under a setting's own path is that setting's alone."""
    found: dict[str, list[str]] = {}
    for row in filter(None, map(setting, settings())):
        for flag in row.levels[level].locks if level in row.levels else ():
            found.setdefault(flag.path, []).append(row.key)
    own = _keys(level)
    return {path: (own[path],) if own.get(path) in keys else tuple(keys) for path, keys in found.items()}
