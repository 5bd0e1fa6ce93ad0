from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from zoom_policy_lint.simulate import (
    Behaviour,
    Meeting,
    Occurrence,
    OccurrenceAnswer,
    SeriesStart,
    compliant_school,
    demo_school,
)

SCHOOL = compliant_school()
HEAD, OFFICE = SCHOOL.users[0], SCHOOL.users[5]
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""As the clock of the tests' client."""
LEFT = "l.pruett@stjosephs.example.sch.uk"


def at(**distance):
    return NOW + timedelta(**distance)


def meeting(number=91234567890, **fields):
    given = {"uuid": f"uuid {number}", "host": HEAD.id, "topic": "Maths", "start": at(days=3)} | fields
    return Meeting(id=number, **given)


WEEKLY = meeting(
    91234567891,
    type=8,
    start=at(weeks=-1),
    recurrence={"type": 2, "repeat_interval": 1, "weekly_days": "3", "end_times": 4},
    settings={"waiting_room": True},
    agenda="For all.",
    occurrences=(
        Occurrence(start=at(weeks=-1)),
        Occurrence(start=at(weeks=1), deleted=True),
        Occurrence(start=at(weeks=2), duration=90, agenda="Just once.", settings={"waiting_room": False}),
        Occurrence(start=at(weeks=3)),
    ),
)
ROOM = meeting(9123456789, type=3, start=None)


def having(client_of, *meetings, **behaviour):
    return client_of(replace(SCHOOL, meetings=meetings), Behaviour(rate_limits=False, **behaviour))


def listed(client, **query):
    return [row["id"] for row in client.rows(f"/users/{HEAD.id}/meetings", "meetings", **query)]


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        (None, [1, 2, 3, 4, 8, 9]),
        ("scheduled", [1, 2, 3, 4, 8, 9]),
        ("live", [2]),
        ("upcoming", [2, 3, 8, 9]),
        ("upcoming_meetings", [3, 8, 9]),
        ("previous_meetings", [1]),
    ],
)
def test_each_type_of_list_holds_its_own_meetings(client_of, kind, numbers):
    client = having(
        client_of,
        meeting(1, start=at(days=-29)),
        meeting(2, start=at(minutes=-10)),
        meeting(3, start=at(days=1)),
        meeting(4, start=at(days=400)),
        meeting(5, start=at(days=-31)),
        meeting(6, host=OFFICE.id),
        replace(WEEKLY, id=8),
        replace(ROOM, id=9),
    )
    assert listed(client, **({"type": kind} if kind else {})) == numbers


def test_from_and_to_leave_out_what_lies_outside(client_of):
    client = having(client_of, meeting(1, start=at(days=1)), meeting(2, start=at(days=9)), replace(ROOM, id=3))
    assert listed(client, **{"from": "2026-12-01"}) == [2, 3]
    assert listed(client, to="2026-11-25") == [1, 3]
    answer = client.get(f"/users/{HEAD.id}/meetings", to="tomorrow")
    assert (answer.status_code, answer.json()["code"]) == (400, 300)
    assert answer.json()["errors"] == [{"field": "to", "message": "Invalid field."}]


def test_a_list_of_meetings_comes_in_pages_of_three_hundred_at_the_most(client_of):
    client = having(client_of, *(meeting(90000000000 + number) for number in range(310)))
    first = client.body(f"/users/{HEAD.id}/meetings", page_size=5000)
    assert (len(first["meetings"]), first["page_size"], first["total_records"]) == (300, 300, 310)
    assert len(set(listed(client, page_size=7))) == 310


def test_the_list_of_a_pending_user_is_refused_and_that_of_a_leaver_empty(client_of):
    client = client_of(demo_school())
    assert client.get("/users/t.ainscough@stjosephs.example.sch.uk/meetings").json()["code"] == 1120
    assert client.body(f"/users/{LEFT}/meetings")["total_records"] == 0
    assert client.get("/users/nobody/meetings").json()["code"] == 1001


def test_a_row_holds_the_link_with_its_pwd_but_no_passcode_and_no_settings(client_of):
    row = having(client_of, meeting(passcode="Abcdefg1")).body(f"/users/{HEAD.id}/meetings")["meetings"][0]
    assert row["join_url"].startswith("https://us02web.zoom.us/j/91234567890?pwd=")
    assert not {"password", "settings", "status", "occurrences"} & set(row)
    assert "Abcdefg1" not in str(row)


@pytest.mark.parametrize("number", ["1", "uuid%2091234567890", "abc"])
def test_a_meeting_that_does_not_exist_is_refused_in_zooms_words(client_of, number):
    client = having(client_of, meeting())
    for path in (f"/meetings/{number}", f"/meetings/{number}/invitation", f"/meetings/{number}/registrants"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, 3001)
        assert answer.json()["message"] == f"Meeting does not exist: {number.replace('%20', ' ')}."


def test_an_expired_meeting_is_no_longer_known(client_of):
    client = having(client_of, meeting(start=at(days=-29)))
    assert client.get("/meetings/91234567890").status_code == 200
    client.clock.move(2 * 86_400)
    client.bearer = ""
    assert client.get("/meetings/91234567890").json()["code"] == 3001


