"""The access token: got once, kept in memory, renewed before it ends."""

import asyncio
import base64
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from zoom_policy_lint.zoom.clock import Clock
from zoom_policy_lint.zoom.credentials import DEFAULT_API_URL, Credentials
from zoom_policy_lint.zoom.errors import CredentialsRefused, Unreachable, ZoomError
from zoom_policy_lint.zoom.masking import masked

TOKEN_ENDPOINT = "POST /oauth/token"  # noqa: S105 - a name

_EARLY_SECONDS = 300.0
_USUAL_SECONDS = 3600.0
_TOKEN = re.compile(r"[\x21-\x7e]+")
_ZOOM_HOST = re.compile(r"([a-z0-9-]+\.)*(zoom\.us|zoomgov\.com)")

_APP_HINT = (
    "Use a Server-to-Server OAuth app: a General App has no Account ID and cannot be used "
    "(App Marketplace > Develop > Build App > Server-to-Server OAuth)."
)
_KEYS_HINT = "Copy ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET again from the app's page App Credentials."
_OFF_HINT = "Activate the app again (App Marketplace > the app > Activation), or ask a Zoom administrator to."
_OTHER_HINT = "Check ZOOM_ACCOUNT_ID (the app's page App Credentials), and that the app is activated."
_URL_HINT = "Check ZOOM_OAUTH_URL, the network, and that no proxy or sign-in page answers in Zoom's place."

_HINTS: Mapping[str | int, tuple[str, str]] = {
    "invalid_client": ("the client id or the client secret is wrong", _KEYS_HINT),
    "unsupported_grant_type": ("the app is not a Server-to-Server OAuth app", _APP_HINT),
    4702: ("the client id or the client secret is wrong", _KEYS_HINT),
    4704: ("the client id or the client secret is wrong", _KEYS_HINT),
    4705: ("the app is not a Server-to-Server OAuth app", _APP_HINT),
    4706: ("the client id or the client secret is missing", _KEYS_HINT),
    4717: ("the app is switched off", _OFF_HINT),
    4735: ("the person who owned the app is gone", "Let a Zoom administrator create the app anew."),
    4738: ("an administrator has switched the app off", _OFF_HINT),
}


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """An answer of the token endpoint: HTTP status and its JSON object, None when it was none."""

    status: int
    body: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Token:
    """An access token, until when it is used (monotonic seconds), and what came with it."""

    value: str = field(repr=False)
    renew_at: float
    granted: frozenset[str] | None = None
    api_url: str | None = None


Ask = Callable[[Mapping[str, str], str], Awaitable[TokenAnswer]]
"""Sends form fields with an Authorization header to the token endpoint."""


class Auth:
    """Hands out the access token; whoever comes while one is fetched waits for it and shares its fate."""

    def __init__(self, credentials: Credentials, ask: Ask, clock: Clock) -> None:
        self._credentials = credentials
        self._ask = ask
        self._clock = clock
        self._token: Token | None = None
        self._flight: asyncio.Task[Token] | None = None
        self._handed_out = False

    async def token(self) -> Token:
        """A token that is valid as far as we know.

        Raises CredentialsRefused when none is to be had, Unreachable when the token endpoint does not answer.
        """
        if self._token is not None and self._clock.monotonic() < self._token.renew_at:
            return self._token
        if self._flight is None:
            self._flight = asyncio.create_task(self._obtain())
            self._flight.add_done_callback(self._landed)
        return await asyncio.shield(self._flight)

    def drop(self, token: Token) -> None:
        """Zoom refused this token: forget it, unless another has taken its place already."""
        if self._token is token:
            self._token = None

    def close(self) -> None:
        """Give up a token that is being fetched."""
        if self._flight is not None:
            self._flight.cancel()

    def _landed(self, flight: asyncio.Task[Token]) -> None:
        self._flight = None
        if not flight.cancelled() and flight.exception() is None:
            self._token = flight.result()

    async def _obtain(self) -> Token:
        if self._credentials.access_token is not None:
            return self._ready_made(self._credentials.access_token)
        if self._credentials.missing:
            names = ", ".join(self._credentials.missing)
            hint = f"Set {names} to the values of the app's page App Credentials. {_APP_HINT}"
            raise CredentialsRefused(TOKEN_ENDPOINT, f"no credentials: {names} is missing", hint)
        answer = await self._ask(self._form(), self._basic())
        return read_token(answer, self._clock.monotonic())

    def _form(self) -> Mapping[str, str]:
        """For the body: clients that put these into the query string got 400 later."""
        return {"grant_type": "account_credentials", "account_id": self._credentials.account_id.strip()}

    def _basic(self) -> str:
        pair = f"{self._credentials.client_id.strip()}:{self._credentials.client_secret.strip()}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"

    def _ready_made(self, value: str) -> Token:
        if self._handed_out:
            raise CredentialsRefused(
                TOKEN_ENDPOINT,
                "ZOOM_ACCESS_TOKEN is expired or not accepted, and cannot be renewed",
                "Set a new ZOOM_ACCESS_TOKEN (they live an hour), or ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and "
                "ZOOM_CLIENT_SECRET, with which the program renews it by itself.",
            )
        if not _TOKEN.fullmatch(value.strip()):
            what = "ZOOM_ACCESS_TOKEN holds characters that no token has"
            raise CredentialsRefused(TOKEN_ENDPOINT, what, "Copy the token again.")
        self._handed_out = True
        return Token(value.strip(), float("inf"))


