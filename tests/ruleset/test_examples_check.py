"""Examples of rules: what they may give, and which of them prove nothing."""

import pytest

from tests.support.each import each
from zoom_policy_lint.ruleset.load import build_rule, load_rules
from zoom_policy_lint.ruleset.shipped import shipped
from zoom_policy_lint.ruleset.source import parse

HEAD = "id: a-rule\ntitle: A title\nseverity: high\nrationale: Because.\nremediation: Click.\n"

WAITING = HEAD + "setting: meeting_security.waiting_room\nexpect: true\n"
RENAMING = HEAD + "setting: in_meeting.allow_participants_to_rename\nexpect: false\nlock: none\n"
CHAT = HEAD + "settings:\n  in_meeting.allow_participants_chat_with: {one_of: [1, 2]}\nwhen: {in_meeting.chat: true}\n"
SCRIPTS = HEAD + "setting: in_meeting.data_center_regions\nexpect: {subset_of: [US, DE]}\nlock: none\n"
USERS = HEAD + "resource: user\nwhere: {type: 2}\nexpect: {email: {domain_in: {parameter: school_domains}}}\n"
SIGN_IN = HEAD + "resource: user\nexpect: {login_types: {subset_of: [100, 101]}}\n"
ROOMS = HEAD + "resource: user\nexpect: {'assistants[].email': {every: {domain_in: [school.example]}}}\n"
COUNT = HEAD + "resource: account\ncount: {users_with_roles: [Owner]}\nexpect: {at_least: 2}\n"
SAYS = HEAD + "resource: meeting\nsays: {part: S4a, phrases: {parameter: joining_instruction_phrases}}\n"
REGISTER = (
    HEAD
    + "resource: user\nregister: {file: {parameter: training_register}, valid_months: {parameter: training_valid_months}}\n"
)
STAND_INS = HEAD + "resource: user\nstand_ins: {hosts: {parameter: pupil_facing_hosts}}\n"
ASK = HEAD + "resource: recording\nask: Did the parents agree?\n"


def problems_of(rule: str, **examples: str) -> list[str]:
    """Every problem of a rule with these examples, as `status path text` of the line, with message and hint."""
    text = f"{rule}examples:\n" + "".join(f"  {status}: {given}\n" for status, given in examples.items())
    _, problems = build_rule(parse(text, "a-rule.yaml"))
    lines = text.splitlines()
    return [f"{lines[one.line - 1][one.column - 1 :]} | {one.message} | {one.hint}" for one in problems]


def found(rule: str, **examples: str) -> list[str]:
    """The same without what is said of verdicts that have no example."""
    return [one for one in problems_of(rule, **examples) if "no example shows" not in one]


WELCOME = [
    (WAITING, "pass", "{account: {meeting_security.waiting_room: true}, locked: true}"),
    (WAITING, "fail", "{locked: false}"),
    (WAITING + "levels: [user]\n", "fail", "{account: {meeting_security.waiting_room: false}, locked: false}"),
    (WAITING, "unknown", "[{user: {}}, {meeting: {meeting_security.waiting_room: 7}}]"),
    (WAITING, "unknown", "{user: {meeting_security.waiting_room: {a: [1, null]}}}"),
    (RENAMING, "pass", "{account: {in_meeting.allow_participants_to_rename: false}}"),
    (CHAT, "pass", "{user: {in_meeting.chat: true, in_meeting.allow_participants_chat_with: 2}}"),
    (CHAT, "not_applicable", "{user: {in_meeting.chat: false}}"),
    (CHAT, "unknown", "{user: {in_meeting.chat: true, in_meeting.allow_participants_chat_with: 77}}"),
    (SCRIPTS, "pass", "{account: {in_meeting.data_center_regions: [US]}}"),
    (USERS, "pass", "{user: {email: a@b.org, type: 2, status: active}, parameters: {school_domains: [b.org]}}"),
    (SIGN_IN, "fail", "{user: {login_types: [100, 24]}}"),
    (ROOMS, "unknown", "{user: {'assistants[].email': [7]}}"),
    (COUNT, "pass", "{count: 2}"),
    (COUNT, "unknown", "{}"),
    (SAYS, "pass", "{meeting: {description: Sit straight., invitation: ''}}"),
    (SAYS, "unknown", "{meeting: {}}"),
    (
        REGISTER,
        "pass",
        "{user: {email: a@b.org}, register: {a@b.org: current}, parameters: {training_register: a.csv}}",
    ),
    (STAND_INS, "fail", "[{meeting: {stand_ins: []}}, {user: {acting_assistants: []}}]"),
    (ASK, "manual", "{recording: {start_time: '2025-12-20T10:00:00Z'}}"),
]


