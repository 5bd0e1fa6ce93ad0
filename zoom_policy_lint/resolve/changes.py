"""What changed between two snapshots of one account, as a merge of two sorted streams of resources.

Both streams are in canonical order, so that one resource of each is in memory at a time. What was not read in one of
the two is told as that, never as a change of a value. Times of sign-ins are not compared: they change every day.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from zoom_policy_lint.model.finding import ResourceRef
from zoom_policy_lint.model.resource import Read, Resource
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.resolve.changes_bodies import changed_answers
from zoom_policy_lint.resolve.changes_controls import tells_bodies
from zoom_policy_lint.resolve.changes_facts import changed_facts, status_changed
from zoom_policy_lint.resolve.changes_merge import paired
from zoom_policy_lint.resolve.changes_scope import Terms
from zoom_policy_lint.resolve.changes_values import ABSENT, HERE, Side


class What(StrEnum):
    """What a change is about.

    `presence`: the resource came or went. `reading`: an answer could be read in one snapshot only. `setting`, `lock`: a
    value or a lock flag in the answers about settings and texts. `fact`: a fact of a list or profile. `item`: one entry
    of a fact that is a list (a group that a user is in) is new or gone.
    """

    PRESENCE = "presence"
    READING = "reading"
    SETTING = "setting"
    LOCK = "lock"
    FACT = "fact"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, of one resource (named as it is in the later snapshot, if it is there).

    `subject` is a catalogue key, a path that the catalogue does not know, a fact's name, or `str(Read)` for a reading;
    empty for a presence. `place` is the path where a control has several names that did not all change alike.
    """

    what: What
    resource: ResourceRef
    subject: str
    before: Side
    after: Side
    place: str = ""


def changes(before: Iterable[Resource], after: Iterable[Resource], terms: Terms) -> Iterator[Change]:
    """Everything that differs, in canonical order of the resources; both streams must be in that order."""
    names: dict[str, str] = {}
    for old, new in paired(before, after):
        one = new or old
        assert one is not None
        if one.level in (Level.ROLE, Level.GROUP):
            names[one.id] = one.name
        if one.level not in terms.levels:
            continue
        if old is None or new is None:
            yield _came_or_went(one, terms, came=old is None)
        else:
            yield from _changed(old, new, terms, names)


def _came_or_went(resource: Resource, terms: Terms, *, came: bool) -> Change:
    """Whether it was there at all is not known where the list was not read in full."""
    listed = resource.level in terms.listed[0 if came else 1]
    missing = ABSENT if listed else Side.unread(Reason.LIST_INCOMPLETE)
    before, after = (missing, HERE) if came else (HERE, missing)
    return Change(What.PRESENCE, _ref(resource), "", before, after)


def _changed(old: Resource, new: Resource, terms: Terms, names: Mapping[str, str]) -> Iterator[Change]:
    """What differs of a resource that is in both; what several answers tell is told once."""
    found: dict[Change, None] = {}
    for item, subject, before, after in changed_facts(old, new, terms, names):
        found[Change(What.ITEM if item else What.FACT, _ref(new), subject, before, after)] = None
    for read in sorted({*old.bodies, *new.bodies, *old.unread, *new.unread}):
        before, after = _readings(old, new, read, terms)
        if before != after and HERE in (before, after):
            found[Change(What.READING, _ref(new), read, before, after)] = None
    told = {change.subject: (change.before, change.after) for change in found if change.what is What.FACT}
    for lock, subject, before, after, place in changed_answers(old, new, terms, told):
        found[Change(What.LOCK if lock else What.SETTING, _ref(new), subject, before, after, place)] = None
    yield from found


def _readings(old: Resource, new: Resource, read: str, terms: Terms) -> tuple[Side, Side]:
    """Whether each could read an answer. What only one was asked for is said once for all, and not here."""
    parsed = Read.parse(read)
    if (parsed.endpoint if parsed.occurrence else read) not in terms.reads:
        return ABSENT, ABSENT
    if parsed.occurrence and not all(read in one.bodies or read in one.unread for one in (old, new)):
        return ABSENT, ABSENT  # an occurrence that is over, or that was put in: the dates of the series tell it
    sides = _reading(old, read), _reading(new, read)
    return (ABSENT, ABSENT) if _NOT_ASKED in sides and status_changed(old, new) else sides


def _reading(resource: Resource, read: str) -> Side:
    if read in resource.bodies:
        return HERE
    if read in resource.unread:
        return Side.unread(resource.unread[read].reason)
    return _NOT_ASKED if tells_bodies(read) else HERE


_NOT_ASKED = Side.unread(Reason.NOT_PULLED)


def _ref(resource: Resource) -> ResourceRef:
    return ResourceRef(resource.level, resource.id, resource.name)
