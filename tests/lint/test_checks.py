"""Rules that nobody uses, locks that Zoom does not offer, levels left out, words nobody can read, and what is accepted."""

from dataclasses import replace

import pytest
import yaml

from tests.docs.pages import ROOT
from tests.evaluate.build import st_joseph
from tests.lint.build import found, read, run
from tests.support.each import each
from zoom_policy_lint.lint import ACCEPTABLE, CHECKS
from zoom_policy_lint.lint.run import ACCEPTED_FOR_NOTHING
from zoom_policy_lint.ruleset.draft_words import PLACEHOLDER_WAY, PLACEHOLDER_WHY

SWITCH = """\
setting: in_meeting.polling
expect: false
MORE
examples:
  pass: {account: {in_meeting.polling: false}}
  fail: {account: {in_meeting.polling: true}}
  unknown: {account: {}}
"""


def switch(more="lock: none", id_="a-rule", **prose):
    return read(SWITCH.replace("MORE", more), id_, **prose)


def needed(pair):
    rule, document = pair
    return replace(rule, advisory=False), document


def test_a_rule_that_no_clause_names_is_unused():
    (one,) = found("unused", needed(switch()), in_use=False)
    assert (one.line, one.sentence) == (1, "no clause of the policy names this rule, so it is never judged")
    assert found("unused", switch(), in_use=False) == []  # recommended ones need no clause


def test_a_rule_that_another_policy_at_hand_names_is_used():
    other = replace(st_joseph(), clauses=(replace(st_joseph().clauses[0], rules=("a-rule",)),))
    assert found("unused", needed(switch()), in_use=False, others=[other]) == []


def test_a_rule_that_contradicts_a_statement_is_used():
    wanted = next(iter(st_joseph().attest.values()))
    other = replace(st_joseph(), clauses=(), attest={"G6": replace(wanted, contradicted_by=("a-rule",))})
    assert found("unused", needed(switch()), in_use=False, others=[other]) == []


def test_a_lock_that_zoom_does_not_offer_is_found_where_the_rule_asks_for_it():
    body = """\
setting: KEY
expect: true
LOCK
examples:
  pass: {account: {KEY: true}}
  fail: {account: {KEY: false}}
  unknown: {account: {}}
""".replace("KEY", "security.password_requirement.weak_enhance_detection")
    (one,) = found("no-lock", read(body.replace("LOCK", "lock: preferred")))
    assert one.text == "lock: preferred"
    assert found("no-lock", read(body.replace("LOCK\n", ""))) == []
    assert found("no-lock", read(body.replace("LOCK", "lock: none"))) == []


@pytest.mark.parametrize("lock", ["required", "preferred", "none"])
def test_a_lock_that_zoom_offers_is_not_found(lock):
    assert found("no-lock", switch(f"lock: {lock}")) == []


def test_a_level_that_the_rule_leaves_out_is_named():
    (one,) = found("level-left-out", switch("levels: [account]\nlock: none"))
    assert one.sentence == "Zoom keeps this at levels that the rule leaves out: group, user"
    assert one.text == "levels: [account]"
    assert found("level-left-out", switch("levels: [account, group, user]")) == []
    assert found("level-left-out", switch()) == []


@each(
    ("prose", "says"),
    [
        ({"title": "Polls are off in the API"}, "“API” in the title is a word that a governor may not know"),
        ({"rationale": "The tokens leak."}, "“tokens” in the rationale is a word that a governor may not know"),
        ({"rationale": "A Boolean too many."}, "“Boolean” in the rationale is a word that a governor may not know"),
        (
            {"rationale": "See in_meeting.polling."},
            "“in_meeting.polling” in the rationale is a name for programs, not a word",
        ),
        ({"remediation": "Set the_key."}, "“the_key” in the remediation is a name for programs, not a word"),
        ({"title": "x" * 101}, "the title has 101 characters, more than 100"),
        ({"title": "Are polls off?"}, "the title is a question"),
        (
            {"title": "'Polls in meetings: off'"},
            "the title is the name of a setting with “off” after it, and no statement",
        ),
        (
            {"rationale": PLACEHOLDER_WHY},
            "the rationale is still the one that “rules new” wrote in place of a reason",
        ),
        (
            {"remediation": f"Admin portal > Settings > {PLACEHOLDER_WAY}."},
            "the remediation still leaves it to the reader to find the place",
        ),
        (
            {"rationale": "Word after " + "word " * 34 + "end."},
            "a sentence of the rationale has 37 words, more than 35: “Word after word word word …”",
        ),
    ],
)
def test_words_that_a_governor_could_not_read_are_found(prose, says):
    assert [one.sentence for one in found("unreadable", switch(**prose))] == [says]


