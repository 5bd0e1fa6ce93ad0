import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.catalogue import settings as keys
from zoom_policy_lint.evaluate.examples import try_examples
from zoom_policy_lint.lint.proof import prove
from zoom_policy_lint.model.words import Level, Lock, Severity, Status
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.ruleset import parse_condition
from zoom_policy_lint.ruleset.draft import (
    Draft,
    examples,
    lock_misfit,
    rule_text,
    usual_lock,
    why_not,
)
from zoom_policy_lint.ruleset.draft_words import LONGEST_TITLE, usual_id, usual_title
from zoom_policy_lint.ruleset.load import build_rule
from zoom_policy_lint.ruleset.source import parse
from zoom_policy_lint.ruleset.yaml_text import one_line

POLICY = load_policy("st_joseph")
WRITABLE = [key for key in keys() if not why_not(setting(key))]
BY_SHAPE = {
    (row.type, bool(row.known), tuple(row.levels), lock): row.key
    for row in map(setting, WRITABLE)
    for lock in Lock
    if not lock_misfit(row, lock)
}
"""One setting for every type, every set of levels and every lock that can be asked of it."""


def draft(key, expect, lock=None, **more):
    row, condition = setting(key), parse_condition(expect)
    parameters = {name: POLICY.parameters[name] for name in condition.parameters()}
    words = {
        "id": "a-rule",
        "title": usual_title(row, condition, parameters),
        "setting": row,
        "condition": condition,
        "severity": Severity.LOW,
        "lock": lock or usual_lock(row),
        "why": "Somebody could be hurt.",
        "parameters": parameters,
    }
    return Draft(**(words | more))


def written(one):
    """The rule of a draft, as it is read from its text; every problem of it fails the test."""
    rule, problems = build_rule(parse(rule_text(one, "# a modeline"), f"{one.id}.yaml"))
    assert problems == []
    return rule


def proven(one):
    rule = written(one)
    assert [(out.example.given, out.message) for out in try_examples(rule, POLICY) if not out.right] == []
    assert not prove(rule, POLICY).survivors  # every small change of the condition is noticed by an example
    return rule


def sensible(row):
    """What one may expect of a setting."""
    if row.type == "boolean":
        return [True, False]
    if row.type.startswith("array<"):
        items = list(row.known[:2]) or {"string": ["a", "b"], "boolean": [True]}.get(row.type[6:-1], [1, 5])
        free = [] if row.known else [{"empty": True}]
        return [{"contains_all": items}, {"contains_none": items[:1]}, {"contains_any": items}, *free]
    if row.known:
        return [row.known[0], {"none_of": [row.known[-1]]}] if len(row.known) > 1 else [row.known[0]]
    if row.type in ("integer", "number"):
        return [8, {"at_least": 8}, {"at_most": 30}, {"not": {"one_of": [3, 9]}}]
    texts = [{"matches": "^abc"}, {"empty": True}, {"domain_in": ["school.example"]}, {"address_in": ["a@b.example"]}]
    return ["x", {"one_of": ["a", "b"]}, *(texts if row.type == "string" else [])]


@pytest.mark.parametrize(
    ("shape", "key"), BY_SHAPE.items(), ids=[f"{key}-{shape[3]}" for shape, key in BY_SHAPE.items()]
)
def test_the_rule_of_every_type_level_and_lock_is_valid_and_its_examples_hold(shape, key):
    for expect in sensible(setting(key)):
        rule = proven(draft(key, expect, shape[3]))
        assert set(rule.levels) == set(setting(key).levels)


@settings(max_examples=40, deadline=None)
@given(key=st.sampled_from(WRITABLE), data=st.data())
def test_the_rule_of_any_setting_is_valid_and_its_examples_hold(key, data):
    row = setting(key)
    lock = data.draw(st.sampled_from([lock for lock in Lock if not lock_misfit(row, lock)]))
    proven(draft(key, data.draw(st.sampled_from(sensible(row))), lock))


