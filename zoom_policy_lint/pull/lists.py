"""Reading lists to their end, or knowing that they are not whole."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zoom_policy_lint.catalogue import Endpoint, endpoint
from zoom_policy_lint.model.resource import Listing, Read, Unread
from zoom_policy_lint.model.words import Reason
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.source import Source
from zoom_policy_lint.zoom import CredentialsRefused, PageTokenRefused, RateLimited, Unreachable, ZoomError

STOPS = (CredentialsRefused, RateLimited, Unreachable)
"""What ends a pull: asking on would not help, and the journal keeps what there is."""

_TRIES = 2


async def read_list(source: Source, journal: Journal, read: Read, parent: str = "") -> None:
    """Read a list into the journal, unless it is there already.

    It is whole only when its last page token was empty and its distinct ids reach `total_records`; one that falls
    short, or whose page token was refused, is read once more. Raises what is in STOPS.
    """
    if journal.listing(read, parent) is not None:
        return
    listing = Listing(read, parent)
    for _ in range(_TRIES):
        listing = await _once(source, journal, read, parent)
        if listing.complete:
            break
    journal.add_listing(listing)


async def _once(source: Source, journal: Journal, read: Read, parent: str) -> Listing:
    row, unusable, total = endpoint(read.endpoint), 0, None
    try:
        async for page in source.pages(row, parent):
            usable = list(_usable(row, page.rows))
            unusable += len(page.rows) - len(usable)
            total = page.total if page.total is not None else total
            journal.add_rows(read, parent, usable)
    except PageTokenRefused as error:
        return _short(journal, read, parent, error.message)
    except STOPS:
        raise
    except ZoomError as error:
        gap = Unread(error.reason, error.message)
        return Listing(read, parent, journal.count(read, parent), complete=False, unread=gap)
    count = journal.count(read, parent)
    if unusable:
        return _short(journal, read, parent, f"{unusable} of its rows had no usable id")
    if total is not None and count < total:
        return _short(journal, read, parent, f"Zoom says that there are {total}, and listed {count}")
    return Listing(read, parent, count)


def _short(journal: Journal, read: Read, parent: str, detail: str) -> Listing:
    gap = Unread(Reason.LIST_INCOMPLETE, detail)
    return Listing(read, parent, journal.count(read, parent), complete=False, unread=gap)


def _usable(row: Endpoint, rows: Iterable[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for one in rows:
        fields = one if isinstance(one, Mapping) else {}
        id_ = fields.get(row.row_id or "") if row.row_id else one
        if isinstance(id_, str) and id_ and _storable(id_):
            yield id_, fields


def _storable(text: str) -> bool:
    """Half a surrogate pair is no text."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
