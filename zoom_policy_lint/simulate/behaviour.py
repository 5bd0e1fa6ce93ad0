"""The switches of the simulated account: what Zoom's API facts leave unknown or disputed."""

from dataclasses import dataclass
from enum import StrEnum


class TokenTolerance(StrEnum):
    """Whether older access tokens go on living when a new one is issued."""

    SEVERAL = "several"
    NEWEST_ONLY = "newest_only"


class Inheritance(StrEnum):
    """How values come down from account and groups to a user."""

    CLASSIC = "classic"
    """The first group of a user is primary and gives the values; locks of every group apply."""
    NEW_EXPERIENCE = "new_experience"
    """Groups have a priority; the first that has the setting decides, below the user's own value."""


class RateLimitHeaders(StrEnum):
    """Which of the documented rate-limit headers are sent."""

    ALL = "all"
    CATEGORY_ONLY = "category_only"
    NONE = "none"


class RetryAfter(StrEnum):
    """The form of `Retry-After`; Zoom documents the first, the others are HTTP's."""

    ISO = "iso"
    HTTP_DATE = "http_date"
    SECONDS = "seconds"


class SecurityView(StrEnum):
    """Where the account's `security` section stands: in the plain body, under `option=security`, or both."""

    DEFAULT = "default"
    OPTION = "option"
    BOTH = "both"


class OddLocks(StrEnum):
    """How lock flags are sent that the types do not call boolean (entry chime, group encryption type)."""

    AS_TYPED = "as_typed"
    BOOLEAN = "boolean"


class SeriesStart(StrEnum):
    """Which `start_time` a series with fixed times has in the list and in its own answer."""

    FIRST = "first"
    """That of its first occurrence, past or not."""
    NEXT = "next"
    """That of the next occurrence; of the last when all are past."""
    LEFT_OUT = "left_out"


class OccurrenceAnswer(StrEnum):
    """Whose settings and description the answer for one occurrence holds."""

    OWN = "own"
    SERIES = "series"
    """Those of the series, so that a change of the one occurrence does not show."""


class LongSpan(StrEnum):
    """What becomes of a list of recordings asked for over more than a month."""

    REFUSED = "refused"
    CUT = "cut"
    """It reaches back a month from `to`; only the `from` of the answer says so."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One choice for each switch. The defaults are the likelier side of each dispute."""

    token_tolerance: TokenTolerance = TokenTolerance.SEVERAL
    inheritance: Inheritance = Inheritance.CLASSIC
    account_locks_with_admin_scope: bool = True
    """Whether `account:read:lock_settings:admin` opens the account's locks; only `:master` is published."""
    domains_with_admin_scope: bool = False
    """The same for managed and trusted domains, for which only `:master` scopes are published."""
    lock_covers_choice: bool = False
    """Whether the lock of `chat` and `screen_sharing` also holds who may chat and who may share."""
    security_view: SecurityView = SecurityView.BOTH
    odd_locks: OddLocks = OddLocks.AS_TYPED
    users_page_size_max: int = 2000
    """Largest page of users and group members, 300 or 2000; a larger wish is cut down to it."""
    rate_limits: bool = True
    """Off: requests are never refused for their number."""
    rate_limit_headers: RateLimitHeaders = RateLimitHeaders.ALL
    retry_after: RetryAfter = RetryAfter.ISO
    rate_limit_code: int = 429
    """The `code` in the body of a 429: 429, 4001 or 200, as sources disagree."""
    token_lifetime_seconds: int = 3600
    page_token_lifetime_seconds: int = 900
    series_start: SeriesStart = SeriesStart.FIRST
    series_listed_by_occurrence: bool = False
    """Whether a series stands in the list once for each occurrence to come, under the same number."""
    occurrence_answer: OccurrenceAnswer = OccurrenceAnswer.OWN
    empty_agenda_sent: bool = True
    """Off: a meeting without a description has no `agenda` at all."""
    empty_passcode_sent: bool = False
    """On: what has no passcode has an empty one, rather than none."""
    newer_meeting_settings: bool = False
    """Whether meetings tell the two settings that only one of Zoom's sources has: asking for permission to unmute,
    and showing how to join."""
    alternative_hosts_as_ids: bool = False
    """Whether alternative hosts are named by their ids instead of their addresses."""
    recording_passcode_shown: bool = True
    """Off: the app may not view recordings, so that their passcodes are not told (Zoom's API facts)."""
    long_span: LongSpan = LongSpan.REFUSED
