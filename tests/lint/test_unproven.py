"""Mutation testing of rules: what the examples do not show is said, with the example that is missing."""

from dataclasses import replace

import pytest

from tests.evaluate.build import st_joseph
from tests.lint.build import changes, found, read, run
from zoom_policy_lint.evaluate.examples import try_examples
from zoom_policy_lint.ruleset import Example

LENGTH = """\
setting: recording.recording_password_requirement.length
expect: {at_least: 8}
lock: none
examples:
  pass: {account: {recording.recording_password_requirement.length: 8}}
  fail: {account: {recording.recording_password_requirement.length: NUMBER}}
  unknown: {account: {}}
"""
SWITCH = """\
setting: in_meeting.polling
expect: false
lock: none
examples:
  pass: {account: {in_meeting.polling: false}}
  fail: {account: {in_meeting.polling: true}}
  unknown: {account: {}}
"""
WHERE = """\
resource: meeting
where: {password.set: true}
expect: {password.length: {at_least: {parameter: minimum_passcode_length}}}
examples:
  pass: {meeting: {password.set: true, password.length: 8}}
  fail:
    - {meeting: {password.set: true, password.length: 7}}
    - {meeting: {password.set: true, password.length: 9}, parameters: {minimum_passcode_length: 10}}
  unknown: {meeting: {password.length: 7}}
"""
OWN = "    - {meeting: {password.set: true, password.length: 9}, parameters: {minimum_passcode_length: 10}}\n"
BEYOND = "  not_applicable: {meeting: {password.set: false, password.length: 8}}\n"


def test_a_number_of_which_no_example_shows_the_limit_is_found_with_the_example_that_is_missing():
    (one,) = found("unproven-condition", read(LENGTH.replace("NUMBER", "6")))
    assert (one.file, one.line, one.column) == ("a-rule.yaml", 8, 1)
    assert (
        one.sentence
        == "“recording.recording_password_requirement.length”: no example notices when the number is one lower"
    )
    assert one.hint == (
        "nothing shows that 7 is too few: add to the examples, under “fail”: "
        "{account: {recording.recording_password_requirement.length: 7}}"
    )
    assert one.text == "expect: {at_least: 8}"
    assert str(one).startswith("a-rule.yaml:8:1: unproven-condition: “recording.")


def test_a_number_whose_limit_is_shown_from_both_sides_is_proven():
    assert changes(read(LENGTH.replace("NUMBER", "7"))) == []


def test_a_switch_with_an_example_each_way_is_proven():
    seen = run(read(SWITCH.replace("lock: none\n", "")))
    assert seen.findings == ()
    assert (seen.rules, seen.conditions, seen.survivors) == (1, 1, 0)
    assert seen.mutants >= 4  # other value, always, never, lock required


def test_a_limit_without_an_example_beyond_it_is_found():
    sentences = changes(read(WHERE))
    assert sentences == ["“password.set”: no example notices when everything is accepted"]
    assert changes(read(WHERE + BEYOND)) == []


def test_a_parameter_must_be_shown_to_be_one_by_an_example_with_another_value():
    fixed = "the value that the policy gives today stands in place of the parameter"
    (one,) = found("unproven-condition", read(WHERE.replace(OWN, "") + BEYOND))
    assert one.sentence == f"“password.length”: no example notices when {fixed}"
    assert one.hint == (
        "nothing shows that 8 is too few: add to the examples, under “fail”: "
        "{meeting: {password.set: true, password.length: 8}, parameters: {minimum_passcode_length: 10}}"
    )
    assert changes(read(WHERE + BEYOND)) == []


def test_a_value_of_an_example_that_is_the_policy_s_own_shows_nothing():
    same = OWN.replace("9", "6").replace("10", "8")
    text = WHERE.replace(OWN, same)
    assert [one for one in changes(read(text + BEYOND)) if "in place of the parameter" in one]


def test_the_value_that_the_policy_gives_to_a_parameter_is_changed():
    text = WHERE.replace(OWN, "").replace("password.length: 7}}\n  unknown", "password.length: 5}}\n  unknown")
    rule = read(text)
    (lower,) = [one for one in found("unproven-condition", rule) if "one lower" in one.sentence]
    assert "7 is too few" in lower.hint


def test_the_value_that_an_example_gives_to_a_parameter_is_changed():
    own = "parameters: {minimum_passcode_length: 12}"
    more = (
        f"    - {{meeting: {{password.set: true, password.length: 11}}, {own}}}\n"
        f"    - {{meeting: {{password.set: true, password.length: 5}}}}\n"
    )
    text = WHERE.replace(OWN, "").replace("    - {meeting: {password.set: true, password.length: 7}}\n", more)
    assert not any("one lower" in sentence for sentence in changes(read(text)))


