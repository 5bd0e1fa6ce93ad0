"""Memory does not grow with the account."""

import asyncio
import tracemalloc

from tests.pull.fakes import NOW, ORIGIN, FakeSource, demand, person
from zoom_policy_lint.pull import pull
from zoom_policy_lint.zoom import Page

WANTED = demand("users", "users.id.settings", "groups", "groups.id.members")
BODY = {f"section {part}": {f"setting {number}": f"value {number}" for number in range(30)} for part in range(2)}


class Endless(FakeSource):
    """So many users, made page by page, each of whom answers at length."""

    def __init__(self, users):
        super().__init__(answers={("users.id.settings", "*"): BODY})
        self._users = users

    async def pages(self, endpoint, resource_id=""):
        if endpoint.id == "groups":
            yield Page(({"id": "g1", "name": "All"},), 1)
            return
        for first in range(0, self._users, 100):
            ids = range(first, min(first + 100, self._users))
            rows = tuple(person(number) if endpoint.id == "users" else {"id": person(number)["id"]} for number in ids)
            yield Page(rows, self._users)

    async def read(self, endpoint, view="default", resource_id=""):
        return self.answers["users.id.settings", "*"]


def peak(users, out):
    tracemalloc.start()
    try:
        asyncio.run(pull(Endless(users), WANTED, out, ORIGIN, now=NOW))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_ten_times_the_users_take_no_more_memory(tmp_path):
    peak(10, tmp_path / "warm.zpl")
    few, many = peak(200, tmp_path / "few.zpl"), peak(2000, tmp_path / "many.zpl")
    assert (tmp_path / "many.zpl").stat().st_size > 9 * (tmp_path / "few.zpl").stat().st_size
    assert many < 1.5 * few
