"""Who must do what, by when."""

from dataclasses import replace
from datetime import date

from tests.report.sample_memory import DEADLINES, with_memory
from tests.report.samples import make_run
from zoom_policy_lint.model.memory import Age
from zoom_policy_lint.model.words import Level, Severity
from zoom_policy_lint.report.page import duties

RUN = make_run(deadlines=DEADLINES)


def aged(opened):
    run = with_memory(make_run())
    age = Age("2026-01-01T06:30:00Z", "2026-01-01T06:30:00Z", opened, opened)
    return replace(run, memory=replace(run.memory, ages={"waiting-room": age}))


def test_the_day_is_counted_from_the_begin_of_the_failure_or_from_the_snapshot_where_nothing_is_remembered():
    assert duties.term(replace(RUN, as_of=date(2026, 10, 30)), "waiting-room", Severity.CRITICAL).due == date(
        2026, 9, 21
    )
    assert duties.term(aged("2026-09-01T06:30:00Z"), "waiting-room", Severity.CRITICAL).due == date(2026, 9, 8)


def test_what_is_late_is_told_so_with_its_days():
    late = duties.repair(aged("2026-09-01T06:30:00Z"), "waiting-room", Severity.CRITICAL, RUN.rollups[-1:])
    assert late.late
    assert "This is 6 days late." in late.said
    on_time = duties.repair(aged("2026-09-07T06:30:00Z"), "waiting-room", Severity.CRITICAL, RUN.rollups[-1:])
    assert (on_time.late, on_time.by) == (False, "14 September 2026")


def test_without_a_deadline_no_day_is_made_up():
    duty = duties.repair(make_run(), "waiting-room", Severity.HIGH, RUN.rollups[-1:])
    assert (duty.by, duty.late, duty.said) == ("", False, "The IT lead must put this right.")
    assert duties.in_time(make_run()) == duties.NO_DAYS
    told = "critical within 7 days, high within 14 days, medium within 60 days and low within 120 days"
    assert duties.in_time(RUN) == f"The policy wants what fails put right in time: {told}."


def test_hosts_and_owners_help_with_what_is_theirs():
    assert duties.repairer([Level.ACCOUNT, Level.USER, Level.ROLE]) == "The IT lead"
    assert duties.repairer([Level.MEETING, Level.PAST_MEETING]) == "The IT lead and the hosts of the meetings"
    both = duties.repairer([Level.USER, Level.MEETING, Level.RECORDING])
    assert both == "The IT lead, the hosts of the meetings and the owners of the recordings"


def test_an_answer_that_runs_out_has_its_last_day_and_one_that_is_missing_has_none():
    run = with_memory(make_run())
    assert duties.answer(run, ["G6"], "Headteacher").said == "The Headteacher must answer this again by 4 October 2026."
    assert duties.answer(run, ["C2"], "").said == "Somebody must answer this as soon as possible."
