import asyncio
import base64
from urllib.parse import parse_qs

import httpx
import pytest

from tests.zoom.support import ACCOUNT, KEYS, FakeClock, TokenServer, Zoom, client, read, token_answer, zoom_says
from zoom_policy_lint.zoom import Credentials, CredentialsRefused, ScopeMissing, Unreachable
from zoom_policy_lint.zoom.auth import TokenAnswer, read_token


def test_the_token_is_asked_for_in_the_body_and_never_in_the_address():
    server = Zoom()
    read(server)
    request = server.token_calls[0]
    assert parse_qs(request.content.decode()) == {"grant_type": ["account_credentials"], "account_id": ["acc"]}
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert not request.url.query
    assert (
        base64.b64decode(request.headers["Authorization"].removeprefix("Basic ")) == b"client-id:Sesame-client-secret"
    )
    assert server.calls[0].headers["Authorization"] == "Bearer Token-1"


def test_one_token_serves_many_calls_until_shortly_before_it_ends():
    server, clock = Zoom(), FakeClock()

    async def go():
        async with client(server, clock) as zoom:
            await zoom.read(ACCOUNT)
            clock.seconds = 3290
            await zoom.read(ACCOUNT)
            clock.seconds = 3310
            await zoom.read(ACCOUNT)

    asyncio.run(go())
    used = [call.headers["Authorization"] for call in server.calls]
    assert used == ["Bearer Token-1", "Bearer Token-1", "Bearer Token-2"]


def test_calls_at_the_same_time_share_one_token_request():
    server = Zoom()

    async def go():
        async with client(server) as zoom:
            await asyncio.gather(*(zoom.read(ACCOUNT) for _ in range(20)))

    asyncio.run(go())
    assert len(server.token_calls) == 1


def test_calls_at_the_same_time_share_the_failure_of_one_token_request():
    server = TokenServer(
        httpx.Response(400, json={"reason": "Invalid client_id or client_secret", "error": "invalid_client"})
    )

    async def go():
        async with client(server) as zoom:
            return await asyncio.gather(*(zoom.read(ACCOUNT) for _ in range(5)), return_exceptions=True)

    assert {type(error) for error in asyncio.run(go())} == {CredentialsRefused}
    assert len(server.token_calls) == 1


def test_a_caller_that_gives_up_does_not_spoil_the_token_for_the_others():
    server = Zoom()

    async def go():
        async with client(server) as zoom:
            impatient = asyncio.create_task(zoom.read(ACCOUNT))
            patient = asyncio.create_task(zoom.read(ACCOUNT))
            await asyncio.sleep(0)
            impatient.cancel()
            return await patient

    assert asyncio.run(go())
    assert len(server.token_calls) == 1


@pytest.mark.parametrize("status", [401, 400])
@pytest.mark.parametrize("words", ["Invalid access token.", "Access token is expired."])
def test_a_refused_token_is_renewed_once_and_the_call_made_again(status, words):
    server = Zoom(zoom_says(status, 124, words), httpx.Response(200, json={"in_meeting": {"chat": True}}))
    assert read(server) == {"in_meeting": {"chat": True}}
    assert [call.headers["Authorization"] for call in server.calls] == ["Bearer Token-1", "Bearer Token-2"]


def test_a_token_that_is_refused_again_ends_the_call():
    server = Zoom(zoom_says(401, 124, "Invalid access token."))
    with pytest.raises(CredentialsRefused, match="an app of its own"):
        read(server)
    assert len(server.calls) == 2


class NewestOnly(Zoom):
    """Only the newest token is valid, as in 2022; somebody else's token request may end ours."""

    def __init__(self) -> None:
        super().__init__(self.check)

    def check(self, request: httpx.Request) -> httpx.Response:
        if request.headers["Authorization"] != f"Bearer Token-{len(self.token_calls)}":
            return zoom_says(401, 124, "Invalid access token.")
        return httpx.Response(200, json={"in_meeting": {"chat": True}})


def test_where_only_the_newest_token_lives_many_calls_at_once_still_get_through():
    server = NewestOnly()

    async def go():
        async with client(server) as zoom:
            await zoom.read(ACCOUNT)
            server.token_calls.append(httpx.Request("POST", "https://zoom.us/oauth/token"))  # another program's
            return await asyncio.gather(*(zoom.read(ACCOUNT) for _ in range(8)))

    assert all(asyncio.run(go()))
    assert len(server.token_calls) == 3, "ours, the other program's, and one new one for all eight calls"


