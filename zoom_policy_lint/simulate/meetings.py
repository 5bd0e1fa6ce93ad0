"""Scheduled meetings of a simulated account, and where they stand in time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

NO_FIXED_TIME, SERIES = 3, 8
"""Zoom's types of recurring meetings; 2 is a single one."""
KEPT = timedelta(days=30)
"""How long after its time the number of a single meeting is still known (Zoom's API facts)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One time of a series; what it has not of its own is as in the series. `start` is in UTC."""

    start: datetime
    duration: int | None = None
    """Minutes."""
    deleted: bool = False
    agenda: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What was changed for this time only, by path within `settings`."""

    @property
    def id(self) -> str:
        """Zoom's id of an occurrence: its start in milliseconds."""
        return f"{int(self.start.timestamp())}000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One scheduled meeting or series. `host` is a user's id; `start` is in UTC, None where there is no fixed time."""

    id: int
    uuid: str
    host: str
    topic: str
    type: int = 2
    """2 single, 3 recurring without fixed time, 8 recurring with fixed times."""
    start: datetime | None = None
    duration: int = 40
    """Minutes."""
    timezone: str = "Europe/London"
    agenda: str = ""
    instructions: str = ""
    """The school's own text in the invitation."""
    passcode: str = field(default="", repr=False)
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What differs from a new meeting, by path within `settings`; `use_pmi` gives the host's personal meeting ID."""
    recurrence: Mapping[str, Any] = field(default_factory=dict)
    occurrences: tuple[Occurrence, ...] = ()
    alternative_hosts: tuple[str, ...] = ()
    """Users' ids, or addresses of people who are none."""
    registrants: int = 0
    created: datetime = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)

    def occurrence(self, id_: str) -> Occurrence | None:
        """The occurrence with this id, deleted ones included."""
        return next((one for one in self.occurrences if one.id == id_), None)

    def ends(self, occurrence: Occurrence) -> datetime:
        """When an occurrence ends, in UTC."""
        return occurrence.start + timedelta(minutes=occurrence.duration or self.duration)

    def times(self) -> list[tuple[datetime, datetime]]:
        """Start and end of every time that stands; none for a meeting without fixed time."""
        if self.type == SERIES:
            return [(one.start, self.ends(one)) for one in self.occurrences if not one.deleted]
        return [(self.start, self.start + timedelta(minutes=self.duration))] if self.start else []

    def has_expired(self, now: datetime) -> bool:
        """Whether Zoom no longer knows the number."""
        return self.type not in (NO_FIXED_TIME, SERIES) and all(start + KEPT < now for start, _ in self.times())

    def is_running(self, now: datetime) -> bool:
        """Whether it takes place right now, if the host came."""
        return any(start <= now < end for start, end in self.times())

    def lies_ahead(self, now: datetime) -> bool:
        """Whether some time of it is still to come, or may come at any time."""
        return self.type == NO_FIXED_TIME or any(start > now for start, _ in self.times())
