"""The real client against the simulated account, in-process and in simulated time."""

import asyncio
from dataclasses import replace
from random import Random

import pytest

from tests.zoom.support import ACCOUNT, ACCOUNT_LOCKS, GROUP_SETTINGS, TRUSTED, USER, USER_SETTINGS, USERS, FakeClock
from zoom_policy_lint.catalogue import Role, endpoint, endpoints
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.simulate import (
    App,
    Behaviour,
    Fault,
    FaultKind,
    Plan,
    RateLimitHeaders,
    RetryAfter,
    TokenTolerance,
    big_school,
    create_app,
    demo_school,
)
from zoom_policy_lint.zoom import (
    BadAnswer,
    Client,
    Credentials,
    CredentialsRefused,
    NotFound,
    Pacing,
    PageTokenRefused,
    PermissionMissing,
    PlanTooLow,
    RateLimited,
    Retry,
    ScopeMissing,
    ServerFault,
    Unreachable,
    in_process,
)
from zoom_policy_lint.zoom.addresses import path, query
from zoom_policy_lint.zoom.known import secrets
from zoom_policy_lint.zoom.paging import pages

SCHOOL = demo_school()
SOMEBODY = SCHOOL.users[0].id


class Line:
    """One simulated account, and clients that read it in the same simulated time."""

    def __init__(self, *faults, account=SCHOOL, behaviour=None):
        self.clock = FakeClock()
        self.account = account
        self.app = create_app(account, behaviour=behaviour, faults=faults, clock=self.clock.now, sleep=self.clock.sleep)

    def client(self, retry=Retry(), **keys):  # noqa: B008 - a frozen value
        app = self.account.app
        keys = {"account_id": self.account.id, "client_id": app.client_id, "client_secret": app.client_secret} | keys
        credentials = Credentials(**keys, api_url="http://zoom.test/v2", oauth_url="http://zoom.test/oauth/token")
        how = {"clock": self.clock, "retry": retry, "random": Random(7), "transport": in_process(self.app)}
        return Client(credentials, pacing=Pacing(self.account.plan), **how)

    def read(self, where=USER_SETTINGS, resource_id=SOMEBODY, view="default", **how):
        async def go():
            async with self.client(**how) as client:
                return await client.read(where, view, resource_id)

        return asyncio.run(go())

    def rows(self, where=USERS, resource_id=""):
        async def go():
            async with self.client() as client:
                return [row async for page in client.pages(where, resource_id) for row in page.rows]

        return asyncio.run(go())

    def whole(self, where, resource_id, view):
        """What the account answers before the client reduces it."""

        async def go():
            async with self.client() as client:
                return await client._calls.get(where, path(where, resource_id), query(where, view))

        return asyncio.run(go())

    def asked(self, address):
        return [request for request in self.app.requests if request.path == address]


def ids_of(level):
    return {
        Level.ACCOUNT: [""],
        Level.DOMAIN: [""],
        Level.ROLE: [role.id for role in SCHOOL.roles],
        Level.GROUP: [group.id for group in SCHOOL.groups],
        Level.USER: [user.id for user in SCHOOL.users if user.status == "active"][:3],
    }[level]


READABLE = [row for row in endpoints() if row.level is not Level.DOMAIN]


@pytest.mark.parametrize("where", READABLE, ids=lambda row: row.id)
def test_every_endpoint_of_the_catalogue_can_be_read_in_every_view(where):
    line = Line()
    for resource_id in ids_of(where.level) if where.parameter else [""]:
        if where.items:
            assert line.rows(where, resource_id) is not None
            continue
        for view in where.views:
            assert line.read(where, resource_id, view)


def _differences(raw, reduced, at=""):
    """Dotted paths at which a reduced answer differs from what Zoom sent."""
    if isinstance(raw, dict) and isinstance(reduced, dict):
        for key in raw.keys() | reduced.keys():
            yield from _differences(raw.get(key), reduced.get(key), f"{at}.{key}" if at else key)
    elif isinstance(raw, list) and isinstance(reduced, list) and len(raw) == len(reduced):
        for left, right in zip(raw, reduced, strict=True):
            yield from _differences(left, right, f"{at}[]")
    elif raw != reduced:
        yield at


SETTINGS = [row for row in endpoints() if row.role in {Role.SETTINGS, Role.LOCKS}]


@pytest.mark.parametrize(("where", "view"), [(row, view) for row in SETTINGS for view in row.views], ids=str)
def test_of_settings_and_locks_nothing_but_secrets_is_changed(where, view):
    line = Line()
    for resource_id in ids_of(where.level):
        raw, reduced = line.whole(where, resource_id, view), line.read(where, resource_id, view)
        assert set(_differences(raw, reduced)) <= secrets().keys()


