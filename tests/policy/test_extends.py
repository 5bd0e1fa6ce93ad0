"""What a policy takes from the one that it stands on, and what it changes."""

import pytest

from tests.policy.policies import ALONE, changed, write
from zoom_policy_lint.model.words import Kind, Level, Severity
from zoom_policy_lint.policy import load_policy

PARENT = load_policy("st_joseph")


def child(folder, text, name="policy.yaml"):
    return load_policy(write(folder, "extends: st_joseph\n" + text, name))


def test_a_policy_that_adds_nothing_is_its_parent(tmp_path):
    policy = child(tmp_path, "")
    assert (policy.clauses, policy.attest, dict(policy.parameters)) == (
        PARENT.clauses,
        PARENT.attest,
        dict(PARENT.parameters),
    )
    assert policy.rules == PARENT.rules
    assert policy.identity.id == "st_joseph"
    assert policy.identity.sha256 != PARENT.identity.sha256


def test_lists_replace_and_plain_values_too(tmp_path):
    policy = child(tmp_path, "parameters: {school_domains: [hilltop.example.sch.uk], recording_retention_days: 60}\n")
    assert policy.parameters["school_domains"] == ["hilltop.example.sch.uk"]
    assert policy.parameters["recording_retention_days"] == 60
    assert policy.parameters["minimum_administrators"] == PARENT.parameters["minimum_administrators"]


def test_maps_merge_by_key(tmp_path):
    policy = child(
        tmp_path,
        "parameters: {joining_instruction_phrases: {S4a: [hands up]}, staff_only_meetings: {hosts: [a@b.org]}}\n",
    )
    phrases = policy.parameters["joining_instruction_phrases"]
    assert phrases["S4a"] == ["hands up"]
    assert phrases["S4b"] == PARENT.parameters["joining_instruction_phrases"]["S4b"]
    assert policy.parameters["staff_only_meetings"] == {"hosts": ["a@b.org"]}


def test_maps_merge_over_several_generations(tmp_path):
    write(
        tmp_path,
        "extends: st_joseph\nparameters: {staff_only_meetings: {hosts: [a@b.org], groups: [Staff]}}\n",
        "parent.yaml",
    )
    path = write(tmp_path, "extends: parent.yaml\nparameters: {staff_only_meetings: {groups: [Office]}}\n")
    assert load_policy(path).parameters["staff_only_meetings"] == {"hosts": ["a@b.org"], "groups": ["Office"]}


def test_a_value_may_be_taken_back(tmp_path):
    write(tmp_path, "extends: st_joseph\nparameters: {training_register: staff.csv}\n", "parent.yaml")
    path = write(tmp_path, "extends: parent.yaml\nparameters: {training_register: null}\n")
    assert load_policy(path).parameters["training_register"] is None


def test_the_parent_is_never_changed(tmp_path):
    before = repr(PARENT)
    child(tmp_path, "parameters: {joining_instruction_phrases: {S4a: [hands up]}}\nseverities: {waiting-room: low}\n")
    assert repr(load_policy("st_joseph")) == before


def test_severities_change_rule_by_rule(tmp_path):
    policy = child(tmp_path, "severities: {waiting-room: low, host-only-chat: medium}\n")
    assert policy.severity(policy.rules["waiting-room"]) is Severity.LOW
    assert policy.severity(policy.rules["host-only-chat"]) is Severity.MEDIUM
    other = policy.rules["no-private-chat"]
    assert policy.severity(other) is other.severity


def test_rules_are_switched_off_with_a_reason(tmp_path):
    policy = child(tmp_path, "off: {waiting-room: we use passcodes}\n")
    assert policy.off == {"waiting-room": "we use passcodes"}
    assert "waiting-room" in policy.rules


def by_id(policy):
    return {clause.id: clause for clause in policy.clauses}


def test_a_clause_is_reworded_and_keeps_the_rest(tmp_path):
    clause = by_id(child(tmp_path, "clauses:\n  - {id: C1, text: Everybody waits for us.}\n"))["C1"]
    assert clause.text == "Everybody waits for us."
    assert (clause.rules, clause.wants, clause.limits) == (
        by_id(PARENT)["C1"].rules,
        by_id(PARENT)["C1"].wants,
        by_id(PARENT)["C1"].limits,
    )


