"""A clock that never waits, and small servers that answer as Zoom would: no network, nothing patched."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import httpx

from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.zoom import Client, Credentials, Pacing

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
KEYS = Credentials("acc", "client-id", "Sesame-client-secret")
ACCOUNT = endpoint("accounts.settings")
ACCOUNT_LOCKS = endpoint("accounts.lock_settings")
TRUSTED = endpoint("accounts.trusted_domains")
USERS = endpoint("users")
USER = endpoint("users.id")
USER_SETTINGS = endpoint("users.id.settings")
GROUP_SETTINGS = endpoint("groups.id.settings")
ROLES = endpoint("roles")
ROLE = endpoint("roles.id")
MEETING = endpoint("meetings.id")
INVITATION = endpoint("meetings.id.invitation")
RECORDING = endpoint("meetings.id.recordings.settings")
SETTINGS_BODY = {"schedule_meeting": {"join_before_host": False}}


class FakeClock:
    """Starts at noon; sleeping moves it on at once, and lets the others run."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)


def token_answer(value: str = "Token-1", **more: object) -> httpx.Response:
    return httpx.Response(200, json={"access_token": value, "token_type": "bearer", "expires_in": 3600, **more})


def zoom_says(status: int, code: int, message: str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json={"code": code, "message": message}, headers=named)


class Zoom:
    """Answers the token endpoint, and everything else with the next of `answers` (the last one for ever).

    An answer is a response, an exception to raise, or a function of the request.
    """

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers) or [httpx.Response(200, json=SETTINGS_BODY)]
        self.calls: list[httpx.Request] = []
        self.token_calls: list[httpx.Request] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        if request.url.path == "/oauth/token":
            self.token_calls.append(request)
            return self.token(request)
        self.calls.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return _fresh(answer) if isinstance(answer, httpx.Response) else answer(request)

    def token(self, request: httpx.Request) -> httpx.Response:
        return token_answer(f"Token-{len(self.token_calls)}")


def _fresh(answer: httpx.Response) -> httpx.Response:
    """A response is read once; the server may give it often."""
    kept = {name: value for name, value in answer.headers.items() if name not in {"content-length", "content-encoding"}}
    return httpx.Response(answer.status_code, content=answer.content, headers=kept)


class TokenServer(Zoom):
    """A server whose token endpoint gives these answers, one after the other."""

    def __init__(self, *answers: object) -> None:
        super().__init__()
        self.token_answers = list(answers)

    def token(self, request: httpx.Request) -> httpx.Response:
        answer = self.token_answers.pop(0) if len(self.token_answers) > 1 else self.token_answers[0]
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, httpx.Response)
        return _fresh(answer)


def client(
    server: Callable[..., object], clock: FakeClock | None = None, credentials: Credentials = KEYS, **how
) -> Client:
    how.setdefault("pacing", Pacing("business"))
    return Client(
        credentials, transport=httpx.MockTransport(server), clock=clock or FakeClock(), random=Random(7), **how
    )


def read(server, where=ACCOUNT, resource_id="u1", clock=None, occurrence="", **how):
    """One read, from opening to closing the client."""

    async def go():
        async with client(server, clock, **how) as zoom:
            return await zoom.read(where, resource_id=resource_id, occurrence=occurrence)

    return asyncio.run(go())


def read_pages(server, where=USERS, resource_id="", span=None, **how):
    async def go():
        async with client(server, **how) as zoom:
            return [page async for page in zoom.pages(where, resource_id, span)]

    return asyncio.run(go())
