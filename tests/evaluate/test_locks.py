"""Which lock holds what: every row of the locks' table."""

from dataclasses import replace

import pytest

from tests.evaluate import build
from tests.evaluate.build import alone, findings_of, right_snapshot, st_joseph
from tests.support.each import each
from zoom_policy_lint.catalogue import Role, setting
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Check, DecidedBy, Level, Lock, Reason, Status

WAITING = "meeting_security.waiting_room"
RULE = st_joseph().rules["waiting-room"]
POLICY = alone(RULE)
NOBODY = {"u1": [], "u2": [], "u3": []}


def account(*, account_lock=True, groups=None, memberships=None):
    """A right account: the account's flag, the flag of each group, and who is in which group."""
    snapshot = right_snapshot(POLICY, account_lock=account_lock, group_lock=False)
    for group, locked in (groups or {}).items():
        snapshot = build.changed(snapshot, Level.GROUP, build.with_lock(Level.GROUP, WAITING, locked), group)
    for user, names in (memberships or {}).items():
        snapshot = build.changed(snapshot, Level.USER, build.with_fields(groups=names), user)
    return snapshot


def lock_finding(snapshot, policy=POLICY, **options):
    (finding,) = (f for f in findings_of(snapshot, policy, **options) if f.check is Check.LOCK)
    return finding


def value_of(snapshot, level, id_=None):
    (finding,) = (
        f
        for f in findings_of(snapshot, POLICY)
        if f.check is Check.VALUE and (f.resource.level, f.resource.id) == (level, id_ or build.FIRST[level])
    )
    return finding


def test_the_rule_under_test_requires_a_lock():
    assert RULE.body.lock is Lock.REQUIRED


ROWS = [
    # the account's flag, each group's flag, who is in which group; verdict, locked, decided by
    ("account lock", True, {}, {}, Status.PASS, True, DecidedBy.ACCOUNT_LOCK),
    ("account lock, nobody in groups", True, {}, NOBODY, Status.PASS, True, DecidedBy.ACCOUNT_LOCK),
    (
        "all in a group that locks",
        False,
        {"g1": True},
        {"u1": ["g1"], "u2": ["g1"], "u3": ["g1"]},
        Status.PASS,
        True,
        DecidedBy.GROUP_LOCK,
    ),
    (
        "all in groups that all lock",
        False,
        {"g1": True, "g2": True},
        {"u1": ["g1"], "u2": ["g1", "g2"], "u3": ["g2"]},
        Status.PASS,
        True,
        DecidedBy.GROUP_LOCK,
    ),
    ("nothing locks", False, {}, {}, Status.FAIL, False, DecidedBy.UNLOCKED),
    (
        "one user in no group",
        False,
        {"g1": True, "g2": True},
        {"u1": ["g1"], "u2": ["g2"], "u3": []},
        Status.FAIL,
        False,
        DecidedBy.UNLOCKED,
    ),
    (
        "one user's groups differ",
        False,
        {"g1": True, "g2": False},
        {"u1": ["g1"], "u2": ["g1", "g2"], "u3": ["g1"]},
        Status.UNKNOWN,
        None,
        DecidedBy.UNKNOWN,
    ),
    (
        "one user's groups differ and another is held by nothing",
        False,
        {"g1": True, "g2": False},
        {"u1": ["g1"], "u2": ["g1", "g2"], "u3": []},
        Status.FAIL,
        False,
        DecidedBy.UNLOCKED,
    ),
    (
        "a group that was not listed",
        False,
        {"g1": True},
        {"u1": ["g1"], "u2": ["g1", "g9"], "u3": ["g1"]},
        Status.UNKNOWN,
        None,
        DecidedBy.UNKNOWN,
    ),
]


@each(("case", "flag", "groups", "members", "status", "locked", "by"), ROWS, ids=[row[0] for row in ROWS])
def test_the_lock_finding(case, flag, groups, members, status, locked, by):
    finding = lock_finding(account(account_lock=flag, groups=groups, memberships=members))
    assert (finding.status, finding.locked, finding.decided_by) == (status, locked, by)
    assert (finding.resource.level, finding.resource.id, finding.setting) == (Level.ACCOUNT, "account", WAITING)


