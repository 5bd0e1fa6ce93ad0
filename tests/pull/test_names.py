from datetime import UTC, datetime

import pytest

from tests.pull.fakes import NOW, OCCURRENCES, SERIES, meeting, recording
from tests.support.each import each
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull.names import meeting_name, plain_name, recording_name

HOST = "head@school.example"


def name(row, body=None, now=NOW):
    return meeting_name(HOST, str(row["id"]), row, body or {}, now)


def test_a_meeting_is_named_by_host_start_and_the_end_of_its_number():
    assert name(meeting(91234567890)) == "head@school.example, Mon 30 Nov 2026 09:00 Europe/London, …7890"


@each(
    ("start", "zone", "shown"),
    [
        ("2026-07-06T09:00:00Z", "Europe/London", "Mon 6 Jul 2026 10:00 Europe/London"),
        ("2026-10-25T00:30:00Z", "Europe/London", "Sun 25 Oct 2026 01:30 Europe/London"),
        ("2026-10-25T01:30:00Z", "Europe/London", "Sun 25 Oct 2026 01:30 Europe/London"),
        ("2026-03-29T01:00:00Z", "Europe/London", "Sun 29 Mar 2026 02:00 Europe/London"),
        ("2026-11-30T23:30:00Z", "Asia/Kolkata", "Tue 1 Dec 2026 05:00 Asia/Kolkata"),
        ("2026-11-30T09:00:00", "Europe/Rome", "Mon 30 Nov 2026 09:00 Europe/Rome"),
        ("2026-11-30T09:00:00Z", "Atlantis/Capital", "Mon 30 Nov 2026 09:00 UTC"),
        ("2026-11-30T09:00:00+02:00", None, "Mon 30 Nov 2026 07:00 UTC"),
        ("2026-11-30T09:00:00", None, "start unknown"),
        ("next week", "Europe/London", "start unknown"),
        (None, "Europe/London", "start unknown"),
        (1796029200, "Europe/London", "start unknown"),
    ],
)
def test_the_start_is_told_in_the_meeting_s_own_time_zone_where_that_is_known(start, zone, shown):
    assert name(meeting(91234567890, start_time=start, timezone=zone)) == f"{HOST}, {shown}, …7890"


def test_a_start_that_the_list_does_not_tell_is_taken_from_the_meeting_s_own_answer():
    assert "30 Nov 2026" in name({"id": 91234567890}, meeting(91234567890))


def test_a_meeting_without_fixed_time_says_so():
    assert name(meeting(91234567890, type=3)) == f"{HOST}, no fixed time, …7890"
    assert name({"id": 91234567890}, {"type": 3}) == f"{HOST}, no fixed time, …7890"


def test_a_series_goes_by_its_next_occurrence():
    body = SERIES | {"occurrences": OCCURRENCES}
    assert name(SERIES, body) == f"{HOST}, Mon 7 Dec 2026 09:00 Europe/London, …7890"
    assert "16 Nov 2026" in name(SERIES, body, now=datetime(2027, 1, 1, tzinfo=UTC))


def test_a_recording_is_named_by_host_start_and_the_end_of_its_meeting_s_number():
    assert recording_name(HOST, recording("a")) == "head@school.example, Mon 12 Oct 2026 10:00 UTC, …4821"


@pytest.mark.parametrize("number", [None, True, "71234564821", 7.5, []])
def test_a_recording_without_a_number_goes_by_host_and_start(number):
    assert recording_name(HOST, recording("a", id=number)) == "head@school.example, Mon 12 Oct 2026 10:00 UTC"


def test_a_start_of_a_recording_that_is_not_understood_is_said():
    assert recording_name(HOST, {"uuid": "a"}) == f"{HOST}, start unknown"


def test_users_go_by_address_groups_by_name_and_both_else_by_id():
    assert plain_name(Level.USER, "u1", {"email": HOST, "name": "x"}) == HOST
    assert plain_name(Level.GROUP, "g1", {"name": "Teachers"}) == "Teachers"
    assert plain_name(Level.USER, "u1", {"email": 5}) == plain_name(Level.USER, "u1", {"email": ""}) == "u1"
