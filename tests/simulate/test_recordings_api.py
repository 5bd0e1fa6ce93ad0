from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from zoom_policy_lint.simulate import Behaviour, LongSpan, Recording, compliant_school, demo_school

SCHOOL = compliant_school()
HEAD = SCHOOL.users[0]
GONE = next(user for user in SCHOOL.users if user.status == "inactive")
AWKWARD = ["/tXb3mQ9RkC4uJw7pLz2aA==", "b8//Qm3VTfK5xW0yNc6dHg=="]
ONE_SLASH = "q7/Zd0sLRy6uTm1vGh4nWA=="
NONE_THERE = (404, {"code": 3301, "message": "There is no recording for this meeting."})


def recording(uuid="abc==", day="2026-11-24", **fields):
    given = {"meeting": 91234567890, "host": HEAD.id, "topic": "Choir", "passcode": "Abcdefg1"} | fields
    return Recording(uuid=uuid, start=datetime.fromisoformat(f"{day}T08:00:00").replace(tzinfo=UTC), **given)


def having(client_of, *recordings, **behaviour):
    return client_of(replace(SCHOOL, recordings=recordings), Behaviour(rate_limits=False, **behaviour))


def days(client, first=None, last=None, **query):
    span = {name: day for name, day in (("from", first), ("to", last)) if day}
    rows = client.rows(f"/users/{HEAD.id}/recordings", "meetings", **span, **query)
    return [row["start_time"][:10] for row in rows]


def once(text):
    return quote(text, safe="")


MONTHS = [recording(f"{day}==", day) for day in ("2026-10-24", "2026-10-31", "2026-11-01", "2026-11-24")]


def test_only_today_is_listed_unless_days_are_asked_for(client_of):
    client = having(client_of, *MONTHS)
    assert days(client) == ["2026-11-24"]
    body = client.body(f"/users/{HEAD.id}/recordings")
    assert (body["from"], body["to"], body["page_size"]) == ("2026-11-24", "2026-11-24", 30)
    assert "page_number" not in body


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2026-10-01", "2026-10-31", ["2026-10-24", "2026-10-31"]),
        ("2026-10-31", "2026-11-01", ["2026-10-31", "2026-11-01"]),
        ("2026-11-01", None, ["2026-11-01", "2026-11-24"]),
        ("2026-11-02", "2026-11-23", []),
    ],
)
def test_both_ends_of_a_span_belong_to_it(client_of, first, last, found):
    assert days(having(client_of, *MONTHS), first, last) == found


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        ("2026-10-24", "2026-11-24", False),
        ("2026-10-23", "2026-11-24", True),
        ("2026-01-31", "2026-02-28", False),
        ("2026-01-30", "2026-03-01", True),
        ("2025-12-15", "2026-01-15", False),
        ("2025-11-24", "2026-11-24", True),
        ("0001-01-01", "9999-12-31", True),
    ],
)
def test_more_than_a_month_is_refused(client_of, first, last, refused):
    answer = having(client_of).get(f"/users/{HEAD.id}/recordings", **{"from": first, "to": last})
    assert answer.status_code == (400 if refused else 200)
    if refused:
        assert answer.json() == {"code": 300, "message": "The date range must not exceed one month."}


def test_whether_a_long_span_is_cut_without_a_word_is_a_switch(client_of):
    client = having(client_of, *MONTHS, long_span=LongSpan.CUT)
    assert days(client, "2026-01-01", "2026-11-24") == ["2026-10-31", "2026-11-01", "2026-11-24"]
    body = client.body(f"/users/{HEAD.id}/recordings", **{"from": "2026-01-01", "to": "2026-11-24"})
    assert body["from"] == "2026-10-25"


def test_a_day_that_is_none_is_refused(client_of):
    answer = having(client_of).get(f"/users/{HEAD.id}/recordings", **{"from": "2026-02-30"})
    assert answer.json()["errors"] == [{"field": "from", "message": "Invalid field."}]


def test_recordings_come_in_pages(client_of):
    client = having(client_of, *(recording(f"{number}==") for number in range(45)))
    assert len(days(client)) == len(days(client, page_size=300)) == 45
    assert client.body(f"/users/{HEAD.id}/recordings")["total_records"] == 45