def test_those_whom_nothing_holds_are_named():
    finding = lock_finding(account(account_lock=False, groups={"g1": True}, memberships={"u2": ["g1"]}))
    assert "u3@stjosephs.example.sch.uk" in finding.message
    assert "u1@" not in finding.message
    assert "1 user " in finding.message
    assert finding.remediation is not None
    assert finding.remediation.requests


def test_a_user_who_was_deleted_meanwhile_is_nobody():
    snapshot = account(account_lock=False, groups={"g1": True}, memberships={"u1": ["g1"], "u2": ["g1"]})
    snapshot = build.changed(snapshot, Level.USER, lambda user: replace(user, gone=True, fields={}, bodies={}), "u3")
    assert lock_finding(snapshot).status is Status.PASS


@each("value", [None, 1, 0, "yes", "locked", "all", [], {}, {"enable": True}, {"locked": True}])
def test_a_flag_that_is_no_flag_is_not_known(value):
    snapshot = build.changed(account(), Level.ACCOUNT, build.with_lock(Level.ACCOUNT, WAITING, value))
    finding = lock_finding(snapshot)
    assert (finding.status, finding.locked) == (Status.UNKNOWN, None)
    assert finding.reason is (Reason.NULL if value is None else Reason.TYPE)
    assert value_of(snapshot, Level.USER).decided_by is DecidedBy.UNKNOWN


@pytest.mark.parametrize("value", [None, 1, "yes", {"enable": True}])
def test_a_groups_flag_that_is_no_flag_is_not_known(value):
    everyone = {"u1": ["g1"], "u2": ["g1"], "u3": ["g1"]}
    snapshot = account(account_lock=False, groups={"g1": value}, memberships=everyone)
    assert lock_finding(snapshot).status is Status.UNKNOWN


def test_an_account_flag_that_was_refused_says_so():
    read = build.body_of(Level.ACCOUNT, setting(WAITING).levels[Level.ACCOUNT].locks[0].view, Role.LOCKS)
    refused = [
        way
        for way in build.ways_to_miss(read, ("meeting_security", "waiting_room"), None)
        if way.how == "refused: scope"
    ]
    finding = lock_finding(build.changed(account(), Level.ACCOUNT, refused[0].change))
    assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.SCOPE)


def test_it_says_whose_lock_could_not_be_read():
    refused = build.changed(account(), Level.ACCOUNT, build.with_lock(Level.ACCOUNT, WAITING, None))
    assert lock_finding(refused).message.startswith("The account's lock could not be read. Could not be judged: ")
    everyone = {"u1": ["g1"], "u2": ["g1"], "u3": ["g1"]}
    in_group = account(account_lock=False, groups={"g1": None}, memberships=everyone)
    [first, *_] = [one.name for one in in_group.content if one.level is Level.USER]
    assert lock_finding(in_group).message.startswith(f"Whether a lock holds it for {first} could not be read. ")
    unlisted = build.with_listing(
        account(account_lock=False, groups={"g1": True}, memberships=everyone), "users", complete=False
    )
    assert lock_finding(unlisted).message.startswith("Whether a lock holds it for everybody could not be read. ")


def test_groups_that_all_lock_suffice_even_if_the_accounts_flag_is_not_known():
    everyone = {"u1": ["g1"], "u2": ["g1"], "u3": ["g1"]}
    snapshot = account(groups={"g1": True}, memberships=everyone)
    snapshot = build.changed(snapshot, Level.ACCOUNT, build.with_lock(Level.ACCOUNT, WAITING, None))
    assert lock_finding(snapshot).decided_by is DecidedBy.GROUP_LOCK


def test_with_the_accounts_flag_not_known_nobody_is_said_to_be_free():
    snapshot = build.changed(account(), Level.ACCOUNT, build.with_lock(Level.ACCOUNT, WAITING, None))
    assert lock_finding(snapshot).status is Status.UNKNOWN
    assert value_of(snapshot, Level.USER).locked is None
    assert value_of(snapshot, Level.GROUP).locked is None


def test_users_that_were_not_pulled_may_be_held_by_nothing():
    locked_groups = account(account_lock=False, groups={"g1": True, "g2": True})
    finding = lock_finding(build.without_level(locked_groups, Level.USER))
    assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.NOT_PULLED)
    assert lock_finding(build.without_level(account(), Level.USER)).status is Status.PASS


