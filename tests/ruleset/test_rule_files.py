"""Broken rule files: every problem, at its line and column, in words that say what to do."""

from pathlib import Path

import pytest

from zoom_policy_lint.catalogue.settings import setting, settings
from zoom_policy_lint.model.errors import ProblemsError
from zoom_policy_lint.ruleset import load_rules
from zoom_policy_lint.ruleset.setting_levels import JUDGED_LEVELS
from zoom_policy_lint.ruleset.shipped import shipped

GOOD = """\
id: good-rule
title: A waiting room holds everyone
severity: high
setting: meeting_security.waiting_room
expect: true
lock: required
rationale: Because.
remediation: Click.
examples:
  pass: {account: {meeting_security.waiting_room: true}, locked: true}
  fail: {account: {meeting_security.waiting_room: false}}
  unknown: {account: {}}
"""

PEOPLE = """\
id: good-rule
title: Addresses are the school's
severity: high
resource: user
expect: {email: {domain_in: {parameter: school_domains}}}
rationale: Because.
remediation: Click.
examples:
  pass: {user: {email: a@stjosephs.example.sch.uk}}
  fail: {user: {email: a@gmail.com}}
  unknown: {user: {}}
"""

COUNTING = """\
id: good-rule
title: Two people can look
severity: high
resource: account
count: {users_with_roles: {parameter: oversight_roles}}
expect: {at_least: {parameter: minimum_administrators}}
rationale: Because.
remediation: Click.
examples:
  pass: {count: 2}
  fail: {count: 1}
  unknown: {}
"""


def problems_of(folder: Path, *texts: str | bytes, names=("good-rule.yaml", "second-rule.yaml")):
    """(line, column, message and hint) of every problem that these rule files have."""
    for name, text in zip(names, texts, strict=False):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        load_rules([folder])
    except ProblemsError as error:
        return [(one.line, one.column, f"{one.message} {one.hint}") for one in error.problems]
    return []


@pytest.mark.parametrize("text", [GOOD, PEOPLE, COUNTING])
def test_a_good_file_has_no_problem(text, tmp_path):
    assert problems_of(tmp_path, text) == []


def changed(old: str, new: str, base: str = GOOD) -> str:
    assert base.count(old) == 1, old
    return base.replace(old, new)


SEVERAL = changed(
    "setting: meeting_security.waiting_room\nexpect: true\nlock: required\n",
    "settings:\n  in_meeting.chat: false\n  in_meeting.private_chat: false\noptional: [in_meeting.chat, in_meeting.private_chat]\n",
)

