"""What is asked of Zoom in each cassette; recorded by `scripts/record_cassettes.py`, replayed by `test_cassettes.py`."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.zoom import Client, ZoomError

Result = dict[str, Any]
Conversation = Callable[[Client], Awaitable[Result]]

NOBODY = "nobody-has-this-id"


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


async def missing(client: Client) -> Result:
    """A user and a group that do not exist."""
    return {
        "user": await _error(client, "users.id", NOBODY),
        "group": await _error(client, "groups.id.settings", NOBODY),
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
    "missing": missing,
    "refused": refused,
}


async def _pages(client: Client, name: str, resource_id: str = "") -> list[dict[str, Any]]:
    return [{"rows": page.rows, "total": page.total} async for page in client.pages(endpoint(name), resource_id)]


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
