"""Who of a user's assistants, as Zoom names them, can really act: a leaver or a stranger cannot."""

from collections.abc import Callable, Mapping
from typing import Any

from zoom_policy_lint.model.resource import Read, Unread
from zoom_policy_lint.model.words import Reason

ASSISTANTS = Read("users.id.assistants")


def acting_assistants(
    user: str, fields: Mapping[str, Any], active: Callable[[str], str | None], gap: Unread | None
) -> list[str] | Unread:
    """The ids, sorted, of the assistants in a user's `fields` who are other active users of the account.

    `active` gives the id of the active user with an id or an address. `gap` says why the list of users is not whole,
    if it is not: then nobody is known to be no active user.
    """
    if "assistants" not in fields:
        return Unread(Reason.ABSENT, "Zoom's answer holds no assistants")
    told = fields["assistants"]
    if not isinstance(told, list):
        return Unread(Reason.NULL if told is None else Reason.TYPE, "Zoom gave assistants that are not a list")
    named = [_entry(one) for one in told]
    if None in named:
        return Unread(Reason.ABSENT, "Zoom names an assistant without address and id")
    found = [active(entry) for entry in named if entry]
    if gap is not None and None in found:
        return gap
    return sorted({id_ for id_ in found if id_} - {user})


def _entry(told: Any) -> str | None:
    """What names somebody: the id where there is one, else the address."""
    entries = (told.get("id"), told.get("email")) if isinstance(told, Mapping) else ()
    return next((entry.strip() for entry in entries if isinstance(entry, str) and entry.strip()), None)
