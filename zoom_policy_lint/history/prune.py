"""Forgetting old runs, and everything that only they had."""

from datetime import date, timedelta

from zoom_policy_lint.history.database import Database

_OLD = "DELETE FROM run WHERE taken_at < ?"
_BEYOND = """DELETE FROM run WHERE key IN (SELECT key FROM (
    SELECT key, row_number() OVER (PARTITION BY series ORDER BY taken_at DESC, key DESC) AS place FROM run)
    WHERE place > ?)"""
_LEFT_OVER = (
    "DELETE FROM finding WHERE key NOT IN (SELECT finding FROM open)",
    "DELETE FROM field WHERE key NOT IN (SELECT field FROM document)",
    "DELETE FROM series WHERE key NOT IN (SELECT series FROM run)",
    """DELETE FROM known WHERE NOT EXISTS (
        SELECT 1 FROM run JOIN open ON open.run = run.key AND open.fingerprint = known.fingerprint
        WHERE run.series = known.series)""",
    """UPDATE run SET changes = NULL WHERE taken_at = (
        SELECT min(taken_at) FROM run AS other WHERE other.series = run.series)""",
    """DELETE FROM closed WHERE NOT EXISTS (
        SELECT 1 FROM run JOIN known ON known.series = run.series AND known.fingerprint = closed.fingerprint
        WHERE run.key = closed.run)""",
)


def prune(database: Database, *, keep_days: int | None, keep_runs: int | None, today: date) -> int:
    """Remove the runs read more than so many days ago, and all but the newest so many of each series; how many.

    The file is written anew afterwards, so that nothing of what was removed is left in it. Raises HistoryError.
    """
    removed = 0
    with database.transaction():
        if keep_days is not None:
            removed += database.change(_OLD, (str(today - timedelta(days=keep_days)),))
        if keep_runs is not None:
            removed += database.change(_BEYOND, (keep_runs,))
        for statement in _LEFT_OVER if removed else ():
            database.change(statement)
    database.change("VACUUM")
    return removed
