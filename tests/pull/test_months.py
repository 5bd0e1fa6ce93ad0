from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoom_policy_lint.pull.months import spans

todays = st.dates(date(2020, 1, 1), date(2060, 12, 31))
months = st.integers(0, 40)


def days(span):
    first, last = map(date.fromisoformat, span)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


@given(todays, months)
def test_every_day_of_the_look_back_is_in_exactly_one_span(today, back):
    covered = [day for span in spans(today, back) for day in days(span)]
    assert covered == [covered[0] + timedelta(days=number) for number in range(len(covered))]
    assert covered[-1] == today + timedelta(days=1)
    # That many months before, a month being at least 28 and at most 31 days.
    assert timedelta(days=28 * back + 1) <= today - covered[0] <= timedelta(days=31 * back + 1)


@given(todays, months)
def test_no_span_is_longer_than_its_calendar_month(today, back):
    for span in spans(today, back):
        assert span[0][:7] == span[1][:7]
        assert 1 <= len(days(span)) <= 31


@pytest.mark.parametrize(
    ("today", "back", "first"),
    [
        (date(2026, 11, 24), 24, "2024-11-23"),
        (date(2026, 3, 31), 1, "2026-02-27"),
        (date(2028, 2, 29), 12, "2027-02-27"),
        (date(2028, 3, 31), 1, "2028-02-28"),
        (date(2026, 1, 1), 1, "2025-11-30"),
    ],
)
def test_the_first_day_is_a_day_before_the_same_day_of_the_month_or_its_last(today, back, first):
    assert next(spans(today, back))[0] == first


def test_the_months_of_a_short_look_back():
    assert list(spans(date(2026, 11, 24), 1)) == [("2026-10-23", "2026-10-31"), ("2026-11-01", "2026-11-25")]
    assert list(spans(date(2026, 11, 30), 0)) == [("2026-11-29", "2026-11-30"), ("2026-12-01", "2026-12-01")]
