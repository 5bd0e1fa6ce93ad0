"""How far Zoom's answers and the catalogue have drifted apart: new settings, vanished ones, values outside the known.

Only names of settings and words of Zoom's own are kept of what is seen, never whose they are. What a school typed in
(names, addresses, texts) is not shown: a value only where the catalogue lists values or the type is no text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from zoom_policy_lint.model.resource import Read, Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.resolve.drift_values import kind_of, odd
from zoom_policy_lint.resolve.expected import Known, anywhere, expected, keys_by_path, known_at, settings_endpoints

AUDIT_LIMITS: Mapping[Level, int] = {Level.USER: 25, Level.MEETING: 25, Level.RECORDING: 25}
"""How many resources an audit looks at: enough to notice something new, and the same cost however big the account."""

_MOST_DISTINCT = 500
"""Different new settings, and different odd values, that are remembered; what Zoom sends has no bound of its own."""

MOST_ITEMS = 50
"""Items of one list of sections that are looked into."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,79}")
"""How Zoom writes keys; anything else may be somebody's name or address."""


@dataclass(frozen=True, slots=True, order=True)
class NewKey:
    """A path that Zoom returned at a level, in an `option` view, and that the catalogue does not have at that level.

    `kind` says in words what stood there; `known_as` is the key of the setting that the catalogue knows by this path at
    another level, or empty. `resources` is how many returned it.
    """

    level: Level
    view: str
    path: str
    kind: str
    known_as: str
    resources: int = 0


@dataclass(frozen=True, slots=True, order=True)
class OddValue:
    """A value outside the known ones (`wanted` is empty), or of another type (in the catalogue's words) than `wanted`.

    `shown` is the value where it can only be a word or number of Zoom's own, else what it is ("a text").
    """

    level: Level
    key: str
    shown: str
    wanted: str
    resources: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Vanished:
    """A setting that the catalogue keeps at a level and that no resource returned, though all its views were read.

    Where a whole section is missing, `name` is the section's and `settings` says how many it should hold; else the key
    and 1.
    """

    level: Level
    name: str
    settings: int


@dataclass(frozen=True, slots=True)
class DriftReport:
    """What was found, sorted. `seen` is how many resources were looked at; `more`: what was too much to remember.

    `cut` are the paths of lists of which only the first items were looked into.
    """

    new_keys: tuple[NewKey, ...]
    odd_values: tuple[OddValue, ...]
    vanished: tuple[Vanished, ...]
    seen: Mapping[Level, int]
    more: int
    cut: tuple[str, ...] = ()


class Drift:
    """Compares resources with the catalogue as they come; memory does not grow with the account.

    `limits` says how many resources of a level are looked at (the first that have answers about settings); levels that
    are not named are looked at whole. Meetings and recordings are stored by allow-list, so keys that nobody knows never
    reach a snapshot there, and only values are compared. A null is no drift: Zoom gave no value.
    """

    def __init__(self, limits: Mapping[Level, int] | None = None) -> None:
        self._limits = dict(limits or {})
        self._seen: Counter[Level] = Counter()
        self._read: set[tuple[Level, str]] = set()
        self._sections: set[tuple[Level, str, str]] = set()
        self._returned: set[Known] = set()
        self._cut: set[str] = set()
        self._new: _Bounded[NewKey] = _Bounded()
        self._odd: _Bounded[OddValue] = _Bounded()

    def see(self, resource: Resource) -> None:
        """Look at one resource, whatever it is."""
        row, limit = settings_endpoints().get(resource.level), self._limits.get(resource.level)
        if row is None or (limit is not None and self._seen[resource.level] >= limit):
            return
        found = _Found(resource.level, set(), set(), self._returned, self._cut)
        bodies = {
            view: body for view in row.views if (body := resource.bodies.get(str(Read(row.id, view)))) is not None
        }
        for view, body in bodies.items():
            self._read.add((row.level, view))
            self._sections.update((row.level, view, name) for name in known_at(row.level, view).parts if name in body)
            found.look(view, body, names_kept=row.keep is None)
        self._seen[resource.level] += bool(bodies)
        self._new.add(found.new)
        self._odd.add(found.odd)

    def report(self, *, vanished: bool = True) -> DriftReport:
        """What was found in everything that was seen so far; looking for what vanished takes most of the time."""
        return DriftReport(
            new_keys=tuple(sorted(replace(key, resources=count) for key, count in self._new.counts.items())),
            odd_values=tuple(sorted(replace(value, resources=count) for value, count in self._odd.counts.items())),
            vanished=tuple(sorted(self._vanished())) if vanished else (),
            seen={level: count for level, count in self._seen.items() if count},
            more=self._new.more + self._odd.more,
            cut=tuple(sorted(self._cut)),
        )

    def _vanished(self) -> Iterator[Vanished]:
        sections: Counter[tuple[Level, str]] = Counter()
        for level, row, places in expected():
            if any((level, view) not in self._read for view, _, _ in places):
                continue  # it may stand in what was not read
            if any(node in self._returned for _, _, node in places):
                continue
            if any((level, view, section) in self._sections for view, section, _ in places):
                yield Vanished(level, row.key, 1)
            else:
                sections[level, places[0][1]] += 1
        yield from (Vanished(level, section, count) for (level, section), count in sections.items())


@dataclass(frozen=True, slots=True)
class _Found:
    """What one resource has that is new or odd; and, among those of all, the settings returned and the lists cut."""

    level: Level
    new: set[NewKey]
    odd: set[OddValue]
    returned: set[Known]
    cut: set[str]

    def look(self, view: str, body: Mapping[str, Any], *, names_kept: bool) -> None:
        """Look at one answer; `names_kept`: it was stored with keys that nobody knows."""
        for path, value in self._section(known_at(self.level, view), body, ""):
            # Some accounts repeat in one view what stands in another.
            if names_kept and path not in anywhere(self.level):
                self.new.add(NewKey(self.level, view, path, kind_of(value), keys_by_path().get(path, "")))

    def _section(self, node: Known, body: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
        """Look at a section's parts; gives the paths (and values) that the catalogue does not have."""
        for name, value in body.items():
            path = f"{above}{name if _NAME.fullmatch(name) else '…'}"
            known, items = node.parts.get(name), node.parts.get(f"{name}[]")
            if known is None and items is None:
                yield path, value
            if known is not None:
                yield from self._known(known, value, path)
            if items is not None and isinstance(value, list):
                self.cut.update([path] if len(value) > MOST_ITEMS else [])
                for item in value[:MOST_ITEMS]:
                    if isinstance(item, dict):
                        yield from self._section(items, item, f"{path}[].")

    def _known(self, node: Known, value: Any, path: str) -> Iterator[tuple[str, Any]]:
        if node.parts and isinstance(value, dict):
            yield from self._section(node, value, f"{path}.")
        elif node.setting is not None:
            self.returned.add(node)
            found = odd(node.setting, node.kind, value)
            self.odd.update(OddValue(self.level, node.setting.key, *one) for one in found)
        elif value is not None:
            self.odd.add(OddValue(self.level, path, kind_of(value), "object"))


_Thing = TypeVar("_Thing", NewKey, OddValue)


class _Bounded(Generic[_Thing]):
    """Counts in how many resources each thing was found, for the first so many different things."""

    def __init__(self) -> None:
        self.counts: Counter[_Thing] = Counter()
        self.more = 0

    def add(self, found: set[_Thing]) -> None:
        """One resource has these."""
        for thing in sorted(found):
            if thing in self.counts or len(self.counts) < _MOST_DISTINCT:
                self.counts[thing] += 1
            else:
                self.more += 1
