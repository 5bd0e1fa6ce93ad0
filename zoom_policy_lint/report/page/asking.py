"""Questions for people: everything that Zoom cannot answer, by who is asked, each once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zoom_policy_lint.model.registers import Due
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report.page import duties
from zoom_policy_lint.report.page.words import date_words
from zoom_policy_lint.report.page.work import linked
from zoom_policy_lint.report.questions import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the clauses (id, anchor) that it answers, why it is asked and how it is answered, by when."""

    clauses: tuple[tuple[str, str], ...]
    question: str
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class AskedOf:
    """All that one role is asked."""

    role: str
    questions: tuple[Asked, ...]


def questions(run: Run, open_: Iterable[Question], anchors: Mapping[str, str]) -> tuple[AskedOf, ...]:
    """What waits for an answer, and what has one that ends soon; those that nobody's role is named for last."""
    by_role: dict[str, list[Asked]] = {}
    for role, one in _asked(run, open_, anchors):
        by_role.setdefault(role, []).append(one)
    roles = sorted(by_role, key=lambda role: not role)
    return tuple(AskedOf(duties.asked(role), tuple(by_role[role])) for role in roles)


def _asked(run: Run, open_: Iterable[Question], anchors: Mapping[str, str]) -> Iterator[tuple[str, Asked]]:
    """Pairs of role and question; a question that is both open and due is one."""
    due = {(one.clause, one.question): one for one in run.registers.due}
    for one in open_:
        same = [due.pop(key) for key in ((clause, one.question) for clause in one.clauses) if key in due]
        whys = [each.why for each in same] or [one.why]
        why = " ".join(filter(None, dict.fromkeys((*whys, one.answer))))
        yield one.by_role, Asked(linked(one.clauses, anchors), one.question, why, _by(run, same))
    for left in due.values():
        yield left.by_role, Asked(linked([left.clause], anchors), left.question, left.why, _by(run, [left]))


def _by(run: Run, due: Iterable[Due]) -> str:
    """The last day of the answer that there is; now where there is none that counts."""
    ends = [one.until for one in due]
    days = [one for one in ends if one and one >= run.as_of]
    return date_words(min(days)) if days and len(days) == len(ends) else "Now"
