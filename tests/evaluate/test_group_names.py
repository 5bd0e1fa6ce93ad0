"""Groups that a rule calls by name: one that the account does not have keeps the rule from passing."""

from dataclasses import replace

from tests.evaluate.build import alone, right_snapshot, run_of, st_joseph
from tests.support.each import each
from zoom_policy_lint.evaluate.group_names import NAMED_GROUP
from zoom_policy_lint.model.words import Level, Reason, Status
from zoom_policy_lint.policy.scopes import People, Scope
from zoom_policy_lint.ruleset import FieldBody, parse_condition

PLAIN = st_joseph().rules["recordings-within-retention"]


def rule_of(where=None, expect=None, level=Level.RECORDING):
    field = "groups" if level is Level.USER else "host_groups"
    conditions = [((field, parse_condition(one)),) if one else () for one in (where, expect)]
    return replace(PLAIN, body=FieldBody(level, *conditions))


def run(rule, **more):
    return run_of(right_snapshot(alone(PLAIN)), replace(alone(rule), **more))


def missing(found):
    """The groups that were named and not found."""
    named = [one for one in found.findings() if one.resource.id.startswith(NAMED_GROUP)]
    assert {(one.status, one.reason) for one in named} <= {(Status.UNKNOWN, Reason.NONE_EXIST)}
    return {one.resource.id.removeprefix(NAMED_GROUP) for one in named}


@each("level", [Level.USER, Level.RECORDING])
@each(
    "where",
    [
        {"contains_any": ["Techers"]},
        {"contains_all": ["Office", "Techers"]},
        {"contains_none": ["Techers"]},
        {"subset_of": ["Office", "Techers"]},
        {"every": {"one_of": ["Office", "Techers"]}},
        {"any": [{"contains_any": ["Techers"]}, {"contains_any": ["Office"]}]},
    ],
)
def test_a_misspelt_group_that_chooses_whom_a_rule_judges_cannot_pass(level, where):
    found = run(rule_of(where, level=level))
    assert missing(found) == {"Techers"}
    assert found.clauses[0].verdict != "met"
    assert found.exit_code in (1, 3)


def test_a_misspelt_group_to_which_a_rule_objects_cannot_pass():
    assert missing(run(rule_of(expect={"contains_none": ["Techers"]}))) == {"Techers"}
    assert missing(run(rule_of(expect={"not": {"contains_any": ["Techers"]}}))) == {"Techers"}


def test_a_group_that_a_rule_wants_is_seen_to_be_missing_by_the_verdict():
    found = run(rule_of(expect={"contains_any": ["Techers"]}, level=Level.USER))
    assert (missing(found), found.clauses[0].verdict) == (set(), "not_met")


def test_a_group_that_is_there_is_no_trouble():
    assert missing(run(rule_of({"contains_any": ["Teachers"]}, {"contains_none": ["Office"]}))) == set()


def test_a_pattern_is_no_name():
    assert missing(run(rule_of({"every": {"matches": "^Yung"}}, {"every": {"not": {"matches": "^Yung"}}}))) == set()


def test_the_lists_of_all_scopes_are_looked_through():
    rule = rule_of(expect={"contains_none": {"parameter": "own_groups"}})
    scopes = (
        Scope("own", "Own", People(groups=("Teachers",)), None, (rule.id,), {"own_groups": ["Nobody"]}),
        Scope("rest", "Rest", None, People(groups=("Teachers",)), (rule.id,)),
    )
    parameters = {**st_joseph().parameters, "own_groups": ["Techers"]}
    assert missing(run(rule, scopes=scopes, parameters=parameters)) == {"Techers", "Nobody"}
    assert missing(run(rule, scopes=scopes[:1], parameters=parameters)) == {"Nobody"}


def test_whom_a_register_is_looked_up_for_is_checked_too():
    trained = st_joseph().rules["trained-staff"]
    where = (*trained.body.where, ("groups", parse_condition({"contains_any": ["Techers"]})))
    rule = replace(trained, body=replace(trained.body, where=where))
    assert missing(run(rule, training=alone(trained).training)) == {"Techers"}
