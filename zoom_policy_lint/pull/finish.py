"""From the journal to the snapshot, streaming in canonical order."""

from collections.abc import Iterator

from zoom_policy_lint.model.resource import ACCOUNT_ID, Listing, Read, Resource, Unread
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull.demand import Demand, list_of
from zoom_policy_lint.pull.domains import domains
from zoom_policy_lint.pull.draft import Draft
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.known import Known
from zoom_policy_lint.pull.meetings import Meetings
from zoom_policy_lint.pull.names import plain_name
from zoom_policy_lint.pull.parts import Part
from zoom_policy_lint.pull.people import People
from zoom_policy_lint.pull.recordings import Recordings
from zoom_policy_lint.pull.told_together import told_together

_ROLE_MEMBERS = Read("roles.id.members")


class Content:
    """What a snapshot is made of. `missing` is said of everything that is wanted and was not read."""

    def __init__(self, journal: Journal, demand: Demand, missing: Unread) -> None:
        self.journal, self.demand = journal, demand
        self._known = Known(journal, demand, missing)
        self._people = People(self._known)

    def listings(self) -> Iterator[Listing]:
        """How each list was read, those that were not even begun included."""
        for read in self.demand.lists():
            yield self._known.listing(Part(read))
        for level in self.demand.ordered_levels():
            for read in self.demand.members(level):
                for owner in self.journal.each_id(list_of(level)):
                    yield self._known.listing(Part(read, owner))
        for read in self.demand.user_lists():
            yield told_together(self._known, self._people, read)

    def resources(self) -> Iterator[Resource]:
        """Everything that was read, in canonical order, one at a time."""
        for level in self.demand.ordered_levels():
            match level:
                case Level.ACCOUNT:
                    yield self._with_answers(Draft(level, ACCOUNT_ID)).resource("the account")
                case Level.DOMAIN:
                    yield from domains(self._known)
                case Level.USER:
                    yield from self._people.resources()
                case Level.MEETING:
                    yield from Meetings(self._known, self._people).resources()
                case Level.RECORDING:
                    yield from Recordings(self._known, self._people).resources()
                case _:
                    yield from self._listed(level)

    def _listed(self, level: Level) -> Iterator[Resource]:
        """Roles and groups."""
        if list_of(level) not in self.demand.reads:
            return
        for id_, rows in self.journal.rows(list_of(level)):
            draft = Draft.of_rows(level, id_, [row for _, row in rows])
            if self.journal.gone(level, id_):
                yield draft.gone(plain_name(level, id_, draft.fields))
                continue
            self._with_answers(draft)
            if level is Level.ROLE and self._known.wants(_ROLE_MEMBERS):
                gap = self._known.gap(Part(_ROLE_MEMBERS, id_))
                draft.put("members", gap or self.journal.ids(_ROLE_MEMBERS, id_))
            yield draft.resource(plain_name(level, id_, draft.fields))

    def _with_answers(self, draft: Draft) -> Draft:
        answers = self.journal.answers(draft.level, draft.id)
        for read in self.demand.of_resource(draft.level):
            draft.answer(read, answers.get(str(read), self._known.missing))
        return draft
