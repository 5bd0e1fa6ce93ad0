"""The connection: httpx set up for a school's network."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from zoom_policy_lint import __version__
from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.zoom.errors import Unreachable

USER_AGENT = f"zoom-policy-lint/{__version__}"

_TIMEOUT = httpx.Timeout(30.0, connect=15.0)

_HOST = re.compile(r"[\w-]{1,63}(\.[\w-]{1,63})*\.?|[0-9a-f:.]*:[0-9a-f:.]*", re.ASCII | re.IGNORECASE)
_CA_HINT = "If the school's network inspects traffic, set SSL_CERT_FILE to the file of the school's own authority."
_NETWORK_HINT = "Check the network, HTTPS_PROXY if the school uses a proxy, and ZOOM_API_URL and ZOOM_OAUTH_URL."


def open_http(transport: httpx.AsyncBaseTransport | None, at_once: int) -> httpx.AsyncClient:
    """An HTTP client that honours proxies (HTTPS_PROXY, NO_PROXY) and the school's own CA (SSL_CERT_FILE).

    Raises PolicyLintError when one of these cannot be used.
    """
    try:
        return httpx.AsyncClient(
            transport=transport,
            timeout=_TIMEOUT,
            limits=httpx.Limits(max_connections=at_once),
            headers={"User-Agent": USER_AGENT, "Accept": "application/json"},
            http1=True,
            follow_redirects=False,
            trust_env=True,
        )
    except (OSError, ValueError, ImportError, httpx.InvalidURL):
        # No cause is named: its text may hold the password of a proxy.
        raise PolicyLintError(
            "The network settings of this computer cannot be used.",
            "Check HTTPS_PROXY, HTTP_PROXY, ALL_PROXY (http://host:port) and SSL_CERT_FILE (a PEM file).",
        ) from None


def check_address(name: str, url: str) -> None:
    """Raises PolicyLintError when the address of that name (of a variable) cannot be one."""
    try:
        host = httpx.URL(url).raw_host.decode()
    except httpx.InvalidURL:
        host = ""
    if not _HOST.fullmatch(host):
        raise PolicyLintError(f"{name} is not a web address.", "It must look like https://api.zoom.us/v2.")


def in_process(app: Any) -> httpx.AsyncBaseTransport:
    """A transport that hands requests to an ASGI application in this process; nothing leaves the computer."""
    return httpx.ASGITransport(app=app)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: HTTP status, headers (looked up without regard to case), and the whole body."""

    status: int
    headers: Mapping[str, str]
    content: bytes


async def exchange(http: httpx.AsyncClient, endpoint: str, request: httpx.Request, seconds: float) -> Answer:
    """Send a request and take its whole answer within so many seconds.

    Raises Unreachable, in words without addresses or secrets. A compressed body that does not unfold counts
    as empty.
    """
    try:
        async with asyncio.timeout(seconds):
            response = await http.send(request, stream=True)
            return Answer(response.status_code, response.headers, await _content(response))
    except (httpx.RequestError, OSError) as error:
        failure = _unreachable(endpoint, error)
    raise failure  # outside of the block, so that it does not carry the other's text along


async def _content(response: httpx.Response) -> bytes:
    try:
        return await response.aread()
    except httpx.DecodingError:
        return b""
    finally:
        await response.aclose()


def _unreachable(endpoint: str, error: Exception) -> Unreachable:
    if "CERTIFICATE_VERIFY" in str(error):
        return Unreachable(endpoint, "the certificate of the answering computer is not trusted", _CA_HINT)
    if isinstance(error, httpx.ProxyError):
        return Unreachable(endpoint, "the proxy lets nothing through", _NETWORK_HINT, retryable=True)
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return Unreachable(endpoint, "no answer in time", _NETWORK_HINT, retryable=True)
    if isinstance(error, httpx.UnsupportedProtocol):
        return Unreachable(endpoint, "the address cannot be used", _NETWORK_HINT)
    return Unreachable(endpoint, "the connection failed", _NETWORK_HINT, retryable=True)
