"""What a comparison of two snapshots or runs shows: one page of lines, which every format for people writes.

A is the earlier of the two, B the later, as they were named on the command line.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.model.resource import Header
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.report.changes_words import side, subject
from zoom_policy_lint.report.plain import plain, shorten
from zoom_policy_lint.report.wording import NAME_WIDTH, REASONS, level
from zoom_policy_lint.resolve.changes import Change, What
from zoom_policy_lint.resolve.changes_scope import Terms
from zoom_policy_lint.resolve.changes_values import State

NOTHING = "Nothing differs."
NOTHING_COMPARED = "Nothing differs in what both could read."
READS_BOTH_WAYS = "What could be read in one of both only"

_MANY = 20
"""Names that stand on a line about people, meetings and recordings themselves."""

_FEW = 3
"""Names that stand on a line about a setting."""

_MOST = 40
"""Different changes of one thing that are told one by one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change: what, whom it concerns (empty where the section says it), and the catalogue key, if there is one."""

    text: str
    who: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that is shown: heading, what A and B are, what to know before reading, and the changes.

    `nothing` is the sentence for when there are no sections.
    """

    title: str
    sides: tuple[str, str]
    notices: tuple[str, ...]
    sections: tuple[Section, ...]
    nothing: str = NOTHING


@dataclass(frozen=True, slots=True)
class SnapshotChanges:
    """Two snapshots that were compared; `changes` starts a fresh pass over both."""

    headers: tuple[Header, Header]
    names: tuple[str, str]
    terms: Terms
    changes: Callable[[], Iterator[Change]]


_HEADINGS: tuple[tuple[str, frozenset[Level], frozenset[What]], ...] = (
    ("People", frozenset({Level.USER}), frozenset({What.PRESENCE, What.FACT, What.ITEM})),
    ("Settings of the account", frozenset({Level.ACCOUNT}), frozenset({What.SETTING, What.FACT, What.ITEM})),
    ("Locks", frozenset(Level), frozenset({What.LOCK})),
    ("Settings of groups", frozenset({Level.GROUP}), frozenset({What.SETTING})),
    ("Settings of people", frozenset({Level.USER}), frozenset({What.SETTING})),
    ("Groups", frozenset({Level.GROUP}), frozenset(What)),
    ("Roles", frozenset({Level.ROLE}), frozenset(What)),
    ("Domains", frozenset({Level.DOMAIN}), frozenset(What)),
    ("Scheduled meetings", frozenset({Level.MEETING}), frozenset(What)),
    ("Recordings", frozenset({Level.RECORDING}), frozenset(What)),
    ("Others", frozenset(Level), frozenset(What)),
)
"""The sections in order, with the changes that each takes: the first that fits."""


@dataclass(slots=True)
class _Group:
    """Equal changes of several resources: the first of them, how many, and the first names."""

    first: Change
    count: int = 0
    names: list[str] = field(default_factory=list)

    def add(self, change: Change) -> None:
        self.count += 1
        if len(self.names) < _MANY:
            self.names.append(change.resource.name)


_Subject = tuple[int, What, Level, str]


