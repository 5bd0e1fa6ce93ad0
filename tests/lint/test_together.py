"""Rules whose settings answer together, that a policy takes settings out of, or that ask a person: what lint makes of them."""

from dataclasses import replace

import pytest

from tests.evaluate.build import st_joseph
from tests.lint.build import changes, found, read, run

ANY = """\
settings: {in_meeting.polling: false, in_meeting.whiteboard: false}
match: MATCH
lock: none
levels: [account]
examples:
  pass:
    - {account: {in_meeting.polling: false, in_meeting.whiteboard: true}}
SECOND
  fail:
    - {account: {in_meeting.polling: true, in_meeting.whiteboard: true}}
  unknown: [{account: {}}]
"""
SECOND = "    - {account: {in_meeting.polling: true, in_meeting.whiteboard: false}}"


def together(match, second):
    return read(ANY.replace("MATCH", match).replace("SECOND", second))


def test_an_example_that_another_setting_saves_proves_that_any_is_enough():
    assert not [one for one in changes(together("any", SECOND)) if "match" in one]


def test_without_one_lint_says_that_the_rule_could_as_well_be_another():
    said = changes(together("any", ""))
    assert any("“match: newest”" in one for one in said), said


def test_conditions_of_a_rule_in_which_any_is_enough_contradict_nobody():
    other = read(
        "setting: in_meeting.whiteboard\nexpect: true\nlock: none\nlevels: [account]\nexamples:\n"
        "  pass: {account: {in_meeting.whiteboard: true}}\n  fail: {account: {in_meeting.whiteboard: false}}\n"
        "  unknown: {account: {}}\n",
        "b-rule",
    )
    assert not found("contradictory-rules", together("any", SECOND), other)


UNLESS = """\
settings: {in_meeting.polling: false, in_meeting.whiteboard: false}
unless: {in_meeting.polling: {parameter: own_list, lists: polls}}
lock: none
levels: [account]
examples:
  pass: {account: {in_meeting.polling: false, in_meeting.whiteboard: false}}
  fail:
    - {account: {in_meeting.polling: true, in_meeting.whiteboard: false}}
    - {account: {in_meeting.polling: false, in_meeting.whiteboard: true}}
  unknown: [{account: {in_meeting.polling: false}}, {account: {in_meeting.whiteboard: false}}]
"""


def test_that_a_list_takes_a_setting_out_is_proved_by_an_example():
    assert any("it is judged although the policy lists it" in one for one in changes(read(UNLESS)))
    proved = UNLESS.replace(
        "  pass: {account",
        "  pass:\n    - {account: {in_meeting.polling: true, in_meeting.whiteboard: false}, "
        "parameters: {own_list: [polls]}}\n    - {account",
    )
    assert not [one for one in changes(read(proved)) if "although the policy lists it" in one]


ASKING = """\
setting: in_meeting.data_center_regions
expect: {subset_of: {parameter: own_regions}}
unset: Are they trusted?
lock: none
levels: [account]
examples:
  pass: {account: {in_meeting.data_center_regions: [DE]}, parameters: {own_regions: [DE]}}
  fail: {account: {in_meeting.data_center_regions: [US]}, parameters: {own_regions: [DE]}}
  unknown: {account: {}, parameters: {own_regions: [DE]}}
  manual: {account: {}}
"""


@pytest.mark.parametrize("value", [None, [], "", ["DE"], ["DE", "IE"], "DE", 5])
@pytest.mark.parametrize("body", [ASKING, UNLESS.replace("own_list", "own_regions")])
def test_no_value_of_a_parameter_that_may_be_unset_is_too_much_for_lint(body, value):
    base = st_joseph()
    policy = replace(base, parameters={**base.parameters, "own_regions": value})
    assert run(read(body), policy=policy) is not None
    assert run(read(body), policy=base) is not None
