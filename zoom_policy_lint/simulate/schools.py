"""Ready-made accounts: the demo school, the same put right, a new account, and a big one for measuring."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from zoom_policy_lint.simulate.account import Group, Plan, Role, SimulatedAccount, User
from zoom_policy_lint.simulate.clock import DEMO_TIME
from zoom_policy_lint.simulate.ids import digits, passcode, uuid, zoom_id
from zoom_policy_lint.simulate.meeting_answers import stamp
from zoom_policy_lint.simulate.meetings import Meeting
from zoom_policy_lint.simulate.school_data import DOMAIN, meetings, plan, recordings, user
from zoom_policy_lint.simulate.school_faults import demo_faults, with_fault
from zoom_policy_lint.simulate.skeleton import skeleton

WEEK = timedelta(weeks=1)


def demo_school() -> SimulatedAccount:
    """St Joseph's as it is: the compliant school with every fault of `demo_faults`, and what Zoom has added since."""
    school = replace(compliant_school(), newer=plan("demo_school")["newer"])
    for fault in demo_faults():
        school = with_fault(school, fault)
    return school


def compliant_school() -> SimulatedAccount:
    """St Joseph's as its policy wants it: every safeguard right, and locked wherever Zoom has a lock.

    Its meetings and recordings are right at `DEMO_TIME`: later, recordings outlive their 30 days.
    """
    written = plan("demo_school")
    right: Mapping[str, Any] = written["right"]
    roles = tuple(Role(**row | {"privileges": tuple(row["privileges"])}) for row in written["roles"])
    groups = tuple(
        Group(id=zoom_id(f"group {name}"), name=name, locks=_locks_of(right, "group")) for name in written["groups"]
    )
    return SimulatedAccount(
        id=written["account"]["id"],
        plan=Plan(written["account"]["plan"]),
        users=tuple(user(row, roles, groups) for row in written["users"]),
        groups=groups,
        roles=roles,
        managed_domains=written["managed_domains"],
        trusted_domains=tuple(written["trusted_domains"]),
        settings=right,
        locks=_locks_of(right, "account"),
        meetings=meetings(),
        recordings=recordings(),
    )


def untouched_account() -> SimulatedAccount:
    """A new account as Zoom hands it over: three users, no groups, no meetings, nothing changed, nothing locked."""
    people = (
        ("head", "Harriet", "Lowe", "0"),
        ("office", "School", "Office", "2"),
        ("year1", "Year 1", "Class", "2"),
    )
    return SimulatedAccount(
        id="N7wQ2xLkS4ep9TzVbC1uYA",
        plan=Plan.PRO,
        users=tuple(
            User(
                id=zoom_id(f"untouched {mail}"),
                email=f"{mail}@newschool.example.sch.uk",
                first_name=first,
                last_name=last,
                role_id=role,
                type=2 if role == "0" else 1,
                login_types=(100,),
            )
            for mail, first, last, role in people
        ),
        roles=compliant_school().roles[:3],
    )


def moved_to(now: datetime, school: SimulatedAccount) -> SimulatedAccount:
    """The school with its calendar moved by whole weeks, so that it stands to `now` as it stood to `DEMO_TIME`."""
    by = (now - DEMO_TIME) // WEEK * WEEK
    return replace(
        school,
        users=tuple(replace(u, last_login=stamp(datetime.fromisoformat(u.last_login) + by)) for u in school.users),
        meetings=tuple(_moved(meeting, by) for meeting in school.meetings),
        recordings=tuple(replace(one, start=one.start + by) for one in school.recordings),
    )


def _moved(meeting: Meeting, by: timedelta) -> Meeting:
    return replace(
        meeting,
        start=meeting.start + by if meeting.start else None,
        created=meeting.created + by,
        occurrences=tuple(replace(one, start=one.start + by) for one in meeting.occurrences),
    )


def big_school(users: int) -> SimulatedAccount:
    """The demo school with so many users in all, the same ones every time; one in forty has a fault.

    Each user beyond the demo school's has two meetings that are right; one in forty lacks a waiting room.
    """
    school = demo_school()
    groups = [group.id for group in school.groups]
    more = tuple(
        User(
            id=zoom_id(f"big {number}"),
            email=f"staff{number:06d}@{DOMAIN}",
            first_name="Staff",
            last_name=f"Number {number}",
            groups=(groups[number % len(groups)],),
            dept="Teaching",
            settings={} if number % 40 else {"in_meeting.who_can_share_screen": "all"},
        )
        for number in range(len(school.users), users)
    )
    kept = school.users[:users]
    hosts = {somebody.id for somebody in kept}
    return replace(
        school,
        users=kept + more,
        meetings=(*(m for m in school.meetings if m.host in hosts), *_more_meetings(more)),
        recordings=tuple(one for one in school.recordings if one.host in hosts),
    )


def _more_meetings(hosts: tuple[User, ...]) -> Iterator[Meeting]:
    """Two meetings a user, all alike: what differs in a big account is its size."""
    like = meetings()[0]
    right, wrong = dict(like.settings), {**like.settings, "waiting_room": False}
    for number, host in enumerate(hosts):
        for week in (1, 2):
            seed = f"{host.id} {week}"
            yield Meeting(
                id=int(digits(seed, 11)),
                uuid=uuid(seed),
                host=host.id,
                topic="Lesson from home",
                start=DEMO_TIME + timedelta(weeks=week, minutes=number % 480),
                agenda=like.agenda,
                passcode=passcode(seed),
                settings=right if number % 40 or week == 1 else wrong,
            )


def _locks_of(values: Mapping[str, Any], level: str) -> frozenset[str]:
    """Every lock of the level that holds one of these values."""
    parts = skeleton()
    found = (parts.lock_of(parts.control(path), level) for path in values)
    return frozenset(lock for lock in found if lock)
