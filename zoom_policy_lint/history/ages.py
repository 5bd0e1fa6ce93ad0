"""Since when findings are as they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.history import documents
from zoom_policy_lint.history.database import Database
from zoom_policy_lint.history.moments import FORM
from zoom_policy_lint.history.runs import RunRow
from zoom_policy_lint.model.memory import Age


def _time(column: str) -> str:
    return f"strftime('{FORM}', {column}, 'unixepoch')"


_AGED = f"""
    SELECT finding.key, finding.rule, {_time("first_seen")}, {_time("open_since")}, {_time("last_changed")},
        iif(finding.status = 'fail', {_time("failing_since")}, NULL)
    FROM open JOIN finding ON finding.key = open.finding
    JOIN known ON known.series = :series AND known.fingerprint = open.fingerprint
    WHERE run = :run AND (carried IS FALSE OR open.fingerprint = :only) AND coalesce(open.fingerprint = :only, TRUE)
    ORDER BY rank, open_since, first_seen, position"""  # noqa: S608 - the words are ours


@dataclass(frozen=True, slots=True)
class Aged:
    """Something open in a run: the number of the finding, its rule and its age."""

    finding: int
    rule: str
    age: Age


def aged(database: Database, row: RunRow, fingerprint: str | None = None) -> Iterator[Aged]:
    """What is open in a run, the worst and then the oldest first; or the one finding, carried ones included."""
    only = bytes.fromhex(fingerprint) if fingerprint else None
    found = database.stream(_AGED, {"run": row.key, "series": row.series, "only": only})
    return (Aged(key, rule, _age(times)) for key, rule, *times in found)


def _age(times: list[Any]) -> Age:
    """Raises HistoryError where a number is no time."""
    with documents.understood():
        if None in times[:3]:
            raise ValueError(times)
        return Age(*times)


def of_rules(found: Iterable[Aged]) -> dict[str, Age]:
    """For each rule the age of the oldest of its worst findings, in the order of rule ids."""
    ages: dict[str, Age] = {}
    for one in found:
        ages.setdefault(one.rule, one.age)
    return dict(sorted(ages.items()))
