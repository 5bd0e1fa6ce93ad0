"""A clock that waits for nobody: sleeping moves it on at once."""

from datetime import UTC, datetime, timedelta

DEMO_TIME = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
"""The moment at which the demo school is read; its waivers and statements are judged on this day."""


class DemoClock:
    """Simulated time, shared by a simulated account and the client that reads it."""

    def __init__(self, start: datetime = DEMO_TIME) -> None:
        self._start = start
        self._seconds = 0.0

    def monotonic(self) -> float:
        """Seconds since the start."""
        return self._seconds

    def now(self) -> datetime:
        """The simulated date and time in UTC."""
        return self._start + timedelta(seconds=self._seconds)

    async def sleep(self, seconds: float) -> None:
        """Let time pass without waiting for it."""
        self._seconds += max(seconds, 0.0)
