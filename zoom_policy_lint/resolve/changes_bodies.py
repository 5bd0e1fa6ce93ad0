"""What differs in the answers about settings, locks and texts, control by control."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.model.resource import Read, Resource
from zoom_policy_lint.resolve.changes_controls import Name, control, is_lock, names
from zoom_policy_lint.resolve.changes_facts import has_pseudonym
from zoom_policy_lint.resolve.changes_scope import Terms
from zoom_policy_lint.resolve.changes_values import ABSENT, Side, at, differing, same

Answer = tuple[bool, str, Side, Side, str]
"""Whether it is a lock flag; the control, what each snapshot says of it, and the path where its names differ."""

_TOLD_AS_FACTS = frozenset({"id", "host_id", "settings.alternative_hosts"})
"""Paths of meetings and recordings whose content stands among their facts."""


_FOUND: Mapping[str, Callable[[Terms], frozenset[str]]] = {
    "agenda.says": lambda terms: terms.phrases,
    "invitation.says": lambda terms: terms.phrases,
    "topic.matches": lambda terms: terms.patterns,
}
"""Paths that hold what was found in a text, with what was looked for."""

ONE_DATE = "one date of the series"
"""The place of what changed in some occurrences of a recurring meeting, and not in the series."""


@dataclass(frozen=True, slots=True)
class _Leaf:
    read: str
    keys: tuple[str, ...]
    before: Side
    after: Side

    @property
    def path(self) -> str:
        return ".".join(self.keys)

    @property
    def of_one_date(self) -> bool:
        return bool(Read.parse(self.read).occurrence)

    @property
    def place(self) -> str:
        return ONE_DATE if self.of_one_date else self.path


def changed_answers(
    old: Resource, new: Resource, terms: Terms, told: Mapping[str, tuple[Side, Side]]
) -> Iterator[Answer]:
    """The controls that differ in what both could read, in the order of their keys; settings before locks.

    `told` are the facts that were found to differ already, by path: the same change is not told again.
    """
    found: dict[tuple[bool, str], list[_Leaf]] = {}
    for leaf in _leaves(old, new, terms):
        if told.get(leaf.path) == (leaf.before, leaf.after):
            continue
        lock = is_lock(leaf.read)
        found.setdefault((lock, control(new.level, leaf.path, lock=lock)), []).append(leaf)
    for (lock, key), leaves in sorted(found.items(), key=lambda item: item[0]):
        alike = len({(leaf.before, leaf.after) for leaf in leaves}) == 1
        whole = alike and not all(leaf.of_one_date for leaf in leaves)
        whole = whole and not _stays_elsewhere(old, new, terms, leaves, names(new.level, key, lock=lock))
        for leaf in leaves[:1] if whole else leaves:
            yield lock, key, leaf.before, leaf.after, "" if whole else leaf.place


def _stays_elsewhere(old: Resource, new: Resource, terms: Terms, leaves: list[_Leaf], places: tuple[Name, ...]) -> bool:
    """Whether Zoom told the same control in both snapshots at another place too, and it did not change there."""
    changed = {(leaf.read, leaf.keys) for leaf in leaves}
    return any(
        (read, keys) not in changed and read in terms.reads and _told(old, read, keys) and _told(new, read, keys)
        for read, keys in places
    )


def _told(resource: Resource, read: str, keys: tuple[str, ...]) -> bool:
    return read in resource.bodies and at(resource.bodies[read], keys) != ABSENT


def _leaves(old: Resource, new: Resource, terms: Terms) -> Iterator[_Leaf]:
    for read in sorted(old.bodies.keys() & new.bodies.keys()):
        before, after = old.bodies[read], new.bodies[read]
        asked = Read.parse(read)
        if (asked.endpoint if asked.occurrence else read) not in terms.reads or same(before, after):
            continue
        for keys, first, second in differing(before, after):
            one, other = _asked(keys, first, terms), _asked(keys, second, terms)
            if one != other and not _aside(keys, one, other, terms):
                yield _Leaf(read, keys, one, other)


def _asked(keys: tuple[str, ...], side: Side, terms: Terms) -> Side:
    """Of what was found in texts, only what was looked for in both snapshots."""
    wanted = _FOUND.get(".".join(keys))
    if wanted is None or not isinstance(side.value, list):
        return side
    kept: list[Any] = [item for item in side.value if item in wanted(terms)]
    return Side.of(kept)


def _aside(keys: tuple[str, ...], before: Side, after: Side, terms: Terms) -> bool:
    hidden = not terms.names and any(has_pseudonym(side.value, terms) for side in (before, after))
    return hidden or ".".join(keys) in _TOLD_AS_FACTS
