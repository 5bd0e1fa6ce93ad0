"""Days of the calendar, as policies and registers write and count them."""

import re
from calendar import monthrange
from datetime import date
from typing import Any


def parse_date(text: Any) -> date | None:
    """A date written as 2026-09-03, or None."""
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month; the last day there is, where that is beyond."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
