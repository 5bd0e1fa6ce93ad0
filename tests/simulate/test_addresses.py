from urllib.parse import quote

import pytest

from zoom_policy_lint.simulate.addresses import encoded_path, ids_in, readable


def once(text):
    return quote(text, safe="")


@pytest.mark.parametrize("uuid", ["aDYlohsHRtCd4ii1uC2+hA==", "q7/Zd0sLRy6uTm1vGh4nWA==", "ab/cd/ef=="])
def test_an_ordinary_uuid_may_be_encoded_once_or_twice(uuid):
    for part in (once(uuid), once(once(uuid))):
        assert ids_in({"meetingId": part}) == {"meetingId": uuid}


@pytest.mark.parametrize("uuid", ["/tXb3mQ9RkC4uJw7pLz2aA==", "b8//Qm3VTfK5xW0yNc6dHg==", "//a//=="])
def test_a_uuid_that_starts_with_a_slash_or_holds_two_in_a_row_must_be_encoded_twice(uuid):
    assert ids_in({"meetingId": once(once(uuid))}) == {"meetingId": uuid}
    assert ids_in({"meetingId": once(uuid)}) == {"meetingId": ""}


def test_other_ids_are_encoded_once():
    assert ids_in({"userId": "head%40school.example"}) == {"userId": "head@school.example"}


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("/users/head%40school.example", "/users/head@school.example"),
        ("/meetings/%252Fa%253D%253D/recordings", "/meetings/%2Fa==/recordings"),
        ("/meetings/a%2Fb==/recordings", "/meetings/a%2Fb==/recordings"),
    ],
)
def test_a_path_is_readable_and_keeps_its_parts(sent, read):
    assert readable(sent) == read


def test_a_server_that_does_not_say_what_was_sent_is_believed():
    assert encoded_path({"path": "/users/a@b"}) == "/users/a%40b"
    assert encoded_path({"path": "/a/b", "raw_path": b"/a%2Fb"}) == "/a%2Fb"
