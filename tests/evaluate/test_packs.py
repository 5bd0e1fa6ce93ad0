"""The rules of packs, which only their own policies read: every example holds, and nothing that is missing passes."""

from dataclasses import replace
from functools import cache

import pytest

from tests.evaluate import build
from tests.evaluate.build import alone, findings_of, right_snapshot, st_joseph
from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.evaluate.examples import try_examples
from zoom_policy_lint.model.words import Check, Status
from zoom_policy_lint.ruleset import Match, SettingBody, load_rules
from zoom_policy_lint.ruleset.shipped import shipped, shipped_rule_folders

PACKS = [folder for folder in shipped_rule_folders() if folder != shipped("rules")]
FEW_WAYS = ("key absent", "null", "empty answer", "not asked for")
"""How a value may be missing, beside the first of another type: all ways are tried on the rules that policies share."""


@cache
def rules_of(folder):
    return tuple(load_rules([folder]))


def policy_for(rule):
    """The policy of the rule alone, with the values that its own examples give to parameters in conditions."""
    used = {name for condition in rule.conditions for name in condition.parameters()}
    given = {}
    for example in reversed(rule.examples):
        given |= example.given.get("parameters", {}) if example.status is rule.right else {}
    policy = alone(rule)
    return replace(policy, parameters={**policy.parameters, **{name: given[name] for name in used & set(given)}})


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_every_example_leads_to_its_status(folder):
    outcomes = [one for rule in rules_of(folder) for one in try_examples(rule, st_joseph())]
    assert [(one.rule.id, one.example, one.message) for one in outcomes if not one.right] == []
    assert outcomes


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_a_right_account_passes_and_a_missing_value_never_does(folder):
    judged = 0
    for rule in rules_of(folder):
        if isinstance(rule.body, SettingBody):
            never_passes(rule)
            judged += 1
    assert judged


def never_passes(rule):
    policy = policy_for(rule)
    snapshot = right_snapshot(policy)
    before = [one for one in findings_of(snapshot, policy) if one.check is Check.VALUE]
    assert {one.status for one in before} <= {rule.right, Status.NOT_APPLICABLE}, rule.id
    assert {one.resource.level for one in before} == set(rule.levels), rule.id
    for level in rule.levels:
        for keys, how, change in missing(rule, level):
            spoilt = build.changed(snapshot, level, change)
            found = [one for one in findings_of(spoilt, policy) if one.resource.id == build.FIRST[level]]
            said = {one.status for one in found if one.setting in keys and one.check is Check.VALUE}
            assert said <= {Status.UNKNOWN, Status.NOT_APPLICABLE}, (rule.id, level, how, found)
            assert Status.UNKNOWN in said, (rule.id, level, how, found)


def missing(rule, level):
    """Ways to lose what the rule reads at a level: everything, and each setting by itself where each must be right."""
    keys = [key for key, _ in rule.body.settings if level in setting(key).levels]
    alone = [[key] for key in keys] if rule.body.match is Match.ALL and not rule.body.optional else []
    for some in (keys, *(alone if len(keys) > 1 else ())):
        yield from ((some, how, change) for how, change in lost(level, some))


def lost(level, keys):
    changes = {}
    for key in keys:
        row = setting(key)
        for path in row.levels[level].paths:
            for view in path.views:
                for spoilt in build.ways_to_miss(build.body_of(level, view), path.keys, row):
                    how = "of another type" if spoilt.how.startswith("wrong type") else spoilt.how
                    if how in (*FEW_WAYS, "of another type"):
                        changes.setdefault(how, {}).setdefault((key, path.path, view), spoilt.change)
    for how, found in changes.items():
        yield how, _all(found.values())


def _all(changes):
    def change(resource):
        for one in changes:
            resource = build.where_possible(one)(resource)
        return resource

    return change
