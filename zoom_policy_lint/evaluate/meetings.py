"""Which meetings are judged: those that lie ahead, less those that the policy says have no pupils in them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.resolve import FieldReader, Reading
from zoom_policy_lint.resolve.upcoming import is_past

DETAIL = "meetings.id"


class Standing(Enum):
    """What a meeting is to the rules."""

    PAST = "past"
    STAFF_ONLY = "staff only"
    JUDGED = "judged"


@dataclass(slots=True)
class MeetingBook:
    """Tells the standing of meetings, and counts them.

    `staff_only` is the policy's parameter `staff_only_meetings`: hosts (addresses), groups (names), topics (patterns).
    A meeting that cannot be shown to be without pupils has pupils.
    """

    staff_only: Mapping[str, Any]
    taken_at: datetime
    counts: Counter[Standing] = field(default_factory=Counter)

    def standing(self, meeting: Resource) -> Standing:
        """What a meeting is to the rules, counted."""
        found = self._standing(meeting)
        self.counts[found] += 1
        return found

    def _standing(self, meeting: Resource) -> Standing:
        if is_past(meeting.fields, meeting.bodies.get(DETAIL), self.taken_at):
            return Standing.PAST
        without_pupils = self._by_host(meeting) or self._by_group(meeting) or self._by_topic(meeting)
        return Standing.STAFF_ONLY if without_pupils else Standing.JUDGED

    def _by_host(self, meeting: Resource) -> bool:
        hosts = {str(host).casefold() for host in self.staff_only.get("hosts", ())}
        host = _HOST(meeting)
        return host.understood and host.values[0].casefold() in hosts

    def _by_group(self, meeting: Resource) -> bool:
        groups = {str(name).casefold() for name in self.staff_only.get("groups", ())}
        return any(name.casefold() in groups for name in _items(_GROUPS(meeting)))

    def _by_topic(self, meeting: Resource) -> bool:
        patterns = set(self.staff_only.get("topics", ()))
        return any(pattern in patterns for pattern in _items(_MATCHES(meeting)))


def _items(reading: Reading) -> list[str]:
    return list(reading.values[0]) if reading.understood else []


_TABLE = fields(Level.MEETING)
_HOST, _GROUPS = FieldReader(_TABLE["host"]), FieldReader(_TABLE["host_groups"])
_MATCHES = FieldReader(_TABLE["topic.matches"])
