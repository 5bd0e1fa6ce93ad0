import asyncio

import httpx
import pytest

from tests.zoom.support import ACCOUNT, SETTINGS_BODY, USER_SETTINGS, FakeClock, Zoom, client, zoom_says
from zoom_policy_lint.zoom import BadAnswer, Retry, ServerFault, Unreachable, ZoomError

PAGE = httpx.Response(200, html="<html>Sign in to the school's network</html>")
FINE = httpx.Response(200, json=SETTINGS_BODY)


class Partly(Zoom):
    """Answers the settings of some people with a page of the proxy, and everything else as `answers` say."""

    def __init__(self, garbled, *answers):
        super().__init__(*answers)
        self.garbled = garbled

    async def __call__(self, request):
        if any(f"/users/{name}/" in request.url.path for name in self.garbled):
            self.calls.append(request)
            return httpx.Response(200, content=b"<html>")
        return await super().__call__(request)


async def ending(zoom, person):
    """The error that reading a person's settings ended in, None when it was read."""
    try:
        await zoom.read(USER_SETTINGS, resource_id=person)
    except ZoomError as error:
        return error
    return None


def endings(server, *people):
    async def go():
        async with client(server, FakeClock()) as zoom:
            await zoom.sign_in()
            return [await ending(zoom, person) for person in people]

    return asyncio.run(go())


def kinds(errors):
    return [
        "read"
        if error is None
        else next(k.__name__ for k in (Unreachable, ServerFault, BadAnswer) if isinstance(error, k))
        for error in errors
    ]


@pytest.mark.parametrize(
    "answer",
    [PAGE, httpx.Response(200, content=b""), httpx.Response(200, json=[]), httpx.Response(200, content=b'{"a')],
)
def test_after_three_garbled_reads_and_nothing_else_everything_fails_at_once(answer):
    server = Zoom(answer)
    errors = endings(server, *"abcdefgh")
    assert kinds(errors) == ["BadAnswer"] * 3 + ["Unreachable"] * 5
    assert len(server.calls) == 3 * Retry().garbled


def test_it_is_said_that_something_else_answers_and_what_to_do():
    last = endings(Zoom(PAGE), *"abcd")[-1]
    assert "something else answers in Zoom's place" in last.message
    assert "proxy" in last.hint
    assert "ZOOM_API_URL" in last.hint


def test_eight_readers_side_by_side_end_soon_as_well():
    server, people, errors = Zoom(PAGE), [f"u{n}" for n in range(100)], []

    async def reader(zoom):
        while people:
            errors.append(await ending(zoom, people.pop()))

    async def go():
        async with client(server, FakeClock()) as zoom:
            await asyncio.gather(*(reader(zoom) for _ in range(8)))

    asyncio.run(go())
    assert len(errors) == 100
    assert {type(error) for error in errors} == {BadAnswer, Unreachable}
    assert len(server.calls) <= (8 + 3) * Retry().garbled


def test_the_same_read_again_and_again_is_not_three_reads():
    assert kinds(endings(Zoom(PAGE), *"aaaaa")) == ["BadAnswer"] * 5


def test_garbled_endpoints_among_good_ones_stay_the_trouble_of_these_endpoints():
    errors = endings(Partly("bcdef", FINE), *"abcdefg")
    assert kinds(errors) == ["read"] + ["BadAnswer"] * 5 + ["read"]


def test_a_refusal_in_zooms_own_words_shows_that_zoom_is_there():
    server = Partly("bcde", zoom_says(400, 300, "Validation Failed."), FINE)
    assert kinds(endings(server, *"abcdef")) == ["BadAnswer"] * 5 + ["read"]


def test_another_ending_in_between_starts_the_count_anew():
    server = Partly("abdef", httpx.Response(500, html="<html>"))
    assert kinds(endings(server, *"abcdefgh"))[2:] == ["ServerFault", *["BadAnswer"] * 3, *["Unreachable"] * 2]


def test_a_good_answer_that_was_under_way_shows_that_zoom_is_there_after_all():
    late = asyncio.Event()

    class Slow(Partly):
        async def __call__(self, request):
            if "/users/late/" in request.url.path:
                await late.wait()
            return await super().__call__(request)

    async def go():
        async with client(Slow("abc", FINE), FakeClock()) as zoom:
            slow = asyncio.create_task(ending(zoom, "late"))
            errors = [await ending(zoom, person) for person in "abcd"]
            late.set()
            errors += [await slow, await ending(zoom, "a")]
            return errors, await zoom.read(ACCOUNT)

    errors, account = asyncio.run(go())
    assert kinds(errors) == ["BadAnswer"] * 3 + ["Unreachable", "read", "BadAnswer"]
    assert account == SETTINGS_BODY
