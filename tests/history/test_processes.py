"""Two writers at once, and writers that are killed: nothing that was kept is lost, nothing is kept by half."""

import random
import signal
import subprocess
import sys

from zoom_policy_lint.history import History
from zoom_policy_lint.model.words import Status

from .writer import FINDINGS

KILLS = 9


def writer(path, account, first=1, count=10**6, steps=0):
    """A process that records runs of the account; it starts when a line is written to it."""
    words = [sys.executable, "-m", "tests.history.writer", path, account, first, count, steps]
    return subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def go(*processes):
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()


def check_whole(path):
    """The ids of the runs that are there; each is as it was recorded."""
    with History.open(path) as history:
        database = history._database
        assert database.rows("PRAGMA integrity_check") == [("ok",)]
        assert database.rows("PRAGMA foreign_key_check") == []
        rows = list(history.runs())
        for row in rows:
            run = history.load(row.id)
            statuses = [finding.status for finding in run.findings()]
            assert len(statuses) == run.summary.findings[Status.FAIL] == FINDINGS * 2 // 3
        return {row.id for row in rows}


def test_two_writers_lose_nothing(tmp_path):
    path = tmp_path / "new" / "history.db"  # both find that it has to be made
    processes = [writer(path, account, 1, 8) for account in ("one", "two", "one")]
    go(*processes)
    said = [process.communicate(timeout=60)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert said[0] == said[2]  # the same runs, recorded by two processes at once
    assert check_whole(path) == {*said[0], *said[1]}
    assert len(check_whole(path)) == 16


def test_a_killed_writer_loses_nothing_that_it_kept(tmp_path):
    path, journal = tmp_path / "history.db", tmp_path / "history.db-journal"
    chance = random.Random(20261124)
    kept, interrupted = set(), 0
    # half of them kill themselves between two steps of SQLite, the others are killed while their journal is there
    steps = [chance.randrange(2_000, 120_000) if kill % 2 else 0 for kill in range(KILLS)]
    processes = [writer(path, "school", 1000 * (kill + 1), steps=after) for kill, after in enumerate(steps)]
    try:
        for kill, (process, after) in enumerate(zip(processes, steps, strict=True)):
            go(process)
            if not after:
                kept.update(process.stdout.readline().strip() for _ in range(chance.randrange(3)))
                polls = chance.randrange(600) if kill else 0  # the first while the file is made
                while not journal.exists() or (polls := polls - 1) > 0:
                    assert process.poll() is None
                process.kill()
            kept.update(process.communicate(timeout=60)[0].split())
            assert process.returncode == -signal.SIGKILL
            interrupted += journal.exists()
            assert kept <= check_whole(path)
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    assert len(kept) >= KILLS
    assert interrupted
