"""Cloud recordings as a snapshot tells them."""

from collections.abc import Iterator

from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull.demand import list_of
from zoom_policy_lint.pull.draft import Draft
from zoom_policy_lint.pull.hosts import Hosts
from zoom_policy_lint.pull.journal import Rows
from zoom_policy_lint.pull.known import Known
from zoom_policy_lint.pull.names import recording_name
from zoom_policy_lint.pull.people import People

_LIST = list_of(Level.RECORDING)


class Recordings:
    """The recordings of the months looked back, each with its host and its own settings."""

    def __init__(self, known: Known, people: People) -> None:
        self._known, self._people, self._hosts = known, people, Hosts(known, people)

    def resources(self) -> Iterator[Resource]:
        """Every recording, in order."""
        for id_, rows in self._known.journal.rows(_LIST):
            yield self._resource(id_, rows)

    def _resource(self, id_: str, rows: Rows) -> Resource:
        draft = Draft.of_rows(Level.RECORDING, id_, [row for _, row in rows])
        owner, host = self._hosts.find(_LIST, rows)
        name = recording_name(self._people.name(owner), draft.fields)
        if self._known.journal.gone(Level.RECORDING, id_):
            return draft.gone(name)
        for read in self._known.demand.of_resource(Level.RECORDING):
            draft.answer(read, self._known.answer(Level.RECORDING, id_, read))
        for field, value in self._hosts.of_recording(host):
            draft.put(field, value)
        return draft.resource(name)
