"""The faults on demand, on the answers about meetings and recordings."""

import json
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest

from tests.simulate.test_faults import HEAD, sound, with_fault
from zoom_policy_lint.simulate import ConnectionReset, FaultKind, demo_school
from zoom_policy_lint.simulate.clock import DEMO_TIME

CHOIR = demo_school().user("choir@stjosephs.example.sch.uk")
SERIES = next(m for m in demo_school().meetings_of(HEAD) if m.type == 8)
OCCURRENCE = next(one for one in SERIES.occurrences if one.start > DEMO_TIME + timedelta(weeks=1) and not one.deleted)
LISTS = [f"/users/{HEAD.id}/meetings", f"/users/{CHOIR.id}/recordings?from=2026-11-01&to=2026-11-30"]
SINGLE = [
    f"/meetings/{SERIES.id}",
    f"/meetings/{SERIES.id}/invitation",
    "/meetings/%252FtXb3mQ9RkC4uJw7pLz2aA%253D%253D/recordings",
    "/meetings/%252FtXb3mQ9RkC4uJw7pLz2aA%253D%253D/recordings/settings",
]


def below(address):
    """What matches the address and every other of its kind."""
    return f"/{address.split('/')[1]}/*"


def ask(client, address):
    path, _, query = address.partition("?")
    return client.get(path, **dict(parse_qsl(query)))


@pytest.mark.parametrize("address", [*LISTS, *SINGLE])
@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (FaultKind.TOO_MANY_REQUESTS, 429),
        (FaultKind.DAILY_LIMIT, 429),
        (FaultKind.SERVER_ERROR, 500),
        (FaultKind.REFUSE_SCOPE, 400),
        (FaultKind.REFUSE_PLAN, 400),
        (FaultKind.REFUSE_PERMISSION, 400),
        (FaultKind.NOT_FOUND, 404),
        (FaultKind.TOKEN_DIES, 401),
        (FaultKind.ERROR_IN_200, 200),
    ],
)
def test_meetings_and_recordings_are_refused_on_demand(client_of, address, kind, status):
    client = with_fault(client_of, kind, match=below(address), times=1)
    first, second = ask(client, address), ask(client, address)
    assert first.status_code == status
    if kind is FaultKind.TOKEN_DIES:
        client.bearer = ""
        second = ask(client, address)
    assert second.status_code == 200
    assert first.content != second.content


@pytest.mark.parametrize("address", [*LISTS, *SINGLE])
def test_meetings_and_recordings_break_off_on_demand(client_of, address):
    with pytest.raises(ConnectionReset):
        ask(with_fault(client_of, FaultKind.CONNECTION_RESET, match=below(address)), address)
    answer = ask(with_fault(client_of, FaultKind.TRUNCATED_JSON, match=below(address)), address)
    with pytest.raises(json.JSONDecodeError):
        answer.json()
    assert ask(with_fault(client_of, FaultKind.EMPTY_BODY, match=below(address)), address).json() == {}


@pytest.mark.parametrize("address", LISTS)
def test_lists_of_meetings_and_recordings_lead_astray_on_demand(client_of, address):
    small = f"{address}{'&' if '?' in address else '?'}page_size=1"
    path, whole = small.partition("?")[0], sound_at(client_of, small)
    assert whole["total_records"] > 1
    lost = ask(with_fault(client_of, FaultKind.LOST_ROW, match=path), small).json()
    assert (lost["meetings"], lost["total_records"]) == ([], whole["total_records"])
    more = ask(with_fault(client_of, FaultKind.TOTAL_TOO_LARGE, match=path), small).json()
    assert more["total_records"] == whole["total_records"] + 1
    client = with_fault(client_of, FaultKind.REPEATED_PAGE_TOKEN, match=path)
    token = ask(client, small).json()["next_page_token"]
    assert ask(client, f"{small}&next_page_token={token}").json()["next_page_token"] == token
    client = with_fault(client_of, FaultKind.EXPIRED_PAGE_TOKEN, match=path)
    token = ask(client, small).json()["next_page_token"]
    assert ask(client, f"{small}&next_page_token={token}").json()["code"] == 300
    client = with_fault(client_of, FaultKind.ENDLESS_PAGES, match=path)
    assert ask(client, f"{address}{'&' if '?' in address else '?'}page_size=300").json()["next_page_token"]


