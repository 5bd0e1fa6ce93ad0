"""Which fields of a settings answer the catalogue knows, and which of them are secrets."""

from collections.abc import Iterator, Mapping
from functools import cache

from zoom_policy_lint.catalogue import Place, setting, settings
from zoom_policy_lint.catalogue.rows import rows
from zoom_policy_lint.model.words import Level


def secrets() -> Mapping[str, str]:
    """Dotted path of each secret field -> what may be kept of it: `passcode` (its shape) or `nothing`."""
    return _secrets()


@cache
def _secrets() -> dict[str, str]:
    return {row["path"]: row["keep"] for row in rows("secrets")}


@cache
def harmless() -> frozenset[str]:
    """Dotted paths of all fields that are known and no secret, with every path that encloses one."""
    paths = {path for _, place in _places() for path in _paths(place)} - _secrets().keys()
    return frozenset(prefix for path in paths for prefix in _prefixes(path))


@cache
def sections(level: Level) -> frozenset[str]:
    """The topmost names under which a level's settings and lock flags stand."""
    return frozenset(
        path.split(".")[0].removesuffix("[]") for at, place in _places() if at == level for path in _paths(place)
    )


def _places() -> Iterator[tuple[Level, Place]]:
    for key in settings():
        row = setting(key)
        if row is not None:
            yield from row.levels.items()


def _paths(place: Place) -> Iterator[str]:
    return (path.path for path in (*place.paths, *place.locks))


def _prefixes(path: str) -> Iterator[str]:
    steps = path.split(".")
    return (".".join(steps[:end]) for end in range(1, len(steps) + 1))
