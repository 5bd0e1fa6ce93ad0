"""What is asked of Zoom in each cassette; recorded by `scripts/record_cassettes.py`, replayed by `test_cassettes.py`."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.texts import normal_phrase
from zoom_policy_lint.zoom import Client, ZoomError

Result = dict[str, Any]
Conversation = Callable[[Client], Awaitable[Result]]

NOBODY = "nobody-has-this-id"
NO_MEETING = "10000000001"
SERIES = 8
"""Zoom's type of a recurring meeting with fixed times."""
RECORDED = ("2026-10-26", "2026-11-24")
"""The days whose recordings are asked for: a month of the simulated school; another account may need others."""

QUESTIONS = TextQuestions(phrases=tuple(sorted(map(normal_phrase, ("waiting room", "join")))), patterns=("meeting",))
"""What is asked of titles and texts in every conversation."""


async def account(client: Client) -> Result:
    """The account's settings and locks in their main views."""
    settings, locks = endpoint("accounts.settings"), endpoint("accounts.lock_settings")
    return {
        "settings": await client.read(settings),
        "security": await client.read(settings, "meeting_security"),
        "locks": await client.read(locks),
        "security locks": await client.read(locks, "meeting_security"),
    }


async def lists(client: Client) -> Result:
    """The lists of the account, users over several pages."""
    found = {name: await _pages(client, name) for name in ("users", "roles", "groups")}
    group, role = found["groups"][0]["rows"][0]["id"], found["roles"][0]["rows"][0]["id"]
    found["group members"] = await _pages(client, "groups.id.members", group)
    found["role members"] = await _pages(client, "roles.id.members", role)
    return found


async def people(client: Client) -> Result:
    """One user, one group and one role with all that is read of them."""
    user = (await _pages(client, "users"))[0]["rows"][0]["id"]
    group = (await _pages(client, "groups"))[0]["rows"][0]["id"]
    return {
        "profile": await client.read(endpoint("users.id"), resource_id=user),
        "settings": await client.read(endpoint("users.id.settings"), resource_id=user),
        "security": await client.read(endpoint("users.id.settings"), "meeting_security", user),
        "group": await client.read(endpoint("groups.id.settings"), resource_id=group),
        "group locks": await client.read(endpoint("groups.id.lock_settings"), resource_id=group),
    }


async def meetings(client: Client) -> Result:
    """The meetings of the first host who has a series, and that series with its text and its next time."""
    found, row = await _first(client, "users.id.meetings", lambda row: row["type"] == SERIES)
    series = str(row["id"])
    whole = await client.read(endpoint("meetings.id"), resource_id=series)
    time = next(one["occurrence_id"] for one in whole["occurrences"] if one["status"] == "available")
    return {
        "list": found,
        "series": whole,
        "next time": await client.read(endpoint("meetings.id"), resource_id=series, occurrence=time),
        "invitation": await client.read(endpoint("meetings.id.invitation"), resource_id=series),
    }


async def recordings(client: Client) -> Result:
    """The recordings of the first host who has one whose UUID is awkward, and the settings of that one."""
    found, row = await _first(client, "users.id.recordings", lambda row: is_awkward(row["uuid"]), RECORDED)
    settings = await client.read(endpoint("meetings.id.recordings.settings"), resource_id=row["uuid"])
    return {"list": found, "uuid": row["uuid"], "settings": settings}


def is_awkward(uuid: str) -> bool:
    """Whether Zoom wants it encoded twice."""
    return uuid.startswith("/") or "//" in uuid


async def missing(client: Client) -> Result:
    """A user, a group, a meeting and a recording that do not exist."""
    return {
        "user": await _error(client, "users.id", NOBODY),
        "group": await _error(client, "groups.id.settings", NOBODY),
        "meeting": await _error(client, "meetings.id", NO_MEETING),
        "invitation": await _error(client, "meetings.id.invitation", NO_MEETING),
        "recording": await _error(client, "meetings.id.recordings.settings", NO_MEETING),
    }


async def refused(client: Client) -> Result:
    """Missing scope, plan too low, too many requests, a token that dies, a fault of Zoom (simulated account only)."""
    return {
        "scope": await _error(client, "accounts.lock_settings", ""),
        "plan": await _error(client, "accounts.settings", ""),
        "waited out": await _pages(client, "roles"),
        "renewed": await _pages(client, "groups"),
        "page token": await _list_error(client, "users"),
    }


CONVERSATIONS: Mapping[str, Conversation] = {
    "account": account,
    "lists": lists,
    "people": people,
    "meetings": meetings,
    "recordings": recordings,
    "missing": missing,
    "refused": refused,
}


async def _pages(
    client: Client, name: str, resource_id: str = "", span: tuple[str, str] | None = None
) -> list[dict[str, Any]]:
    found = client.pages(endpoint(name), resource_id, span)
    return [{"rows": page.rows, "total": page.total} async for page in found]


async def _first(
    client: Client, name: str, fits: Callable[[Mapping[str, Any]], bool], span: tuple[str, str] | None = None
) -> tuple[list[dict[str, Any]], Mapping[str, Any]]:
    """The first user's list that has a row that fits, and that row."""
    for user in [row["id"] for page in await _pages(client, "users") for row in page["rows"]]:
        found = await _pages(client, name, user, span)
        for row in (row for page in found for row in page["rows"] if fits(row)):
            return found, row
    raise LookupError(f"no user of this account has what {name} is asked for")


async def _error(client: Client, name: str, resource_id: str) -> ZoomError | None:
    try:
        await client.read(endpoint(name), resource_id=resource_id)
    except ZoomError as error:
        return error
    return None


async def _list_error(client: Client, name: str) -> ZoomError | None:
    try:
        await _pages(client, name)
    except ZoomError as error:
        return error
    return None
