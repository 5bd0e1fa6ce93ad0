"""Two rules that no value satisfies together are found, for people whom both are meant for."""

from dataclasses import replace

from tests.evaluate.build import st_joseph
from tests.lint.build import found, read
from zoom_policy_lint.catalogue import setting, settings
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy.scopes import Scope

SHARING = """\
setting: in_meeting.who_can_share_screen
expect: EXPECT
WHEN
lock: none
examples:
  pass: {account: {in_meeting.who_can_share_screen: host}}
  fail: {account: {in_meeting.who_can_share_screen: all}}
  unknown: {account: {}}
"""


def sharing(id_, expect, when=""):
    return read(SHARING.replace("EXPECT", expect).replace("WHEN\n", f"{when}\n" if when else ""), id_)


def scoped(**scopes):
    made = tuple(Scope(name, name, None, None, rules) for name, rules in scopes.items())
    return replace(st_joseph(), scopes=made)


def pairs(*rules, policy=None):
    return sorted((one.rule, one.sentence) for one in found("contradicts", *rules, policy=policy))


def test_rules_that_ask_for_different_values_contradict_and_both_say_so():
    sentence = "“in_meeting.who_can_share_screen”: no value is right both here and for the rule “{}”"
    assert pairs(sharing("one", "host"), sharing("other", "all")) == [
        ("one", sentence.format("other")),
        ("other", sentence.format("one")),
    ]


def test_rules_that_some_value_satisfies_do_not_contradict():
    assert pairs(sharing("one", "host"), sharing("other", "{one_of: [host, all]}")) == []


def test_rules_under_switches_that_exclude_each_other_do_not_contradict():
    on, off = (f"when: {{in_meeting.screen_sharing: {value}}}" for value in ("true", "false"))
    assert pairs(sharing("one", "host", on), sharing("other", "all", off)) == []
    assert pairs(sharing("one", "host", on), sharing("other", "all", on)) != []
    assert pairs(sharing("one", "host", on), sharing("other", "all")) != []


def test_rules_for_different_people_do_not_contradict():
    rules = sharing("one", "host"), sharing("other", "all")
    assert pairs(*rules, policy=scoped(staff=("other",), pupils=("one",))) == []
    assert pairs(*rules, policy=scoped(staff=("other", "one"))) != []
    assert pairs(*rules, policy=scoped(staff=("other",))) != []


def test_rules_at_different_levels_do_not_contradict():
    account = sharing("one", "host", "levels: [account]")
    users = SHARING.replace("EXPECT", "all").replace("WHEN", "levels: [user]").replace("account:", "user:")
    assert pairs(account, read(users, "other")) == []


def test_fields_of_the_same_resources_contradict_too():
    body = """\
resource: meeting
where: {password.set: true}
expect: {password.length: EXPECT}
examples:
  pass: {meeting: {password.set: true, password.length: 8}}
  fail: {meeting: {password.set: true, password.length: 4}}
  unknown: {meeting: {}}
"""
    short, long, fair = (
        read(body.replace("EXPECT", expect), name)
        for name, expect in (("short", "{at_most: 7}"), ("long", "{at_least: 8}"), ("fair", "{at_least: 4}"))
    )
    assert {name for name, _ in pairs(short, long)} == {"short", "long"}
    assert pairs(short, fair) == []


def test_a_rule_that_the_policy_does_not_use_contradicts_nothing():
    assert found("contradicts", sharing("one", "host"), sharing("other", "all"), in_use=False) == []


ROOM = """\
resource: meeting
expect: {settings.waiting_room: EXPECT}
examples:
  pass: {meeting: {settings.waiting_room: EXPECT}}
  fail: {meeting: {settings.waiting_room: OTHER}}
  unknown: {meeting: {}}
"""
WAITING = """\
setting: waiting_room
expect: true
lock: none
LEVELS
examples:
  pass: {meeting: {waiting_room: true}}
  fail: {meeting: {waiting_room: false}}
  unknown: {meeting: {}}
"""


def test_a_field_of_a_resource_and_the_setting_that_stands_there_contradict():
    key = next(
        key for key in settings() if Level.MEETING in setting(key).levels and _path(key) == ["settings.waiting_room"]
    )
    waiting = read(WAITING.replace("LEVELS\n", "").replace("waiting_room", key), "waiting")
    without = read(ROOM.replace("EXPECT", "false").replace("OTHER", "true"), "no-room")
    within = read(ROOM.replace("EXPECT", "true").replace("OTHER", "false"), "room")
    assert {name for name, _ in pairs(waiting, without)} == {"waiting", "no-room"}
    assert pairs(waiting, within) == []


def _path(key):
    return [path.path for path in setting(key).levels[Level.MEETING].paths]


def test_a_parameter_that_is_0_is_given():
    body = SHARING.replace("WHEN", "given: {parameter: minimum_adults}").replace("EXPECT", "EXPECT\n")
    one, other = read(body.replace("EXPECT\n", "host"), "one"), read(body.replace("EXPECT\n", "all"), "other")
    zero, none = (replace(st_joseph(), parameters=st_joseph().parameters | {"minimum_adults": n}) for n in (0, None))
    assert pairs(one, other, policy=zero) != []
    assert pairs(one, other, policy=none) == []
