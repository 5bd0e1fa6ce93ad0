"""Lists in pages: a token belongs to one query and one page size, and dies after 15 minutes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from zoom_policy_lint.simulate.errors import page_token_refused
from zoom_policy_lint.simulate.ids import zoom_id

DEFAULT_PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class _Place:
    query: tuple[tuple[str, str], ...]
    offset: int
    ends: datetime


@dataclass
class Pages:
    """The page tokens that one account has given out."""

    clock: Callable[[], datetime]
    lifetime_seconds: int
    _places: dict[str, _Place] = field(default_factory=dict)

    def page(
        self, path: str, query: Mapping[str, str], rows: Sequence[Any], largest: int | None
    ) -> tuple[Sequence[Any], dict[str, Any]]:
        """The rows of the page that the query asks for, and the paging fields of its answer.

        A `page_size` above `largest` is cut down to it. Raises 300 for a token that does not hold.
        """
        size = _page_size(query, largest)
        offset = self._offset(path, query, size)
        following = offset + size
        token = self.token(path, query, following) if following < len(rows) else ""
        fields = {
            "page_count": -(-len(rows) // size),
            "page_number": offset // size + 1,
            "page_size": size,
            "total_records": len(rows),
            "next_page_token": token,
        }
        return rows[offset:following], fields

    def token(self, path: str, query: Mapping[str, str], offset: int) -> str:
        """A new token for the page that starts at `offset` of the same query."""
        ends = self.clock() + timedelta(seconds=self.lifetime_seconds)
        token = zoom_id(f"page {len(self._places)} {path} {offset}")
        self._places[token] = _Place(_same(path, query), offset, ends)
        return token

    def _offset(self, path: str, query: Mapping[str, str], size: int) -> int:
        token = query.get("next_page_token", "")
        if not token:
            number = query.get("page_number", "1")
            return (max(int(number), 1) - 1) * size if number.isdigit() else 0
        place = self._places.get(token)
        if place is None or place.query != _same(path, query) or self.clock() >= place.ends:
            raise page_token_refused()
        return place.offset


def _page_size(query: Mapping[str, str], largest: int | None) -> int:
    wished = query.get("page_size", "")
    size = int(wished) if wished.isdigit() and int(wished) > 0 else DEFAULT_PAGE_SIZE
    return min(size, largest) if largest else size


def _same(path: str, query: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What must stay the same from page to page: everything but the token and the page number."""
    kept = {key: value for key, value in query.items() if key not in {"next_page_token", "page_number"}}
    return (("path", path), *sorted(kept.items()))