def test_users_that_were_not_listed_may_be_held_by_nothing():
    everyone = {"u1": ["g1"], "u2": ["g1"], "u3": ["g1"]}
    held = account(account_lock=False, groups={"g1": True}, memberships=everyone)
    finding = lock_finding(build.with_listing(held, "users", complete=False))
    assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.LIST_INCOMPLETE)


def test_a_group_missing_from_the_snapshot_may_hold_people_too():
    everyone = {"u1": ["g1"], "u2": ["g1"], "u3": ["g1"]}
    held = account(account_lock=False, groups={"g1": True}, memberships=everyone)
    without = replace(held, content=tuple(one for one in held.content if one.id != "g2"))
    assert lock_finding(without).status is Status.UNKNOWN


def test_a_user_may_be_in_a_group_that_was_not_listed():
    snapshot = account(account_lock=False, groups={"g1": True})
    finding = value_of(build.with_listing(snapshot, "groups", complete=False), Level.USER, "u1")
    assert (finding.locked, finding.decided_by) == (None, DecidedBy.UNKNOWN)


def test_an_account_that_lists_no_user_at_all_was_not_read():
    snapshot = build.with_listing(account(account_lock=False), "users", count=0)
    snapshot = replace(snapshot, content=tuple(one for one in snapshot.content if one.level is not Level.USER))
    assert lock_finding(snapshot).status is Status.UNKNOWN


def test_the_lock_is_left_out_with_the_account():
    findings = findings_of(account(), POLICY, levels=frozenset({Level.USER}))
    assert [f for f in findings if f.check is Check.LOCK] == []


# Who decided, resource by resource


@pytest.mark.parametrize("level", [Level.ACCOUNT, Level.GROUP, Level.USER])
def test_the_accounts_lock_decides_for_everyone(level):
    finding = value_of(account(), level)
    assert (finding.locked, finding.decided_by) == (True, DecidedBy.ACCOUNT_LOCK)


def test_a_groups_lock_decides_for_it_and_its_members():
    snapshot = account(account_lock=False, groups={"g1": True})
    assert value_of(snapshot, Level.ACCOUNT).decided_by is DecidedBy.UNLOCKED
    assert value_of(snapshot, Level.GROUP, "g1").decided_by is DecidedBy.GROUP_LOCK
    assert value_of(snapshot, Level.GROUP, "g2").decided_by is DecidedBy.UNLOCKED
    assert value_of(snapshot, Level.USER, "u1").decided_by is DecidedBy.GROUP_LOCK
    assert value_of(snapshot, Level.USER, "u2").decided_by is DecidedBy.UNKNOWN
    assert value_of(snapshot, Level.USER, "u3").decided_by is DecidedBy.UNLOCKED


def test_a_wrong_value_that_a_lock_holds_fails_and_says_what_holds_it():
    snapshot = build.changed(account(), Level.ACCOUNT, build.with_value(Level.ACCOUNT, WAITING, value=False))
    finding = value_of(snapshot, Level.ACCOUNT)
    assert (finding.status, finding.locked) == (Status.FAIL, True)
    assert "held by the account's lock" in finding.message


@pytest.mark.parametrize("level", [Level.GROUP, Level.USER])
def test_a_right_value_below_a_lock_on_a_wrong_one_contradicts(level):
    snapshot = build.changed(account(), Level.ACCOUNT, build.with_value(Level.ACCOUNT, WAITING, value=False))
    finding = value_of(snapshot, level)
    assert finding.status is Status.UNKNOWN
    assert "contradict" in finding.message


@pytest.mark.parametrize("level", [Level.GROUP, Level.USER])
def test_a_wrong_value_below_a_lock_on_a_right_one_fails_and_contradicts(level):
    snapshot = build.changed(account(), level, build.with_value(level, WAITING, value=False))
    finding = value_of(snapshot, level)
    assert finding.status is Status.FAIL
    assert "contradicts" in finding.message


def test_a_value_that_contradicts_a_groups_lock_never_passes():
    snapshot = account(account_lock=False, groups={"g1": True})
    snapshot = build.changed(snapshot, Level.GROUP, build.with_value(Level.GROUP, WAITING, value=False), "g1")
    assert value_of(snapshot, Level.USER, "u1").status is Status.UNKNOWN


