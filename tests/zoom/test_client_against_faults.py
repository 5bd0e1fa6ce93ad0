"""The real client against every fault of the simulated account."""

import asyncio

import pytest

from tests.support.each import each
from tests.zoom.simulated import SOMEBODY, Line
from tests.zoom.support import USERS
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.simulate import (
    Behaviour,
    Fault,
    FaultKind,
    RetryAfter,
    big_school,
)
from zoom_policy_lint.zoom import (
    BadAnswer,
    CredentialsRefused,
    NotFound,
    PageTokenRefused,
    PermissionMissing,
    PlanTooLow,
    RateLimited,
    ScopeMissing,
    ServerFault,
    Unreachable,
)
from zoom_policy_lint.zoom.addresses import path, query
from zoom_policy_lint.zoom.paging import pages

NOBODY = {
    FaultKind.SERVER_ERROR: ServerFault,
    FaultKind.CONNECTION_RESET: Unreachable,
    FaultKind.TOO_MANY_REQUESTS: RateLimited,
    FaultKind.DAILY_LIMIT: RateLimited,
    FaultKind.TRUNCATED_JSON: BadAnswer,
    FaultKind.TOKEN_DIES: CredentialsRefused,
    FaultKind.REFUSE_SCOPE: ScopeMissing,
    FaultKind.REFUSE_PLAN: PlanTooLow,
    FaultKind.REFUSE_PERMISSION: PermissionMissing,
    FaultKind.NOT_FOUND: NotFound,
    FaultKind.ERROR_IN_200: PlanTooLow,
}
PAGES = {
    FaultKind.REPEATED_PAGE_TOKEN: BadAnswer,
    FaultKind.EXPIRED_PAGE_TOKEN: PageTokenRefused,
    FaultKind.ENDLESS_PAGES: None,
    FaultKind.EMPTY_PAGE: None,
    FaultKind.LOST_ROW: None,
    FaultKind.TOTAL_TOO_LARGE: None,
}
"""Errors of lists; None: the client hands on what came, and the count tells that it is not the whole list."""
VALUES = {
    FaultKind.WRONG_TYPE,
    FaultKind.UNKNOWN_VALUE,
    FaultKind.NULL_VALUE,
    FaultKind.REPLACE,
    FaultKind.DROP,
    FaultKind.EMPTY_BODY,
}
"""The client hands on what Zoom says; whether it can be judged is the judge's business."""
PATIENCE = {FaultKind.SLOW_BODY}


def test_every_fault_of_the_simulated_account_is_tried_here():
    assert NOBODY.keys() | PAGES.keys() | VALUES | PATIENCE == set(FaultKind)


@each(("kind", "error"), NOBODY.items(), ids=str)
def test_a_fault_that_stays_becomes_its_own_error(kind, error):
    line = Line(Fault(kind, match="/users/{id}/settings"))
    with pytest.raises(error) as caught:
        line.read()
    assert type(caught.value) is error
    assert caught.value.endpoint == "/users/{userId}/settings"
    assert SOMEBODY not in str(caught.value)


PASSING = [
    FaultKind.SERVER_ERROR,
    FaultKind.CONNECTION_RESET,
    FaultKind.TOO_MANY_REQUESTS,
    FaultKind.TRUNCATED_JSON,
]


@each("kind", PASSING)
@each("headers", [True, False])
def test_a_fault_that_passes_is_waited_out(kind, headers):
    line = Line(Fault(kind, match="/users/{id}/settings", times=2, headers=headers))
    assert line.read() == Line().read()


def test_a_token_that_dies_once_is_renewed():
    assert Line(Fault(FaultKind.TOKEN_DIES, match="/users/{id}/settings", times=1)).read() == Line().read()


@pytest.mark.parametrize("form", RetryAfter)
def test_a_daily_limit_names_midnight_in_every_form_of_the_header(form):
    line = Line(Fault(FaultKind.DAILY_LIMIT, match="/users*"), behaviour=Behaviour(retry_after=form))
    with pytest.raises(RateLimited, match="2026-11-25 00:00") as caught:
        line.read()
    assert caught.value.daily


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_in_html_is_told_by_its_status(status):
    with pytest.raises(ServerFault, match=f"HTTP {status}"):
        Line(Fault(FaultKind.SERVER_ERROR, status=status, match="/users*")).read()


def test_a_slow_body_is_waited_for():
    assert Line(Fault(FaultKind.SLOW_BODY, value=2.0)).read() == Line().read()


def pages_under(kind, **more):
    account = big_school(40)
    line = Line(Fault(kind, match="/users", **more), account=account, behaviour=Behaviour(users_page_size_max=15))
    true = sum(user.status == "active" for user in account.users)
    return line, true


@pytest.mark.parametrize(("kind", "error"), [item for item in PAGES.items() if item[1]], ids=str)
def test_a_page_token_that_misleads_is_an_error(kind, error):
    line, _ = pages_under(kind)
    with pytest.raises(error):
        line.rows()


@pytest.mark.parametrize("kind", [FaultKind.EMPTY_PAGE, FaultKind.LOST_ROW])
def test_rows_that_are_missing_show_in_the_count(kind):
    line, true = pages_under(kind, times=1)
    assert len(line.rows()) < true


def test_a_total_that_is_too_large_is_handed_on():
    line, true = pages_under(FaultKind.TOTAL_TOO_LARGE)

    async def go():
        async with line.client() as client:
            return {page.total async for page in client.pages(USERS)}

    assert asyncio.run(go()) == {true + 1}


def test_pages_without_end_come_to_an_end():
    line, _ = pages_under(FaultKind.ENDLESS_PAGES)

    async def go():
        async with line.client() as client:

            async def fetch(token):
                return await client._calls.get(USERS, path(USERS, ""), {**query(USERS, "default"), **token})

            return [row async for page in pages(USERS, fetch, TextQuestions(), most=12) for row in page.rows]

    with pytest.raises(BadAnswer, match="12 pages"):
        asyncio.run(go())


@each("kind", sorted(VALUES))
def test_values_that_nobody_expects_are_handed_on_as_they_are(kind):
    where = "" if kind is FaultKind.EMPTY_BODY else "in_meeting.chat"
    body = Line(Fault(kind, match="/users/{id}/settings", path=where, value="odd")).read()
    sent = Line().read()
    if kind is FaultKind.EMPTY_BODY:
        assert body == {}
    elif kind is FaultKind.DROP:
        assert "chat" not in body["in_meeting"]
    elif kind is FaultKind.UNKNOWN_VALUE:
        assert body == sent, "a boolean has no unknown value"
    else:
        assert body["in_meeting"]["chat"] not in (True, False)


@pytest.mark.parametrize("kind", [FaultKind.SERVER_ERROR, FaultKind.CONNECTION_RESET, FaultKind.TRUNCATED_JSON])
def test_a_token_endpoint_that_is_down_means_unreachable(kind):
    with pytest.raises(Unreachable):
        Line(Fault(kind, match="/oauth/token")).read()
