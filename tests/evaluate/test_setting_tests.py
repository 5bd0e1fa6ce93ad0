"""No request is proposed where there is a choice that a person has to make first."""

from dataclasses import replace

from tests.evaluate.build import st_joseph
from zoom_policy_lint.evaluate.setting_tests import test_of as judged_setting
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.ruleset import Condition, Match, Parameter, SettingBody

RULE = st_joseph().rules["waiting-room"]
CHAT, PRIVATE = "in_meeting.chat", "in_meeting.private_chat"
OFF = Condition("equals", False)
BOTH = SettingBody(((CHAT, OFF), (PRIVATE, OFF)), frozenset(), Lock.NONE, (Level.ACCOUNT,), ())


def requests(body):
    return judged_setting(CHAT, OFF, body, RULE).remedies[Level.ACCOUNT].requests


def test_what_must_be_so_is_proposed_as_a_request():
    assert requests(BOTH) == (("/accounts/{id}/settings", {"in_meeting": {"chat": False}}),)


def test_where_one_of_several_is_enough_no_request_is_proposed():
    assert requests(replace(BOTH, match=Match.ANY)) == ()


def test_while_a_parameter_of_the_rule_is_not_set_no_request_is_proposed():
    open_ = ("in_meeting.ports_range", Condition("same_parts", Parameter("approved_port_range")))
    assert requests(replace(BOTH, settings=(*BOTH.settings, open_), unset="Which ports?")) == ()
