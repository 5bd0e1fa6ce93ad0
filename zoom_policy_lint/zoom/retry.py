"""How often, and for how long, one call is tried again."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import Random

_SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class Retry:
    """Limits on tries and on time, in seconds.

    The wait between two tries is drawn from nothing up to `base` doubled each time, at most `cap` (full jitter);
    it is never less than Zoom asked for. One longer than `longest` or ending after `total` is not begun.
    `attempt` is the most that one try may take, however slowly its answer drips in. `garbled` is the most tries when
    what comes back is no JSON: whatever answers in Zoom's place will go on doing so.
    """

    tries: int = 6
    garbled: int = 3
    total: float = 180.0
    base: float = 0.5
    cap: float = 30.0
    longest: float = 60.0
    attempt: float = 60.0

    def for_garbled(self) -> "Retry":
        """The limits while answers are garbled."""
        return replace(self, tries=min(self.tries, self.garbled))

    def wait(self, tried: int, elapsed: float, asked: float | None, random: Random) -> float | None:
        """Seconds until the next try after `tried` of them and `elapsed` seconds, or None to give up."""
        if tried >= self.tries:
            return None
        backoff = random.uniform(0.0, min(self.cap, self.base * 2.0**tried))
        wait = max(backoff, asked or 0.0)
        return wait if wait <= self.longest and elapsed + wait <= self.total else None


def retry_after(text: str, now: datetime) -> float | None:
    """Seconds that a `Retry-After` header asks for: an ISO 8601 date-time (Zoom's), an HTTP date or seconds.

    None when it is none of them; a moment that has passed is 0.
    """
    text = text.strip()
    if _SECONDS.fullmatch(text):  # first, since a bare number may also look like a date without dashes
        return float(text)
    moment = _moment(text)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def _moment(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError, IndexError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
