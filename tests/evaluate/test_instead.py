"""Settings that the policy allows, or for which it gives nothing to judge by: said once, and never lost."""

from dataclasses import replace

import pytest

from tests.evaluate import build
from tests.evaluate.build import alone, findings_of, right_snapshot, run_of
from tests.evaluate.test_matching import A, B, C, rule
from tests.support.each import each
from zoom_policy_lint.model.words import ClauseVerdict, Level, Reason, Status
from zoom_policy_lint.policy.scopes import People, Scope
from zoom_policy_lint.ruleset import Parameter, parse_condition
from zoom_policy_lint.ruleset.rule import Listed

QUESTION = "Is it right?"
OF_GROUPS = "in_meeting.show_device_list"
"""A switch that Zoom keeps for groups alone."""


def asking(*settings, **body):
    """A rule in which a list of the policy decides; where there is none, a person is asked."""
    plain = rule("all", (A,))
    pairs = tuple((key, parse_condition(value)) for key, value in settings)
    return replace(plain, body=replace(plain.body, settings=pairs, unset=QUESTION, **body))


LISTED = {"one_of": {"parameter": "own_list"}}
ASKING = asking((A, True), (B, LISTED))


def allowing(**body):
    """A rule that a list of the policy takes a setting out of."""
    one = rule("all", (A, B))
    return replace(one, body=replace(one.body, unless={B: Listed(Parameter("own_list"), "outlook")}, **body))


def policy_of(one, own_list=None, **more):
    base = alone(one)
    return replace(base, parameters={**base.parameters, "own_list": own_list}, **more)


def account(*keys):
    return right_snapshot(alone(rule("all", keys or (A, B, C))))


def about(key, findings):
    return [(one.resource.level, one.status) for one in findings if one.setting == key]


@pytest.mark.parametrize("nothing", [None, [], ""])
def test_where_the_policy_gives_nothing_one_question_is_asked(nothing):
    run = run_of(account(), policy_of(ASKING, nothing))
    (finding,) = (one for one in run.findings() if one.setting == B)
    assert (finding.status, finding.resource.id) == (Status.MANUAL, "account")
    assert finding.message == f"{QUESTION} (The policy gives no own_list, so a person has to answer.)"
    assert run.clauses[0].verdict is ClauseVerdict.PARTLY
    assert {one.status for one in run.findings() if one.setting == A} == {Status.PASS}


def test_where_the_policy_gives_a_list_it_is_judged_at_every_level():
    for values, status in (([True], Status.PASS), ([False], Status.FAIL)):
        found = about(B, findings_of(account(), policy_of(ASKING, values)))
        assert {one for _, one in found} == {status}
        assert {level for level, _ in found} == {Level.ACCOUNT, Level.GROUP, Level.USER}


@pytest.mark.parametrize(
    "people",
    [People(groups=("Teachers",)), People(emails=("u1@*",)), People(roles=("Owner",))],
)
def test_a_rule_that_is_meant_for_a_few_asks_all_the_same(people):
    policy = policy_of(ASKING, scopes=(Scope("some", "Some", people, None, (ASKING.id,)),))
    run = run_of(account(), policy)
    assert about(B, run.findings()) == [(Level.ACCOUNT, Status.MANUAL)]
    assert run.clauses[0].verdict is not ClauseVerdict.MET


def test_it_is_asked_also_where_the_account_has_none_of_what_keeps_the_setting():
    one = asking((A, True), (OF_GROUPS, LISTED))
    snapshot = account()
    no_groups = tuple(found for found in snapshot.content if found.level is not Level.GROUP)
    snapshot = build.with_listing(replace(snapshot, content=no_groups), "groups", count=0)
    run = run_of(snapshot, policy_of(one))
    assert about(OF_GROUPS, run.findings()) == [(Level.ACCOUNT, Status.MANUAL)]
    assert run.clauses[0].verdict is ClauseVerdict.PARTLY


