"""The policy's own order on the page: how its sections and levels stand, what belongs under which heading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report.page.clauses import ClauseView
from zoom_policy_lint.report.sections import COLUMNS, Row, by_section, profile_rows, section_rows
from zoom_policy_lint.report.wording import sentence


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section with its clauses; no title and no anchor where the policy has no sections."""

    title: str
    anchor: str
    clauses: tuple[ClauseView, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of counts: its heading, where its clauses stand (or nowhere), a count and a word a column, the sum."""

    heading: str
    anchor: str
    counts: tuple[tuple[int, str], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Table:
    """How the sections, or the levels, stand."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Standing, ...]


def chapters(run: Run, clauses: Iterable[ClauseView]) -> tuple[Chapter, ...]:
    """The clauses by section; parts stand with the clause that they are parts of."""
    found = enumerate(by_section(run, clauses, lambda clause: clause.id), start=1)
    return tuple(Chapter(title, f"section-{place}" if title else "", tuple(inside)) for place, (title, inside) in found)


def tables(run: Run, shown: Iterable[Chapter]) -> tuple[Table, ...]:
    """The counts by section and by level, where the policy has them."""
    anchors = {chapter.title: chapter.anchor for chapter in shown}
    columns = tuple(sentence(words).removesuffix(".") for words in COLUMNS.values())
    found = (
        Table("By section", ("Section", *columns, "All"), _standings(section_rows(run), anchors)),
        Table("By level", ("Level", *columns, "All"), _standings(profile_rows(run), {})),
    )
    return tuple(table for table in found if table.rows)


def _standings(rows: Iterable[Row], anchors: Mapping[str, str]) -> tuple[Standing, ...]:
    return tuple(
        Standing(
            row.heading,
            anchors.get(row.heading, ""),
            tuple((row.counts[column], words) for column, words in COLUMNS.items()),
            row.total,
        )
        for row in rows
    )
