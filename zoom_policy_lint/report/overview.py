"""The clauses at a glance, for a terminal: counts by section and level, then a line for every clause."""

from collections.abc import Iterator

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report import conflicts, wording
from zoom_policy_lint.report.lines import GAP, grid, wrap
from zoom_policy_lint.report.outline import ClauseLine, Outline
from zoom_policy_lint.report.plain import shorten
from zoom_policy_lint.report.sections import COLUMNS, Row, by_section
from zoom_policy_lint.report.style import CLAUSE, Style, standing

ID_WIDTH = 12
"""Characters of the ids of clauses in a column."""


def headed(title: str, style: Style) -> Iterator[str]:
    """The heading of a section of the policy after a blank line; nothing where there is none."""
    if title:
        yield ""
        yield from map(style.bold, wrap(title, style.columns))


def standings(rows: tuple[Row, ...], style: Style) -> list[str]:
    """How many clauses of each section or profile have each verdict; the words of the columns on two lines."""
    heads = ["", *(words.replace(" ", "\n", 1) for words in COLUMNS.values()), "all"]
    taken = sum(max(map(len, head.split("\n"))) + GAP for head in heads[1:])
    width = style.columns - taken
    counted = ([shorten(row.heading, width), *map(str, row.counts.values()), str(row.total)] for row in rows)
    return grid([heads, *counted], align=["left", *(["right"] * (len(heads) - 1))]) if rows else []


def clause_lines(run: Run, shape: Outline, style: Style) -> Iterator[str]:
    """A line for every clause, worst first, section by section; the columns are the same in all sections."""
    if any(line.clause.conflict for line in shape.clauses):
        yield from wrap(f"{conflicts.GLYPH}: pulls against something else, see below.", style.columns)
    lines = iter(_lines(shape.clauses, style))
    shown = {line.clause.id: next(lines) for line in shape.clauses}
    for title, inside in by_section(run, shape.clauses, lambda line: line.clause.id):
        yield from headed(title, style)
        yield from (shown[line.clause.id] for line in inside)


def _lines(clauses: tuple[ClauseLine, ...], style: Style) -> list[str]:
    counts = [_beside(line) for line in clauses]
    ids = [shorten(line.clause.id, ID_WIDTH) for line in clauses]
    looks = [CLAUSE[standing(line.clause)] for line in clauses]
    taken = sum(max(map(len, column), default=0) for column in (list(map(str, looks)), ids, counts)) + 3 * GAP
    width = style.columns - taken
    return grid(
        (style.look(look), style.bold(id_), shorten(line.clause.text, width), count)
        for look, id_, line, count in zip(looks, ids, clauses, counts, strict=True)
    )


def _beside(line: ClauseLine) -> str:
    told = wording.counts(line.counts) or _open_kinds(line)
    return f"{told} {conflicts.GLYPH}".strip() if line.clause.conflict else told


def _open_kinds(line: ClauseLine) -> str:
    """Which kinds of evidence are open under a clause that has no finding to count, and why."""
    no_rule = f"no rule yet: {wording.kinds(line.open)}" if line.open else ""
    return "; ".join(filter(None, [no_rule, wording.left_out(line.left_out)]))
