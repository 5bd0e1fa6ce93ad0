"""Every answer is what Zoom's published types allow, and leaves nothing out of a settings body."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator

from zoom_policy_lint.simulate import (
    Behaviour,
    Inheritance,
    SecurityView,
    compliant_school,
    demo_school,
    untouched_account,
)
from zoom_policy_lint.simulate.clock import DEMO_TIME

REPOSITORY = Path(__file__).resolve().parents[2]
SCHOOLS = {"demo": demo_school, "compliant": compliant_school, "untouched": untouched_account}
VIEWS = ("meeting_security", "meeting_authentication", "recording_authentication")
NOT_FOR_EVERY_MEETING = {
    *("agenda", "start_time", "pmi", "occurrences", "recurrence"),
    *("password", "encrypted_password", "pstn_password", "h323_password"),
    *("settings.calendar_type", "settings.continuous_meeting_chat.channel_id"),
    "settings.waiting_room_options.who_goes_to_waiting_room",
    *("settings.breakout_room.rooms", "settings.auto_add_recording_to_video_management.channels"),
    *("settings.language_interpretation.interpreters", "settings.sign_language_interpretation.interpreters"),
    *(
        f"settings.approved_or_denied_countries_or_regions.{name}"
        for name in ("approved_list", "denied_list", "method")
    ),
    *(f"recurrence.{name}" for name in ("end_date_time", "monthly_day", "monthly_week", "monthly_week_day")),
}
"""What belongs to some meetings only: those with a passcode, with times, with interpreters and so on."""


def problems(schema, body) -> list[str]:
    found = Draft202012Validator(schema).iter_errors(body)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def left_out(schema, body, path="") -> list[str]:
    if schema.get("type") != "object":
        return []
    missing = [f"{path}{key}" for key in schema.get("properties", {}) if key not in body]
    inner = [left_out(s, body[k], f"{path}{k}.") for k, s in schema.get("properties", {}).items() if k in body]
    return missing + [name for names in inner for name in names]


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("inheritance", Inheritance)
@pytest.mark.parametrize("view", ["default", "security", *VIEWS])
def test_account_settings_are_valid_and_complete(client_of, schema_of, school, inheritance, view):
    client = client_of(SCHOOLS[school](), Behaviour(rate_limits=False, inheritance=inheritance))
    body = client.body("/accounts/me/settings", **({} if view == "default" else {"option": view}))
    schema = schema_of(f"accounts.settings.get.{view}")
    assert problems(schema, body) == []
    assert left_out(schema, body) == []


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("view", ["default", "meeting_security"])
def test_locks_are_valid_and_complete(client_of, schema_of, school, view):
    client = client_of(SCHOOLS[school]())
    groups = [("groups.id", f"/groups/{group.id}") for group in client.account.groups]
    for prefix, path in [("accounts", "/accounts/me"), *groups]:
        schema = schema_of(f"{prefix}.lock_settings.get.{view}")
        body = client.body(f"{path}/lock_settings", option=view)
        assert problems(schema, body) == []
        assert left_out(schema, body) == []


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("view", ["default", *VIEWS])
def test_group_and_user_settings_are_valid_and_complete(client_of, schema_of, school, view):
    client = client_of(SCHOOLS[school]())
    groups = [("groups.id", f"/groups/{group.id}") for group in client.account.groups]
    users = [("users.id", f"/users/{user.id}") for user in client.account.users if user.status != "pending"]
    for prefix, path in groups + users:
        schema = schema_of(f"{prefix}.settings.get.{view}")
        body = client.body(f"{path}/settings", option=view)
        assert problems(schema, body) == []
        assert left_out(schema, body) == []


@pytest.mark.parametrize("school", SCHOOLS)
def test_every_other_answer_is_valid(client_of, schema_of, school):
    client = client_of(SCHOOLS[school]())
    account = client.account
    wanted = [
        ("users.get", "/users"),
        ("users.get", "/users?status=pending"),
        ("users.get", "/users?status=inactive"),
        ("groups.get", "/groups"),
        ("roles.get", "/roles"),
        ("accounts.managed_domains.get", "/accounts/me/managed_domains"),
        ("accounts.trusted_domains.get", f"/accounts/{account.id}/trusted_domains"),
        *(("users.id.get", f"/users/{user.email}") for user in account.users),
        *(("users.id.assistants.get", f"/users/{user.id}/assistants") for user in account.users),
        *(("users.id.schedulers.get", f"/users/{user.id}/schedulers") for user in account.users),
        *(("groups.id.get", f"/groups/{group.id}") for group in account.groups),
        *(("groups.id.members.get", f"/groups/{group.id}/members") for group in account.groups),
        *(("roles.id.get", f"/roles/{role.id}") for role in account.roles),
        *(("roles.id.members.get", f"/roles/{role.id}/members") for role in account.roles),
    ]
    for name, path in wanted:
        answer = client.request("GET", f"/v2{path}", headers=_bearer(client))
        assert problems(schema_of(name), answer.json()) == [], path


def with_the_newer(client_of, school):
    """A client to which meetings tell everything; it stands at the demo's own time."""
    client = client_of(SCHOOLS[school](), Behaviour(rate_limits=False, newer_meeting_settings=True))
    client.clock.now = DEMO_TIME
    return client