@each(("rule", "status", "example"), WELCOME)
def test_an_example_gives_what_its_rule_looks_at(rule, status, example):
    assert found(rule, **{status: example}) == []


REFUSED = {
    "a setting of another rule": (
        (WAITING, "pass", "{account: {in_meeting.chat: true}}"),
        (
            "in_meeting.chat: true}} | this rule looks at no “in_meeting.chat” of the account | "
            "known: meeting_security.waiting_room"
        ),
    ),
    "a mistyped setting": (
        (WAITING, "unknown", "{account: {meeting_security.waitingroom: true}}"),
        (
            "meeting_security.waitingroom: true}} | this rule looks at no “meeting_security.waitingroom” of the account | "
            "did you mean meeting_security.waiting_room?"
        ),
    ),
    "a level at which Zoom keeps no such thing": (
        (RENAMING, "pass", "{user: {in_meeting.allow_participants_to_rename: false}}"),
        (
            "user: {in_meeting.allow_participants_to_rename: false}} | this rule does not look at “user” | "
            "its examples may give: account, parameters"
        ),
    ),
    "a setting that Zoom keeps elsewhere": (
        (
            HEAD + "settings: {in_meeting.allow_participants_to_rename: false, in_meeting.chat: false}\n",
            "pass",
            "{user: {in_meeting.allow_participants_to_rename: false}}",
        ),
        (
            "in_meeting.allow_participants_to_rename: false}} | "
            "Zoom does not keep “in_meeting.allow_participants_to_rename” at the level “user” | it keeps it at: account"
        ),
    ),
    "a level that the rule does not judge": (
        (WAITING + "lock: none\nlevels: [user]\n", "pass", "{account: {meeting_security.waiting_room: true}}"),
        (
            "account: {meeting_security.waiting_room: true}} | this rule does not look at “account” | "
            "its examples may give: user, parameters"
        ),
    ),
    "a lock where Zoom offers none": (
        (RENAMING, "pass", "{account: {in_meeting.allow_participants_to_rename: false}, locked: true}"),
        (
            "locked: true} | Zoom offers the account no lock for “in_meeting.allow_participants_to_rename” | "
            "take “locked” out"
        ),
    ),
    "a lock that the rule does not look at": (
        (WAITING + "lock: none\n", "pass", "{account: {meeting_security.waiting_room: true}, locked: true}"),
        "locked: true} | this rule does not look at the lock (lock: none) | take “locked” out",
    ),
    "a value of the wrong type": (
        (WAITING, "fail", "{account: {meeting_security.waiting_room: 0}}"),
        "meeting_security.waiting_room: 0}} | 0 is not true or false | write false",
    ),
    "a value that Zoom does not give": (
        (CHAT, "fail", "{user: {in_meeting.chat: true, in_meeting.allow_participants_chat_with: 9}}"),
        "in_meeting.allow_participants_chat_with: 9}} | 9 is not a value that Zoom gives | known: 1, 2, 3, 4",
    ),
    "no value": (
        (WAITING, "fail", "{account: {meeting_security.waiting_room: null}}"),
        (
            "meeting_security.waiting_room: null}} | there is no value here | "
            "take it out, or show under “unknown” what Zoom leaves out"
        ),
    ),
    "text for a list": (
        (SCRIPTS, "pass", "{account: {in_meeting.data_center_regions: US}}"),
        'in_meeting.data_center_regions: US}} | "US" is not a list of texts | write a list: ["US"]',
    ),
    "a value in a list that Zoom does not give": (
        (SIGN_IN, "fail", "{user: {login_types: [100, 7]}}"),
        "7]}} | 7 is not a value that Zoom gives | known: 0, 1, 11, 21, 23, 24, 27, 97, 98, 99, 100, 101",
    ),
    "one value for a path through a list": (
        (ROOMS, "unknown", "{user: {'assistants[].email': 7}}"),
        (
            "'assistants[].email': 7}} | “assistants[].email” goes through a list, one value for each item of it | "
            "write a list, such as [7]"
        ),
    ),
    "a field that there is not": (
        (USERS, "pass", "{user: {e_mail: a@b.org}}"),
        "e_mail: a@b.org}} | this rule looks at no “e_mail” of the user | did you mean email?",
    ),
    "another resource": (
        (USERS, "pass", "{meeting: {host: a@b.org}}"),
        "meeting: {host: a@b.org}} | this rule does not look at “meeting” | its examples may give: user, parameters",
    ),
    "a count for a resource": (
        (USERS, "pass", "{user: {email: a@b.org}, count: 2}"),
        "count: 2} | this rule does not look at “count” | its examples may give: user, parameters",
    ),
    "a register that the rule does not read": (
        (USERS, "pass", "{user: {email: a@b.org}, register: {a@b.org: current}}"),
        "register: {a@b.org: current}} | this rule does not look at “register” | its examples may give: user, parameters",
    ),
    "a resource for a count": (
        (COUNT, "pass", "{account: {count: 2}}"),
        "account: {count: 2}} | this rule does not look at “account” | its examples may give: count, parameters",
    ),
    "a count below nothing": (
        (COUNT, "fail", "{count: -1}"),
        "count: -1} | -1 is no number of people for an example | write a whole number from 0 to 1000",
    ),
    "half a person": (
        (COUNT, "fail", "{count: 2.0}"),
        "count: 2.0} | 2.0 is no number of people for an example | write a whole number from 0 to 1000",
    ),
    "nothing": (
        (WAITING, "unknown", "{}"),
        (
            "unknown: {} | this example gives nothing that the rule could judge | "
            "give account or group or user or meeting (with nothing in it for what Zoom does not return)"
        ),
    ),
    "a text that is none": (
        (SAYS, "unknown", "{meeting: {description: 7}}"),
        'description: 7}} | 7 is not text | write "7", in quotes, for the text',
    ),
    "a field of a meeting for a rule on its texts": (
        (SAYS, "unknown", "{meeting: {topic.filled: true}}"),
        "topic.filled: true}} | this rule looks at no “topic.filled” of the meeting | known: description, invitation",
    ),
    "a parameter of another rule": (
        (USERS, "pass", "{user: {email: a@b.org}, parameters: {minimum_adults: 2}}"),
        "minimum_adults: 2}} | this rule does not use the parameter “minimum_adults” | known: school_domains",
    ),
    "a parameter for a rule without any": (
        (WAITING, "unknown", "{user: {}, parameters: {minimum_adults: 2}}"),
        "minimum_adults: 2}} | this rule does not use the parameter “minimum_adults” | it uses none",
    ),
}


