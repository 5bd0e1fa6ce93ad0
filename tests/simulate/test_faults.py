import copy
import json

import pytest

from tests.support.each import each
from zoom_policy_lint.simulate import (
    Behaviour,
    ConnectionReset,
    Fault,
    FaultKind,
    RateLimitHeaders,
    demo_school,
)
from zoom_policy_lint.simulate.faults import spoil
from zoom_policy_lint.simulate.skeleton import walk

HEAD = demo_school().users[0]
SETTINGS = "/accounts/me/settings"


def with_fault(client_of, kind, behaviour=None, **fields):
    return client_of(demo_school(), behaviour, [Fault(kind, **fields)])


def sound(client_of, path, **query):
    return client_of(demo_school()).body(path, **query)


@each(
    ("match", "path", "query", "met"),
    [
        ("*", "/users", {}, True),
        ("/users", "/users", {"status": "inactive"}, True),
        ("/users", "/users/abc", {}, False),
        ("/users/{id}", "/users/abc", {}, True),
        ("/users/{id}", "/users/abc/settings", {}, False),
        ("/users/{id}*", "/users/abc/settings", {}, True),
        ("/users/abc/settings", "/users/abd/settings", {}, False),
        ("/users?status=inactive", "/users", {}, False),
        ("/users?status=inactive", "/users", {"status": "inactive", "page_size": "9"}, True),
        ("*/settings?option=", "/users/abc/settings", {}, True),
        ("*/settings?option=", "/users/abc/settings", {"option": "security"}, False),
        ("/a.b", "/aXb", {}, False),
    ],
)
def test_a_fault_meets_the_requests_that_it_names(match, path, query, met):
    assert Fault(FaultKind.EMPTY_BODY, match).matches(path, query) is met


def test_a_fault_comes_up_so_often_and_after_so_many(client_of):
    client = with_fault(client_of, FaultKind.SERVER_ERROR, match="/users", after=1, times=2)
    assert [client.get("/users").status_code for _ in range(5)] == [200, 500, 500, 200, 200]
    assert client.get("/groups").status_code == 200


def test_a_fault_without_a_number_comes_up_always(client_of):
    client = with_fault(client_of, FaultKind.SERVER_ERROR, match="/users")
    assert {client.get("/users").status_code for _ in range(5)} == {500}


def test_a_429_storm_with_and_without_headers(client_of):
    answer = with_fault(client_of, FaultKind.TOO_MANY_REQUESTS, match="/users").get("/users")
    assert (answer.status_code, answer.json()["code"]) == (429, 429)
    assert answer.headers["x-ratelimit-type"] == "QPS"
    assert "retry-after" not in answer.headers
    bare = with_fault(client_of, FaultKind.TOO_MANY_REQUESTS, match="/users", headers=False).get("/users")
    assert not [name for name in bare.headers if name.startswith("x-ratelimit")]


@pytest.mark.parametrize(("sent", "there"), [(RateLimitHeaders.ALL, True), (RateLimitHeaders.NONE, False)])
def test_a_daily_limit_says_when_to_come_back_if_headers_are_sent(client_of, sent, there):
    behaviour = Behaviour(rate_limit_headers=sent)
    answer = with_fault(client_of, FaultKind.DAILY_LIMIT, behaviour, match="/users").get("/users")
    assert answer.status_code == 429
    assert ("retry-after" in answer.headers) is there


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_comes_as_html(client_of, status):
    answer = with_fault(client_of, FaultKind.SERVER_ERROR, match="/users", status=status).get("/users")
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text.startswith("<html>")


def test_a_connection_reset_reaches_the_caller_as_itself(client_of):
    client = with_fault(client_of, FaultKind.CONNECTION_RESET, match="/users", times=1)
    with pytest.raises(ConnectionReset):
        client.get("/users")
    assert client.get("/users").status_code == 200


def test_a_truncated_body_is_no_json(client_of):
    answer = with_fault(client_of, FaultKind.TRUNCATED_JSON, match="/users").get("/users")
    assert answer.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        answer.json()


def test_a_slow_body_is_whole_in_the_end(client_of):
    client = with_fault(client_of, FaultKind.SLOW_BODY, match="/users", value=3)
    assert client.body("/users") == sound(client_of, "/users")
    assert client.slept == [3] * 8


