"""Zoom's rate limits: per label and plan, a second's and a day's allowance, counted for the whole account."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from zoom_policy_lint.simulate.account import Plan
from zoom_policy_lint.simulate.behaviour import Behaviour, RateLimitHeaders, RetryAfter
from zoom_policy_lint.simulate.errors import Refusal

PER_SECOND = {
    Plan.FREE: {"Light": 4, "Medium": 2, "Heavy": 1},
    Plan.PRO: {"Light": 30, "Medium": 20, "Heavy": 10},
    Plan.BUSINESS: {"Light": 80, "Medium": 60, "Heavy": 40},
    Plan.EDUCATION: {"Light": 80, "Medium": 60, "Heavy": 40},
}
PER_DAY = {
    Plan.FREE: {"Light": 6000, "Medium": 2000, "Heavy": 1000},
    Plan.PRO: {"Heavy": 30_000},
    Plan.BUSINESS: {"Heavy": 60_000},
    Plan.EDUCATION: {"Heavy": 60_000},
}
SECOND_WORDS = "You have reached the maximum per-second rate limit for this API. Try again later."
DAY_WORDS = (
    "You have reached the maximum daily rate limit for this API. "
    "Refer to the response header for details on when you can make another request."
)


@dataclass
class RateLimiter:
    """Counts the requests of one account; refused ones are not counted."""

    plan: Plan
    behaviour: Behaviour
    clock: Callable[[], datetime]
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def admit(self, label: str) -> Mapping[str, str]:
        """Count one request and give the headers of its answer; raise the 429 if there are too many."""
        now = self.clock()
        second, day = (label, now.strftime("%Y-%m-%dT%H:%M:%S")), (label, now.strftime("%Y-%m-%d"))
        per_second, per_day = PER_SECOND[self.plan].get(label), PER_DAY[self.plan].get(label)
        if self.behaviour.rate_limits and per_day is not None and self._counts[day] >= per_day:
            raise too_many(self.behaviour, now, label, per_day, daily=True)
        if self.behaviour.rate_limits and per_second is not None and self._counts[second] >= per_second:
            raise too_many(self.behaviour, now, label, per_second, daily=False)
        self._counts.update([second, day])
        return limit_headers(self.behaviour, label, per_second or 0, self._counts[second])


def limit_headers(behaviour: Behaviour, label: str, limit: int, used: int, kind: str = "QPS") -> dict[str, str]:
    """The `X-RateLimit-…` headers, as many as the behaviour wants."""
    if behaviour.rate_limit_headers is RateLimitHeaders.NONE:
        return {}
    category = {"X-RateLimit-Category": label}
    if behaviour.rate_limit_headers is RateLimitHeaders.CATEGORY_ONLY:
        return category
    remaining = str(max(limit - used, 0))
    return category | {
        "X-RateLimit-Type": kind,
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": remaining,
    }


def too_many(behaviour: Behaviour, now: datetime, label: str, limit: int, *, daily: bool) -> Refusal:
    """A 429; only the daily one says when to come back (at midnight UTC), in the behaviour's form."""
    headers = limit_headers(behaviour, label, limit, limit, "Daily-limit" if daily else "QPS")
    if daily and behaviour.rate_limit_headers is RateLimitHeaders.ALL:
        headers["Retry-After"] = _retry_after(behaviour.retry_after, now)
    body = {"code": behaviour.rate_limit_code, "message": DAY_WORDS if daily else SECOND_WORDS}
    return Refusal(429, body, headers)


def _retry_after(form: RetryAfter, now: datetime) -> str:
    midnight = datetime(now.year, now.month, now.day, tzinfo=UTC) + timedelta(days=1)
    if form is RetryAfter.ISO:
        return midnight.strftime("%Y-%m-%dT%H:%M:%SZ")
    if form is RetryAfter.HTTP_DATE:
        return format_datetime(midnight, usegmt=True)
    return str(max(round((midnight - now).total_seconds()), 1))
