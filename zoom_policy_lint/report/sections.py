"""How the clauses stand by section and by profile, and what belongs to which section: computed here for all formats."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from zoom_policy_lint.model.clause import ClauseResult
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import ClauseVerdict
from zoom_policy_lint.report.style import NOTHING, standing

Item = TypeVar("Item")

COLUMNS: Mapping[str, str] = {
    ClauseVerdict.MET: "met",
    ClauseVerdict.NOT_MET: "not met",
    ClauseVerdict.PARTLY: "partly evidenced",
    ClauseVerdict.UNANSWERED: "unanswered",
    NOTHING: "nothing to judge",
}
"""How clauses are counted, with the words for it."""

NO_LEVEL = "No level"
"""The heading of clauses that have no level, in a policy that has levels."""

OTHERS = "Other clauses"
"""The heading of clauses that stand in no section, in a policy that has sections."""


@dataclass(frozen=True, slots=True)
class Row:
    """One section or profile with the ids of its clauses and how many are in each of COLUMNS; no id: the rest."""

    id: str
    title: str
    clauses: frozenset[str]
    counts: Mapping[str, int]

    @property
    def heading(self) -> str:
        """Its title behind its number; an id in small letters says nothing to people that the title does not."""
        return f"{self.id} {self.title}" if self.id and self.id == self.id.upper() else self.title

    @property
    def total(self) -> int:
        """How many clauses it has."""
        return sum(self.counts.values())


def section_rows(run: Run) -> tuple[Row, ...]:
    """The sections in the order of the policy, clauses without one last; nothing where it has no sections."""
    return _rows(run, run.sections, lambda clause: clause.section, OTHERS)


def profile_rows(run: Run) -> tuple[Row, ...]:
    """The profiles in the order of the policy, clauses without one last; nothing where it has no profiles."""
    return _rows(run, run.profiles, lambda clause: clause.profile, NO_LEVEL)


def _rows(run: Run, titles: Mapping[str, str], key_of: Callable[[ClauseResult], str], others: str) -> tuple[Row, ...]:
    if not titles:
        return ()
    rows = [_row(id_, title, [one for one in run.clauses if key_of(one) == id_]) for id_, title in titles.items()]
    rest = [one for one in run.clauses if key_of(one) not in titles]
    return (*rows, *([_row("", others, rest)] if rest else []))


def _row(id_: str, title: str, clauses: list[ClauseResult]) -> Row:
    found = list(map(standing, clauses))
    return Row(id_, title, frozenset(clause.id for clause in clauses), {one: found.count(one) for one in COLUMNS})


def by_section(run: Run, items: Iterable[Item], clause_of: Callable[[Item], str]) -> Iterator[tuple[str, list[Item]]]:
    """What belongs to clauses, under the headings of their sections in order; under none where the policy has none."""
    rest = list(items)
    for row in section_rows(run):
        if row.id and (inside := [item for item in rest if clause_of(item) in row.clauses]):
            yield row.heading, inside
            rest = [item for item in rest if clause_of(item) not in row.clauses]
    if rest:
        yield OTHERS if run.sections else "", rest
