"""The client: one endpoint of one resource, asked for with patience and answered without secrets."""

from collections.abc import AsyncIterator, Mapping
from random import Random
from types import TracebackType
from typing import Any, Self

import httpx

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.zoom.addresses import path, query
from zoom_policy_lint.zoom.calls import Calls
from zoom_policy_lint.zoom.clock import Clock, SystemClock
from zoom_policy_lint.zoom.credentials import Credentials
from zoom_policy_lint.zoom.limits import Pacing
from zoom_policy_lint.zoom.paging import Page, check_span, pages
from zoom_policy_lint.zoom.redact import reduce_body
from zoom_policy_lint.zoom.retry import Retry


class Client:
    """Reads from Zoom. To be used as `async with Client(credentials) as client:`.

    All that it returns is reduced: passcodes to their shape, links and tokens out, rows, meetings and recordings to the
    allow-list, titles and texts to the answers of the `questions`.
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
        questions: TextQuestions = TextQuestions(),  # noqa: B008 - a frozen value
    ) -> None:
        self._clock = clock or SystemClock()
        self._questions = questions
        self._calls = Calls(
            credentials,
            pacing=pacing,
            transport=transport,
            clock=self._clock,
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

    async def read(
        self, endpoint: Endpoint, view: str = "default", resource_id: str = "", occurrence: str = ""
    ) -> Mapping[str, Any]:
        """What an endpoint says of one resource (the account needs no id) in one `option` view, reduced.

        With the id of an `occurrence`: what it says of that one of a recurring meeting. Raises ZoomError.
        """
        where, asked = path(endpoint, resource_id), query(endpoint, view, occurrence)
        answer = await self._calls.get(endpoint, where, asked)
        return reduce_body(endpoint, answer, self._questions, whole=not occurrence)

    async def pages(
        self, endpoint: Endpoint, resource_id: str = "", span: tuple[str, str] | None = None
    ) -> AsyncIterator[Page]:
        """A list, page by page, reduced; `span`: the first and last day (ISO dates) of one asked for by the month.

        Raises ZoomError; what came before then is not the whole list.
        """
        where, asked = path(endpoint, resource_id), query(endpoint, span=span)

        async def fetch(token: Mapping[str, str]) -> Mapping[str, Any]:
            body = await self._calls.get(endpoint, where, {**asked, **token})
            if span is not None:
                check_span(endpoint, span, body, self._clock.now())
            return body

        async for page in pages(endpoint, fetch, self._questions):
            yield page
