"""The months that lists of recordings are asked for: Zoom answers for a month at the most."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

Span = tuple[str, str]
"""A first and a last day, both included, as ISO dates."""

_DAY = timedelta(days=1)


def spans(today: date, months: int) -> Iterator[Span]:
    """Every day from so many months before today until today, calendar month by calendar month.

    A day before and a day after are added, since Zoom does not say in which time zone its days begin.
    """
    first, last = _months_before(today, months) - _DAY, today + _DAY
    while first <= last:
        end = min(_last_of_month(first), last)
        yield first.isoformat(), end.isoformat()
        first = end + _DAY


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last of that month where it is shorter (31 March → 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(year, month + 1, 1)
    return min(first.replace(day=1) + timedelta(days=day.day - 1), _last_of_month(first))


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
