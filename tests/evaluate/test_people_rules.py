"""How the shipped rules judge who hosts for pupils, who may act for them, who has left and who was trained."""

from dataclasses import replace
from datetime import date

import pytest

from tests.evaluate import build
from tests.evaluate.build import REFUSALS, alone, findings_of, right_snapshot, run_of, st_joseph
from tests.evaluate.right_facts import COLLEAGUE, DOMAIN, FIRST, HOST, LEAVER_ID, LONG_AGO, THIRD, training
from tests.support.each import each
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.resource import Resource, Unread
from zoom_policy_lint.model.words import Check, ClauseVerdict, Kind, KindState, Level, Reason, Status
from zoom_policy_lint.policy.registers import BadLine

RULES = st_joseph().rules
STAND_INS, TRAINED = RULES["second-person-for-pupil-hosts"], RULES["trained-staff"]
LEAVERS, DORMANT = RULES["no-rights-for-leavers"], RULES["no-dormant-administrators"]
MAILBOXES, LICENSED = RULES["pupil-meetings-in-named-mailboxes"], RULES["pupil-meetings-by-licensed-school-hosts"]


def policy_of(rule, **parameters):
    policy = alone(rule)
    return replace(policy, parameters=dict(policy.parameters) | parameters)


def judged(policy, level=Level.USER, change=lambda resource: resource, *ids):
    """The findings after a change to some resources of a level (none named: the first)."""
    return findings_of(build.changed(right_snapshot(policy), level, change, *ids), policy)


def statuses(found):
    return [finding.status for finding in found]


def refused(read):
    """An answer that Zoom refused, for every reason."""

    def change(reason):
        return lambda one: replace(one, unread=dict(one.unread) | {read: Unread(reason, "refused")})

    return [change(reason) for reason in REFUSALS]


def without(*names):
    def change(one):
        return replace(one, fields={key: value for key, value in one.fields.items() if key not in names})

    return change


# A second person for the host of every meeting

NO_STAND_INS = [
    without("stand_ins"),
    *(build.with_fields(stand_ins=one) for one in (None, True, 0, "", HOST, {}, [1], [None])),
]
NO_STAND_INS += [lambda one, also=also: also(without("stand_ins")(one)) for also in refused("users.id.assistants")]


def test_a_meeting_with_a_second_person_passes():
    assert statuses(judged(policy_of(STAND_INS))) == [Status.PASS]


def test_a_meeting_whose_host_is_alone_fails():
    found = judged(policy_of(STAND_INS), Level.MEETING, build.with_fields(stand_ins=[]))
    assert [(f.status, f.resource.level) for f in found] == [(Status.FAIL, Level.MEETING)]


@each("spoil", NO_STAND_INS)
def test_stand_ins_that_are_not_known_never_pass(spoil):
    assert statuses(judged(policy_of(STAND_INS), Level.MEETING, spoil)) == [Status.UNKNOWN]


# A second person for every named mailbox

NAMED = policy_of(STAND_INS, pupil_facing_hosts=[HOST])
ALTERNATIVE_ONLY = build.with_fields(acting_assistants=[])
NO_ASSISTANTS = [
    without("acting_assistants"),
    *(build.with_fields(acting_assistants=one) for one in (None, True, "u2", {}, [{}], [None], [7])),
    *(lambda one, also=also: also(without("acting_assistants")(one)) for also in refused("users.id.assistants")),
]
NO_ALTERNATIVES = [
    without("alternative_hosts"),
    *(build.with_fields(alternative_hosts=one) for one in (None, True, 0, "", COLLEAGUE, {}, [1], [None])),
    *(lambda one, also=also: also(without("alternative_hosts")(one)) for also in refused("meetings.id")),
    without("outside_alternative_hosts"),
    *(build.with_fields(outside_alternative_hosts=one) for one in (None, True, 0, "", COLLEAGUE, {}, [1], [None])),
    *(lambda one, also=also: also(without("outside_alternative_hosts")(one)) for also in refused("users")),
]


def alternatives(spoil):
    """The mailbox without an assistant, and its meeting spoilt."""
    snapshot = build.changed(right_snapshot(NAMED), Level.USER, ALTERNATIVE_ONLY)
    return findings_of(build.changed(snapshot, Level.MEETING, spoil), NAMED)


def test_a_mailbox_with_an_assistant_passes():
    (finding,) = judged(NAMED)
    assert (finding.status, finding.resource.id, finding.kind) == (Status.PASS, FIRST[Level.USER], Kind.USERS)


def test_a_mailbox_passes_when_all_its_meetings_have_an_alternative_host():
    assert statuses(alternatives(lambda meeting: meeting)) == [Status.PASS]


@pytest.mark.parametrize("outside", [[COLLEAGUE], [COLLEAGUE.upper(), "x@mail.example"]])
def test_an_alternative_host_outside_the_school_cannot_act(outside):
    assert statuses(alternatives(build.with_fields(outside_alternative_hosts=outside))) == [Status.FAIL]