@pytest.mark.parametrize(
    ("kind", "status", "code", "words"),
    [
        (FaultKind.REFUSE_SCOPE, 400, 4711, "does not contain scopes:[user:read:list_users:admin]"),
        (FaultKind.REFUSE_PLAN, 400, 200, "Only available for Paid account."),
        (FaultKind.REFUSE_PERMISSION, 400, 200, "No permission."),
        (FaultKind.ERROR_IN_200, 200, 200, "Only available for Paid account."),
        (FaultKind.TOKEN_DIES, 401, 124, "Invalid access token."),
    ],
)
def test_refusals_on_demand(client_of, kind, status, code, words):
    answer = with_fault(client_of, kind, match="/users").get("/users")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert words in answer.json()["message"]


def test_a_token_that_died_can_be_replaced(client_of):
    client = with_fault(client_of, FaultKind.TOKEN_DIES, match="/users", times=1)
    assert client.get("/users").status_code == 401
    client.bearer = ""
    assert client.get("/users").status_code == 200


def test_a_user_vanishes_between_the_list_and_the_reading(client_of):
    client = with_fault(client_of, FaultKind.NOT_FOUND, match=f"/users/{HEAD.id}*")
    assert HEAD.id in {row["id"] for row in client.body("/users")["users"]}
    answer = client.get(f"/users/{HEAD.id}/settings")
    expected = {"code": 1001, "message": f"User does not exist: {HEAD.id}."}
    assert (answer.status_code, answer.json()) == (404, expected)
    assert client.get(f"/users/{HEAD.id}").status_code == 404


def test_settings_may_be_missing_while_the_user_is_still_there(client_of):
    client = with_fault(client_of, FaultKind.NOT_FOUND, match=f"/users/{HEAD.id}/settings")
    assert client.get(f"/users/{HEAD.id}/settings").status_code == 404
    assert client.get(f"/users/{HEAD.id}").status_code == 200


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/groups/g/settings", 4130),
        ("/accounts/me/settings", 2001),
        ("/users", 404),
        ("/meetings/1", 3001),
        ("/meetings/1/invitation", 3001),
        ("/meetings/1/recordings", 3301),
        ("/meetings/1/recordings/settings", 3301),
    ],
)
def test_other_things_vanish_in_their_own_words(client_of, path, code):
    assert with_fault(client_of, FaultKind.NOT_FOUND, match=path).get(path).json()["code"] == code


def test_a_repeated_page_token_brings_the_same_page_again(client_of):
    client = with_fault(client_of, FaultKind.REPEATED_PAGE_TOKEN, match="/users")
    token = client.body("/users", page_size=5)["next_page_token"]
    pages = [client.body("/users", page_size=5, next_page_token=token) for _ in range(3)]
    assert pages[0] == pages[1] == pages[2]
    assert pages[0]["next_page_token"] == token


def test_endless_pages_never_end_and_never_repeat_a_token(client_of):
    client = with_fault(client_of, FaultKind.ENDLESS_PAGES, match="/users")
    tokens, token = set(), ""
    for _ in range(20):
        token = client.body("/users", page_size=10, next_page_token=token)["next_page_token"]
        assert token
        assert token not in tokens
        tokens.add(token)


def test_a_page_token_expires_on_demand(client_of):
    client = with_fault(client_of, FaultKind.EXPIRED_PAGE_TOKEN, match="/users", after=1, times=1)
    token = client.body("/users", page_size=10)["next_page_token"]
    assert client.get("/users", page_size=10, next_page_token=token).json()["code"] == 300
    assert client.get("/users", page_size=10, next_page_token=token).status_code == 200


def test_an_empty_page_has_no_rows_but_goes_on(client_of):
    client = with_fault(client_of, FaultKind.EMPTY_PAGE, match="/users", times=1)
    body = client.body("/users", page_size=10)
    assert body["users"] == []
    assert body["next_page_token"]
    assert client.body("/users", page_size=10)["users"]


@pytest.mark.parametrize(("value", "more"), [(None, 1), (7, 7)])
def test_the_total_may_be_larger_than_the_rows(client_of, value, more):
    client = with_fault(client_of, FaultKind.TOTAL_TOO_LARGE, match="/users", value=value)
    assert client.body("/users")["total_records"] == sound(client_of, "/users")["total_records"] + more


def test_a_lost_row_leaves_the_total(client_of):
    body, whole = with_fault(client_of, FaultKind.LOST_ROW).body("/users"), sound(client_of, "/users")
    assert body["users"] == whole["users"][1:]
    assert body["total_records"] == whole["total_records"]


