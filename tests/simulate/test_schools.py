import re
from collections import Counter
from datetime import timedelta

import pytest

from zoom_policy_lint.simulate import (
    Behaviour,
    Inheritance,
    big_school,
    compliant_school,
    demo_school,
    untouched_account,
)
from zoom_policy_lint.simulate.clock import DEMO_TIME
from zoom_policy_lint.simulate.school_data import DOMAIN
from zoom_policy_lint.simulate.school_faults import demo_faults, with_fault
from zoom_policy_lint.simulate.schools import moved_to
from zoom_policy_lint.simulate.skeleton import skeleton, walk

VIEWS = ("default", "meeting_security", "security", "meeting_authentication", "recording_authentication")
COMPLIANT = compliant_school()
FAULTS = [fault for fault in demo_faults() if fault.changes[0]["at"].partition(" ")[0] not in {"meeting", "recording"}]
"""What has slipped in settings and among people; the rest is in test_school_faults.py."""


def values(client, place, level):
    """Every value that the level shows, by control."""
    found = {}
    for view, leaves in skeleton().settings[level].items():
        body = dict(walk(client.body(f"{place}/settings", option=view)))
        found |= {leaf.control: body[leaf.path] for leaf in leaves}
    return found


def test_the_demo_school_has_about_thirty_people_and_five_groups():
    school = demo_school()
    statuses = Counter(user.status for user in school.users)
    assert statuses == {"active": 30, "inactive": 3, "pending": 1}
    assert len(school.groups) == 5
    assert [role.name for role in school.roles] == ["Owner", "Admin", "Member", "SLT"]


def test_ids_look_like_zooms_and_are_all_different():
    school = demo_school()
    ids = [school.id, *(user.id for user in school.users), *(group.id for group in school.groups)]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", name) for name in ids)
    assert len(set(ids)) == len(ids)


def test_the_same_school_is_built_every_time():
    assert demo_school() == demo_school()


def test_every_setting_of_the_schools_is_one_that_zoom_has():
    known = set().union(*(skeleton().controls(level) for level in ("account", "group", "user")))
    school = demo_school()
    written = [school.settings, *(g.settings for g in school.groups), *(u.settings for u in school.users)]
    assert {skeleton().control(path) for values in written for path in values} <= known


def test_every_lock_of_the_schools_is_one_that_zoom_has():
    school = demo_school()
    for level, owners in {"account": [school], "group": school.groups}.items():
        offered = {flag.lock for flags in skeleton().locks[level].values() for flag in flags}
        assert all({skeleton().control(lock) for lock in owner.locks} <= offered for owner in owners)


def test_every_fault_names_only_locks_that_were_on():
    """Otherwise an `unlock` in the data file would be a slip of the pen that does nothing."""
    for fault in FAULTS:
        for change in fault.changes:
            kind, _, name = change["at"].partition(" ")
            owner = COMPLIANT if kind == "account" else next((g for g in COMPLIANT.groups if g.name == name), None)
            for lock in change.get("unlock", ()):
                assert skeleton().control(lock) in owner.locks, (fault.id, lock)


@pytest.mark.parametrize("model", Inheritance)
def test_the_compliant_school_is_right_everywhere(client_of, model):
    client = client_of(COMPLIANT, Behaviour(rate_limits=False, inheritance=model))
    right = {skeleton().control(path): value for path, value in COMPLIANT.settings.items()}
    places = [("account", "/accounts/me"), *(("group", f"/groups/{g.id}") for g in COMPLIANT.groups)]
    places += [("user", f"/users/{u.id}") for u in COMPLIANT.users if u.status == "active"]
    for level, place in places:
        shown = values(client, place, level)
        assert {c: shown[c] for c in right if c in shown} == {c: v for c, v in right.items() if c in shown}


def test_the_compliant_school_locks_whatever_it_put_right():
    right = [skeleton().control(path) for path in COMPLIANT.settings]
    for level, owners in {"account": [COMPLIANT], "group": COMPLIANT.groups}.items():
        wanted = {lock for control in right if (lock := skeleton().lock_of(control, level))}
        assert all(owner.locks == wanted for owner in owners)
        assert len(wanted) > 50


