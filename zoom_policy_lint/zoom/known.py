"""Which fields of an answer the catalogue knows, and which of them are secrets."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache

from zoom_policy_lint.catalogue import Endpoint, Place, setting, settings
from zoom_policy_lint.catalogue.rows import rows
from zoom_policy_lint.model.words import Level

_KEPT_WHOLE = (Level.ACCOUNT, Level.GROUP, Level.USER)


def secrets() -> Mapping[str, str]:
    """Dotted path of each secret field -> what may be kept of it: `passcode` (its shape) or `nothing`."""
    return _secrets()


@cache
def _secrets() -> dict[str, str]:
    return {row["path"]: row["keep"] for row in rows("secrets")}


@cache
def harmless() -> frozenset[str]:
    """Dotted paths of all fields of settings kept whole that are known and no secret, with every enclosing path."""
    paths = {path for place in _places(_KEPT_WHOLE) for path in _paths(place)} - _secrets().keys()
    return frozenset(prefix for path in paths for prefix in _prefixes(path))


def expected(endpoint: Endpoint) -> frozenset[str]:
    """The topmost names of what an endpoint answers: its list, the fields of its allow-list, or its sections."""
    if endpoint.items:
        return frozenset({endpoint.items})
    return _sections(endpoint.level) if endpoint.keep is None else frozenset(map(_first_step, endpoint.keep))


@cache
def _sections(level: Level) -> frozenset[str]:
    """The topmost names under which a level's settings and lock flags stand."""
    return frozenset(_first_step(path) for place in _places((level,)) for path in _paths(place))


def _first_step(path: str) -> str:
    return path.partition(".")[0].removesuffix("[]")


def _places(levels: Collection[Level]) -> Iterator[Place]:
    for key in settings():
        row = setting(key)
        if row is not None:
            yield from (place for level, place in row.levels.items() if level in levels)


def _paths(place: Place) -> Iterator[str]:
    return (path.path for path in (*place.paths, *place.locks))


def _prefixes(path: str) -> Iterator[str]:
    steps = path.split(".")
    return (".".join(steps[:end]) for end in range(1, len(steps) + 1))