def test_the_order_of_a_users_groups_says_nothing():
    spoilt = account(account_lock=False, groups={"g1": None, "g2": "yes"})
    runs = [
        findings_of(build.everywhere(spoilt, Level.USER, build.with_fields(groups=order)), POLICY)
        for order in (["g1", "g2"], ["g2", "g1"])
    ]
    assert runs[0] == runs[1]


# Settings that Zoom locks elsewhere, or nowhere


def body_with(rule, **values):
    return replace(rule, body=replace(rule.body, **values))


def test_a_setting_that_only_groups_can_lock_is_judged_by_the_groups():
    rule = body_with(st_joseph().rules["mute-on-entry"], lock=Lock.REQUIRED)
    policy = alone(rule)
    free = right_snapshot(policy, group_lock=False)
    assert lock_finding(free, policy).status is Status.FAIL
    held = build.everywhere(right_snapshot(policy), Level.USER, build.with_fields(groups=["g1"]))
    assert lock_finding(held, policy).status is Status.PASS


def test_a_setting_without_group_locks_is_held_by_the_account_alone():
    keys = [r for r in build.setting_rules() if r.body.lock is Lock.PREFERRED]
    rule = next(
        r
        for r in keys
        if (levels := setting(r.body.settings[0][0]).levels)
        and Level.USER in levels
        and levels[Level.ACCOUNT].locks
        and not (Level.GROUP in levels and levels[Level.GROUP].locks)
    )
    snapshot = right_snapshot(alone(rule), account_lock=False)
    users = [f for f in findings_of(snapshot, alone(rule)) if f.resource.level is Level.USER]
    assert {(f.status, f.locked, f.decided_by) for f in users} == {(Status.PASS, False, DecidedBy.UNLOCKED)}


def test_a_setting_that_zoom_cannot_lock_says_so_and_does_not_fail():
    rule = next(rule for rule in build.setting_rules() if rule.id == "no-renaming")
    findings = findings_of(right_snapshot(alone(rule), account_lock=False), alone(rule))
    assert {(f.status, f.locked, f.decided_by) for f in findings} == {(Status.PASS, None, None)}
    assert all(f.check is Check.VALUE for f in findings)


@each("rule", **build.named(build.setting_rules()))
def test_there_is_one_lock_finding_exactly_where_a_lock_is_required(rule):
    findings = findings_of(right_snapshot(alone(rule), account_lock=False, group_lock=False), alone(rule))
    locks = [f for f in findings if f.check is Check.LOCK]
    assert len(locks) == (rule.body.lock is Lock.REQUIRED)
    assert all(f.status is Status.FAIL for f in locks)
    assert all(f.status is rule.right for f in findings if f.check is Check.VALUE)


@each("rule", **build.named(r for r in build.setting_rules() if r.body.lock is Lock.NONE))
def test_a_rule_without_a_lock_says_nothing_of_locks(rule):
    findings = findings_of(right_snapshot(alone(rule)), alone(rule))
    assert {(f.locked, f.decided_by) for f in findings} == {(None, None)}


def test_the_locks_of_chat_and_screen_sharing_are_no_locks_on_who_may():
    for key in ("in_meeting.allow_participants_chat_with", "in_meeting.who_can_share_screen"):
        assert not any(place.locks for place in setting(key).levels.values())


def test_two_groups_of_one_user_held_at_different_values_are_not_compared():
    snapshot = account(account_lock=False, groups={"g1": True, "g2": True})
    snapshot = build.changed(snapshot, Level.GROUP, build.with_value(Level.GROUP, WAITING, value=False), "g2")
    finding = value_of(snapshot, Level.USER, "u2")
    assert (finding.status, finding.locked) == (Status.PASS, True)


def test_a_resource_of_another_level_has_no_say():
    snapshot = account(account_lock=False)
    other = Resource(Level.ROLE, "x", "x", {}, {"accounts.lock_settings": {"meeting_security": {"waiting_room": True}}})
    assert (
        lock_finding(replace(snapshot, content=(*snapshot.content[:1], other, *snapshot.content[1:]))).status
        is Status.FAIL
    )
