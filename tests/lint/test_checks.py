"""Rules that nobody uses, locks that Zoom does not offer, levels left out, words nobody can read, and what is accepted."""

from dataclasses import replace

import pytest

from tests.evaluate.build import st_joseph
from tests.lint.build import found, read, run
from zoom_policy_lint.lint import CHECKS

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


@pytest.mark.parametrize(
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
            {"rationale": "Word after " + "word " * 34 + "end."},
            "a sentence of the rationale has 37 words, more than 35: “Word after word word word …”",
        ),
    ],
)
def test_words_that_a_governor_could_not_read_are_found(prose, says):
    assert [one.sentence for one in found("unreadable", switch(**prose))] == [says]


@pytest.mark.parametrize(
    "prose",
    [
        {"title": "x" * 100},
        {"rationale": "Stringent rules, the rapier, a capital and nullity."},
        {"remediation": "Admin portal > Settings > API token > " + "menu > " * 40 + "off."},
        {"remediation": "Choose the policy's parameter school_domains."},
        {"rationale": " ".join(["Short sentences are easy to read."] * 20)},
    ],
)
def test_plain_words_and_ways_through_menus_are_not_found(prose):
    assert found("unreadable", switch(**prose)) == []


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
    accepting = "levels: [account]\nlock: none\naccepted: {level-left-out: people may choose}"
    assert run(switch(accepting)).findings == ()


def test_accepting_what_is_not_there_is_found_and_so_is_a_check_that_does_not_exist():
    (one,) = run(switch("lock: none\naccepted: {level-left-out: people may choose}")).findings
    assert (one.check, one.line) == ("accepted-for-nothing", 10)
    (other,) = run(switch("lock: none\naccepted: {levels-left-out: people may choose}")).findings
    assert other.sentence == "there is no check “levels-left-out” to accept"
    assert other.hint == "did you mean level-left-out?"


def test_findings_come_in_the_order_of_the_files():
    rules = [switch("levels: [account]\nlock: none", id_, title="Is it?") for id_ in ("b", "a")]
    places = [(one.file, one.line) for one in run(*rules).findings if one.check != "unused"]
    assert places == sorted(places)


def test_every_check_has_a_name_in_kebab_case():
    assert all(name == name.lower() and "_" not in name and " " not in name for name in CHECKS)
