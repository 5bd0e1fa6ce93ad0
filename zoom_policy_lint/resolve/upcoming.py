"""Which meetings still lie ahead, and when they start.

Zoom gives times in UTC, or as local time beside the name of a zone. Daylight saving makes one local hour of the year
come twice; the later of the two counts, so that a meeting is never taken for past too soon.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from zoom_policy_lint.catalogue.types import moment

NO_FIXED_TIME, SERIES = 3, 8
"""Zoom's types of recurring meetings: without and with fixed times."""

_TYPES = (1, 2, 3, 4, 8, 10)
_DELETED = "deleted"


def is_past(fields: Mapping[str, Any], body: Mapping[str, Any] | None, taken_at: datetime) -> bool:
    """Whether a meeting is surely over or running at `taken_at`; what cannot be told lies ahead.

    `fields` is its row in Zoom's list, `body` Zoom's answer about it, where it was read. A series is past when every
    occurrence of the answer is past or deleted (where there is none, when its start is past too); a recurring meeting
    without fixed time never is.
    """
    told = [one for one in (fields, body) if one is not None]
    types = {_type(one.get("type")) for one in told if "type" in one}
    if not types or None in types or NO_FIXED_TIME in types:
        return False
    if SERIES in types and body is None:
        return False
    if SERIES in types and body is not None and body.get("occurrences") != []:
        return _all_past(body.get("occurrences"), body.get("timezone"), taken_at)
    ends = [start_of(one) for one in told if "start_time" in one]
    if SERIES in types and body is not None:
        ends += _last_day(body)
    return bool(ends) and all(end is not None and end <= taken_at for end in ends)


def _last_day(body: Mapping[str, Any]) -> list[datetime | None]:
    """When a series ends, if its answer says so; None where it does so not understandably."""
    recurrence = body.get("recurrence")
    if not isinstance(recurrence, Mapping):
        return [] if recurrence is None else [None]
    return [instant(recurrence["end_date_time"], body.get("timezone"))] if "end_date_time" in recurrence else []


def start_of(told: Mapping[str, Any]) -> datetime | None:
    """When a meeting starts, in UTC, as a row or an answer tells it; None when it does not, or not understandably."""
    return instant(told.get("start_time"), told.get("timezone"))


def upcoming_occurrences(body: Mapping[str, Any], taken_at: datetime) -> tuple[tuple[str, datetime], ...]:
    """Id and start (UTC) of every occurrence that is not deleted and starts after `taken_at`, as far as told."""
    found = []
    for occurrence in _occurrences(body.get("occurrences")):
        id_, start = occurrence.get("occurrence_id"), instant(occurrence.get("start_time"), body.get("timezone"))
        if isinstance(id_, str) and id_ and start and start > taken_at and occurrence.get("status") != _DELETED:
            found.append((id_, start))
    return tuple(sorted(found, key=lambda one: (one[1], one[0])))


def has_untold_occurrences(body: Mapping[str, Any]) -> bool:
    """Whether a series may have occurrences ahead whose day, or the id to ask for them by, its answer does not tell."""
    occurrences = body.get("occurrences")
    if not isinstance(occurrences, list) or not occurrences:
        return True
    known = list(_occurrences(occurrences))
    return len(known) < len(occurrences) or any(not _is_told(one, body.get("timezone")) for one in known)


def _is_told(occurrence: Mapping[str, Any], zone: Any) -> bool:
    id_ = occurrence.get("occurrence_id")
    told = isinstance(id_, str) and bool(id_) and instant(occurrence.get("start_time"), zone) is not None
    return told or occurrence.get("status") == _DELETED


def instant(text: Any, zone: Any) -> datetime | None:
    """A time of Zoom's in UTC: with its own offset, or as local time of the named zone; None when it is neither."""
    if not isinstance(text, str):
        return None
    found = moment(text)
    if found is None:
        found = _local(text, zone)
    try:
        return found.astimezone(UTC) if found else None
    except OverflowError:
        return None


def zone_of(name: Any) -> ZoneInfo | None:
    """A time zone by its name, or None when nobody knows it."""
    if not isinstance(name, str) or not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _local(text: str, zone: Any) -> datetime | None:
    known = zone_of(zone)
    if known is None or "T" not in text.upper().replace(" ", "T"):
        return None
    try:
        naive = datetime.fromisoformat(text)
    except ValueError:
        return None
    return max((naive.replace(tzinfo=known, fold=fold) for fold in (0, 1)), key=_utc)


def _utc(time: datetime) -> float:
    return time.timestamp()


def _all_past(occurrences: Any, zone: Any, taken_at: datetime) -> bool:
    if not isinstance(occurrences, list):
        return False
    known = list(_occurrences(occurrences))
    return len(known) == len(occurrences) and all(_is_over(one, zone, taken_at) for one in known)


def _is_over(occurrence: Mapping[str, Any], zone: Any, taken_at: datetime) -> bool:
    start = instant(occurrence.get("start_time"), zone)
    return occurrence.get("status") == _DELETED or (start is not None and start <= taken_at)


def _occurrences(value: Any) -> Iterator[Mapping[str, Any]]:
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else iter(())


def _type(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value in _TYPES else None
