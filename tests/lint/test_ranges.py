"""Conditions that are always or never true are found, and no others."""

from dataclasses import replace

from tests.lint.build import found, read
from zoom_policy_lint.ruleset import parse_condition

SWITCH = """\
setting: in_meeting.polling
expect: EXPECT
lock: none
examples:
  pass: {account: {in_meeting.polling: true}}
  fail: {account: {in_meeting.polling: false}}
  unknown: {account: {}}
"""
SHARING = """\
setting: in_meeting.who_can_share_screen
expect: EXPECT
when: {in_meeting.screen_sharing: WHEN}
lock: none
examples:
  pass: {account: {in_meeting.screen_sharing: true, in_meeting.who_can_share_screen: host}}
  fail: {account: {in_meeting.screen_sharing: true, in_meeting.who_can_share_screen: all}}
  unknown: {account: {in_meeting.screen_sharing: true}}
"""


def sharing(expect="host", when="true"):
    return read(SHARING.replace("EXPECT", expect).replace("WHEN", when))


def test_a_rule_that_accepts_every_value_never_fails():
    (one,) = found("never-fails", read(SWITCH.replace("EXPECT", "{one_of: [true, false]}")))
    assert one.sentence == "“in_meeting.polling” can never be wrong: every value is accepted"
    assert one.line == 8
    assert found("never-fails", sharing("{any: [host, all]}"))


def test_a_rule_that_accepts_no_value_never_passes():
    (one,) = found("never-passes", read(SWITCH.replace("EXPECT", "{all: [true, false]}")))
    assert one.sentence == "“in_meeting.polling” can never be right: no value is accepted"
    assert found("never-passes", sharing("{none_of: [host, all]}"))


def test_numbers_that_exclude_each_other_never_pass_and_those_that_meet_may():
    body = """\
setting: recording.auto_delete_cmr_days
expect: {all: [{at_least: LEAST}, {at_most: 30}]}
lock: none
examples:
  pass: {account: {recording.auto_delete_cmr_days: 30}}
  fail: {account: {recording.auto_delete_cmr_days: 60}}
  unknown: {account: {}}
"""
    assert found("never-passes", read(body.replace("LEAST", "31")))
    assert found("never-passes", read(body.replace("LEAST", "30"))) == []
    assert found("never-fails", read(body.replace("LEAST", "30"))) == []


def test_a_limit_within_which_nothing_lies_judges_nothing():
    (one,) = found("judges-nothing", sharing(when="{all: [true, false]}"))
    assert one.sentence == "the rule judges nothing: no value of “in_meeting.screen_sharing” fits its when"
    assert one.line == 9
    assert found("never-passes", sharing(when="{all: [true, false]}")) == []


def test_a_rule_that_can_be_right_and_wrong_is_not_reported():
    for check in ("never-fails", "never-passes", "judges-nothing"):
        assert found(check, sharing()) == []
        assert found(check, read(SWITCH.replace("EXPECT", "true"))) == []


VERDICTS = """\
setting: in_meeting.polling
expect: true
lock: none
verdicts: {right: RIGHT, wrong: unknown}
examples:
  RIGHT: {account: {in_meeting.polling: true}}
  unknown: {account: {in_meeting.polling: false}}
"""
ALWAYS, NEVER = {"one_of": [True, False]}, {"all": [True, False]}


def with_verdict(right, expect):
    """A rule whose wrong values are unknown, and which expects something else than its examples show."""
    rule, document = read(VERDICTS.replace("RIGHT", right))
    pairs = tuple((key, parse_condition(expect)) for key, _ in rule.body.settings)
    return replace(rule, body=replace(rule.body, settings=pairs)), document


def test_saying_what_wrong_means_excuses_no_condition_that_is_always_or_never_true():
    assert found("never-fails", with_verdict("pass", ALWAYS))
    assert found("never-passes", with_verdict("pass", NEVER))


def test_what_is_not_applicable_when_right_may_never_be_right_but_not_always():
    assert found("never-passes", with_verdict("not_applicable", NEVER)) == []
    assert found("never-fails", with_verdict("not_applicable", ALWAYS))


def test_patterns_are_judged_by_texts_of_many_kinds():
    body = """\
resource: user
expect: {email: PATTERN}
examples:
  pass: {user: {email: head@school.example}}
  fail: {user: {email: head}}
  unknown: {user: {}}
"""
    assert found("never-fails", read(body.replace("PATTERN", "{not: {matches: '\\Z.\\A'}}")))
    assert found("never-fails", read(body.replace("PATTERN", "{matches: '@'}"))) == []
    assert found("never-passes", read(body.replace("PATTERN", "{matches: 'head@school'}"))) == []
    assert found("never-passes", read(body.replace("PATTERN", "{matches: '\\Z.\\A'}")))