def test_a_list_is_read_to_its_end_over_many_pages():
    line = Line(account=big_school(700), behaviour=Behaviour(users_page_size_max=300))
    rows = line.rows()
    active = [user.id for user in line.account.users if user.status == "active"]
    assert [row["id"] for row in rows] == active
    assert len(line.asked("/v2/users")) == -(-len(active) // 300)


@pytest.mark.parametrize("tolerance", TokenTolerance)
def test_tokens_are_renewed_whether_zoom_lets_one_or_several_live(tolerance):
    line = Line(behaviour=Behaviour(token_tolerance=tolerance))

    async def go():
        async with line.client() as ours, line.client() as of_another_program:
            for _ in range(3):
                await ours.read(USER, resource_id=SOMEBODY)
                await of_another_program.read(USER, resource_id=SOMEBODY)

    asyncio.run(go())
    refused = len(line.asked(f"/v2/users/{SOMEBODY}")) - 6
    assert refused == (0 if tolerance is TokenTolerance.SEVERAL else 4)


def test_a_whole_day_is_read_through_with_tokens_of_an_hour():
    line = Line()

    async def go():
        async with line.client() as client:
            for _ in range(24):
                await client.read(USER, resource_id=SOMEBODY)
                line.clock.seconds += 3600

    asyncio.run(go())
    assert len(line.asked("/oauth/token")) == 24


@pytest.mark.parametrize("headers", RateLimitHeaders)
@pytest.mark.parametrize("plan", [Plan.FREE, Plan.PRO, Plan.EDUCATION])
def test_the_limits_of_every_plan_are_never_met(plan, headers):
    line = Line(account=replace(big_school(40), plan=plan), behaviour=Behaviour(rate_limit_headers=headers))
    users = [user.id for user in line.account.users if user.status == "active"]

    async def go():
        async with line.client() as client:
            await asyncio.gather(*(client.read(USER, resource_id=user) for user in users))

    asyncio.run(go())
    assert len(line.app.requests) == len(users) + 1, "no request was refused and sent again"


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


@pytest.mark.parametrize(("kind", "error"), NOBODY.items(), ids=str)
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


@pytest.mark.parametrize("kind", PASSING)
@pytest.mark.parametrize("headers", [True, False])
def test_a_fault_that_passes_is_waited_out(kind, headers):
    line = Line(Fault(kind, match="/users/{id}/settings", times=3, headers=headers))
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

            return [row async for page in pages(USERS, fetch, most=12) for row in page.rows]

    with pytest.raises(BadAnswer, match="12 pages"):
        asyncio.run(go())


@pytest.mark.parametrize("kind", sorted(VALUES))
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


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ({"client_secret": "wrong"}, "ZOOM_CLIENT_SECRET"),
        ({"client_id": "wrong"}, "ZOOM_CLIENT_ID"),
        ({"account_id": "wrong"}, "ZOOM_ACCOUNT_ID"),
    ],
)
def test_each_wrong_credential_is_named(wrong, hint):
    with pytest.raises(CredentialsRefused) as caught:
        Line().read(**wrong)
    assert hint in str(caught.value)


@pytest.mark.parametrize("classic", [True, False])
def test_a_missing_scope_is_named_for_both_kinds_of_apps(classic):
    scope = "user:read:admin" if classic else "user:read:settings:admin"
    has = ("account:read:admin",) if classic else ("account:read:settings:admin",)
    line = Line(account=replace(SCHOOL, app=App(scopes=has, classic=classic)))
    with pytest.raises(ScopeMissing) as caught:
        line.read()
    assert scope in caught.value.scopes
    assert scope in caught.value.hint


def test_a_free_account_is_told_that_its_plan_is_too_low():
    line = Line(account=replace(SCHOOL, plan=Plan.FREE))
    for where in (ACCOUNT, ACCOUNT_LOCKS):
        with pytest.raises(PlanTooLow):
            line.read(where, "")


def test_domains_are_refused_to_an_ordinary_account():
    with pytest.raises(ScopeMissing, match=":master"):
        Line(account=replace(SCHOOL, app=App(scopes=("account:read:settings:admin",)))).rows(TRUSTED)


def test_what_does_not_exist_is_not_found():
    for where in (USER_SETTINGS, USER, GROUP_SETTINGS, endpoint("roles.id")):
        with pytest.raises(NotFound):
            Line().read(where, "nobody-has-this-id")
