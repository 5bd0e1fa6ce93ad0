"""Which meetings lie ahead: only what is surely past is left out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.resolve.upcoming import instant, is_past, start_of, upcoming_occurrences

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
EARLIER, LATER = "2026-11-24T08:59:59Z", "2026-11-24T09:00:01Z"


def row(type_=2, **more):
    return {"type": type_, "timezone": "Europe/London", **more}


def series(*occurrences, **more):
    return row(8, occurrences=list(occurrences), **more)


def occurrence(start, status="available", id_="1"):
    return {"occurrence_id": id_, "start_time": start, "status": status, "duration": 30}


# Single meetings


def test_a_meeting_that_started_is_past():
    assert is_past(row(start_time=EARLIER), None, NOW)


def test_a_meeting_that_starts_at_this_moment_does_not_start_after_it():
    assert is_past(row(start_time="2026-11-24T09:00:00Z"), None, NOW)


def test_a_meeting_that_starts_a_second_later_lies_ahead():
    assert not is_past(row(start_time=LATER), None, NOW)


def test_a_meeting_that_was_moved_meanwhile_lies_ahead_when_either_answer_says_so():
    assert not is_past(row(start_time=EARLIER), row(start_time=LATER), NOW)
    assert not is_past(row(start_time=LATER), row(start_time=EARLIER), NOW)
    assert is_past(row(start_time=EARLIER), row(start_time=EARLIER), NOW)


@each("start", [None, "", "soon", 5, "2026-11-01", "2026-13-45T00:00:00Z", [], {}])
def test_a_start_that_cannot_be_read_is_not_past(start):
    assert not is_past(row(start_time=start), None, NOW)


def test_a_meeting_without_a_start_is_not_past():
    assert not is_past(row(), None, NOW)


@each("type_", [None, "2", True, 7, 99, 2.0, [2]])
def test_a_meeting_of_a_type_that_nobody_knows_is_not_past(type_):
    assert not is_past(row(type_, start_time=EARLIER), None, NOW)


def test_a_meeting_whose_type_was_not_told_is_not_past():
    assert not is_past({"start_time": EARLIER}, None, NOW)


def test_recurring_meetings_without_fixed_time_never_end():
    assert not is_past(row(3, start_time=EARLIER), row(3, start_time=EARLIER), NOW)


# Series


def test_a_series_is_past_when_every_occurrence_is():
    body = series(occurrence("2026-11-10T09:00:00Z"), occurrence("2026-11-17T09:00:00Z"))
    assert is_past(row(8, start_time="2026-11-10T09:00:00Z"), body, NOW)


def test_a_series_with_a_later_occurrence_lies_ahead_though_it_began_long_ago():
    body = series(occurrence("2026-09-01T09:00:00Z"), occurrence("2026-12-01T09:00:00Z"))
    assert not is_past(row(8, start_time="2026-09-01T09:00:00Z"), body, NOW)


def test_deleted_occurrences_do_not_keep_a_series_alive():
    body = series(occurrence("2026-11-17T09:00:00Z"), occurrence("2026-12-01T09:00:00Z", "deleted"))
    assert is_past(row(8), body, NOW)


def test_an_occurrence_of_an_unknown_status_lies_ahead():
    body = series(occurrence("2026-12-01T09:00:00Z", "postponed"))
    assert not is_past(row(8), body, NOW)
    assert [id_ for id_, _ in upcoming_occurrences(body, NOW)] == ["1"]


def test_a_series_of_which_nothing_is_left_is_past_when_its_start_is():
    over, ahead = row(8, start_time=EARLIER, occurrences=[]), row(8, start_time=LATER, occurrences=[])
    assert is_past(row(8, start_time=EARLIER), over, NOW)
    assert not is_past(row(8, start_time=LATER), over, NOW)
    assert not is_past(row(8, start_time=EARLIER), ahead, NOW)
    assert not is_past(row(8), row(8, occurrences=[]), NOW)


@pytest.mark.parametrize(("end", "past"), [(EARLIER, True), (LATER, False), ("soon", False), (None, False)])
def test_a_series_that_says_when_it_ends_is_not_past_before(end, past):
    body = row(8, start_time=EARLIER, occurrences=[], recurrence={"type": 2, "end_date_time": end})
    assert is_past(row(8, start_time=EARLIER), body, NOW) is past


@each("occurrences", [None, [], "none", {}, [None], ["2026-11-17T09:00:00Z"], [{"status": "available"}]])
def test_a_series_whose_occurrences_cannot_be_read_is_not_past(occurrences):
    assert not is_past(row(8), row(8, occurrences=occurrences), NOW)


def test_a_series_whose_answer_was_not_read_is_not_past():
    assert not is_past(row(8, start_time=EARLIER), None, NOW)


def test_occurrences_ahead_come_in_order_without_the_deleted_and_the_past():
    body = series(
        occurrence("2026-12-08T09:00:00Z", id_="c"),
        occurrence("2026-12-01T09:00:00Z", id_="b"),
        occurrence("2026-11-17T09:00:00Z", id_="a"),
        occurrence("2026-12-15T09:00:00Z", "deleted", id_="d"),
    )
    assert [id_ for id_, _ in upcoming_occurrences(body, NOW)] == ["b", "c"]


# Zones and daylight saving


@each(
    ("text", "zone", "utc"),
    [
        ("2026-06-30T10:00:00", "Europe/London", "2026-06-30T09:00:00+00:00"),  # summer time
        ("2026-12-01T10:00:00", "Europe/London", "2026-12-01T10:00:00+00:00"),
        ("2026-10-25T01:30:00", "Europe/London", "2026-10-25T01:30:00+00:00"),  # comes twice: the later one
        ("2026-03-29T01:30:00", "Europe/London", "2026-03-29T01:30:00+00:00"),  # does not exist: the later reading
        ("2026-11-01T01:30:00", "America/New_York", "2026-11-01T06:30:00+00:00"),  # comes twice: the later one
        ("2026-12-01T10:00:00", "Asia/Kolkata", "2026-12-01T04:30:00+00:00"),
        ("2026-12-01T10:00:00Z", "Asia/Kolkata", "2026-12-01T10:00:00+00:00"),  # its own zone goes first
        ("2026-12-01T10:00:00+02:00", "Europe/London", "2026-12-01T08:00:00+00:00"),
        ("2026-12-01T10:00:00Z", None, "2026-12-01T10:00:00+00:00"),
    ],
)
def test_a_time_is_understood_by_its_own_zone_or_by_the_named_one(text, zone, utc):
    assert instant(text, zone).isoformat() == utc


@each("zone", [None, "", "Mars/Olympus", "../etc/passwd", 5, "Europe/London\0"])
def test_a_local_time_of_an_unknown_zone_names_no_moment(zone):
    assert instant("2026-12-01T10:00:00", zone) is None
    assert not is_past(row(start_time="2026-01-01T10:00:00", timezone=zone), None, NOW)


def test_the_hour_that_comes_twice_is_not_past_before_its_second_time():
    between = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
    told = row(start_time="2026-10-25T01:30:00")
    assert start_of(told) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert not is_past(told, None, between)


@given(st.integers(0, 500_000_000), st.integers(1, 10_000_000))
def test_what_is_past_stays_past(start, seconds):
    then = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=start)
    text = then.isoformat()
    assert not is_past(row(start_time=text), None, then - timedelta(seconds=seconds))
    assert is_past(row(start_time=text), None, then + timedelta(seconds=seconds))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda x: st.lists(x, max_size=3)))
def test_nothing_that_zoom_may_send_breaks_it(value):
    told = {"type": value, "start_time": value, "timezone": value, "occurrences": value}
    assert is_past(told, told, NOW) in (True, False)
    assert upcoming_occurrences(told, NOW) == ()