def test_a_scope_error_that_may_mean_an_old_token_asks_for_one_new_token_only():
    server = Zoom(zoom_says(401, 4700, "Invalid Access Token: it is invalid, expired, or missing required scopes."))

    async def go():
        async with client(server) as zoom:
            for _ in range(4):
                with pytest.raises(ScopeMissing, match="account:read:settings:admin"):
                    await zoom.read(ACCOUNT)

    asyncio.run(go())
    assert len(server.token_calls) == 2


def test_the_scopes_that_zoom_grants_are_known_after_signing_in():
    async def go(server):
        async with client(server) as zoom:
            assert zoom.granted is None
            return await zoom.sign_in()

    assert asyncio.run(go(TokenServer(token_answer(scope="a:read b:read")))) == {"a:read", "b:read"}
    assert asyncio.run(go(TokenServer(token_answer()))) is None


READY = Credentials(access_token="Ready-made-token")


def test_a_ready_token_is_used_as_it_is():
    server = Zoom()
    read(server, credentials=READY)
    assert server.calls[0].headers["Authorization"] == "Bearer Ready-made-token"
    assert not server.token_calls


def test_a_ready_token_that_has_ended_says_so_and_is_not_tried_again():
    server = Zoom(zoom_says(401, 124, "Access token is expired."))

    async def go():
        async with client(server, credentials=READY) as zoom:
            for _ in range(3):
                with pytest.raises(CredentialsRefused, match="cannot be renewed"):
                    await zoom.read(ACCOUNT)

    asyncio.run(go())
    assert len(server.calls) == 1
    assert not server.token_calls


def test_a_ready_token_without_a_scope_lets_the_other_endpoints_go_on():
    server = Zoom(zoom_says(401, 4700, "missing required scopes."), httpx.Response(200, json={"in_meeting": {}}))

    async def go():
        async with client(server, credentials=READY) as zoom:
            with pytest.raises(ScopeMissing):
                await zoom.read(ACCOUNT)
            return await zoom.read(ACCOUNT)

    assert asyncio.run(go()) == {"in_meeting": {}}


def test_a_ready_token_of_impossible_characters_is_refused_before_anything_is_sent():
    server = Zoom()
    with pytest.raises(CredentialsRefused, match="Copy the token again"):
        read(server, credentials=Credentials(access_token="two\nlines"))
    assert not server.calls


def test_missing_credentials_are_named():
    with pytest.raises(CredentialsRefused) as caught:
        read(Zoom(), credentials=Credentials(account_id="acc"))
    assert "ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET is missing" in str(caught.value)
    assert "Server-to-Server" in caught.value.hint


@pytest.mark.parametrize("trouble", [httpx.Response(503, html="<html>"), httpx.Response(429), httpx.ConnectError("no")])
def test_a_token_endpoint_in_trouble_is_asked_again(trouble):
    server = TokenServer(trouble, trouble, token_answer())
    assert read(server)
    assert len(server.token_calls) == 3


@pytest.mark.parametrize("trouble", [httpx.Response(503, html="<html>"), httpx.ConnectError("no")])
def test_a_token_endpoint_that_stays_down_means_unreachable(trouble):
    with pytest.raises(Unreachable):
        read(TokenServer(trouble))


def test_an_address_that_the_user_set_wins_over_the_one_that_zoom_names():
    server = TokenServer(token_answer(api_url="https://api-eu.zoom.us"))
    read(
        server,
        credentials=Credentials(
            "a", "b", "c", api_url="http://localhost:9/v2/", oauth_url="http://localhost:9/oauth/token"
        ),
    )
    assert str(server.calls[0].url) == "http://localhost:9/v2/accounts/me/settings"


def test_secrets_are_not_in_what_python_prints_of_them():
    token = read_token(TokenAnswer(200, {"access_token": "Token-1"}), 0.0)
    shown = repr(KEYS) + repr(READY) + repr(token)
    assert "Sesame" not in shown
    assert "Ready-made" not in shown
    assert "Token-1" not in shown


@pytest.mark.parametrize("url", ["zoom.us", "ftp://zoom.us", "https://zoom .us"])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(Exception, match="ZOOM_API_URL is not a web address"):
        Credentials(api_url=url)
