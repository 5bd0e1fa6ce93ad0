"""The levels at which a rule on settings judges, and where a lock can stand."""

from collections.abc import Iterator, Mapping
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.ruleset.source import PathKey

JUDGED_LEVELS = (Level.ACCOUNT, Level.GROUP, Level.USER, Level.MEETING, Level.RECORDING)
"""The levels at which settings are judged, in canonical order."""


def levels_of(data: Mapping[str, Any], keys: list[str]) -> tuple[Level, ...]:
    """The levels that a rule judges: those that it says, or all that keep one of its settings."""
    kept = _kept(keys)
    return tuple(level for level in kept if level in data.get("levels", kept))


def level_misfits(data: Mapping[str, Any], keys: list[str]) -> Iterator[tuple[PathKey, str, str]]:
    """Path, sentence and hint of every level that a rule names and that keeps none of its settings."""
    kept = _kept(keys)
    for index, name in enumerate(data.get("levels", ())):
        if Level(name) not in kept:
            message = f"Zoom does not keep this setting at the level “{name}”"
            yield ("levels", index), message, f"it keeps it at: {', '.join(kept)}"


def lock_misfits(lock: Lock, keys: list[str]) -> Iterator[tuple[PathKey, str, str]]:
    """The same for a lock that must hold where Zoom offers none."""
    row = setting(keys[0]) if keys else None
    if lock is Lock.REQUIRED and row is not None and not any(place.locks for place in row.levels.values()):
        yield ("lock",), f"Zoom offers no lock for “{keys[0]}”", "write lock: none"


def _kept(keys: list[str]) -> tuple[Level, ...]:
    rows = [row for key in keys if (row := setting(key)) is not None]
    kept = {level for row in rows for level in row.levels}
    return tuple(level for level in JUDGED_LEVELS if level in kept)
