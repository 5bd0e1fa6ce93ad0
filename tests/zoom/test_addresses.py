import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.zoom.support import ACCOUNT, INVITATION, MEETING, RECORDING, USER_SETTINGS, USERS, Zoom, read
from zoom_policy_lint.zoom.addresses import meeting_uuid, path, query


def test_the_account_is_always_me():
    assert path(ACCOUNT, "") == path(ACCOUNT, "some-account") == "/accounts/me/settings"


@pytest.mark.parametrize("resource_id", ["", ".", ".."])
def test_an_id_that_would_name_another_address_is_refused(resource_id):
    with pytest.raises(ValueError, match="needs an id"):
        path(USER_SETTINGS, resource_id)


@given(st.text(min_size=1, max_size=12).filter(lambda text: text not in {".", ".."}))
def test_an_id_stays_one_part_of_the_path_whatever_it_holds(resource_id):
    parts = path(USER_SETTINGS, resource_id.encode("utf-8", "ignore").decode() or "x").split("/")
    assert len(parts) == 4
    assert not set("?#&=") & set(parts[2])


def test_the_encoded_id_arrives_as_it_is():
    server = Zoom()
    read(server, USER_SETTINGS, "a/b?c#d e")
    assert server.calls[0].url.raw_path == b"/v2/users/a%2Fb%3Fc%23d%20e/settings"


def test_a_view_is_asked_for_by_option_and_the_plain_one_by_nothing():
    assert query(ACCOUNT) == query(ACCOUNT, "default") == {}
    assert query(ACCOUNT, "meeting_security") == {"option": "meeting_security"}
    assert query(USERS, "default") == {"status": "active", "page_size": "300"}


@pytest.mark.parametrize(
    ("uuid", "encoded"),
    [
        ("4444AAAiAAAAAiAiAiiAii==", "4444AAAiAAAAAiAiAiiAii%3D%3D"),
        ("ab/cd+e==", "ab%2Fcd%2Be%3D%3D"),
        ("/ajXp112QmuoKj4854875==", "%252FajXp112QmuoKj4854875%253D%253D"),
        ("ajXp//112QmuoKj==", "ajXp%252F%252F112QmuoKj%253D%253D"),
    ],
)
def test_a_uuid_with_awkward_slashes_is_encoded_twice(uuid, encoded):
    assert meeting_uuid(uuid) == encoded
    assert (
        httpx.URL(f"https://api.zoom.us/v2/past_meetings/{encoded}").raw_path == f"/v2/past_meetings/{encoded}".encode()
    )


@pytest.mark.parametrize(
    ("uuid", "sent"),
    [
        ("ab/cd+e==", b"ab%2Fcd%2Be%3D%3D"),
        ("/ajXp112QmuoKj4854875==", b"%252FajXp112QmuoKj4854875%253D%253D"),
        ("ajXp//112QmuoKj==", b"ajXp%252F%252F112QmuoKj%253D%253D"),
    ],
)
def test_a_recording_is_asked_for_by_its_uuid_encoded_as_zoom_wants_it(uuid, sent):
    server = Zoom()
    read(server, RECORDING, uuid)
    assert server.calls[0].url.raw_path == b"/v2/meetings/" + sent + b"/recordings/settings"


def test_a_meeting_is_asked_for_by_its_number():
    assert path(MEETING, "91234567890") == "/meetings/91234567890"
    assert path(INVITATION, "91234567890") == "/meetings/91234567890/invitation"


def test_one_occurrence_is_asked_for_by_its_id():
    server = Zoom(httpx.Response(200, json={"id": 91234567890}))
    read(server, MEETING, "91234567890", occurrence="1796029200000")
    assert server.calls[0].url.raw_path == b"/v2/meetings/91234567890?occurrence_id=1796029200000"


@given(st.text("/ab+", min_size=1, max_size=12))
def test_whatever_slashes_a_uuid_has_it_stays_one_part_of_the_path(uuid):
    assert path(RECORDING, uuid).count("/") == 4
