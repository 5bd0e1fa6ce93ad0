"""What a pull needs of the client, and of whoever watches it."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Protocol

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.zoom import CredentialsRefused, Page, RateLimited, ScopeMissing, Unreachable

STOPS = (CredentialsRefused, RateLimited, Unreachable)
"""What ends a pull: asking on would not help, and the journal keeps what there is."""


class Source(Protocol):
    """Answers questions about an account; the client is one. Both raise ZoomError."""

    async def read(
        self, endpoint: Endpoint, view: str = "default", resource_id: str = "", occurrence: str = ""
    ) -> Mapping[str, Any]:
        """What an endpoint says of one resource, or of one occurrence of a recurring meeting."""

    def pages(
        self, endpoint: Endpoint, resource_id: str = "", span: tuple[str, str] | None = None
    ) -> AsyncIterator[Page]:
        """A list, page by page; `span`: the first and last day (ISO dates) of one that is asked for by the month."""


class Granted:
    """A source that is not asked again where the app lacks the scope.

    A scope is the app's: what is refused for one resource is refused for all, and thousands of refused requests would
    count against the account's daily limit.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._missing: dict[tuple[str, str], ScopeMissing] = {}

    async def read(
        self, endpoint: Endpoint, view: str = "default", resource_id: str = "", occurrence: str = ""
    ) -> Mapping[str, Any]:
        """As of a Source."""
        self._check(endpoint, view)
        try:
            return await self._source.read(endpoint, view, resource_id, occurrence)
        except ScopeMissing as error:
            self._missing[endpoint.id, view] = error
            raise

    async def pages(
        self, endpoint: Endpoint, resource_id: str = "", span: tuple[str, str] | None = None
    ) -> AsyncIterator[Page]:
        """As of a Source."""
        self._check(endpoint)
        try:
            async for page in self._source.pages(endpoint, resource_id, span):
                yield page
        except ScopeMissing as error:
            self._missing[endpoint.id, ""] = error
            raise

    def _check(self, endpoint: Endpoint, view: str = "") -> None:
        error = self._missing.get((endpoint.id, view))
        if error is not None:
            raise error.with_traceback(None)


class Progress(Protocol):
    """Told how far a pull is."""

    def show(self, what: str, done: int, total: int | None) -> None:
        """`done` of `total` things of that kind are read."""


class Silent:
    """Progress that nobody watches."""

    def show(self, what: str, done: int, total: int | None) -> None:
        """Nothing."""
