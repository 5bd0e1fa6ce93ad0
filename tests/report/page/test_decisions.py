"""What somebody has to decide."""

from dataclasses import replace

from tests.report.sample_memory import with_memory
from tests.report.sample_pack import pack_run
from tests.report.samples import empty_run, make_run
from zoom_policy_lint.model.registers import Registers
from zoom_policy_lint.model.words import Severity, Status, Verdict
from zoom_policy_lint.report.outline import outline
from zoom_policy_lint.report.page.decisions import decisions
from zoom_policy_lint.report.page.view import page_view

RUN = with_memory(make_run())


def everything(run):
    """What is on the first page, and what it leaves out but failures."""
    view = decisions(run, outline(run))
    return tuple(dict.fromkeys((*view.first, *view.others)))


def said(run):
    return [(one.look.word, one.said, one.who, one.by) for one in everything(run)]


def test_nothing_to_decide_is_no_decision():
    assert everything(empty_run(Verdict.PASS)) == ()


def test_critical_failures_come_first_with_their_age_and_the_day_that_has_passed():
    word, words, who, by = said(RUN)[0]
    assert (word, who) == ("Critical", "The IT lead")
    assert words.endswith("is not so. Open for 42 days, since 3 August 2026.")
    assert by == "10 August 2026 (35 days late)"


def test_without_a_memory_no_age_is_made_up():
    assert said(make_run())[0][1].endswith("For how long is not known.")
    assert said(make_run())[0][3] == "no day is set"


def test_exceptions_that_ended_end_soon_or_are_new_are_each_decided_on():
    found = [words for _, words, _, _ in said(RUN)]
    about = "The exception for “Breakout rooms are off”"
    assert f"{about} ended on 11 September 2026. Take it out, or approve it again." in found
    assert f"{about} ends on 26 September 2026. Decide whether it is still needed." in found
    assert sum("is new since the last report" in one for one in found) == 1


def test_an_exception_is_new_only_where_there_is_an_earlier_run_to_compare_with():
    for memory in (None, replace(RUN.memory, since=None)):
        view = everything(replace(RUN, memory=memory))
        assert not any("is new since" in one.said for one in view)
        assert [one.see for one in view if one.said == "3 accepted exceptions to note."] == ["accepted"]
    asked = replace(RUN, memory=replace(RUN.memory, reported=False, waivers_before=frozenset()))
    assert sum("is new since the run of 31 August 2026" in words for _, words, _, _ in said(asked)) == 3


def test_an_exception_that_has_not_begun_needs_no_decision():
    one = replace(RUN.registers.waivers[-1], remarks=("It begins later.",))
    run = replace(empty_run(Verdict.PASS), registers=Registers((one,)))
    assert said(run) == []


def test_what_the_baseline_knows_stays_among_the_decisions_and_the_work():
    known = tuple(
        replace(one, worst=replace(one.worst, baselined=True), baselined=one.counts[Status.FAIL])
        for one in RUN.rollups
        if one.rule == "waiting-room" and one.worst.status is Status.FAIL
    )
    run = replace(RUN, rollups=known)
    assert said(run)[0][1].endswith("Known, accepted in the baseline.")
    [task] = page_view(run).tasks
    assert task.whom.endswith("Known, accepted in the baseline.")


def test_answers_that_are_due_stand_together_by_who_is_asked():
    [asked] = [one for one in said(RUN) if one[0] == "To answer"]
    told = "2 questions wait for an answer, under C2 and G6. “Questions for people” has them."
    assert asked[1:] == (told, "The Head teacher", "now")
    first, last = RUN.registers.due
    one = replace(RUN, registers=Registers(due=(first, replace(last, by_role=""))))
    found = [decision for decision in said(one) if decision[0] == "To answer"]
    assert found[0][1] == "C2: Are meetings locked once they have started? Nobody has answered yet."
    assert found[1][2:] == ("Somebody whom the governors name", "4 October 2026")


def test_what_is_void_unused_or_given_twice_is_to_be_tidied():
    found = said(replace(RUN, registers=replace(RUN.registers, due=())))
    assert [word for word, *_ in found if word in {"Void", "Not used"}] == ["Not used", "Void"]


def test_where_doing_as_the_policy_asks_may_do_harm_the_governors_decide():
    assert any("may do harm elsewhere" in words and who == "The governors" for _, words, who, _ in said(pack_run()))


def test_the_first_page_has_room_for_some_of_each_and_counts_the_rest():
    view = decisions(RUN, outline(RUN))
    assert len(view.first) == 6
    assert view.more == len([one for one in view.others if one not in view.first]) > 0
    assert {"Critical", "To answer", "Void"} & {one.look.word for one in view.first}
    few = replace(make_run(), registers=Registers(due=RUN.registers.due))
    assert (decisions(few, outline(few)).more, decisions(few, outline(few)).others) == (0, ())


def test_failures_that_the_first_page_leaves_out_are_counted_and_stand_with_the_work_only():
    worse = tuple(replace(one, worst=replace(one.worst, severity=Severity.CRITICAL)) for one in RUN.rollups)
    run = replace(RUN, rollups=worse)
    view = decisions(run, outline(run))
    assert view.failures == len(outline(run).repairs) - sum(one.look.word == "Critical" for one in view.first)
    assert not any("is not so" in one.said for one in view.others)
