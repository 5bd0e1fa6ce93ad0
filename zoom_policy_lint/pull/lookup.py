"""Looking a resource up once more when Zoom says that it does not exist."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from zoom_policy_lint.catalogue import Endpoint, endpoint
from zoom_policy_lint.model.resource import Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.demand import list_of
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.parts import Part
from zoom_policy_lint.pull.source import STOPS, Source
from zoom_policy_lint.zoom import NotFound, ZoomError

_ASKED = {Level.ROLE: "roles.id", Level.USER: "users.id", Level.MEETING: "meetings.id"}
"""What answers for a resource itself; the others are looked for in the lists that named them."""


def vanished(level: Level) -> Unread:
    """What is said of a read that Zoom answered with "does not exist", unless the resource is gone."""
    reason = Reason.ERROR if level is Level.ACCOUNT else Reason.VANISHED
    return Unread(reason, f"Zoom says that it does not exist, though the {level} does")


class LookUps:
    """The look-ups of one pull; each is made once. What cannot be known is not gone.

    Every method raises what is in STOPS.
    """

    def __init__(self, source: Source, journal: Journal) -> None:
        self._source, self._journal = source, journal
        self._gone: dict[tuple[Level, str], bool] = {}
        self._listed: dict[Part, frozenset[str] | None] = {}
        self._listing = asyncio.Lock()

    async def is_gone(self, level: Level, id_: str) -> bool:
        """Whether Zoom no longer answers for a resource, or no longer lists it."""
        if (level, id_) not in self._gone:
            asked = level in _ASKED
            self._gone[level, id_] = await (self._unanswered(level, id_) if asked else self._unlisted(level, id_))
        return self._gone[level, id_]

    async def _unanswered(self, level: Level, id_: str) -> bool:
        try:
            await self._source.read(endpoint(_ASKED[level]), "default", id_)
        except NotFound:
            return True
        except STOPS:
            raise
        except ZoomError:
            return False
        return False

    async def _unlisted(self, level: Level, id_: str) -> bool:
        read = list_of(level)
        for parent in self._journal.parents(read, id_):
            ids = await self._ids(Part.of_parent(read, parent))
            if ids is None or id_ in ids:
                return False
        return True

    async def _ids(self, part: Part) -> frozenset[str] | None:
        """What a list names now; None when it cannot be read whole, which proves nothing of what it lacks."""
        async with self._listing:
            if part not in self._listed:
                self._listed[part] = await self._list(part)
        return self._listed[part]

    async def _list(self, part: Part) -> frozenset[str] | None:
        row, ids, total = endpoint(part.read.endpoint), set[str](), None
        try:
            async for page in self._source.pages(row, part.owner, part.span):
                ids.update(found for found, _ in usable(row, page.rows))
                total = max(total or 0, page.total) if page.total is not None else total
        except NotFound:
            nobodys = bool(part.owner) and await self.is_gone(part.owner_level, part.owner)
            return frozenset() if nobodys else None
        except STOPS:
            raise
        except ZoomError:
            return None
        return frozenset(ids) if total is not None and len(ids) >= total else None


def usable(row: Endpoint, rows: Iterable[Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """The rows of a list that say which resource they are about, with its id; a row of plain text is its own id."""
    numbered = row.keep is not None and row.keep.get(row.row_id or "") == "integer"
    for one in rows:
        fields = one if isinstance(one, Mapping) else {}
        id_ = fields.get(row.row_id) if row.row_id else one
        if numbered and isinstance(id_, int) and not isinstance(id_, bool) and id_ > 0:
            id_ = str(id_)
        if isinstance(id_, str) and id_ and _storable(id_):
            yield id_, fields


def _storable(text: str) -> bool:
    """Half a surrogate pair is no text."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
