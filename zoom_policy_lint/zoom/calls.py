"""One call to Zoom: token, pace, sending, judging the answer, and trying again where that may help."""

from collections.abc import Awaitable, Callable, Mapping
from random import Random
from typing import Any, TypeVar

import httpx

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.zoom.answers import is_error, parse
from zoom_policy_lint.zoom.auth import TOKEN_ENDPOINT, Auth, Token, TokenAnswer, api_url
from zoom_policy_lint.zoom.clock import Clock
from zoom_policy_lint.zoom.credentials import Credentials
from zoom_policy_lint.zoom.errors import BadAnswer, RateLimited, Unreachable, ZoomError
from zoom_policy_lint.zoom.gate import Gate
from zoom_policy_lint.zoom.limits import Pacing, RateHeaders
from zoom_policy_lint.zoom.presence import Presence, is_garbled
from zoom_policy_lint.zoom.refusals import lacks_scope, refusal, wants_new_token
from zoom_policy_lint.zoom.retry import Retry
from zoom_policy_lint.zoom.throttling import closed, rate_limited
from zoom_policy_lint.zoom.transport import Answer, check_address, exchange, open_http

_AT_ONCE = 8
_OK = 200
_TOO_MANY = 429
_GARBLED_HINT = "Check that no proxy or sign-in page answers in Zoom's place; nothing was taken from it."

_T = TypeVar("_T")
Body = Mapping[str, Any]


class Calls:
    """Makes calls; the state that they share (token, pace, whether Zoom can be reached) lives here."""

    def __init__(
        self,
        credentials: Credentials,
        *,
        pacing: Pacing,
        transport: httpx.AsyncBaseTransport | None,
        clock: Clock,
        retry: Retry,
        random: Random,
    ) -> None:
        check_address("ZOOM_API_URL", credentials.api_url)
        check_address("ZOOM_OAUTH_URL", credentials.oauth_url)
        self._credentials = credentials
        self._clock = clock
        self._retry = retry
        self._random = random
        self._http = open_http(transport, _AT_ONCE)
        self._gate = Gate(pacing, clock, _AT_ONCE)
        self._auth = Auth(credentials, self._ask_token, clock)
        self._down: Unreachable | None = None
        self._presence = Presence()
        self._renewed_for: set[str] = set()
        self.granted: frozenset[str] | None = None

    async def close(self) -> None:
        """Close the connections."""
        self._auth.close()
        await self._http.aclose()

    async def sign_in(self) -> None:
        """Get a token; raises CredentialsRefused or Unreachable."""
        await self._patiently(TOKEN_ENDPOINT, self._token)

    async def get(self, endpoint: Endpoint, path: str, query: Mapping[str, str]) -> Body:
        """The whole answer of an endpoint, secrets included; raises ZoomError."""
        try:
            return await self._patiently(endpoint.path, lambda: self._once(endpoint, path, query))
        except ZoomError as error:
            self._down = self._down or self._presence.lost(f"{path}?{sorted(query.items())}", error)
            raise

    async def _patiently(self, name: str, once: Callable[[], Awaitable[_T]]) -> _T:
        started = self._clock.monotonic()
        tried = 0
        while True:
            if self._down is not None:
                raise Unreachable(name, self._down.what, self._down.hint)
            try:
                result = await once()
            except ZoomError as error:
                tried += 1
                wait = self._wait(error, tried, started)
                if wait is None:
                    raise
            else:
                self._down = None
                return result
            await self._clock.sleep(wait)

    def _wait(self, error: ZoomError, tried: int, started: float) -> float | None:
        """Seconds until the next try, or None when this error stands."""
        wait = None
        if error.retryable:
            elapsed = self._clock.monotonic() - started
            retry = self._retry.for_garbled() if is_garbled(error) else self._retry
            wait = retry.wait(tried, elapsed, error.pause, self._random)
        if wait is None and isinstance(error, Unreachable):
            self._down = error
        return wait

    async def _once(self, endpoint: Endpoint, path: str, query: Mapping[str, str]) -> Body:
        until = self._gate.closed_until(endpoint)
        if until is not None:
            raise closed(endpoint, until)
        token = await self._token()
        answer, body = await self._send(endpoint, path, query, token)
        if self._renews(endpoint, answer.status, body):
            self._auth.drop(token)
            answer, body = await self._send(endpoint, path, query, await self._token())
        return self._judged(endpoint, answer, body)

    async def _token(self) -> Token:
        token = await self._auth.token()
        self.granted = token.granted
        return token

    def _renews(self, endpoint: Endpoint, status: int, body: Body | None) -> bool:
        """Whether a new token may help; one that lacks a scope is renewed once an endpoint."""
        if not wants_new_token(status, body):
            return False
        if not lacks_scope(body):
            return True
        first = endpoint.id not in self._renewed_for and self._credentials.access_token is None
        self._renewed_for.add(endpoint.id)
        return first

    async def _send(
        self, endpoint: Endpoint, path: str, query: Mapping[str, str], token: Token
    ) -> tuple[Answer, Body | None]:
        request = self._http.build_request(
            "GET",
            api_url(self._credentials, token) + path,
            params=dict(query),
            headers={"Authorization": f"Bearer {token.value}"},
        )
        async with self._gate.passed(endpoint):
            answer = await exchange(self._http, endpoint.path, request, self._retry.attempt)
        self._gate.heard(endpoint, RateHeaders.read(answer.headers))
        body = parse(answer.content)
        self._presence.heard(body)
        return answer, body

    def _judged(self, endpoint: Endpoint, answer: Answer, body: Body | None) -> Body:
        if answer.status == _TOO_MANY:
            raise self._throttled(endpoint, rate_limited(endpoint, answer.headers, body, self._clock.now()))
        if answer.status != _OK:
            raise refusal(endpoint, answer.status, body)
        if body is None:
            raise _garbled(endpoint, answer.status)
        if is_error(endpoint, body):
            raise refusal(endpoint, answer.status, body)
        return body

    def _throttled(self, endpoint: Endpoint, error: RateLimited) -> RateLimited:
        """Slow everybody down; ask nothing of this label when Zoom wants a pause longer than we wait."""
        pause = error.pause or 0.0
        if pause > self._retry.longest and error.retry_at is not None:
            self._gate.close(endpoint, error.retry_at)
        else:
            self._gate.throttled(endpoint, pause)
        return error

    async def _ask_token(self, form: Mapping[str, str], authorization: str) -> TokenAnswer:
        request = self._http.build_request(
            "POST", self._credentials.oauth_url, data=dict(form), headers={"Authorization": authorization}
        )
        answer = await exchange(self._http, TOKEN_ENDPOINT, request, self._retry.attempt)
        return TokenAnswer(answer.status, parse(answer.content))


def _garbled(endpoint: Endpoint, status: int) -> BadAnswer:
    what = "the answer is no whole JSON object"
    error = BadAnswer(endpoint.path, what, _GARBLED_HINT, status=status, retryable=True)
    error.garbled = True
    return error
