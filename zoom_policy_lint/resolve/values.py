"""Readers: made once per setting and level, then asked for every resource."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from zoom_policy_lint.catalogue import Setting, ValuePath, fits
from zoom_policy_lint.catalogue.fields import Field
from zoom_policy_lint.model.resource import Read, Resource
from zoom_policy_lint.model.words import Reason
from zoom_policy_lint.resolve.reading import Reading, unread


class _Missing(Enum):
    """Marks what an answer does not have: one key, or the whole section that should hold it."""

    KEY = "Zoom's answer does not hold it"
    SECTION = "Zoom's answer does not hold the section that it belongs to"


_NONE_NAMED = "Zoom's answer is a list with nothing in it"
"""An empty list of known values may say that there is none, or nothing at all: it may be wrong, but never right."""


class ValueReader:
    """Reads one setting of one level out of a resource's answers.

    `endpoint` is the id of the level's settings endpoint. The first path is canonical; a twin may be left out by Zoom
    (then the other decides) but may not be unread, null, mistyped or unknown. Both values are given when both came.
    An empty list of known values is given as one that may be wrong and is never right.
    """

    def __init__(self, row: Setting, paths: tuple[ValuePath, ...], endpoint: str) -> None:
        self._kind = row.type
        self._known = row.known
        self._paths = tuple((tuple(str(Read(endpoint, view)) for view in path.views), path.keys) for path in paths)

    @property
    def paths(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Everywhere it looks: `str(Read)` and the path in the answer."""
        return tuple((read, keys) for reads, keys in self._paths for read in reads)

    def __call__(self, resource: Resource) -> Reading:
        """What the resource's answers hold; never raises."""
        if len(self._paths) == 1:
            return self._either(resource, *self._paths[0])
        readings = [self._either(resource, *path) for path in self._paths]
        return _joined([reading for reading in readings if not reading.key_absent] or readings[:1])

    def _either(self, resource: Resource, reads: tuple[str, ...], keys: tuple[str, ...]) -> Reading:
        """One path; where two views may hold it, whichever does (and both where both do, or one was not read)."""
        if len(reads) == 1:
            return self._one(resource, reads[0], keys)
        readings = [self._one(resource, read, keys) for read in reads]
        answered = [reading for reading in readings if reading.reason is not Reason.ABSENT]
        return _joined(answered or readings[:1])

    def _one(self, resource: Resource, read: str, keys: tuple[str, ...]) -> Reading:
        body = resource.bodies.get(read)
        if body is None:
            return _not_read(resource, read)
        value = walk(body, keys)
        if isinstance(value, _Missing):
            return _absent(value)
        return self._understand(value)

    def _understand(self, value: Any) -> Reading:
        if value is None:
            return unread(Reason.NULL, "Zoom gave no value (null)")
        if not fits(self._kind, value):
            return unread(Reason.TYPE, f"Zoom gave a value that is not {self._kind}", value)
        if self._known:
            for item in value if isinstance(value, list) else (value,):
                if item not in self._known:
                    return unread(Reason.NEW_VALUE, "Zoom gave a value whose meaning is not known", value)
            if value == []:
                return Reading((value,), Reason.ABSENT, _NONE_NAMED, value)
        return Reading((value,))


def _joined(readings: list[Reading]) -> Reading:
    """Readings of one control as one: every value, and the first gap."""
    if len(readings) == 1:
        return readings[0]
    values = tuple(value for reading in readings for value in reading.values)
    gap = next((reading for reading in readings if reading.reason is not None), Reading())
    return Reading(values, gap.reason, gap.detail, gap.seen, gap.key_absent)


