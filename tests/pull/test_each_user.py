"""The lists that every user has, and how a snapshot tells of them together."""

import asyncio

import pytest

from tests.pull.fakes import (
    MEETINGS,
    NOW,
    OCTOBER,
    ORIGIN,
    RECORDINGS,
    Pulled,
    demand,
    gone_error,
    lively_school,
    meeting,
    paged,
    person,
    pull_into,
)
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull import close_unread
from zoom_policy_lint.zoom import (
    BadAnswer,
    PageTokenRefused,
    PermissionMissing,
    PlanTooLow,
    ScopeMissing,
    ServerFault,
    Unreachable,
)

LIST = "users.id.meetings"
JUST_LISTS = demand("users", LIST)
NOT_ALLOWED = PermissionMissing("/users/{userId}/meetings", "not allowed")
NO_SCOPE = ScopeMissing("/users/{userId}/meetings", "a scope is missing")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "s.zpl"


def big_school(users):
    source = lively_school()
    source.lists["users", ""] = paged([person(number) for number in range(users)], size=300)
    return source


def listing(out, source, wanted=JUST_LISTS, name=LIST):
    return pull_into(out, source, wanted).listings[name, ""]


def test_all_lists_whole_are_one_whole_list(out):
    pulled = pull_into(out, lively_school(), JUST_LISTS)
    assert list(pulled.listings) == [("users", ""), (LIST, "")]
    assert (pulled.listings[LIST, ""].complete, pulled.listings[LIST, ""].count) == (True, 3)


def test_one_list_that_is_not_whole_is_named(out):
    source = lively_school()
    source.lists[LIST, "u00001"] = paged([], total=3)
    found = listing(out, source)
    assert not found.complete
    assert found.unread.reason is Reason.LIST_INCOMPLETE
    assert found.unread.detail == (
        "not whole for 1 of 3 users (u00001@school.example): Zoom says that there are 3, and listed 0"
    )


def test_many_lists_that_are_not_whole_are_counted_and_two_are_named(out):
    source = big_school(41)
    for number in (3, 7, 20, 30):
        source.lists[LIST, f"u{number:05}"] = [ServerFault("/users/{userId}/meetings", "Zoom failed")]
    found = listing(out, source)
    assert found.unread.reason is Reason.ERROR
    assert found.unread.detail.startswith(
        "not whole for 4 of 41 users (u00003@school.example, u00007@school.example and 2 more): /users/{userId}"
    )


@pytest.mark.parametrize("error", [NOT_ALLOWED, PlanTooLow("/users/{userId}/meetings", "the plan lacks it")])
def test_lists_that_are_refused_for_every_user_say_so_shortly(out, error):
    source = big_school(41)
    source.lists = {key: pages for key, pages in source.lists.items() if key[0] != LIST} | {(LIST, "*"): [error]}
    found = listing(out, source)
    assert found.unread.reason is error.reason
    assert found.unread.detail == f"not readable for any of 41 users: {error.message}"


def test_a_missing_scope_is_not_asked_for_again_and_again(out):
    source = big_school(400)
    source.lists = {key: pages for key, pages in source.lists.items() if key[0] != LIST} | {(LIST, "*"): [NO_SCOPE]}
    found = listing(out, source)
    assert found.unread.detail == f"not readable for any of 400 users: {NO_SCOPE.message}"
    assert sum(times for (name, _), times in source.asked.items() if name == LIST) <= 32


def test_a_refusal_of_one_user_is_that_user_s_only(out):
    source = lively_school()
    source.lists[LIST, "u00000"] = [NOT_ALLOWED]
    pulled = pull_into(out, source, JUST_LISTS)
    assert pulled.ids(Level.MEETING) == ["81234567890"]
    assert pulled.listings[LIST, ""].unread.reason is Reason.SCOPE
    assert "1 of 3 users" in pulled.listings[LIST, ""].unread.detail


def test_the_months_of_a_user_who_is_refused_are_not_asked_one_by_one(out):
    source = lively_school()
    refused = [PermissionMissing("/users/{userId}/recordings", "not allowed")]
    source.lists["users.id.recordings", "u00001 2026-09-23..2026-09-30"] = refused
    found = listing(out, source, RECORDINGS, "users.id.recordings")
    assert "1 of 4 users (u00001@school.example)" in found.unread.detail
    assert [key for key in source.asked if key[1].startswith("u00001 ")] == [
        ("users.id.recordings", "u00001 2026-09-23..2026-09-30")
    ]


def test_one_month_that_is_not_whole_makes_the_whole_look_back_incomplete(out):
    source = lively_school()
    source.lists["users.id.recordings", f"u00009 {OCTOBER}"] = paged([], total=1)
    found = listing(out, source, RECORDINGS, "users.id.recordings")
    assert (found.complete, found.count) == (False, 1)
    assert "1 of 4 users (u00009@school.example)" in found.unread.detail


@pytest.mark.parametrize("error", [PageTokenRefused("/x", "the page token is old"), BadAnswer("/x", "in circles")])
def test_a_user_s_list_that_was_cut_is_read_once_more(out, error):
    source = lively_school()
    source.lists[LIST, "u00001"] = [[error], paged([meeting(5, "u00001")])]
    pulled = pull_into(out, source, JUST_LISTS)
    assert pulled.listings[LIST, ""].complete
    assert source.asked[LIST, "u00001"] == 2


def test_a_user_who_was_deleted_meanwhile_is_no_gap(out):
    source = lively_school()
    source.lists[LIST, "u00001"] = [gone_error()]
    source.answers["users.id", "u00001"] = gone_error()
    pulled = pull_into(out, source, MEETINGS)
    assert pulled.user(1).gone
    assert pulled.listings[LIST, ""].complete
    assert source.asked["users.id", "u00001"] == 1


