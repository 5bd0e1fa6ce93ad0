import asyncio

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from tests.zoom.support import GROUP_SETTINGS, ROLES, TRUSTED, USERS, Zoom, read_pages, zoom_says
from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.zoom import BadAnswer, PageTokenRefused, paging

NOTHING_ASKED = TextQuestions()
MEETINGS = endpoint("users.id.meetings")
RECORDINGS = endpoint("users.id.recordings")
OCTOBER = ("2026-10-01", "2026-10-31")


def read_page(where, body):
    return paging.read_page(where, body, NOTHING_ASKED)


def people(*ids, token="", **more):
    return httpx.Response(200, json={"users": [{"id": name} for name in ids], "next_page_token": token, **more})


def ids(found):
    return [row["id"] for page in found for row in page.rows]


def test_every_page_is_asked_for_with_the_same_parameters():
    server = Zoom(people("a", token="T1"), people("b", token="T2"), people("c"))
    assert ids(read_pages(server)) == ["a", "b", "c"]
    asked = [dict(call.url.params) for call in server.calls]
    assert [query.pop("next_page_token", None) for query in asked] == [None, "T1", "T2"]
    assert asked == [{"status": "active", "page_size": "300"}] * 3


@pytest.mark.parametrize("end", [{"next_page_token": ""}, {"next_page_token": None}, {}])
def test_an_empty_or_missing_token_is_the_end(end):
    server = Zoom(httpx.Response(200, json={"users": [{"id": "a"}], **end}))
    assert ids(read_pages(server)) == ["a"]
    assert len(server.calls) == 1


def test_an_empty_page_is_not_the_end_while_its_token_goes_on():
    server = Zoom(people("a", token="T1"), people(token="T2"), people("b"))
    assert ids(read_pages(server)) == ["a", "b"]


def test_a_token_that_comes_back_at_once_is_refused():
    with pytest.raises(BadAnswer, match="circles"):
        read_pages(Zoom(people("a", token="T1"), people("b", token="T1")))


def test_tokens_that_go_in_a_larger_circle_are_refused():
    with pytest.raises(BadAnswer, match="circles"):
        read_pages(
            Zoom(people("a", token="T1"), people("b", token="T2"), people("c", token="T3"), people("d", token="T1"))
        )


def test_a_list_that_never_ends_is_given_up():
    async def endless(query):
        return {"users": [], "next_page_token": query.get("next_page_token", "") + "x"}

    async def go():
        return [page async for page in paging.pages(USERS, endless, NOTHING_ASKED, most=25)]

    with pytest.raises(BadAnswer, match="25 pages"):
        asyncio.run(go())


@pytest.mark.parametrize("status", [400, 404])
def test_an_expired_token_means_starting_the_list_again(status):
    server = Zoom(people("a", token="T1"), zoom_says(status, 300, "The next page token is invalid or expired."))
    with pytest.raises(PageTokenRefused, match="read again from its start"):
        read_pages(server)


BAD_LISTS = [{}, {"users": None}, {"users": {}}, {"users": "none"}, {"users": {"0": {"id": "a"}}}, {"members": []}]
BAD_ROWS = ["text", None, 7, [], {}, {"id": None}, {"id": ""}, {"id": 7}, {"email": "a@b.example"}]


@each("body", BAD_LISTS)
def test_an_answer_without_its_list_is_no_empty_list(body):
    with pytest.raises(BadAnswer, match="no list “users”"):
        read_page(USERS, body)


@each("row", BAD_ROWS)
def test_a_row_that_is_not_what_it_should_be_spoils_the_list(row):
    with pytest.raises(BadAnswer, match="row"):
        read_page(USERS, {"users": [{"id": "a"}, row]})


@pytest.mark.parametrize("row", [None, 7, {"domain": "a.example"}, ["a.example"]])
def test_rows_of_plain_text_must_be_text(row):
    with pytest.raises(BadAnswer, match="row"):
        read_page(TRUSTED, {"trusted_domains": [row]})


def test_rows_of_plain_text_are_kept():
    page, token = read_page(TRUSTED, {"trusted_domains": ["a.example", "b.example"]})
    assert (page.rows, page.total, token) == (("a.example", "b.example"), None, "")


@pytest.mark.parametrize("token", [7, True, ["T"], {"t": 1}])
def test_a_token_that_is_no_text_is_no_end(token):
    with pytest.raises(BadAnswer, match="token"):
        read_page(USERS, {"users": [], "next_page_token": token})


@pytest.mark.parametrize(("total", "read"), [(0, 0), (41, 41), (41.0, 41), (None, None)])
def test_the_number_of_records_is_told_where_zoom_tells_it(total, read):
    assert read_page(USERS, {"users": [], "total_records": total})[0].total == read


