"""What a pull needs of the client, and of whoever watches it."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Protocol

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.zoom import CredentialsRefused, Page, RateLimited, Unreachable

STOPS = (CredentialsRefused, RateLimited, Unreachable)
"""What ends a pull: asking on would not help, and the journal keeps what there is."""


class Source(Protocol):
    """Answers questions about an account; the client is one. Both raise ZoomError."""

    async def read(self, endpoint: Endpoint, view: str = "default", resource_id: str = "") -> Mapping[str, Any]:
        """What an endpoint says of one resource."""

    def pages(self, endpoint: Endpoint, resource_id: str = "") -> AsyncIterator[Page]:
        """A list, page by page."""


class Progress(Protocol):
    """Told how far a pull is."""

    def show(self, what: str, done: int, total: int | None) -> None:
        """`done` of `total` things of that kind are read."""


class Silent:
    """Progress that nobody watches."""

    def show(self, what: str, done: int, total: int | None) -> None:
        """Nothing."""
