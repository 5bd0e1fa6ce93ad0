"""What an older file does not have yet is worked out of what it has, once."""

from zoom_policy_lint.history import documents, lineage, moments, runs
from zoom_policy_lint.history.became import How, failed, judged_in_full
from zoom_policy_lint.history.database import Database
from zoom_policy_lint.model.finding import Finding

_KNOWN_SINCE = """UPDATE known SET (since, first_seen) = (
    SELECT coalesce(min(run.key), 0), coalesce(CAST(strftime('%s', min(run.taken_at)) AS INTEGER), 0)
    FROM run JOIN open ON open.run = run.key AND open.fingerprint = known.fingerprint
    WHERE run.series = known.series)"""
_ABSENT = """SELECT fingerprint, rule FROM known WHERE series = :series AND since <= :run
    AND fingerprint NOT IN (SELECT fingerprint FROM open WHERE run = :run)
    AND fingerprint NOT IN (SELECT fingerprint FROM closed WHERE run = :run)"""


def fill(database: Database, version: int) -> None:
    """Call it in the transaction that brings the tables to that version. Raises HistoryError."""
    if version == 3:  # noqa: PLR2004 - what is taken over from the run before
        _times(database)
        _findings(database)
        database.change(_KNOWN_SINCE)
        database.change("UPDATE run SET looked = key")
        for (key,) in database.rows("SELECT key FROM run ORDER BY taken_at, key"):
            _unseen(database, key)
            lineage.take_over(database, key)


def _times(database: Database) -> None:
    for key, written in database.rows("SELECT key, taken_at FROM run"):
        taken_at = moments.normal(written)
        statement = "UPDATE run SET taken_at = ?, point = json_set(point, '$.taken_at', ?) WHERE key = ?"
        database.change(statement, (taken_at, taken_at, key))


def _findings(database: Database) -> None:
    for (key,) in database.rows("SELECT key FROM finding"):
        [(body,)] = database.rows("SELECT body FROM finding WHERE key = ?", (key,))
        finding = documents.value(documents.unpacked(body), Finding)
        told = finding.status.value, failed(finding), documents.actual(finding), key
        database.change("UPDATE finding SET status = ?, failed = ?, actual = ? WHERE key = ?", told)
        name = documents.encodable(finding.oldest_id), bytes.fromhex(finding.fingerprint)
        database.change("UPDATE known SET rule = ? WHERE fingerprint = ?", name)


def _unseen(database: Database, key: int) -> None:
    """What is absent from a run whose rule was not judged in full."""
    row = runs.by_key(database, key)
    judged = judged_in_full(documents.run_of(runs.fields(database, row), None))
    absent = database.rows(_ABSENT, {"series": row.series, "run": key})
    unseen = [(key, name, How.UNSEEN.value) for name, rule in absent if not judged(rule)]
    database.change_many("INSERT INTO closed (run, fingerprint, how) VALUES (?, ?, ?)", unseen)
