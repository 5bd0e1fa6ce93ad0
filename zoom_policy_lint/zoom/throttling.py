"""What an answer of HTTP 429 says: which limit, and when to come back. All its headers are optional."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.zoom.errors import RateLimited
from zoom_policy_lint.zoom.limits import RateHeaders
from zoom_policy_lint.zoom.retry import retry_after

_AT_LEAST = 1.0


def rate_limited(
    endpoint: Endpoint, headers: Mapping[str, str], body: Mapping[str, Any] | None, now: datetime
) -> RateLimited:
    """The error for an HTTP 429; the message, then the headers, tell a daily limit from one a second."""
    read = RateHeaders.read(headers)
    daily = _daily(body, read)
    pause = _pause(headers.get("Retry-After", ""), read, now)
    if pause is None and daily:
        pause = (_next_midnight(now) - now).total_seconds()
    pause = max(_AT_LEAST, pause or 0.0)
    until = now + timedelta(seconds=pause)
    error = RateLimited(endpoint.path, _what(daily), _hint(until), status=429, retryable=True, pause=pause)
    error.daily = daily
    error.retry_at = until
    return error


def closed(endpoint: Endpoint, until: datetime) -> RateLimited:
    """The error for a request that is not even sent, since Zoom wants none of its label before `until`."""
    error = RateLimited(endpoint.path, "Zoom takes no more requests of this kind for now", _hint(until))
    error.retry_at = until
    return error


def _daily(body: Mapping[str, Any] | None, headers: RateHeaders) -> bool:
    message = (body or {}).get("message")
    text = message.lower() if isinstance(message, str) else ""
    if "daily" in text:
        return True
    return bool(headers.daily) and "second" not in text


def _pause(after: str, headers: RateHeaders, now: datetime) -> float | None:
    asked = retry_after(after, now)
    if asked is not None or headers.reset is None:
        return asked
    return max(0.0, headers.reset - now.timestamp())


def _next_midnight(now: datetime) -> datetime:
    """Daily allowances start anew at 00:00 UTC, as far as Zoom shows it."""
    return (now.astimezone(UTC) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _what(daily: bool) -> str:  # noqa: FBT001 - the one question there is
    return "the day's requests are used up" if daily else "Zoom wants fewer requests a second"


def _hint(until: datetime) -> str:
    moment = until.astimezone(UTC)
    return (
        f"Run again after {moment:%Y-%m-%d %H:%M:%S} UTC. Zoom counts the requests of every program that "
        "uses the account; a smaller --share leaves more to the others."
    )
