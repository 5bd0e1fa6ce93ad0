"""A right value passes and a wrong one fails, at every level; and nobody else's verdict moves."""

from functools import cache

import pytest

from tests.evaluate import build
from tests.evaluate.build import alone, findings_of, named, right_snapshot, st_joseph
from tests.evaluate.right_facts import COLLEAGUE, FIRST, LONG_AGO, target
from tests.support.each import each
from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.evaluate.field_judge import bound
from zoom_policy_lint.model.words import Check, Level, Status
from zoom_policy_lint.ruleset import FieldBody, Rule, SettingBody


@cache
def whole():
    return right_snapshot(st_joseph(), account_lock=False, group_lock=False)


@cache
def whole_verdicts():
    return verdicts(whole())


def verdicts(snapshot):
    """Status by fingerprint, with the finding."""
    return {f.fingerprint: f for f in findings_of(snapshot, st_joseph(), recommended=True)}


def keys_of(rule: Rule) -> set[str]:
    body = rule.body
    return {key for key, _ in (*body.settings, *body.when)} if isinstance(body, SettingBody) else set()


def cases(rule: Rule):
    """Every setting of a rule, its condition with the policy's numbers, and every level that keeps it."""
    for key, condition in bound(rule.body.settings, st_joseph().parameters):
        row = setting(key)
        yield from ((row, condition, level) for level in rule.body.levels if level in row.levels)


def cases_together(rule: Rule):
    """Every setting of a rule, its condition, and levels at which it may be spoilt at once.

    That is at all levels that keep it, but level by level where a rule on fields reads it: such a rule reads one level.
    """
    levels = {}
    for row, condition, level in cases(rule):
        levels.setdefault(row.key, (row, condition, []))[2].append(level)
    for key, (row, condition, all_) in levels.items():
        apart = any(read_by(other, key, level) for other in build.field_rules() for level in all_)
        yield from ((row, condition, one) for one in ([[level] for level in all_] if apart else [all_]))


def read_by(rule: Rule, key: str, level: Level) -> bool:
    """Whether a rule reads a setting at a level: by its key, or as a field of the resource."""
    if isinstance(rule.body, FieldBody):
        paths = {path.path for path in setting(key).levels[level].paths}
        return rule.body.level is level and bool(paths & {name for name, _ in (*rule.body.where, *rule.body.expect)})
    return key in keys_of(rule)


@each("rule", **named(build.setting_rules()))
def test_a_wrong_value_fails_at_every_level(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy, account_lock=False, group_lock=False)
    for row, condition, level in cases(rule):
        value = build.wrong(row, condition)
        findings = findings_of(build.changed(snapshot, level, build.with_value(level, row.key, value)), policy)
        failed = [f for f in findings if f.check is Check.VALUE and f.status is rule.wrong]
        whom = [(f.resource.level, f.resource.id, f.setting, f.actual) for f in failed]
        assert whom == [(level, FIRST[level], row.key, value)]


@each("rule", **named(build.setting_rules()))
def test_one_wrong_path_among_twins_fails_and_says_so(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy)
    for row, condition, level in cases(rule):
        places = [(path, view) for path in row.levels[level].paths for view in path.views]
        for path, view in places:
            value = build.wrong(row, condition)
            spoil = build.with_body(
                build.body_of(level, view), lambda body, p=path, v=value: build.put(body, p.keys, v)
            )
            findings = findings_of(build.changed(snapshot, level, spoil), policy)
            own = [
                f
                for f in findings
                if (f.resource.level, f.resource.id, f.setting) == (level, FIRST[level], row.key)
                and f.check is Check.VALUE
            ]
            assert [f.status for f in own] == [rule.wrong]
            assert ("two values" in own[0].message) == (len(places) > 1)


@pytest.mark.parametrize("rule", **named(build.setting_rules()))
def test_a_wrong_value_moves_no_other_rule(rule):
    for row, condition, levels in cases_together(rule):
        spoilt = whole()
        for level in levels:
            spoilt = build.changed(spoilt, level, build.with_value(level, row.key, build.wrong(row, condition)))
        after = verdicts(spoilt)
        stayed = {id_ for id_, f in after.items() if f.status is whole_verdicts()[id_].status}
        moved = {f.rule for id_, f in whole_verdicts().items() if id_ not in stayed}
        related = {other.id for other in build.all_rules() for level in levels if read_by(other, row.key, level)}
        assert moved <= related, (row.key, levels)