def test_a_meeting_tells_its_secrets_for_a_reader_to_drop(client_of):
    body = having(client_of, meeting(passcode="Abcdefg1")).body("/meetings/91234567890")
    assert body["password"] == "Abcdefg1"
    assert "zak=" in body["start_url"]
    assert {"encrypted_password", "h323_password", "pstn_password", "dynamic_host_key", "chat_join_url"} <= set(body)


def test_a_meeting_that_takes_place_has_started(client_of):
    client = having(client_of, meeting(1, start=at(minutes=-5)), meeting(2))
    assert [client.body(f"/meetings/{number}")["status"] for number in (1, 2)] == ["started", "waiting"]


def test_the_personal_id_is_told_and_linked_where_a_meeting_uses_it(client_of):
    body = having(client_of, meeting(settings={"use_pmi": True})).body("/meetings/91234567890")
    assert body["pmi"] == str(client_of(SCHOOL).body(f"/users/{HEAD.id}")["pmi"])
    assert f"/j/{body['pmi']}" in body["join_url"]
    assert "pmi" not in having(client_of, meeting()).body("/meetings/91234567890")


def test_only_occurrences_to_come_are_told_unless_the_past_is_asked_for(client_of):
    client = having(client_of, WEEKLY)
    body = client.body("/meetings/91234567891")
    assert [one["status"] for one in body["occurrences"]] == ["deleted", "available", "available"]
    assert [one["duration"] for one in body["occurrences"]] == [40, 90, 40]
    whole = client.body("/meetings/91234567891", show_previous_occurrences="true")
    assert whole["occurrences"] == [
        {
            "occurrence_id": WEEKLY.occurrences[0].id,
            "start_time": "2026-11-17T09:00:00Z",
            "duration": 40,
            "status": "available",
        },
        *body["occurrences"],
    ]
    assert body["recurrence"] == WEEKLY.recurrence


def test_an_occurrence_answers_with_its_own_values(client_of):
    client = having(client_of, WEEKLY)
    changed = client.body("/meetings/91234567891", occurrence_id=WEEKLY.occurrences[2].id)
    assert changed["settings"]["waiting_room"] is False
    assert (changed["agenda"], changed["duration"]) == ("Just once.", 90)
    assert changed["start_time"] == "2026-12-08T09:00:00Z"
    usual = client.body("/meetings/91234567891", occurrence_id=WEEKLY.occurrences[3].id)
    assert usual["settings"] == client.body("/meetings/91234567891")["settings"]
    assert usual["settings"]["waiting_room"] is True


def test_whether_an_occurrence_repeats_the_series_is_a_switch(client_of):
    client = having(client_of, WEEKLY, occurrence_answer=OccurrenceAnswer.SERIES)
    body = client.body("/meetings/91234567891", occurrence_id=WEEKLY.occurrences[2].id)
    assert (body["settings"]["waiting_room"], body["agenda"]) == (True, "For all.")
    assert body["start_time"] == "2026-12-08T09:00:00Z"


@pytest.mark.parametrize("asked", ["1", WEEKLY.occurrences[1].id])
def test_an_occurrence_that_is_not_or_no_longer_there_is_refused(client_of, asked):
    answer = having(client_of, WEEKLY).get("/meetings/91234567891", occurrence_id=asked)
    assert (answer.status_code, answer.json()["code"]) == (404, 3001)


@pytest.mark.parametrize(
    ("which", "start"),
    [
        (SeriesStart.FIRST, "2026-11-17T09:00:00Z"),
        (SeriesStart.NEXT, "2026-12-08T09:00:00Z"),
        (SeriesStart.LEFT_OUT, None),
    ],
)
def test_which_start_a_series_shows_is_a_switch(client_of, which, start):
    client = having(client_of, WEEKLY, ROOM, series_start=which)
    row = client.body(f"/users/{HEAD.id}/meetings")["meetings"][0]
    assert row.get("start_time") == client.body("/meetings/91234567891").get("start_time") == start
    assert "start_time" not in client.body(f"/meetings/{ROOM.id}")


def test_the_next_start_of_a_series_that_is_over_is_its_last(client_of):
    over = replace(WEEKLY, occurrences=WEEKLY.occurrences[:1])
    client = having(client_of, over, series_start=SeriesStart.NEXT)
    assert client.body("/meetings/91234567891")["start_time"] == "2026-11-17T09:00:00Z"
    assert client.body("/meetings/91234567891")["occurrences"] == []


@pytest.mark.parametrize(("each", "times"), [(False, 1), (True, 3)])
def test_whether_a_series_is_listed_by_occurrence_is_a_switch(client_of, each, times):
    client = having(client_of, WEEKLY, series_listed_by_occurrence=each)
    assert listed(client) == [WEEKLY.id] * times


@pytest.mark.parametrize(("sent", "there"), [(True, True), (False, False)])
def test_whether_an_empty_description_is_sent_is_a_switch(client_of, sent, there):
    client = having(client_of, meeting(), empty_agenda_sent=sent)
    assert ("agenda" in client.body("/meetings/91234567890")) is there
    assert ("agenda" in client.body(f"/users/{HEAD.id}/meetings")["meetings"][0]) is there