def read_token(answer: TokenAnswer, now: float) -> Token:
    """A token from the answer of the token endpoint at monotonic time `now`; raises the error it means."""
    if answer.status != 200 or answer.body is None:  # noqa: PLR2004 - HTTP's own number
        raise _refused(answer)
    value = answer.body.get("access_token")
    if not isinstance(value, str) or not _TOKEN.fullmatch(value):
        raise _refused(answer)
    scope = answer.body.get("scope")
    return Token(
        value,
        renew_at=now + _use_seconds(answer.body.get("expires_in")),
        granted=frozenset(scope.split()) if isinstance(scope, str) else None,
        api_url=_zoom_host(answer.body.get("api_url")),
    )


def api_url(credentials: Credentials, token: Token) -> str:
    """Where to ask: the address that the user set, else the account's own host if Zoom named one."""
    if credentials.api_url == DEFAULT_API_URL and token.api_url is not None:
        return token.api_url
    return credentials.api_url.rstrip("/")


def _use_seconds(lifetime: object) -> float:
    known = isinstance(lifetime, int | float) and not isinstance(lifetime, bool) and lifetime > 0
    seconds = float(lifetime) if known else _USUAL_SECONDS  # type: ignore[arg-type] # known to be a number
    return seconds - min(_EARLY_SECONDS, seconds / 2)


def _zoom_host(url: object) -> str | None:
    """The API address on a host that Zoom named, only if it is Zoom's own and reached by https."""
    if not isinstance(url, str):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    host = parts.netloc.lower()
    fits = parts.scheme == "https" and _ZOOM_HOST.fullmatch(host) and parts.path in {"", "/", "/v2"}
    return f"https://{host}/v2" if fits else None


def _refused(answer: TokenAnswer) -> ZoomError:
    body, status = answer.body or {}, answer.status
    temporary = status == 429 or status >= 500  # noqa: PLR2004 - HTTP's own numbers
    error, code = body.get("error"), body.get("code", body.get("errorCode"))
    for key in (error, code):
        if isinstance(key, str | int) and key in _HINTS and not temporary:
            what, hint = _HINTS[key]
            return CredentialsRefused(TOKEN_ENDPOINT, what, hint, status=status)
    if status in {400, 401} or (status == 403 and answer.body is not None):  # noqa: PLR2004
        said = masked(str(body.get("reason") or body.get("message") or error or ""))
        what = "the credentials are not accepted" + (f"; Zoom says “{said}”" if said else "")
        return CredentialsRefused(TOKEN_ENDPOINT, what, _OTHER_HINT, status=status)
    what = "no token was given" if temporary else "the answer is not that of Zoom's token endpoint"
    return Unreachable(TOKEN_ENDPOINT, what, _URL_HINT, status=status, retryable=temporary)
