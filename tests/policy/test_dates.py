"""Days as people write and count them."""

from datetime import date

from tests.support.each import each
from zoom_policy_lint.policy.dates import months_later, parse_date


@each(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-09-03", 24, "2028-09-03"),
        ("2026-09-03", 0, "2026-09-03"),
        ("9999-06-30", 12, "9999-12-31"),
    ],
)
def test_months_are_those_of_the_calendar(day, months, then):
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_a_day_is_read_as_it_is_written():
    assert parse_date("2026-09-03") == date(2026, 9, 3)


@each("text", ["2026-02-30", "20260903", "2026-W36-4", "03/09/2026", "2026-9-3", "٢٠٢٦-٠٩-٠٣", "", None, 2026])
def test_whatever_else_is_written_is_no_day(text):
    assert parse_date(text) is None
