"""Questions for people: each once, by who is asked."""

from dataclasses import replace

from tests.report.sample_memory import with_memory
from tests.report.samples import make_run
from zoom_policy_lint.model.registers import Due, Registers
from zoom_policy_lint.report.page.asking import questions
from zoom_policy_lint.report.questions import Question

RUN = with_memory(make_run())
ANCHORS = {clause.id: f"clause-{place}" for place, clause in enumerate(RUN.clauses, start=1)}


def asked(open_, *due):
    run = replace(RUN, registers=Registers(due=due))
    return [
        (of.role, [(one.clauses, one.question, one.why, one.by) for one in of.questions])
        for of in questions(run, open_, ANCHORS)
    ]


def test_a_question_that_is_open_and_due_is_asked_once_with_why_and_by_when():
    open_ = [Question(("G6",), "Head", "Told?", "")]
    due = Due("G6", "Told?", "Head", "Nobody has answered yet.")
    told = ((("G6", "clause-3"),), "Told?", "Nobody has answered yet.", "Now")
    assert asked(open_, due) == [("The Head", [told])]


def test_an_answer_that_ends_soon_is_asked_for_by_its_last_day():
    soon = Due("G6", "Told?", "Head", "The answer ends soon.", RUN.registers.due[1].until)
    assert asked([], soon)[0][1][0][2:] == ("The answer ends soon.", "4 October 2026")


def test_questions_stand_by_role_and_those_without_one_last():
    open_ = [
        Question((), "", "For each of 25 recordings: Agreed?", "", answer="Best give it."),
        Question((), "A", "?", ""),
    ]
    found = asked(open_)
    assert [role for role, _ in found] == ["The A", "Somebody whom the governors name"]
    assert found[1][1] == [((), "For each of 25 recordings: Agreed?", "Best give it.", "Now")]
