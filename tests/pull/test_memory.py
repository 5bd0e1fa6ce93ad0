"""Memory does not grow with the account."""

import asyncio
import tracemalloc

import pytest

from tests.pull.fakes import MEETINGS, NOW, ORIGIN, FakeSource, answer, demand, meeting, person
from zoom_policy_lint.pull import pull
from zoom_policy_lint.zoom import Page

USERS = demand("users", "users.id.settings", "groups", "groups.id.members")
BODY = {f"section {part}": {f"setting {number}": f"value {number}" for number in range(30)} for part in range(2)}


class Endless(FakeSource):
    """So many users, made page by page, each of whom answers at length."""

    def __init__(self, users):
        super().__init__(answers={("users.id.settings", "*"): BODY})
        self._users = users

    async def pages(self, endpoint, resource_id="", span=None):
        if endpoint.id == "groups":
            yield Page(({"id": "g1", "name": "All"},), 1)
            return
        for first in range(0, self._users, 100):
            ids = range(first, min(first + 100, self._users))
            rows = tuple(person(number) if endpoint.id == "users" else {"id": person(number)["id"]} for number in ids)
            yield Page(rows, self._users)

    async def read(self, endpoint, view="default", resource_id="", occurrence=""):
        return self.answers["users.id.settings", "*"]


class EndlessMeetings(Endless):
    """So many meetings of one user, each of which answers at length."""

    async def pages(self, endpoint, resource_id="", span=None):
        if endpoint.id == "users.id.meetings":
            for first in range(0, self._users, 100):
                numbers = range(first, min(first + 100, self._users))
                yield Page(tuple(meeting(10**10 + number) for number in numbers), self._users)
        elif endpoint.id == "users":
            yield Page((person(0),), 1)
        else:
            yield Page((), 0)

    async def read(self, endpoint, view="default", resource_id="", occurrence=""):
        if endpoint.id == "meetings.id":
            return answer(meeting(int(resource_id)), alternative_hosts="x@mail.example", **BODY)
        return {"assistants": []} if endpoint.id == "users.id.assistants" else {}


def peak(source, wanted, out):
    tracemalloc.start()
    try:
        asyncio.run(pull(source, wanted, out, ORIGIN, now=NOW))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("kind", "wanted"), [(Endless, USERS), (EndlessMeetings, MEETINGS)])
def test_ten_times_as_many_take_no_more_memory(tmp_path, kind, wanted):
    peak(kind(10), wanted, tmp_path / "warm.zpl")
    few = peak(kind(60), wanted, tmp_path / "few.zpl")
    many = peak(kind(600), wanted, tmp_path / "many.zpl")
    assert (tmp_path / "many.zpl").stat().st_size > 9 * (tmp_path / "few.zpl").stat().st_size
    assert many < 1.5 * few
