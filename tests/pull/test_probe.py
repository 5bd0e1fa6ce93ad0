import asyncio
from datetime import date

import pytest

from tests.pull import fakes
from tests.pull.fakes import FakeSource, demand, meeting, paged, person, recording
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull.probe import probe
from zoom_policy_lint.zoom import PermissionMissing, Unreachable

TODAY = date(2026, 11, 24)
RECENT = "2026-10-28..2026-11-24"
WANTED = demand(
    "users.id.settings",
    "groups.id.members",
    "users.id.assistants",
    "meetings.id",
    "meetings.id.invitation",
    "meetings.id.recordings.settings",
    lookback_months=24,
)


def lively_school():
    """The small account, with its users in order on one page."""
    source = fakes.lively_school()
    source.lists["users", ""] = paged([person(number) for number in range(3)], size=3)
    return source


def probed(source, wanted=WANTED):
    return asyncio.run(probe(source, wanted, TODAY))


def results(report):
    return {str(one.read): (one.tried, one.error) for one in report.probes}


def test_each_endpoint_is_tried_once_on_the_first_that_there_is():
    source = lively_school()
    source.lists["users.id.recordings", f"u00002 {RECENT}"] = paged([recording("/a//b==")])
    report = probed(source)
    assert set(results(report).values()) == {(True, None)}
    assert source.asked["meetings.id", "91234567891"] == 1
    assert source.asked["meetings.id.recordings.settings", "/a//b=="] == 1
    assert source.asked["users.id.meetings", "u00001"] == 0
    assert max(source.asked.values()) == 1


def test_the_first_user_who_has_a_meeting_is_looked_for():
    source = lively_school()
    source.lists["users", ""] = paged([person(number) for number in range(30)], size=30)
    source.lists["users.id.meetings", "u00000"] = source.lists["users.id.meetings", "u00001"] = paged([])
    source.lists["users.id.meetings", "u00004"] = paged([meeting(5, "u00004"), meeting(6, "u00004")])
    report = probed(source)
    assert results(report)["meetings.id"] == (True, None)
    assert source.asked["meetings.id", "5"] == 1
    assert report.counts[Read("users.id.meetings")] == 12  # two for five of thirty users


def test_an_account_in_which_nobody_meets_leaves_nothing_to_try_and_is_no_failure():
    source = FakeSource(lists={("users", ""): paged([person(number) for number in range(30)], size=30)})
    report = probed(source)
    for name in ("meetings.id", "meetings.id.invitation", "meetings.id.recordings.settings"):
        assert results(report)[name] == (False, None)
    assert results(report)["users.id.meetings"] == (True, None)
    assert sum(name == "users.id.meetings" for name, _ in source.asked) == 10


def test_without_any_user_nobody_s_lists_can_be_tried():
    report = probed(FakeSource())
    assert results(report)["users.id.meetings"] == (False, None)
    assert results(report)["users"] == (True, None)


def test_a_refusal_is_told_and_the_rest_goes_on():
    source = lively_school()
    refused = PermissionMissing("/users/{userId}/meetings", "not allowed")
    source.lists["users.id.meetings", "u00000"] = [refused]
    report = probed(source)
    assert results(report)["users.id.meetings"] == (True, refused)
    assert results(report)["meetings.id"] == (False, None)
    assert results(report)["users.id.assistants"] == (True, None)


def test_what_ends_everything_ends_the_probe():
    source = lively_school()
    source.lists["users.id.meetings", "u00000"] = [Unreachable("/users/{userId}/meetings", "the connection failed")]
    with pytest.raises(Unreachable):
        probed(source)


def test_the_requests_of_a_pull_are_estimated_month_by_month_for_active_and_inactive_users():
    source = lively_school()
    one = probed(source, demand("users.id.recordings", lookback_months=1))
    two = probed(source, demand("users.id.recordings", lookback_months=2))
    assert one.requests == {"medium": 2 + 4 * 2}  # two lists of users; three active ones, a leaver; two months
    assert two.requests == {"medium": 2 + 4 * 3}


def test_the_answers_about_settings_are_kept_by_resource_and_nothing_else_is():
    source = lively_school()
    report = probed(source, demand("accounts.settings", "accounts.lock_settings", "users.id.settings", "users.id"))
    assert [(one.level, one.id, one.name) for one in report.answers] == [
        (Level.ACCOUNT, "account", ""),
        (Level.USER, "u00000", ""),
    ]
    assert [list(one.bodies) for one in report.answers] == [["accounts.settings"], ["users.id.settings"]]


def test_of_what_is_refused_there_is_no_answer():
    source = lively_school()
    source.answers["users.id.settings", "u00000"] = PermissionMissing("/users/{userId}/settings", "not allowed")
    assert probed(source, demand("users.id.settings")).answers == ()