BROKEN = {
    "a syntax error": (changed("title: A", "title: [A"), 3, 9, "not valid YAML"),
    "a tab": (changed("severity: high", "\tseverity: high"), 3, 1, "not valid YAML"),
    "an unknown key": (
        changed("severity:", "severety:"),
        3,
        1,
        "unknown key “severety” did you mean severity?",
    ),
    "a missing key": (changed("severity: high\n", ""), 1, 1, "“severity” is missing"),
    "an unknown setting": (
        changed("setting: meeting_security.waiting_room\n", "setting: meeting_security.waitingroom\n"),
        4,
        1,
        "unknown setting “meeting_security.waitingroom” nearest: meeting_security.waiting_room",
    ),
    "an unknown setting among several": (
        changed("  in_meeting.chat: false\n", "  in_meeting.chatt: false\n", SEVERAL),
        5,
        3,
        "unknown setting “in_meeting.chatt” nearest: in_meeting.chat",
    ),
    "an unknown switch above": (changed("lock:", "when: {in_meeting.nothing: true}\nlock:"), 6, 8, "unknown setting"),
    "a value of the wrong type": (changed("expect: true", "expect: 1"), 5, 1, "1 is not true or false write true"),
    "no value": (changed("expect: true", "expect:"), 5, 1, "there is no value here write true or false"),
    "a value that Zoom does not give": (
        changed(
            "setting: meeting_security.waiting_room\nexpect: true\nlock: required",
            "setting: in_meeting.allow_participants_chat_with\nexpect: 9",
        ),
        5,
        1,
        "9 is not a value that Zoom gives known: 1, 2, 3, 4",
    ),
    "an unknown operator": (
        changed("expect: true", "expect: {equals_to: true}"),
        5,
        10,
        "unknown operator “equals_to” did you mean equals?",
    ),
    "two operators": (
        changed("expect: true", "expect: {one_of: [true], none_of: [false]}"),
        5,
        1,
        "exactly one operator",
    ),
    "an operator for another type": (
        changed("expect: true", "expect: {at_least: 2}"),
        5,
        10,
        "“at_least” cannot be used here: the value is true or false",
    ),
    "a list as a condition": (changed("expect: true", "expect: [true]"), 5, 1, "a list is not a condition"),
    "an empty list": (changed("expect: true", "expect: {one_of: []}"), 5, 10, "at least one item"),
    "a number in words": (
        changed(
            "setting: meeting_security.waiting_room\nexpect: true\nlock: required",
            'setting: recording.auto_delete_cmr_days\nexpect: {at_most: "30"}',
        ),
        5,
        10,
        'takes a number, not "30" write a number without quotes',
    ),
    "a broken regular expression": (
        changed("{domain_in: {parameter: school_domains}}", '{matches: "(["}', PEOPLE),
        5,
        18,
        "not a regular expression",
    ),
    "a value on a list": (
        changed(
            "setting: meeting_security.waiting_room\nexpect: true\nlock: required",
            "setting: in_meeting.data_center_regions\nexpect: {none_of: [US]}",
        ),
        5,
        10,
        "“none_of” cannot be used here: the value is a list of texts",
    ),
    "a wrong value inside": (
        changed("expect: true", "expect: {not: {any: [true, 7]}}"),
        5,
        28,
        "7 is not true or false",
    ),
    "a key twice": (
        changed("severity: high\n", "severity: high\nseverity: low\n"),
        4,
        1,
        "the key “severity” stands here twice",
    ),
    "an id that is not the file name": (
        changed("id: good-rule", "id: another-rule"),
        1,
        1,
        "is not the file name “good-rule”",
    ),
    "an id in capitals": (changed("id: good-rule", "id: Good_Rule"), 1, 1, "lower-case words joined by hyphens"),
    "yes": (changed("expect: true", "expect: yes"), 5, 9, "“yes” is ambiguous in YAML"),
    "no": (changed("expect: true", "expect: no"), 5, 9, "“no” is ambiguous in YAML"),
    "on": (changed("expect: true", "expect: on"), 5, 9, "“on” is ambiguous in YAML"),
    "off": (changed("expect: true", "expect: Off"), 5, 9, "“Off” is ambiguous in YAML"),
    "a severity that is none": (
        changed("severity: high", "severity: bad"),
        3,
        1,
        'cannot be "bad" known: critical, high, low, medium',
    ),
    "a lock that is none": (changed("lock: required", "lock: always"), 6, 1, 'cannot be "always"'),
    "a lock that Zoom does not offer": (
        changed("setting: meeting_security.waiting_room\n", "setting: in_meeting.allow_participants_to_rename\n"),
        6,
        1,
        "Zoom offers no lock",
    ),
    "a level that is none": (changed("lock:", "levels: [account, everyone]\nlock:"), 6, 19, 'cannot be "everyone"'),
    "a level where Zoom does not keep it": (
        changed(
            "setting: meeting_security.waiting_room\n",
            "setting: in_meeting.allow_participants_to_rename\nlevels: [account, user]\n",
        ).replace("lock: required\n", ""),
        5,
        19,
        "does not keep this setting at the level “user”",
    ),
    "setting and settings": (
        changed("lock:", "settings: {in_meeting.chat: false}\nlock:"),
        6,
        1,
        "“settings” does not go with “setting”",
    ),
    "setting without expect": (changed("expect: true\n", ""), 1, 1, "“expect” is missing"),
    "all settings optional": (SEVERAL, 7, 1, "at least one setting must be there to be judged"),
    "an optional setting of another rule": (
        changed("optional: [in_meeting.chat, in_meeting.private_chat]", "optional: [in_meeting.chatting]", SEVERAL),
        7,
        12,
        "“in_meeting.chatting” is not one of the rule's settings",
    ),
    "a group that is none": (changed("lock:", "group: optional\nlock:"), 6, 1, 'cannot be "optional" '),
    "a secret": (
        changed(
            "setting: meeting_security.waiting_room\nexpect: true\nlock: required",
            "setting: schedule_meeting.pmi_password\nexpect: {empty: false}",
        ),
        4,
        1,
        "is a secret and is never read into a snapshot",
    ),
    "an unknown field": (
        changed("expect: {email:", "expect: {e_mail:", PEOPLE),
        5,
        10,
        "a user has no field “e_mail” did you mean email?",
    ),
    "an unknown resource": (changed("resource: user", "resource: webinar", PEOPLE), 4, 1, 'cannot be "webinar"'),
    "nothing expected of a resource": (
        changed("{email: {domain_in: {parameter: school_domains}}}", "{}", PEOPLE),
        5,
        1,
        "at least one condition",
    ),
    "a plain value expected of a resource": (
        changed("{email: {domain_in: {parameter: school_domains}}}", "true", PEOPLE),
        5,
        1,
        "conditions by field",
    ),
    "an unknown parameter": (
        changed("school_domains", "school_domain", PEOPLE),
        5,
        30,
        "there is no parameter “school_domain” did you mean school_domains",
    ),
    "a lock on a resource": (
        changed("resource: user", "resource: user\nlock: required", PEOPLE),
        5,
        1,
        "“lock” does not go with a rule that has “resource”",
    ),
    "names on users": (
        changed("resource: user", "resource: user\nnames: {parameter: school_domains}", PEOPLE),
        5,
        1,
        "“names” goes with a rule on domains or roles",
    ),
    "a count without a number": (
        changed("expect: {at_least: {parameter: minimum_administrators}}", 'expect: {matches: "2"}', COUNTING),
        6,
        10,
        "“matches” cannot be used here: the value is a whole number",
    ),
    "a count that expects nothing": (
        changed("expect: {at_least: {parameter: minimum_administrators}}\n", "", COUNTING),
        1,
        1,
        "“expect” is missing",
    ),
    "a count with an empty expectation": (
        changed("{at_least: {parameter: minimum_administrators}}", "", COUNTING),
        6,
        1,
        "there is no value here write a whole number",
    ),
    "a count of roles that are no names": (
        changed("{parameter: oversight_roles}", "[1, 2]", COUNTING),
        5,
        9,
        '1 is not text write "1", in quotes, for the text',
    ),
    "no examples": (GOOD[: GOOD.index("examples")], 1, 1, "“examples” is missing"),
    "examples without a failing one": (
        changed("  fail: {account: {meeting_security.waiting_room: false}}\n", ""),
        9,
        1,
        "no example shows what is “fail” add fail: with one",
    ),
    "an example of a level that is none": (
        changed("fail: {account:", "fail: {acount:"),
        11,
        10,
        "unknown key “acount” did you mean account",
    ),
    "an example that is a word": (
        changed("unknown: {account: {}}", "unknown: nothing"),
        12,
        3,
        "one example or a list of them",
    ),
    "an empty title": (changed("title: A waiting room holds everyone", 'title: ""'), 2, 1, "“title” must not be empty"),
    "a title that is a number": (
        changed("title: A waiting room holds everyone", "title: 7"),
        2,
        1,
        "“title” must be text, not 7",
    ),
    "a list at the top": ("- a\n- b\n", 1, 1, "must be a mapping (key: value)"),
    "a word at the top": ("hello\n", 1, 1, "must be a mapping (key: value)"),
    "an empty file": ("", 1, 1, "must be a mapping (key: value)"),
    "only a remark": ("# nothing\n", 1, 1, "must be a mapping (key: value)"),
    "two documents": (GOOD + "---\n" + GOOD, 13, 1, "not valid YAML"),
    "an object of a programming language": (
        changed("title: A", "title: !!python/name:os.system A"),
        2,
        8,
        "cannot be understood",
    ),
    "a control character": (changed("title: A", "title: \x00A"), 2, 8, "not valid YAML"),
    "a key that is a list": (changed("lock: required", "[a, b]: required"), 6, 1, "a key must be plain text"),
    "very deep nesting": (
        changed("expect: true", "expect: " + "{not: " * 60 + "true" + "}" * 60),
        5,
        0,
        "too deep or too large",
    ),
    "extremely deep nesting": ("a: " + "[" * 200_000 + "]" * 200_000, 1, 0, "too deep or too large"),
    "deep nesting without an end": ("a: " + "{a: " * 200_000, 1, 0, "too deep or too large"),
    "deep indentation": ("\n".join(" " * depth + "a:" for depth in range(2_000)), 41, 41, "too deep or too large"),
    "an alias bomb": (
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdef", "bcdefg", strict=True)
        ),
        0,
        0,
        "too deep or too large",
    ),
    "an alias to itself": ("a: &a [*a]\n", 1, 0, "too deep or too large"),
    "a number too long to read": (changed("expect: true", "expect: " + "9" * 5000), 5, 9, "cannot be understood"),
}