class Grouped:
    """Equal changes as one, in memory that does not grow with the account."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._groups: dict[_Subject, dict[tuple[str, str, str], _Group]] = {}
        self._more: Counter[_Subject] = Counter()
        for change in changes:
            self._add(change)

    def _add(self, change: Change) -> None:
        about = (_heading(change), change.what, change.resource.level, change.subject)
        groups = self._groups.setdefault(about, {})
        key = (change.before.key, change.after.key, change.place)
        if key in groups or len(groups) < _MOST:
            groups.setdefault(key, _Group(change)).add(change)
        else:
            self._more[about] += 1

    def sections(self) -> Iterator[Section]:
        """The sections that have something to tell."""
        titles = [title for title, _, _ in _HEADINGS] + [READS_BOTH_WAYS]
        order = list(What)
        told: dict[int, list[Line]] = {}
        for about in sorted(self._groups, key=lambda one: (one[0], one[2].rank, order.index(one[1]), one[3])):
            told.setdefault(about[0], []).extend(self._lines(about))
        yield from (Section(titles[place], tuple(lines)) for place, lines in sorted(told.items()))

    def _lines(self, about: _Subject) -> Iterator[Line]:
        groups = sorted(self._groups[about].items(), key=lambda item: (-item[1].count, item[0]))
        yield from (_line(group) for _, group in groups)
        if self._more[about]:
            again = subject(next(iter(self._groups[about].values())).first)
            yield Line(f"{_capital(again)}: other changes of {level(about[2], self._more[about])}, not told one by one")


def _heading(change: Change) -> int:
    if change.what is What.READING or State.UNREAD in (change.before.state, change.after.state):
        return len(_HEADINGS)
    return next(
        place for place, (_, levels, whats) in enumerate(_HEADINGS)
        if change.resource.level in levels and change.what in whats
    )  # fmt: skip


def _line(group: _Group) -> Line:
    change = group.first
    key = change.subject if change.what in (What.SETTING, What.LOCK) and setting(change.subject) else ""
    return Line(_capital(_TEXTS[change.what](change)), _who(group), key)


def _who(group: _Group) -> str:
    """`12 users: the first names and 9 more`; empty for the account."""
    change = group.first
    if change.resource.level is Level.ACCOUNT:
        return ""
    most = _FEW if change.what in (What.SETTING, What.READING, What.LOCK) else _MANY
    told = named(group.names[:most], group.count)
    return told if group.count == 1 else f"{level(change.resource.level, group.count)}: {told}"


def named(shown: Iterable[str], total: int) -> str:
    """The first few names and how many more there are; those with commas in them are set apart by semicolons."""
    short = [shorten(name, NAME_WIDTH) for name in shown]
    between = "; " if any("," in name for name in short) else ", "
    more = total - len(short)
    if more > 0:
        return f"{between.join(short)} and {more} more"
    *first, last = short
    return f"{between.join(first)} and {last}" if first else last


def _changed(change: Change) -> str:
    place = f" ({plain(change.place)})" if change.place else ""
    before, after = side(change, change.before), side(change, change.after)
    if before == after:
        return f"{subject(change)}{place}: {before}, but not the same"
    return f"{subject(change)}{place}: {before} → {after}"


def _item(change: Change) -> str:
    came = change.before.state is State.ABSENT
    name = side(change, change.after if came else change.before)
    if change.resource.level is Level.USER and change.subject in ("groups", "group_ids"):
        return f"{'joined' if came else 'left'} the group “{name}”"
    return f"{subject(change)} {'added' if came else 'taken away'}: {name}"


def _reading(change: Change) -> str:
    now = change.before.state is State.UNREAD
    gap = (change.before if now else change.after).reason
    could, could_not = ("now", "then") if now else ("then", "now")
    return f"{subject(change)}: could be read {could}, and not {could_not}" + (f" ({REASONS[gap]})" if gap else "")


def _presence(change: Change) -> str:
    came = change.after.state is State.VALUE
    if State.UNREAD in (change.before.state, change.after.state):
        one, other = ("now", "then") if came else ("then", "now")
        return f"in the list {one}; the list {other} was not read in full, so nobody knows"
    return _CAME[change.resource.level] if came else _WENT[change.resource.level]


_CAME = dict.fromkeys(Level, "new") | {Level.USER: "joined"}
_WENT = dict.fromkeys(Level, "gone") | {
    Level.USER: "left",
    Level.MEETING: "no longer listed (over, or deleted)",
    Level.RECORDING: "no longer listed (deleted, or older than what is looked at)",
}

_TEXTS: dict[What, Callable[[Change], str]] = {
    What.PRESENCE: _presence,
    What.READING: _reading,
    What.SETTING: _changed,
    What.LOCK: _changed,
    What.FACT: _changed,
    What.ITEM: _item,
}


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
