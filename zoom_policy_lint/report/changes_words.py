"""The words for what changed between two snapshots: subjects, values, and what was not known."""

from collections.abc import Mapping
from typing import Any

from zoom_policy_lint.catalogue import Role, setting
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.report.plain import ordered, plain, shorten
from zoom_policy_lint.report.style import plural
from zoom_policy_lint.report.values import value
from zoom_policy_lint.report.wording import REASONS, level, listed, when
from zoom_policy_lint.resolve.changes import Change, What
from zoom_policy_lint.resolve.changes_controls import row_of
from zoom_policy_lint.resolve.changes_values import Side, State

_FACTS: Mapping[str, str] = {
    "email": "e-mail address",
    "first_name": "first name",
    "last_name": "last name",
    "display_name": "display name",
    "name": "name",
    "dept": "department",
    "role_id": "role",
    "groups": "group",
    "group_ids": "group",
    "login_types": "way to sign in",
    "assistants": "assistant who may schedule for them",
    "verified": "e-mail address verified",
    "privileges": "privilege",
    "members": "member",
    "total_members": "number of members",
    "managed": "managed by the account",
    "trusted": "trusted by the account",
    "host": "host",
    "host_licence": "host's licence",
    "host_status": "host's status",
    "start_time": "start",
    "timezone": "time zone",
    "duration": "length in minutes",
    "who_waits": "who waits in the waiting room",
    "personal_room": "held in the host's personal room",
    "alternative_hosts": "alternative host",
    "recording_count": "number of files",
    "recording_files": "files",
    "occurrences": "dates of the series",
    "agenda.says": "phrases found in the description",
    "agenda.filled": "the description has words",
    "agenda.placeholder": "the description is a placeholder",
    "invitation.says": "phrases found in the invitation",
    "invitation.filled": "the invitation has words",
    "invitation.placeholder": "the invitation is a placeholder",
    "topic.matches": "patterns that the title matches",
    "topic.filled": "the title has words",
    "topic.placeholder": "the title is a placeholder",
    "password.set": "a passcode is set",
    "password.length": "length of the passcode",
    "password.classes": "kinds of characters in the passcode",
    "pmi.set": "a personal room's number is used",
}
"""Facts and parts of texts, as people call them."""

_LICENCES: Mapping[Any, str] = {1: "basic", 2: "licensed", 4: "unassigned", 99: "none"}

_SIGN_INS: Mapping[Any, str] = {
    0: "Facebook",
    1: "Google",
    11: "telephone number",
    21: "WeChat",
    23: "Alipay",
    24: "Apple",
    27: "Microsoft",
    97: "mobile device",
    98: "RingCentral",
    99: "API",
    100: "Zoom's own password",
    101: "single sign-on",
}

_MEANINGS: Mapping[tuple[Level, str], Mapping[Any, str]] = {
    (Level.USER, "type"): _LICENCES,
    (Level.MEETING, "host_licence"): _LICENCES,
    (Level.USER, "login_types"): _SIGN_INS,
    (Level.USER, "verified"): {0: "no", 1: "yes"},
}
"""What Zoom's numbers stand for, by level and fact."""

_ANSWERS: Mapping[Role, str] = {
    Role.SETTINGS: "settings",
    Role.LOCKS: "locks",
    Role.PROFILE: "profile",
    Role.TEXTS: "texts",
    Role.LIST: "list",
    Role.MEMBERS: "members",
}

_COUNTED = ("agenda.says", "invitation.says", "topic.matches")
"""Paths that hold what was found in a text, which is counted and not quoted."""

_LONGEST = 100
"""Characters of one value, or of one path that the catalogue does not know."""


