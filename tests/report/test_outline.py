from dataclasses import replace

from zoom_policy_lint.model.words import Check, Severity, Status
from zoom_policy_lint.report.outline import outline

from .sample_findings import ACCOUNT, finding, findings
from .samples import CLAUSES, make_run, rollups


def test_clauses_come_worst_first_and_within_a_verdict_by_their_worst_finding():
    ids = [block.clause.id for block in outline(make_run()).clauses]
    assert ids == ["C1", "C10", "G2", "C6b", "G6", "C7", "G2a"]


def test_a_safeguard_is_shown_in_full_once():
    blocks = {block.clause.id: block for block in outline(make_run()).clauses}
    assert [each.seen_in for each in blocks["C1"].safeguards] == [None]
    assert [each.seen_in for each in blocks["C10"].safeguards] == ["C1"]


def test_locks_come_after_values():
    [waiting, *_] = outline(make_run()).clauses
    assert [rollup.check for rollup in waiting.safeguards[0].rollups] == [Check.VALUE, Check.VALUE, Check.LOCK]


def test_what_passes_or_does_not_apply_is_only_counted():
    shown = [item for block in outline(make_run()).clauses for item in block.safeguards]
    statuses = {rollup.worst.status for item in shown for rollup in item.rollups}
    assert statuses == {Status.FAIL, Status.UNKNOWN, Status.MANUAL, Status.WAIVED}


def test_recommended_safeguards_stand_apart_and_only_when_they_fail():
    shape = outline(make_run())
    assert [each.rule for each in shape.advisory] == ["no-live-streaming"]
    assert all(not each.advisory for block in shape.clauses for each in block.safeguards)
    unknown = [replace(each, status=Status.UNKNOWN) for each in findings() if each.advisory]
    assert outline(make_run(rollups=rollups(unknown))).advisory == ()


def test_steps_come_by_severity_then_by_how_many_they_concern():
    steps = outline(make_run()).steps
    assert [(step.rule, step.failures) for step in steps] == [
        ("waiting-room", 5), ("host-only-chat", 11), ("school-addresses", 1),
    ]  # fmt: skip


def test_a_failure_outweighs_a_more_severe_unknown():
    failing = finding("waiting-room", ACCOUNT, Status.FAIL, clauses=("C1",), severity=Severity.LOW)
    unknown = finding("host-only-chat", ACCOUNT, Status.UNKNOWN, clauses=("C6b",), severity=Severity.CRITICAL)
    clauses = [block.clause.id for block in outline(make_run(rollups=rollups([unknown, failing]))).clauses]
    assert clauses.index("C1") < clauses.index("C6b")


def test_the_same_refusal_of_many_is_one_line():
    groups = outline(make_run()).unread
    assert [(group.endpoint, len(group.resources)) for group in groups] == [
        ("/accounts/me/lock_settings", 1), ("/users/{userId}/settings", 2),
    ]  # fmt: skip
    assert groups[1].rules == ("host-only-chat", "waiting-room")


def test_a_rule_without_a_summary_is_named_by_its_id():
    [manual] = [each for block in outline(make_run()).clauses if block.clause.id == "G6" for each in block.safeguards]
    assert manual.title == manual.rule == "attestation-g6"


def test_the_tally_counts_every_clause():
    assert sum(outline(make_run()).tally.values()) == len(CLAUSES)
