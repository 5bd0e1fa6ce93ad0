"""A source of answers that needs no network, and everything around it."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull import Demand, Origin, pull
from zoom_policy_lint.snapshot import open_snapshot
from zoom_policy_lint.zoom import NotFound, Page

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ORIGIN = Origin("acc-1", "education")
USER_READ, GROUP_READ, ACCOUNT_READ = Read("users.id.settings"), Read("groups.id.settings"), Read("accounts.settings")
EVERYTHING = Demand(
    frozenset({Level.ACCOUNT, Level.ROLE, Level.DOMAIN, Level.GROUP, Level.USER}),
    frozenset(
        {
            ACCOUNT_READ,
            Read("accounts.settings", "meeting_security"),
            Read("accounts.lock_settings"),
            Read("accounts.managed_domains"),
            Read("accounts.trusted_domains"),
            Read("roles"),
            Read("roles.id"),
            Read("roles.id.members"),
            Read("groups"),
            Read("groups.id.members"),
            GROUP_READ,
            Read("groups.id.lock_settings"),
            Read("users"),
            Read("users.id"),
            USER_READ,
            Read("users.id.settings", "meeting_security"),
        }
    ),
)


def demand(*reads):
    """Exactly these reads, at every level."""
    return Demand(frozenset(Level), frozenset(Read.parse(read) for read in reads))


def paged(rows, size=2, total=None):
    """A list in pages, with its true total unless another is given."""
    told = len(rows) if total is None else total
    return [Page(tuple(rows[at : at + size]), told) for at in range(0, len(rows), size)] or [Page((), told)]


def person(number):
    return {
        "id": f"u{number:05}",
        "email": f"u{number:05}@school.example",
        "type": 2,
        "role_id": "2",
        "status": "active",
    }


@dataclass
class FakeSource:
    """Answers from dictionaries. `lists[name, parent]` is a list of pages, or several of them, one for every time it is
    asked; an error among pages or answers is raised. `asked` counts the questions."""

    lists: dict[tuple[str, str], Any] = field(default_factory=dict)
    answers: dict[tuple[str, str], Any] = field(default_factory=dict)
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    under_way: int = 0
    most_under_way: int = 0

    async def read(self, endpoint, view="default", resource_id=""):
        name = str(Read(endpoint.id, view))
        self.asked[name, resource_id] += 1
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        answer = self.answers.get(
            (name, resource_id), self.answers.get((name, "*"), {"about": resource_id or "account"})
        )
        if isinstance(answer, list):
            answer = answer[min(self.asked[name, resource_id], len(answer)) - 1]
        return _given(answer)

    async def pages(self, endpoint, resource_id=""):
        self.asked[endpoint.id, resource_id] += 1
        listed = self.lists.get((endpoint.id, resource_id), self.lists.get((endpoint.id, "*"), [Page((), 0)]))
        if isinstance(listed[0], list):
            listed = listed[min(self.asked[endpoint.id, resource_id], len(listed)) - 1]
        for page in listed:
            await asyncio.sleep(0)
            yield _given(page)


def _given(answer):
    if isinstance(answer, BaseException):
        raise answer
    return answer


def school(users=5):
    """A small account that answers everything."""
    return FakeSource(
        lists={
            ("users", ""): paged([person(number) for number in reversed(range(users))]),
            ("groups", ""): paged([{"id": "g2", "name": "Office"}, {"id": "g1", "name": "Teachers"}]),
            ("groups.id.members", "g1"): paged([{"id": "u00000"}, {"id": "u00001"}, {"id": "u00002"}]),
            ("groups.id.members", "g2"): paged([{"id": "u00001"}]),
            ("roles", ""): paged([{"id": "0", "name": "Owner"}, {"id": "1", "name": "Admin"}]),
            ("roles.id.members", "0"): paged([{"id": "u00003"}]),
            ("roles.id.members", "1"): paged([{"id": "u00002"}, {"id": "u00000"}]),
            ("accounts.managed_domains", ""): paged([{"domain": "School.example", "status": "verified"}]),
            ("accounts.trusted_domains", ""): [Page(("trust.example", "school.example"), None)],
        },
        answers={
            ("roles.id", "1"): {"id": "1", "name": "Admin", "privileges": ["User:Read"]},
            ("users.id", "*"): {"login_types": [100], "status": "active"},
        },
    )


class Pulled:
    """The snapshot that a pull has written, easy to ask."""

    def __init__(self, path):
        self.snapshot = open_snapshot(path)
        self.resources = {(one.level, one.id): one for one in self.snapshot.resources()}
        self.listings = {(str(one.read), one.parent): one for one in self.snapshot.listings}

    def user(self, number):
        return self.resources[Level.USER, f"u{number:05}"]

    def ids(self, level):
        return [id_ for at, id_ in self.resources if at is level]


def pull_into(out, source, wanted=EVERYTHING, now=NOW, origin=ORIGIN, **options):
    note = asyncio.run(pull(source, wanted, out, origin, now=now, **options))
    pulled = Pulled(out)
    pulled.note = note
    return pulled


def gone_error():
    return NotFound("/users/{userId}", "it does not exist", status=404, code=1001)
