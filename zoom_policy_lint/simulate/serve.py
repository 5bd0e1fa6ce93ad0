"""Serve the simulated account on a socket, for trials by hand."""

from starlette.types import Message, Receive, Scope, Send

from zoom_policy_lint.simulate.account import SimulatedAccount
from zoom_policy_lint.simulate.app import SimulatedZoom, create_app, utc_now
from zoom_policy_lint.simulate.errors import ConnectionReset
from zoom_policy_lint.simulate.schools import moved_to

PROMISED = b"65536"


class DropsConnections:
    """Makes a simulated connection reset a real one: a body is promised, and the socket closed without it."""

    def __init__(self, app: SimulatedZoom) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's entrance."""
        try:
            await self._app(scope, receive, send)
        except ConnectionReset:
            headers = [(b"content-type", b"application/json"), (b"content-length", PROMISED)]
            start: Message = {"type": "http.response.start", "status": 200, "headers": headers}
            await send(start)
            await send({"type": "http.response.body", "body": b"{", "more_body": True})


def serve(account: SimulatedAccount, host: str, port: int) -> None:
    """Serve until interrupted, then return; the account's calendar is moved to today.

    Raises ModuleNotFoundError where uvicorn (the extra `serve`) is not installed; uvicorn itself ends the
    program with SystemExit when the port is taken.
    """
    import uvicorn  # noqa: PLC0415 - an extra, wanted only here

    app = DropsConnections(create_app(moved_to(utc_now(), account)))
    uvicorn.run(app, host=host, port=port, log_level="warning", lifespan="off")
