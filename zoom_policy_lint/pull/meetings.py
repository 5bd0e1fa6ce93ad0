"""Meetings as a snapshot tells them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zoom_policy_lint.model.resource import Resource, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.demand import list_of
from zoom_policy_lint.pull.details import MEETING, reads_of_meeting
from zoom_policy_lint.pull.draft import Draft
from zoom_policy_lint.pull.hosts import Hosts
from zoom_policy_lint.pull.journal import Rows
from zoom_policy_lint.pull.known import Known
from zoom_policy_lint.pull.names import meeting_name
from zoom_policy_lint.pull.people import People
from zoom_policy_lint.pull.personal_room import personal_room
from zoom_policy_lint.pull.stand_ins import StandIns
from zoom_policy_lint.pull.who_waits import HOSTS_SETTING, follows_host, who_waits

_LIST = list_of(Level.MEETING)


class Meetings:
    """Scheduled meetings, each with its own answers, those of its coming occurrences, and what its host makes of it."""

    def __init__(self, known: Known, people: People) -> None:
        self._known, self._people = known, people
        self._hosts, self._stand_ins = Hosts(known, people), StandIns(known, people)

    def resources(self) -> Iterator[Resource]:
        """Every meeting, in order."""
        for id_, rows in self._known.journal.rows(_LIST):
            yield self._resource(id_, rows)

    def _resource(self, id_: str, rows: Rows) -> Resource:
        draft = Draft.of_rows(Level.MEETING, id_, [row for _, row in rows])
        self._add_answers(draft)
        body = draft.bodies.get(str(MEETING), {})
        owner, host = self._hosts.find(_LIST, rows, [body])
        name = meeting_name(self._people.name(owner), id_, draft.fields, body, self._known.taken_at)
        if self._known.journal.gone(Level.MEETING, id_):
            return draft.gone(name)
        for field, value in self._derived(draft, [row for _, row in rows], host):
            # What Zoom's answer simply lacks needs no word: whoever looks for the field sees that it is absent.
            if not (isinstance(value, Unread) and value.reason is Reason.ABSENT and field in _OF_THE_ANSWER):
                draft.put(field, value, HOSTS_SETTING if field == "who_waits" and follows_host(body) else None)
        return draft.resource(name)

    def _add_answers(self, draft: Draft) -> None:
        reads = self._known.demand.of_resource(Level.MEETING)
        answer = self._known.journal.answer(Level.MEETING, draft.id, MEETING)
        for read in reads_of_meeting(reads, draft.fields, answer, self._known.taken_at):
            draft.answer(read, self._known.answer(Level.MEETING, draft.id, read))

    def _derived(
        self, draft: Draft, rows: Sequence[Mapping[str, Any]], host: str | Unread
    ) -> Iterator[tuple[str, Any]]:
        yield from self._hosts.of_meeting(host)
        answer: Mapping[str, Any] | Unread | None = draft.bodies.get(str(MEETING)) or draft.unread.get(str(MEETING))
        if answer is None:
            return
        yield "personal_room", personal_room(rows, answer)
        if not isinstance(answer, Unread):
            yield "who_waits", who_waits(self._known, host, answer)
        yield from self._stand_ins.of_meeting(host, answer)


_OF_THE_ANSWER = ("personal_room", "who_waits", "alternative_hosts", "outside_alternative_hosts", "stand_ins")