@each(("given", "problem"), REFUSED.values(), ids=REFUSED)
def test_an_example_that_proves_nothing_is_refused_at_its_place(given, problem):
    rule, status, example = given
    assert found(rule, **{status: example}) == [problem]


@pytest.mark.parametrize(
    ("given", "place", "words"),
    [
        ("{school_domain: [a.org]}", "school_domain:", "“school_domain”"),
        ("{school_domains: []}", "school_domains:", "must not be empty"),
        ("{school_domains: [7]}", "7]", "must be text, not 7"),
        ("{school_domains: a.org}", "school_domains:", "must be a list"),
    ],
)
def test_a_parameter_of_an_example_is_one_that_a_policy_could_set(given, place, words):
    (problem,) = found(USERS, **{"pass": f"{{user: {{email: a@b.org}}, parameters: {given}}}"})
    assert problem.startswith(place)
    assert words in problem


def test_the_same_example_twice_proves_nothing_new():
    example = "{user: {meeting_security.waiting_room: false}}"
    other = "{user: {meeting_security.waiting_room: False}}"
    assert found(WAITING, fail=f"[{example}, {other}]") == [
        f"{other}] | this example stands under “fail” twice | take one of them out"
    ]


def test_the_same_example_cannot_lead_to_two_verdicts():
    example = "{user: {}}"
    assert found(WAITING, unknown=example, fail=f"[{example}]") == [
        (
            f"{example}] | the same example stands under “unknown” too, and a rule gives only one verdict on it | "
            "take out the one that is wrong"
        )
    ]


def test_every_verdict_that_a_rule_gives_wants_an_example():
    assert [one.split(" | ")[1] for one in problems_of(WAITING, unknown="{user: {}}")] == [
        "no example shows what is “pass”",
        "no example shows what is “fail”",
    ]
    assert [one.split(" | ")[1] for one in problems_of(ASK, unknown="{recording: {}}")] == [
        "no example shows what is “manual”"
    ]


def test_examples_are_checked_although_the_condition_is_broken():
    broken = HEAD + "setting: meeting_security.waiting_room\nexpect: {mach: 1}\n"
    assert [one.split(" | ")[1] for one in found(broken, fail="{user: {in_meeting.chat: 0}}")] == [
        "unknown operator “mach”",
        "this rule looks at no “in_meeting.chat” of the user",
    ]


def test_all_problems_of_all_examples_come_at_once():
    assert len(found(WAITING, fail="[{user: {meeting_security.waiting_room: 1}, count: 2}, {group: {a: 1}}]")) == 3


def test_no_example_of_a_shipped_rule_is_refused():
    assert len(load_rules([shipped("rules")])) > 100
