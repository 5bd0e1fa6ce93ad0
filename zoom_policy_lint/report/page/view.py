"""The whole page as values: everything that it says, and no markup."""

from collections.abc import Iterator
from dataclasses import dataclass

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import ClauseVerdict, Status, Verdict
from zoom_policy_lint.report import conflicts
from zoom_policy_lint.report.outline import Outline, outline
from zoom_policy_lint.report.page import pulls, work
from zoom_policy_lint.report.page.chapters import AskedUnder, Chapter, Table, chapters, questions, tables
from zoom_policy_lint.report.page.clauses import clause_views, exceptions
from zoom_policy_lint.report.page.words import CLAUSES, KINDS, MEANINGS, SOURCES, Look
from zoom_policy_lint.report.style import NOTHING, plural, standing
from zoom_policy_lint.report.wording import listed, sentence, when

CONTENTS = (
    ("verdict", "The verdict"),
    ("clauses", "Clause by clause"),
    ("work", "What to put right first"),
    ("pulls", conflicts.TITLE),
    ("questions", "Questions that wait for a person"),
    ("unread", "What could not be read"),
    ("accepted", "Accepted exceptions"),
    ("limits", "What this report cannot tell you"),
    ("made", "How this report was made"),
)
"""The sections of the page: anchor and title; that on conflicts only where there is one."""

_LISTED = 60
"""Clauses of a policy with sections up to which all are listed by their verdict."""

EXITS = {
    0: "0: nothing that counts fails, and nothing that counts is unknown",
    1: "1: at least one safeguard fails that is not accepted",
    3: "3: no full verdict, because something could not be read or is too old",
}
"""What an exit code means, in words."""


@dataclass(frozen=True, slots=True)
class Tile:
    """How many clauses stand in one way, what that means, and which (id, anchor)."""

    look: Look
    count: int
    meaning: str
    clauses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """What the page says, in its order. Texts may still name somebody: the page passes each through `unnamed`."""

    policy: str
    notice: str
    demo: bool
    origin: str
    read: str
    as_of: str
    look: Look
    verdict: tuple[str, ...]
    total: str
    tiles: tuple[Tile, ...]
    tables: tuple[Table, ...]
    brief: bool
    chapters: tuple[Chapter, ...]
    tasks: tuple[work.Task, ...]
    task_counts: str
    undecided: int
    unlocked: tuple[str, ...]
    pulls: tuple[pulls.Group, ...]
    questions: tuple[AskedUnder, ...]
    gaps: tuple[work.Gap, ...]
    exceptions: tuple[str, ...]
    known: tuple[str, ...]
    extras: tuple[str, ...]
    unseen: tuple[str, ...]
    notes: tuple[str, ...]
    made: tuple[tuple[str, str, bool], ...]

    @property
    def contents(self) -> tuple[tuple[str, str], ...]:
        """Those of the CONTENTS that this page has."""
        return tuple(one for one in CONTENTS if self.pulls or one[0] != "pulls")


def page_view(run: Run) -> PageView:
    """Put a run into the words of the page; its findings are not read one by one."""
    shape = outline(run)
    anchors = {clause.id: f"clause-{place}" for place, clause in enumerate(run.clauses, start=1)}
    tasks = work.tasks(run, shape.repairs, anchors)
    shown = chapters(run, clause_views(run, shape, anchors))
    whole = _whole(run, shape)
    return PageView(
        policy=run.policy.title,
        notice=run.notice,
        demo=run.source.kind == "demo",
        origin=SOURCES.get(run.source.kind, ""),
        read=when(run.source.taken_at),
        as_of=run.as_of.isoformat(),
        look=CLAUSES[whole],
        verdict=tuple(_sentences(run, shape, whole)),
        total=plural(len(run.clauses), "clause"),
        tiles=tuple(_tile(run, shape, how, anchors) for how in CLAUSES if how != NOTHING or shape.tally[how]),
        tables=tables(run, shown),
        brief=_long(run),
        chapters=shown,
        tasks=tasks,
        task_counts=listed([f"{count} {word}" for word, count in work.by_severity(tasks).items()]),
        undecided=len(shape.undecided),
        unlocked=work.unlocked(run),
        pulls=pulls.groups(run, shape, anchors),
        questions=questions(run, shape.questions, anchors),
        gaps=work.gaps(run, shape.unjudged),
        exceptions=tuple(exceptions(run, shape.waived)),
        known=work.known(run, shape),
        extras=work.extras(shape),
        unseen=tuple(_unseen(run, shape)),
        notes=run.notes,
        made=tuple(_made(run)),
    )


