"""Lists in which one resource may come in several rows: a series of meetings, once for every occurrence."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias

from zoom_policy_lint.resolve.upcoming import SERIES, is_past, start_of

_NEVER = datetime.max.replace(tzinfo=UTC)

_Rows: TypeAlias = Iterable[tuple[str, Mapping[str, Any]]]


class Repeated:
    """The rows of one list of meetings (of one user, so they are few), one for each id, over every try to read it.

    Only rows of a series may differ, and in `fields` only; any other two rows of one id that differ contradict each
    other. Of several rows that one is kept that surely lies ahead of `taken_at` or else starts last, so that no meeting
    is taken for past too soon, and the order of rows makes no difference.
    """

    def __init__(self, fields: tuple[str, ...], taken_at: datetime) -> None:
        self._fields, self._taken_at = fields, taken_at
        self._known: dict[str, Mapping[str, Any]] = {}
        self.begin()

    def begin(self) -> None:
        """Another try: what earlier ones found is no part of this one, but stays known."""
        self._seen: set[tuple[str, str]] = set()
        self.rows: dict[str, Mapping[str, Any]] = {}

    def add(self, rows: _Rows) -> int:
        """Take rows with their ids; returns how many contradict an earlier one of the same try."""
        contradicting = 0
        for id_, row in rows:
            self._seen.add((id_, self._own(row)))
            contradicting += self._common(self.rows.get(id_, row)) != self._common(row)
            for table in (self.rows, self._known):
                table[id_] = max(table.get(id_, row), row, key=self._last)
        return contradicting

    def known(self, ids: Iterable[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The rows of some ids, whichever try they are from, since none is surely right while a list is not whole."""
        return ((id_, self._known[id_]) for id_ in dict.fromkeys(ids))

    @property
    def count(self) -> int:
        """How many there were, counted as Zoom's `total_records` does if it lists every occurrence of a series.

        That is one for each id, and for a series one for each row that differs.
        """
        return len(self._seen)

    def _own(self, row: Mapping[str, Any]) -> str:
        """What tells a row from others of the same id: nothing unless it is of a series."""
        return json.dumps([row.get(name) for name in self._fields]) if _is_series(row) else ""

    def _common(self, row: Mapping[str, Any]) -> str:
        """What rows of the same id must agree in."""
        free = self._fields if _is_series(row) else ()
        return json.dumps({name: value for name, value in row.items() if name not in free}, sort_keys=True)

    def _last(self, row: Mapping[str, Any]) -> tuple[bool, datetime, str]:
        ahead = not is_past(row, None, self._taken_at)
        return ahead, start_of(row) or _NEVER, json.dumps(row, sort_keys=True)


def _is_series(row: Mapping[str, Any]) -> bool:
    return type(row.get("type")) is int and row["type"] == SERIES
