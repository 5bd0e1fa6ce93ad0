import pytest

from tests.pull.fakes import (
    OCTOBER,
    RECORDINGS,
    gone_error,
    lively_school,
    paged,
    person,
    pull_into,
    recording,
)
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.resolve import FieldReader
from zoom_policy_lint.zoom import PermissionMissing

SETTINGS = "meetings.id.recordings.settings"
LIST = "users.id.recordings"


@pytest.fixture
def out(tmp_path):
    return tmp_path / "s.zpl"


def field(resource, name):
    return FieldReader(fields(Level.RECORDING)[name])(resource)


def test_recordings_are_resources_by_uuid_slashes_included(out):
    source = lively_school()
    source.answers[SETTINGS, "/a//b=="] = {"viewer_download": False}
    one = pull_into(out, source, RECORDINGS).recording()
    assert one.name == "u00000@school.example, Mon 12 Oct 2026 10:00 UTC, …4821"
    assert one.bodies == {SETTINGS: {"viewer_download": False}}
    of_host = {"host": "u00000@school.example", "host_status": "active", "host_role_id": "2"}
    assert one.fields == recording("/a//b==") | of_host
    assert not one.unread


def test_recordings_of_leavers_are_read_too(out):
    leavers = pull_into(out, lively_school(), RECORDINGS).recording("c")
    assert leavers.fields["host"] == "u00009@school.example"
    assert leavers.fields["host_status"] == "inactive"


def test_every_month_of_every_user_is_asked_for_once(out):
    source = lively_school()
    pull_into(out, source, RECORDINGS)
    months = ["2026-09-23..2026-09-30", OCTOBER, "2026-11-01..2026-11-25"]
    asked = {key: times for key, times in source.asked.items() if key[0] == LIST}
    users = ("u00000", "u00001", "u00002", "u00009")
    assert asked == {(LIST, f"{user} {month}"): 1 for user in users for month in months}


def test_a_recording_that_two_months_hold_is_one(out):
    source = lively_school()
    source.lists[LIST, "u00000 2026-11-01..2026-11-25"] = paged([recording("/a//b==")])
    pulled = pull_into(out, source, RECORDINGS)
    assert pulled.ids(Level.RECORDING) == ["/a//b==", "c"]
    assert pulled.listings[LIST, ""].count == 2


def test_a_host_id_of_somebody_else_leaves_the_host_unknown(out):
    source = lively_school()
    source.lists[LIST, f"u00000 {OCTOBER}"] = paged([recording("/a//b==", "u00002")])
    one = pull_into(out, source, RECORDINGS).recording()
    assert field(one, "host").reason is Reason.ERROR
    assert field(one, "host_status").reason is Reason.ERROR


def test_a_host_who_is_listed_as_active_and_inactive_is_neither(out):
    source = lively_school()
    source.lists["users.inactive", ""] = paged([person(0), person(9)])
    one = pull_into(out, source, RECORDINGS).recording()
    assert field(one, "host_status").reason is Reason.ERROR
    assert one.fields["host"] == "u00000@school.example"


def test_settings_that_are_refused_say_why(out):
    source = lively_school()
    source.answers[SETTINGS, "/a//b=="] = PermissionMissing("/meetings/{meetingId}/recordings/settings", "not allowed")
    assert pull_into(out, source, RECORDINGS).recording().unread[SETTINGS].reason is Reason.SCOPE


@pytest.mark.parametrize(
    ("second_list", "gone"),
    [
        (paged([]), True),
        (paged([recording("/a//b==")]), False),
        (paged([], total=1), False),
        ([PermissionMissing("/users/{userId}/recordings", "not allowed")], False),
        ([gone_error()], False),
    ],
)
def test_a_recording_that_vanished_is_looked_for_in_its_month_once_more(out, second_list, gone):
    source = lively_school()
    source.lists[LIST, f"u00000 {OCTOBER}"] = [paged([recording("/a//b==")]), second_list]
    source.answers[SETTINGS, "/a//b=="] = gone_error()
    one = pull_into(out, source, RECORDINGS).recording()
    assert one.gone is gone
    assert source.asked[LIST, f"u00000 {OCTOBER}"] == 2
    if not gone:
        assert one.unread[SETTINGS].reason is Reason.VANISHED


def test_recordings_that_vanished_with_their_host_are_gone(out):
    source = lively_school()
    source.lists[LIST, f"u00000 {OCTOBER}"] = [paged([recording("/a//b==")]), [gone_error()]]
    source.answers[SETTINGS, "/a//b=="] = source.answers["users.id", "u00000"] = gone_error()
    assert pull_into(out, source, RECORDINGS).recording().gone


def test_a_month_is_listed_once_more_for_all_that_vanished_from_it(out):
    source = lively_school()
    rows = [recording(f"r{number}") for number in range(40)]
    source.lists[LIST, f"u00000 {OCTOBER}"] = [paged(rows), paged(rows[:1])]
    source.answers[SETTINGS, "*"] = gone_error()
    pulled = pull_into(out, source, RECORDINGS)
    assert source.asked[LIST, f"u00000 {OCTOBER}"] == 2
    assert [id_ for id_ in pulled.ids(Level.RECORDING) if not pulled.recording(id_).gone] == ["c", "r0"]


def test_an_account_without_recordings_has_a_whole_and_empty_list(out):
    source = lively_school()
    source.lists = {key: pages for key, pages in source.lists.items() if key[0] != LIST}
    pulled = pull_into(out, source, RECORDINGS)
    assert (pulled.listings[LIST, ""].complete, pulled.listings[LIST, ""].count) == (True, 0)
    assert pulled.ids(Level.RECORDING) == []