def _tile(run: Run, shape: Outline, how: str, anchors: dict[str, str]) -> Tile:
    found = () if _long(run) else run.clauses
    ids = tuple(clause.id for clause in found if standing(clause) == how)
    return Tile(CLAUSES[how], shape.tally[how], MEANINGS[how], work.linked(ids, anchors))


def _long(run: Run) -> bool:
    """Whether the clauses are too many to be listed twice; they are then found through their sections."""
    return bool(run.sections) and len(run.clauses) > _LISTED


def _whole(run: Run, shape: Outline) -> ClauseVerdict:
    """How the whole looks: only what has every clause met looks right."""
    verdict = run.summary.verdict
    if shape.tally[ClauseVerdict.NOT_MET] or verdict is Verdict.FAIL:
        return ClauseVerdict.NOT_MET
    if verdict is Verdict.INCOMPLETE:
        return ClauseVerdict.UNANSWERED
    all_met = run.clauses and shape.tally[ClauseVerdict.MET] == len(run.clauses)
    return ClauseVerdict.MET if all_met else ClauseVerdict.PARTLY


def _sentences(run: Run, shape: Outline, whole: ClauseVerdict) -> Iterator[str]:
    """The whole in plain sentences, the first of which says it."""
    total, nothing = len(run.clauses), shape.tally[NOTHING]
    unanswered = total - nothing - shape.tally[ClauseVerdict.MET]
    if whole is ClauseVerdict.NOT_MET:
        yield from _wrong(run, shape)
    elif whole is ClauseVerdict.UNANSWERED:
        yield "Nobody can say yet whether the policy is kept."
        yield "Not everything could be read, or it was read too long ago."
    elif whole is ClauseVerdict.MET:
        yield "Every clause of the policy is met, as far as Zoom and people can show."
    else:
        still = f": {_of(unanswered, total)} not fully answered." if total else "."
        if unanswered or not nothing:
            yield f"Nothing that was checked is wrong, but not everything is shown{still}"
        else:
            yield "Nothing that was checked is wrong."
        if nothing:
            yield f"In {plural(nothing, 'clause')} there is nothing to judge."


def _of(count: int, total: int) -> str:
    return f"{count} of {plural(total, 'clause')} {'is' if count == 1 else 'are'}"


def _wrong(run: Run, shape: Outline) -> Iterator[str]:
    if wrong := shape.tally[ClauseVerdict.NOT_MET]:
        yield f"The policy is not kept everywhere: {_of(wrong, len(run.clauses))} not met."
    else:
        yield "The policy is not kept everywhere: a safeguard that it asks for fails."
    if run.summary.verdict is not Verdict.FAIL:
        yield "What fails is known and accepted for now, or counts as too small to raise the alarm."
    if unknown := run.summary.findings.get(Status.UNKNOWN, 0):
        yield f"Besides, {plural(unknown, 'check')} could not be made."
    if aside := len(shape.undecided):
        yield f"With {aside} of what fails, doing as the policy asks may do harm elsewhere: somebody decides first."


def _unseen(run: Run, shape: Outline) -> Iterator[str]:
    yield from (f"Not looked at: {sentence(what)[:1].lower()}{sentence(what)[1:]}" for what in run.not_looked_at)
    for kind, clauses in shape.unjudged_kinds.items():
        yield f"{KINDS[kind]}: no rule looks at them yet for {listed(list(clauses))}, so these stay open."
    for why, rules in shape.left_out.items():
        yield f"{sentence(why)} This leaves out {plural(len(rules), 'safeguard')}."


def _made(run: Run) -> Iterator[tuple[str, str, bool]]:
    """What the page rests on: a label, words, and whether they are an identifier."""
    yield "Policy", run.policy.title, False
    yield "Policy id and version", f"{run.policy.id}, version {run.policy.version}", False
    yield "Policy files (SHA-256)", run.policy.sha256, True
    yield "Zoom account id", run.source.account_id, True
    yield "Read from Zoom", when(run.source.taken_at), False
    yield "Judged as of", run.as_of.isoformat(), False
    yield "Program", f"zoom-policy-lint {run.tool_version}", False
    yield "Exit code", EXITS.get(run.exit_code, str(run.exit_code)), False