@given(title=st.text().filter(str.strip), why=st.text().filter(str.strip))
@example(title="a: b # c", why="- x: 'y'\n---\n...\n%TAG")
@example(title="\x00\x1b[31m\u2028\ud800 “🎒”", why="\ufeff> | \x07 a")
@example(title="yes", why="#")
@example(title="2026-01-01", why="null")
def test_whatever_is_said_of_a_rule_it_can_be_read_again(title, why):
    title, why = one_line(title)[:LONGEST_TITLE].strip(), one_line(why)
    rule = written(draft("in_meeting.chat", expect=False, title=title, why=why)) if title and why else None
    assert rule is None or (rule.title == title and rule.rationale)


def cases(one, status, level="account"):
    return [case[level] for case in examples(one)[status] if level in case]


def test_every_other_known_value_fails():
    key = "in_meeting.allow_participants_chat_with"
    one = draft(key, {"at_most": 2})
    assert cases(one, Status.PASS) == [{key: 1}, {key: 2}]
    assert cases(one, Status.FAIL) == [{key: 3}, {key: 4}]
    assert cases(one, Status.UNKNOWN) == [{}]


def test_numbers_are_tried_on_both_sides_of_a_limit():
    key = "meeting_security.meeting_password_requirement.length"
    one = draft(key, {"at_least": 8})
    assert cases(one, Status.PASS) == [{key: 8}, {key: 9}]
    assert cases(one, Status.FAIL) == [{key: 7}]


def test_each_item_of_a_list_is_missing_once_and_every_other_stands_alone():
    key = "in_meeting.data_center_regions"
    wanted = draft(key, {"contains_all": ["IE", "NL"]})
    assert [case[key] for case in cases(wanted, Status.FAIL)][:3] == [[], ["IE"], ["NL"]]
    only = draft(key, {"subset_of": ["IE", "NL"]})
    failing = [case[key] for case in cases(only, Status.FAIL)]
    assert [[code] for code in setting(key).known if code not in ("IE", "NL")] == failing[:-1]
    assert failing[-1][:2] == ["IE", "NL"]


def test_a_value_of_the_policy_stands_in_every_example_and_another_one_where_it_makes_a_difference():
    key = "recording.auto_delete_cmr_days"
    one = draft(key, {"at_most": {"parameter": "recording_retention_days"}})
    every = [case for found in examples(one).values() for case in found]
    days = [case["parameters"]["recording_retention_days"] for case in every]
    assert set(days) == {30, 60}
    assert "at most the policy's recording retention days" in one.title
    proven(one)


def test_a_list_of_the_policy_may_stand_in_a_condition():
    one = draft("security.signin_with_sso.domains", {"contains_all": {"parameter": "school_domains"}})
    assert "the policy's school domains" in one.title
    proven(one)


def test_a_required_lock_is_shown_to_fail_when_open_and_to_be_unknown_when_unread():
    key = "meeting_security.waiting_room"
    found = examples(draft(key, expect=True, lock=Lock.REQUIRED))
    right = {"account": {key: True}}
    assert right | {"locked": True} in found[Status.PASS]
    assert right | {"locked": False} in found[Status.FAIL]
    assert right in found[Status.UNKNOWN]


def test_right_without_a_preferred_lock_is_shown_to_pass():
    key = "meeting_security.waiting_room"
    found = examples(draft(key, expect=True, lock=Lock.PREFERRED))
    assert {"account": {key: True}, "locked": False} in found[Status.PASS]


@pytest.mark.parametrize(
    ("key", "expect", "word"),
    [
        ("occurrences[].status", {"subset_of": ["available", "deleted"]}, "fail"),
        ("in_meeting.polling", {"not": {"one_of": [True, False]}}, "satisfy"),
    ],
)
def test_a_condition_that_nothing_can_fail_or_satisfy_is_refused(key, expect, word):
    if setting(key) is None:
        pytest.fail(key)
    with pytest.raises(ValueError, match=f"no value is known that would {word} it"):
        examples(draft(key, expect))