class LockReader:
    """Reads whether a lock flag holds a setting at one level; it may stand at several paths, and all must hold."""

    def __init__(self, paths: tuple[ValuePath, ...], endpoint: str) -> None:
        self._paths = tuple((str(Read(endpoint, path.view)), path.keys) for path in paths)

    def __call__(self, resource: Resource) -> Reading:
        """True, False, or why it is not known."""
        readings = [self._one(resource, *path) for path in self._paths]
        if any(reading.values == (False,) for reading in readings):
            return Reading((False,))
        broken = [reading for reading in readings if reading.reason is not None and not reading.key_absent]
        if broken:
            return broken[0]
        return next((reading for reading in readings if reading.understood), readings[0])

    def _one(self, resource: Resource, read: str, keys: tuple[str, ...]) -> Reading:
        body = resource.bodies.get(read)
        if body is None:
            return _not_read(resource, read)
        value = walk(body, keys)
        if isinstance(value, _Missing):
            return _absent(value)
        if value in ("true", "false"):
            return Reading((value == "true",))  # some lock flags are typed as text
        if not isinstance(value, bool):
            reason = Reason.NULL if value is None else Reason.TYPE
            return unread(reason, "Zoom gave a lock flag that is neither true nor false", value)
        return Reading((value,))


class FieldReader:
    """Reads one field of a resource."""

    def __init__(self, row: Field) -> None:
        self._row = row
        # An empty passcode has no classes of characters, and that is what Zoom means.
        self._may_be_none = row.name.endswith(".classes")

    def __call__(self, resource: Resource) -> Reading:
        """The field's value, or why there is none."""
        row = self._row
        holder = resource.bodies.get(row.endpoint) if row.in_body else resource.fields
        value = walk(holder, row.keys) if holder is not None else _Missing.SECTION
        if isinstance(value, _Missing):
            gap = next((resource.unread[read] for read in row.reads if read in resource.unread), None)
            if gap is not None:
                return unread(gap.reason, gap.detail)
            if holder is None:
                return unread(Reason.NOT_PULLED, "this part of the account was not asked for")
            return unread(Reason.ABSENT, f"Zoom's answer does not hold “{row.name}”")
        return self._understand(row.name, value)

    def _understand(self, name: str, value: Any) -> Reading:
        if value is None:
            return unread(Reason.NULL, f"Zoom gave no value for “{name}” (null)")
        if not fits(self._row.type, value):
            return unread(Reason.TYPE, f"Zoom gave a “{name}” that is not {self._row.type}")
        if self._row.filled and not value.strip():
            return unread(Reason.ABSENT, f"Zoom gave an empty “{name}”")
        return self._known(name, value) if self._row.known else Reading((value,))

    def _known(self, name: str, value: Any) -> Reading:
        items = value if isinstance(value, list) else [value]
        if any(item not in self._row.known for item in items):
            return unread(Reason.NEW_VALUE, f"Zoom gave a “{name}” whose meaning is not known")
        if not items and not self._may_be_none:
            return unread(Reason.ABSENT, f"Zoom's answer names no “{name}”")
        return Reading((value,))


def walk(body: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    """The value at a path, or a _Missing; a step `name[]` gives a list with one entry for every item."""
    value: Any = body
    for depth, key in enumerate(keys):
        if key.endswith("[]"):
            return _walk_items(value, key[:-2], keys[depth + 1 :])
        if not isinstance(value, dict):
            return _Missing.SECTION
        if key not in value:
            return _Missing.SECTION if depth == 0 and len(keys) > 1 else _Missing.KEY
        value = value[key]
    return value


def _absent(missing: _Missing) -> Reading:
    return Reading((), Reason.ABSENT, missing.value, key_absent=missing is _Missing.KEY)


def _walk_items(value: Any, key: str, rest: tuple[str, ...]) -> Any:
    items = value.get(key) if isinstance(value, dict) else None
    if not isinstance(items, list):
        return _Missing.KEY
    found = [walk(item, rest) for item in items]
    return _Missing.KEY if any(isinstance(item, _Missing) for item in found) else found


def _not_read(resource: Resource, read: str) -> Reading:
    gap = resource.unread.get(read)
    if gap is not None:
        return unread(gap.reason, gap.detail)
    return unread(Reason.NOT_PULLED, "this part of the account was not asked for")
