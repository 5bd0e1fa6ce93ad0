"""The runs in the file: rows of them, and finding one by what people call it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zoom_policy_lint.history import documents, moments
from zoom_policy_lint.history.database import Database, HistoryError
from zoom_policy_lint.model.memory import ChangeKind, Point
from zoom_policy_lint.model.words import ClauseVerdict, Status, Verdict

_COLUMNS = """SELECT run.key, id, series, account, policy, title, sha256, source, taken_at, part, recorded_at,
    reported_at, looked, settled, as_of, point, clauses, changes FROM run JOIN series ON series.key = run.series"""
_CHOSEN = "(:account IS NULL OR account = :account) AND (:policy IS NULL OR policy = :policy)"
_PREFIX = re.compile("[0-9a-f]{4,12}")
_TOLD = 5
"""How many runs an error names to choose from."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run in the history.

    `key` and `series` are numbers inside the file: `key` rises in the order of first recording, runs of one `series`
    are of the same account, policy and part, and those recorded after `looked` are not taken into account; `settled`:
    it was compared with the run before. `source` is live, snapshot or demo. Times are ISO 8601 in UTC. `point` has
    verdict and counts, `clauses` every clause's verdict in the order of the policy, `changes` how many findings changed
    in which way since the run before it; None where there is none before.
    """

    key: int
    id: str
    series: int
    account: str
    policy_id: str
    policy_title: str
    policy_sha256: str
    source: str
    taken_at: str
    part: str
    recorded_at: str
    reported_at: str | None
    looked: int
    settled: int
    as_of: date
    point: Point
    clauses: Mapping[str, ClauseVerdict]
    changes: Mapping[ChangeKind, int] | None

    @property
    def day(self) -> date:
        """The day on which it was read, in UTC."""
        return date.fromisoformat(self.taken_at[:10])

    @property
    def verdict(self) -> Verdict:
        """The whole run in a word."""
        return self.point.verdict

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many findings that count have each status."""
        return self.point.findings


def _row(columns: tuple[Any, ...]) -> RunRow:
    *first, as_of, point, clauses, changes = columns
    verdicts = documents.value(clauses, dict[str, ClauseVerdict])
    counts = documents.value(changes, dict[ChangeKind, int]) if changes else None
    with documents.understood():
        told: tuple[Any, ...] = (*first, date.fromisoformat(as_of), documents.value(point, Point), verdicts, counts)
        row = RunRow(*told)
        moments.seconds(row.taken_at)  # a time that is none shows here, and not where somebody asks for its day
        return row


def _rows(database: Database, rest: str, **parameters: object) -> list[RunRow]:
    asked = {name: documents.encodable(told) if isinstance(told, str) else told for name, told in parameters.items()}
    return [_row(columns) for columns in database.rows(f"{_COLUMNS} WHERE {rest}", asked)]


def fields(database: Database, row: RunRow) -> dict[str, str]:
    """The JSON text of every field of a run that is kept, by its name."""
    statement = "SELECT name, body FROM document JOIN field ON field.key = document.field WHERE run = ?"
    return {name: documents.unpacked(body) for name, body in database.rows(statement, (row.key,))}


def listed(database: Database, account: str | None, policy: str | None, limit: int | None) -> Iterator[RunRow]:
    """Runs, those first that were read last."""
    order = "ORDER BY taken_at DESC, run.key DESC LIMIT :limit"
    limit = -1 if limit is None else limit
    return iter(_rows(database, f"{_CHOSEN} {order}", account=account, policy=policy, limit=limit))


def keys(database: Database, account: str | None, policy: str | None) -> list[int]:
    """The numbers of runs, those first that were read first."""
    statement = "SELECT run.key FROM run JOIN series ON series.key = run.series"
    asked = {"account": account and documents.encodable(account), "policy": policy and documents.encodable(policy)}
    return [key for (key,) in database.rows(f"{statement} WHERE {_CHOSEN} ORDER BY taken_at, run.key", asked)]


def by_id(database: Database, run_id: str) -> RunRow:
    """The run of that whole id. Raises HistoryError."""
    for row in _rows(database, "id = :id", id=run_id):
        return row
    raise HistoryError(
        f"There is no run {run_id} in the history.", "“zoom-policy-lint history list” shows what there is."
    )


def by_key(database: Database, key: int) -> RunRow:
    """The run of that number. Raises HistoryError."""
    for row in _rows(database, "run.key = :key", key=key):
        return row
    raise HistoryError("The run was removed from the history while it was read.", "Choose another one.")


