"""Reading lists to their end, or knowing that they are not whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.model.resource import Listing, Unread
from zoom_policy_lint.model.words import Reason
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.lookup import LookUps, usable, vanished
from zoom_policy_lint.pull.parts import Part
from zoom_policy_lint.pull.repeated import Repeated
from zoom_policy_lint.pull.source import STOPS, Source
from zoom_policy_lint.zoom import BadAnswer, NotFound, PageTokenRefused, ZoomError

_TRIES = (1, 2)

KeyedRows: TypeAlias = Sequence[tuple[str, Mapping[str, Any]]]
"""Rows of one page, each with its id."""


@dataclass(frozen=True, slots=True)
class _Ending:
    """How one try to read a list ended: `gap` is None when it is whole; `again` when another try may help."""

    gap: Unread | None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """Reads lists from a source into a journal."""

    source: Source
    journal: Journal
    look_ups: LookUps

    async def read(self, part: Part) -> Listing:
        """Read a list, unless it is in the journal already, and say how it went.

        It is whole only when its last page token was empty and its distinct ids reach `total_records`. One that falls
        short, or whose page token was refused, is read once more; what either try found is kept, and the list counts
        as not whole when the second falls short too. Raises what is in STOPS.
        """
        known = self.journal.listing(part.read, part.parent)
        if known is not None:
            return known
        self.journal.forget_rows(part.read, part.parent)
        fields = endpoint(part.read.endpoint).repeats
        repeated = Repeated(fields, self.journal.begun) if fields else None
        for attempt in _TRIES:
            ending = await self._once(part, attempt, repeated)
            if not ending.again:
                break
        count = self.journal.count(part.read, part.parent)
        listing = Listing(part.read, part.parent, count, complete=ending.gap is None, unread=ending.gap)
        self.journal.add_listing(listing)
        return listing

    async def _once(self, part: Part, attempt: int, repeated: Repeated | None) -> _Ending:
        row, unusable, differing, total = endpoint(part.read.endpoint), 0, 0, None
        if repeated is not None:
            repeated.begin()
        try:
            async for page in self.source.pages(row, part.owner, part.span):
                rows = list(usable(row, page.rows))
                differing += self._keep(part, attempt, rows, repeated)
                unusable += len(page.rows) - len(rows)
                total = max(total or 0, page.total) if page.total is not None else total
        except NotFound as error:
            return await self._not_found(part, error)
        except STOPS:
            raise
        except PageTokenRefused as error:
            return _Ending(Unread(Reason.LIST_INCOMPLETE, error.message), again=True)
        except ZoomError as error:
            again = isinstance(error, BadAnswer) and not error.garbled
            return _Ending(Unread(error.reason, error.message), again=again)
        if differing:
            return _short(f"{differing} of its rows came twice with different content")
        # A list of plain text has no `total_records` in Zoom's API; its last page token alone says that it is whole.
        counted = row.row_id is not None
        count = self.journal.count(part.read, part.parent, attempt) if repeated is None else repeated.count
        ending = _judge(count, unusable, total, counted=counted)
        if ending.gap is None:
            self._keep_only(part, attempt, repeated)
        return ending

    def _keep(self, part: Part, attempt: int, rows: KeyedRows, repeated: Repeated | None) -> int:
        """Keep the rows of one page at once, since the next may never come; returns how many contradict others."""
        if repeated is None:
            return self.journal.add_rows(part.read, part.parent, attempt, rows)
        contradicting = repeated.add(rows)
        self.journal.add_rows(part.read, part.parent, attempt, repeated.known(id_ for id_, _ in rows))
        return contradicting

    def _keep_only(self, part: Part, attempt: int, repeated: Repeated | None) -> None:
        """The list is whole: what only an earlier attempt has seen does not count."""
        if repeated is not None:
            self.journal.add_rows(part.read, part.parent, attempt, repeated.rows.items())
        self.journal.keep_rows_of(part.read, part.parent, attempt)

    async def _not_found(self, part: Part, error: NotFound) -> _Ending:
        """The list of a group or user deleted meanwhile is of nobody; else it is not known."""
        level = part.owner_level
        if not part.owner:
            return _Ending(Unread(Reason.ERROR, error.message))
        if not await self.look_ups.is_gone(level, part.owner):
            return _Ending(vanished(level))
        self.journal.forget_rows(part.read, part.parent)
        self.journal.add_gone(level, part.owner)
        return _Ending(None)


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