def test_the_compliant_school_is_right_about_people_too():
    assert all(user.email.endswith(f"@{DOMAIN}") for user in COMPLIANT.users)
    assert {number for user in COMPLIANT.users for number in user.login_types} <= {100, 101}
    assert all(user.assistants for user in COMPLIANT.users)
    assert all(user.groups for user in COMPLIANT.users if user.status == "active")
    assert sum(user.role_id in {"0", "1"} for user in COMPLIANT.users) == 3


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_every_fault_shows_in_what_zoom_answers(client_of, fault):
    """Each change of each fault is really visible: no lock that was left on hides it."""
    before, after = client_of(COMPLIANT), client_of(with_fault(COMPLIANT, fault))
    assert fault.why.endswith(".")
    for change in fault.changes:
        for path, value in change.get("set", {}).items():
            level, place = _place(after.account, change["at"])
            control = skeleton().control(path)
            assert values(before, place, level)[control] != value
            assert values(after, place, level)[control] == value
    assert _people(before) != _people(after) or any("set" in c or "unlock" in c for c in fault.changes)


def _place(school, at):
    kind, _, name = at.partition(" ")
    if kind == "group":
        return "group", f"/groups/{next(g.id for g in school.groups if g.name == name)}"
    if kind == "user":
        positions = [u.email.split("@")[0] for u in COMPLIANT.users]
        return "user", f"/users/{school.users[positions.index(name)].id}"
    return "account", "/accounts/me"


def _people(client):
    school = client.account
    return school.users, school.roles, school.managed_domains


def test_faults_of_settings_and_people_are_about_thirty_over_every_level():
    assert 18 <= len(FAULTS) <= 32
    kinds = {change["at"].partition(" ")[0] for fault in FAULTS for change in fault.changes}
    assert kinds == {"account", "group", "user", "role"}


def test_every_fault_can_still_be_seen_beside_the_others(client_of):
    client = client_of(demo_school())
    last = {}
    for fault in FAULTS:
        for change in fault.changes:
            last |= {(change["at"], path): value for path, value in change.get("set", {}).items()}
    for (at, path), value in last.items():
        level, place = _place(client.account, at)
        assert values(client, place, level)[skeleton().control(path)] == value, (at, path)


def test_an_untouched_account_has_three_users_and_no_locks(client_of):
    client = client_of(untouched_account())
    assert client.body("/users")["total_records"] == 3
    assert client.body("/groups")["groups"] == []
    for view in ("default", "meeting_security"):
        locks = dict(walk(client.body("/accounts/me/lock_settings", option=view)))
        assert set(locks.values()) <= {False, "false"}


def test_a_big_school_has_as_many_users_as_asked_for_and_always_the_same():
    school = big_school(500)
    assert len(school.users) == len({user.id for user in school.users}) == 500
    assert school == big_school(500)
    assert len(big_school(5).users) == 5


def test_in_a_big_school_everybody_more_has_two_meetings_and_nobody_hosts_who_is_not_there():
    school = big_school(100)
    more = [user for user in school.users if user.email.startswith("staff")]
    assert {len(school.meetings_of(user)) for user in more} == {2}
    assert len({meeting.id for meeting in school.meetings}) == len(school.meetings)
    assert all(school.user(thing.host) for thing in (*big_school(5).meetings, *big_school(5).recordings))
    lacking = [m for m in school.meetings if m.topic == "Lesson from home" and not m.settings["waiting_room"]]
    assert 1 <= len(lacking) <= 5


def test_the_calendar_of_a_school_can_be_moved_by_whole_weeks():
    now = DEMO_TIME + timedelta(weeks=60, days=3)
    school = moved_to(now, demo_school())
    assert Counter(m.lies_ahead(now) for m in school.meetings)[True] >= 50
    first, old = school.meetings[0], demo_school().meetings[0]
    assert first.start - old.start == first.occurrences[3].start - old.occurrences[3].start == timedelta(weeks=60)
    assert school.recordings[0].start - demo_school().recordings[0].start == timedelta(weeks=60)
    assert school.users[0].last_login == "2028-01-14T15:42:00Z"
    assert moved_to(DEMO_TIME, demo_school()) == demo_school()


def test_what_zoom_has_added_at_the_demo_school_is_in_no_catalogue():
    newer = demo_school().newer
    known = set().union(*(skeleton().controls(level) for level in ("account", "group", "user")))
    assert newer
    assert known.isdisjoint(newer)
    assert COMPLIANT.newer == {}
