"""The ASGI application: one simulated account that speaks HTTP as Zoom's API v2 does."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from zoom_policy_lint.simulate.account import SimulatedAccount
from zoom_policy_lint.simulate.addresses import encoded_path, ids_in, readable
from zoom_policy_lint.simulate.api import Api, Call
from zoom_policy_lint.simulate.behaviour import Behaviour
from zoom_policy_lint.simulate.errors import Refusal, missing_scopes
from zoom_policy_lint.simulate.faults import Fault, FaultBook, FaultKind, spoil
from zoom_policy_lint.simulate.handlers import HANDLERS
from zoom_policy_lint.simulate.ids import zoom_id
from zoom_policy_lint.simulate.inheritance import Inherited
from zoom_policy_lint.simulate.limits import RateLimiter
from zoom_policy_lint.simulate.paging import Pages
from zoom_policy_lint.simulate.skeleton import skeleton
from zoom_policy_lint.simulate.tokens import TokenDesk
from zoom_policy_lint.simulate.trouble import mislead, refuse, refuse_call

Clock = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[None]]
PIECES = 8
"""In how many pieces a slow body comes."""


def utc_now() -> datetime:
    """The clock of the wall, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request that reached the application."""

    method: str
    path: str
    query: Mapping[str, str]
    at: datetime


@dataclass(eq=False)
class SimulatedZoom:
    """The application; `requests` is the log of all that was asked."""

    account: SimulatedAccount
    behaviour: Behaviour
    faults: Sequence[Fault]
    clock: Clock
    sleep: Sleep
    requests: list[LoggedRequest] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._book = FaultBook(tuple(self.faults))
        self._limiter = RateLimiter(self.account.plan, self.behaviour, self.clock)
        self._desk = TokenDesk(self.account, self.behaviour, self.clock)
        pages = Pages(self.clock, self.behaviour.page_token_lifetime_seconds)
        self._api = Api(self.account, self.behaviour, Inherited(self.account, self.behaviour), pages, self.clock)
        routes = [Route(f"/v2{skeleton().endpoints[key].path}", self._endpoint(key)) for key in HANDLERS]
        token = Route("/oauth/token", self._token, methods=["POST"])
        self._router = Router([token, *routes], default=_unknown)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's entrance."""
        if scope["type"] == "http":
            query = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
            self.requests.append(LoggedRequest(scope["method"], scope["path"], query, self.clock()))
            scope = {**scope, "path": encoded_path(scope)}
        await self._router(scope, receive, send)

    async def _token(self, request: Request) -> Response:
        form = dict(request.query_params) | dict(parse_qsl((await request.body()).decode()))
        due = self._book.due("/oauth/token", {})
        try:
            for fault in due:
                refuse(fault, self.behaviour, self.clock(), "Light", {})
            host = str(request.base_url).rstrip("/")
            body = self._desk.issue(request.headers.get("authorization", ""), form, host)
        except Refusal as answer:
            return _refused(answer)
        for fault in due:
            body = spoil(fault, body)
        return self._deliver(due, body, {})

    def _endpoint(self, key: str) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            path = readable(request.scope["path"]).removeprefix("/v2")
            call = Call(path, ids_in(request.path_params), dict(request.query_params))
            due = self._book.due(call.path, call.query)
            try:
                headers = self._admit(key, call, due, request.headers.get("authorization", ""))
                body = HANDLERS[key](self._api, call)
            except Refusal as refused:
                return _refused(refused)
            for fault in due:
                body = spoil(fault, mislead(fault, call, self._api.pages, body))
            return self._deliver(due, body, headers)

        return answer

    def _admit(self, key: str, call: Call, due: Sequence[Fault], authorization: str) -> Mapping[str, str]:
        """Let the call in or raise the refusal; gives the rate-limit headers of the answer."""
        label = skeleton().endpoints[key].label
        for fault in due:
            if fault.kind is FaultKind.TOKEN_DIES:
                self._desk.revoke_all()
            refuse(fault, self.behaviour, self.clock(), label, call.query)
        self._desk.check(authorization)
        headers = self._limiter.admit(label)
        wanted, classic = self._desk.wanted(key), self.account.app.classic
        for fault in due:
            refuse_call(fault, call, wanted, classic=classic)
        if not set(wanted) & set(self._desk.granted()):
            raise missing_scopes(wanted, classic=classic)
        return headers

    def _deliver(self, due: Sequence[Fault], body: Any, headers: Mapping[str, str]) -> Response:
        content = json.dumps(body, ensure_ascii=False).encode()
        sent = {**headers, "x-zm-trackingid": f"v=2.0;clid=us02;rid=WEB_{zoom_id(str(len(self.requests)))}"}
        for fault in due:
            if fault.kind is FaultKind.TRUNCATED_JSON:
                content = content[: len(content) // 2]
            if fault.kind is FaultKind.SLOW_BODY:
                pieces = self._slowly(content, fault.value or 0.5)
                return StreamingResponse(pieces, headers=sent, media_type="application/json")
        return Response(content, headers=sent, media_type="application/json")

    async def _slowly(self, content: bytes, pause: float) -> AsyncIterator[bytes]:
        size = len(content) // PIECES + 1
        for start in range(0, len(content), size):
            await self.sleep(pause)
            yield content[start : start + size]


def create_app(
    account: SimulatedAccount,
    *,
    behaviour: Behaviour | None = None,
    faults: Sequence[Fault] = (),
    clock: Clock = utc_now,
    sleep: Sleep = asyncio.sleep,
) -> SimulatedZoom:
    """An ASGI application for the account: `POST /oauth/token` and the reading endpoints under `/v2`.

    `clock` gives aware times in UTC: tokens, page tokens and rate limits live by it. `sleep` waits between
    the pieces of a slow body. A `ConnectionReset` that leaves the application is the fault of that name: the
    caller's transport turns it into its own error. Meetings are past or to come by `clock` too.
    """
    return SimulatedZoom(account, behaviour or Behaviour(), faults, clock, sleep)


def _refused(answer: Refusal) -> Response:
    headers = dict(answer.headers)
    if isinstance(answer.body, str):
        return HTMLResponse(answer.body, answer.status, headers)
    return JSONResponse(answer.body, answer.status, headers)


async def _unknown(scope: Scope, receive: Receive, send: Send) -> None:
    """An address that the API does not have; Zoom's words for it are believed, not verified."""
    if scope["type"] != "http":
        return
    body = {"code": 2300, "message": "This API endpoint is not recognized."}
    await JSONResponse(body, 404)(scope, receive, send)
