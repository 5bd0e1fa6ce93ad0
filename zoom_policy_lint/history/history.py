"""The history: everything that can be asked of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from zoom_policy_lint.history import ages, compare, documents, migrate, runs
from zoom_policy_lint.history.database import PATIENCE, Database, HistoryError
from zoom_policy_lint.history.export import exported
from zoom_policy_lint.history.prune import prune
from zoom_policy_lint.history.recorder import Recorder
from zoom_policy_lint.history.runs import RunRow
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.memory import Age, FindingChange, Memory, RuleChange
from zoom_policy_lint.model.run import Run


class History:
    """Runs over time, in a file. What it returns may be looked at only while it is open.

    Every method raises HistoryError where the file cannot be used, or has no run of that id.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, path: Path, *, create: bool = True, patience: float = PATIENCE) -> Self:
        """The history in a file, which is made where there is none, and brought up to date where it is older.

        `patience` is how many seconds another process that writes is waited for. Raises HistoryError; then the file is
        as it was.
        """
        return cls(Database(path, create=create, patience=patience, fill=migrate.fill))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def recorder(self) -> Recorder:
        """What takes the next run."""
        return Recorder(self._database)

    def runs(
        self, *, account: str | None = None, policy: str | None = None, limit: int | None = None
    ) -> Iterator[RunRow]:
        """The runs, of one account or policy where one is named, those first that were read last."""
        return runs.listed(self._database, account, policy, limit)

    def find(
        self, text: str, *, account: str | None = None, policy: str | None = None, within: RunRow | None = None
    ) -> RunRow:
        """The run meant by `latest`, `previous`, the begin of an id (4 digits or more), or the day of its reading.

        `within`: only runs of that one's series that were read before it; `latest` and `previous` are then the last.
        """
        return runs.found(self._database, text, runs.Chosen(account, policy, within))

    def before(self, run_id: str, *, reported: bool = False, day: date | None = None) -> RunRow | None:
        """The run before this one in its series: the last at all, that was reported, or that was read before a day."""
        return runs.before(self._database, self._row(run_id), reported=reported, day=day)

    def load(self, run_id: str) -> Run:
        """The run as it was, save that it has its open findings alone, and no memory."""
        row = self._row(run_id)
        return documents.run_of(runs.fields(self._database, row), lambda: self._findings(row.key))

    def memory(self, run_id: str, *, since: str | None = None, start: date | None = None) -> Memory:
        """What the history knows of a run, compared with the run before it or with `since`.

        `start` is the day at which the trend begins.
        """
        row = self._row(run_id)
        line = runs.line(self._database, row)
        first = str(start or "")
        told: dict[str, Any] = {
            "trend": tuple(each.point for each in line if each.taken_at >= first or each.key == row.key),
            "ages": ages.of_rules(ages.aged(self._database, row)),
        }
        earlier = self._row(since) if since else runs.before(self._database, row)
        if earlier:
            unchanged, rules = compare.tally(self._database, earlier, row)
            clauses = compare.clause_changes(earlier, row)
            told |= {"since": earlier.point, "reported": earlier.reported_at is not None, "unchanged": unchanged}
            told |= {"rules": rules, "clauses": clauses, "policy_changed": earlier.policy_sha256 != row.policy_sha256}
            told |= {"waivers_before": frozenset(one.key for one in self.load(earlier.id).registers.waivers)}
        return Memory(run_id, **told)

    def tally(self, before_id: str, after_id: str) -> tuple[int, tuple[RuleChange, ...]]:
        """How many findings are open in the same way in both runs, and how many of each rule became others."""
        return compare.tally(self._database, self._row(before_id), self._row(after_id))

    def changes(self, before_id: str, after_id: str) -> Iterator[FindingChange]:
        """What became another between two runs of one series, each where it stands in its run.

        Between runs of which the later was recorded first, and of different series, nobody knows what became of that
        which is no longer open: whether it was right then has not been looked up.
        """
        for one in compare.compared(self._database, self._row(before_id), self._row(after_id)):
            if one.kind:
                before, after = (None if key is None else self._finding(key) for key in (one.before, one.after))
                yield FindingChange(one.kind, before, after)

    def age(self, run_id: str, fingerprint: str) -> Age | None:
        """Since when a finding of a run is as it is; None where it is not open there, nor was before and not seen."""
        return next((one.age for one in ages.aged(self._database, self._row(run_id), fingerprint)), None)

    def aged(self, run_id: str) -> Iterator[tuple[Finding, Age]]:
        """What is open in a run with its age: the worst (by status, then severity) and then the oldest first."""
        for one in ages.aged(self._database, self._row(run_id)):
            yield self._finding(one.finding), one.age

    def reported(self, run_id: str, at: datetime) -> None:
        """Note that a report was made of a run."""
        words = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._database.change("UPDATE run SET reported_at = ? WHERE key = ?", (words, self._row(run_id).key))

    def prune(self, *, keep_days: int | None = None, keep_runs: int | None = None, today: date) -> int:
        """Remove the runs read more than `keep_days` ago, and all but the newest `keep_runs` of a series; how many."""
        return prune(self._database, keep_days=keep_days, keep_runs=keep_runs, today=today)

    def export(self, *, account: str | None = None, policy: str | None = None) -> Iterator[dict[str, Any]]:
        """Every run as JSON has it, with its open findings, those first that were read first."""
        for key in runs.keys(self._database, account, policy):
            yield exported(self._database, runs.by_key(self._database, key))

    def _row(self, run_id: str) -> RunRow:
        return runs.by_id(self._database, run_id)

    def _findings(self, run: int) -> Iterator[Finding]:
        keys = self._database.rows("SELECT finding FROM open WHERE run = ? AND NOT carried ORDER BY position", (run,))
        return (self._finding(key) for (key,) in keys)

    def _finding(self, key: int) -> Finding:
        for (body,) in self._database.rows("SELECT body FROM finding WHERE key = ?", (key,)):
            return documents.value(documents.unpacked(body), Finding)
        raise HistoryError("The run was removed from the history while it was read.", "Choose another one.")