STRANGER = "teacher@gmail.com"
WRONG_FIELDS = {
    ("user", "email"): ["teacher@gmail.com", "not an address", ""],
    ("user", "login_types"): [[0], [1, 1, 0], [99, 11]],
    ("user", "role_id"): ["0", "1", "", "RaBcD"],
    ("user", "last_login_time"): [LONG_AGO, "2026-03-07T01:59:59Z", "2026-03-07T02:59:59+01:00"],
    ("role", "privileges"): [[], ["User:Read"]],
    ("domain", "managed"): [False],
    ("domain", "status"): ["pending", "", "verified but not by us", "unverified"],
    ("meeting", "host"): [STRANGER, "u1", "u1@stjosephs.example.sch.uk.example.com"],
    ("meeting", "host_licence"): [1, 4, 99],
    ("meeting", "who_waits"): [
        "users_not_in_account",
        "users_not_in_account_or_whitelisted_domains",
        "users_not_on_invite",
    ],
    ("meeting", "alternative_hosts"): [[STRANGER], [COLLEAGUE, STRANGER], ["u2"], [""]],
    ("meeting", "outside_alternative_hosts"): [[STRANGER], ["leaver@stjosephs.example.sch.uk"]],
    ("meeting", "personal_room"): [True],
    ("meeting", "password.set"): [False],
    ("meeting", "password.length"): [0, 1, 7],
    ("meeting", "password.classes"): [[], ["digits"], ["letters", "special", "mixed_case"]],
    ("meeting", "topic.filled"): [False],
    ("meeting", "topic.placeholder"): [True],
    ("meeting", "agenda.filled"): [False],
    ("meeting", "agenda.placeholder"): [True],
    ("recording", "start_time"): [LONG_AGO, "2026-08-04T01:59:59Z", "2026-08-04T02:59:59+01:00"],
    ("recording", "password.set"): [False],
    ("recording", "host_status"): ["inactive"],
}
"""Values that are wrong where a rule expects something of them; the last moments are a second too early."""


@each("rule", **named(build.field_rules()))
def test_a_wrong_field_fails(rule):
    policy, level = alone(rule), rule.body.level
    snapshot = right_snapshot(policy)
    for name, _ in rule.body.expect:
        for value in WRONG_FIELDS[level, name]:
            spoil = build.with_field(fields(level)[name], value)
            findings = findings_of(build.changed(snapshot, level, spoil, target(rule, level)), policy)
            failed = [f.resource.id for f in findings if f.status is Status.FAIL]
            assert failed == [target(rule, level)], (name, value)


@each("rule", **named(rule for rule in build.setting_rules() if rule.body.when))
def test_a_rule_does_not_apply_while_the_switch_above_it_is_off(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy)
    for key, condition in rule.body.when:
        row = setting(key)
        for level in (level for level in rule.body.levels if level in row.levels):
            off = build.with_value(level, key, build.wrong(row, condition))
            findings = findings_of(build.changed(snapshot, level, off), policy)
            own = [f for f in findings if (f.resource.level, f.resource.id) == (level, FIRST[level])]
            assert {f.status for f in own if f.check is Check.VALUE} == {Status.NOT_APPLICABLE}


@each("rule", **named(rule for rule in build.setting_rules() if rule.body.when))
def test_a_switch_above_with_two_values_settles_nothing(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy)
    for key, condition in rule.body.when:
        row = setting(key)
        for level in (level for level in rule.body.levels if level in row.levels):
            for path in row.levels[level].paths[1:]:
                off = build.wrong(row, condition)
                spoil = build.with_body(
                    build.body_of(level, path.view), lambda body, p=path, v=off: build.put(body, p.keys, v)
                )
                findings = findings_of(build.changed(snapshot, level, spoil), policy)
                own = [f for f in findings if (f.resource.level, f.resource.id) == (level, FIRST[level])]
                assert {f.status for f in own if f.check is Check.VALUE} == {Status.UNKNOWN}


@each("rule", **named(r for r in build.setting_rules() if r.body.optional))
def test_an_optional_setting_may_be_absent_but_not_contrary(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy)
    for row, condition, level in cases(rule):
        if row.key not in rule.body.optional:
            continue
        read = build.body_of(level, row.levels[level].paths[0].view)
        absent, *_ = build.ways_to_miss(read, row.levels[level].paths[0].keys, row)
        findings = findings_of(build.changed(snapshot, level, absent.change), policy)
        assert [f.status for f in findings if f.setting == row.key and f.resource.level is level][:1] == [
            Status.NOT_APPLICABLE
        ]
        contrary = build.with_value(level, row.key, build.wrong(row, condition))
        findings = findings_of(build.changed(snapshot, level, contrary), policy)
        assert Status.FAIL in {f.status for f in findings if f.setting == row.key}


@each("rule", **named(r for r in build.setting_rules() if r.body.optional))
def test_every_level_keeps_a_setting_that_is_not_optional(rule):
    for level in rule.body.levels:
        kept = {key for key, _ in rule.body.settings if level in setting(key).levels}
        assert kept - rule.body.optional, f"{level} would never be unknown"


def test_a_level_where_zoom_keeps_no_value_gives_no_finding():
    findings = findings_of(whole(), st_joseph())
    levels = {f.resource.level for f in findings if f.rule == "mute-on-entry"}
    assert levels == {Level.GROUP, Level.MEETING}
    assert {f.resource.level for f in findings if f.rule == "no-renaming"} == {Level.ACCOUNT}
