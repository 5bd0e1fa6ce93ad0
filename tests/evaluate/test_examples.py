"""Every example of every shipped rule leads to the status that it says, and the examples reach everything."""

from dataclasses import replace

from tests.evaluate import build
from tests.evaluate.build import named, st_joseph
from tests.support.each import each
from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.evaluate.examples import try_examples
from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.ruleset import AskBody
from zoom_policy_lint.ruleset.setting_levels import JUDGED_LEVELS


@each("rule", **named(build.all_rules()))
def test_every_example_leads_to_its_status(rule):
    outcomes = list(try_examples(rule, st_joseph()))
    assert [(o.example.status, o.example.index, o.message) for o in outcomes if not o.right] == []
    asked = isinstance(rule.body, AskBody)
    wanted = {Status.MANUAL} if asked else {rule.right, rule.wrong, Status.UNKNOWN}
    assert {o.example.status for o in outcomes} >= wanted


def exercised(rule, status):
    """The settings that the examples of a status give, with the levels at which they do."""
    return {
        (key, level)
        for example in rule.examples
        if example.status is status
        for level in JUDGED_LEVELS
        for key in example.given.get(level, {})
    }


@each("rule", **named(build.setting_rules()))
def test_every_setting_of_a_rule_is_exercised_for_pass_and_fail(rule):
    for status in (rule.right, rule.wrong):
        keys = {key for key, _ in exercised(rule, status)}
        assert keys >= {key for key, _ in rule.body.settings}, status


@each("rule", **named(build.setting_rules()))
def test_a_rule_that_judges_meetings_or_recordings_has_examples_of_them(rule):
    for level in {Level.MEETING, Level.RECORDING} & set(rule.body.levels):
        for status in (rule.right, rule.wrong, Status.UNKNOWN):
            assert any(e.status is status and level in e.given for e in rule.examples), (level, status)


@each("rule", **named(build.setting_rules()))
def test_examples_name_only_levels_and_settings_that_the_rule_reads(rule):
    read = {key for key, _ in (*rule.body.settings, *rule.body.when)}
    for status in Status:
        for key, level in exercised(rule, status):
            assert key in read
            assert level in setting(key).levels, (key, level)
            assert level in rule.body.levels


@each("rule", **named(build.field_rules()))
def test_every_field_of_a_rule_is_exercised_for_pass(rule):
    for status in (Status.PASS,):
        given = {name for e in rule.examples if e.status is status for name in e.given.get(rule.body.level, {})}
        assert given >= {name for name, _ in rule.body.expect}


def test_a_rule_on_named_domains_judges_nothing_where_none_is_named():
    rule = next(rule for rule in build.field_rules() if rule.body.level is Level.DOMAIN and rule.body.names)
    policy = replace(st_joseph(), parameters={**st_joseph().parameters, rule.body.names.name: []})
    plain = replace(rule, examples=tuple(one for one in rule.examples if "parameters" not in one.given))
    assert {outcome.status for outcome in try_examples(plain, policy)} == {None, Status.UNKNOWN}