def test_each_setting_and_each_switch_above_must_matter():
    body = """\
settings: {in_meeting.polling: false, in_meeting.feedback: false}
when: {in_meeting.chat: true}
lock: none
examples:
  pass: {account: {in_meeting.chat: true, in_meeting.polling: false, in_meeting.feedback: false}}
  fail: {account: {in_meeting.chat: true, in_meeting.polling: true, in_meeting.feedback: true}}
  unknown: {account: {}}
"""
    sentences = changes(read(body))
    assert "“in_meeting.feedback”: no example notices when it is left out" in sentences
    assert "“in_meeting.polling”: no example notices when it is left out" in sentences
    assert "“in_meeting.chat”: no example notices when it is left out" in sentences
    assert "“in_meeting.polling”: no example notices when it need not be there" in sentences
    assert "“in_meeting.chat”: no example notices when everything is accepted" in sentences


def test_a_setting_that_may_be_left_out_must_be_shown_to_be():
    body = """\
settings: {in_meeting.polling: false, in_meeting.feedback: false}
optional: [in_meeting.feedback]
lock: none
examples:
  pass: {account: {in_meeting.polling: false, in_meeting.feedback: false}}
  fail:
    - {account: {in_meeting.polling: true, in_meeting.feedback: false}}
    - {account: {in_meeting.polling: false, in_meeting.feedback: true}}
  unknown: {account: {in_meeting.feedback: false}}
"""
    (one,) = found("unproven-condition", read(body))
    assert one.sentence == "“in_meeting.feedback”: no example notices when it must be there"
    assert one.text == "optional: [in_meeting.feedback]"
    assert "“in_meeting.feedback” may be left out by Zoom: add to the examples, under “pass”" in one.hint
    both, without = "{in_meeting.polling: false, in_meeting.feedback: false}", "{in_meeting.polling: false}"
    shown = body.replace(f"pass: {{account: {both}}}", f"pass: [{{account: {both}}}, {{account: {without}}}]")
    assert changes(read(shown)) == []  # that no setting at all need be there would be no rule


def test_a_lock_that_is_required_must_be_shown_to_matter():
    body = SWITCH.replace("lock: none", "lock: required").replace(
        "pass: {account: {in_meeting.polling: false}}", "pass: {account: {in_meeting.polling: false}, locked: true}"
    )
    (one,) = found("unproven-condition", read(body))
    assert one.text == "lock: required"
    assert "nothing shows that the lock must hold: add to the examples, under “fail”" in one.hint
    assert "locked: false}" in one.hint


def test_a_suggestion_proves_what_it_says_once_it_is_added():
    text = LENGTH.replace("NUMBER", "6")
    (one,) = found("unproven-condition", read(text))
    example = one.hint.partition("under “fail”: ")[2]
    line = "  fail: {account: {recording.recording_password_requirement.length: 6}}\n"
    assert line in text
    added = text.replace(line, f"{line.replace('fail: ', 'fail: [').rstrip()}, {example}]\n")
    assert changes(read(added)) == []


def test_a_rule_whose_parameter_the_policy_lacks_is_named_and_not_taken_for_proven():
    policy = st_joseph()
    lacking = {name: value for name, value in policy.parameters.items() if name != "minimum_passcode_length"}
    rule = read(WHERE.replace(OWN, ""))
    seen = run(rule, policy=replace(policy, parameters=lacking), in_use=False)
    assert [(one.check, one.sentence) for one in seen.findings] == [
        ("not-tried", "no example could be tried: the policy gives no fitting “minimum_passcode_length”")
    ]
    assert seen.mutants == 0


def test_a_rule_that_a_parameter_of_the_policy_does_not_suit_is_named_too():
    policy = replace(st_joseph(), parameters=st_joseph().parameters | {"minimum_passcode_length": "long"})
    (one,) = found("not-tried", read(WHERE + BEYOND), policy=policy, in_use=False)
    assert one.sentence == "1 of 5 examples could be tried: the policy gives no fitting “minimum_passcode_length”"


def test_a_rule_without_conditions_has_nothing_to_prove():
    body = "resource: recording\nask: Did everybody agree?\nexamples:\n  manual: {recording: {}}\n"
    seen = run(read(body))
    assert (seen.conditions, seen.mutants, seen.findings) == (0, 0, ())


