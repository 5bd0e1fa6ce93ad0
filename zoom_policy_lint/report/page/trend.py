"""How the clauses stood from run to run: a chart, and the same as a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from zoom_policy_lint.model.memory import Point
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import ClauseVerdict
from zoom_policy_lint.report.outline import Outline
from zoom_policy_lint.report.page.chart import Chart, chart, spread
from zoom_policy_lint.report.page.words import CLAUSES, MONTHS, VERDICTS, Look, date_words
from zoom_policy_lint.report.style import NOTHING, plural
from zoom_policy_lint.report.wording import when

POINTS = 24
"""The most runs that the trend shows."""

_FIRST = "Only this run is kept. A trend needs at least two."
_ONLY = "There is only this run in this time. A trend needs at least two."

_STACK = (
    ClauseVerdict.NOT_MET,
    ClauseVerdict.UNANSWERED,
    ClauseVerdict.PARTLY,
    NOTHING,
    ClauseVerdict.MET,
)
"""How a bar is stacked, from below: what is wrong stands on the base, where it can be compared."""

_PATTERNS: Mapping[str, str] = {
    ClauseVerdict.NOT_MET: "solid",
    ClauseVerdict.UNANSWERED: "dots",
    ClauseVerdict.PARTLY: "stripes",
    NOTHING: "plain",
    ClauseVerdict.MET: "lines",
}
"""What fills each part of a bar, so that colour never stands alone."""


@dataclass(frozen=True, slots=True)
class Series:
    """One part of each bar: how its verdict looks, and its filling (solid, dots, stripes, lines, plain)."""

    look: Look
    pattern: str


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One run: when Zoom was read, its verdict, and a count for each series."""

    day: str
    verdict: Look
    counts: tuple[int, ...]
    current: bool


@dataclass(frozen=True, slots=True)
class TrendView:
    """The trend: what it says, its series, its rows (oldest first), its chart (none with one run only).

    `title` and `summary` tell of the chart in words.
    """

    said: tuple[str, ...]
    series: tuple[Series, ...]
    rows: tuple[TrendRow, ...]
    chart: Chart | None
    title: str
    summary: str


def trend(run: Run, shape: Outline) -> TrendView:
    """The runs of the memory, thinned where they are many; without one, this run alone."""
    kept = run.memory.trend if run.memory else ()
    points = [kept[place] for place in spread(len(kept), POINTS)]
    if not points:
        return _alone(run, shape)
    shown = _shown(point for point in points)
    rows = tuple(_row(point, shown, current=point is points[-1]) for point in points)
    if len(points) == 1:
        said_alone = _ONLY if run.period or (run.memory and run.memory.since) else _FIRST
        return TrendView((said_alone,), _series(shown), rows, None, "", "")
    columns = [(_short_day(point.taken_at), row.counts) for point, row in zip(points, rows, strict=True)]
    said = [f"This shows {plural(len(points), 'run')}, the oldest first."]
    if len(points) < len(kept):
        said.append(f"There are {len(kept)} runs in all. The ones in between are left out to keep this readable.")
    title = f"How the clauses stood in {plural(len(points), 'run')}"
    return TrendView(tuple(said), _series(shown), rows, chart(columns), title, _summary(points))


def _alone(run: Run, shape: Outline) -> TrendView:
    shown = tuple(how for how in _STACK if how != NOTHING or shape.tally[how])
    counts = tuple(shape.tally[how] for how in shown)
    row = TrendRow(when(run.source.taken_at), VERDICTS[run.summary.verdict], counts, current=True)
    return TrendView(("No earlier run is kept. So this table has one row only.",), _series(shown), (row,), None, "", "")


def _shown(points: Iterable[Point]) -> tuple[str, ...]:
    nothing = any(point.nothing for point in points)
    return tuple(how for how in _STACK if how != NOTHING or nothing)


def _series(shown: Iterable[str]) -> tuple[Series, ...]:
    return tuple(Series(CLAUSES[how], _PATTERNS[how]) for how in shown)


def _row(point: Point, shown: Iterable[str], *, current: bool) -> TrendRow:
    counts = tuple(_count(point, how) for how in shown)
    return TrendRow(when(point.taken_at), VERDICTS[point.verdict], counts, current)


def _count(point: Point, how: str) -> int:
    """How many clauses stood so; what had nothing to judge is not counted as unanswered."""
    if how == NOTHING:
        return point.nothing
    count = point.clauses.get(ClauseVerdict(how), 0)
    return count - point.nothing if how == ClauseVerdict.UNANSWERED else count


def _summary(points: list[Point]) -> str:
    first, last = points[0], points[-1]
    return " ".join(
        f"On {date_words(_day(point))}: {_count(point, ClauseVerdict.MET)} met, "
        f"{_count(point, ClauseVerdict.NOT_MET)} not met, {_count(point, ClauseVerdict.PARTLY)} partly evidenced, "
        f"{_count(point, ClauseVerdict.UNANSWERED)} unanswered."
        for point in (first, last)
    )


def _day(point: Point) -> date:
    return date.fromisoformat(point.taken_at[:10])


def _short_day(taken_at: str) -> str:
    day = date.fromisoformat(taken_at[:10])
    return f"{day.day} {MONTHS[day.month - 1][:3]}"
