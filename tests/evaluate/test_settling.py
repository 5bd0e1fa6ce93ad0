"""Settings that answer a question in a person's place: only where they were read, and hold, for everybody."""

from dataclasses import replace
from datetime import date

import pytest

from tests.evaluate import build
from tests.evaluate.build import alone, right_snapshot, run_of
from tests.evaluate.test_matching import A, B, rule
from tests.support.each import each
from zoom_policy_lint.model.words import Check, ClauseVerdict, Evidence, Kind, KindState, Level, Reason, Status
from zoom_policy_lint.policy import Attest, Attestation, Clause
from zoom_policy_lint.policy.policy import Settled
from zoom_policy_lint.ruleset import parse_condition

OF_GROUPS, OF_GROUPS_AND_MEETINGS = "in_meeting.show_device_list", "schedule_meeting.mute_upon_entry"
RULE = rule("all", (A, B))
SAID = Attestation("Q1", "We looked", "A. Head", "Headteacher", date(2026, 9, 1), date(2027, 8, 31))


def asking(status=Status.PASS, settings=((A, True),), statements=(), contradicted_by=()):
    """A question that settings settle; the two switches are judged under another clause."""
    base = alone(RULE)
    settled = Settled(tuple((key, parse_condition(value)) for key, value in settings), status)
    return replace(
        base,
        clauses=(Clause("Q1", "It is so.", (Kind.ATTESTATION,), (), (), ""), replace(base.clauses[0], id="W")),
        attest={"Q1": Attest("Q1", "Is it so?", "Headteacher", 12, contradicted_by, settled=settled)},
        attestations=statements,
    )


def judged(policy=None, spoil=lambda snapshot: snapshot, **options):
    policy = policy or asking()
    run = run_of(spoil(right_snapshot(policy)), policy, **options)
    (finding,) = (one for one in run.findings() if one.check is Check.ATTESTATION)
    return finding, run.clauses[0]


@each(
    ("status", "verdict", "state"),
    [
        (Status.PASS, ClauseVerdict.MET, KindState.SHOWN),
        (Status.FAIL, ClauseVerdict.NOT_MET, KindState.FAILED),
        (Status.NOT_APPLICABLE, ClauseVerdict.UNANSWERED, KindState.EMPTY),
    ],
)
@each("statements", [(), (SAID,)])
def test_settings_that_hold_for_everybody_answer_whatever_somebody_stated(status, verdict, state, statements):
    finding, clause = judged(asking(status, statements=statements))
    assert (finding.status, finding.evidence, finding.remediation) == (status, Evidence.MEASURED, None)
    assert (clause.verdict, clause.kinds) == (verdict, {Kind.ATTESTATION: state})
    assert clause.nothing_to_judge is (status is Status.NOT_APPLICABLE)
    assert finding.message.startswith("Settled by settings, for the account, its groups and users: ")


SPOILS = {
    "wrong": lambda level: build.with_value(level, A, value=False),
    "null": lambda level: build.with_value(level, A, value=None),
    "of another type": lambda level: build.with_value(level, A, value="on"),
    "refused": lambda level: lambda one: replace(one, bodies={}),
}


@each("level", [Level.ACCOUNT, Level.GROUP, Level.USER])
@each("spoil", SPOILS.values(), ids=SPOILS)
@each("status", [Status.PASS, Status.NOT_APPLICABLE])
def test_one_for_whom_they_do_not_hold_or_were_not_read_leaves_the_question(level, spoil, status):
    finding, clause = judged(asking(status), lambda snapshot: build.changed(snapshot, level, spoil(level)))
    assert (finding.status, clause.verdict) == (Status.MANUAL, ClauseVerdict.UNANSWERED)
    assert "Is it so?" in finding.message


def test_then_a_statement_answers_as_ever():
    finding, clause = judged(
        asking(statements=(SAID,)), lambda one: build.changed(one, Level.USER, SPOILS["null"](Level.USER))
    )
    assert (finding.status, finding.evidence, clause.verdict) == (Status.PASS, Evidence.ATTESTED, ClauseVerdict.MET)


@pytest.mark.parametrize("name", ["users", "groups"])
def test_a_list_that_is_not_whole_leaves_the_question(name):
    for how, spoil in build.ways_to_miss_a_list(name):
        assert judged(spoil=spoil)[0].status is Status.MANUAL, how


