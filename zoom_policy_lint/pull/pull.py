"""A pull, from the first list to the finished snapshot."""

from datetime import datetime
from pathlib import Path

from zoom_policy_lint import __version__
from zoom_policy_lint.model.resource import Header, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.asking import Asking
from zoom_policy_lint.pull.demand import Demand, Origin
from zoom_policy_lint.pull.finish import Content
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.source import Progress, Silent, Source
from zoom_policy_lint.snapshot import (
    check_writable,
    pseudonymise,
    pseudonymise_listings,
    without_people,
    write_snapshot,
)


async def pull(
    source: Source,
    demand: Demand,
    out: Path,
    origin: Origin,
    *,
    now: datetime,
    progress: Progress | None = None,
    pseudonyms: bytes | None = None,
) -> str:
    """Read what is demanded into a snapshot. A pull that was stopped goes on from its journal.

    `now` becomes the snapshot's time unless a journal is resumed; with `pseudonyms`, a key, names and addresses are
    replaced. What cannot be read is in the snapshot with its reason. Returns a sentence about an earlier journal that
    was resumed or replaced, empty when there was none.

    Raises PolicyLintError when nothing can be written, and CredentialsRefused, RateLimited or Unreachable when asking
    on is of no use; the journal stays then, as it does when the pull is interrupted.
    """
    check_writable(out)
    wanted = demand.complete()
    with _journal(out, wanted, origin, now) as journal:
        await Asking.of(source, journal, wanted, progress or Silent()).read()
        content = Content(journal, wanted, Unread(Reason.ERROR, "it was not read"))
        _write(content, out, origin, pseudonyms)
        journal.discard()
        return journal.note


def close_unread(
    out: Path, demand: Demand, origin: Origin, why: str, *, now: datetime, pseudonyms: bytes | None = None
) -> None:
    """Make a snapshot of what a stopped pull has read; everything else is in it as not read, and why.

    The journal stays, so that a later pull goes on. Raises PolicyLintError when the snapshot cannot be written.
    """
    wanted = demand.complete()
    with _journal(out, wanted, origin, now) as journal:
        _write(Content(journal, wanted, Unread(Reason.ERROR, why)), out, origin, pseudonyms)


def _journal(out: Path, demand: Demand, origin: Origin, now: datetime) -> Journal:
    """The journal of this pull: one of another account, or for other things, will not do."""
    identity = {
        "account_id": origin.account_id,
        "kind": origin.kind,
        "tool": __version__,
        "levels": sorted(demand.levels),
        "reads": sorted(map(str, demand.reads)),
        "questions": [demand.questions.phrases, demand.questions.patterns],
        "lookback_months": demand.lookback_months,
    }
    return Journal.open(out, identity, now)


def _write(content: Content, out: Path, origin: Origin, pseudonyms: bytes | None) -> None:
    header = Header(
        account_id=origin.account_id,
        taken_at=content.journal.begun.isoformat().replace("+00:00", "Z"),
        source=origin.kind,
        levels=content.demand.ordered_levels(),
        reads=tuple(sorted(map(str, content.demand.reads))),
        plan=origin.plan,
        tool_version=__version__,
        pseudonymised=pseudonyms is not None,
        questions=content.demand.questions,
        recording_months=content.demand.lookback_months if Level.RECORDING in content.demand.levels else None,
    )
    listings, resources = content.listings(), content.resources()
    if Level.USER not in content.demand.levels:
        resources = without_people(resources)
    if pseudonyms is not None:
        listings, resources = pseudonymise_listings(listings, pseudonyms), pseudonymise(resources, pseudonyms)
    write_snapshot(out, header, listings, resources)
