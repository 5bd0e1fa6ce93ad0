"""Whatever was not read, not returned or not understood never passes: every rule, path, level and way to be missing."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.evaluate import build
from tests.evaluate.build import REFUSALS, alone, findings_of, named, right_snapshot
from tests.evaluate.right_facts import FIRST, target
from tests.support.each import each
from zoom_policy_lint.catalogue import Role, Setting, ValuePath, fits, setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.resource import Unread
from zoom_policy_lint.model.words import Check, DecidedBy, KindState, Level, Lock, Reason, Status
from zoom_policy_lint.ruleset import Rule

NEVER_JUDGED = {Status.UNKNOWN, Status.NOT_APPLICABLE}
LISTS = {
    Level.GROUP: ("groups",),
    Level.USER: ("users",),
    Level.ROLE: ("roles",),
    Level.MEETING: ("users", "users.id.meetings"),
    Level.RECORDING: ("users", "users.inactive", "users.id.recordings"),
}
"""The lists that must be whole before everything of a level was looked at."""


@dataclass(frozen=True)
class Spot:
    """One place of one level at which a rule reads a setting: which answer, and where in it."""

    level: Level
    row: Setting
    path: ValuePath
    view: str

    @property
    def read(self) -> str:
        return build.body_of(self.level, self.view)

    def ways_to_miss(self) -> Iterator[build.Spoilt]:
        return build.ways_to_miss(self.read, self.path.keys, self.row)

    def another_decides(self, spoilt: build.Spoilt) -> bool:
        """The only two exceptions, both where Zoom answered and did not return the key.

        Zoom keeps one control at two paths, the answer has the section, and the other path is there; or the sources
        disagree in which of two views a path stands, and it stands in the other.
        """
        twins = len(self.row.levels[self.level].paths) > 1
        return (twins and spoilt.key_only) or (len(self.path.views) > 1 and spoilt.answered)


def spots(rule: Rule, pairs) -> Iterator[Spot]:
    for key, _ in pairs:
        row = setting(key)
        for level in (level for level in rule.body.levels if level in row.levels):
            for path in row.levels[level].paths:
                yield from (Spot(level, row, path, view) for view in path.views)


def about(findings, level, setting_key=None, spoilt=None):
    """Findings about the spoilt resource of a level, and about everybody else of it; those about locks left aside."""
    spoilt = spoilt or FIRST[level]
    all_ = [f for f in findings if f.check is not Check.LOCK and f.resource.level is level]
    own = [f for f in all_ if f.setting in (setting_key, None)]
    return [f for f in own if f.resource.id == spoilt], [f for f in own if f.resource.id != spoilt]


@each("rule", **named(build.setting_rules()))
def test_a_right_account_passes_every_rule(rule):
    findings = findings_of(right_snapshot(alone(rule)), alone(rule))
    assert {f.status for f in findings} == {rule.right}
    assert {f.resource.level for f in findings} >= set(rule.body.levels)


@pytest.mark.parametrize("rule", **named(build.setting_rules()))
def test_a_missing_value_never_passes(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy)
    for spot in spots(rule, rule.body.settings):
        for spoilt in spot.ways_to_miss():
            findings = findings_of(build.changed(snapshot, spot.level, spoilt.change), policy)
            own, others = about(findings, spot.level, spot.row.key)
            case = (spot.level, spot.read, spot.path.path, spoilt.how, own)
            assert len(own) == 1, case
            if spot.another_decides(spoilt):
                assert own[0].status is Status.PASS, case
            else:
                assert own[0].status in NEVER_JUDGED, case
                assert own[0].reason is not None, case
                optional = spot.row.key in rule.body.optional and own[0].reason is Reason.ABSENT
                assert optional or own[0].status is Status.UNKNOWN, case
            assert {f.status for f in others} <= {rule.right}, case


@pytest.mark.parametrize("rule", **named(build.setting_rules()))
def test_a_control_missing_wherever_it_may_stand_never_passes(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy)
    everywhere = {}
    for spot in spots(rule, rule.body.settings):
        for spoilt in spot.ways_to_miss():
            everywhere.setdefault((spot.level, spot.row.key, spoilt.how), []).append(spoilt.change)
    for (level, key, how), changes in everywhere.items():
        if len(changes) == 1:  # the only place: shown by the test above
            continue
        spoilt = snapshot
        for change in changes:
            spoilt = build.changed(spoilt, level, build.where_possible(change))
        own, _ = about(findings_of(spoilt, policy), level, key)
        assert [f.status for f in own if f.status not in NEVER_JUDGED] == [], (level, key, how)


@pytest.mark.parametrize("rule", **named(rule for rule in build.setting_rules() if rule.body.when))
def test_a_rule_whose_upper_switch_is_missing_never_passes(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy)
    keys = {key for key, _ in rule.body.settings}
    for spot in spots(rule, rule.body.when):
        for spoilt in spot.ways_to_miss():
            findings = findings_of(build.changed(snapshot, spot.level, spoilt.change), policy)
            own = [f for f in findings if (f.resource.level, f.resource.id) == (spot.level, FIRST[spot.level])]
            own = [f for f in own if f.setting in keys and f.check is Check.VALUE]
            assert own, spot
            expected = {Status.PASS} if spot.another_decides(spoilt) else {Status.UNKNOWN}
            assert {f.status for f in own} == expected, (spot, spoilt.how)


def lock_paths(rule: Rule, level: Level) -> Iterator[tuple]:
    """The flags of a rule's settings at a level; only the primary setting's decide the lock finding."""
    for index, (key, _) in enumerate(rule.body.settings):
        place = setting(key).levels.get(level)
        for lock in place.locks if place else ():
            yield key, lock, len(place.locks), index == 0


@each("rule", **named(r for r in build.setting_rules() if r.body.lock is not Lock.NONE))
def test_a_missing_account_lock_never_counts_as_locked(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy, group_lock=False)
    for key, lock, twins, primary in lock_paths(rule, Level.ACCOUNT):
        for spoilt in build.ways_to_miss(build.body_of(Level.ACCOUNT, lock.view, Role.LOCKS), lock.keys, None):
            if spoilt.key_only and twins > 1:
                continue
            findings = findings_of(build.changed(snapshot, Level.ACCOUNT, spoilt.change), policy)
            case = (key, lock.path, spoilt.how)
            assert not any(f.locked for f in findings if f.setting == key), case
            assert all(f.decided_by is not DecidedBy.ACCOUNT_LOCK for f in findings if f.setting == key), case
            verdicts = {f.status for f in findings if f.check is Check.LOCK}
            if primary and rule.body.lock is Lock.REQUIRED:
                assert verdicts == {Status.UNKNOWN}, case


@each("rule", **named(r for r in build.setting_rules() if r.body.lock is not Lock.NONE))
def test_a_missing_group_lock_never_counts_as_locked(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy, account_lock=False)
    snapshot = build.everywhere(snapshot, Level.USER, build.with_fields(groups=["g1", "g2"]))
    for key, lock, twins, primary in lock_paths(rule, Level.GROUP):
        required = primary and rule.body.lock is Lock.REQUIRED
        if required:
            whole = findings_of(snapshot, policy)
            assert {f.status for f in whole if f.check is Check.LOCK} == {Status.PASS}
        for spoilt in build.ways_to_miss(build.body_of(Level.GROUP, lock.view, Role.LOCKS), lock.keys, None):
            if spoilt.key_only and twins > 1:
                continue
            findings = findings_of(build.changed(snapshot, Level.GROUP, spoilt.change), policy)
            case = (key, lock.path, spoilt.how)
            users = [f for f in findings if f.resource.level is Level.USER and f.setting == key]
            assert not any(f.locked for f in users), case
            verdicts = {f.status for f in findings if f.check is Check.LOCK}
            assert not required or verdicts == {Status.UNKNOWN}, case


@each("rule", **named(build.setting_rules()))
def test_a_level_that_is_not_whole_is_never_shown(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy)
    for level, name in ((one, name) for one in rule.body.levels for name in LISTS.get(one, ())):
        for how, spoil in build.ways_to_miss_a_list(name):
            run = build.run_of(spoil(snapshot), policy)
            keys = {key for key, _ in rule.body.settings if level in setting(key).levels}
            unknown = {f.setting for f in run.findings() if f.status is Status.UNKNOWN and f.resource.level is level}
            assert unknown >= keys, (level, name, how)
            assert run.clauses[0].kinds[rule.kind_at(level)] is KindState.OPEN, (level, name, how)
            assert run.exit_code == 3, (level, name, how)


@each("rule", **named(build.setting_rules()))
@each("level", [Level.ACCOUNT, Level.GROUP, Level.USER, Level.MEETING, Level.RECORDING])
def test_a_level_with_fewer_resources_than_were_listed_is_never_shown(rule, level):
    if level not in rule.body.levels:
        return
    policy = alone(rule)
    snapshot = right_snapshot(policy)
    content = tuple(one for one in snapshot.content if (one.level, one.id) != (level, FIRST[level]))
    spoilt = build.MemorySnapshot(snapshot.header, snapshot.listings, content)
    run = build.run_of(spoilt, policy)
    assert run.clauses[0].kinds[rule.kind_at(level)] is KindState.OPEN
    assert run.exit_code == 3


@each("rule", **named(build.setting_rules()))
def test_an_account_that_was_not_pulled_is_never_shown(rule):
    policy = alone(rule)
    run = build.run_of(build.without_level(right_snapshot(policy), Level.ACCOUNT), policy)
    if Level.ACCOUNT in rule.body.levels:
        assert run.clauses[0].kinds[rule.kind_at(Level.ACCOUNT)] is KindState.OPEN
        assert run.exit_code == 3


@each("rule", **named(r for r in build.setting_rules() if r.body.lock is Lock.REQUIRED))
@each("name", ["users", "groups"])
def test_a_lock_held_only_by_groups_needs_whole_lists(rule, name):
    if not any(True for _ in lock_paths(rule, Level.GROUP)):
        return
    policy = alone(rule)
    snapshot = build.everywhere(
        right_snapshot(policy, account_lock=False), Level.USER, build.with_fields(groups=["g1", "g2"])
    )
    for how, spoil in build.ways_to_miss_a_list(name):
        findings = findings_of(spoil(snapshot), policy)
        assert {f.status for f in findings if f.check is Check.LOCK} == {Status.UNKNOWN}, how


MISSING_MEMBERSHIP = [
    build.without_field("groups"),
    build.with_fields(groups=None),
    build.with_fields(groups="g1"),
    build.with_fields(groups=[1]),
    build.with_fields(groups={"g1": True}),
    *(build.without_field("groups", ("groups.id.members", reason)) for reason in REFUSALS),
]


@each("rule", **named(r for r in build.setting_rules() if r.body.lock is Lock.REQUIRED))
@each("spoil", MISSING_MEMBERSHIP)
def test_a_user_whose_groups_are_not_known_is_held_by_no_group(rule, spoil):
    if not any(True for _ in lock_paths(rule, Level.GROUP)):
        return
    policy = alone(rule)
    snapshot = build.everywhere(
        right_snapshot(policy, account_lock=False), Level.USER, build.with_fields(groups=["g1", "g2"])
    )
    findings = findings_of(build.changed(snapshot, Level.USER, spoil), policy)
    assert {f.status for f in findings if f.check is Check.LOCK} == {Status.UNKNOWN}


# Fields of users, roles, domains, meetings and recordings


@each("rule", **named(build.field_rules()))
def test_a_right_resource_passes(rule):
    findings = findings_of(right_snapshot(alone(rule)), alone(rule))
    assert findings
    assert {f.status for f in findings} == {Status.PASS}


@each("rule", **named(build.field_rules()))
def test_a_missing_field_never_passes(rule):
    policy, level = alone(rule), rule.body.level
    snapshot, whom = right_snapshot(policy), target(rule, level)
    for name, _ in (*rule.body.where, *rule.body.expect):
        for spoilt in build.ways_to_miss_a_field(fields(level)[name]):
            changed = build.changed(snapshot, level, spoilt.change, whom)
            own, others = about(findings_of(changed, policy), level, spoilt=whom)
            # A domain that no whole list of managed domains holds is not managed: that is known, and wrong.
            known_wrong = level is Level.DOMAIN and name in ("managed", "trusted") and spoilt.how == "absent"
            refused_list = level is Level.DOMAIN and name in ("managed", "trusted") and spoilt.how.startswith("refused")
            expected = Status.FAIL if known_wrong or refused_list else Status.UNKNOWN
            assert [f.status for f in own] == [expected], (name, spoilt.how)
            assert all(f.reason is not None for f in own if f.status is Status.UNKNOWN), (name, spoilt.how)
            assert {f.status for f in others} <= {Status.PASS}, (name, spoilt.how)


@each("rule", **named(r for r in build.field_rules() if r.body.level is not Level.DOMAIN))
def test_resources_that_were_not_listed_are_never_shown(rule):
    policy, level = alone(rule), rule.body.level
    snapshot = right_snapshot(policy)
    leavers = ("users.inactive",) if target(rule, level) != FIRST[level] else ()
    for name in (*LISTS[level], *leavers):
        for how, spoil in build.ways_to_miss_a_list(name):
            run = build.run_of(spoil(snapshot), policy)
            unread = [f for f in run.findings() if f.resource.id == "*"]
            assert [(f.status, f.resource.level) for f in unread] == [(Status.UNKNOWN, level)], (name, how)
            assert run.clauses[0].kinds[rule.kind_at(level)] is KindState.OPEN, (name, how)
            assert run.exit_code == 3, (name, how)


@pytest.mark.parametrize("rule", **named(r for r in build.field_rules() if r.body.level is Level.DOMAIN))
def test_domains_that_were_not_listed_are_never_shown(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy)
    for name in {fields(Level.DOMAIN)[name].endpoint for name, _ in rule.body.expect}:
        for how, spoil in build.ways_to_miss_a_list(name):
            run = build.run_of(spoil(snapshot), policy)
            unread = [f for f in run.findings() if f.resource.id == "*"]
            not_offered = how.endswith((": scope", ": plan"))
            expected = (
                (Status.NOT_APPLICABLE, Reason.NOT_OFFERED) if not_offered else (Status.UNKNOWN, unread[0].reason)
            )
            assert [(f.status, f.reason) for f in unread] == [expected], how
            state = run.clauses[0].kinds[rule.kind_at(Level.DOMAIN)]
            assert state is (KindState.EMPTY if not_offered else KindState.OPEN), how


# Counting


@pytest.mark.parametrize("rule", **named(build.count_rules()))
def test_people_are_counted_only_when_all_was_read(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy)
    assert [f.status for f in findings_of(snapshot, policy)] == [Status.PASS]
    spoilt = {
        f"members {value!r}": build.changed(snapshot, Level.ROLE, build.with_fields(members=value))
        for value in (None, *build.WRONG_TYPES)
        if not fits("array<string>", value)
    }
    spoilt["members absent"] = build.changed(snapshot, Level.ROLE, build.without_field("members"))
    for reason in REFUSALS:
        refused = build.without_field("members", ("roles.id.members", reason))
        spoilt[f"members {reason}"] = build.changed(snapshot, Level.ROLE, refused)
    for name in ("users", "roles"):
        for how, spoil in build.ways_to_miss_a_list(name):
            spoilt[f"{name} {how}"] = spoil(snapshot)
    for how, one in spoilt.items():
        assert [f.status for f in findings_of(one, policy)] == [Status.UNKNOWN], how


def test_a_refused_answer_is_listed_among_what_was_not_read():
    rule = build.setting_rules()[0]
    policy = alone(rule)
    read = next(spots(rule, rule.body.settings)).read

    def refuse(resource):
        return build.replace(resource, bodies={}, unread={read: Unread(Reason.SCOPE, "a scope is missing")})

    run = build.run_of(build.changed(right_snapshot(policy), Level.ACCOUNT, refuse), policy)
    assert [(entry.endpoint, entry.rules) for entry in run.unread] == [(read, (rule.id,))]
