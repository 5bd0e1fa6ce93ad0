import json

from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from tests.zoom.support import ACCOUNT, INVITATION, MEETING, RECORDING, TRUSTED, USER, USER_SETTINGS, USERS
from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.zoom.answers import is_error, parse

NOT_UNDERSTOOD = [
    b"",
    b"<html><body>Bad gateway</body></html>",
    b'{"in_meeting": {"chat": tr',
    b"[]",
    b'"text"',
    b"null",
    b"7",
    b"\xff\xfe\x00",
    b'{"a": NaN}',
    b'{"a": Infinity}',
    b'{"a": 1e999}',
    b'{"waiting_room": false, "waiting_room": true}',
    b'{"a": {"chat": true, "chat": true}}',
    b'{"a": "\\ud800"}',
    b'{"a":' * 100_000,
    b'{"a": ' + b"9" * 5000 + b"}",
    b"{} {}",
]


@each("raw", NOT_UNDERSTOOD, ids=lambda raw: raw[:24].decode("latin-1"))
def test_what_is_not_surely_one_json_object_is_not_understood(raw):
    assert parse(raw) is None


def test_a_character_of_two_halves_is_understood():
    assert parse(b'{"a": "\\ud83d\\ude00"}') == {"a": "\U0001f600"}


@given(st.binary(max_size=60))
def test_no_bytes_at_all_break_the_reading(raw):
    body = parse(raw)
    assert body is None or isinstance(body, dict)


@given(
    st.dictionaries(
        st.text(max_size=4), st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.lists(st.booleans())
    )
)
def test_a_json_object_comes_back_as_it_was_sent(body):
    assert parse(json.dumps(body).encode()) == body


SAID = {"code": 200, "message": "Only available for Paid account."}


ASSISTANTS = endpoint("users.id.assistants")
LISTS = [endpoint("users.id.meetings"), endpoint("users.id.recordings")]


@each("where", [ACCOUNT, USER, USER_SETTINGS, USERS, TRUSTED, MEETING, INVITATION, RECORDING, ASSISTANTS, *LISTS])
def test_an_error_under_http_200_is_an_error(where):
    assert is_error(where, SAID)
    assert is_error(where, {**SAID, "accountId": "x"})


@each(
    ("where", "body"),
    [
        (ACCOUNT, {"in_meeting": {}}),
        (USER, {"id": "u1"}),
        (USERS, {"users": []}),
        (TRUSTED, {"trusted_domains": []}),
        (MEETING, {"settings": {}}),
        (MEETING, {"occurrences": []}),
        (INVITATION, {"invitation": ""}),
        (RECORDING, {"viewer_download": True}),
        (ASSISTANTS, {"assistants": []}),
        *((row, {"meetings": []}) for row in LISTS),
    ],
)
def test_an_answer_with_what_was_asked_for_is_none_whatever_else_it_holds(where, body):
    assert not is_error(where, {**body, **SAID})
    assert not is_error(where, body)


def test_an_empty_object_is_an_answer_in_which_everything_is_missing():
    assert not is_error(ACCOUNT, {})
