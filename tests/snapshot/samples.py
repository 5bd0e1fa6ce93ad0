"""A small snapshot to write and to spoil."""

from zoom_policy_lint.model.resource import Header, Listing, Read, Resource, Unread
from zoom_policy_lint.model.words import Level, Reason

HEADER = Header(
    account_id="acc-1",
    taken_at="2026-11-24T09:00:00Z",
    source="live",
    levels=(Level.ACCOUNT, Level.GROUP, Level.USER),
    reads=("accounts.settings", "users", "users.id.settings?option=meeting_security"),
    plan="education",
    tool_version="0.1.0",
)
LISTINGS = (
    Listing(Read("groups"), count=1),
    Listing(Read("groups.id.members"), "g1", 1),
    Listing(Read("users"), count=3, complete=False, unread=Unread(Reason.LIST_INCOMPLETE, "one short")),
)
RESOURCES = (
    Resource(Level.ACCOUNT, "account", "the account", bodies={"accounts.settings": {"b": {"z": None, "a": [1, True]}}}),
    Resource(Level.GROUP, "g1", "Staff · Küche\u2028\n", {"total_members": 1}),
    Resource(
        Level.USER,
        "u1",
        "head@school.example",
        {"email": "head@school.example", "groups": ["g1"]},
        unread={"users.id.settings?option=meeting_security": Unread(Reason.SCOPE, "the app lacks a scope")},
    ),
    Resource(Level.USER, "u2", "gone@school.example", gone=True),
)
