"""Trying each endpoint once, before a long run: what can be read, and how many requests a pull will take."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from zoom_policy_lint.catalogue import Endpoint, Role, endpoint, endpoints
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull.source import Source
from zoom_policy_lint.zoom import CredentialsRefused, Unreachable, ZoomError


@dataclass(frozen=True, slots=True)
class Probe:
    """What came of one read: `error` is None when Zoom answered; `tried`: there was something to try it on."""

    read: Read
    tried: bool
    error: ZoomError | None


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """All probes, the number of resources by level, and the requests by rate label that a pull would make."""

    probes: tuple[Probe, ...]
    counts: dict[Level, int]
    requests: dict[str, int]


async def probe(source: Source, reads: Iterable[Read]) -> ProbeReport:
    """Ask for every read once, of the first resource of its level.

    Raises CredentialsRefused and Unreachable; every other refusal is in the report.
    """
    wanted = sorted(set(reads), key=_order)
    first: dict[Level, str] = {Level.ACCOUNT: ""}
    counts: dict[Level, int] = {Level.ACCOUNT: 1}
    probes = [await _try(source, read, first, counts) for read in wanted]
    return ProbeReport(tuple(probes), counts, _requests(wanted, counts))


def _order(read: Read) -> tuple[bool, int, str]:
    """Lists first: they say whom to try the others on."""
    row = endpoint(read.endpoint)
    return row.role is not Role.LIST, row.level.rank, str(read)


async def _try(source: Source, read: Read, first: dict[Level, str], counts: dict[Level, int]) -> Probe:
    row = endpoint(read.endpoint)
    try:
        if row.role is Role.LIST:
            await _first_page(source, row, first, counts)
        elif row.level not in first:
            return Probe(read, tried=False, error=None)
        elif row.role is Role.MEMBERS:
            async for _ in source.pages(row, first[row.level]):
                break
        else:
            await source.read(row, read.view, first[row.level])
    except (CredentialsRefused, Unreachable):
        raise
    except ZoomError as error:
        return Probe(read, tried=True, error=error)
    return Probe(read, tried=True, error=None)


async def _first_page(source: Source, row: Endpoint, first: dict[Level, str], counts: dict[Level, int]) -> None:
    async for page in source.pages(row, ""):
        ids = [str(one.get(row.row_id or "", "")) if isinstance(one, dict) else str(one) for one in page.rows]
        counts[row.level] = max(counts.get(row.level, 0), page.total or len(ids))
        if ids and ids[0]:
            first.setdefault(row.level, ids[0])
        break


def _requests(reads: Iterable[Read], counts: dict[Level, int]) -> dict[str, int]:
    """An estimate: one request for every read of every resource, and one for every page of a list."""
    found = {row.rate: 0 for row in endpoints()}
    for read in reads:
        row = endpoint(read.endpoint)
        pages = math.ceil(counts.get(row.level, 0) / (row.page_size or 1)) if row.page_size else 1
        each = counts.get(row.level, 0)
        found[row.rate] += max(pages, 1) if row.role is Role.LIST else each
    return {rate: count for rate, count in found.items() if count}