def test_no_rule_is_written_on_a_secret_or_on_lists_within_lists():
    assert "is a secret" in why_not(setting("schedule_meeting.pmi_password"))
    assert "no condition" in why_not(setting("meeting_security.chat_etiquette_tool.policies"))
    assert why_not(setting("in_meeting.chat")) == ""


def test_a_lock_that_zoom_does_not_offer_is_said():
    open_, account, group = (
        next(row for row in map(setting, WRITABLE) if test(row))
        for test in (
            lambda row: usual_lock(row) is Lock.NONE,
            lambda row: Level.ACCOUNT in row.levels and row.levels[Level.ACCOUNT].locks,
            lambda row: usual_lock(row) is Lock.PREFERRED and "in groups only" in lock_misfit(row, Lock.REQUIRED),
        )
    )
    assert "write none" in lock_misfit(open_, Lock.REQUIRED)
    assert lock_misfit(account, Lock.REQUIRED) == ""
    assert lock_misfit(group, Lock.PREFERRED) == ""


@each(
    ("key", "expect", "title"),
    [
        ("in_meeting.polling", True, "The poll button is in the meeting controls"),
        ("schedule_meeting.join_before_host", False, "Participants may not join before the host arrives"),
        ("chat.ai_summary.enable", False, "AI summaries of chats are off"),
        ("meeting_authentication", False, "“Only signed-in users may join meetings” is off"),
        ("settings.approval_type", 0, None),
        ("settings.approval_type", 1, None),
        ("in_meeting.who_can_share_screen", "host", None),
    ],
)
def test_the_title_is_a_statement(key, expect, title):
    row, condition = setting(key), parse_condition(expect)
    made = usual_title(row, condition, {})
    assert made == title or (title is None and made.startswith("“") and "” is " in made)


def test_numbers_are_no_switches():
    """In Python 0 == False and 1 == True."""
    key = "in_meeting.allow_participants_chat_with"
    row = setting("settings.approval_type")
    for number in (0, 1):
        assert usual_id(row, parse_condition(number)) == "approval-type"
        assert usual_title(row, parse_condition(number), {}) != row.summary.rstrip(".")
    assert "no chat" in usual_title(setting(key), parse_condition(1), {})


@each("key", WRITABLE[::5])
def test_every_title_fits_a_report(key):
    for expect in sensible(setting(key)):
        assert 0 < len(usual_title(setting(key), parse_condition(expect), {})) <= LONGEST_TITLE


def test_a_lock_that_is_only_preferred_must_be_offered_too():
    assert "write none" in lock_misfit(setting("in_meeting.allow_participants_to_rename"), Lock.PREFERRED)


@pytest.mark.parametrize(
    ("key", "expect", "id_"),
    [
        ("in_meeting.chat", False, "no-chat"),
        ("in_meeting.chat", True, "chat"),
        ("in_meeting.virtual_background_settings.enable", False, "no-virtual-background-settings"),
        ("authentication_options[].domains", {"empty": True}, "domains"),
    ],
)
def test_the_id_is_made_of_the_key(key, expect, id_):
    assert usual_id(setting(key), parse_condition(expect)) == id_


def test_known_values_stand_in_the_file_with_their_meaning_and_the_portal_path():
    text = rule_text(draft("in_meeting.allow_participants_chat_with", 2), "# a modeline")
    assert text.startswith("# a modeline\n")
    assert "#   2: host and co-hosts only\n" in text
    assert "Admin portal > Account Management > Account Settings > Meeting > In Meeting (Basic)" in text


def test_the_text_is_the_same_every_time():
    one = draft("in_meeting.data_center_regions", {"contains_none": ["CN"]})
    assert rule_text(one, "") == rule_text(one, "")
    assert json.dumps(examples(one)) == json.dumps(examples(one))
