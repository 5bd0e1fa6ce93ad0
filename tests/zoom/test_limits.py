import asyncio
import math
from itertools import pairwise

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from tests.zoom.support import ACCOUNT, MEETING, FakeClock, Zoom, client
from zoom_policy_lint.catalogue import endpoint, endpoints
from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.zoom import PLANS, Pacing
from zoom_policy_lint.zoom.gate import Gate
from zoom_policy_lint.zoom.limits import Lane, RateHeaders

PUBLISHED = {
    "free": {"light": 4, "medium": 2, "heavy": 1, "resource-intensive": 10 / 60},
    "pro": {"light": 30, "medium": 20, "heavy": 10, "resource-intensive": 10 / 60},
    "education": {"light": 80, "medium": 60, "heavy": 40, "resource-intensive": 20 / 60},
}
LABELS = st.sampled_from(["light", "medium", "heavy", "resource-intensive"])
SHARES = st.floats(0.05, 1.0)
ROUNDING = 1e-5
PUBLISHED_FOR = {"free": PUBLISHED["free"], "pro": PUBLISHED["pro"], "business": PUBLISHED["education"]}


@each(("plan", "label"), [(plan, label) for plan, row in PUBLISHED.items() for label in row])
def test_the_published_limits_are_kept_by_half_unless_told_otherwise(plan, label):
    assert Pacing(plan).rate(label) == PUBLISHED[plan][label] / 2
    assert Pacing(plan, share=1.0).rate(label) == PUBLISHED[plan][label]


def test_an_account_of_an_untold_plan_is_taken_for_pro():
    assert Pacing() == Pacing("pro", 0.5)


@pytest.mark.parametrize("share", [0.0, -1.0, 1.01, float("nan")])
def test_a_share_out_of_range_is_refused(share):
    with pytest.raises(PolicyLintError, match="share"):
        Pacing(share=share)


def test_an_unknown_plan_is_refused_and_the_known_ones_named():
    with pytest.raises(PolicyLintError, match="education"):
        Pacing("premium")


EVENTS = st.lists(
    st.tuples(st.sampled_from(["send", "send", "send", "throttled", "idle"]), st.floats(0, 3)), min_size=5, max_size=80
)


def _played(lane, events):
    """When requests go out, while time passes, Zoom says 429, and somebody always wants to send."""
    now, sent = 0.0, []
    for kind, amount in events:
        if kind == "idle":
            now += amount
        elif kind == "throttled":
            lane.throttled(now, amount)
        else:
            now += lane.wait(now)
            assert lane.wait(now) == 0.0
            lane.sent(now)
            sent.append(now)
    return sent


@given(st.sampled_from(sorted(PLANS)), LABELS, SHARES, EVENTS)
def test_no_second_ever_holds_more_requests_than_the_share_of_the_plan(plan, label, share, events):
    rate = Pacing(plan, share).rate(label)
    sent = _played(Lane(rate), events)
    assert all(later - earlier >= 1 / rate - ROUNDING for earlier, later in pairwise(sent))
    for start in sent:
        in_the_second = [moment for moment in sent if start <= moment < start + 1.0 - ROUNDING]
        assert len(in_the_second) <= math.ceil(rate) <= max(1, PUBLISHED_FOR[PLANS[plan]][label])


@given(st.lists(st.floats(0, 5), max_size=60), st.floats(1, 80))
def test_full_speed_always_comes_back(throttles, full):
    lane, now = Lane(full), 0.0
    for gap in throttles:
        now += gap
        lane.throttled(now, 1.0)
        assert full / 16 <= lane.rate(now) <= full
    assert lane.rate(now + 60.0) == full
    assert lane.wait(now + 60.0) == 0.0


@given(st.floats(0, 59), st.floats(0, 59))
def test_speed_comes_back_little_by_little_and_never_falls_by_itself(first, second):
    lane = Lane(10.0)
    lane.throttled(0.0, 1.0)
    earlier, later = sorted((first, second))
    assert 5.0 <= lane.rate(earlier) <= lane.rate(later) <= 10.0


def test_a_refusal_halves_the_speed_and_holds_everything():
    lane = Lane(10.0)
    lane.throttled(100.0, 7.0)
    assert lane.rate(100.0) == 5.0
    assert lane.wait(100.0) == 7.0


def test_requests_refused_together_slow_us_down_once():
    lane = Lane(10.0)
    for moment in (100.0, 100.1, 100.9):
        lane.throttled(moment, 1.0)
    assert lane.rate(100.9) == pytest.approx(5.0, abs=0.2)


ALL_HEADERS = {
    "X-RateLimit-Category": "Medium",
    "X-RateLimit-Type": "QPS",
    "X-RateLimit-Limit": "60",
    "X-RateLimit-Remaining": "12",
    "X-RateLimit-Reset": "1790000000",
}