def test_nothing_is_listed_of_a_user_who_was_seen_to_be_deleted_before(out):
    source = lively_school()
    source.answers["users.id.assistants", "u00001"] = source.answers["users.id", "u00001"] = gone_error()
    pulled = pull_into(out, source, MEETINGS)
    assert pulled.listings[LIST, ""].complete
    assert source.asked[LIST, "u00001"] == 0
    assert source.asked["users.id", "u00001"] == 1


def test_a_user_who_is_still_there_though_the_list_is_not_is_a_gap(out):
    source = lively_school()
    source.lists[LIST, "u00001"] = [gone_error()]
    found = listing(out, source)
    assert (found.complete, found.unread.reason) == (False, Reason.VANISHED)


def test_a_user_who_is_deleted_between_two_months_is_asked_no_further(out):
    source = lively_school()
    source.lists["users.id.recordings", f"u00001 {OCTOBER}"] = [gone_error()]
    source.answers["users.id", "u00001"] = gone_error()
    found = listing(out, source, RECORDINGS, "users.id.recordings")
    assert found.complete
    assert source.asked["users.id.recordings", "u00001 2026-11-01..2026-11-25"] == 0


def test_the_months_of_a_user_who_is_still_there_are_looked_up_once(out):
    source = lively_school()
    for month in ("2026-09-23..2026-09-30", OCTOBER, "2026-11-01..2026-11-25"):
        source.lists["users.id.recordings", f"u00001 {month}"] = [gone_error()]
    found = listing(out, source, RECORDINGS, "users.id.recordings")
    assert found.unread.reason is Reason.VANISHED
    assert source.asked["users.id", "u00001"] == 1


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        (paged([person(0)], total=2), Reason.LIST_INCOMPLETE),
        ([ScopeMissing("/users", "a scope is missing")], Reason.SCOPE),
        (paged([]), Reason.LIST_INCOMPLETE),
    ],
)
def test_whoever_is_not_listed_may_have_meetings_that_are_not_known(out, pages, reason):
    source = lively_school()
    source.lists["users", ""] = pages
    found = listing(out, source)
    assert (found.complete, found.unread.reason) == (False, reason)


def test_leavers_who_are_not_listed_may_have_recordings_that_are_not_known(out):
    source = lively_school()
    source.lists["users.inactive", ""] = [ServerFault("/users", "Zoom failed")]
    found = listing(out, source, RECORDINGS, "users.id.recordings")
    assert (found.complete, found.unread.reason) == (False, Reason.ERROR)
    assert found.unread.detail.startswith("not every user was listed: ")


def test_an_account_without_leavers_is_read_to_its_end(out):
    source = lively_school()
    source.lists["users.inactive", ""] = paged([])
    assert listing(out, source, RECORDINGS, "users.id.recordings").complete


@pytest.mark.parametrize("id_", [True, 5.0, 0, -1, None, "", []])
def test_a_meeting_without_a_usable_number_makes_its_list_incomplete(out, id_):
    source = lively_school()
    source.lists[LIST, "u00000"] = paged([meeting(id_)])
    assert not listing(out, source).complete


def test_a_number_of_64_bits_is_an_id_like_any_other(out):
    source = lively_school()
    source.lists[LIST, "u00000"] = paged([meeting(2**63 - 1)])
    assert str(2**63 - 1) in pull_into(out, source, JUST_LISTS).ids(Level.MEETING)


def test_lists_that_were_not_begun_are_not_whole(out):
    close_unread(out, JUST_LISTS, ORIGIN, "Zoom was away", now=NOW)
    found = Pulled(out).listings[LIST, ""]
    assert (found.complete, found.count, found.unread.reason) == (False, 0, Reason.ERROR)


def test_a_pull_that_stopped_between_two_users_says_whose_lists_are_missing(out):
    source = lively_school()
    source.lists[LIST, "u00002"] = [Unreachable("/users/{userId}/meetings", "the connection failed")]
    with pytest.raises(Unreachable):
        pull_into(out, source, JUST_LISTS)
    close_unread(out, JUST_LISTS, ORIGIN, "Zoom was away", now=NOW)
    found = Pulled(out).listings[LIST, ""]
    assert not found.complete
    assert "u00002@school.example" in found.unread.detail
    assert found.unread.detail.endswith("Zoom was away")


def test_users_are_asked_together_but_never_too_many_and_it_is_told_how_far_it_is(out):
    seen, under_way, most = [], 0, 0

    class Busy(type(lively_school())):
        async def pages(self, endpoint, resource_id="", span=None):
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0)
            async for page in super().pages(endpoint, resource_id, span):
                yield page
            under_way -= 1

    class Watch:
        def show(self, what, done, total):
            seen.append((what, done, total))

    source = Busy(lists=big_school(100).lists)
    pull_into(out, source, JUST_LISTS, progress=Watch())
    assert 8 < most <= 32
    assert [done for what, done, _ in seen if what == "meetings of users"] == list(range(1, 101))
    assert {total for what, _, total in seen if what == "meetings of users"} == {100}


def test_it_is_told_how_far_meetings_and_recordings_are(out):
    seen = {}

    class Watch:
        def show(self, what, done, total):
            seen[what] = (done, total)

    wanted = demand(*map(str, MEETINGS.reads | RECORDINGS.reads), lookback_months=2)
    pull_into(out, lively_school(), wanted, progress=Watch())
    assert seen["meetings of users"] == (3, 3)
    assert seen["recordings of users"] == (4, 4)
    assert seen["answers about meetings"] == (5, 5)
    assert seen["answers about recordings"] == (2, 2)
