"""The whole page as values: everything that it says, and no markup.

All texts are strings that are ready to be shown, and name nobody outside the annex. Apart from that of a Look, how
things look is left to the formats, so that HTML and PDF say the same.
"""

from dataclasses import dataclass

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report import conflicts
from zoom_policy_lint.report.outline import outline
from zoom_policy_lint.report.page import accepted, pulls, verdict, work
from zoom_policy_lint.report.page.annex import AnnexView, annex, places
from zoom_policy_lint.report.page.asking import AskedOf, questions
from zoom_policy_lint.report.page.changes import ChangesView, changes
from zoom_policy_lint.report.page.chapters import Chapter, Table, chapters, tables
from zoom_policy_lint.report.page.clauses import clause_views
from zoom_policy_lint.report.page.clean import cleaned
from zoom_policy_lint.report.page.decisions import DecisionsView, decisions
from zoom_policy_lint.report.page.duties import in_time
from zoom_policy_lint.report.page.origins import SIGNERS, Fact, Limits, facts, limits
from zoom_policy_lint.report.page.registers import RegistersView, registers
from zoom_policy_lint.report.page.trend import TrendView, trend
from zoom_policy_lint.report.page.verdict import Tile
from zoom_policy_lint.report.page.words import CLASSES, CLAUSES, SOURCES, Look, date_words
from zoom_policy_lint.report.style import plural
from zoom_policy_lint.report.wording import listed, when

CONTENTS = (
    ("verdict", "The verdict"),
    ("decisions", "Other decisions"),
    ("clauses", "Clause by clause"),
    ("work", "What to put right first"),
    ("pulls", conflicts.TITLE),
    ("questions", "Questions for people"),
    ("trend", "How things have changed"),
    ("accepted", "Registers"),
    ("unread", "What could not be read"),
    ("limits", "What this report cannot tell you"),
    ("annex", "Annex for the IT lead"),
    ("made", "How this report was made"),
)
"""The parts of the page: anchor and title; decisions and conflicts only where there is more to say of them."""


@dataclass(frozen=True, slots=True)
class PageView:
    """What the page says, in its order.

    `period` is the time that the report is about, where one was asked for; `brief` is on where the clauses are too
    many for a card each; `undecided` counts what fails where somebody decides first.
    """

    policy: str
    period: str
    notice: str
    demo: bool
    origin: str
    read: str
    as_of: str
    contents: tuple[tuple[str, str], ...]
    look: Look
    verdict: tuple[str, ...]
    total: str
    tiles: tuple[Tile, ...]
    changes: ChangesView
    decisions: DecisionsView
    tables: tuple[Table, ...]
    deadlines: str
    classes: tuple[tuple[Look, str], ...]
    brief: bool
    chapters: tuple[Chapter, ...]
    tasks: tuple[work.Task, ...]
    task_counts: str
    undecided: int
    unlocked: tuple[str, ...]
    pulls: tuple[pulls.Group, ...]
    questions: tuple[AskedOf, ...]
    trend: TrendView
    registers: RegistersView
    known: tuple[str, ...]
    gaps: tuple[work.Gap, ...]
    unread_accepted: str
    limits: Limits
    extras: tuple[str, ...]
    annex: AnnexView
    made: tuple[Fact, ...]
    notes: tuple[str, ...]
    signers: tuple[str, ...]


def page_view(run: Run) -> PageView:
    """Put a run into the words of the page; its findings are not read one by one."""
    shape = outline(run)
    anchors = {clause.id: f"clause-{place}" for place, clause in enumerate(run.clauses, start=1)}
    apart = annex(run, shape, anchors)
    tasks = work.tasks(run, (*shape.repairs, *accepted.known(shape)), anchors, places(apart))
    shown = chapters(run, clause_views(run, shape, anchors))
    whole = verdict.whole(run, shape)
    pulling, to_decide = pulls.groups(run, shape, anchors), decisions(run, shape)
    page = PageView(
        policy=run.policy.title,
        period=" to ".join(map(date_words, run.period or ())),
        notice=run.notice,
        demo=run.source.kind == "demo",
        origin=SOURCES.get(run.source.kind, ""),
        read=when(run.source.taken_at),
        as_of=run.as_of.isoformat(),
        contents=_contents(pulls=bool(pulling), decisions=bool(to_decide.others)),
        look=CLAUSES[whole],
        verdict=tuple(verdict.sentences(run, shape, whole)),
        total=f"{plural(len(run.clauses), 'clause')} {'stands' if len(run.clauses) == 1 else 'stand'}",
        tiles=verdict.tiles(run, shape, anchors),
        changes=changes(run, anchors),
        decisions=to_decide,
        tables=tables(run, shown),
        deadlines=in_time(run),
        classes=CLASSES,
        brief=verdict.is_long(run),
        chapters=shown,
        tasks=tasks,
        task_counts=listed([f"{count} {word}" for word, count in work.by_severity(tasks).items()]),
        undecided=len(shape.undecided),
        unlocked=work.unlocked(run),
        pulls=pulling,
        questions=questions(run, shape.questions, anchors),
        trend=trend(run, shape),
        registers=registers(run, anchors),
        known=work.known(run, shape),
        gaps=work.gaps(run, shape.unjudged),
        unread_accepted=accepted.unread(run),
        limits=limits(run, shape, anchors),
        extras=work.extras(shape),
        annex=apart,
        made=tuple(facts(run)),
        notes=run.notes,
        signers=SIGNERS,
    )
    return cleaned(page, run)


def _contents(**shown: bool) -> tuple[tuple[str, str], ...]:
    """The parts that the page has, by anchor."""
    return tuple((anchor, title) for anchor, title in CONTENTS if shown.get(anchor, True))
