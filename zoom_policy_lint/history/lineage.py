"""What a run takes over from the run before it: what is carried, since when all of it is as it is, and what changed."""

from zoom_policy_lint.history import compare, documents, moments, runs
from zoom_policy_lint.history.became import How
from zoom_policy_lint.history.database import Database

_CARRIED = f"""
    FROM open AS was
    LEFT JOIN open AS now ON now.run = :run AND now.fingerprint = was.fingerprint AND NOT now.carried
    LEFT JOIN closed ON closed.run = :run AND closed.fingerprint = was.fingerprint
    LEFT JOIN known ON known.series = :series AND known.fingerprint = was.fingerprint
    WHERE was.run = :before AND now.run IS NULL
        AND (closed.how = '{How.UNSEEN}' OR (closed.how IS NULL AND known.since > :looked))
"""

_DROPPED = f"""DELETE FROM open WHERE run = :run AND carried
    AND fingerprint NOT IN (SELECT was.fingerprint {_CARRIED})"""  # noqa: S608 - the words are ours
_TAKEN_OVER = f"""
    INSERT INTO open (run, fingerprint, position, finding, carried, open_since, last_changed, failing_since)
    SELECT :run, now.fingerprint, now.position, now.finding, FALSE, coalesce(was.open_since, :at),
        iif(earlier.state = later.state, was.last_changed, :at),
        CASE later.status WHEN 'fail' THEN coalesce(was.failing_since, :at) WHEN 'unknown' THEN was.failing_since END
    FROM open AS now JOIN finding AS later ON later.key = now.finding
    LEFT JOIN open AS was ON was.run = :before AND was.fingerprint = now.fingerprint
    LEFT JOIN finding AS earlier ON earlier.key = was.finding
    WHERE now.run = :run AND NOT now.carried
    UNION ALL
    SELECT :run, was.fingerprint, was.position, was.finding, TRUE, was.open_since, was.last_changed,
        was.failing_since {_CARRIED}
    ON CONFLICT (run, fingerprint) DO UPDATE SET position = excluded.position, finding = excluded.finding,
        open_since = excluded.open_since, last_changed = excluded.last_changed, failing_since = excluded.failing_since
    WHERE (open.finding, open.open_since, open.last_changed, open.failing_since)
        IS NOT (excluded.finding, excluded.open_since, excluded.last_changed, excluded.failing_since)
"""  # noqa: S608 - the words are ours
_LATER = """SELECT key FROM run WHERE series = :series AND taken_at = (
    SELECT min(taken_at) FROM run WHERE series = :series AND taken_at > :taken_at)"""


def settle(database: Database, key: int) -> None:
    """Let a run take over from the run before it, and the later runs of its series from it, as far as that matters.

    Call it in a transaction that wrote the run. Raises HistoryError.
    """
    take_over(database, key)
    later = _following(database, key)
    while sum(take_over(database, one) for one in later):  # each of them: `any` would stop at the first
        later = _following(database, later[0])


def _following(database: Database, key: int) -> list[int]:
    """The runs of its series that judge the next moment."""
    row = runs.by_key(database, key)
    return [one for (one,) in database.rows(_LATER, {"series": row.series, "taken_at": row.taken_at})]


def take_over(database: Database, key: int) -> bool:
    """Note what is carried, ages and changes of one run by the run before it; whether that made a difference."""
    row = runs.by_key(database, key)
    before = runs.before(database, row)
    if before is None and row.settled:
        return False  # of the oldest run that is left the ages were counted from runs that are not there any more
    asked = {"run": key, "before": before and before.key, "series": row.series, "looked": row.looked}
    asked["at"] = moments.seconds(row.taken_at)
    dropped = database.change(_DROPPED, asked)
    moved = database.change(_TAKEN_OVER, asked)
    told = documents.text(compare.counts(compare.tally(database, before, row)[1])) if before else None
    database.change("UPDATE run SET settled = TRUE, changes = ? WHERE key = ?", (told, key))
    return bool(dropped or moved)
