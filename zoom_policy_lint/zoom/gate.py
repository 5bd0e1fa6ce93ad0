"""The gate that every request passes: not too many at once, and one lane a rate label."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.zoom.clock import Clock
from zoom_policy_lint.zoom.limits import Lane, Pacing, RateHeaders


class Gate:
    """Lets requests through at the pace of `Pacing`, at most `at_once` of them under way."""

    def __init__(self, pacing: Pacing, clock: Clock, at_once: int) -> None:
        self._pacing = pacing
        self._clock = clock
        self._room = asyncio.Semaphore(at_once)
        self._lanes: dict[str, Lane] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._labels: dict[str, str] = {}
        self._closed: dict[str, datetime] = {}

    @asynccontextmanager
    async def passed(self, endpoint: Endpoint) -> AsyncIterator[None]:
        """Wait for a place and for the lane; the place is free again at the end of the block."""
        label = self._label(endpoint)
        lane = self._lane(label)
        async with self._room:
            async with self._turns.setdefault(label, asyncio.Lock()):
                while wait := lane.wait(self._clock.monotonic()):
                    await self._clock.sleep(wait)
                lane.sent(self._clock.monotonic())
            yield

    def heard(self, endpoint: Endpoint, headers: RateHeaders) -> None:
        """Learn from the headers of an answer; the label that Zoom names is the one that it counts by."""
        if headers.label is not None:
            self._labels[endpoint.id] = headers.label
        self._lane(self._label(endpoint)).learn(headers, self._pacing.share, self._clock.monotonic())

    def throttled(self, endpoint: Endpoint, pause: float) -> None:
        """Zoom said 429: hold the lane and slow it down."""
        self._lane(self._label(endpoint)).throttled(self._clock.monotonic(), pause)

    def close(self, endpoint: Endpoint, until: datetime) -> None:
        """Zoom wants no request of this label before a moment that is too far off to wait for."""
        self._closed[self._label(endpoint)] = until

    def closed_until(self, endpoint: Endpoint) -> datetime | None:
        """That moment, as long as it has not come."""
        until = self._closed.get(self._label(endpoint))
        return until if until is not None and self._clock.now() < until else None

    def _label(self, endpoint: Endpoint) -> str:
        return self._labels.get(endpoint.id, endpoint.rate)

    def _lane(self, label: str) -> Lane:
        if label not in self._lanes:
            self._lanes[label] = Lane(self._pacing.rate(label))
        return self._lanes[label]
