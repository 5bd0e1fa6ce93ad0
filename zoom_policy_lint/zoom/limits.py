"""Pacing: how fast Zoom may be asked, by rate label and plan, and how that changes with what Zoom answers.

Nothing here waits or reads a clock: the time is told, and the time to wait is returned. Zoom counts requests for
the whole account, over every program that uses it, so only a share of the plan's limit is taken.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from zoom_policy_lint.model.errors import PolicyLintError

_PER_SECOND: Mapping[str, Mapping[str, float]] = {
    "free": {"light": 4.0, "medium": 2.0, "heavy": 1.0, "resource-intensive": 10 / 60},
    "pro": {"light": 30.0, "medium": 20.0, "heavy": 10.0, "resource-intensive": 10 / 60},
    "business": {"light": 80.0, "medium": 60.0, "heavy": 40.0, "resource-intensive": 20 / 60},
}
PLANS: Mapping[str, str] = MappingProxyType(
    {
        "free": "free",
        "basic": "free",
        "pro": "pro",
        "business": "business",
        "education": "business",
        "enterprise": "business",
        "partner": "business",
    }
)
"""Every plan that may be named -> the class of plans that it is limited as."""

_WHOLE = re.compile(r"[0-9]{1,12}")
_SLOWEST = 1 / 16
_RECOVERY_SECONDS = 60.0
_ONE_BURST_SECONDS = 1.0
_GRAIN = 1e-6  # a shorter wait is rounding: adding it to a clock may not move it


@dataclass(frozen=True, slots=True)
class Pacing:
    """How fast to ask: the account's plan, and the share (above 0, at most 1) of its limits that we take.

    No endpoint tells the plan, so it is told; Pro unless said otherwise. Raises PolicyLintError for an unknown plan
    or a share out of range.
    """

    plan: str = "pro"
    share: float = 0.5

    def __post_init__(self) -> None:
        if self.plan not in PLANS:
            raise PolicyLintError(f"Zoom plan “{self.plan}” is not known.", f"Use one of: {', '.join(PLANS)}.")
        if not 0.0 < self.share <= 1.0:
            raise PolicyLintError("The share of Zoom's rate limit must be above 0 and at most 1.")

    def rate(self, label: str) -> float:
        """Requests a second for a rate label (`light`, `medium`, `heavy`, `resource-intensive`)."""
        return _PER_SECOND[PLANS[self.plan]][label] * self.share


def seconds_for(requests: Mapping[str, int], plan: str, share: float) -> float:
    """The least time, in seconds, that so many requests by rate label take at a share of a plan's limits.

    Labels are counted apart by Zoom, so the slowest one decides.
    """
    pacing = Pacing(plan, share)
    return max((count / pacing.rate(label) for label, count in requests.items()), default=0.0)


@dataclass(frozen=True, slots=True)
class RateHeaders:
    """What the rate headers of an answer say; each is None when the header is missing or makes no sense."""

    label: str | None = None
    daily: bool | None = None
    limit: int | None = None
    remaining: int | None = None
    reset: int | None = None

    @classmethod
    def read(cls, headers: Mapping[str, str]) -> "RateHeaders":
        """From headers whose names are looked up without regard to case; any of them may be missing."""
        label = headers.get("X-RateLimit-Category", "").strip().lower()
        kind = headers.get("X-RateLimit-Type", "").strip().lower()
        return cls(
            label=label if label in _PER_SECOND["pro"] else None,
            daily=kind.startswith("daily") if kind else None,
            limit=_whole(headers.get("X-RateLimit-Limit", "")),
            remaining=_whole(headers.get("X-RateLimit-Remaining", "")),
            reset=_whole(headers.get("X-RateLimit-Reset", "")),
        )


def _whole(text: str) -> int | None:
    text = text.strip()
    return int(text) if _WHOLE.fullmatch(text) else None


@dataclass(slots=True)
class Lane:
    """The requests of one rate label, one after the other, evenly spaced.

    A bucket of one: even spacing keeps every second below the limit, where a burst keeps only the average.
    """

    full: float
    last: float | None = None
    held_until: float = 0.0
    _factor: float = 1.0
    _slowed_at: float | None = field(default=None)

    def rate(self, now: float) -> float:
        """Requests a second at this moment."""
        return self.full * self._factor_at(now)

    def wait(self, now: float) -> float:
        """Seconds until the next request may go; 0 when it may go now."""
        spaced = 0.0 if self.last is None else self.last + 1.0 / self.rate(now) - now
        wait = max(spaced, self.held_until - now)
        return wait if wait > _GRAIN else 0.0

    def sent(self, now: float) -> None:
        """A request goes."""
        self.last = now

    def throttled(self, now: float, pause: float) -> None:
        """Zoom said 429: hold everything for `pause` seconds and go on at half the speed.

        Requests that were under way together are refused together; they slow us down once.
        """
        self.held_until = max(self.held_until, now + pause)
        if self._slowed_at is None or now - self._slowed_at >= _ONE_BURST_SECONDS:
            self._factor = max(_SLOWEST, self._factor_at(now) / 2)
            self._slowed_at = now

    def learn(self, headers: RateHeaders, share: float, now: float) -> None:
        """Take what Zoom says of the limit a second, where that is slower than what the plan is known for."""
        if headers.daily is not False:
            return
        if headers.limit:
            self.full = min(self.full, headers.limit * share)
        if headers.remaining == 0:
            self.held_until = max(self.held_until, now + 1.0)

    def _factor_at(self, now: float) -> float:
        if self._slowed_at is None:
            return 1.0
        return min(1.0, self._factor + (now - self._slowed_at) / _RECOVERY_SECONDS)
