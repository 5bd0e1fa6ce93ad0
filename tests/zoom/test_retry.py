from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from tests.zoom.support import NOON, USERS
from zoom_policy_lint.zoom.retry import Retry, retry_after
from zoom_policy_lint.zoom.throttling import rate_limited


@each(
    ("text", "seconds"),
    [
        ("2026-11-24T12:01:30Z", 90),
        ("2026-11-24T12:01:30+00:00", 90),
        ("2026-11-24T13:01:30+01:00", 90),
        ("2026-11-24T12:01:30", 90),
        ("2026-11-25T00:00:00Z", 43200),
        ("Tue, 24 Nov 2026 12:01:30 GMT", 90),
        ("Tue, 24 Nov 2026 12:01:30", 90),
        ("90", 90),
        (" 90 ", 90),
        ("1.5", 1.5),
        ("0", 0),
        ("20261124", 20261124),
        ("2020-01-01T00:00:00Z", 0),
    ],
)
def test_retry_after_is_read_in_all_three_forms(text, seconds):
    assert retry_after(text, NOON) == seconds


@each("text", ["", "soon", "-5", "nan", "inf", "1e9", "2026-13-45T99:00:00Z", "Tue, 99 Foo 2026", "²", "٣"])
def test_a_retry_after_that_makes_no_sense_counts_as_missing(text):
    assert retry_after(text, NOON) is None


@given(st.text(max_size=40))
def test_no_text_at_all_breaks_the_reading_of_retry_after(text):
    seconds = retry_after(text, NOON)
    assert seconds is None or seconds >= 0


@given(st.datetimes(datetime(2026, 11, 25), datetime(2030, 1, 1)))  # noqa: DTZ001 - the zone is added below
def test_the_same_moment_means_the_same_wait_in_both_date_forms(moment):
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    assert retry_after(moment.isoformat(), NOON) == retry_after(format_datetime(moment, usegmt=True), NOON)


ASKED = st.none() | st.floats(0, 200)


@given(st.integers(1, 10), st.floats(0, 400), ASKED, st.integers())
def test_no_wait_ends_after_the_total_or_is_longer_than_the_longest(tried, elapsed, asked, seed):
    retry = Retry()
    wait = retry.wait(tried, elapsed, asked, Random(seed))
    if wait is not None:
        assert tried < retry.tries
        assert wait <= retry.longest
        assert elapsed + wait <= retry.total
        assert wait >= (asked or 0.0)


@given(st.integers(1, 5), st.integers())
def test_waits_are_drawn_from_nothing_up_to_a_doubling_bound(tried, seed):
    retry = Retry(tries=99)
    wait = retry.wait(tried, 0.0, None, Random(seed))
    assert wait is not None
    assert 0.0 <= wait <= min(retry.cap, retry.base * 2**tried)


def test_the_bound_is_capped():
    waits = [Retry(tries=999, total=1e9).wait(500, 0.0, None, Random(seed)) for seed in range(50)]
    assert max(waits) <= 30.0


def test_the_last_try_is_the_last():
    assert Retry(tries=3).wait(3, 0.0, None, Random(1)) is None


PER_SECOND = "You have reached the maximum per-second rate limit for this API. Try again later."
DAILY = "You have reached the maximum daily rate limit for this API. Refer to the response header for details."
DAILY_USER = "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for this particular user."
CONCURRENT = "Too many concurrent requests. A request to disassociate this user has already been made."


@each("code", [429, 4001, 200])
@each(("message", "daily"), [(PER_SECOND, False), (DAILY, True), (DAILY_USER, True), (CONCURRENT, False)])
def test_the_message_tells_a_daily_limit_from_one_a_second_whatever_the_code(code, message, daily):
    assert rate_limited(USERS, {}, {"code": code, "message": message}, NOON).daily is daily


def test_without_a_readable_message_the_header_tells():
    for body in (None, {}, {"message": 7}):
        assert rate_limited(USERS, {"X-RateLimit-Type": "Daily-limit"}, body, NOON).daily
        assert not rate_limited(USERS, {"X-RateLimit-Type": "QPS"}, body, NOON).daily
        assert not rate_limited(USERS, {}, body, NOON).daily


def test_a_daily_limit_without_headers_ends_at_midnight_utc():
    error = rate_limited(USERS, {}, {"message": DAILY}, NOON)
    assert error.retry_at == datetime(2026, 11, 25, tzinfo=UTC)
    assert "2026-11-25 00:00:00 UTC" in error.hint


def test_the_moment_that_zoom_names_wins():
    error = rate_limited(USERS, {"Retry-After": "2026-11-24T18:00:00Z"}, {"message": DAILY}, NOON)
    assert error.retry_at == datetime(2026, 11, 24, 18, tzinfo=UTC)


def test_the_reset_header_is_used_where_retry_after_is_missing():
    reset = str(int((NOON + timedelta(seconds=20)).timestamp()))
    assert rate_limited(USERS, {"X-RateLimit-Reset": reset}, {"message": PER_SECOND}, NOON).pause == 20


def test_a_429_without_anything_is_still_understood():
    error = rate_limited(USERS, {}, None, NOON)
    assert (error.pause, error.status, error.retryable) == (1.0, 429, True)
