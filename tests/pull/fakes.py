"""A source of answers that needs no network, and everything around it."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull import Demand, Origin, pull
from zoom_policy_lint.pull.parts import Part
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


def demand(*reads, **more):
    """Exactly these reads, at every level."""
    return Demand(frozenset(Level), frozenset(Read.parse(read) for read in reads), **more)


MEETINGS = demand(
    "groups",
    "groups.id.members",
    "users",
    "users.id.assistants",
    "users.id.settings?option=meeting_security",
    "users.id.meetings",
    "meetings.id",
    "meetings.id.invitation",
)
RECORDINGS = demand("users.id.recordings", "meetings.id.recordings.settings", lookback_months=2)
LIVELY = replace(RECORDINGS, reads=EVERYTHING.reads | MEETINGS.reads | RECORDINGS.reads)


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


def meeting(number, host="u00000", **row):
    """A row of a list of meetings: a single one that lies ahead, unless it is told otherwise."""
    return {
        "id": number,
        "host_id": host,
        "type": 2,
        "start_time": "2026-11-30T09:00:00Z",
        "timezone": "Europe/London",
        "duration": 40,
    } | row


def answer(row, **settings):
    """What Zoom says of the meeting of a row."""
    return row | {"pmi": {"set": False}, "settings": {"alternative_hosts": "", "waiting_room": True} | settings}


SERIES = meeting(81234567890, "u00001", type=8, start_time="2026-11-16T09:00:00Z")
OCCURRENCES = [
    {"occurrence_id": "1", "start_time": "2026-11-23T09:00:00Z", "duration": 40, "status": "available"},
    {"occurrence_id": "2", "start_time": "2026-11-30T09:00:00Z", "duration": 40, "status": "deleted"},
    {"occurrence_id": "3", "start_time": "2026-12-07T09:00:00Z", "duration": 40, "status": "available"},
]
"""Of a series: one past, one deleted, one that lies ahead."""


def recording(uuid, host="u00000", **row):
    """A row of a list of recordings."""
    return {"uuid": uuid, "id": 71234564821, "host_id": host, "start_time": "2026-10-12T10:00:00Z"} | row


OCTOBER = "2026-10-01..2026-10-31"
"""One of the months for which recordings are listed."""


@dataclass
class FakeSource:
    """Answers from dictionaries. `lists[name, parent]` is a list of pages, or several of them, one for every time it is
    asked; an error among pages or answers is raised. `asked` counts the questions."""

    lists: dict[tuple[str, str], Any] = field(default_factory=dict)
    answers: dict[tuple[str, str], Any] = field(default_factory=dict)
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    under_way: int = 0
    most_under_way: int = 0

    async def read(self, endpoint, view="default", resource_id="", occurrence=""):
        name = str(Read(endpoint.id, view, occurrence))
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

    async def pages(self, endpoint, resource_id="", span=None):
        key = Part(Read(endpoint.id), resource_id, span).parent
        self.asked[endpoint.id, key] += 1
        listed = self.lists.get((endpoint.id, key), self.lists.get((endpoint.id, "*"), [Page((), 0)]))
        if isinstance(listed[0], list):
            listed = listed[min(self.asked[endpoint.id, key], len(listed)) - 1]
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


def lively_school():
    """A small account in which people meet: a single meeting, a past one, a series; two recordings; a leaver."""
    source = school(users=3)
    single, past = meeting(91234567890), meeting(91234567891, start_time="2026-11-20T09:00:00Z")
    source.lists |= {
        ("users.inactive", ""): paged([person(9) | {"status": "inactive"}]),
        ("users.id.meetings", "u00000"): paged([past, single]),
        ("users.id.meetings", "u00001"): paged([SERIES]),
        ("users.id.recordings", f"u00000 {OCTOBER}"): paged([recording("/a//b==")]),
        ("users.id.recordings", f"u00009 {OCTOBER}"): paged([recording("c", "u00009")]),
    }
    source.answers |= {
        ("meetings.id", "91234567890"): answer(single, alternative_hosts="U00001@school.example;x@mail.example"),
        ("meetings.id", "81234567890"): answer(SERIES) | {"occurrences": OCCURRENCES},
        ("meetings.id.invitation", "*"): {"invitation": {"filled": True, "placeholder": False, "says": []}},
        ("users.id.assistants", "*"): {"assistants": []},
        ("users.id.assistants", "u00000"): {"assistants": [{"id": "u00002", "email": "u00002@school.example"}]},
    }
    return source


class Pulled:
    """The snapshot that a pull has written, easy to ask."""

    def __init__(self, path):
        self.snapshot = open_snapshot(path)
        self.resources = {(one.level, one.id): one for one in self.snapshot.resources()}
        self.listings = {(str(one.read), one.parent): one for one in self.snapshot.listings}

    def meeting(self, number=91234567890):
        return self.resources[Level.MEETING, str(number)]

    def recording(self, uuid="/a//b=="):
        return self.resources[Level.RECORDING, uuid]

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