def before(database: Database, row: RunRow, *, reported: bool = False, day: date | None = None) -> RunRow | None:
    """The run before this one in its series: the last at all, that was reported, or that was read before a day.

    It was read earlier; of runs that judge the same moment it is the one that was recorded last.
    """
    rest = "series = :series AND taken_at < :taken_at"
    rest += " AND reported_at IS NOT NULL" if reported else ""
    rest += " AND taken_at < :day" if day else ""
    order = "ORDER BY taken_at DESC, run.key DESC LIMIT 1"
    asked = {"series": row.series, "taken_at": row.taken_at, "day": str(day)}
    return next(iter(_rows(database, f"{rest} {order}", **asked)), None)


def line(database: Database, row: RunRow) -> list[RunRow]:
    """The runs of its series until this one, oldest first; of those that judge the same moment only the last."""
    rest = """run.key IN (
        SELECT max(key) FROM run WHERE series = :series AND (taken_at, key) <= (:taken_at, :key) GROUP BY taken_at)
        ORDER BY taken_at"""
    return _rows(database, rest, series=row.series, taken_at=row.taken_at, key=row.key)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which runs are meant: of one account, by one policy, of the series of a run and read before it; None: any."""

    account: str | None = None
    policy: str | None = None
    within: RunRow | None = None

    def rows(self, database: Database, rest: str, **asked: object) -> list[RunRow]:
        """Those of them of which the rest of the statement holds as well."""
        named: dict[str, object] = {"account": self.account, "policy": self.policy, **asked}
        if self.within is None:
            return _rows(database, f"{_CHOSEN} AND {rest}", **named)
        named |= {"series": self.within.series, "until": self.within.taken_at}
        return _rows(database, f"{_CHOSEN} AND series = :series AND taken_at < :until AND {rest}", **named)


def found(database: Database, text: str, chosen: Chosen) -> RunRow:
    """The run that is meant by `latest`, `previous`, the begin of an id, or the day on which it was read.

    Where several accounts or policies are kept, the one counts of which a run was recorded last. Raises HistoryError.
    """
    latest = _last(database, chosen, "TRUE")
    if latest is None:
        raise _none(database, chosen)
    if text == "latest":
        return latest
    if text == "previous":
        match = latest if chosen.within else before(database, latest)
    else:
        match = _named(database, chosen, text)
    if match is None:
        raise HistoryError(
            f"There is no run “{text}” in the history{_which(chosen)}.", _choice(database, chosen, latest)
        )
    return match


def _none(database: Database, chosen: Chosen) -> HistoryError:
    what = f"The history {database.path} has no run{_which(chosen)} yet."
    policies = sorted({row.policy_id for row in Chosen(chosen.account).rows(database, "TRUE")})
    if chosen.within is None and chosen.policy and policies:
        return HistoryError(what, f"It has runs by these policies: {', '.join(policies)}.")
    return HistoryError(what, "zoom-policy-lint audit records one.")


def _which(chosen: Chosen) -> str:
    if chosen.within:
        return f" that was read before run {chosen.within.id} and can be compared with it"
    return " of that account or policy" if chosen.account or chosen.policy else ""


def _named(database: Database, chosen: Chosen, text: str) -> RunRow | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return _last(database, chosen, "substr(taken_at, 1, 10) = :text", text)
    if not _PREFIX.fullmatch(text):
        return None
    matches = chosen.rows(database, "substr(id, 1, length(:text)) = :text", text=text)
    if len(matches) > 1:
        several = ", ".join(sorted(row.id for row in matches))
        raise HistoryError(f"{len(matches)} runs begin with “{text}”: {several}.", "Write more of the id.")
    return next(iter(matches), None)


def _last(database: Database, chosen: Chosen, which: str, text: str = "") -> RunRow | None:
    order = "ORDER BY touched DESC, taken_at DESC, run.key DESC LIMIT 1"
    return next(iter(chosen.rows(database, f"{which} {order}", text=text)), None)


def _choice(database: Database, chosen: Chosen, latest: RunRow) -> str:
    newest = chosen.rows(database, "TRUE ORDER BY taken_at DESC, run.key DESC LIMIT :limit", limit=_TOLD)
    told = ", ".join(f"{row.id} ({row.taken_at[:10]})" for row in newest)
    whole = any(not row.part for row in newest)
    part = (
        f" The latest judged only a part ({latest.part}); there are runs of everything."
        if latest.part and whole
        else ""
    )
    return f"Write latest, previous, a day or the begin of an id. The newest: {told}.{part}"
