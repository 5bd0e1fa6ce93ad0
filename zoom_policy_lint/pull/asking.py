"""Asking for all that a pull demands, in an order in which each answer says what else there is to ask."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from itertools import count

from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull.demand import Demand, list_of
from zoom_policy_lint.pull.details import MEETING, reads_of_meeting
from zoom_policy_lint.pull.draft import Draft
from zoom_policy_lint.pull.each_user import user_list_jobs
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.lists import Lists
from zoom_policy_lint.pull.lookup import LookUps
from zoom_policy_lint.pull.parts import Part
from zoom_policy_lint.pull.resources import AT_ONCE, Resources
from zoom_policy_lint.pull.source import Granted, Progress, Source
from zoom_policy_lint.pull.together import together


@dataclass(frozen=True, slots=True)
class Asking:
    """The part of a pull that asks: what there is first, then what is wanted of it.

    What the journal holds is not asked again.
    """

    journal: Journal
    demand: Demand
    progress: Progress
    lists: Lists
    resources: Resources

    @classmethod
    def of(cls, source: Source, journal: Journal, demand: Demand, progress: Progress) -> "Asking":
        """Asking one source for one demand, into a journal."""
        granted = Granted(source)
        look_ups = LookUps(granted, journal)
        lists, resources = Lists(granted, journal, look_ups), Resources(granted, journal, look_ups, progress)
        return cls(journal, demand, progress, lists, resources)

    async def read(self) -> None:
        """Read everything. Raises what is in STOPS; what is finished by then is kept."""
        for read in self.demand.lists():
            await self.lists.read(Part(read))
            self.progress.show(f"listed {read.endpoint}", self.journal.count(read), None)
        await together(self._members(), AT_ONCE)
        await self._details(Level.ACCOUNT, Level.ROLE, Level.GROUP, Level.USER)
        for read in self.demand.user_lists():
            await together(user_list_jobs(self.lists, self.journal, self.demand, read, self.progress), AT_ONCE)
        await self._meetings()
        await self._details(Level.RECORDING)

    def _members(self) -> Iterator[Awaitable[None]]:
        """One piece of work for the list of members of every role and group."""
        wanted = [
            Part(read, owner)
            for level in (Level.ROLE, Level.GROUP)
            for read in self.demand.members(level)
            for owner in self.journal.ids(list_of(level))
        ]
        place = count(1)

        async def work(part: Part) -> None:
            await self.lists.read(part)
            self.progress.show("members of roles and groups", next(place), len(wanted))

        return (work(part) for part in wanted)

    async def _details(self, *levels: Level) -> None:
        for level in levels:
            await self.resources.read(level, _always(self.demand.of_resource(level)))

    async def _meetings(self) -> None:
        """First each meeting itself, then what its answer and its time say there is to ask."""
        if wanted := self.demand.of_resource(Level.MEETING):
            await self.resources.read(Level.MEETING, lambda id_: self._of_meeting(id_, tuple({MEETING} & {*wanted})))
            await self.resources.read(Level.MEETING, lambda id_: self._of_meeting(id_, wanted))

    def _of_meeting(self, id_: str, reads: tuple[Read, ...]) -> tuple[Read, ...]:
        rows = [row for _, row in self.journal.rows_of(list_of(Level.MEETING), id_)]
        fields = Draft.of_rows(Level.MEETING, id_, rows).fields
        return reads_of_meeting(reads, fields, self.journal.answer(Level.MEETING, id_, MEETING), self.journal.begun)


def _always(reads: tuple[Read, ...]) -> Callable[[str], tuple[Read, ...]]:
    """The same reads for every resource."""
    return lambda _: reads
