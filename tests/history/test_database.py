"""What is done with a file that is not as it should be, and how the file is made."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from zoom_policy_lint.history import History, HistoryError
from zoom_policy_lint.history import database as database_module
from zoom_policy_lint.history.schema import VERSION

from .diary import note, said, taken, told


def filled(path):
    """A history of two runs at the path, whose ids are returned."""
    with History.open(path) as history:
        return [note(history, {f"t{one}": "fail" for one in range(60)}, day) for day in (1, 2)]


def used(path, **options):
    """Open the file, read everything in it, and record one more run."""
    with History.open(path, **options) as history:
        for row in history.runs():
            history.memory(row.id)
            list(history.load(row.id).findings())
        note(history, {"head": "fail"}, 3)


def refused(path, match, **options):
    """Using the file fails in these words, and the file stays as it is; returns the error."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(HistoryError, match=match) as caught:
        used(path, **options)
    assert str(path) in str(caught.value)
    assert caught.value.hint
    if before is not None:
        assert path.read_bytes() == before
        assert [other.name for other in path.parent.glob(f"{path.name}*")] == [path.name]
    return caught.value


def test_a_file_that_is_no_history_is_refused_and_left_as_it_is(tmp_path):
    text, foreign = tmp_path / "notes.txt", tmp_path / "foreign.db"
    text.write_text("Dear diary, " * 100)
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE run (id)")
    connection.close()
    for path in (text, foreign):
        assert "Move it away" in refused(path, "is not a history of zoom-policy-lint").hint
    short = tmp_path / "short"
    short.write_bytes(b"SQLite")
    refused(short, "is not a history")


def test_what_is_not_a_file_is_refused(tmp_path):
    for place in (tmp_path, Path("/dev/null")):
        refused(place, "is a folder or a device")
    missing = tmp_path / "none" / "history.db"
    refused(missing, "There is no history at .* yet", create=False)
    assert not missing.parent.exists()
    (tmp_path / "file").touch()
    refused(tmp_path / "file" / "history.db", "cannot be used")


def test_a_newer_version_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "history.db"
    filled(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    error = refused(path, "newer version of this program")
    assert "Install the newer version" in error.hint
    assert "--history" in error.hint


def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path):
    whole = tmp_path / "whole.db"
    filled(whole)
    content = whole.read_bytes()
    damages = {
        "tables": content[:100] + b"\xff" * (len(content) - 100),
        "pages": content[:4096] + bytes(range(256)) * ((len(content) - 4096) // 256),
        "cut": content[: len(content) // 2],
    }
    for name, damaged in damages.items():
        path = tmp_path / name
        path.write_bytes(damaged)
        assert "was left as it is" in refused(path, "is damaged|is not a history").hint, name


def test_a_file_that_cannot_be_written_to_can_still_be_read(tmp_path, monkeypatch):
    path = tmp_path / "history.db"
    ids = filled(path)

    class ReadOnly:
        Error = sqlite3.Error

        @staticmethod
        def connect(path, **options):
            return sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True, **options)

    monkeypatch.setattr(database_module, "sqlite3", ReadOnly)
    with History.open(path) as history:
        assert [row.id for row in history.runs()] == ids[::-1]
        recorder = history.recorder()
        recorder.see(said("head", "fail"))
    assert "permissions" in refused(path, "cannot be written to").hint


def test_a_file_that_is_in_use_for_too_long_is_told(tmp_path):
    path = tmp_path / "history.db"
    filled(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    with pytest.raises(HistoryError, match="is in use by another run"):
        History.open(path, patience=0)
    connection.close()
    filled(path)


def test_a_full_disk_loses_nothing_that_was_kept(tmp_path):
    path = tmp_path / "history.db"
    ids = filled(path)
    with History.open(path) as history:
        [(pages,)] = history._database.rows("PRAGMA page_count")
        history._database.rows(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(HistoryError, match="disk is full"):
            note(history, {f"new{one}": "fail" for one in range(200)}, 3)
        assert [row.id for row in history.runs()] == ids[::-1]
        assert history._database.rows("PRAGMA integrity_check") == [("ok",)]


def test_the_file_is_its_owners_alone_from_the_first_moment(tmp_path):
    path = tmp_path / "data" / "history.db"
    before = os.umask(0)
    try:
        with History.open(path) as history:
            with history._database.transaction():
                history._database.change("UPDATE series SET touched = 0")
                history._database.change("INSERT INTO series VALUES (1, '', '', '', 0)")
                modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
            note(history, {"head": "fail"})
    finally:
        os.umask(before)
    assert modes == {"history.db": 0o600, "history.db-journal": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_history_of_the_first_version_is_brought_up_to_date(tmp_path):
    path = tmp_path / "history.db"
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "version1.sql").read_text())
    connection.close()
    for _ in range(2):
        with History.open(path) as history:
            assert history._database.rows("PRAGMA user_version") == [(VERSION,)]
            assert history._database.rows("PRAGMA integrity_check") == [("ok",)]
            [last, _, first] = history.runs()
            assert told(history, first.id, last.id) == {"head": "changed", "office": "fixed"}
            assert history.find("latest").id == last.id == "aca12d018e85"
            assert history.memory(last.id).ages["waiting-room"].last_changed == taken(2)
            assert [finding.status for finding in history.load(first.id).findings()] == ["fail", "fail"]


def test_the_tables_are_the_same_whether_new_or_migrated(tmp_path):
    new, old = tmp_path / "new.db", tmp_path / "old.db"
    connection = sqlite3.connect(old)
    connection.executescript((Path(__file__).parent / "version1.sql").read_text())
    connection.close()
    columns = []
    for path in (new, old):
        with History.open(path) as history:
            tables = history._database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            columns.append({table: history._database.rows(f"PRAGMA table_info({table})") for (table,) in tables})
    assert columns[0] == columns[1]


def test_an_interrupted_first_opening_leaves_a_file_that_the_next_one_fills(tmp_path):
    path = tmp_path / "history.db"
    path.touch()
    assert len(filled(path)) == 2


SPOILT = (
    "UPDATE field SET body = x'00112233'",
    "UPDATE finding SET body = x'789c0300000000010000'",
    "UPDATE run SET as_of = 'never'",
    "UPDATE run SET taken_at = 'never'",
    "UPDATE run SET point = '{}'",
    "UPDATE run SET clauses = '[1]'",
    "DELETE FROM field",
    "UPDATE open SET open_since = 99999999999999999",
)


def test_records_that_make_no_sense_are_told_of_whatever_is_asked(tmp_path):
    for place, statement in enumerate(SPOILT):
        file = tmp_path / f"{place}.db"
        with History.open(file) as history:
            last = [note(history, {"head": state}, day) for day, state in enumerate(("fail", "worse"), 1)][-1]
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(statement)
        told = 0
        for asking in (
            lambda kept: list(kept.runs()),
            lambda kept, run=last: list(kept.load(run).findings()),
            lambda kept, run=last: kept.memory(run),
            lambda kept: list(kept.export()),
        ):
            with History.open(file) as kept:
                try:
                    asking(kept)
                except HistoryError:
                    told += 1
        assert told, statement