def test_the_rules_of_a_clause_are_replaced(tmp_path):
    clause = by_id(child(tmp_path, "clauses:\n  - {id: C1, rules: [waiting-room]}\n"))["C1"]
    assert clause.rules == ("waiting-room",)


def test_a_clause_of_its_own_comes_last(tmp_path):
    policy = child(tmp_path, "clauses:\n  - {id: X1, text: Nobody draws., rules: [no-annotation]}\n")
    assert [clause.id for clause in policy.clauses] == [*(clause.id for clause in PARENT.clauses), "X1"]
    assert policy.clauses[-1].wants == (Kind.SETTINGS,)
    assert "X1" in policy.clauses_of("no-annotation", Kind.SETTINGS)


WAIVER = "  - {{rule: no-breakout-rooms, resource: {{user: {0}}}, reason: r, approver: A. Head, expires: 2026-12-31}}\n"
STATEMENT = "  - {{clause: G6, statement: {0}, by: {{name: N, role: R}}, on: 2026-09-03, valid_until: 2027-09-02}}\n"


def test_waivers_and_statements_add_up(tmp_path):
    write(
        tmp_path,
        "extends: st_joseph\nwaivers:\n" + WAIVER.format("a") + "attestations:\n" + STATEMENT.format("A"),
        "parent.yaml",
    )
    path = write(
        tmp_path, "extends: parent.yaml\nwaivers:\n" + WAIVER.format("b") + "attestations:\n" + STATEMENT.format("B")
    )
    policy = load_policy(path)
    assert [waiver.resource for waiver in policy.waivers] == ["a", "b"]
    assert [one.statement for one in policy.attestations] == ["A", "B"]


@pytest.mark.parametrize(
    ("written", "level", "name"),
    [
        ("account", Level.ACCOUNT, "account"),
        ("{group: Teachers}", Level.GROUP, "Teachers"),
        ("{domain: x.org}", Level.DOMAIN, "x.org"),
    ],
)
def test_a_waiver_names_its_resource(written, level, name, tmp_path):
    (waiver,) = child(
        tmp_path,
        f"waivers:\n  - {{rule: waiting-room, resource: {written}, reason: r, approver: A, from: 2026-01-01, expires: 2026-12-31}}\n",
    ).waivers
    assert (waiver.level, waiver.resource, waiver.start.isoformat(), waiver.expires.isoformat()) == (
        level,
        name,
        "2026-01-01",
        "2026-12-31",
    )


def test_a_question_replaces_the_parents(tmp_path):
    policy = child(tmp_path, "attest:\n  - {clause: G6, question: Is it so?}\n")
    assert policy.attest["G6"].question == "Is it so?"
    assert policy.attest.keys() == PARENT.attest.keys()


def test_identity_is_the_childs_where_it_says_so(tmp_path):
    identity = child(tmp_path, 'id: hilltop\ntitle: Hilltop\nversion: "2"\n').identity
    assert (identity.id, identity.title, identity.version) == ("hilltop", "Hilltop", "2")


def test_the_checksum_is_over_every_file(tmp_path):
    write(tmp_path, ALONE, "parent.yaml")
    path = write(tmp_path, "extends: parent.yaml\n")
    first = load_policy(path).identity.sha256
    assert load_policy(path).identity.sha256 == first
    write(tmp_path, changed("title: Our policy", "title: Their policy", ALONE), "parent.yaml")
    second = load_policy(path).identity.sha256
    write(tmp_path, "extends: parent.yaml\n# a remark\n")
    third = load_policy(path).identity.sha256
    assert len({first, second, third}) == 3


def test_a_policy_may_stand_on_nothing(tmp_path):
    policy = load_policy(write(tmp_path, ALONE))
    assert set(policy.rules) == {"waiting-room", "school-addresses-only"}
    assert [clause.wants for clause in policy.clauses] == [(Kind.SETTINGS,), (Kind.USERS,)]


def test_rules_of_the_schools_own_are_found_beside_the_shipped_ones(tmp_path):
    from tests.ruleset.test_rule_files import GOOD

    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "good-rule.yaml").write_text(GOOD + "aliases: [former-rule]\n")
    text = "extends: st_joseph\nclauses:\n  - {id: X, text: T., rules: [former-rule, no-annotation]}\nseverities: {former-rule: low}\n"
    policy = load_policy(write(tmp_path, text), [rules])
    assert policy.clauses[-1].rules == ("good-rule", "no-annotation")
    assert policy.severity(policy.rules["good-rule"]) is Severity.LOW
