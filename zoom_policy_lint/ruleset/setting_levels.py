"""The levels at which a rule on settings judges, and where a lock can stand and decides."""

from collections.abc import Iterator, Mapping
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.ruleset.rule import Match, SettingBody
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


def lock_misfits(body: SettingBody) -> Iterator[tuple[PathKey, str, str]]:
    """The same for a lock that must hold where Zoom offers none, or on a setting that need not decide."""
    key, _ = body.settings[0]
    row = setting(key)
    if body.lock is not Lock.REQUIRED or row is None:
        return
    if not any(place.locks for place in row.levels.values()):
        yield ("lock",), f"Zoom offers no lock for “{key}”", "write lock: none"
    elif why := lock_beside_the_point(body):
        yield ("lock",), f"“lock: required” does not go with this rule: {why}", "write lock: preferred"


def lock_beside_the_point(body: SettingBody) -> str:
    """Why the first setting, whose lock is the one that is judged, need not be the one that decides; empty: it is."""
    key, condition = body.settings[0]
    if body.match is not Match.ALL:
        return f"under “match: {body.match}” another setting than the first, whose lock it is, may decide"
    if key in body.unless:
        return "the first setting, whose lock it is, is not judged where the policy allows it (unless)"
    if body.unset is not None and condition.parameters():
        return "the first setting, whose lock it is, is not judged where its parameter is not set (unset)"
    return ""


def _kept(keys: list[str]) -> tuple[Level, ...]:
    rows = [row for key in keys if (row := setting(key)) is not None]
    kept = {level for row in rows for level in row.levels}
    return tuple(level for level in JUDGED_LEVELS if level in kept)