def test_a_rule_on_groups_alone_asks_once_however_many_groups_there_are():
    one = asking((OF_GROUPS, LISTED), levels=(Level.GROUP,))
    assert about(OF_GROUPS, findings_of(account(), policy_of(one))) == [(Level.GROUP, Status.MANUAL)]


def test_an_account_that_was_not_read_is_asked_about_too():
    snapshot = build.without_level(account(), Level.ACCOUNT)
    assert (Level.ACCOUNT, Status.MANUAL) in about(B, findings_of(snapshot, policy_of(ASKING)))


def switched(snapshot, *levels):
    for level in levels:
        snapshot = build.everywhere(snapshot, level, build.with_value(level, C, value=False))
    return snapshot


ALL = (Level.ACCOUNT, Level.GROUP, Level.USER)


@pytest.mark.parametrize(
    ("off", "status"), [((), Status.MANUAL), (ALL, Status.NOT_APPLICABLE), ((Level.ACCOUNT,), Status.MANUAL)]
)
def test_nothing_is_asked_where_the_switch_above_is_off_for_everybody(off, status):
    one = replace(ASKING, body=replace(ASKING.body, when=((C, parse_condition(True)),)))
    found = findings_of(switched(account(), *off), policy_of(one))
    assert about(B, found) == [(Level.ACCOUNT, status)]


def test_an_unread_switch_above_silences_no_question():
    one = replace(ASKING, body=replace(ASKING.body, when=((C, parse_condition(True)),)))
    snapshot = account()
    for level in ALL:
        snapshot = build.everywhere(snapshot, level, build.with_value(level, C, value=None))
    assert about(B, findings_of(snapshot, policy_of(one))) == [(Level.ACCOUNT, Status.MANUAL)]


def test_a_setting_that_the_policy_lists_is_not_judged_and_the_others_are():
    wrong = account()
    for level in ALL:
        wrong = build.everywhere(wrong, level, build.with_value(level, B, value=False))
    run = run_of(wrong, policy_of(allowing(), ["teams", "outlook"]))
    (finding,) = (one for one in run.findings() if one.setting == B)
    assert (finding.status, finding.reason) == (Status.NOT_APPLICABLE, Reason.NONE_EXIST)
    assert finding.message == "The policy allows it: own_list lists “outlook”."
    assert {one.status for one in run.findings() if one.setting == A} == {Status.PASS}
    assert run.clauses[0].verdict is ClauseVerdict.MET


@each("listed", [None, [], ["teams"], ["Outlook"], ["outlook "], "outlook for all", 5, {"outlook": 1}])
def test_only_a_list_that_holds_the_very_word_allows_anything(listed):
    wrong = build.changed(account(), Level.USER, build.with_value(Level.USER, B, value=False))
    assert (Level.USER, Status.FAIL) in about(B, findings_of(wrong, policy_of(allowing(), listed)))


@pytest.mark.parametrize("match", ["any", "newest"])
def test_of_several_settings_that_answer_together_those_that_are_judged_do(match):
    one = allowing()
    one = replace(
        one, body=replace(one.body, match=rule(match).body.match, unless={A: Listed(Parameter("own_list"), "x")})
    )
    for value, status in ((True, Status.PASS), (False, Status.FAIL), (None, Status.UNKNOWN)):
        found = findings_of(
            build.everywhere(account(), Level.USER, build.with_value(Level.USER, B, value)), policy_of(one, ["x"])
        )
        assert {said for level, said in about(B, found) if level is Level.USER} == {status}
        assert about(A, found) == [(Level.ACCOUNT, Status.NOT_APPLICABLE)]


def test_counting_and_listing_say_the_same():
    run = run_of(account(), policy_of(ASKING))
    found = list(run.findings())
    assert all(run.summary.findings[status] == sum(one.status is status for one in found) for status in Status)
    assert len({one.fingerprint for one in found}) == len(found)
