"""Recording a run: its open findings as they come, then the whole of it at once."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from zoom_policy_lint.history import documents, lineage, moments
from zoom_policy_lint.history.became import OPEN, How, Stand, failed, judged_in_full, stand
from zoom_policy_lint.history.database import Database
from zoom_policy_lint.model.clause import ClauseResult
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.memory import Point
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import ClauseVerdict, Severity

_BATCH = 500
"""Findings that are held in memory before they go into the temporary table."""

_TEMPORARY = (
    "DROP TABLE IF EXISTS temp.staged",
    "DROP TABLE IF EXISTS temp.missed",
    """CREATE TEMP TABLE staged (
        fingerprint BLOB PRIMARY KEY, position INTEGER, sha256 BLOB, rule TEXT, oldest TEXT, rank INTEGER,
        status TEXT, failed INTEGER, state BLOB, actual BLOB, body BLOB)""",
    "CREATE TEMP TABLE missed (fingerprint BLOB PRIMARY KEY, rule TEXT, how TEXT, actual BLOB)",
)
_MISSED = """INSERT INTO temp.missed (fingerprint, rule)
    SELECT fingerprint, rule FROM known JOIN series ON series.key = known.series
    WHERE account = :account AND policy = :policy AND part = :part
        AND fingerprint NOT IN (SELECT fingerprint FROM temp.staged)
        AND fingerprint NOT IN (SELECT fingerprint FROM temp.missed)"""
_COPIED = (
    """INSERT INTO finding (sha256, rule, rank, status, failed, state, actual, body)
        SELECT sha256, rule, rank, status, failed, state, actual, body FROM temp.staged WHERE TRUE ORDER BY position
        ON CONFLICT DO NOTHING""",
    """INSERT INTO open (run, fingerprint, position, finding)
        SELECT :run, fingerprint, position, finding.key FROM temp.staged JOIN finding USING (sha256)
        WHERE TRUE ON CONFLICT DO NOTHING""",
    """INSERT INTO known (series, fingerprint, rule, since, first_seen)
        SELECT run.series, fingerprint, oldest, :run, :at FROM temp.staged, run WHERE run.key = :run
        ON CONFLICT DO UPDATE SET first_seen = excluded.first_seen WHERE first_seen > excluded.first_seen""",
    f"""INSERT INTO closed (run, fingerprint, how, actual)
        SELECT :run, fingerprint, how, actual FROM temp.missed WHERE how <> '{How.GONE}' ON CONFLICT DO NOTHING""",  # noqa: S608 - the word is ours
    "UPDATE run SET looked = (SELECT max(key) FROM run) WHERE key = :run",
)


class Recorder:
    """Takes one run: show it every finding (`see`), then the run (`keep`). One at a time for each history."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._batch: list[tuple[object, ...]] = []
        self._seen = 0
        self._content = hashlib.sha256()
        for statement in _TEMPORARY:
            database.change(statement)

    def see(self, finding: Finding) -> None:
        """Stage a finding, where it is open and counts; no lock is held. Raises HistoryError.

        The fingerprint is a finding's name: of two that share one, the first is kept.
        """
        if finding.advisory or finding.status not in OPEN:
            return
        written = documents.text(finding)
        sha256 = documents.sha256(written)
        self._content.update(sha256)
        name = bytes.fromhex(finding.fingerprint)
        rules = documents.encodable(finding.rule), documents.encodable(finding.oldest_id)
        states = finding.status.value, failed(finding), documents.state(finding), documents.actual(finding)
        self._batch.append((name, self._seen, sha256, *rules, rank(finding), *states, documents.packed(written)))
        self._seen += 1
        if len(self._batch) >= _BATCH:
            self._flush()

    def keep(self, run: Run) -> str:
        """Keep the run with what was staged, all or nothing, and return its id. Raises HistoryError.

        The same run, recorded again, stays one. What was open in another run of its series and is not staged is looked
        up in a pass over the findings, so that what is right now can be told from what is no longer judged, and from
        what was not seen.
        """
        self._flush()
        run = replace(run, source=replace(run.source, taken_at=moments.normal(run.source.taken_at)))
        texts = dict(documents.run_texts(run))
        for written in texts.values():
            self._content.update(documents.sha256(written))
        run_id = self._content.hexdigest()[:12]
        while not self._stored(run_id, run, texts):
            self._look_up(run)
        return run_id

    def _flush(self) -> None:
        with self._database.transaction("DEFERRED"):  # of temporary tables alone: no lock on the file
            statement = "INSERT INTO temp.staged VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
            self._database.change_many(statement, self._batch)
        self._batch.clear()

    def _stored(self, run_id: str, run: Run, texts: Mapping[str, str]) -> bool:
        """Store everything, unless there are findings still to be looked up (another process may have added some)."""
        names = _series(run)
        with self._database.transaction():
            if self._database.change(_MISSED, names):
                return False
            key = self._run(run_id, run, names)
            for name, written in texts.items():
                self._field(key, name, written)
            for statement in _COPIED:
                self._database.change(statement, {"run": key, "at": moments.seconds(run.source.taken_at)})
            lineage.settle(self._database, key)
        return True

    def _run(self, run_id: str, run: Run, names: Mapping[str, str]) -> int:
        """The number of the run, which is new or was kept before; its series is the last that was recorded."""
        self._database.change(
            """INSERT INTO series (account, policy, part, touched)
            VALUES (:account, :policy, :part, (SELECT coalesce(max(touched), 0) + 1 FROM series))
            ON CONFLICT (account, policy, part) DO UPDATE SET touched = excluded.touched""",
            names,
        )
        columns = {"id": run_id, "sha256": run.policy.sha256, "as_of": str(run.as_of), "source": run.source.kind}
        columns |= {"taken_at": run.source.taken_at, "title": documents.encodable(run.policy.title)}
        columns |= {"point": documents.text(_point(run_id, run)), "clauses": documents.text(_verdicts(run.clauses))}
        self._database.change(
            """INSERT INTO run (id, series, taken_at, as_of, source, title, sha256, point, clauses)
            SELECT :id, key, :taken_at, :as_of, :source, :title, :sha256, :point, :clauses FROM series
            WHERE account = :account AND policy = :policy AND part = :part ON CONFLICT DO NOTHING""",
            {**names, **columns},
        )
        [(key,)] = self._database.rows("SELECT key FROM run WHERE id = ?", (run_id,))
        return int(key)

    def _field(self, key: int, name: str, written: str) -> None:
        sha256 = documents.sha256(written)
        statement = "INSERT INTO field (sha256, body) VALUES (?, ?) ON CONFLICT DO NOTHING"
        self._database.change(statement, (sha256, documents.packed(written)))
        statement = "INSERT INTO document SELECT ?, ?, key FROM field WHERE sha256 = ? ON CONFLICT DO NOTHING"
        self._database.change(statement, (key, name, sha256))

    def _look_up(self, run: Run) -> None:
        """How what was open in others and is not in this run stands in it."""
        statement = "SELECT fingerprint, rule FROM temp.missed WHERE how IS NULL"
        wanted = dict(self._database.rows(statement))
        judged = judged_in_full(run)
        stands = {name: stand(None, judged=judged(rule)) for name, rule in wanted.items()}
        for finding in run.findings():
            name = bytes.fromhex(finding.fingerprint)
            if name in stands and not finding.advisory and finding.status not in OPEN:
                stands[name] = stand(finding, judged=judged(wanted[name]))
        self._database.change_many(
            "UPDATE temp.missed SET how = ?, actual = ? WHERE fingerprint = ?", map(_noted, stands.items())
        )