@pytest.mark.parametrize("count", [3, 1])
def test_people_are_counted_one_more_and_one_less(count):
    body = f"""\
resource: account
count: {{users_with_roles: [Owner, Admin]}}
expect: {{at_least: 2}}
examples:
  pass: [{{count: 2}}, {{count: 3}}]
  fail: {{count: {0 if count == 3 else 1}}}
  unknown: {{}}
"""
    hints = [one.hint for one in found("unproven-condition", read(body))]
    expected = ["nothing shows that 1 is too few: add to the examples, under “fail”: {count: 1}"] if count == 3 else []
    assert hints == expected
    assert isinstance(read(body)[0].examples[0], Example)


def test_a_rule_that_is_for_some_policies_only_must_show_that_it_is_not_for_others():
    body = """\
setting: in_meeting.polling
expect: false
given: {parameter: pupil_accounts}
lock: none
examples:
  pass: {account: {in_meeting.polling: false}, parameters: {pupil_accounts: [Year 6]}}
  fail: {account: {in_meeting.polling: true}, parameters: {pupil_accounts: [Year 6]}}
  unknown: {account: {}, parameters: {pupil_accounts: [Year 6]}}
"""
    (one,) = found("unproven-condition", read(body))
    assert one.text == "given: {parameter: pupil_accounts}"
    assert "“not_applicable”: {account: {in_meeting.polling: false}, parameters: {pupil_accounts: []}}" in one.hint
    without = "  not_applicable: {account: {in_meeting.polling: true}, parameters: {pupil_accounts: []}}\n"
    assert changes(read(body + without)) == []


def test_an_example_of_what_a_rule_is_not_meant_for_is_one_of_not_applicable():
    rule, _ = read(WHERE + "  not_applicable: {meeting: {password.set: false, password.length: 8}}\n")
    assert [outcome.right for outcome in try_examples(rule, st_joseph())] == [True] * 5
    rule, _ = read(WHERE + "  not_applicable: {meeting: {password.set: true, password.length: 9}}\n")
    assert [outcome.right for outcome in try_examples(rule, st_joseph())] == [True, True, True, True, False]


def test_an_example_that_leads_elsewhere_is_found_at_its_place():
    wrong = WHERE.replace("password.length: 7}}\n    -", "password.length: 12}}\n    -")
    (one,) = found("wrong-example", read(wrong))
    assert (one.line, one.sentence) == (13, "this example of “fail” leads to “pass”")
    assert "rules test a-rule" in one.hint
    assert found("wrong-example", read(WHERE)) == []


DOMAINS = """\
setting: security.signin_with_sso.domains
expect: {OPERATOR: {parameter: school_domains}}
lock: none
examples:
  pass: {account: {security.signin_with_sso.domains: [stjosephs.example.sch.uk, b.example]}}
  fail: [{account: {security.signin_with_sso.domains: [a.example]}}, {account: {security.signin_with_sso.domains: []}}]
  unknown: {account: {}}
"""


def test_that_a_list_has_one_item_today_does_not_hide_what_a_rule_says_of_two():
    body = DOMAINS.replace("OPERATOR", "contains_all")
    (any_of,) = [one for one in found("unproven-condition", read(body)) if "contains_any" in one.sentence]
    example = any_of.hint.partition("under “fail”: ")[2]
    assert example == (
        "{account: {security.signin_with_sso.domains: [first.example]}, "
        "parameters: {school_domains: [first.example, second.example]}}"
    )
    shown = body.replace("fail: [", f"fail: [{example}, ")
    assert not [one for one in changes(read(shown)) if "contains_any" in one]


def test_addresses_at_domains_that_only_look_like_the_school_s_must_be_shown_to_be_wrong():
    body = """\
resource: user
expect: {email: {domain_in: {parameter: school_domains}}}
examples:
  pass:
    - {user: {email: head@stjosephs.example.sch.uk}}
    - {user: {email: head@a.example}, parameters: {school_domains: [a.example, b.example]}}
    - {user: {email: head@b.example}, parameters: {school_domains: [a.example, b.example]}}
  fail: [{user: {email: head@gmail.com}}MORE]
  unknown: {user: {}}
"""
    hints = [one.hint for one in found("unproven-condition", read(body.replace("MORE", "")))]
    assert len(hints) == 2
    assert any("{user: {email: somebody@x-stjosephs.example.sch.uk}}" in hint for hint in hints)
    assert any("{user: {email: somebody@stjosephs.example.sch.uk.evil.example}}" in hint for hint in hints)
    more = "".join(", " + hint.partition("under “fail”: ")[2] for hint in hints)
    assert changes(read(body.replace("MORE", more))) == []