def sound_at(client_of, address):
    return ask(client_of(demo_school()), address).json()


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FaultKind.WRONG_TYPE, None),
        (FaultKind.REPLACE, "text"),
        (FaultKind.REPLACE, True),
        (FaultKind.NULL_VALUE, None),
    ],
)
def test_a_number_that_is_an_id_may_become_something_else(client_of, address, kind, value):
    match = address.partition("?")[0]
    rows = ask(with_fault(client_of, kind, match=match, path="meetings.*.id", value=value), address).json()["meetings"]
    assert rows
    if kind is FaultKind.WRONG_TYPE:
        assert all(type(row["id"]["value"]) is int for row in rows)
    else:
        assert {row["id"] for row in rows} == {value}


def test_a_number_that_is_an_id_may_become_another_or_be_missing(client_of):
    path = f"/users/{HEAD.id}/meetings"
    whole = [row["id"] for row in sound(client_of, path)["meetings"]]
    other = with_fault(client_of, FaultKind.UNKNOWN_VALUE, match=path, path="meetings.*.id").body(path)["meetings"]
    assert [row["id"] for row in other] == [number + 990_099 for number in whole]
    without = with_fault(client_of, FaultKind.DROP, match=path, path="meetings.*.id").body(path)["meetings"]
    assert not any("id" in row for row in without)


@pytest.mark.parametrize("kind", [FaultKind.WRONG_TYPE, FaultKind.NULL_VALUE, FaultKind.DROP])
@pytest.mark.parametrize(
    "path",
    ["settings", "settings.waiting_room", "settings.waiting_room_options.mode", "occurrences.*.status", "agenda"],
)
def test_a_part_of_a_meeting_is_spoilt_and_the_rest_stays(client_of, kind, path):
    address = f"/meetings/{SERIES.id}"
    whole = sound(client_of, address)
    spoilt = with_fault(client_of, kind, match="/meetings/{id}", path=path).body(address)
    assert spoilt != whole
    top = path.partition(".")[0]
    assert {k: v for k, v in spoilt.items() if k != top} == {k: v for k, v in whole.items() if k != top}


def test_one_occurrence_may_be_refused_while_the_series_is_read(client_of):
    client = with_fault(client_of, FaultKind.SERVER_ERROR, match=f"/meetings/{{id}}?occurrence_id={OCCURRENCE.id}")
    assert client.get(f"/meetings/{SERIES.id}").status_code == 200
    assert client.get(f"/meetings/{SERIES.id}", occurrence_id=OCCURRENCE.id).status_code == 500


def test_a_meeting_vanishes_between_the_list_and_the_reading(client_of):
    client = with_fault(client_of, FaultKind.NOT_FOUND, match=f"/meetings/{SERIES.id}*")
    assert SERIES.id in {row["id"] for row in client.body(f"/users/{HEAD.id}/meetings")["meetings"]}
    answer = client.get(f"/meetings/{SERIES.id}")
    expected = {"code": 3001, "message": f"Meeting does not exist: {SERIES.id}."}
    assert (answer.status_code, answer.json()) == (404, expected)


def test_a_fault_means_a_recording_by_its_uuid_with_its_slashes_encoded(client_of):
    match = "/meetings/%2FtXb3mQ9RkC4uJw7pLz2aA==/recordings/settings"
    client = with_fault(client_of, FaultKind.SERVER_ERROR, match=match)
    assert client.get(SINGLE[3]).status_code == 500
    assert client.get(SINGLE[2]).status_code == 200
