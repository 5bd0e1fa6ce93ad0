"""Reading what is wanted of every resource, several at once."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

from zoom_policy_lint.catalogue import Role, endpoint, endpoints
from zoom_policy_lint.model.resource import ACCOUNT_ID, Read, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.demand import Demand
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.lists import STOPS
from zoom_policy_lint.pull.source import Progress, Source
from zoom_policy_lint.zoom import NotFound, ZoomError

_AT_ONCE = 32
"""Resources under way together; the client decides how fast they go."""


async def read_level(source: Source, journal: Journal, demand: Demand, level: Level, progress: Progress) -> None:
    """Read what the demand wants of every resource of a level that is not in the journal yet.

    Raises what is in STOPS; what is finished by then is kept.
    """
    wanted = demand.of_resource(level)
    if not wanted:
        return
    done, total = 0, 1 if level is Level.ACCOUNT else journal.count(list_of(level), "")
    for ids in _batches(journal, level):
        await _together([_Reading(source, journal, level, id_).all(wanted) for id_ in ids])
        done += len(ids)
        progress.show(f"reading {level}s", done, total)


def list_of(level: Level) -> Read:
    """The list that names the resources of a level."""
    return Read(next(row.id for row in endpoints() if row.level is level and row.role is Role.LIST))


def _batches(journal: Journal, level: Level) -> Iterator[list[str]]:
    if level is Level.ACCOUNT:
        yield [ACCOUNT_ID]
        return
    last = ""
    while ids := journal.ids(list_of(level), after=last, most=_AT_ONCE):
        yield ids
        last = ids[-1]


async def _together(work: list[Any]) -> None:
    """Run all; when one fails, stop the others first, so that none writes to a journal that is closed."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Reading:
    """The reads of one resource."""

    def __init__(self, source: Source, journal: Journal, level: Level, id_: str) -> None:
        self._source, self._journal, self._level, self._id = source, journal, level, id_

    async def all(self, wanted: tuple[Read, ...]) -> None:
        """Every read that the journal lacks; when Zoom no longer knows the resource, look it up once more."""
        known = self._journal.answers(self._level, self._id)
        if self._journal.gone(self._level, self._id):
            return
        missing: list[Read] = []
        for read in wanted:
            if str(read) not in known:
                try:
                    self._journal.add_answer(self._level, self._id, read, await self._ask(read))
                except NotFound:
                    missing.append(read)
        if missing:
            await self._look_up(missing)

    async def _ask(self, read: Read) -> Mapping[str, Any] | Unread:
        try:
            return await self._source.read(endpoint(read.endpoint), read.view, self._address)
        except (NotFound, *STOPS):
            raise
        except ZoomError as error:
            return Unread(error.reason, error.message)

    async def _look_up(self, missing: list[Read]) -> None:
        if self._level is not Level.ACCOUNT and await self._is_gone():
            self._journal.add_gone(self._level, self._id)
            return
        reason = Reason.ERROR if self._level is Level.ACCOUNT else Reason.VANISHED
        gap = Unread(reason, f"Zoom says that it does not exist, though the {self._level} does")
        for read in missing:
            self._journal.add_answer(self._level, self._id, read, gap)

    async def _is_gone(self) -> bool:
        """Whether Zoom still lists it, or still answers for it; when neither can be asked it is not gone."""
        profile = next((row for row in endpoints() if row.level is self._level and row.role is Role.PROFILE), None)
        try:
            if profile is not None:
                await self._source.read(profile, "default", self._id)
                return False
            row = endpoint(list_of(self._level).endpoint)
            async for page in self._source.pages(row):
                if any(isinstance(one, Mapping) and one.get(row.row_id or "") == self._id for one in page.rows):
                    return False
        except NotFound:
            return True
        except STOPS:
            raise
        except ZoomError:
            return False
        return True

    @property
    def _address(self) -> str:
        return "" if self._level is Level.ACCOUNT else self._id
