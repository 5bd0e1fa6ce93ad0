"""What has slipped at the demo school: read from its data files, and put into an account."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zoom_policy_lint.simulate.account import Group, SimulatedAccount
from zoom_policy_lint.simulate.meetings import Meeting, Occurrence
from zoom_policy_lint.simulate.school_data import (
    Row,
    meeting_fields,
    meeting_number,
    plan,
    recording_fields,
    recording_uuid,
    user_fields,
    user_id,
)
from zoom_policy_lint.simulate.skeleton import skeleton


@dataclass(frozen=True, slots=True)
class SchoolFault:
    """One thing that has slipped at the demo school: how it came about, and what it changed."""

    id: str
    why: str
    changes: Sequence[Mapping[str, Any]]


def demo_faults() -> tuple[SchoolFault, ...]:
    """What has slipped at the demo school, in the order of its data files: settings, then meetings and the rest."""
    rows = [*plan("demo_school")["faults"], *plan("demo_meetings")["faults"]]
    return tuple(SchoolFault(row["id"], row["why"], row["changes"]) for row in rows)


def with_fault(school: SimulatedAccount, fault: SchoolFault) -> SimulatedAccount:
    """The school with one more fault; KeyError or ValueError when a change names what is not there."""
    for change in fault.changes:
        kind, _, name = change["at"].partition(" ")
        school = _CHANGES[kind](school, name, change)
    return school


def _account(school: SimulatedAccount, _name: str, change: Row) -> SimulatedAccount:
    return replace(school, **_new_state(school, change), **change.get("change", {}))


def _group(school: SimulatedAccount, name: str, change: Row) -> SimulatedAccount:
    group = _only(found for found in school.groups if found.name == name)
    new = replace(group, **_new_state(group, change))
    return replace(school, groups=_swapped(school.groups, group, new))


def _role(school: SimulatedAccount, name: str, change: Row) -> SimulatedAccount:
    role = _only(found for found in school.roles if found.name == name)
    new = replace(role, privileges=tuple(change["change"]["privileges"]))
    return replace(school, roles=_swapped(school.roles, role, new))


def _user(school: SimulatedAccount, name: str, change: Row) -> SimulatedAccount:
    user = _only(found for found in school.users if found.id == user_id(name))
    fields = user_fields(change.get("change", {}), school.roles, school.groups)
    new = replace(user, settings=dict(user.settings) | change.get("set", {}), **fields)
    return replace(school, users=_swapped(school.users, user, new))


def _meeting(school: SimulatedAccount, name: str, change: Row) -> SimulatedAccount:
    meeting = _only(found for found in school.meetings if found.id == meeting_number(name))
    if "occurrence" in change:
        new = _other_occurrence(meeting, change)
    else:
        settings = {**meeting.settings, **change.get("set", {})}
        new = replace(meeting, settings=settings, **meeting_fields(name, change.get("change", {})))
    return replace(school, meetings=_swapped(school.meetings, meeting, new))


def _other_occurrence(meeting: Meeting, change: Row) -> Meeting:
    day = str(change["occurrence"])
    old = _only(one for one in meeting.occurrences if one.start.date().isoformat() == day)
    new: Occurrence = replace(old, settings={**old.settings, **change.get("set", {})}, **change.get("change", {}))
    return replace(meeting, occurrences=_swapped(meeting.occurrences, old, new))


def _recording(school: SimulatedAccount, name: str, change: Row) -> SimulatedAccount:
    recording = _only(found for found in school.recordings if found.uuid == recording_uuid(name))
    settings = {**recording.settings, **change.get("set", {})}
    new = replace(recording, settings=settings, **recording_fields(change.get("change", {})))
    return replace(school, recordings=_swapped(school.recordings, recording, new))


_CHANGES: Mapping[str, Callable[[SimulatedAccount, str, Row], SimulatedAccount]] = {
    "account": _account,
    "group": _group,
    "role": _role,
    "user": _user,
    "meeting": _meeting,
    "recording": _recording,
}


def _only(found: Any) -> Any:
    """The one thing that was found; ValueError when there is none, or more than one."""
    (one,) = found
    return one


def _swapped(things: Sequence[Any], old: Any, new: Any) -> tuple[Any, ...]:
    return tuple(new if thing is old else thing for thing in things)


def _new_state(owner: SimulatedAccount | Group, change: Row) -> dict[str, Any]:
    """The settings and locks of an account or group after a change."""
    control = skeleton().control
    unlocked = {control(lock) for lock in change.get("unlock", ())}
    locks = {lock for lock in owner.locks if control(lock) not in unlocked} | set(change.get("lock", ()))
    return {"settings": dict(owner.settings) | change.get("set", {}), "locks": frozenset(locks)}