def test_recordings_of_leavers_are_listed_and_those_of_others_are_not(client_of):
    client = having(client_of, recording(host=GONE.id))
    assert days(client) == []
    assert client.body(f"/users/{GONE.id}/recordings")["total_records"] == 1
    assert client.get("/users/nobody/recordings").json()["code"] == 1001


def test_nothing_is_in_the_trash(client_of):
    assert days(having(client_of, recording()), trash="true") == []


@pytest.mark.parametrize("uuid", ["abc==", ONE_SLASH])
def test_an_ordinary_uuid_is_found_encoded_once_or_twice(client_of, uuid):
    client = having(client_of, recording(uuid))
    for part in (once(uuid), once(once(uuid))):
        assert client.body(f"/meetings/{part}/recordings")["uuid"] == uuid
        assert client.body(f"/meetings/{part}/recordings/settings")["topic"] == "Choir"


@pytest.mark.parametrize("uuid", AWKWARD)
def test_an_awkward_uuid_is_found_only_when_it_is_encoded_twice(client_of, uuid):
    client = having(client_of, recording(uuid))
    for ending in ("recordings", "recordings/settings"):
        assert client.get(f"/meetings/{once(once(uuid))}/{ending}").status_code == 200
        answer = client.get(f"/meetings/{once(uuid)}/{ending}")
        assert (answer.status_code, answer.json()) == NONE_THERE


def test_the_demo_school_has_recordings_with_awkward_uuids():
    assert set(AWKWARD) | {ONE_SLASH} <= {one.uuid for one in demo_school().recordings}


def test_the_number_of_a_meeting_means_its_latest_recording(client_of):
    client = having(client_of, recording("new==", "2026-11-20"), recording("old==", "2026-11-10"))
    assert client.body("/meetings/91234567890/recordings")["uuid"] == "new=="


@pytest.mark.parametrize("name", ["1", "gone%3D%3D"])
def test_what_was_not_recorded_is_refused_in_zooms_words(client_of, name):
    client = having(client_of, recording())
    for ending in ("recordings", "recordings/settings"):
        answer = client.get(f"/meetings/{name}/{ending}")
        assert (answer.status_code, answer.json()) == NONE_THERE


def test_a_recording_that_zoom_will_delete_says_when(client_of):
    client = having(client_of, recording("a==", deleted_after_days=30), recording("b=="))
    assert client.body("/meetings/a%3D%3D/recordings/settings")["auto_delete_date"] == "2026-12-24"
    kept = client.body("/meetings/b%3D%3D/recordings/settings")
    assert kept["auto_delete"] is False
    assert "auto_delete_date" not in kept


def test_the_files_of_a_recording_are_counted_and_weighed(client_of):
    kinds = ("MP4", "M4A", "CHAT", "TRANSCRIPT", "CC", "SUMMARY")
    row = having(client_of, recording(files=kinds)).body(f"/users/{HEAD.id}/recordings")["meetings"][0]
    assert tuple(file["file_type"] for file in row["recording_files"]) == kinds
    assert row["recording_count"] == 6
    assert row["total_size"] == sum(file["file_size"] for file in row["recording_files"])


def test_the_passcode_of_a_recording_is_there_for_a_reader_to_drop(client_of):
    client = having(client_of, recording())
    assert client.body("/meetings/abc%3D%3D/recordings/settings")["password"] == "Abcdefg1"
    assert "recording_play_passcode" in client.body(f"/users/{HEAD.id}/recordings")["meetings"][0]


@pytest.mark.parametrize(
    ("passcode", "shown", "sent", "password"),
    [
        ("Abcdefg1", True, False, "Abcdefg1"),
        ("Abcdefg1", False, False, None),
        ("Abcdefg1", False, True, ""),
        ("", True, False, None),
        ("", True, True, ""),
    ],
)
def test_whether_and_how_a_passcode_is_told_are_switches(client_of, passcode, shown, sent, password):
    client = having(client_of, recording(passcode=passcode), recording_passcode_shown=shown, empty_passcode_sent=sent)
    for ending in ("recordings", "recordings/settings"):
        assert client.body(f"/meetings/abc%3D%3D/{ending}").get("password") == password


def test_a_passcode_is_in_no_repr():
    assert "Abcdefg1" not in repr(recording())
