"""A comparison for a terminal: both headlines, the clauses side by side, and where the two disagree."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from zoom_policy_lint.evaluate.compare import Comparison
from zoom_policy_lint.evaluate.pulls import Pull
from zoom_policy_lint.model.clause import ClauseResult
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report import comparison as words
from zoom_policy_lint.report.lines import GAP, bullets, grid, labelled, section, wrap
from zoom_policy_lint.report.plain import shorten
from zoom_policy_lint.report.style import CLAUSE, NOTHING, Look, Style, standing

_INDENT = "   "
_ID = 14
"""Characters of a clause's id, at most."""

_VERDICT = max(len(str(look)) for how, look in CLAUSE.items() if how != NOTHING)
"""Characters of a verdict; what has nothing to judge is rare, and makes its columns wider."""
_NONE = "—"
"""Stands where the other policy has no clause on the same evidence."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A clause with how it looks by A and by B: by both where it stands in both. `paired`: it has a counterpart."""

    clause: ClauseResult
    looks: tuple[Look | None, Look | None]
    paired: bool = True


def render(comparison: Comparison, write: Callable[[str], object], style: Style) -> None:
    """Write the comparison for a terminal; every line keeps to the width."""
    for part in _parts(comparison, words.shape(comparison), style):
        for line in part:
            write(f"{line.rstrip()}\n")


def _parts(comparison: Comparison, shape: words.Shape, style: Style) -> Iterator[Iterable[str]]:
    yield wrap(words.origin(comparison.runs[0]), style.columns)
    yield from (_headline(name, run, style) for name, run in zip(words.NAMES, comparison.runs, strict=True))
    yield section(words.SIDE_BY_SIDE, _clauses(shape, style), style)
    yield section(words.rest_title(shape), _rest(shape, style) if shape.rest else (), style)
    if not comparison.pulls:
        yield ["", *wrap(words.NO_PULLS, style.columns)]
    yield section(words.CONTRARY, _pulls(words.CONTRARY_HELP, shape.contrary, comparison, style), style)
    yield section(words.STRICTER, _pulls(words.STRICTER_HELP, shape.stricter, comparison, style), style)
    yield section(words.NAMED, _named(shape, style), style)


def _headline(name: str, run: Run, style: Style) -> Iterator[str]:
    policy = run.policy
    title, *more = wrap(f"{policy.title} ({policy.id} {policy.version})", style.columns, f"{name}  ", _INDENT)
    yield ""
    yield from map(style.bold, [title, *more])
    yield from wrap(words.verdicts(run), style.columns, _INDENT, _INDENT)
    yield from wrap(words.findings(run), style.columns, _INDENT, _INDENT)
    yield from wrap(run.notice, style.columns, _INDENT, _INDENT) if run.notice else ()


def _clauses(shape: words.Shape, style: Style) -> Iterator[str]:
    if not shape.rows:
        return
    yield from wrap(words.SIDE_BY_SIDE_HELP, style.columns)
    yield from _table([row for clause, beside in shape.rows for row in _rows(clause, beside)], style)


def _rows(clause: ClauseResult, beside: tuple[ClauseResult, ...]) -> Iterator[_Row]:
    """A line for the clause and one for each beside it; one for both where the same clause stands in both policies."""
    same = next((other for other in beside if (other.id, other.text) == (clause.id, clause.text)), None)
    yield _Row(clause, (_look(clause), _look(same)), paired=bool(beside))
    yield from (_Row(other, (None, _look(other))) for other in beside if other is not same)


def _look(clause: ClauseResult | None) -> Look | None:
    return CLAUSE[standing(clause)] if clause else None


def _rest(shape: words.Shape, style: Style) -> Iterator[str]:
    yield from _table([_Row(clause, (None, _look(clause)), paired=False) for clause in shape.rest], style)


def _table(rows: list[_Row], style: Style) -> list[str]:
    """A line for each row, the verdicts side by side in the columns of their policies."""
    ids = [shorten(row.clause.id, _ID) for row in rows]
    wide = max([_VERDICT, *(len(str(look)) for row in rows for look in row.looks if look)])
    head = (*(name.ljust(wide) for name in words.NAMES), "clause", "what it says")
    width = style.columns - 2 * (wide + GAP) - max(map(len, [*ids, head[2]])) - GAP
    lines = [head]
    for id_, row in zip(ids, rows, strict=True):
        none = "" if row.paired else _NONE
        looks = (style.look(look) if look else none for look in row.looks)
        lines.append((*looks, style.bold(id_) if row.looks[0] else id_, shorten(row.clause.text, width)))
    return grid(lines)


def _pulls(introduction: str, pulls: tuple[Pull, ...], comparison: Comparison, style: Style) -> Iterator[str]:
    if not pulls:
        return
    yield from wrap(introduction, style.columns)
    for number, pull in enumerate(pulls, start=1):
        start = f"{number}.".ljust(len(str(len(pulls))) + 2)
        summary, key = words.subject(pull.spot)
        heading = f"{summary} [{key}]" if key else summary
        yield from map(style.bold, wrap(heading, style.columns, start, _INDENT))
        yield from _sides(pull, style)
        for one in words.written(comparison, pull):
            yield from wrap(str(one), style.columns, _INDENT, f"{_INDENT}  ")


def _named(shape: words.Shape, style: Style) -> Iterator[str]:
    if shape.named:
        yield from wrap(words.NAMED_HELP, style.columns)
        yield from bullets(map(str, shape.named), style)


def _sides(pull: Pull, style: Style) -> Iterator[str]:
    for side, name in enumerate(words.NAMES):
        right = words.right_by(pull, side)
        concerned = f" — right only by {name}: {right}" if right else ""
        yield from labelled(name, f"{words.asks(pull, side)}{concerned}", style, _INDENT)