def test_the_mailbox_is_no_alternative_to_itself():
    assert statuses(alternatives(build.with_fields(alternative_hosts=[HOST.upper()]))) == [Status.FAIL]


def test_a_mailbox_with_neither_fails():
    assert statuses(alternatives(build.with_fields(alternative_hosts=[]))) == [Status.FAIL]


def test_nobody_is_an_assistant_of_themselves():
    own = build.with_fields(acting_assistants=[FIRST[Level.USER]])
    snapshot = build.changed(right_snapshot(NAMED), Level.USER, own)
    alone_ = build.changed(snapshot, Level.MEETING, build.with_fields(alternative_hosts=[]))
    assert statuses(findings_of(alone_, NAMED)) == [Status.FAIL]


@each("spoil", NO_ASSISTANTS)
def test_assistants_that_are_not_known_never_pass_and_never_fail(spoil):
    snapshot = build.changed(right_snapshot(NAMED), Level.USER, spoil)
    without_alternative = build.changed(snapshot, Level.MEETING, build.with_fields(alternative_hosts=[]))
    assert statuses(findings_of(without_alternative, NAMED)) == [Status.UNKNOWN]


@each("spoil", NO_ALTERNATIVES)
def test_alternative_hosts_that_are_not_known_never_pass(spoil):
    assert statuses(alternatives(spoil)) == [Status.UNKNOWN]


@pytest.mark.parametrize("name", ["users", "users.id.meetings"])
def test_a_mailbox_without_assistant_needs_whole_lists_of_meetings(name):
    snapshot = build.changed(right_snapshot(NAMED), Level.USER, ALTERNATIVE_ONLY)
    for how, spoil in build.ways_to_miss_a_list(name):
        assert Status.PASS not in statuses(findings_of(spoil(snapshot), NAMED)), how


def test_a_named_mailbox_that_is_no_user_fails_and_one_that_was_not_listed_is_unknown():
    policy = policy_of(STAND_INS, pupil_facing_hosts=[f"nobody@{DOMAIN}"])
    assert statuses(judged(policy)) == [Status.FAIL]
    cut = build.with_listing(right_snapshot(policy), "users", complete=False)
    assert statuses(findings_of(cut, policy)) == [Status.UNKNOWN]


# Hosts


def test_where_no_mailbox_is_named_any_licensed_school_account_may_host():
    policy = policy_of(MAILBOXES, pupil_facing_hosts=[])
    (finding,) = judged(policy)
    assert (finding.status, finding.reason) == (Status.NOT_APPLICABLE, Reason.NONE_EXIST)


@pytest.mark.parametrize("named", [HOST, HOST.upper(), f" {HOST} "])
def test_a_mailbox_may_be_written_in_any_case(named):
    assert statuses(judged(policy_of(MAILBOXES, pupil_facing_hosts=[named]))) == [Status.PASS]


@pytest.mark.parametrize("licence", [0, 1, 3, 4, 99])
def test_only_a_licensed_account_hosts_for_pupils(licence):
    found = judged(policy_of(LICENSED), Level.MEETING, build.with_fields(host_licence=licence))
    assert Status.PASS not in statuses(found)
    assert found


def test_rules_on_hosts_answer_the_clause_on_generic_mailboxes_as_evidence_on_people():
    for rule in (
        STAND_INS,
        MAILBOXES,
        LICENSED,
        RULES["alternative-hosts-from-school"],
        RULES["alternative-hosts-in-use"],
    ):
        assert rule.kinds == {Kind.USERS}
        assert rule.id in next(clause for clause in st_joseph().clauses if clause.id == "G2a").rules


# Leavers


def test_rights_of_a_leaver_are_found_and_those_of_active_people_are_not_looked_at():
    found = judged(policy_of(LEAVERS), Level.USER, build.with_fields(role_id="1"), LEAVER_ID)
    assert [(f.status, f.resource.id) for f in found] == [(Status.FAIL, LEAVER_ID)]


def test_an_account_without_leavers_has_nobody_to_judge():
    snapshot = right_snapshot(policy_of(LEAVERS))
    content = tuple(one for one in snapshot.content if one.id != LEAVER_ID)
    stayed = build.with_listing(replace(snapshot, content=content), "users.inactive", count=0)
    run = run_of(stayed, policy_of(LEAVERS))
    assert list(run.findings()) == []
    assert run.clauses[0].kinds[Kind.USERS] is KindState.EMPTY


@each("rule", [rule for rule in build.all_rules() if Level.USER in rule.levels and rule is not LEAVERS])
def test_no_other_rule_is_about_leavers(rule):
    found = findings_of(right_snapshot(alone(rule)), alone(rule))
    assert LEAVER_ID not in {f.resource.id for f in found}


# Dormant administrators


