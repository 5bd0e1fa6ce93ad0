"""The client: one endpoint of one resource, asked for with patience and answered without secrets."""

from collections.abc import AsyncIterator, Mapping
from random import Random
from types import TracebackType
from typing import Any, Self

import httpx

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.zoom.addresses import path, query
from zoom_policy_lint.zoom.calls import Calls
from zoom_policy_lint.zoom.clock import Clock, SystemClock
from zoom_policy_lint.zoom.credentials import Credentials
from zoom_policy_lint.zoom.limits import Pacing
from zoom_policy_lint.zoom.paging import Page, pages
from zoom_policy_lint.zoom.redact import reduce_body
from zoom_policy_lint.zoom.retry import Retry


class Client:
    """Reads from Zoom. To be used as `async with Client(credentials) as client:`.

    All that it returns is reduced: passcodes to their shape, links and tokens out, rows to the allow-list.
    Once Zoom cannot be reached, or something else answers in its place, calls fail at once with Unreachable until one
    that was under way succeeds.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        pacing: Pacing = Pacing(),  # noqa: B008 - a frozen value
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Clock | None = None,
        retry: Retry = Retry(),  # noqa: B008 - a frozen value
        random: Random | None = None,
    ) -> None:
        self._calls = Calls(
            credentials,
            pacing=pacing,
            transport=transport,
            clock=clock or SystemClock(),
            retry=retry,
            random=random or Random(),  # noqa: S311 - spreads tries in time, hides nothing
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._calls.close()

    @property
    def granted(self) -> frozenset[str] | None:
        """The scopes that Zoom says the token has; None before the first call, or when Zoom does not say."""
        return self._calls.granted

    async def sign_in(self) -> frozenset[str] | None:
        """Get a token, and nothing else; the scopes that it has, None when Zoom does not say.

        Raises CredentialsRefused or Unreachable.
        """
        await self._calls.sign_in()
        return self.granted

    async def read(self, endpoint: Endpoint, view: str = "default", resource_id: str = "") -> Mapping[str, Any]:
        """What an endpoint says of one resource (the account needs no id) in one `option` view, reduced.

        Raises ZoomError.
        """
        body = await self._calls.get(endpoint, path(endpoint, resource_id), query(endpoint, view))
        return reduce_body(endpoint, body)

    async def pages(self, endpoint: Endpoint, resource_id: str = "") -> AsyncIterator[Page]:
        """A list, page by page, reduced. Raises ZoomError; what came before then is not the whole list."""
        where, fixed = path(endpoint, resource_id), query(endpoint, "default")

        async def fetch(token: Mapping[str, str]) -> Mapping[str, Any]:
            return await self._calls.get(endpoint, where, {**fixed, **token})

        async for page in pages(endpoint, fetch):
            yield page
