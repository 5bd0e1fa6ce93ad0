"""Reading lists to their end, or knowing that they are not whole."""

from dataclasses import dataclass

from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.model.resource import Listing, Read, Unread
from zoom_policy_lint.model.words import Reason
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.lookup import is_gone, usable, vanished
from zoom_policy_lint.pull.source import STOPS, Source
from zoom_policy_lint.zoom import BadAnswer, NotFound, PageTokenRefused, ZoomError

_TRIES = (1, 2)


@dataclass(frozen=True, slots=True)
class _Ending:
    """How one try to read a list ended: `gap` is None when it is whole; `again` when another try may help."""

    gap: Unread | None
    again: bool = False


async def read_list(source: Source, journal: Journal, read: Read, parent: str = "") -> None:
    """Read a list into the journal, unless it is there already.

    It is whole only when its last page token was empty and its distinct ids reach `total_records`. One that falls
    short, or whose page token was refused, is read once more; what either try found is kept, and the list counts as
    not whole when the second falls short too. Raises what is in STOPS.
    """
    if journal.listing(read, parent) is not None:
        return
    journal.forget_rows(read, parent)
    for attempt in _TRIES:
        ending = await _once(source, journal, read, parent, attempt)
        if ending.gap is None:
            journal.keep_rows_of(read, parent, attempt)
        if not ending.again:
            break
    count = journal.count(read, parent)
    journal.add_listing(Listing(read, parent, count, complete=ending.gap is None, unread=ending.gap))


async def _once(source: Source, journal: Journal, read: Read, parent: str, attempt: int) -> _Ending:
    row, unusable, differing, total = endpoint(read.endpoint), 0, 0, None
    try:
        async for page in source.pages(row, parent):
            rows = list(usable(row, page.rows))
            differing += journal.add_rows(read, parent, attempt, rows)
            unusable += len(page.rows) - len(rows)
            total = max(total or 0, page.total) if page.total is not None else total
    except NotFound as error:
        return await _not_found(source, journal, read, parent, error)
    except STOPS:
        raise
    except PageTokenRefused as error:
        return _Ending(Unread(Reason.LIST_INCOMPLETE, error.message), again=True)
    except ZoomError as error:
        return _Ending(Unread(error.reason, error.message), again=isinstance(error, BadAnswer) and not error.garbled)
    # A list of plain text has no `total_records` in Zoom's API; its last page token alone says that it is whole.
    counted = row.row_id is not None
    if differing:
        return _short(f"{differing} of its rows came twice with different content")
    return _judge(journal.count(read, parent, attempt), unusable, total, counted=counted)


def _judge(count: int, unusable: int, total: int | None, *, counted: bool) -> _Ending:
    if unusable:
        return _short(f"{unusable} of its rows {'has' if unusable == 1 else 'have'} no usable id")
    if total is None and counted:
        return _short("Zoom did not say how many there are")
    if total is not None and count < total:
        return _short(f"Zoom says that there are {total}, and listed {count}")
    return _Ending(None)


def _short(detail: str) -> _Ending:
    return _Ending(Unread(Reason.LIST_INCOMPLETE, detail), again=True)


async def _not_found(source: Source, journal: Journal, read: Read, parent: str, error: NotFound) -> _Ending:
    """The members of a group that was deleted meanwhile are nobody; else they are not known."""
    level = endpoint(read.endpoint).level
    if not parent:
        return _Ending(Unread(Reason.ERROR, error.message))
    if not await is_gone(source, level, parent):
        return _Ending(vanished(level))
    journal.forget_rows(read, parent)
    journal.add_gone(level, parent)
    return _Ending(None)
