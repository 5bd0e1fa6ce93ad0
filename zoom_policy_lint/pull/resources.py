"""Reading what is wanted of every resource, several reads at once."""

from collections.abc import Awaitable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.model.resource import ACCOUNT_ID, Read, Unread
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull.demand import Demand, list_of
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.lookup import is_gone, vanished
from zoom_policy_lint.pull.source import STOPS, Progress, Source
from zoom_policy_lint.pull.together import together
from zoom_policy_lint.zoom import NotFound, ZoomError

AT_ONCE = 32
"""Reads under way together; the client decides how fast they go."""

_BATCH = 500
"""Ids fetched from the journal at a time."""


async def read_level(source: Source, journal: Journal, demand: Demand, level: Level, progress: Progress) -> None:
    """Read what the demand wants of every resource of a level, as far as the journal lacks it.

    Then look up once more whatever Zoom said does not exist. Raises what is in STOPS; what is finished by then is
    kept.
    """
    work = _Level(source, journal, level, demand.of_resource(level), progress)
    if work.wanted:
        await together(work.reads(), AT_ONCE)
        await together(work.lookups(), AT_ONCE)


@dataclass(frozen=True, slots=True)
class _Level:
    source: Source
    journal: Journal
    level: Level
    wanted: tuple[Read, ...]
    progress: Progress

    def reads(self) -> Iterator[Awaitable[None]]:
        """One piece of work for every read that is not in the journal."""
        total = len(self.wanted) * (1 if self.level is Level.ACCOUNT else self.journal.count(list_of(self.level)))
        place = count(1)
        for id_ in self._ids():
            known = self.journal.answered(self.level, id_)
            for read in self.wanted:
                if str(read) in known:
                    next(place)
                else:
                    yield self._read(id_, read, place, total)

    def lookups(self) -> Iterator[Awaitable[None]]:
        """One piece of work for every resource of which Zoom said that it does not exist."""
        if self.level is not Level.ACCOUNT:
            yield from (self._look_up(id_) for id_ in self.journal.missing(self.level))

    def _ids(self) -> Iterator[str]:
        if self.level is Level.ACCOUNT:
            yield ACCOUNT_ID
            return
        last = ""
        while ids := self.journal.ids(list_of(self.level), after=last, most=_BATCH):
            yield from (id_ for id_ in ids if not self.journal.gone(self.level, id_))
            last = ids[-1]

    async def _read(self, id_: str, read: Read, place: "count[int]", total: int) -> None:
        self.journal.add_answer(self.level, id_, read, await self._ask(id_, read))
        self.progress.show(f"answers about {_PLURALS[self.level]}", next(place), total)

    async def _ask(self, id_: str, read: Read) -> Mapping[str, Any] | Unread:
        address = "" if self.level is Level.ACCOUNT else id_
        try:
            return await self.source.read(endpoint(read.endpoint), read.view, address)
        except NotFound:
            return vanished(self.level)
        except STOPS:
            raise
        except ZoomError as error:
            return Unread(error.reason, error.message)

    async def _look_up(self, id_: str) -> None:
        if await is_gone(self.source, self.level, id_):
            self.journal.add_gone(self.level, id_)


_PLURALS = {level: f"{level}s" for level in Level} | {Level.ACCOUNT: "the account"}
