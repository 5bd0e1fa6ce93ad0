"""The doctor looks at an account over a real socket on localhost."""

from dataclasses import replace

import pytest

from tests.cli.online import FAST, lacking, online
from zoom_policy_lint.simulate import Fault, FaultKind, demo_school


def row(said, read):
    return next(line for line in said.out.splitlines() if line.split()[:1] == [read])


def test_where_all_can_be_read_the_doctor_is_content_and_estimates_a_pull(program, monkeypatch):
    with online(monkeypatch, demo_school()):
        said = program("doctor", *FAST)
    assert said.code == 0
    assert said.err == ""
    assert "Credentials: accepted." in said.out
    assert "refused" not in said.out
    assert "30 active users, 3 inactive users, 5 groups" in said.out
    assert "or so meetings" in said.out
    assert "or so recordings" in said.out
    assert "at 100% of the limits of a business plan" in said.out


@pytest.mark.parametrize(
    ("scope", "read"),
    [
        ("user:read:list_users:admin", "users"),
        ("group:read:settings:admin", "groups.id.settings"),
        ("account:read:lock_settings:admin", "accounts.lock_settings"),
        ("meeting:read:list_meetings:admin", "users.id.meetings"),
        ("meeting:read:invitation:admin", "meetings.id.invitation"),
        ("cloud_recording:read:recording_settings:admin", "meetings.id.recordings.settings"),
    ],
)
def test_a_refused_endpoint_is_named_with_its_scope(program, monkeypatch, scope, read):
    with online(monkeypatch, lacking(demo_school(), scope)):
        said = program("doctor", *FAST)
    assert said.code == 3
    assert scope in row(said, read)
    assert "refused" in row(said, read)
    assert f"{read}: Add " in said.out
    assert "can be read" in row(said, "roles")


def test_what_cannot_be_tried_is_not_said_to_be_readable(program, monkeypatch):
    with online(monkeypatch, demo_school(), Fault(FaultKind.REFUSE_PERMISSION, match="/users")):
        said = program("doctor", *FAST)
    assert said.code == 3
    assert "nothing there to try it on" in row(said, "users.id.settings")


def test_a_school_in_which_nobody_meets_has_nothing_to_try_meetings_on_and_that_is_no_failure(program, monkeypatch):
    with online(monkeypatch, replace(demo_school(), meetings=(), recordings=())):
        said = program("doctor", *FAST)
    assert said.code == 0
    assert "can be read" in row(said, "users.id.meetings")
    assert "nothing there to try it on" in row(said, "meetings.id")
    assert "nothing there to try it on" in row(said, "meetings.id.recordings.settings")


def test_supporting_evidence_alone_does_not_worry_the_doctor(program, monkeypatch):
    with online(monkeypatch, demo_school(), Fault(FaultKind.REFUSE_SCOPE, match="/accounts/me/managed_domains")):
        said = program("doctor", "--recommended", *FAST)
    assert "refused" in row(said, "accounts.managed_domains")
    assert "supporting evidence only" in said.out
    assert said.code == 0


def test_a_wrong_secret_is_named(program, monkeypatch):
    with online(monkeypatch, demo_school()):
        monkeypatch.setenv("ZOOM_CLIENT_SECRET", "Sesame-not-the-right-one")
        said = program("doctor", *FAST)
    assert said.code == 2
    assert "ZOOM_CLIENT_SECRET" in said.err
    assert "Sesame" not in said.err
    assert said.out == ""


def test_without_credentials_the_doctor_says_which_are_missing(program):
    said = program("doctor")
    assert said.code == 2
    for name in ("ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET"):
        assert name in said.err


def test_the_doctor_compares_what_it_read_with_the_catalogue(program, monkeypatch):
    newer = Fault(
        FaultKind.REPLACE, match="/users/{id}/settings?option=", path="in_meeting.who_can_share_screen", value="cohost"
    )
    with online(monkeypatch, demo_school(), newer):
        said = program("doctor", *FAST)
    assert said.code == 0
    assert "Compared with the catalogue: 1 account, 1 group, 1 user, 1 meeting, 1 recording." in said.out
    assert "in_meeting.ai_generated_avatars  (true or false; 1 account, 1 group, 1 user)" in said.out
    assert "in_meeting.who_can_share_screen: “cohost”  (1 user; known: host, all)" in said.out
