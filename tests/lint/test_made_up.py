"""Values that no policy gives are made up for the parameters of conditions, and for no others."""

import pytest

from tests.evaluate.build import st_joseph
from tests.lint.build import read
from zoom_policy_lint.lint.made_up import lists_of_two, other_values
from zoom_policy_lint.ruleset import load_rules
from zoom_policy_lint.ruleset.parameters import parameter_misfits
from zoom_policy_lint.ruleset.shipped import shipped

LENGTH = """\
resource: meeting
expect: {password.length: {not: {at_most: {parameter: minimum_passcode_length}}}}
examples:
  pass: {meeting: {password.length: 9}}
  fail: {meeting: {password.length: 8}}
  unknown: {meeting: {}}
"""
HOSTS = """\
resource: meeting
expect: {alternative_hosts: {every: {address_in: {parameter: pupil_facing_hosts}}}}
examples:
  pass: {meeting: {alternative_hosts: [a@b.example]}, parameters: {pupil_facing_hosts: [a@b.example]}}
  fail: {meeting: {alternative_hosts: [b@b.example]}, parameters: {pupil_facing_hosts: [a@b.example]}}
  unknown: {meeting: {}, parameters: {pupil_facing_hosts: [a@b.example]}}
"""


def test_a_number_becomes_another():
    rule, _ = read(LENGTH)
    assert other_values(rule, {"minimum_passcode_length": 8}) == {"minimum_passcode_length": 10}
    assert lists_of_two(rule, {"minimum_passcode_length": 8}) == {}


@pytest.mark.parametrize("today", [{}, {"pupil_facing_hosts": None}, {"pupil_facing_hosts": ["a@b.example"]}])
def test_a_list_of_fewer_than_two_becomes_one_of_two(today):
    rule, _ = read(HOSTS)
    assert lists_of_two(rule, today) == {"pupil_facing_hosts": ["first@school.example", "second@school.example"]}


def test_a_list_of_several_stays_and_loses_one_for_another_value():
    rule, _ = read(HOSTS)
    today = {"pupil_facing_hosts": ["a@b.example", "c@b.example"]}
    assert lists_of_two(rule, today) == {}
    assert other_values(rule, today) == {"pupil_facing_hosts": ["c@b.example"]}


def test_what_is_made_up_for_a_shipped_rule_suits_it():
    given = st_joseph().parameters
    with_parameters = [
        rule for rule in load_rules([shipped("rules")]) if any(one.parameters() for one in rule.conditions)
    ]
    assert with_parameters
    for rule in with_parameters:
        for made_up in (lists_of_two(rule, given), other_values(rule, given)):
            assert list(parameter_misfits(rule, given | made_up)) == [], rule.id