@pytest.mark.parametrize(("text", "line", "column", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_says_what_and_where(text, line, column, message, tmp_path):
    found = problems_of(tmp_path, text)
    hits = [one for one in found if message in one[2]]
    assert hits, found
    assert line in (0, hits[0][0]), found
    assert column in (0, hits[0][1]), found


def test_a_file_that_is_not_utf8_says_so(tmp_path):
    ((line, _, message),) = problems_of(tmp_path, GOOD.encode().replace(b"Because", b"Caf\xe9"))
    assert line == 0
    assert "not a UTF-8 text file" in message


def test_a_byte_order_mark_and_windows_line_ends_are_welcome(tmp_path):
    assert problems_of(tmp_path, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()) == []


def test_every_problem_of_every_file_comes_in_one_error(tmp_path):
    first = changed("severity: high", "severity: worse").replace("rationale: Because.\n", "")
    second = (
        changed("expect: true", "expect: 1")
        .replace("lock: required", "lock: required\nlevels: [account]")
        .replace("id: good-rule", "id: second-rule")
    )
    found = problems_of(tmp_path, first, second)
    assert len(found) == 3
    with pytest.raises(ProblemsError) as raised:
        load_rules([tmp_path])
    files = [Path(problem.file).name for problem in raised.value.problems]
    assert files == ["good-rule.yaml", "good-rule.yaml", "second-rule.yaml"]
    assert f"{tmp_path / 'second-rule.yaml'}:5:1: " in str(raised.value)


def test_an_id_may_stand_in_one_file_only_even_across_folders(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for folder in "ab":
        (tmp_path / folder / "good-rule.yaml").write_text(GOOD)
    with pytest.raises(ProblemsError) as raised:
        load_rules([tmp_path / "a", tmp_path / "b"])
    (problem,) = raised.value.problems
    assert "already taken by" in problem.message
    assert problem.file == str(tmp_path / "b" / "good-rule.yaml")


def test_a_former_id_may_not_be_taken_either(tmp_path):
    found = problems_of(tmp_path, GOOD + "aliases: [second-rule]\n", GOOD.replace("id: good-rule", "id: second-rule"))
    assert [("already taken" in message) for _, _, message in found] == [True]


def test_a_former_id_finds_the_rule(tmp_path):
    assert problems_of(tmp_path, GOOD + "aliases: [old-rule, older-rule]\n") == []
    rules = load_rules([tmp_path])
    assert rules.get("older-rule") is rules.get("good-rule")
    assert rules.get("good-rule").oldest_id == "old-rule"


@pytest.mark.parametrize("what", ["missing", "empty", "file"])
def test_a_folder_without_rules_is_a_problem(what, tmp_path):
    folder = tmp_path / "rules"
    if what == "empty":
        folder.mkdir()
    if what == "file":
        folder.write_text("x")
    with pytest.raises(ProblemsError, match="holds no rule files|is not a folder"):
        load_rules([folder])


def test_rules_come_sorted_whatever_their_files_are_called(tmp_path):
    (tmp_path / "z").mkdir()
    (tmp_path / "z" / "a-rule.yml").write_text(GOOD.replace("id: good-rule", "id: a-rule"))
    (tmp_path / "good-rule.yaml").write_text(GOOD)
    assert [rule.id for rule in load_rules([tmp_path, tmp_path / "z"])] == ["a-rule", "good-rule"]


def test_the_shipped_rules_have_no_problem():
    assert len(load_rules([shipped("rules")])) >= 70


def test_every_setting_of_the_catalogue_is_judged_at_some_level():
    assert [key for key in settings() if not set(JUDGED_LEVELS) & set(setting(key).levels)] == []