@pytest.mark.parametrize(("sent", "password"), [(False, None), (True, "")])
def test_whether_an_empty_passcode_is_sent_is_a_switch(client_of, sent, password):
    body = having(client_of, meeting(), empty_passcode_sent=sent).body("/meetings/91234567890")
    assert body.get("password") == password
    assert "pwd" not in body["join_url"]
    assert not {"encrypted_password", "h323_password", "pstn_password"} & set(body)


@pytest.mark.parametrize("told", [True, False])
def test_whether_the_newer_settings_are_told_is_a_switch(client_of, told):
    asks = meeting(settings={"request_permission_to_unmute_participants": True})
    settings = having(client_of, asks, newer_meeting_settings=told).body("/meetings/91234567890")["settings"]
    assert settings.get("request_permission_to_unmute_participants") is (True if told else None)
    assert ("show_join_info" in settings) is told


@pytest.mark.parametrize("ids", [True, False])
def test_how_alternative_hosts_are_named_is_a_switch(client_of, ids):
    shared = meeting(alternative_hosts=(OFFICE.id, "somebody_else@gmail.com"))
    body = having(client_of, shared, alternative_hosts_as_ids=ids).body("/meetings/91234567890")
    first = OFFICE.id if ids else "office@stjosephs.example.sch.uk"
    assert body["settings"]["alternative_hosts"] == f"{first};somebody_else@gmail.com"


def test_an_invitation_reads_like_zooms(client_of):
    told = meeting(passcode="Abcdefg1", instructions="Please raise your hand.", agenda="Fractions.")
    client = having(client_of, told, WEEKLY, ROOM)
    body = client.body("/meetings/91234567890/invitation")
    text = body["invitation"]
    for line in (
        "Margaret Dunmore is inviting you to a scheduled Zoom meeting.",
        "Topic: Maths",
        "Time: Nov 27, 2026 09:00 London",
        "Please raise your hand.",
        "Join Zoom Meeting",
        "Meeting ID: 912 3456 7890",
        "Passcode: Abcdefg1",
        "• +44 203 481 5237 United Kingdom",
    ):
        assert line in text.split("\r\n")
    assert "?pwd=" in text
    assert body["sip_links"] == []
    assert "Every week, 4 occurrence(s)" in client.body("/meetings/91234567891/invitation")["invitation"]
    assert "Meet anytime" in client.body("/meetings/9123456789/invitation")["invitation"]
    assert "Passcode" not in client.body("/meetings/91234567891/invitation")["invitation"]


def test_registrants_are_told_by_status_and_in_pages(client_of):
    client = having(client_of, meeting(settings={"approval_type": 1}, registrants=41))
    path = "/meetings/91234567890/registrants"
    approved, pending = client.rows(path, "registrants"), client.rows(path, "registrants", status="pending")
    assert (len(approved), len(pending)) == (31, 10)
    assert client.body(path)["page_size"] == 30
    assert client.body(path, status="denied")["total_records"] == 0
    assert {row["first_name"] for row in approved + pending} == {"Parent"}
    assert len({row["id"] for row in approved + pending}) == 41


def test_approved_by_itself_nobody_is_pending(client_of):
    client = having(client_of, meeting(settings={"approval_type": 0}, registrants=8))
    assert client.body("/meetings/91234567890/registrants", status="pending")["total_records"] == 0


def test_a_meeting_without_registration_has_no_registrants_to_tell(client_of):
    answer = having(client_of, meeting(registrants=8)).get("/meetings/91234567890/registrants")
    assert (answer.status_code, answer.json()["code"]) == (400, 300)


def test_webinars_need_a_licence(client_of):
    client = client_of(demo_school())
    answer = client.get(f"/users/{HEAD.id}/webinars")
    assert (answer.status_code, answer.json()["code"]) == (400, 200)
    assert client.body("/users/chair@stjosephs.example.sch.uk/webinars")["webinars"] == []


def test_schedulers_are_the_mirror_of_assistants(client_of):
    client = client_of(SCHOOL)
    pairs = {
        (user.email, row["email"])
        for user in SCHOOL.users
        for row in client.body(f"/users/{user.id}/assistants")["assistants"]
    }
    mirrored = {
        (row["email"], user.email)
        for user in SCHOOL.users
        for row in client.body(f"/users/{user.id}/schedulers")["schedulers"]
    }
    assert len(mirrored) > 30
    assert mirrored <= pairs
    assert {assistant for _, assistant in pairs - mirrored} == {OFFICE.email}, (
        "only 30 are told, and the office has more"
    )


def test_a_number_may_come_with_its_escapes(client_of):
    assert having(client_of, meeting()).get(f"/meetings/{quote('91234567890')}").status_code == 200


def test_a_meeting_whose_host_is_nobody_is_a_mistake_of_the_test(client_of):
    with pytest.raises(LookupError, match="has no host nobody"):
        having(client_of, meeting(host="nobody")).get("/meetings/91234567890")
