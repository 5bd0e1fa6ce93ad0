import asyncio

import pytest

from tests.pull.fakes import FakeSource, paged
from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.pull.source import Granted
from zoom_policy_lint.zoom import PermissionMissing, ScopeMissing

ROW, LIST, OTHER = endpoint("meetings.id"), endpoint("users.id.meetings"), endpoint("users.id")


async def read(source, row, id_):
    with pytest.raises(ScopeMissing) as error:
        await source.read(row, "default", id_)
    return error.value


async def listed(source, id_):
    return [page async for page in source.pages(LIST, id_)]


def test_what_a_scope_is_missing_for_is_refused_without_asking_again():
    fake = FakeSource(answers={("meetings.id", "*"): ScopeMissing("/meetings/{meetingId}", "a scope is missing")})
    source = Granted(fake)
    first = asyncio.run(read(source, ROW, "1"))
    assert asyncio.run(read(source, ROW, "2")).message == first.message
    assert fake.asked == {("meetings.id", "1"): 1}
    assert asyncio.run(source.read(OTHER, "default", "u1")) == {"about": "u1"}


def test_lists_are_not_asked_again_either():
    fake = FakeSource(lists={("users.id.meetings", "*"): [ScopeMissing("/x", "a scope is missing")]})
    source = Granted(fake)
    for id_ in ("u1", "u2"):
        with pytest.raises(ScopeMissing):
            asyncio.run(listed(source, id_))
    assert fake.asked == {("users.id.meetings", "u1"): 1}


def test_what_one_user_is_refused_is_asked_for_the_next():
    fake = FakeSource(lists={("users.id.meetings", "u1"): [PermissionMissing("/x", "not allowed")]})
    source = Granted(fake)
    with pytest.raises(PermissionMissing):
        asyncio.run(listed(source, "u1"))
    assert asyncio.run(listed(source, "u2")) == paged([])
