"""The real client against the simulated account, in-process and in simulated time."""

import asyncio
from dataclasses import replace

import pytest

from tests.support.each import each
from tests.zoom.lessons import LESSONS
from tests.zoom.simulated import SCHOOL, SOMEBODY, Line
from tests.zoom.support import ACCOUNT, ACCOUNT_LOCKS, GROUP_SETTINGS, TRUSTED, USER, USER_SETTINGS
from zoom_policy_lint.catalogue import Role, endpoint, endpoints
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.simulate import (
    App,
    Behaviour,
    Plan,
    RateLimitHeaders,
    TokenTolerance,
    big_school,
)
from zoom_policy_lint.simulate.behaviour import LongSpan
from zoom_policy_lint.zoom import (
    BadAnswer,
    CredentialsRefused,
    NotFound,
    PlanTooLow,
    ScopeMissing,
)
from zoom_policy_lint.zoom.known import secrets

ACTIVE = [user.id for user in SCHOOL.users if user.status == "active"]


def ids_of(level):
    return {
        Level.ACCOUNT: [""],
        Level.DOMAIN: [""],
        Level.ROLE: [role.id for role in SCHOOL.roles],
        Level.GROUP: [group.id for group in SCHOOL.groups],
        Level.USER: ACTIVE[:3],
        Level.MEETING: [str(meeting.id) for meeting in LESSONS.meetings],
        Level.RECORDING: [recording.uuid for recording in LESSONS.recordings],
    }[level]


MONTH = ("2026-10-26", "2026-11-24")
READABLE = [row for row in endpoints() if row.level is not Level.DOMAIN]


@each("where", READABLE, ids=lambda row: row.id)
def test_every_endpoint_of_the_catalogue_can_be_read_in_every_view(where):
    line = Line(account=LESSONS)
    for resource_id in ids_of(where.parent or where.level) if where.parameter else [""]:
        if where.items:
            assert line.rows(where, resource_id, MONTH if where.monthly else None) is not None
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


SETTINGS = [row for row in endpoints() if row.role in {Role.SETTINGS, Role.LOCKS} and row.keep is None]


@each(("where", "view"), [(row, view) for row in SETTINGS for view in row.views], ids=str)
def test_of_settings_and_locks_nothing_but_secrets_is_changed(where, view):
    line = Line()
    for resource_id in ids_of(where.level):
        raw, reduced = line.whole(where, resource_id, view), line.read(where, resource_id, view)
        assert set(_differences(raw, reduced)) <= secrets().keys()


def test_every_recording_is_found_by_its_uuid_wherever_that_has_slashes():
    line = Line(account=LESSONS)
    rows = line.rows(endpoint("users.id.recordings"), SOMEBODY, MONTH)
    assert [row["uuid"] for row in rows] == [one.uuid for one in LESSONS.recordings]
    for recording in LESSONS.recordings:
        kept = line.read(endpoint("meetings.id.recordings.settings"), recording.uuid)
        assert kept["password"]["length"] == len(recording.passcode)


def test_meetings_are_listed_by_their_numbers_and_read_by_them():
    line = Line(account=LESSONS)
    rows = line.rows(endpoint("users.id.meetings"), SOMEBODY)
    assert [row["id"] for row in rows] == [one.id for one in LESSONS.meetings]
    for meeting in LESSONS.meetings:
        kept = line.read(endpoint("meetings.id"), str(meeting.id))
        assert kept["id"] == meeting.id
        assert kept["password"]["length"] == len(meeting.passcode)


def test_one_occurrence_of_a_series_is_read_by_itself():
    line = Line(account=LESSONS)
    series = LESSONS.meetings[-1]
    starts = [
        line.read(endpoint("meetings.id"), str(series.id), occurrence=one.id)["start_time"]
        for one in series.occurrences
    ]
    assert starts == [f"{one.start:%Y-%m-%dT%H:%M:%SZ}" for one in series.occurrences]


@pytest.mark.parametrize("behaviour", [LongSpan.CUT, LongSpan.REFUSED])
def test_days_that_zoom_will_not_list_at_once_are_never_taken_for_listed(behaviour):
    line = Line(behaviour=Behaviour(long_span=behaviour))
    with pytest.raises(BadAnswer):
        line.rows(endpoint("users.id.recordings"), SOMEBODY, ("2026-09-01", "2026-11-24"))


def test_what_is_no_meeting_or_recording_is_not_found():
    for where in (
        endpoint("meetings.id"),
        endpoint("meetings.id.invitation"),
        endpoint("meetings.id.recordings.settings"),
    ):
        with pytest.raises(NotFound):
            Line().read(where, "10000000001")


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


@each("headers", RateLimitHeaders)
@each("plan", [Plan.FREE, Plan.PRO, Plan.EDUCATION])
def test_the_limits_of_every_plan_are_never_met(plan, headers):
    line = Line(account=replace(big_school(40), plan=plan), behaviour=Behaviour(rate_limit_headers=headers))
    users = [user.id for user in line.account.users if user.status == "active"]

    async def go():
        async with line.client() as client:
            await asyncio.gather(*(client.read(USER, resource_id=user) for user in users))

    asyncio.run(go())
    assert len(line.app.requests) == len(users) + 1, "no request was refused and sent again"


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