@pytest.mark.parametrize("school", SCHOOLS)
def test_every_meeting_is_valid_and_tells_every_setting_that_every_meeting_has(client_of, schema_of, school):
    client = with_the_newer(client_of, school)
    whole, text = schema_of("meetings.id.get"), schema_of("meetings.id.invitation.get")
    for meeting in client.account.meetings:
        body = client.body(f"/meetings/{meeting.id}", show_previous_occurrences="true")
        assert problems(whole, body) == []
        assert set(left_out(whole, body)) <= NOT_FOR_EVERY_MEETING
        assert problems(text, client.body(f"/meetings/{meeting.id}/invitation")) == []


@pytest.mark.parametrize("school", ["demo", "compliant"])
def test_every_occurrence_is_valid(client_of, schema_of, school):
    client, schema = with_the_newer(client_of, school), schema_of("meetings.id.get")
    asked = 0
    for meeting in client.account.meetings:
        for one in client.body(f"/meetings/{meeting.id}").get("occurrences", ()):
            if one["status"] == "available":
                asked += 1
                body = client.body(f"/meetings/{meeting.id}", occurrence_id=one["occurrence_id"])
                assert problems(schema, body) == []
                assert body["start_time"] == one["start_time"]
    assert asked == 117


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("kind", ["scheduled", "live", "upcoming", "upcoming_meetings", "previous_meetings"])
def test_every_list_of_meetings_is_valid_and_says_no_more_than_zoom_says(client_of, schema_of, school, kind):
    client, schema = with_the_newer(client_of, school), schema_of("users.id.meetings.get")
    known = set(schema["properties"]["meetings"]["items"]["properties"])
    for user in client.account.users:
        if user.status != "pending":
            body = client.body(f"/users/{user.id}/meetings", type=kind, page_size=300)
            assert problems(schema, body) == []
            assert all(set(row) <= known for row in body["meetings"])


@pytest.mark.parametrize("school", ["demo", "compliant"])
def test_registrants_are_valid(client_of, schema_of, school):
    client, schema = with_the_newer(client_of, school), schema_of("meetings.id.registrants.get")
    seen = 0
    for meeting in client.account.meetings:
        for status in ("approved", "pending", "denied"):
            answer = client.get(f"/meetings/{meeting.id}/registrants", status=status, page_size=300)
            if answer.status_code == 200:
                seen += len(answer.json()["registrants"])
                assert problems(schema, answer.json()) == []
    assert seen > 1000


@pytest.mark.parametrize("school", SCHOOLS)
def test_every_recording_is_valid_and_complete(client_of, schema_of, school):
    client = with_the_newer(client_of, school)
    rows, whole, rights = (
        schema_of(f"{name}.get")
        for name in ("users.id.recordings", "meetings.id.recordings", "meetings.id.recordings.settings")
    )
    for recording in client.account.recordings:
        day = recording.start.date().isoformat()
        listed = client.body(f"/users/{recording.host}/recordings", **{"from": day, "to": day})
        assert problems(rows, listed) == []
        assert recording.uuid in [row["uuid"] for row in listed["meetings"]]
        place = f"/meetings/{quote(quote(recording.uuid, safe=''), safe='')}/recordings"
        assert problems(whole, client.body(place)) == []
        body = client.body(f"{place}/settings")
        assert problems(rights, body) == []
        assert set(left_out(rights, body)) <= {"password", "auto_delete_date"}


def test_webinars_of_whoever_may_hold_them_are_valid(client_of, schema_of):
    client = client_of(demo_school())
    body = client.body("/users/chair@stjosephs.example.sch.uk/webinars")
    assert problems(schema_of("users.id.webinars.get"), body) == []


def _bearer(client) -> dict[str, str]:
    client.bearer = client.bearer or client.token().json()["access_token"]
    return {"Authorization": f"Bearer {client.bearer}"}


@pytest.mark.parametrize(
    ("place", "in_plain", "in_option"),
    [(SecurityView.BOTH, True, True), (SecurityView.DEFAULT, True, False), (SecurityView.OPTION, False, True)],
)
def test_the_security_section_stands_where_the_behaviour_puts_it(client_of, place, in_plain, in_option):
    client = client_of(demo_school(), Behaviour(security_view=place))
    assert ("security" in client.body("/accounts/me/settings")) is in_plain
    assert ("security" in client.body("/accounts/me/settings", option="security")) is in_option


def test_the_committed_data_file_is_what_the_script_makes_of_the_facts(facts: Path, tmp_path: Path):
    made = tmp_path / "settings.json"
    script = REPOSITORY / "scripts" / "build_simulate_data.py"
    subprocess.run([sys.executable, str(script), str(facts), "--output", str(made)], check=True)
    committed = REPOSITORY / "zoom_policy_lint" / "simulate" / "data" / "settings.json"
    assert committed.read_text(encoding="utf-8") == made.read_text(encoding="utf-8")