@each("total", ["41", True, -1, 1.5, [], {}])
def test_a_number_of_records_that_is_none_is_not_understood(total):
    with pytest.raises(BadAnswer, match="number of records"):
        read_page(USERS, {"users": [], "total_records": total})


def test_a_list_that_is_not_paged_is_asked_for_without_a_page_size():
    server = Zoom(httpx.Response(200, json={"roles": [{"id": "0", "name": "Owner"}], "total_records": 1}))
    assert ids(read_pages(server, ROLES)) == ["0"]
    assert not server.calls[0].url.query


def test_a_list_of_a_resource_is_asked_for_by_its_id():
    server = Zoom(httpx.Response(200, json={"members": [{"id": "u1", "email": "a@b.example"}]}))
    assert ids(read_pages(server, endpoint("groups.id.members"), "g/1")) == ["u1"]
    assert server.calls[0].url.raw_path.startswith(b"/v2/groups/g%2F1/members?")


def test_a_meeting_is_told_by_its_number_however_long():
    rows = [{"id": 91234567890}, {"id": 9007199254740993}, {"id": "85746065432"}]
    page, _ = read_page(MEETINGS, {"meetings": rows})
    assert [row["id"] for row in page.rows] == [91234567890, 9007199254740993, "85746065432"]


@each("number", [True, False, 9.1234567890e10, 0, -5, None, [91234567890], {}])
def test_what_is_no_whole_number_is_no_meetings_number(number):
    with pytest.raises(BadAnswer, match="row"):
        read_page(MEETINGS, {"meetings": [{"id": number}]})


def test_a_number_is_no_id_of_anything_else():
    with pytest.raises(BadAnswer, match="row"):
        read_page(RECORDINGS, {"meetings": [{"uuid": 7}]})


def recordings(*uuids, token="", **more):
    return httpx.Response(200, json={"meetings": [{"uuid": u} for u in uuids], "next_page_token": token, **more})


def test_every_page_of_a_month_is_asked_for_with_the_same_days():
    server = Zoom(recordings("a==", token="T1"), recordings("b=="))
    found = read_pages(server, RECORDINGS, "u1", span=OCTOBER)
    assert [row["uuid"] for page in found for row in page.rows] == ["a==", "b=="]
    asked = [dict(call.url.params) for call in server.calls]
    assert [query.pop("next_page_token", None) for query in asked] == [None, "T1"]
    assert asked == [{"page_size": "300", "from": "2026-10-01", "to": "2026-10-31"}] * 2


ECHOES = [{}, {"from": OCTOBER[0], "to": OCTOBER[1]}, {"from": "2026-09-30", "to": "2026-11-01"}, {"from": None}]


@each("echo", [*ECHOES, {"from": "", "to": ""}, {"from": 7}, {"to": "2026-10-31T23:59:59Z"}])
def test_a_month_is_whole_when_zoom_says_so_or_says_nothing(echo):
    assert read_pages(Zoom(recordings(**echo)), RECORDINGS, "u1", span=OCTOBER)


@pytest.mark.parametrize(
    "echo", [{"from": "2026-10-02"}, {"to": "2026-10-30"}, {"from": "2026-11-24", "to": "2026-11-24"}]
)
def test_days_that_zoom_silently_left_out_are_noticed(echo):
    with pytest.raises(BadAnswer, match="of the days asked for"):
        read_pages(Zoom(recordings(**echo)), RECORDINGS, "u1", span=OCTOBER)


def test_days_to_come_may_be_left_out():
    november = ("2026-11-01", "2026-11-25")
    assert read_pages(Zoom(recordings(**{"from": "2026-11-01", "to": "2026-11-23"})), RECORDINGS, "u1", span=november)
    with pytest.raises(BadAnswer):
        read_pages(Zoom(recordings(**{"from": "2026-11-01", "to": "2026-11-22"})), RECORDINGS, "u1", span=november)


def test_a_list_by_the_month_is_never_asked_for_without_its_days():
    with pytest.raises(ValueError, match="first and a last day"):
        read_pages(Zoom(recordings()), RECORDINGS, "u1")
    with pytest.raises(ValueError, match="no days"):
        read_pages(Zoom(recordings()), MEETINGS, "u1", span=OCTOBER)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["users", "id", "next_page_token", "total_records", "x"]), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["users", "next_page_token", "total_records", "code"]), JSON))
def test_whatever_zoom_sends_a_page_is_either_understood_or_refused(body):
    try:
        page, token = read_page(USERS, body)
    except BadAnswer:
        return
    assert isinstance(token, str)
    assert all(isinstance(row, dict) and row["id"] for row in page.rows)


def test_a_settings_endpoint_is_no_list():
    with pytest.raises(BadAnswer):
        read_page(GROUP_SETTINGS, {"in_meeting": {}})
