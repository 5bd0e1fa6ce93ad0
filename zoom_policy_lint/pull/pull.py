"""A pull, from the first list to the finished snapshot."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from zoom_policy_lint.model.resource import Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.demand import Demand, Origin
from zoom_policy_lint.pull.finish import finish
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.lists import read_list
from zoom_policy_lint.pull.resources import list_of, read_level
from zoom_policy_lint.pull.source import Progress, Silent, Source
from zoom_policy_lint.snapshot import check_writable


async def pull(
    source: Source,
    demand: Demand,
    out: Path,
    origin: Origin,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> None:
    """Read what is demanded into a snapshot. A pull that was stopped goes on from its journal.

    `now` becomes the snapshot's time unless a journal is resumed. What cannot be read is in
    the snapshot with its reason. Raises PolicyLintError when nothing can be written, and CredentialsRefused,
    RateLimited or Unreachable when asking on is of no use; the journal stays then.
    """
    check_writable(out)
    watched = progress or Silent()
    with Journal.open(out, _identity(demand, origin), now) as journal:
        for read in demand.lists():
            await read_list(source, journal, read)
            watched.show(f"listing {read.endpoint}", journal.count(read, ""), None)
        for level in (Level.ROLE, Level.GROUP):
            for read in demand.members(level):
                for parent in journal.ids(list_of(level)):
                    await read_list(source, journal, read, parent)
        for level in (Level.ACCOUNT, Level.ROLE, Level.GROUP, Level.USER):
            if level in demand.levels:
                await read_level(source, journal, demand, level, watched)
        finish(journal, demand, out, origin, None)


def close_unread(out: Path, demand: Demand, origin: Origin, why: str, *, now: datetime) -> None:
    """Make a snapshot of what a stopped pull has read; everything else is in it as not read, and why."""
    with Journal.open(out, _identity(demand, origin), now) as journal:
        finish(journal, demand, out, origin, Unread(Reason.ERROR, why))


def _identity(demand: Demand, origin: Origin) -> dict[str, Any]:
    return {**asdict(origin), "levels": sorted(demand.levels), "reads": sorted(map(str, demand.reads))}