def _noted(item: tuple[bytes, Stand]) -> tuple[str, bytes, bytes]:
    name, found = item
    return found.how, found.actual, name


def rank(finding: Finding) -> int:
    """How bad it is that a finding is open, the worst first: by status, what is in no baseline, severity."""
    how = OPEN.index(finding.status) * 2 + finding.baselined
    return (how + 1) * len(Severity) - finding.severity.rank


def _part(run: Run) -> str:
    """What makes a line of runs of its own, beside account and policy."""
    counted = () if run.waivers_counted else ("exceptions not counted",)
    return "; ".join(filter(None, (run.part, *counted)))


def _series(run: Run) -> Mapping[str, str]:
    names = {"account": run.source.account_id, "policy": run.policy.id, "part": _part(run)}
    return {name: documents.encodable(words) for name, words in names.items()}


def _verdicts(clauses: tuple[ClauseResult, ...]) -> Mapping[str, ClauseVerdict]:
    return {clause.id: clause.verdict for clause in clauses}


def _point(run_id: str, run: Run) -> Point:
    verdicts = [clause.verdict for clause in run.clauses]
    return Point(
        run=run_id,
        taken_at=run.source.taken_at,
        verdict=run.summary.verdict,
        clauses={verdict: verdicts.count(verdict) for verdict in ClauseVerdict},
        failed=run.summary.failed_by_severity,
        findings=run.summary.findings,
        nothing=sum(clause.verdict is ClauseVerdict.UNANSWERED and clause.nothing_to_judge for clause in run.clauses),
    )
