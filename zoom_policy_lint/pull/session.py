"""Whole pieces of work for callers that are not asynchronous: sign in, pull or probe, and close."""

import asyncio
from datetime import date, datetime
from pathlib import Path

from zoom_policy_lint.pull.demand import Demand, Origin
from zoom_policy_lint.pull.probe import ProbeReport, probe
from zoom_policy_lint.pull.pull import pull
from zoom_policy_lint.pull.source import Progress
from zoom_policy_lint.zoom import Client


def pull_account(
    client: Client,
    demand: Demand,
    out: Path,
    origin: Origin,
    *,
    now: datetime,
    progress: Progress | None = None,
    pseudonyms: bytes | None = None,
) -> str:
    """Pull with a client and close it; everything else is as with `pull`."""

    async def work() -> str:
        async with client:
            return await pull(client, demand, out, origin, now=now, progress=progress, pseudonyms=pseudonyms)

    return asyncio.run(work())


def probe_account(client: Client, demand: Demand, today: date) -> tuple[frozenset[str] | None, ProbeReport]:
    """The scopes of the token (None when Zoom does not say) and what can be read. Errors are those of `probe`."""

    async def work() -> tuple[frozenset[str] | None, ProbeReport]:
        async with client:
            granted = await client.sign_in()
            return granted, await probe(client, demand, today)

    return asyncio.run(work())
