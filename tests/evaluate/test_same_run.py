"""Fingerprints, and what never changes a run: order of keys, groups, rules, lists."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from tests.evaluate import build
from tests.evaluate.build import right_snapshot, run_of, st_joseph
from zoom_policy_lint.evaluate import Options, evaluate
from zoom_policy_lint.evaluate.run import findings
from zoom_policy_lint.model.words import Level, Reason


def shuffled(value, chance):
    """The same data with the keys of every mapping in another order."""
    if isinstance(value, dict):
        keys = chance.sample(list(value), len(value))
        return {key: shuffled(value[key], chance) for key in keys}
    return value


def troubled():
    """An account with a bit of everything wrong."""
    snapshot = right_snapshot(st_joseph(), account_lock=False)
    key = "meeting_security.waiting_room"
    snapshot = build.changed(snapshot, Level.USER, build.with_value(Level.USER, key, value=False), "u1", "u2")
    snapshot = build.changed(snapshot, Level.GROUP, build.with_lock(Level.GROUP, key, None), "g1")
    snapshot = build.changed(
        snapshot, Level.GROUP, build.with_value(Level.GROUP, "in_meeting.breakout_room", value=True), "g2"
    )
    snapshot = build.changed(snapshot, Level.USER, lambda user: replace(user, bodies={}), "u3")
    return build.with_listing(snapshot, "accounts.managed_domains", complete=False)


def whole(run):
    return (
        list(run.findings()),
        run.clauses,
        run.summary,
        run.rollups,
        run.unread,
        run.notes,
        run.exit_code,
    )


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"recommended": True},
        {"levels": frozenset({Level.ACCOUNT})},
        {"ignore": frozenset({"waiting-room", "two-administrators"})},
        {"select": frozenset({"waiting-room"})},
        {"levels": frozenset({Level.USER})},
    ],
)
@pytest.mark.parametrize(
    "make",
    [
        troubled,
        lambda: build.without_level(troubled(), Level.USER),
        lambda: build.without_level(troubled(), Level.ACCOUNT),
    ],
)
def test_no_two_findings_of_a_run_share_a_fingerprint(make, options):
    findings = list(run_of(make(), st_joseph(), **options).findings())
    twice = [id_ for id_, count in Counter(f.fingerprint for f in findings).items() if count > 1]
    assert [(f.rule, f.check, f.resource, f.setting, f.message) for f in findings if f.fingerprint in twice] == []


def fingerprints(run):
    return [f.fingerprint for f in run.findings()]


def test_fingerprints_do_not_change_with_values_and_names():
    def renamed(resource):
        return replace(resource, name=f"new {resource.name}")

    before = right_snapshot(st_joseph())
    after = replace(
        before,
        content=tuple(one if one.level in (Level.ROLE, Level.DOMAIN) else renamed(one) for one in before.content),
    )
    after = build.everywhere(after, Level.USER, build.with_value(Level.USER, "in_meeting.breakout_room", value=True))
    assert fingerprints(run_of(before, st_joseph())) == fingerprints(run_of(after, st_joseph()))


def test_a_renamed_rule_keeps_its_fingerprints():
    rule = st_joseph().rules["waiting-room"]
    renamed = replace(rule, id="everybody-waits", aliases=("waiting-room",))
    snapshot = right_snapshot(build.alone(rule))
    before, after = run_of(snapshot, build.alone(rule)), run_of(snapshot, build.alone(renamed))
    assert fingerprints(before) == fingerprints(after)


def test_a_rule_renamed_twice_keeps_the_fingerprints_of_its_oldest_name():
    rule = replace(st_joseph().rules["waiting-room"], id="c", aliases=("a", "b"))
    assert rule.oldest_id == "a"


def test_the_account_is_always_the_word_account():
    for snapshot in (troubled(), build.without_level(troubled(), Level.ACCOUNT)):
        ids = {f.resource.id for f in run_of(snapshot, st_joseph()).findings() if f.resource.level is Level.ACCOUNT}
        assert ids == {"account"}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_keys_changes_nothing(seed):
    chance = random.Random(seed)
    content = tuple(
        replace(one, bodies=shuffled(dict(one.bodies), chance), fields=shuffled(dict(one.fields), chance))
        for one in troubled().content
    )
    assert whole(run_of(replace(troubled(), content=content), st_joseph())) == whole(run_of(troubled(), st_joseph()))


def test_the_order_of_a_users_groups_and_of_a_roles_members_changes_nothing():
    def turned(resource):
        lists = {name: value[::-1] for name, value in resource.fields.items() if name in ("groups", "members")}
        return replace(resource, fields=dict(resource.fields) | lists)

    content = tuple(turned(one) for one in troubled().content)
    assert whole(run_of(replace(troubled(), content=content), st_joseph())) == whole(run_of(troubled(), st_joseph()))


def test_the_order_of_lists_and_reads_changes_nothing():
    one = troubled()
    header = replace(one.header, reads=one.header.reads[::-1], levels=one.header.levels[::-1])
    other = replace(one, header=header, listings=one.listings[::-1])
    assert whole(run_of(other, st_joseph())) == whole(run_of(one, st_joseph()))


def test_a_second_pass_gives_the_same_findings():
    run = run_of(troubled(), st_joseph())
    assert list(run.findings()) == list(run.findings())
    first = run.findings()
    next(first)
    assert list(run.findings())[1:] == list(first)


def test_an_incomplete_list_is_among_what_was_not_read():
    run = run_of(build.with_listing(right_snapshot(st_joseph()), "users", complete=False), st_joseph())
    assert [(entry.endpoint, entry.reason.partition(":")[0]) for entry in run.unread] == [
        ("users", Reason.LIST_INCOMPLETE)
    ]


def test_findings_alone_are_those_of_the_run():
    options = Options(build.TODAY, recommended=True)
    assert list(findings(troubled(), st_joseph(), options)) == list(
        evaluate(troubled(), st_joseph(), options).findings()
    )
