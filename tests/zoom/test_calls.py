import asyncio
from datetime import timedelta

import httpx
import pytest

from tests.support.each import each
from tests.zoom.support import (
    ACCOUNT,
    NOON,
    SETTINGS_BODY,
    USER,
    USER_SETTINGS,
    FakeClock,
    Zoom,
    client,
    read,
    zoom_says,
)
from zoom_policy_lint.zoom import (
    BadAnswer,
    PlanTooLow,
    RateLimited,
    Retry,
    ScopeMissing,
    ServerFault,
    Unreachable,
)

FINE = httpx.Response(200, json=SETTINGS_BODY)
PER_SECOND = "You have reached the maximum per-second rate limit for this API. Try again later."
DAILY = "You have reached the maximum daily rate limit for this API."


@each(
    "trouble",
    [
        httpx.Response(500, html="<html>Oops</html>"),
        httpx.Response(502),
        httpx.Response(503, text="busy"),
        httpx.Response(504, json={"code": 1, "message": "x"}),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("peer closed connection"),
        ConnectionResetError("reset"),
        zoom_says(429, 429, PER_SECOND),
        httpx.Response(429),
        httpx.Response(429, html="<html>"),
        httpx.Response(200, html="<html>Sign in to the school's network</html>"),
        httpx.Response(200, content=b""),
        httpx.Response(200, content=b'{"in_meeting": {"ch'),
        httpx.Response(200, json=["not", "an", "object"]),
    ],
)
def test_trouble_that_passes_is_waited_out(trouble):
    server, clock = Zoom(trouble, trouble, FINE), FakeClock()
    assert read(server, clock=clock) == SETTINGS_BODY
    assert len(server.calls) == 3


@each(
    ("trouble", "kind", "tries"),
    [
        (httpx.Response(500, html="<html>"), ServerFault, Retry().tries),
        (httpx.ConnectError("refused"), Unreachable, Retry().tries),
        (zoom_says(429, 429, PER_SECOND), RateLimited, Retry().tries),
        (httpx.Response(200, html="<html>"), BadAnswer, 3),
        (httpx.Response(200, content=b""), BadAnswer, 3),
        (httpx.Response(200, json=[]), BadAnswer, 3),
    ],
)
def test_trouble_that_stays_becomes_an_error_after_limited_tries_and_time(trouble, kind, tries):
    server, clock = Zoom(trouble), FakeClock()
    with pytest.raises(kind):
        read(server, clock=clock)
    assert len(server.calls) == tries
    assert clock.seconds <= Retry().total


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (zoom_says(400, 200, "Only available for Paid account."), PlanTooLow),
        (zoom_says(200, 200, "Only available for Paid account."), PlanTooLow),
        (zoom_says(400, 4711, "does not contain scopes:[a:read]."), ScopeMissing),
        (httpx.Response(404, html="<html>"), BadAnswer),
        (httpx.Response(204), BadAnswer),
    ],
)
def test_what_asking_again_would_not_change_is_asked_once(refusal, kind):
    server = Zoom(refusal)
    with pytest.raises(kind):
        read(server)
    assert len(server.calls) == 1


def test_total_time_is_limited_as_well_as_tries():
    server, clock = Zoom(zoom_says(429, 429, PER_SECOND, Retry_After="50")), FakeClock()
    with pytest.raises(RateLimited):
        read(server, clock=clock, retry=Retry(tries=1000, total=180))
    assert clock.seconds <= 180
    assert len(server.calls) == 4


@pytest.mark.parametrize("after", ["2026-11-24T12:00:20Z", "Tue, 24 Nov 2026 12:00:20 GMT", "20"])
def test_zooms_wish_to_wait_is_followed_in_all_its_forms(after):
    server, clock = Zoom(zoom_says(429, 429, PER_SECOND, Retry_After=after), FINE), FakeClock()
    assert read(server, clock=clock) == SETTINGS_BODY
    assert clock.seconds >= 20


def test_a_pause_that_zoom_asks_for_holds_the_other_calls_too():
    clock, times = FakeClock(), []
    server = Zoom(
        zoom_says(429, 429, PER_SECOND, Retry_After="30"),
        lambda _: times.append(clock.seconds) or httpx.Response(200, json={}),
    )

    async def go():
        async with client(server, clock) as zoom:
            await zoom.sign_in()
            await asyncio.gather(*(zoom.read(ACCOUNT) for _ in range(6)))

    asyncio.run(go())
    assert len(times) == 6
    assert min(times) >= 30


