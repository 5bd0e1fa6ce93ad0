"""Trying each endpoint once, before a long run: what can be read, and how many requests a pull will take."""

import math
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from zoom_policy_lint.catalogue import Endpoint, Role, endpoint, endpoints
from zoom_policy_lint.model.resource import ACCOUNT_ID, Read, Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull.demand import Demand, list_of, owners_of
from zoom_policy_lint.pull.lookup import usable
from zoom_policy_lint.pull.months import Span, spans
from zoom_policy_lint.pull.source import Source
from zoom_policy_lint.zoom import CredentialsRefused, Page, Unreachable, ZoomError

_USERS_TRIED = 10
"""How many users are asked, at the most, until one has a meeting or a recording to try the rest on."""

_RECENT = timedelta(days=27)


@dataclass(frozen=True, slots=True)
class Probe:
    """What came of one read: `error` is None when Zoom answered; `tried`: there was something to try it on."""

    read: Read
    tried: bool
    error: ZoomError | None


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """All probes, how many resources each list holds, and the requests by rate label that a pull would make.

    Of what every user has, the count is an estimate from the first few users. `answers` are the resources that were
    tried, nameless, with what Zoom said about their settings.
    """

    probes: tuple[Probe, ...]
    counts: Mapping[Read, int]
    requests: Mapping[str, int]
    answers: tuple[Resource, ...] = ()


async def probe(source: Source, demand: Demand, today: date) -> ProbeReport:
    """Ask for everything that is demanded once, of the first resource of its level.

    Raises CredentialsRefused and Unreachable; every other refusal is in the report.
    """
    wanted = sorted(demand.complete().reads, key=_order)
    found = _Found(source, today)
    probes = tuple([await found.probe(read) for read in wanted])
    months = sum(1 for _ in spans(today, demand.lookback_months))
    return ProbeReport(probes, found.counts, _requests(wanted, found.counts, months), tuple(found.answers()))


def _order(read: Read) -> tuple[int, int, str]:
    """Lists first, since they say whom to try the others on; those of the account before those of its users."""
    row = endpoint(read.endpoint)
    place = 2 if row.role is not Role.LIST else 1 if owners_of(read) else 0
    return place, row.level.rank, str(read)


@dataclass(slots=True)
class _Found:
    """What there is to try reads on: the first few ids of every list, and how many it has."""

    source: Source
    today: date
    ids: dict[Read, list[str]] = field(default_factory=dict)
    counts: dict[Read, int] = field(default_factory=dict)
    bodies: dict[tuple[Level, str], dict[str, Mapping[str, Any]]] = field(default_factory=dict)

    def answers(self) -> Iterator[Resource]:
        """What Zoom said about settings, by resource."""
        for (level, id_), bodies in self.bodies.items():
            yield Resource(level, id_ or ACCOUNT_ID, name="", bodies=bodies)

    async def probe(self, read: Read) -> Probe:
        try:
            return Probe(read, tried=await self._try(read), error=None)
        except (CredentialsRefused, Unreachable):
            raise
        except ZoomError as error:
            return Probe(read, tried=True, error=error)

    async def _try(self, read: Read) -> bool:
        """Whether there was anything to try it on."""
        row = endpoint(read.endpoint)
        if owners_of(read):
            return await self._of_users(read, row)
        if row.role is Role.LIST:
            await self._page(read, row)
            return True
        ids = [""] if row.level is Level.ACCOUNT else self.ids.get(list_of(row.level), [])
        for id_ in ids[:1]:
            if row.role is Role.MEMBERS:
                await _first(self.source.pages(row, id_))
                continue
            body = await self.source.read(row, read.view, id_)
            if row.role is Role.SETTINGS:
                self.bodies.setdefault((row.level, id_), {})[str(read)] = body
        return bool(ids)

    async def _page(self, read: Read, row: Endpoint, owner: str = "", span: Span | None = None) -> int:
        """The first page of a list; how many it says there are."""
        page = await _first(self.source.pages(row, owner, span))
        ids = [id_ for id_, _ in usable(row, page.rows)] if page else []
        count = max(len(ids), (page.total if page else None) or 0)
        self.ids.setdefault(read, []).extend(ids[:_USERS_TRIED])
        self.counts[read] = self.counts.get(read, 0) + count
        return count

    async def _of_users(self, read: Read, row: Endpoint) -> bool:
        """The lists of one user after the other, until one holds something."""
        owners = [id_ for owners in owners_of(read) for id_ in self.ids.get(owners, [])][:_USERS_TRIED]
        span = ((self.today - _RECENT).isoformat(), self.today.isoformat()) if row.monthly else None
        for tried, owner in enumerate(owners, start=1):
            if await self._page(read, row, owner, span):
                self.counts[read] = math.ceil(self.counts[read] * _owners(read, self.counts) / tried)
                break
        return bool(owners)


async def _first(pages: AsyncIterator[Page]) -> Page | None:
    async for page in pages:
        return page
    return None


def _owners(read: Read, counts: Mapping[Read, int]) -> int:
    return sum(counts.get(owners, 0) for owners in owners_of(read))


def _requests(reads: list[Read], counts: Mapping[Read, int], months: int) -> dict[str, int]:
    """An estimate: one request for every read of every resource, and one for every page of a list."""
    found = {row.rate: 0 for row in endpoints()}
    for read in reads:
        row = endpoint(read.endpoint)
        if owners_of(read):
            found[row.rate] += _owners(read, counts) * (months if row.monthly else 1)
        elif row.role is Role.LIST:
            found[row.rate] += max(math.ceil(counts.get(read, 0) / (row.page_size or math.inf)), 1)
        else:
            found[row.rate] += 1 if row.level is Level.ACCOUNT else counts.get(list_of(row.level), 0)
    return {rate: count for rate, count in found.items() if count}
