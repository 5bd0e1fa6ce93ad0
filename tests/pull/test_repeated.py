"""Lists of meetings, in which only a series may come in several rows."""

from itertools import permutations

import pytest

from tests.pull.fakes import MEETINGS, demand, gone_error, lively_school, meeting, paged, pull_into
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.zoom import BadAnswer, PageTokenRefused, ServerFault

LIST = "users.id.meetings"
JUST_LISTS = demand("users", LIST)
SOON, LATER, OVER = "2026-11-30T09:00:00Z", "2026-12-07T09:00:00Z", "2026-11-20T09:00:00Z"


@pytest.fixture
def out(tmp_path):
    return tmp_path / "s.zpl"


def at(start, number=5, **more):
    return meeting(number, start_time=start, **more)


def pulled(out, *tries, wanted=JUST_LISTS):
    """What comes of the meetings of one user, listed like this each time it is asked."""
    source = lively_school()
    source.lists = {key: pages for key, pages in source.lists.items() if key[0] != LIST}
    source.lists[LIST, "u00000"] = list(tries)
    found = pull_into(out, source, wanted)
    return found, found.listings[LIST, ""], source


def test_a_series_may_come_once_for_every_occurrence(out):
    found, listing, source = pulled(out, paged([at(SOON, type=8), at(LATER, type=8), at(SOON, 6)]))
    assert (listing.complete, listing.count, source.asked[LIST, "u00000"]) == (True, 2, 1)
    assert found.meeting(5).fields["start_time"] == LATER  # while one lies ahead the series is not over


@pytest.mark.parametrize("kind", [1, 2, 3, 4, 10, "8", 8.0, None])
def test_a_meeting_that_moved_between_two_pages_hides_no_other(out, kind):
    rows = paged([at(SOON, type=kind), at(LATER, type=kind)])
    _, listing, source = pulled(out, rows)
    assert (listing.complete, listing.unread.reason) == (False, Reason.LIST_INCOMPLETE)
    assert "came twice with different content" in listing.unread.detail
    assert source.asked[LIST, "u00000"] == 2


def test_a_meeting_that_comes_twice_alike_counts_once(out):
    assert pulled(out, paged([at(SOON), at(SOON)], total=1))[1].complete
    assert not pulled(out, paged([at(SOON), at(SOON)]))[1].complete


def test_a_meeting_that_is_a_series_in_one_row_only_contradicts_itself(out):
    assert not pulled(out, paged([at(SOON, type=8), at(SOON)], total=1))[1].complete


def test_a_second_reading_that_is_whole_counts_alone(out):
    found, listing, _ = pulled(out, paged([at(LATER), at(OVER), at(SOON, 6)], total=2), paged([at(OVER)]))
    assert (listing.complete, listing.count) == (True, 1)
    assert found.meeting(5).fields["start_time"] == OVER


@pytest.mark.parametrize("rows", list(permutations([at(OVER), at(SOON), at(OVER, duration=5)])))
def test_of_rows_that_contradict_each_other_the_one_that_starts_last_is_judged(out, rows):
    found, listing, source = pulled(out, paged(rows), wanted=MEETINGS)
    assert not listing.complete
    assert found.meeting(5).fields["start_time"] == SOON
    assert source.asked["meetings.id", "5"] == 1


@pytest.mark.parametrize("other", [at(OVER, type=3), at("soon"), {"id": 5, "type": 2}])
def test_of_rows_that_contradict_each_other_one_that_may_lie_ahead_is_judged(out, other):
    for rows in ([at(OVER), other], [other, at(OVER)]):
        assert pulled(out, paged(rows), wanted=MEETINGS)[2].asked["meetings.id", "5"] == 1


def test_a_meeting_that_lay_ahead_in_either_of_two_readings_that_failed_is_judged(out):
    broken = ServerFault("/users/{userId}/meetings", "Zoom failed")
    for tries in ([paged([at(SOON)], total=2), [*paged([at(OVER)]), broken]], [paged([at(OVER), at(SOON)], total=9)]):
        found, listing, source = pulled(out, *tries, wanted=MEETINGS)
        assert not listing.complete
        assert found.meeting(5).fields["start_time"] == SOON
        assert source.asked["meetings.id", "5"] == 1


@pytest.mark.parametrize(
    "error",
    [
        ServerFault("/users/{userId}/meetings", "Zoom failed"),
        PageTokenRefused("/users/{userId}/meetings", "the page token is old"),
        BadAnswer("/users/{userId}/meetings", "in circles"),
    ],
)
def test_what_was_listed_before_a_list_broke_is_judged(out, error):
    first = paged([at(SOON, 5), at(SOON, 6)], total=4)
    found, listing, source = pulled(out, [*first, error], wanted=MEETINGS)
    assert (listing.complete, listing.count) == (False, 2)
    assert found.ids(Level.MEETING) == ["5", "6"]
    assert source.asked["meetings.id", "6"] == 1


def test_nothing_stays_of_the_list_of_a_user_who_was_deleted_between_two_pages(out):
    source = lively_school()
    source.lists[LIST, "u00001"] = [*paged([at(SOON, 5, host_id="u00001")], total=2), gone_error()]
    source.answers["users.id", "u00001"] = gone_error()
    found = pull_into(out, source, JUST_LISTS)
    assert "5" not in found.ids(Level.MEETING)
    assert found.listings[LIST, ""].complete