def test_members_without_rights_may_stay_away():
    away = build.with_fields(role_id="2", last_login_time=LONG_AGO)
    assert FIRST[Level.USER] not in {f.resource.id for f in judged(policy_of(DORMANT), Level.USER, away)}


@pytest.mark.parametrize("role", ["0", "1", "RaBcD"])
def test_every_other_role_counts(role):
    away = build.with_fields(role_id=role, last_login_time=LONG_AGO)
    failed = [f for f in judged(policy_of(DORMANT), Level.USER, away) if f.status is Status.FAIL]
    assert [(f.resource.id, f.check) for f in failed] == [(FIRST[Level.USER], Check.TIME)]


# Training


def trained(register, change=lambda user: user, **parameters):
    policy = replace(policy_of(TRAINED, **parameters), training=register)
    return {f.resource.id: f for f in judged(policy, Level.USER, change) if f.resource.level is Level.USER}


def test_everybody_in_the_register_passes():
    assert {f.status for f in trained(training()).values()} == {Status.PASS}


def test_whoever_is_not_in_the_register_fails():
    found = trained(training([HOST, COLLEAGUE]))
    assert [id_ for id_, f in found.items() if f.status is Status.FAIL] == ["u3"]


def test_training_runs_out():
    assert {f.status for f in trained(training(day=date(2024, 9, 4))).values()} == {Status.PASS}
    assert {f.status for f in trained(training(day=date(2024, 9, 1))).values()} == {Status.FAIL}
    assert {f.status for f in trained(training(day=date(2025, 9, 1)), training_valid_months=6).values()} == {
        Status.FAIL
    }


def test_a_line_that_cannot_be_read_is_neither_trained_nor_untrained():
    spoilt = replace(training([HOST, COLLEAGUE]), spoilt={THIRD: BadLine(4, "“soon” is no date")})
    assert trained(spoilt)["u3"].status is Status.UNKNOWN


@pytest.mark.parametrize("name", ["type", "email"])
def test_a_user_who_cannot_be_looked_up_never_passes(name):
    for spoilt in build.ways_to_miss_a_field(fields(Level.USER)[name]):
        assert trained(training(), spoilt.change)[FIRST[Level.USER]].status is Status.UNKNOWN, spoilt.how


@pytest.mark.parametrize("licence", [1, 4, 99])
def test_people_without_a_licence_need_no_training(licence):
    assert FIRST[Level.USER] not in trained(training(), build.with_fields(type=licence))


@pytest.mark.parametrize(("licence", "status"), [(2, Status.FAIL), (3, Status.UNKNOWN), (7, Status.UNKNOWN)])
def test_whether_a_licence_that_nobody_knows_needs_training_is_unknown(licence, status):
    found = trained(training([COLLEAGUE, THIRD]), build.with_fields(type=licence))
    assert found[FIRST[Level.USER]].status is status


def test_without_a_register_a_person_has_to_say_who_was_trained():
    run = run_of(right_snapshot(st_joseph()), st_joseph())
    (finding,) = [f for f in run.findings() if f.rule == TRAINED.id]
    clause = next(clause for clause in run.clauses if clause.id == "G1")
    assert finding.status is Status.MANUAL
    assert clause.kinds[Kind.USERS] is KindState.OPEN
    assert clause.verdict is ClauseVerdict.UNANSWERED


def with_register(register):
    policy = st_joseph()
    return replace(
        policy, parameters=dict(policy.parameters) | {"training_register": "training.csv"}, training=register
    )


def test_the_register_answers_the_question_in_a_persons_place():
    for register, verdict in ((training(), ClauseVerdict.MET), (training([HOST]), ClauseVerdict.NOT_MET)):
        policy = with_register(register)
        run = run_of(right_snapshot(policy), policy)
        assert next(clause.verdict for clause in run.clauses if clause.id == "G1") is verdict


def test_a_register_proves_nothing_of_people_who_were_not_listed():
    policy = with_register(training())
    run = run_of(build.with_listing(right_snapshot(policy), "users", complete=False), policy)
    clause = next(clause for clause in run.clauses if clause.id == "G1")
    assert clause.verdict is not ClauseVerdict.MET
    assert KindState.OPEN in clause.kinds.values()


# Statements that earlier stood in for what is read now


def test_no_person_is_asked_for_what_zoom_tells():
    wanted = set(st_joseph().attest)
    assert wanted.isdisjoint({"S1", "S4a", "S4b", "S4c", "S4d", "S4e", "S4f", "S4g", "G2a"})


def test_a_user_deleted_meanwhile_is_neither_right_nor_wrong():
    def gone(user: Resource) -> Resource:
        return replace(user, gone=True, bodies={})

    for rule in (DORMANT, TRAINED):
        found = [f for f in judged(policy_of(rule), Level.USER, gone) if f.resource.id == FIRST[Level.USER]]
        assert [(f.status, f.reason) for f in found] == [(Status.NOT_APPLICABLE, Reason.VANISHED)]
