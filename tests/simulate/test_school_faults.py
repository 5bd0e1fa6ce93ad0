"""The demo school's meetings and recordings: right in the compliant school, and visibly wrong where something slipped."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

from zoom_policy_lint.simulate import Behaviour, compliant_school, demo_school
from zoom_policy_lint.simulate.clock import DEMO_TIME
from zoom_policy_lint.simulate.meetings import SERIES
from zoom_policy_lint.simulate.school_data import meeting_number, recording_uuid, rules_of_participation
from zoom_policy_lint.simulate.school_faults import SchoolFault, demo_faults, with_fault
from zoom_policy_lint.texts import normal_phrase, says

PARTS = ("S4a", "S4b", "S4c", "S4d", "S4e", "S4f", "S4g", "G8")
"""What joining instructions have to say, by clause."""

COMPLIANT, DEMO = compliant_school(), demo_school()
POLICY = Path(__file__).resolve().parents[2] / "policies" / "st_joseph.yaml"
ABOUT = {
    kind: [f for f in demo_faults() if f.changes[0]["at"].startswith(f"{kind} ")] for kind in ("meeting", "recording")
}
EVERYTHING = Behaviour(rate_limits=False, newer_meeting_settings=True)


def at_demo_time(client_of, school):
    client = client_of(school, EVERYTHING)
    client.clock.now = DEMO_TIME
    return client


def about(client, number):
    """Everything that Zoom says of one meeting, occurrence by occurrence."""
    whole = client.body(f"/meetings/{number}")
    times = [one["occurrence_id"] for one in whole.get("occurrences", ()) if one["status"] == "available"]
    each = {time: client.body(f"/meetings/{number}", occurrence_id=time) for time in times}
    return {"": whole, "invitation": client.body(f"/meetings/{number}/invitation"), **each}


def recording_of(client, uuid):
    host = client.account.recording(uuid).host
    place = f"/meetings/{quote(quote(uuid, safe=''), safe='')}/recordings"
    return host, client.body(place), client.body(f"{place}/settings")


@pytest.fixture(scope="session")
def phrases():
    policy = yaml.safe_load(POLICY.read_text(encoding="utf-8"))
    written = policy["parameters"]["joining_instruction_phrases"]
    return {part: [normal_phrase(phrase) for phrase in written[part]] for part in PARTS}


def parts_missing(meeting, phrases):
    texts = (meeting.agenda, meeting.instructions)
    return [part for part in PARTS if not any(says(text, phrases[part]) for text in texts)]


def test_about_sixty_meetings_lie_ahead_with_about_a_hundred_and_twenty_times():
    ahead = [meeting for meeting in DEMO.meetings if meeting.lies_ahead(DEMO_TIME)]
    assert len(ahead) == 60
    assert [m.type for m in ahead].count(3) == 2
    future = [sum(start > DEMO_TIME for start, _ in m.times()) for m in ahead if m.type == SERIES]
    assert len(future) == 20
    assert all(4 <= times <= 12 for times in future)
    assert sum(future) == 117
    assert not any(meeting.has_expired(DEMO_TIME) for meeting in DEMO.meetings)
    assert len(DEMO.meetings) - len(ahead) == 6


def test_a_series_keeps_its_hour_on_the_wall_when_the_clocks_change():
    maths = COMPLIANT.meeting(str(meeting_number("year4-maths")))
    winter = date(2026, 10, 25)
    assert {one.start.hour for one in maths.occurrences if one.start.date() < winter} == {8}
    assert {one.start.hour for one in maths.occurrences if one.start.date() > winter} == {9}


def test_numbers_are_ten_or_eleven_digits_long_and_all_different():
    numbers = [str(meeting.id) for meeting in DEMO.meetings]
    assert {len(number) for number in numbers} == {10, 11}
    assert len(set(numbers)) == len(numbers)
    assert len({m.uuid for m in DEMO.meetings} | {r.uuid for r in DEMO.recordings}) == 66 + 25


def test_every_host_is_active_and_licensed_and_every_recording_has_a_host():
    hosts = [DEMO.user(meeting.host) for meeting in DEMO.meetings]
    assert {(host.status, host.type) for host in hosts} == {("active", 2)}
    assert {COMPLIANT.user(one.host).status for one in COMPLIANT.recordings} == {"active"}
    left = [one for one in DEMO.recordings if DEMO.user(one.host).status == "inactive"]
    assert len(left) == 4


def test_the_settings_of_every_compliant_meeting_are_right(client_of):
    client = at_demo_time(client_of, COMPLIANT)
    for meeting in COMPLIANT.meetings:
        body = client.body(f"/meetings/{meeting.id}")
        settings = body["settings"]
        wanted = {"waiting_room": True, "join_before_host": False, "mute_upon_entry": True, "auto_recording": "none"}
        wanted |= {"use_pmi": False, "meeting_authentication": False, "breakout_room": {"enable": False}}
        wanted |= {"registrants_confirmation_email": True, "registrants_email_notification": True}
        assert {name: settings[name] for name in wanted} == wanted
        assert settings["approval_type"] in (0, 1)
        assert settings["continuous_meeting_chat"]["enable"] is False
        assert settings["waiting_room_options"] in (
            {"mode": "follow_setting"},
            {"mode": "custom", "who_goes_to_waiting_room": "everyone"},
        )
        assert re.fullmatch(r"(?=.*[A-Z])(?=.*[a-z])(?=.*\d)[A-Za-z0-9-]{10}", body["password"])
        assert "pmi" not in body


def test_every_compliant_meeting_says_what_it_is_for_and_all_rules_of_participation(phrases):
    for meeting in COMPLIANT.meetings:
        assert parts_missing(meeting, phrases) == [], meeting.topic
        assert len(meeting.topic) > 8
        assert 20 < len(meeting.agenda) <= 2000


def test_rules_are_written_in_five_ways_and_not_only_in_descriptions():
    assert any("<li>" in meeting.agenda for meeting in COMPLIANT.meetings)
    assert any("•" in meeting.agenda for meeting in COMPLIANT.meetings)
    assert any("RAISE YOUR HAND" in meeting.agenda for meeting in COMPLIANT.meetings)
    assert sum(bool(meeting.instructions) for meeting in COMPLIANT.meetings) == 3


def test_every_compliant_recording_is_young_and_closed(client_of):
    client = at_demo_time(client_of, COMPLIANT)
    for recording in COMPLIANT.recordings:
        _, _, rights = recording_of(client, recording.uuid)
        assert 0 < (DEMO_TIME - recording.start).days < 25
        assert rights["share_recording"] == "internally"
        assert (rights["viewer_download"], rights["recording_authentication"]) == (False, True)
        assert rights["auto_delete"] is True
        assert len(rights["password"]) == 10


def test_faults_have_names_of_their_own_and_a_reason():
    ids = [fault.id for fault in demo_faults()]
    assert len(set(ids)) == len(ids)
    assert all(fault.why.endswith(".") for fault in demo_faults())
    assert {kind: len(faults) for kind, faults in ABOUT.items()} == {"meeting": 21, "recording": 9}


def test_no_two_faults_touch_the_same_meeting_or_recording():
    touched = [c["at"] for faults in ABOUT.values() for fault in faults for c in fault.changes]
    assert len(set(touched)) == len(touched)


@pytest.mark.parametrize("fault", ABOUT["meeting"], ids=lambda fault: fault.id)
def test_every_fault_of_a_meeting_shows_alone_and_beside_the_others(client_of, fault):
    right = at_demo_time(client_of, COMPLIANT)
    alone = at_demo_time(client_of, with_fault(COMPLIANT, fault))
    demo = at_demo_time(client_of, DEMO)
    for change in fault.changes:
        number = meeting_number(change["at"].partition(" ")[2])
        assert about(alone, number) != about(right, number)
        assert about(demo, number) == about(alone, number)
        for path, value in change.get("set", {}).items():
            occurrence = _asked(change, alone.account.meeting(str(number)))
            assert _at(about(alone, number)[occurrence]["settings"], path) == value
            assert _at(about(right, number)[occurrence]["settings"], path) != value


def _asked(change, meeting):
    day = str(change.get("occurrence", ""))
    return next(one.id for one in meeting.occurrences if one.start.date().isoformat() == day) if day else ""


def _at(body, path):
    for key in path.split("."):
        body = body[key]
    return body


@pytest.mark.parametrize("fault", ABOUT["recording"], ids=lambda fault: fault.id)
def test_every_fault_of_a_recording_shows_alone_and_beside_the_others(client_of, fault):
    right, alone = client_of(COMPLIANT), client_of(with_fault(COMPLIANT, fault))
    for change in fault.changes:
        uuid = recording_uuid(change["at"].partition(" ")[2])
        assert recording_of(alone, uuid) != recording_of(right, uuid)
        assert recording_of(client_of(DEMO), uuid) == recording_of(alone, uuid)


def test_one_occurrence_alone_is_without_a_waiting_room(client_of):
    told = about(at_demo_time(client_of, DEMO), meeting_number("year6-booster"))
    waiting = {time: body["settings"]["waiting_room"] for time, body in told.items() if time != "invitation"}
    assert waiting.pop("") is True
    assert [time for time, waits in waiting.items() if not waits] == ["1796831100000"]
    assert len(waiting) == 8


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("year3-poetry", ["S4g"]),
        ("friendship-group", ["G8"]),
        ("choir-rehearsal", ["S4d", "S4e"]),
        ("online-safety", list(PARTS)),
        ("phonics-for-parents", list(PARTS)),
        ("staff-briefing", list(PARTS)),
        ("leadership-team", list(PARTS)),
        ("full-governors", list(PARTS)),
        ("governors-room", list(PARTS)),
    ],
)
def test_rules_lack_what_the_faults_left_out_and_nothing_else(phrases, name, missing):
    assert parts_missing(DEMO.meeting(str(meeting_number(name))), phrases) == missing


def test_every_other_meeting_of_the_demo_keeps_all_rules(phrases):
    lacking = [meeting for meeting in DEMO.meetings if parts_missing(meeting, phrases)]
    assert len(lacking) == 9


def test_recordings_of_the_demo_reach_back_nearly_two_years():
    starts = sorted(recording.start for recording in DEMO.recordings)
    assert len(starts) == 25
    assert starts[0].isoformat() == "2024-12-11T14:00:00+00:00"
    assert sum((DEMO_TIME - start).days > 30 for start in starts) == 11
    alone = [set(one.files) for one in DEMO.recordings if "MP4" not in one.files and "M4A" not in one.files]
    assert alone == [{"TRANSCRIPT", "CC"}, {"TRANSCRIPT", "SUMMARY"}, {"SUMMARY"}]


def test_people_left_and_one_mailbox_sleeps():
    leavers = {
        user.email.split("@")[0]: DEMO.role(user.role_id).name for user in DEMO.users if user.status == "inactive"
    }
    assert leavers == {"itlead": "Admin", "l.pruett": "Member", "f.marchetti": "SLT"}
    sleeping = [u.email.split("@")[0] for u in DEMO.users if u.status == "active" and u.last_login < "2026"]
    assert sleeping == ["safeguarding"]


@pytest.mark.parametrize("at", ["meeting nobody-knows-it", "group Nobody", "user nobody", "role Nobody"])
def test_a_change_of_what_is_not_there_is_a_slip_of_the_pen(at):
    slip = SchoolFault("slip", "A slip.", [{"at": at, "set": {"waiting_room": False}, "change": {}}])
    with pytest.raises(ValueError, match="not enough values"):
        with_fault(COMPLIANT, slip)


@pytest.mark.parametrize("style", ["letter", "bullets", "prose", "capitals", "numbered"])
@pytest.mark.parametrize("left_out", [None, *PARTS])
def test_each_way_of_writing_the_rules_says_all_parts_but_the_one_left_out(phrases, style, left_out):
    text = rules_of_participation(style, "Fractions with Mr Varley.", [left_out] if left_out else [])
    assert [part for part in PARTS if not says(text, phrases[part])] == ([left_out] if left_out else [])
