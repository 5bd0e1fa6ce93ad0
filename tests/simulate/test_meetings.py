from datetime import UTC, datetime, timedelta

import pytest

from zoom_policy_lint.simulate import Meeting, Occurrence

START = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def single(**fields):
    return Meeting(id=91234567890, uuid="u", host="h", topic="Maths", start=START, duration=40, **fields)


def series(*occurrences):
    return Meeting(id=91234567890, uuid="u", host="h", topic="Maths", type=8, occurrences=occurrences)


@pytest.mark.parametrize(
    ("minutes", "ahead", "running"), [(-1, True, False), (0, False, True), (39, False, True), (40, False, False)]
)
def test_a_meeting_lies_ahead_then_runs_then_is_over(minutes, ahead, running):
    now = START + timedelta(minutes=minutes)
    assert (single().lies_ahead(now), single().is_running(now)) == (ahead, running)


def test_the_number_of_a_single_meeting_is_known_for_thirty_days():
    assert not single().has_expired(START + timedelta(days=30))
    assert single().has_expired(START + timedelta(days=30, seconds=1))


def test_series_and_rooms_do_not_expire():
    years = START + timedelta(days=2000)
    assert not series(Occurrence(start=START)).has_expired(years)
    room = Meeting(id=9123456789, uuid="u", host="h", topic="Room", type=3)
    assert not room.has_expired(years)
    assert room.lies_ahead(years)
    assert room.times() == []


def test_a_deleted_occurrence_is_no_time_of_the_series():
    gone, stands = Occurrence(start=START, deleted=True), Occurrence(start=START - timedelta(weeks=1))
    assert series(gone, stands).times() == [(stands.start, stands.start + timedelta(minutes=40))]
    assert not series(gone, stands).lies_ahead(START - timedelta(days=1))


def test_the_id_of_an_occurrence_is_its_start_in_milliseconds():
    one = Occurrence(start=START)
    assert one.id == "1796029200000"
    assert series(one).occurrence("1796029200000") is one
    assert series(one).occurrence("1") is None


def test_a_passcode_is_in_no_repr():
    assert "Secret12" not in repr(single(passcode="Secret12"))