@each(
    "prose",
    [
        {"title": "x" * 100},
        {"title": "'In meetings: no polls'"},
        {"rationale": "Stringent rules, the rapier, a capital and nullity."},
        {"remediation": "Admin portal > Settings > API token > " + "menu > " * 40 + "off."},
        {"remediation": "Choose the policy's parameter school_domains."},
        {"rationale": " ".join(["Short sentences are easy to read."] * 20)},
    ],
)
def test_plain_words_and_ways_through_menus_are_not_found(prose):
    assert found("unreadable", switch(**prose)) == []


@pytest.mark.parametrize(
    ("key", "expect", "wanted"),
    [
        (
            "meeting_security.meeting_password_requirement.length",
            "{at_least: {parameter: minimum_passcode_length}}",
            "at least the policy's minimum passcode length",
        ),
        (
            "security.signin_with_sso.domains",
            "{contains_all: {parameter: school_domains}}",
            "all of the policy's school domains",
        ),
    ],
)
def test_the_name_of_a_setting_with_a_parameter_behind_it_is_no_title(key, expect, wanted):
    value = "[stjosephs.example.sch.uk]" if "domains" in key else "8"
    other = "[]" if "domains" in key else "6"
    body = f"""\
setting: {key}
expect: {expect}
lock: none
examples:
  pass: {{account: {{{key}: {value}}}}}
  fail: {{account: {{{key}: {other}}}}}
  unknown: {{account: {{}}}}
"""
    sentences = [
        one.sentence for one in found("unreadable", read(body, title=f"'It: {wanted.replace(chr(39), chr(39) * 2)}'"))
    ]
    assert any("is the name of a setting" in sentence for sentence in sentences), sentences


def test_a_question_to_a_person_is_read_too():
    body = "resource: recording\nask: Is the JSON on file?\nexamples:\n  manual: {recording: {}}\n"
    assert [one.sentence for one in found("unreadable", read(body))] == [
        "“JSON” in the question is a word that a governor may not know"
    ]


def test_two_rules_with_the_same_title_are_found():
    rules = switch(id_="one", title="No polls"), switch(id_="other", title="no Polls")
    assert {(one.rule, one.sentence) for one in found("unreadable", *rules)} == {
        ("one", "the rule “other” has the same title"),
        ("other", "the rule “one” has the same title"),
    }


def test_what_a_rule_accepts_with_a_reason_is_not_found():
    accepting = "levels: [account]\nlock: none\naccepted: {level-left-out: Users and any Group may choose}"
    assert run(switch(accepting)).findings == ()


def test_a_reason_names_every_level_that_is_left_out():
    accepting = "levels: [account]\nlock: none\naccepted: {level-left-out: every user may choose freely}"
    (one,) = run(switch(accepting)).findings
    assert one.sentence == "Zoom keeps this at levels that the rule leaves out: group, user"
    assert "names each of these levels" in one.hint


def test_a_reason_of_few_words_accepts_nothing():
    said = run(switch("levels: [account]\nlock: none\naccepted: {level-left-out: group and user}")).findings
    assert [one.check for one in said] == ["level-left-out", "accepted-for-nothing"]
    assert said[1].sentence == "the reason to accept “level-left-out” says too little"


@each("check", sorted(set(CHECKS) - ACCEPTABLE))
def test_what_makes_a_rule_prove_nothing_cannot_be_accepted(check):
    accepting = f"lock: none\naccepted: {{{check}: the school wants it to be so}}"
    assert f"what “{check}” finds cannot be accepted" in [one.sentence for one in run(switch(accepting)).findings]


def test_a_check_that_may_not_be_accepted_still_says_what_it_finds():
    body = SWITCH.replace("expect: false", "expect: {one_of: [true, false]}")
    accepting = "lock: none\naccepted: {never-fails: the school wants it to be so}"
    assert found("never-fails", read(body.replace("MORE", accepting)))


def test_the_documentation_says_which_checks_may_be_accepted():
    told = yaml.safe_load((ROOT / "scripts/docs_pages/lint_checks.yaml").read_text(encoding="utf-8"))
    may = {name for name, texts in told.items() if not texts["accept"].startswith("Never.")}
    assert set(told) == {*CHECKS, ACCEPTED_FOR_NOTHING}
    assert may == ACCEPTABLE


def test_accepting_what_is_not_there_is_found_and_so_is_a_check_that_does_not_exist():
    (one,) = run(switch("lock: none\naccepted: {level-left-out: group and user may choose}")).findings
    assert (one.check, one.line) == ("accepted-for-nothing", 10)
    (other,) = run(switch("lock: none\naccepted: {levels-left-out: group and user may choose}")).findings
    assert other.sentence == "there is no check “levels-left-out” to accept"
    assert other.hint == "did you mean level-left-out?"


def test_findings_come_in_the_order_of_the_files():
    rules = [switch("levels: [account]\nlock: none", id_, title="Is it?") for id_ in ("b", "a")]
    places = [(one.file, one.line) for one in run(*rules).findings if one.check != "unused"]
    assert places == sorted(places)


def test_every_check_has_a_name_in_kebab_case():
    assert all(name == name.lower() and "_" not in name and " " not in name for name in CHECKS)
