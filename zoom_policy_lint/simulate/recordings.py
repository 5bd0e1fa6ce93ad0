"""Cloud recordings of a simulated account."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What was recorded in one run of a meeting. `host` is a user's id; `start` is in UTC."""

    uuid: str
    meeting: int
    host: str
    start: datetime
    topic: str
    type: int = 2
    """The type of the meeting."""
    duration: int = 40
    """Minutes."""
    files: tuple[str, ...] = ("MP4", "M4A")
    """Zoom's types of files: MP4, M4A, CHAT, TRANSCRIPT, CC, SUMMARY."""
    passcode: str = field(default="", repr=False)
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What differs from a new recording, by name."""
    deleted_after_days: int | None = None
    """None: it stays until somebody deletes it."""

    @property
    def auto_delete_date(self) -> date | None:
        """The day on which Zoom deletes it by itself."""
        if self.deleted_after_days is None:
            return None
        return self.start.date() + timedelta(days=self.deleted_after_days)
