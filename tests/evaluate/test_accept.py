"""What a school accepts and what people answer: applied to findings, and what a report says of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.evaluate.build import right_snapshot, run_of, st_joseph
from tests.support.each import each
from zoom_policy_lint.accept.remarks import baseline_remarks
from zoom_policy_lint.evaluate.accept import Acceptance, Answers, Covered
from zoom_policy_lint.evaluate.accept_notes import attestation_notes, waiver_notes
from zoom_policy_lint.evaluate.attested import asked
from zoom_policy_lint.model.baseline import Baseline, BaselineEntry
from zoom_policy_lint.model.finding import Finding, Remediation, ResourceRef
from zoom_policy_lint.model.words import Check, Evidence, Kind, Level, Severity, Status
from zoom_policy_lint.policy import Attest, Attestation, Waiver, load_policy
from zoom_policy_lint.policy.registers import Register

TODAY = date(2026, 9, 3)
DAY = timedelta(days=1)
RECORDING = ResourceRef(Level.RECORDING, "uuid-1", "class1@school.org, Mon 12 Oct 2026 10:00 UTC, …4821")
FINDING = Finding(
    rule="recordings-agreed",
    oldest_id="recordings-agreed",
    check=Check.VALUE,
    kind=Kind.RECORDINGS,
    clauses=("S5",),
    advisory=False,
    severity=Severity.HIGH,
    status=Status.MANUAL,
    evidence=Evidence.NONE,
    reason=None,
    resource=RECORDING,
    setting=None,
    expected=None,
    actual=None,
    message="Did every parent agree?",
    remediation=Remediation("Ask."),
)
NAMED = FINDING.fingerprint
ASKED = Attest("S5", "Is there an agreement?", "Headteacher", 12, ("no-automatic-recording",))
BASE = replace(load_policy("st_joseph"), attest={"S5": ASKED}, attestations=(), waivers=())


def said(
    on=TODAY - DAY, until=TODAY + 90 * DAY, role="Headteacher", findings=(NAMED,), clause="S5", text="Forms signed"
):
    return Attestation(clause, text, "A. Head", role, on, until, findings)


def policy(*statements, **changes):
    return replace(BASE, attestations=statements, **changes)


def answered(given, finding=FINDING, failed=frozenset()):
    return Answers(given, TODAY).apply(finding, failed)


# Statements about single findings


def test_a_statement_that_names_a_finding_answers_it():
    found = answered(policy(said()))
    assert (found.status, found.evidence, found.remediation) == (Status.PASS, Evidence.ATTESTED, None)
    assert found.message == ("Answered by Headteacher A. Head on 2026-09-02: “Forms signed” (valid until 2026-12-02).")
    assert found.fingerprint == NAMED


@each(
    "statement",
    [
        said(findings=()),
        said(findings=("0123456789abcdef",)),
        said(on=TODAY + DAY),
        said(until=TODAY - DAY),
        said(on=date(2025, 9, 2), until=date(2030, 1, 1)),
        said(role="Cook"),
        said(clause="S6"),
    ],
    ids=[
        "names none",
        "names another",
        "not yet",
        "run out",
        "older than the policy asks",
        "another role",
        "another clause",
    ],
)
def test_a_statement_that_does_not_name_it_or_does_not_hold_answers_nothing(statement):
    given = policy(statement)
    assert answered(given) == FINDING


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.MANUAL])
def test_only_what_waits_for_a_person_can_be_answered(status):
    finding = replace(FINDING, status=status)
    assert answered(policy(said()), finding) is finding


@pytest.mark.parametrize(
    ("start", "counts"),
    [("2026-09-02T09:00:00Z", True), ("2026-09-01T09:00:00Z", True), ("2026-09-03T09:00:00Z", False), ("soon", True)],
)
def test_a_statement_made_before_the_day_of_a_recording_says_nothing_of_it(start, counts):
    finding = replace(FINDING, actual={"start_time": start})
    statement = said(on=date(2026, 9, 2), findings=(finding.fingerprint,))
    assert (answered(policy(statement), finding).status is Status.PASS) is counts


def test_a_clauses_own_question_is_not_answered_as_a_finding():
    finding = replace(FINDING, check=Check.ATTESTATION)
    assert answered(policy(said(findings=(finding.fingerprint,))), finding) is finding


def test_a_statement_is_void_when_a_rule_that_contradicts_it_fails():
    found = answered(policy(said()), failed={"no-automatic-recording"})
    assert (found.status, found.evidence) == (Status.MANUAL, Evidence.NONE)
    assert found.message.startswith("The statement is void, because a rule that contradicts it fails (no-automatic-rec")
    assert answered(policy(said()), failed={"waiting-room"}).status is Status.PASS


def test_where_the_policy_asks_no_question_anybody_may_answer_a_finding():
    given = policy(said(role="Cook", on=date(2020, 1, 1)), attest={})
    assert answered(given).status is Status.PASS


def test_nobody_answers_for_the_head_teacher_under_a_clause_that_asks_nobody():
    finding = replace(FINDING, clauses=("H1", "S5"))
    assert answered(policy(said(clause="H1", role="Pupil")), finding) == finding
    assert answered(policy(said(clause="H1")), finding).status is Status.PASS
    assert answered(policy(said(clause="H1")), finding, failed={"no-automatic-recording"}).status is Status.MANUAL


@pytest.mark.parametrize("order", [1, -1])
def test_the_newest_statement_that_holds_is_quoted(order):
    statements = (said(text="the old forms", on=TODAY - 9 * DAY), said(text="the new forms"))
    assert "the new forms" in answered(policy(*statements[::order])).message


def test_a_statement_about_findings_leaves_the_clauses_question_open():
    assert policy(said(), said(findings=())).answers("S5") == (said(findings=()),)


def test_a_question_that_a_register_answers_is_not_asked():
    wanted = replace(ASKED, register="training_register")
    register = Register("staff.csv", "staff.csv", {}, (), {})
    assert asked(policy(attest={"S5": wanted})) == [wanted]
    assert asked(policy(attest={"S5": wanted, "G6": ASKED}, training=register)) == [ASKED]


# What is said of statements


def statement_notes(*statements, used=frozenset(), **changes):
    return list(attestation_notes(policy(*statements, **changes), TODAY, used))


GENERAL = said(findings=())


@each(
    ("statements", "expected"),
    [
        ([GENERAL], []),
        ([said(until=TODAY - DAY, findings=())], ["ran out on 2026-09-02; ask again, and record the answer."]),
        (
            [said(on=date(2025, 1, 1), until=date(2030, 1, 1), findings=())],
            ["ran out on 2026-01-01, because the policy asks again after that time; ask again, and record the answer."],
        ),
        ([said(until=TODAY - DAY, findings=()), said(on=TODAY, findings=())], []),
        ([said(on=TODAY + DAY, findings=())], ["does not count before 2026-09-04; correct “on” if it was said earlier."]),
        ([said(role="Cook", findings=())], ["does not count: the policy wants it from Headteacher; let that person say it."]),
        (
            [said(on=TODAY, until=date(2028, 1, 1), findings=())],
            ["is given until 2028-01-01, but counts until 2027-09-03 only, when the policy asks again; renew it by then."],
        ),
        (
            [said(clause="G6", findings=())],
            ["answers nothing: the policy asks no question on G6; take it out, or add the question."],
        ),
        ([GENERAL, GENERAL], ["adds nothing: A. Head said so on 2026-09-02 for as long; keep one of them."]),
        (
            [said(on=TODAY, findings=(), text="Again"), GENERAL],
            ["adds nothing: A. Head said so on 2026-09-02 for as long; keep one of them."],
        ),
        ([GENERAL, said(on=TODAY, until=TODAY + 300 * DAY, findings=())], []),
        ([GENERAL, said(role="Cook", findings=())], ["does not count: the policy wants it from Headteacher; let that person say it."]),
    ],
)  # fmt: skip
def test_statements_that_count_for_less_than_they_seem_are_named(statements, expected):
    notes = statement_notes(*statements)
    assert [note.partition(") ")[2] for note in notes] == expected


def test_a_note_names_clause_person_role_and_day():
    (note,) = statement_notes(said(until=TODAY - DAY, findings=()))
    assert note.startswith("The statement of 2026-09-02 on S5 by A. Head (Headteacher) ran out")


def test_a_statement_that_is_void_is_named_as_that_alone():
    (note,) = attestation_notes(policy(said(until=TODAY, findings=())), TODAY, set(), {"no-automatic-recording"})
    assert "is void, because a rule that contradicts it fails (no-automatic-recording)." in note


def test_a_statement_that_a_register_makes_idle_is_named():
    register = Register("staff.csv", "staff.csv", {}, (), {})
    (note,) = statement_notes(GENERAL, attest={"S5": replace(ASKED, register="training_register")}, training=register)
    assert "the register staff.csv answers that question" in note


def test_fingerprints_that_no_finding_has_are_named():
    statement = said(findings=(NAMED, "0123456789abcdef"))
    answers = Answers(policy(statement), TODAY)
    answers.apply(FINDING)
    (note,) = statement_notes(statement, used=answers.used)
    assert "names the finding 0123456789abcdef, and no finding of that name waits for a person" in note


@pytest.mark.parametrize("finding", [replace(FINDING, status=Status.FAIL), replace(FINDING, clauses=("S6",))])
def test_a_finding_that_does_not_wait_or_stands_under_another_clause_uses_no_statement(finding):
    answers = Answers(policy(said()), TODAY)
    answers.apply(finding)
    assert answers.used == set()


def test_without_a_run_nothing_is_said_of_what_a_run_would_find():
    assert statement_notes(said(), used=None) == []
    assert list(waiver_notes([waiver()], None, TODAY)) == []


# What is said of waivers


def waiver(start=TODAY - DAY, expires=TODAY + 90 * DAY, by="A. Head", check=None, status=None, name="u1@school.org"):
    return Waiver("waiting-room", Level.USER, name, "agreed", by, start, expires, check, status)


def notes_of(*waivers, covered=None):
    used = {one: covered or Covered({Check.VALUE}, {"u1"}, {Status.FAIL}) for one in waivers}
    return list(waiver_notes(waivers, used, TODAY))


def test_a_waiver_that_covers_one_failure_for_less_than_a_year_needs_no_word():
    assert notes_of(waiver()) == []


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (waiver(expires=TODAY - DAY), "ran out on 2026-09-02 and no longer counts; renew it, or take it out."),
        (waiver(start=TODAY + DAY), "does not count before 2026-09-04; change “from” if it is needed today."),
        (waiver(start=TODAY, expires=date(2027, 9, 4)), "lasts until 2027-09-04, more than a year from 2026-09-03;"),
        (waiver(start=date.min, expires=date(2027, 9, 4)), "lasts until 2027-09-04, more than a year from 2026-09-03;"),
    ],
)
def test_a_waiver_says_what_is_wrong_with_its_days(one, expected):
    (note,) = notes_of(one)
    assert note.startswith(f"The waiver of waiting-room for the user u1@school.org, approved by A. Head, {expected}")


@pytest.mark.parametrize("start", [TODAY, date.min])
def test_a_year_is_not_too_long(start):
    assert notes_of(waiver(start=start, expires=date(2027, 9, 3))) == []


@pytest.mark.parametrize(
    ("covered", "expected"),
    [
        (
            Covered({Check.LOCK, Check.VALUE}, {"u1"}, {Status.FAIL}),
            "covers both the lock and the value; “check: lock” or",
        ),
        (
            Covered({Check.LOCK}, {"u1"}, {Status.FAIL}, judged={Check.LOCK, Check.VALUE}),
            "covers only the lock today, and would cover the value too; “check: lock” narrows it",
        ),
        (Covered({Check.VALUE}, {"u1", "u2"}, {Status.FAIL}), "covers 2 resources of that name; write the Zoom id"),
        (
            Covered({Check.VALUE}, {"u1"}, {Status.UNKNOWN}),
            "covers what is only unknown today, and would cover a failure",
        ),
    ],
)
def test_a_waiver_that_covers_more_than_one_may_think_says_so(covered, expected):
    (note,) = notes_of(waiver(), covered=covered)
    assert expected in note


def test_a_waiver_of_the_unknown_alone_is_as_narrow_as_can_be():
    assert notes_of(waiver(status=Status.UNKNOWN), covered=Covered({Check.LOCK}, {"u1"}, {Status.UNKNOWN})) == []


def test_a_waiver_that_covers_nothing_says_so():
    (note,) = waiver_notes([waiver()], {}, TODAY)
    assert "covers nothing: no such finding fails or is unknown" in note


@each(
    ("waivers", "count"),
    [
        ([waiver(), waiver()], 1),
        ([waiver(), waiver(by="B. Deputy")], 1),
        ([waiver(name="U1@School.org"), waiver(expires=TODAY + DAY)], 1),
        ([waiver(expires=TODAY + DAY), waiver()], 1),
        ([waiver(check=Check.VALUE), waiver()], 1),
        ([waiver(status=Status.UNKNOWN), waiver(status=Status.FAIL)], 0),
        ([waiver(check=Check.VALUE), waiver(check=Check.LOCK)], 0),
        ([waiver(), waiver(start=TODAY, expires=TODAY + 120 * DAY)], 0),
        ([waiver(), waiver(name="u2@school.org")], 0),
    ],
)
def test_of_two_waivers_the_one_that_adds_nothing_is_named(waivers, count):
    assert len([note for note in notes_of(*waivers) if "adds nothing" in note]) == count


def test_of_one_resource_by_two_names_a_run_tells_that_it_is_the_same():
    used = {one: Covered({Check.VALUE}, {"u1"}, {Status.FAIL}, {"f"}) for one in (waiver(), waiver(name="u1"))}
    assert len([note for note in waiver_notes([*used], used, TODAY) if "adds nothing" in note]) == 1


def test_a_waiver_remembers_what_it_covered():
    acceptance = Acceptance([waiver()], Baseline(), TODAY)
    user = ResourceRef(Level.USER, "u1", "u1@school.org")
    failed = replace(FINDING, rule="waiting-room", status=Status.FAIL, resource=user)
    lock = replace(failed, check=Check.LOCK, status=Status.UNKNOWN)
    for finding in (failed, lock, failed):
        assert acceptance.apply(finding).status is Status.WAIVED
    covered = acceptance.used[waiver()]
    assert (covered.checks, covered.resources) == ({Check.VALUE, Check.LOCK}, {"u1"})
    assert covered.statuses == {Status.FAIL, Status.UNKNOWN}
    assert (covered.findings, covered.failing) == ({failed.fingerprint, lock.fingerprint}, {failed.fingerprint})


# The baseline


def accepting(*statuses):
    """A baseline of findings that are nowhere."""
    entries = (BaselineEntry(str(at) * 16, status, severity=Severity.LOW) for at, status in enumerate(statuses))
    return Baseline("account", "", tuple(entries))


def entry_of(finding):
    resource = finding.resource
    return BaselineEntry(
        finding.fingerprint,
        finding.status,
        rule=finding.rule,
        check=finding.check,
        level=resource.level,
        resource=resource.id,
        severity=finding.severity,
        on=TODAY,
        line=5,
    )


def test_an_entry_accepts_no_more_than_it_says():
    failed = replace(FINDING, rule="waiting-room", status=Status.FAIL, severity=Severity.HIGH)
    for changes, why in (
        ({}, ""),
        ({"rule": "old-name"}, ""),
        ({"rule": "", "check": "", "level": "", "resource": "", "on": None, "severity": None}, ""),
        ({"severity": Severity.CRITICAL}, ""),
        ({"severity": Severity.MEDIUM}, "was accepted as medium, and it is high now"),
        (
            {"rule": "passcode-strength"},
            "says the rule passcode-strength, and the finding of its fingerprint has the rule",
        ),
        ({"check": "lock"}, "says the check lock"),
        ({"level": "user"}, "says the level user"),
        ({"setting": "x"}, "says the setting x"),
        ({"resource": "nobody"}, "says another id"),
        ({"status": Status.UNKNOWN}, "was accepted as unknown, and it fails now"),
        ({"on": TODAY + DAY}, "does not count before 2026-09-04"),
    ):
        entry = replace(entry_of(failed), **changes)
        acceptance = Acceptance([], Baseline("a", "", (entry,)), TODAY, {"old-name": "waiting-room"})
        assert acceptance.apply(failed).baselined is not bool(why)
        assert acceptance.refused.get(entry, "").startswith(why)
        assert bool(acceptance.refused) is bool(why)


def test_what_a_baseline_does_not_accept_is_told_with_its_lines():
    entries = tuple(BaselineEntry(str(at) * 16, Status.FAIL, rule="gone", line=at) for at in range(1, 8))
    notes = list(baseline_remarks(Baseline("a", "other", entries), "ours", {"waiting-room"}, {entries[0]: "is odd"}))
    assert notes[0] == "The baseline was written for the policy other, not ours."
    assert "the rule gone (lines 1, 2, 3, 4, 5 and 2 more), which this policy has not" in notes[1]
    assert notes[2] == "The baseline does not accept what stands in line 1: it is odd."
    assert "does not say how severe" in notes[3]


def test_entries_of_a_baseline_that_are_not_needed_are_counted():
    run = run_of(right_snapshot(st_joseph()), st_joseph(), baseline=accepting(Status.FAIL, Status.UNKNOWN))
    (note,) = [one for one in run.notes if "baseline" in one]
    assert note.startswith("2 entries of the baseline were not needed; “zoom-policy-lint baseline FILE” takes out")


def test_an_entry_that_is_needed_or_was_not_looked_at_is_not_counted():
    failed = replace(FINDING, rule="waiting-room", status=Status.FAIL)
    acceptance = Acceptance([], Baseline("a", "", (entry_of(failed), *accepting(Status.FAIL).entries)), TODAY)
    assert acceptance.apply(failed).baselined
    assert acceptance.known == {failed.fingerprint}
    part = run_of(
        right_snapshot(st_joseph()), st_joseph(), baseline=accepting(Status.FAIL), select=frozenset({"waiting-room"})
    )
    assert not any("baseline" in one for one in part.notes)
