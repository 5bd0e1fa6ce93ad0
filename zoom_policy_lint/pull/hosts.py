"""Whose a meeting or recording is: the user whose list holds it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zoom_policy_lint.model.resource import Read, Resource, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.demand import USERS, list_of
from zoom_policy_lint.pull.journal import Rows
from zoom_policy_lint.pull.known import Known
from zoom_policy_lint.pull.parts import Part
from zoom_policy_lint.pull.people import GROUP_MEMBERS, People

_GROUPS = list_of(Level.GROUP)


class Hosts:
    """Tells hosts, and what meetings and recordings say of theirs."""

    def __init__(self, known: Known, people: People) -> None:
        self._known, self._people = known, people

    def find(self, read: Read, rows: Rows, answers: Sequence[Mapping[str, Any]] = ()) -> tuple[str, str | Unread]:
        """The user in whose list the rows are, and the host, or why that is not known.

        Rows and answers name the host; it must be one in whose list the rows are.
        """
        owners = list(dict.fromkeys(Part.of_parent(read, parent).owner for parent, _ in rows))
        named = [told["host_id"] for told in (*(row for _, row in rows), *answers) if "host_id" in told]
        host = named[0] if named else owners[0]
        if host not in owners or any(one != host for one in named) or (not named and len(owners) > 1):
            return owners[0], Unread(Reason.ERROR, "Zoom lists it with one user and names another as its host")
        return host, host

    def of_meeting(self, host: str | Unread) -> Iterator[tuple[str, Any]]:
        """The fields of a meeting that tell of its host, each with its value or the reason why it has none."""
        facts = host if isinstance(host, Unread) else self._people.facts(host)
        yield "host", _field(facts, "email", USERS)
        yield "host_licence", _field(facts, "type", USERS)
        yield from self._place_of(facts)

    def of_recording(self, host: str | Unread) -> Iterator[tuple[str, Any]]:
        """The fields of a recording that tell of its host."""
        facts = host if isinstance(host, Unread) else self._people.facts(host)
        yield "host", _field(facts, "email", USERS)
        yield "host_status", host if isinstance(host, Unread) else self._people.status(host)
        yield from self._place_of(facts)

    def _place_of(self, facts: Resource | Unread) -> Iterator[tuple[str, Any]]:
        """Where in the school the host belongs; a role or department that Zoom does not tell is left out."""
        for name, told in (("host_role_id", "role_id"), ("host_department", "dept")):
            value = _field(facts, told, USERS)
            if not (isinstance(value, Unread) and value.reason is Reason.ABSENT):
                yield name, value
        if self._known.wants(GROUP_MEMBERS):
            groups = _groups_of(facts)
            yield "host_groups", groups if isinstance(groups, Unread) else self._group_names(groups)

    def _group_names(self, ids: Sequence[str]) -> list[str] | Unread:
        names = []
        for id_ in ids:
            rows = self._known.journal.rows_of(_GROUPS, id_)
            name = rows[0][1].get("name") if rows else None
            if not isinstance(name, str) or not name:
                return Unread(Reason.ERROR, "the host is in a group whose name Zoom did not tell")
            names.append(name)
        return sorted(names)


def _groups_of(facts: Resource | Unread) -> Any:
    """The groups of a host; of those who may no longer sign in, only what Zoom tells with the user."""
    told = None if isinstance(facts, Unread) else facts.fields.get("group_ids")
    if isinstance(facts, Unread) or "groups" in facts.fields or facts.fields.get("status") != "inactive":
        return _field(facts, "groups", GROUP_MEMBERS)
    is_list = isinstance(told, list) and all(isinstance(one, str) for one in told)
    return told if is_list else Unread(Reason.ABSENT, "Zoom does not tell the groups of a host who is not active")


def _field(facts: Any, name: str, read: Read) -> Any:
    """A field of a user as Zoom gave it, or why there is none."""
    if isinstance(facts, Unread):
        return facts
    if name in facts.fields:
        return facts.fields[name]
    return facts.unread.get(str(read)) or Unread(Reason.ABSENT, f"Zoom's answer does not hold the host's “{name}”")