def test_each_sign_of_a_pattern_must_matter_to_an_example():
    body = """\
resource: domain
expect: {status: {matches: "(?i)^(verified|confirmed)$"}}
examples:
  pass: [{domain: {status: verified}}MORE]
  fail: [{domain: {status: pending}}LESS]
  unknown: {domain: {}}
"""
    sentences = changes(read(body.replace("MORE", "").replace("LESS", "")))
    assert sorted(sentence.partition("when ")[2] for sentence in sentences) == [
        "alternative 2 of the pattern is left out",
        "“$” of the pattern is left out",
        "“(?i)” of the pattern is left out",
        "“^” of the pattern is left out",
    ]
    right = ", {domain: {status: Verified}}, {domain: {status: confirmed}}"
    wrong = ", {domain: {status: not verified}}, {domain: {status: verified not}}"
    assert changes(read(body.replace("MORE", right).replace("LESS", wrong))) == []


def test_what_a_rule_says_of_an_empty_list_must_be_shown_where_one_is_judged():
    body = """\
resource: meeting
WHERE
expect: {alternative_hosts: {every: {domain_in: [a.example]}}}
examples:
  pass: [{meeting: {alternative_hosts: [head@a.example]}}MORE]
  fail: {meeting: {alternative_hosts: [head@b.example]}}
  unknown: {meeting: {}}
"""

    def of_nothing(where="", more=""):
        rule = read(body.replace("WHERE\n", where).replace("MORE", more))
        return [one for one in found("unproven-condition", rule) if "an empty list" in one.sentence]

    (one,) = of_nothing()
    assert one.sentence.endswith("no example notices when an empty list is refused")
    assert one.hint.endswith("under “pass”: {meeting: {alternative_hosts: []}}")
    assert of_nothing(more=", {meeting: {alternative_hosts: []}}") == []
    assert of_nothing(where="where: {alternative_hosts: {empty: false}}\n") == []


def test_that_only_some_roles_are_meant_must_be_shown():
    body = """\
resource: role
names: {parameter: oversight_roles}
expect: {privileges: {contains_all: ["Recording:Read"]}}
examples:
  pass: {role: {name: Admin, privileges: ["Recording:Read"]}, parameters: {oversight_roles: [Admin]}}
  fail: [{role: {name: Admin, privileges: ["User:Read"]}, parameters: {oversight_roles: [Admin]}}MORE]
  unknown: {role: {name: Admin}, parameters: {oversight_roles: [Admin]}}
"""
    (one,) = [one for one in found("unproven-condition", read(body.replace("MORE", ""))) if "names" in one.sentence]
    assert one.text == "names: {parameter: oversight_roles}"
    missing = ", " + one.hint.partition("under “fail”: ")[2]
    assert "parameters: {oversight_roles: [Admin, Another role]}" in missing
    assert not [one for one in changes(read(body.replace("MORE", missing))) if "names" in one]


def test_a_lock_is_proved_even_where_the_rule_leaves_the_account_s_value_out():
    body = """\
setting: in_meeting.polling
expect: false
lock: required
levels: [group, user]
examples:
  pass: [{user: {in_meeting.polling: false}}, {group: {in_meeting.polling: false}}]
  fail: [{user: {in_meeting.polling: true}}, {group: {in_meeting.polling: true}}MORE]
  unknown: [{user: {}}, {group: {}}]
"""
    (one,) = found("unproven-condition", read(body.replace("MORE", "")))
    assert one.sentence.endswith("no example notices when the lock is not required")
    example = one.hint.partition("under “fail”: ")[2]
    assert "account: {}" in example
    assert "locked: false" in example
    assert changes(read(body.replace("MORE", f", {example}"))) == []


def test_what_can_never_be_changed_is_counted():
    count = """\
resource: account
count: {users_with_roles: [Owner]}
expect: {at_least: 2}
examples:
  pass: [{count: 2}, {count: 3}]
  fail: {count: 1}
  unknown: {}
"""
    assert run(read(count)).untried == {"roles of a count": 1}
    assert run(read(WHERE)).untried == {}


def test_no_number_below_0_is_offered_or_tried():
    body = LENGTH.replace("at_least: 8", "at_least: 1").replace("length: 8", "length: 1").replace("NUMBER", "0")
    count = """\
resource: account
count: {users_with_roles: [Owner]}
expect: {at_least: 0}
examples:
  pass: {count: 2}
  fail: {count: 1}
  unknown: {}
"""
    assert not [one.hint for one in run(read(body)).findings + run(read(count)).findings if "-" in one.sentence]
    (one,) = found("never-fails", read(count))
    assert one.sentence == "“count” can never be wrong: every value is accepted"
