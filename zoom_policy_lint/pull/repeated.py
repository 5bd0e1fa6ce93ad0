"""Lists in which one resource may come in several rows: a series of meetings, once for every occurrence."""

from collections.abc import Iterable, Mapping
from typing import Any


class Repeated:
    """The rows of one list (of one user, so they are few), one for each id.

    Rows about one id may differ in the `fields` only; of those that do, the one that sorts first is kept, so that the
    order of rows makes no difference. `count` counts rows that differ in id or in those fields, as Zoom's
    `total_records` does if it lists every occurrence.
    """

    def __init__(self, fields: tuple[str, ...]) -> None:
        self._fields = fields
        self._seen: set[tuple[str, str]] = set()
        self.rows: dict[str, Mapping[str, Any]] = {}

    def add(self, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
        """Take rows with their ids; returns how many contradict an earlier one in anything else."""
        contradicting = 0
        for id_, row in rows:
            self._seen.add((id_, self._own(row)))
            known = self.rows.setdefault(id_, row)
            contradicting += self._common(known) != self._common(row)
            if self._own(row) < self._own(known):
                self.rows[id_] = row
        return contradicting

    @property
    def count(self) -> int:
        """How many different rows there were."""
        return len(self._seen)

    def _own(self, row: Mapping[str, Any]) -> str:
        return repr([row.get(name) for name in self._fields])

    def _common(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in row.items() if name not in self._fields}