def test_an_account_that_was_not_pulled_leaves_the_question():
    assert judged(spoil=lambda one: build.without_level(one, Level.ACCOUNT))[0].status is Status.MANUAL


def test_users_count_also_where_an_audit_looks_at_the_account_alone():
    only = {"levels": frozenset({Level.ACCOUNT})}
    wrong = judged(spoil=lambda one: build.changed(one, Level.USER, SPOILS["wrong"](Level.USER)), **only)
    assert (judged(**only)[0].status, wrong[0].status) == (Status.PASS, Status.MANUAL)


def test_whoever_vanished_meanwhile_or_has_left_does_not_count():
    gone = lambda one: build.changed(one, Level.USER, lambda user: replace(user, gone=True, bodies={}), "u2")  # noqa: E731
    assert judged(spoil=gone)[0].status is Status.PASS
    bare = lambda one: build.changed(one, Level.USER, lambda user: replace(user, bodies={}), "u9")  # noqa: E731
    assert judged(spoil=bare)[0].status is Status.PASS


def without_groups(snapshot):
    content = tuple(one for one in snapshot.content if one.level is not Level.GROUP)
    return build.with_listing(replace(snapshot, content=content), "groups", count=0)


def test_a_setting_that_was_read_of_nobody_settles_nothing():
    """Zoom keeps it for groups, of which the account has none."""
    policy = asking(settings=((A, True), (OF_GROUPS, True)))
    on = lambda one: build.everywhere(one, Level.GROUP, build.with_body("groups.id.settings", _device_list))  # noqa: E731
    assert judged(policy, on)[0].status is Status.PASS
    assert judged(policy, without_groups)[0].status is Status.MANUAL
    assert judged(spoil=without_groups)[0].status is Status.PASS


def _device_list(body):
    body["in_meeting"]["show_device_list"] = True


@pytest.mark.parametrize("key", [OF_GROUPS, OF_GROUPS_AND_MEETINGS])
def test_settings_that_zoom_does_not_keep_for_the_account_settle_nothing_by_themselves(key):
    assert judged(asking(settings=((key, True),)))[0].status is Status.MANUAL


@pytest.mark.parametrize(
    ("status", "said"),
    [(Status.PASS, Status.MANUAL), (Status.NOT_APPLICABLE, Status.MANUAL), (Status.FAIL, Status.FAIL)],
)
def test_a_rule_that_would_void_a_statement_keeps_settings_from_saying_that_all_is_well(status, said):
    policy = asking(status, contradicted_by=(RULE.id,))
    assert judged(policy)[0].status is status
    wrong = lambda one: build.changed(one, Level.USER, build.with_value(Level.USER, B, value=False))  # noqa: E731
    assert judged(policy, wrong)[0].status is said


def test_a_text_that_was_replaced_settles_nothing():
    key = "telephony.audio_conference_info"
    policy = asking(settings=((key, {"empty": False}),))

    def written(value):
        def spoil(snapshot):
            for level in (Level.ACCOUNT, Level.GROUP, Level.USER):
                snapshot = build.everywhere(snapshot, level, build.with_value(level, key, value))
            return snapshot

        return spoil

    assert judged(policy, written("Dial 1"))[0].status is Status.PASS
    assert judged(policy, written("name-0123456789ab"))[0].status is Status.MANUAL


def test_that_nothing_applies_says_so_as_a_reason():
    assert judged(asking(Status.NOT_APPLICABLE))[0].reason is Reason.NONE_EXIST


CO_HOST = "in_meeting.co_host"
"""What nothing else judges, so that no answer holds it."""


@pytest.mark.parametrize(
    ("key", "spoil", "status"),
    [
        (CO_HOST, None, Status.PASS),
        (B, build.with_value(Level.USER, B, value=False), Status.MANUAL),
        (B, build.with_value(Level.USER, B, value=None), Status.MANUAL),
    ],
    ids=["left out", "otherwise", "null"],
)
def test_what_zoom_may_leave_out_may_not_be_otherwise(key, spoil, status):
    policy = asking(settings=((A, True), (key, True)))
    wanted = policy.attest["Q1"]
    optional = replace(wanted, settled=replace(wanted.settled, optional=frozenset({key})))
    changed = (lambda snapshot: build.everywhere(snapshot, Level.USER, spoil)) if spoil else (lambda snapshot: snapshot)
    assert judged(replace(policy, attest={"Q1": optional}), changed)[0].status is status
    assert judged(policy, changed)[0].status is Status.MANUAL
