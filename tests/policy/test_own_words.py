"""What a policy says in its own way: words and locks of rules, chapters, a notice, advice, parameters of its own."""

import pytest

from tests.policy.policies import problems_of, write
from zoom_policy_lint.evaluate.examples import try_examples
from zoom_policy_lint.model.words import Lock
from zoom_policy_lint.policy import load_policy

TOP = """\
language: 1
id: hilltop
title: Our policy
version: "1.0"
parameters: {school_domains: [hilltop.example.sch.uk]}
clauses: [{id: W, text: Everybody waits., wants: [S, M], rules: [waiting-room, no-breakout-rooms]}]
"""
CHILD = 'extends: policy.yaml\nid: child\ntitle: Child\nversion: "2"\n'


def child(folder, parent, text):
    write(folder, TOP + parent)
    return load_policy(write(folder, CHILD + text, "child.yaml"))


def test_words_of_rules_are_the_last_ones_that_were_said(tmp_path):
    policy = child(
        tmp_path,
        "texts: {waiting-room: {title: Guests wait, rationale: Because of guests.}}\n",
        "texts: {waiting-room: {title: Leaders let guests in}, no-breakout-rooms: {remediation: Ask Ann.}}\n",
    )
    assert policy.rules["waiting-room"].title == "Leaders let guests in"
    assert policy.rules["no-breakout-rooms"].remediation == "Ask Ann."


def test_words_change_nothing_that_is_judged(tmp_path):
    plain = load_policy(write(tmp_path, TOP)).rules["waiting-room"]
    other = load_policy(write(tmp_path, TOP + "texts: {waiting-room: {title: t, rationale: r, remediation: m}}\n"))
    rule = other.rules["waiting-room"]
    assert (rule.body, rule.severity, rule.oldest_id) == (plain.body, plain.severity, plain.oldest_id)


@pytest.mark.parametrize("lock", list(Lock))
def test_a_lock_is_as_the_policy_wants_it_and_a_child_may_want_another(lock, tmp_path):
    policy = child(tmp_path, "locks: {waiting-room: none}\n", f"locks: {{waiting-room: {lock}}}\n")
    assert policy.rules["waiting-room"].body.lock is lock
    assert child(tmp_path, "locks: {waiting-room: none}\n", "").rules["waiting-room"].body.lock is Lock.NONE


def test_a_lock_that_is_required_where_zoom_offers_none_is_refused(tmp_path):
    text = TOP.replace("no-breakout-rooms]", "mute-on-entry]") + "locks: {mute-on-entry: required}\n"
    found = [one[3] for one in problems_of(write(tmp_path, text))]
    assert len(found) <= 1  # groups may lock it; the account's lock decides
    about_fields = TOP.replace("no-breakout-rooms]", "school-addresses-only]").replace("[S, M]", "[S, M, U]")
    (problem,) = problems_of(write(tmp_path, about_fields + "locks: {school-addresses-only: required}\n"))
    assert "is about no setting" in problem[3]


def test_advice_is_given_unless_the_policy_wants_none(tmp_path):
    assert load_policy(write(tmp_path, TOP)).advisory
    assert not load_policy(write(tmp_path, TOP + "recommended: false\n")).advisory
    assert not child(tmp_path, "recommended: false\n", "").advisory
    assert child(tmp_path, "recommended: false\n", "recommended: true\n").advisory


def test_a_recommended_rule_that_a_clause_names_counts_and_is_no_advice(tmp_path):
    name = next(iter(load_policy(write(tmp_path, TOP)).advisory))
    policy = load_policy(write(tmp_path, TOP.replace("wants: [S, M], ", "").replace("no-breakout-rooms", name)))
    assert name in policy.rules
    assert name not in policy.advisory
    off = load_policy(
        write(tmp_path, TOP.replace("wants: [S, M], ", "").replace("no-breakout-rooms", name) + "recommended: false\n")
    )
    assert name in off.rules


def test_chapters_come_from_the_parent_and_clauses_keep_theirs(tmp_path):
    policy = child(
        tmp_path,
        'sections: {"1": Joining}\nprofiles: {L1: Level 1}\nnotice: Ours.\n',
        'sections: {"2": Talking}\nclauses: [{id: W, section: "2", profile: L1}]\n',
    )
    assert dict(policy.sections) == {"1": "Joining", "2": "Talking"}
    assert (policy.clauses[0].section, policy.clauses[0].profile, policy.notice) == ("2", "L1", "Ours.")


OWN_RULE = """\
id: own-regions
title: Data stay where we trust
severity: low
setting: in_meeting.data_center_regions
expect: {subset_of: {parameter: own_regions}}
lock: none
levels: [account]
rationale: Because.
remediation: Set it.
examples:
  pass: {account: {in_meeting.data_center_regions: [DE]}, parameters: {own_regions: [DE]}}
  fail: {account: {in_meeting.data_center_regions: [US]}, parameters: {own_regions: [DE]}}
  unknown: {account: {}, parameters: {own_regions: [DE]}}
"""


def own(folder, value, extra="", rule=OWN_RULE):
    (folder / "own").mkdir(exist_ok=True)
    write(folder / "own", rule, "own-regions.yaml")
    text = TOP.replace("no-breakout-rooms", "own-regions").replace("[S, M]", "[S]")
    given = f"uk], own_regions: {value}}}" if value is not None else "uk]}"
    return write(folder, text.replace("uk]}", given) + "rule_folders: [own]\n" + extra)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "needs the parameter “own_regions”"),
        ("null", "needs the"),
        ("DE", "takes a list"),
        ("5", "takes a list"),
        ("[XX]", "is not a value that Zoom gives"),
        ("[]", "takes a list with at least one item"),
        ("{a: b}", "must be text"),
    ],
)
def test_a_parameter_of_its_own_that_is_missing_or_does_not_suit_is_refused(value, said, tmp_path):
    found = [one[3] for one in problems_of(own(tmp_path, value))]
    assert any(said in one for one in found), found


def test_a_parameter_of_its_own_is_used_and_a_child_may_say_another(tmp_path):
    own(tmp_path, "[DE]")
    policy = load_policy(write(tmp_path, CHILD + "parameters: {own_regions: [IE]}\n", "child.yaml"))
    assert policy.parameters["own_regions"] == ["IE"]
    assert all(one.right for one in try_examples(policy.rules["own-regions"], policy))


def test_a_misspelt_parameter_beside_makes_none_of_its_own_unknown(tmp_path):
    text = own(tmp_path, "[DE], minimum_adult: 2")
    assert [one[3].partition("”")[0] for one in problems_of(text)] == ["unknown key “minimum_adult"]


def test_an_example_whose_parameters_do_not_suit_is_not_tried(tmp_path):
    policy = load_policy(
        own(
            tmp_path,
            "[DE]",
            rule=OWN_RULE.replace("[US]}, parameters: {own_regions: [DE]", "[US]}, parameters: {own_regions: 5"),
        )
    )
    wrong = [one for one in try_examples(policy.rules["own-regions"], policy) if not one.right]
    assert [(one.tried, one.status) for one in wrong] == [(False, None)]
    assert "the parameter “own_regions” does not suit the rule" in wrong[0].message


def test_the_rules_of_a_scope_may_come_from_the_parent(tmp_path):
    policy = child(
        tmp_path,
        "scopes: {staff: {people: {groups: [Staff]}, rules: [waiting-room]}}\n",
        "scopes: {staff: {people: {groups: [Leaders]}}}\n",
    )
    (scope,) = policy.scopes
    assert (scope.rules, scope.people.groups) == (("waiting-room",), ("Leaders",))
