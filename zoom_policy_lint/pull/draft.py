"""A resource in the making: rows of lists, answers, and what is put together from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zoom_policy_lint.catalogue import Role, endpoint
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.resource import Read, Resource, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.demand import list_of


@dataclass(slots=True)
class Draft:
    """One resource. What Zoom tells in two ways that differ is left out, and `unread` says so."""

    level: Level
    id: str
    fields: dict[str, Any] = field(default_factory=dict)
    bodies: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    unread: dict[str, Unread] = field(default_factory=dict)
    _contradicted: set[str] = field(default_factory=set)

    @classmethod
    def of_rows(cls, level: Level, id_: str, rows: Sequence[Mapping[str, Any]]) -> "Draft":
        """One from its rows in the lists of its level; they should agree."""
        draft = cls(level, id_)
        for row in rows:
            draft._differ({key for key in row.keys() | rows[0].keys() if not _same(row, rows[0], key)}, "Zoom's lists")
        draft.fields.update({key: value for key, value in rows[0].items() if key not in draft._contradicted})
        return draft

    def answer(self, read: Read, answer: Mapping[str, Any] | Unread) -> None:
        """Add what came of one read. Profiles add to the fields, which tell the same in a list and a profile."""
        if isinstance(answer, Unread):
            self.unread[str(read)] = answer
        elif endpoint(read.endpoint).role is Role.PROFILE:
            self._differ({key for key in answer if key in self.fields and not _same(answer, self.fields, key)})
            self.fields = {**answer, **self.fields}
        else:
            self.bodies[str(read)] = answer

    def put(self, name: str, value: Any, of: Read | None = None) -> None:
        """Add a field that is put together from several answers; an Unread says why it cannot be.

        It stands under the read that failed: `of`, or one of the field's where it is said already, or its own.
        """
        field = fields(self.level)[name]
        if not isinstance(value, Unread):
            self.fields[name] = value
        elif value not in [self.unread.get(read) for read in field.reads]:
            self.unread.setdefault(str(of) if of else field.endpoint, value)

    def leave_out(self, name: str, of: Read, why: Unread) -> None:
        """Leave out a field about which Zoom's lists contradict each other."""
        self._contradicted.add(name)
        self.unread[str(of)] = why

    def resource(self, name: str) -> Resource:
        """The finished resource."""
        kept = {key: value for key, value in self.fields.items() if key not in self._contradicted}
        return Resource(self.level, self.id, name, kept, self.bodies, self.unread)

    def gone(self, name: str) -> Resource:
        """The resource when it was deleted meanwhile: no more than its list said."""
        return Resource(self.level, self.id, name, self.fields, gone=True)

    def _differ(self, keys: set[str], who: str = "Zoom's list and its answer for this one") -> None:
        if keys:
            self._contradicted |= keys
            detail = f"{who} differ: {', '.join(sorted(keys))}"
            self.unread[str(list_of(self.level))] = Unread(Reason.ERROR, detail)


def _same(one: Mapping[str, Any], other: Mapping[str, Any], key: str) -> bool:
    return (key in one) == (key in other) and one.get(key) == other.get(key)