def subject(change: Change) -> str:
    """What it is that changed, in words."""
    if change.what is What.READING:
        return answer(change.subject)
    if change.what in (What.FACT, What.ITEM) or change.subject in _FACTS:
        if change.subject == "type":
            return "licence" if change.resource.level is Level.USER else "kind"
        return _FACTS.get(change.subject, shorten(change.subject.replace("_", " "), _LONGEST))
    row = setting(change.subject)
    name = row.summary.removesuffix(".") if row else f"“{shorten(change.subject, _LONGEST)}”"
    return f"lock of: {name}" if change.what is What.LOCK else name


def answer(read: str) -> str:
    """`settings of users, view meeting_security`; a read that nobody knows as it stands."""
    asked, row = Read.parse(read), row_of(read)
    if row is None:
        return plain(read)
    # The list that every user has (of meetings, of recordings) is told with the user.
    whose = level(row.parent or row.level, 2).removeprefix("2 ")
    of = "the account" if row.level is Level.ACCOUNT else whose
    what = f"{level(row.level, 2).removeprefix('2 ')} list" if row.parent else _ANSWERS[row.role]
    view = f", view {asked.view}" if asked.view != "default" else ""
    return f"{what} of {of}{view} ({plain(row.id)})"


def side(change: Change, one: Side) -> str:
    """What one snapshot says, in words."""
    if one.state is State.UNREAD:
        return f"could not be read ({REASONS[one.reason]})" if one.reason else "could not be read"
    if one.state is State.ABSENT:
        return "not given" if change.what is What.FACT else "not returned by Zoom"
    if one.state is State.NULL:
        return "no value (null)"
    if change.what is What.LOCK and _flag(one.value) is not None:
        return "locked" if _flag(one.value) else "not locked"
    return _worded(change, one.value)


def _flag(seen: Any) -> bool | None:
    """Some lock flags are typed as text."""
    return {True: True, False: False, "true": True, "false": False}.get(seen) if isinstance(seen, bool | str) else None


def _worded(change: Change, seen: Any) -> str:
    if is_text(change, seen):
        return f"a text of {plural(len(seen), 'character')}"
    if isinstance(seen, Mapping):
        return f"a section of {plural(len(seen), 'part')}"
    if isinstance(seen, list):
        return _listed(change, seen)
    if change.subject == "start_time":
        return plain(when(str(seen)))
    if isinstance(seen, bool):
        return value(seen) if change.what is What.SETTING else ("yes" if seen else "no")
    meaning = _MEANINGS.get((change.resource.level, change.subject), {}).get(seen)
    return meaning or shorten(value(seen, change.subject if change.what is What.SETTING else None), _LONGEST)


def _listed(change: Change, seen: list[Any]) -> str:
    """The items of a list, or how many there are."""
    if change.subject in _COUNTED:
        return str(len(seen))
    if any(isinstance(item, dict | list) for item in seen):
        return "1 entry" if len(seen) == 1 else f"{len(seen)} entries"
    return listed([_worded(change, item) for item in seen]) or "nothing"


def is_text(change: Change, seen: Any) -> bool:
    """Whether a value may be words that somebody typed in, or a secret: it is measured, and never quoted."""
    if change.what is not What.SETTING or not isinstance(seen, str):
        return False
    row = setting(change.subject)
    if row is not None and (row.secret or seen in row.known):
        return row.secret
    return any(letter.isspace() for letter in seen)


def data(change: Change, one: Side) -> dict[str, Any]:
    """What one snapshot says, for machines; of texts and sections only how long they are."""
    found: dict[str, Any] = {"state": one.state.value, "value": None}
    if one.reason is not None:
        found["reason"] = one.reason.value
    seen = one.value
    if one.state is not State.VALUE:
        return found
    if is_text(change, seen):
        return {**found, "characters": len(seen)}
    if isinstance(seen, Mapping) or (isinstance(seen, list) and any(_closed(change, item) for item in seen)):
        return {**found, "entries": len(seen)}
    return {**found, "value": ordered(seen)}


def _closed(change: Change, item: Any) -> bool:
    return isinstance(item, dict | list) or is_text(change, item)