def test_every_rate_header_is_optional():
    assert RateHeaders.read({}) == RateHeaders()
    assert RateHeaders.read(ALL_HEADERS) == RateHeaders("medium", daily=False, limit=60, remaining=12, reset=1790000000)
    for name, value in ALL_HEADERS.items():
        assert RateHeaders.read({name: value}) != RateHeaders()


@given(st.dictionaries(st.sampled_from(sorted(ALL_HEADERS)), st.text(max_size=20)))
def test_headers_that_make_no_sense_are_as_good_as_missing(headers):
    assert RateHeaders.read(headers).label in {None, "light", "medium", "heavy", "resource-intensive"}


def test_a_lower_limit_that_zoom_tells_is_kept_and_a_higher_one_ignored():
    lane = Lane(10.0)
    lane.learn(RateHeaders(daily=False, limit=10), 0.5, 0.0)
    assert lane.full == 5.0
    lane.learn(RateHeaders(daily=False, limit=1000), 0.5, 0.0)
    assert lane.full == 5.0


def test_a_daily_limit_is_not_taken_for_one_a_second():
    lane = Lane(10.0)
    lane.learn(RateHeaders(daily=True, limit=2, remaining=0), 0.5, 0.0)
    lane.learn(RateHeaders(daily=None, limit=2, remaining=0), 0.5, 0.0)
    assert (lane.full, lane.wait(0.0)) == (10.0, 0.0)


def test_when_nothing_is_left_of_a_second_the_next_one_is_waited_for():
    lane = Lane(10.0)
    lane.learn(RateHeaders(daily=False, remaining=0), 0.5, 3.0)
    assert lane.wait(3.0) == 1.0


async def _through_the_gate(gate, clock, count, times):
    async def one():
        async with gate.passed(ACCOUNT):
            times.append(clock.seconds)
            await clock.sleep(0.003)

    await asyncio.gather(*(one() for _ in range(count)))


@pytest.mark.parametrize("plan", ["free", "pro", "education"])
def test_many_calls_at_once_go_out_evenly_spaced(plan):
    clock, times = FakeClock(), []
    gate = Gate(Pacing(plan), clock, at_once=8)
    asyncio.run(_through_the_gate(gate, clock, 30, times))
    gap = 1 / Pacing(plan).rate("medium")
    assert all(later - earlier >= gap - ROUNDING for earlier, later in pairwise(times))


def test_no_more_calls_are_under_way_at_once_than_allowed():
    under_way, most = 0, 0

    async def one(gate):
        nonlocal under_way, most
        async with gate.passed(ACCOUNT):
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0)
            under_way -= 1

    async def go():
        gate = Gate(Pacing("business"), FakeClock(), at_once=3)
        await asyncio.gather(*(one(gate) for _ in range(20)))

    asyncio.run(go())
    assert most <= 3


def test_a_whole_client_is_as_fast_as_it_may_be_and_no_faster():
    clock = FakeClock()

    async def go():
        async with client(Zoom(), clock, pacing=Pacing("pro")) as zoom:
            await asyncio.gather(*(zoom.read(ACCOUNT) for _ in range(31)))

    asyncio.run(go())
    assert clock.seconds == pytest.approx(3.0, rel=0.01)


def test_the_label_that_zoom_names_is_the_one_that_is_paced_by():
    clock = FakeClock()
    answer = httpx.Response(200, json={"in_meeting": {}}, headers={"X-RateLimit-Category": "Heavy"})

    async def go():
        async with client(Zoom(answer), clock, pacing=Pacing("pro")) as zoom:
            for _ in range(11):
                await zoom.read(ACCOUNT)

    asyncio.run(go())
    assert clock.seconds == pytest.approx(9 * 0.2, rel=0.01), "medium once, then heavy: 5 a second"


@each("plan", PLANS)
@each("where", endpoints(), ids=lambda row: row.id)
def test_every_endpoint_is_asked_at_a_pace_that_every_plan_has(plan, where):
    assert Pacing(plan).rate(where.rate) > 0


def test_the_lists_of_many_users_and_their_meetings_keep_the_pace_of_their_labels():
    clock, server = FakeClock(), Zoom(httpx.Response(200, json={"id": 1, "meetings": [], "total_records": 0}))

    async def list_of(zoom, user):
        return [page async for page in zoom.pages(endpoint("users.id.meetings"), user)]

    async def go(many):
        async with client(server, clock, pacing=Pacing("pro")) as zoom:
            await asyncio.gather(*(list_of(zoom, f"u{n}") for n in range(many)))
            between = clock.monotonic()
            await asyncio.gather(*(zoom.read(MEETING, resource_id=f"{n}") for n in range(1, many + 1)))
            return between, clock.monotonic() - between

    lists, meetings = asyncio.run(go(21))
    assert len(server.calls) == 42
    assert lists >= 20 / Pacing("pro").rate("medium") - ROUNDING
    assert meetings >= 20 / Pacing("pro").rate("light") - ROUNDING