def test_an_empty_body(client_of):
    assert with_fault(client_of, FaultKind.EMPTY_BODY, match=SETTINGS).body(SETTINGS) == {}


def test_a_key_or_a_section_is_dropped(client_of):
    whole = sound(client_of, SETTINGS)
    without_key = copy.deepcopy(whole)
    del without_key["in_meeting"]["chat"]
    client = with_fault(client_of, FaultKind.DROP, match=SETTINGS, path="in_meeting.chat")
    assert client.body(SETTINGS) == without_key
    client = with_fault(client_of, FaultKind.DROP, match=SETTINGS, path="in_meeting")
    assert client.body(SETTINGS) == {key: value for key, value in whole.items() if key != "in_meeting"}


def test_one_value_is_replaced_and_unknown_keys_are_added(client_of):
    client = with_fault(client_of, FaultKind.REPLACE, match=SETTINGS, path="in_meeting.chat", value="maybe")
    assert client.body(SETTINGS)["in_meeting"]["chat"] == "maybe"
    client = with_fault(client_of, FaultKind.REPLACE, match=SETTINGS, path="new.section.key", value=1)
    assert client.body(SETTINGS)["new"] == {"section": {"key": 1}}


def test_every_row_of_a_list_is_reached_by_a_star(client_of):
    client = with_fault(client_of, FaultKind.REPLACE, match="/users", path="users.*.status", value="asleep")
    assert {row["status"] for row in client.body("/users")["users"]} == {"asleep"}
    client = with_fault(client_of, FaultKind.DROP, match="/users", path="users.*.email")
    assert not any("email" in row for row in client.body("/users")["users"])


@pytest.mark.parametrize("view", ["default", "meeting_security"])
def test_every_value_gets_another_type(client_of, view):
    whole = dict(walk(sound(client_of, SETTINGS, option=view)))
    body = with_fault(client_of, FaultKind.WRONG_TYPE, match=SETTINGS).body(SETTINGS, option=view)
    for path, value in whole.items():
        assert type(_at(body, path)) is not type(value) or isinstance(value, list), path


def test_every_value_is_null(client_of):
    body = with_fault(client_of, FaultKind.NULL_VALUE, match=SETTINGS).body(SETTINGS)
    assert {value for _, value in walk(body) if not isinstance(value, list)} == {None}


def test_words_and_numbers_become_unheard_of_and_switches_stay(client_of):
    whole = sound(client_of, SETTINGS)
    body = with_fault(client_of, FaultKind.UNKNOWN_VALUE, match=SETTINGS).body(SETTINGS)
    assert body["recording"]["auto_recording"] == "none_of_a_new_kind"
    assert body["in_meeting"]["allow_participants_chat_with"] == 990_101
    assert body["in_meeting"]["chat"] is whole["in_meeting"]["chat"]


def test_a_path_that_is_not_there_changes_nothing():
    body = {"a": {"b": [1, 2]}}
    for path in ("c", "a.c", "a.b.c", "a.b.0.c", "x.y.z"):
        assert spoil(Fault(FaultKind.DROP, path=path), body) == body


def test_spoiling_never_touches_the_body_it_was_given():
    body = {"users": [{"id": "a"}], "total_records": 1, "next_page_token": ""}
    before = copy.deepcopy(body)
    for kind in FaultKind:
        spoil(Fault(kind, path="users.*.id"), body)
        spoil(Fault(kind, path="total_records"), body)
    assert body == before


def test_faults_of_the_token_endpoint(client_of):
    client = with_fault(client_of, FaultKind.SERVER_ERROR, match="/oauth/token", times=1)
    assert client.token().status_code == 500
    assert client.token().status_code == 200
    client = with_fault(client_of, FaultKind.DROP, match="/oauth/token", path="access_token")
    assert "access_token" not in client.token().json()


def test_faults_work_together(client_of):
    faults = [
        Fault(FaultKind.DROP, SETTINGS, path="in_meeting.chat"),
        Fault(FaultKind.NULL_VALUE, SETTINGS, path="in_meeting.private_chat"),
    ]
    body = client_of(demo_school(), None, faults).body(SETTINGS)["in_meeting"]
    assert "chat" not in body
    assert body["private_chat"] is None


def _at(body, path):
    for key in path:
        body = body[key]
    return body