def test_a_daily_limit_tells_when_to_come_back_and_is_not_asked_against():
    server = Zoom(zoom_says(429, 429, DAILY, Retry_After="2026-11-25T00:00:00Z", X_RateLimit_Type="Daily-limit"))
    clock = FakeClock()

    async def go():
        async with client(server, clock) as zoom:
            errors = await asyncio.gather(*(zoom.read(ACCOUNT) for _ in range(1)), return_exceptions=True)
            errors += [await _caught(zoom.read(USER_SETTINGS, resource_id="u1")) for _ in range(50)]
            return errors

    errors = asyncio.run(go())
    assert {type(error) for error in errors} == {RateLimited}
    assert errors[0].daily
    assert {error.retry_at for error in errors} == {NOON + timedelta(hours=12)}
    assert len(server.calls) == 1, "the second call of the same label was not even sent"
    assert clock.seconds < 60


async def _caught(call):
    try:
        await call
    except Exception as error:  # noqa: BLE001 - handed to the test
        return error


def test_a_label_that_was_closed_for_the_day_opens_again_and_the_other_labels_stay_open():
    server = Zoom(zoom_says(429, 429, DAILY), FINE)
    clock = FakeClock()

    async def go():
        async with client(server, clock) as zoom:
            assert isinstance(await _caught(zoom.read(ACCOUNT)), RateLimited)
            assert isinstance(await _caught(zoom.read(ACCOUNT)), RateLimited)
            assert await zoom.read(USER, resource_id="u1") == {}
            clock.seconds += 12 * 3600 + 1
            return await zoom.read(ACCOUNT)

    assert asyncio.run(go()) == SETTINGS_BODY


def test_a_daily_limit_that_ends_within_the_minute_is_waited_out():
    server, clock = Zoom(zoom_says(429, 429, DAILY, Retry_After="2026-11-24T12:00:40Z"), FINE), FakeClock()
    assert read(server, clock=clock) == SETTINGS_BODY


def test_once_zoom_cannot_be_reached_every_further_call_fails_at_once():
    server, clock = Zoom(httpx.ConnectError("refused")), FakeClock()

    async def go():
        async with client(server, clock) as zoom:
            first = await _caught(zoom.read(ACCOUNT))
            asked = len(server.calls)
            later = [await _caught(zoom.read(USER_SETTINGS, resource_id=f"u{n}")) for n in range(100)]
            return [first, *later], asked

    errors, asked = asyncio.run(go())
    assert {type(error) for error in errors} == {Unreachable}
    assert len(server.calls) == asked == Retry().tries
    assert errors[-1].endpoint == "/users/{userId}/settings"


def test_a_call_under_way_that_succeeds_shows_that_zoom_is_there_again():
    clock = FakeClock()
    late = asyncio.Event()

    class HalfDown(Zoom):
        async def __call__(self, request):
            if request.url.path.endswith("/users/late/settings"):
                await late.wait()
                return httpx.Response(200, json={})
            if request.url.path.endswith("/users/lost/settings"):
                raise httpx.ConnectError("refused")
            return await super().__call__(request)

    async def go():
        async with client(HalfDown(), clock) as zoom:
            slow = asyncio.create_task(zoom.read(USER_SETTINGS, resource_id="late"))
            assert isinstance(await _caught(zoom.read(USER_SETTINGS, resource_id="lost")), Unreachable)
            assert isinstance(await _caught(zoom.read(ACCOUNT)), Unreachable)
            late.set()
            await slow
            return await zoom.read(ACCOUNT)

    assert asyncio.run(go()) == SETTINGS_BODY


def test_a_fault_of_zoom_is_no_loss_of_zoom():
    async def go():
        async with client(Zoom(*[httpx.Response(500)] * Retry().tries, FINE)) as zoom:
            assert isinstance(await _caught(zoom.read(ACCOUNT)), ServerFault)
            return await zoom.read(ACCOUNT)

    assert asyncio.run(go()) == SETTINGS_BODY


def test_an_empty_object_is_read_as_one_in_which_everything_is_missing():
    assert read(Zoom(httpx.Response(200, json={}))) == {}


def test_a_proxy_that_wants_a_password_says_so():
    with pytest.raises(Unreachable, match="HTTPS_PROXY"):
        read(Zoom(httpx.Response(407)))


def test_a_read_without_the_id_that_it_needs_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="needs an id"):
        read(Zoom(), USER_SETTINGS, "")
