"""The tables of the file, as the steps that lead from each version of them to the next."""

APPLICATION_ID = 0x5A504C48
"""Stands in the header of the file and tells that it is ours: “ZPLH”."""

_FIRST = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    # runs that can be compared: of the same account and policy, of which the same part was judged
    """CREATE TABLE series (
        key INTEGER PRIMARY KEY, account TEXT NOT NULL, policy TEXT NOT NULL, part TEXT NOT NULL,
        UNIQUE (account, policy, part))""",
    # `key` rises in the order of first recording; `point` and `clauses` are JSON for what is asked of many runs
    """CREATE TABLE run (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, series INTEGER NOT NULL REFERENCES series,
        taken_at TEXT NOT NULL, as_of TEXT NOT NULL, source TEXT NOT NULL, title TEXT NOT NULL, sha256 TEXT NOT NULL,
        point TEXT NOT NULL, clauses TEXT NOT NULL, reported_at TEXT,
        recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')))""",
    "CREATE INDEX run_in_series ON run (series, taken_at, key)",
    # the fields of runs and the findings, each kept once however many runs have it; `body` is compressed JSON
    "CREATE TABLE field (key INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, body BLOB NOT NULL)",
    """CREATE TABLE document (
        run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, name TEXT NOT NULL, field INTEGER NOT NULL,
        PRIMARY KEY (run, name)) WITHOUT ROWID""",
    """CREATE TABLE finding (
        key INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, rule TEXT NOT NULL, rank INTEGER NOT NULL,
        state BLOB NOT NULL, body BLOB NOT NULL)""",
    # what is open in a run, in the order in which it was seen
    """CREATE TABLE open (
        run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, fingerprint BLOB NOT NULL, position INTEGER NOT NULL,
        finding INTEGER NOT NULL, PRIMARY KEY (run, fingerprint)) WITHOUT ROWID""",
    # what was open in another run of the series, and was judged and not open in this one
    """CREATE TABLE closed (
        run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, fingerprint BLOB NOT NULL, status TEXT NOT NULL,
        PRIMARY KEY (run, fingerprint)) WITHOUT ROWID""",
    # what is open in any run of a series
    """CREATE TABLE known (
        series INTEGER NOT NULL REFERENCES series ON DELETE CASCADE, fingerprint BLOB NOT NULL,
        PRIMARY KEY (series, fingerprint)) WITHOUT ROWID""",
)

_WHICH_SERIES_WAS_LAST = (
    "ALTER TABLE series ADD COLUMN touched INTEGER NOT NULL DEFAULT 0",
    "UPDATE series SET touched = coalesce((SELECT max(key) FROM run WHERE series = series.key), 0)",
)

_WHAT_IS_TAKEN_OVER = (
    # `carried`: not seen in this run, and open before; times are in seconds since 1970
    "ALTER TABLE open ADD COLUMN carried INTEGER NOT NULL DEFAULT FALSE",
    "ALTER TABLE open ADD COLUMN open_since INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE open ADD COLUMN last_changed INTEGER NOT NULL DEFAULT 0",
    # first of the present stretch in which it failed, NULL where it does not; what is unknown keeps it for later
    "ALTER TABLE open ADD COLUMN failing_since INTEGER",
    "ALTER TABLE finding ADD COLUMN status TEXT NOT NULL DEFAULT ''",
    # whether it fails, or would without its waiver; `actual` tells values apart
    "ALTER TABLE finding ADD COLUMN failed INTEGER NOT NULL DEFAULT FALSE",
    "ALTER TABLE finding ADD COLUMN actual BLOB NOT NULL DEFAULT x''",
    # what was open in another run of the series and is right in this one, or was not seen; the others are gone
    "ALTER TABLE closed RENAME COLUMN status TO how",
    "ALTER TABLE closed ADD COLUMN actual BLOB NOT NULL DEFAULT x''",
    "UPDATE closed SET how = 'right' WHERE how = 'pass'",
    "DELETE FROM closed WHERE how <> 'right'",
    # the first id of the rule; the run that told first of it; when it was open for the first time
    "ALTER TABLE known ADD COLUMN rule TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE known ADD COLUMN since INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE known ADD COLUMN first_seen INTEGER NOT NULL DEFAULT 0",
    # the last run of all when this one was last recorded, so that what became known later was not looked up;
    # `settled`: what it takes over from the run before is noted; `changes` counts what changed since then
    "ALTER TABLE run ADD COLUMN looked INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE run ADD COLUMN settled INTEGER NOT NULL DEFAULT FALSE",
    "ALTER TABLE run ADD COLUMN changes TEXT",
)

STEPS: tuple[tuple[str, ...], ...] = (_FIRST, _WHICH_SERIES_WAS_LAST, _WHAT_IS_TAKEN_OVER)
"""Statements that lead from version n (the place in the tuple) to n + 1. What was once released never changes."""

VERSION = len(STEPS)
