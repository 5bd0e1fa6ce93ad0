"""Secrets that Zoom's answers may hold never reach a file, an output or an error."""

import gzip
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.accounts import audited
from zoom_policy_lint.evaluate import Options
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.report import Style, formats, load
from zoom_policy_lint.simulate import Fault, FaultKind, demo_school
from zoom_policy_lint.simulate.clock import DEMO_TIME
from zoom_policy_lint.simulate.meetings import Meeting
from zoom_policy_lint.simulate.recordings import Recording

CANARY = "Canary-9f3b"
PLACES = [
    ("/users/{id}/settings?option=", "schedule_meeting.pmi_password"),
    ("/users/{id}/settings?option=", "schedule_meeting.default_password_for_scheduled_meetings"),
    ("/users/{id}/settings?option=", "schedule_meeting.new_host_key"),
    ("/users/{id}/settings?option=", "brand_new_section.access_token"),
    ("/users/{id}/settings?option=meeting_security", "meeting_security.future_passcode"),
    ("/users", "users.*.host_key"),
    ("/users/{id}", "host_key"),
    ("/users/{id}", "personal_meeting_url"),
    ("/accounts/{id}/settings?option=", "chat.send_data_to_third_party_archiving_service.authorized_channel_token"),
    ("/accounts/{id}/settings?option=", "chat.send_data_to_third_party_archiving_service.passcode"),
    ("/groups/{id}/settings?option=", "recording.secret_key"),
]


def test_a_secret_in_an_answer_goes_nowhere(tmp_path):
    planted = {f"{CANARY}-at-{number}-": place for number, place in enumerate(PLACES)}
    faults = [
        Fault(FaultKind.REPLACE, match=match, path=path, value=_link(secret) if path.endswith("url") else secret)
        for secret, (match, path) in planted.items()
    ]
    everything = _everything(audited(a_few_people(), tmp_path, faults=faults), tmp_path)
    assert [place for secret, place in planted.items() if secret in everything] == []
    assert CANARY not in everything


def _link(secret):
    return f"https://zoom.us/j/123?pwd={secret}"


def a_few_people():
    """Enough of the demo school to have every kind of answer about settings."""
    school = demo_school()
    return replace(school, users=school.users[:6], meetings=(), recordings=())


def _everything(result, folder):
    """All that was stored, and the report in every format."""
    files = [
        gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes() for file in folder.iterdir()
    ]
    written: list[str | bytes] = []
    for name in formats():
        load(name).render(result.run, written.append, Style())
    return b"".join([*files, *(one.encode() if isinstance(one, str) else one for one in written)]).decode(
        errors="replace"
    )


WORDS = {
    "meeting_invitees": [{"email": f"{CANARY}@families.example"}],
    "breakout_room": {"enable": True, "rooms": [{"name": CANARY, "participants": [f"{CANARY}@families.example"]}]},
    "language_interpretation": {"enable": True, "interpreters": [{"email": f"{CANARY}@families.example"}]},
    "custom_keys": [{"key": CANARY, "value": CANARY}],
    "contact_name": CANARY,
    "audio_conference_info": CANARY,
    "brand_new": {CANARY: [CANARY]},
}


def test_no_word_about_a_meeting_or_a_recording_goes_anywhere(tmp_path):
    school = demo_school()
    host, soon, past = school.users[0].id, DEMO_TIME + timedelta(days=7), DEMO_TIME - timedelta(days=7)
    told = {"topic": f"Reading with {CANARY}", "agenda": f"Bring {CANARY}", "instructions": f"Dear {CANARY}"}
    meeting = Meeting(
        id=91234567890, uuid="a==", host=host, start=soon, passcode=CANARY, settings=WORDS, registrants=3, **told
    )
    recording = Recording(
        uuid="b==", meeting=91234567890, host=host, start=past, topic=f"Reading with {CANARY}", passcode=CANARY
    )
    result = audited(replace(school, meetings=(meeting,), recordings=(recording,)), tmp_path)
    assert any(request.path == "/v2/meetings/91234567890/invitation" for request in result.app.requests)
    assert any(request.path.endswith("/recordings/settings") for request in result.app.requests)
    assert CANARY.lower() not in _everything(result, tmp_path).lower()


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The folder of the demo school's snapshot, and its audit."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, audited(demo_school(), folder)


def test_the_client_secret_and_the_token_go_nowhere(demo):
    folder, result = demo
    secrets = [demo_school().app.client_secret, "eyJ"]
    stored = b"".join(file.read_bytes() for file in folder.iterdir())
    written: list[str] = []
    load("json").render(result.run, written.append, Style())
    for secret in secrets:
        assert secret.encode() not in stored
        assert secret not in "".join(written)


def test_files_about_people_are_for_their_owner_only(demo):
    folder, _ = demo
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_a_snapshot_of_account_and_groups_alone_holds_no_person(tmp_path):
    levels = frozenset({Level.ACCOUNT, Level.GROUP, Level.ROLE, Level.DOMAIN})
    planted = Fault(
        FaultKind.REPLACE,
        match="/accounts/{id}/settings?option=",
        path="chat.user_email_addresses",
        value="a.person@x.example",
    )
    school = demo_school()
    audited(school, tmp_path, faults=[planted], options=Options(as_of=DEMO_TIME.date(), levels=levels))
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir()).decode()
    assert "a.person" not in stored
    for user in school.users:
        assert user.email not in stored
        assert user.id not in stored
