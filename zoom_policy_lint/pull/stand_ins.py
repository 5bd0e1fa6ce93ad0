"""Who may act for the host of a meeting: its alternative hosts, and the host's assistants."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zoom_policy_lint.model.resource import Unread
from zoom_policy_lint.model.words import Reason
from zoom_policy_lint.pull.assistants import ASSISTANTS
from zoom_policy_lint.pull.demand import USERS
from zoom_policy_lint.pull.known import Known
from zoom_policy_lint.pull.parts import Part
from zoom_policy_lint.pull.people import People

_BETWEEN = re.compile(r"[;,\s]+")


class StandIns:
    """Tells what a meeting says of those who may act for its host."""

    def __init__(self, known: Known, people: People) -> None:
        self._known, self._people = known, people

    def of_meeting(
        self, host: str | Unread, answer: Mapping[str, Any] | Unread
    ) -> Iterator[tuple[str, list[str] | Unread]]:
        """The fields that tell of them, each with its value or the reason why it has none."""
        hosts = answer if isinstance(answer, Unread) else self._alternative_hosts(answer)
        outsiders = hosts if isinstance(hosts, Unread) else self._outsiders(hosts)
        yield "alternative_hosts", hosts
        yield "outside_alternative_hosts", outsiders
        if self._known.wants(ASSISTANTS):
            yield "stand_ins", self._stand_ins(host, hosts, outsiders)

    def _stand_ins(
        self, host: str | Unread, alternatives: list[str] | Unread, outsiders: list[str] | Unread
    ) -> list[str] | Unread:
        """Who of them is an active user; where it is not known who is none, it is not known who is one."""
        assistants = host if isinstance(host, Unread) else self._assistants(host)
        if isinstance(alternatives, Unread):
            return alternatives
        if isinstance(outsiders, Unread):
            return outsiders
        if isinstance(assistants, Unread):
            return assistants
        ids = {*assistants, *(self._people.active(address) for address in alternatives)} - {host}
        return sorted({self._address(id_) for id_ in ids if id_})

    def _alternative_hosts(self, body: Mapping[str, Any]) -> list[str] | Unread:
        """Addresses in lower case; Zoom also lets users be named by id there."""
        settings = body.get("settings")
        if not isinstance(settings, Mapping) or "alternative_hosts" not in settings:
            return Unread(Reason.ABSENT, "Zoom's answer does not hold “alternative_hosts”")
        told = settings["alternative_hosts"]
        if not isinstance(told, str):
            reason = Reason.NULL if told is None else Reason.TYPE
            return Unread(reason, "Zoom gave “alternative_hosts” that are no text")
        return sorted({self._address(entry) for entry in _BETWEEN.split(told) if entry})

    def _outsiders(self, addresses: Iterable[str]) -> list[str] | Unread:
        """Those that are no active user of the account; only a whole list of users tells that somebody is not in it."""
        strangers = [address for address in addresses if self._people.active(address) is None]
        gap = self._known.gap(Part(USERS))
        return strangers if gap is None or not strangers else gap

    def _assistants(self, host: str) -> list[str] | Unread:
        """The ids of the active users who may schedule and start meetings for a user."""
        facts = self._people.facts(host)
        if "acting_assistants" not in facts.fields:
            return facts.unread.get(str(ASSISTANTS)) or Unread(Reason.VANISHED, "the host was deleted meanwhile")
        found: list[str] = facts.fields["acting_assistants"]
        return found

    def _address(self, entry: str) -> str:
        """One way of writing each person, so that the same person is met only once."""
        id_ = None if "@" in entry else self._people.active(entry)
        name = self._people.name(id_) if id_ else entry
        return name.lower() if "@" in name else name
