from dataclasses import replace

from zoom_policy_lint.model.clause import UnreadEntry
from zoom_policy_lint.model.words import Check, Kind, Level, Reason, Severity, Status
from zoom_policy_lint.report.outline import outline

from .sample_findings import ACCOUNT, finding, findings, user
from .sample_pack import pack_run
from .samples import CLAUSES, make_run, rollups


def shape_of(*found, **changes):
    return outline(make_run(rollups=rollups(found), **changes))


def test_clauses_come_worst_first_and_otherwise_in_the_order_of_the_policy():
    ids = [line.clause.id for line in outline(make_run()).clauses]
    assert ids == ["G2", "C1", "C6b", "C10", "G6", "C7", "G2a"]


def test_a_clause_counts_each_safeguard_once_by_its_worst():
    counts = {line.clause.id: dict(line.counts) for line in outline(make_run()).clauses}
    assert counts["C1"] == {Status.FAIL: 1}
    assert counts["C7"] == {Status.UNKNOWN: 1}
    assert counts["G6"] == {Status.MANUAL: 1}


def test_the_tally_counts_every_clause():
    assert sum(outline(make_run()).tally.values()) == len(CLAUSES)


def test_what_fails_comes_by_severity_then_by_how_many_it_concerns_each_once():
    failing = outline(make_run()).failing
    assert [(one.rule, one.concerned) for one in failing] == [
        ("waiting-room", 5), ("host-only-chat", 1), ("school-addresses", 1),
    ]  # fmt: skip


def test_locks_come_after_values():
    waiting, *_ = outline(make_run()).failing
    assert [(rollup.check, rollup.level) for rollup in waiting.rollups] == [
        (Check.VALUE, Level.ACCOUNT), (Check.VALUE, Level.USER), (Check.LOCK, Level.ACCOUNT),
    ]  # fmt: skip


def test_what_is_in_the_baseline_is_told_apart_from_what_is_new():
    shape = outline(make_run())
    assert [one.rule for one in shape.baselined] == ["host-only-chat"]
    known = finding("waiting-room", ACCOUNT, Status.FAIL, clauses=("C1",), baselined=True)
    only_known = shape_of(known)
    assert only_known.failing == ()
    assert [one.rule for one in only_known.baselined] == ["waiting-room"]


def test_recommended_safeguards_stand_apart_and_only_when_they_fail():
    shape = outline(make_run())
    assert [one.rule for one in shape.recommended] == ["no-live-streaming"]
    assert all(one.rule != "no-live-streaming" for one in shape.failing)
    unknown = [replace(each, status=Status.UNKNOWN) for each in findings() if each.advisory]
    assert shape_of(*unknown).recommended == ()


def test_a_failure_hides_no_unknown_of_the_same_safeguard():
    failing = finding("host-only-chat", user("a"), Status.FAIL, clauses=("C6b",))
    unknown = finding("host-only-chat", user("b"), Status.UNKNOWN, clauses=("C6b",), reason=Reason.NULL)
    shape = shape_of(failing, unknown, unread=())
    assert [(group.reason, group.findings) for group in shape.unjudged] == [("null", 1)]


def test_what_is_not_read_and_what_is_not_judged_for_it_stand_together():
    groups = {group.reason: group for group in outline(make_run()).unjudged}
    assert [each[0] for each in groups["error"].endpoints] == ["users.id.settings", "users.id.settings"]
    assert [rollup.rule for rollup in groups["error"].missed] == ["host-only-chat"]
    assert groups["scope"].endpoints == [("accounts.lock_settings", "the account", "not granted")]


def test_an_unread_endpoint_is_told_even_if_nothing_is_unknown_for_it():
    shape = shape_of(unread=(UnreadEntry("the account", "accounts.settings", "plan: no", ("waiting-room",)),))
    assert [(group.findings, list(group.rules)) for group in shape.unjudged] == [(0, ["waiting-room"])]


def test_a_question_says_who_is_asked_and_why_an_earlier_answer_does_not_count():
    [question] = outline(make_run()).questions
    assert question.clauses == ("G6",)
    assert question.by_role == "Headteacher"
    assert question.question == "Have parents been told how to join?"
    assert question.why == "The last statement ran out on 2026-09-01."


def test_a_question_that_nobody_answered_yet_needs_no_explanation():
    asked = "Waits for a person's statement (Headteacher): Have parents been told how to join?"
    waiting = finding("attest-g6", ACCOUNT, Status.MANUAL, check=Check.ATTESTATION, clauses=("G6",), message=asked)
    [question] = shape_of(waiting).questions
    assert question.why == ""


def test_kinds_that_no_rule_judges_are_named_with_their_clauses():
    kinds = outline(make_run()).unjudged_kinds
    assert kinds == {Kind.MEETINGS: ("C1",), Kind.PAST: ("C1",)}


def test_what_was_left_out_on_purpose_is_told():
    left = finding("waiting-room", ACCOUNT, Status.NOT_APPLICABLE, reason=Reason.DESELECTED, message="Left out.")
    assert shape_of(left).left_out == {"Left out.": ("waiting-room",)}


def test_what_was_left_out_is_no_kind_that_no_rule_judges():
    left = finding("waiting-room", ACCOUNT, Status.NOT_APPLICABLE, reason=Reason.DESELECTED, clauses=("C1",))
    lines = {line.clause.id: line for line in shape_of(left).clauses}
    assert (lines["C1"].left_out, lines["C1"].open) == ((Kind.SETTINGS,), (Kind.MEETINGS, Kind.PAST))
    assert lines["C7"].left_out == ()


def test_where_there_was_nothing_to_judge_is_counted_apart_and_comes_last():
    shape = outline(pack_run())
    assert shape.tally == {"not_met": 2, "unanswered": 1, "partly_evidenced": 1, "met": 2, "nothing_to_judge": 1}
    assert shape.clauses[-1].clause.id == "1.4"


def test_every_waiver_is_told_once():
    again = tuple(replace(clause, exceptions=("the same",)) for clause in CLAUSES)
    assert outline(make_run(clauses=again)).waived == ("the same",)


def test_a_rule_without_a_summary_is_named_by_its_id():
    failing = finding("somebody-elses-rule", ACCOUNT, Status.FAIL, severity=Severity.LOW)
    assert [one.title for one in shape_of(failing).failing] == ["somebody-elses-rule"]
