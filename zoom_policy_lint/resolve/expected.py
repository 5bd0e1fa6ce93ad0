"""What the catalogue expects in Zoom's answers about settings: by level, `option` view and path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from zoom_policy_lint.catalogue import Endpoint, Role, Setting, endpoints, setting, settings
from zoom_policy_lint.model.words import Level


@dataclass(eq=False, slots=True)
class Known:
    """What the catalogue knows at one path of a view: a setting, the parts of a section, or both."""

    setting: Setting | None = None
    kind: str = ""
    parts: dict[str, "Known"] = field(default_factory=dict)


@cache
def settings_endpoints() -> Mapping[Level, Endpoint]:
    """The endpoint that tells the settings of each level."""
    return {row.level: row for row in endpoints() if row.role is Role.SETTINGS}


@cache
def known_at(level: Level, view: str) -> Known:
    """Everything that the catalogue keeps at a level in one view, by the steps of its path."""
    root = Known()
    for row in filter(None, map(setting, settings())):
        for path in row.levels[level].paths if level in row.levels else ():
            if view in path.views:
                _put(root, row, path.keys)
    return root


def _put(root: Known, row: Setting, keys: tuple[str, ...]) -> None:
    node = root
    for step in keys:
        node = node.parts.setdefault(step, Known())
    # A path through lists gives one value for every item, so the type is a list once more for each.
    node.setting, node.kind = row, row.type
    for _ in range(sum(step.endswith("[]") for step in keys)):
        node.kind = node.kind.removeprefix("array<").removesuffix(">")


@cache
def anywhere(level: Level) -> frozenset[str]:
    """Every path that the catalogue has at a level in any view, and the sections and lists on the way to it."""
    found: set[str] = set()
    for row in filter(None, map(setting, settings())):
        for path in row.levels[level].paths if level in row.levels else ():
            ways = [".".join(path.keys[:end]) for end in range(1, len(path.keys) + 1)]
            found.update(ways)
            found.update(way.removesuffix("[]") for way in ways)
    return frozenset(found)


@cache
def expected() -> tuple[tuple[Level, Setting, tuple[tuple[str, str, Known], ...]], ...]:
    """Settings whose absence says something: level, row, and where they may stand (view, section, node).

    Left out are parts of items of lists (the list may be empty), deprecated settings, secrets (which are not kept), and
    levels that are stored by allow-list.
    """
    found = []
    for row in filter(None, map(setting, settings())):
        if row.deprecated or row.secret:
            continue
        for level, place in row.levels.items():
            if settings_endpoints()[level].keep is None and not any("[]" in path.path for path in place.paths):
                found.append((level, row, tuple(_places(level, row))))
    return tuple(found)


def _places(level: Level, row: Setting) -> Iterator[tuple[str, str, Known]]:
    for path in row.levels[level].paths:
        for view in path.views:
            node = known_at(level, view)
            for step in path.keys:
                node = node.parts[step]
            yield view, path.keys[0], node


@cache
def keys_by_path() -> Mapping[str, str]:
    """Every path of the catalogue, with the key of its setting."""
    rows = filter(None, map(setting, settings()))
    return {path.path: row.key for row in rows for place in row.levels.values() for path in place.paths}
