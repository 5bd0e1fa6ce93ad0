"""Reading what is wanted of every resource, several reads at once."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from zoom_policy_lint.catalogue import Endpoint, endpoint
from zoom_policy_lint.model.resource import ACCOUNT_ID, Read, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.demand import list_of
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.lookup import LookUps, vanished
from zoom_policy_lint.pull.source import STOPS, Progress, Source
from zoom_policy_lint.pull.together import together
from zoom_policy_lint.zoom import NotFound, ZoomError

AT_ONCE = 32
"""Reads under way together; the client decides how fast they go."""


@dataclass(frozen=True, slots=True)
class Resources:
    """Reads, from a source into a journal, what is wanted of resources."""

    source: Source
    journal: Journal
    look_ups: LookUps
    progress: Progress

    async def read(self, level: Level, wanted: Callable[[str], Iterable[Read]]) -> None:
        """Read what is `wanted` of each resource of a level, by its id, as far as the journal lacks it.

        Then look up once more whatever Zoom said does not exist. Raises what is in STOPS; what is finished by then is
        kept.
        """
        await together(self._reads(level, wanted), AT_ONCE)
        if level is not Level.ACCOUNT:
            await together((self._look_up(level, id_) for id_ in self.journal.missing(level)), AT_ONCE)

    def _reads(self, level: Level, wanted: Callable[[str], Iterable[Read]]) -> Iterator[Awaitable[None]]:
        """One piece of work for every read that is not in the journal."""
        total = sum(1 for id_ in self._ids(level) for _ in wanted(id_))
        place = count(1)
        for id_ in self._ids(level):
            known = self.journal.answered(level, id_)
            for read in wanted(id_):
                if str(read) in known:
                    next(place)
                else:
                    yield self._read(level, id_, read, place, total)

    def _ids(self, level: Level) -> Iterator[str]:
        if level is Level.ACCOUNT:
            yield ACCOUNT_ID
        else:
            ids = self.journal.each_id(list_of(level))
            yield from (id_ for id_ in ids if not self.journal.gone(level, id_))

    async def _read(self, level: Level, id_: str, read: Read, place: "count[int]", total: int) -> None:
        self.journal.add_answer(level, id_, read, await self._ask(level, id_, read))
        self.progress.show(f"answers about {_PLURALS[level]}", next(place), total)

    async def _ask(self, level: Level, id_: str, read: Read) -> Mapping[str, Any] | Unread:
        address = "" if level is Level.ACCOUNT else id_
        row = endpoint(read.endpoint)
        try:
            answer = await self.source.read(row, read.view, address, read.occurrence)
        except NotFound:
            return vanished(level)
        except STOPS:
            raise
        except ZoomError as error:
            return Unread(error.reason, error.message)
        if not _is_about(row, id_, answer):
            return Unread(Reason.ERROR, f"Zoom's answer is about another {level}")
        return answer

    async def _look_up(self, level: Level, id_: str) -> None:
        if await self.look_ups.is_gone(level, id_):
            self.journal.add_gone(level, id_)


def _is_about(row: Endpoint, id_: str, answer: Mapping[str, Any]) -> bool:
    """Whether an answer is about the resource that was asked for, where it names one; numbers are ids too."""
    named = answer.get("id", id_) if row.keep and "id" in row.keep else id_
    return named == id_ or (type(named) is int and str(named) == id_)


_PLURALS = {level: f"{level}s" for level in Level} | {Level.ACCOUNT: "the account"}
