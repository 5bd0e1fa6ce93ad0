"""`report`: past runs for readers; and what `audit` keeps in the history on its way."""

import json
import shutil
import stat
from dataclasses import replace

import pytest

from zoom_policy_lint.cli.main import run
from zoom_policy_lint.history import History
from zoom_policy_lint.snapshot import open_snapshot, write_snapshot

DAYS = ("2026-08-20", "2026-09-10", "2026-10-01")


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory):
    """The account of the demo school on three days; on the last one, everything else stayed as it was."""
    folder = tmp_path_factory.mktemp("days")
    first = folder / "demo.zpl"
    assert run(["pull", "--demo", "-q", "--policy", "st_joseph", "--level", "account", "-o", str(first)]) == 0
    made = []
    for day in DAYS:
        read = open_snapshot(first)
        made.append(folder / f"{day}.zpl")
        write_snapshot(made[-1], replace(read.header, taken_at=f"{day}T06:30:00Z"), read.listings, read.resources())
    return made


@pytest.fixture(scope="module")
def history(snapshots, tmp_path_factory):
    """A history to which the audits of these days were added."""
    file = tmp_path_factory.mktemp("memory") / "history.db"
    for day, snapshot in zip(DAYS, snapshots, strict=True):
        options = ["--policy", "st_joseph", "--as-of", day, "--history", str(file), "-o", "/dev/null"]
        assert run(["audit", "--snapshot", str(snapshot), *options]) == 1
    return file


@pytest.fixture
def told(program, history):
    """A report of the history as a table, and what was said about it."""
    return lambda *arguments: program("report", *arguments, "--history", history, "-f", "table")


def test_every_audit_is_kept_and_the_same_audit_once(program, snapshots, tmp_path):
    options = "--policy", "st_joseph", "--as-of", DAYS[0], "--history", tmp_path / "new" / "history.db"
    first = program("audit", "--snapshot", snapshots[0], *options)
    again = program("audit", "--snapshot", snapshots[0], *options)
    assert (first.code, first.out) == (again.code, again.out)
    with History.open(tmp_path / "new" / "history.db") as kept:
        assert len(list(kept.runs())) == 1
    assert stat.S_IMODE((tmp_path / "new" / "history.db").stat().st_mode) == 0o600


def test_an_audit_tells_what_changed_since_the_run_before(program, snapshots, history):
    said = program(
        "audit", "--snapshot", snapshots[1], "--policy", "st_joseph", "--as-of", DAYS[1], "--history", history
    )
    assert "What changed" in said.out
    assert "Since the run of 2026-08-20 06:30 UTC" in said.out


def test_the_json_report_does_not_depend_on_the_history(program, snapshots, history):
    audit = "audit", "--snapshot", snapshots[1], "--policy", "st_joseph", "--as-of", DAYS[1], "-f", "json"
    assert program(*audit, "--history", history).out == program(*audit, "--history", "off").out


def test_where_no_history_is_wanted_none_is_made(program, snapshots, tmp_path, monkeypatch):
    monkeypatch.setenv("ZPL_HISTORY", str(tmp_path / "history.db"))
    program("audit", "--snapshot", snapshots[0], "--policy", "st_joseph", "--as-of", DAYS[0], "--history", "off")
    assert list(tmp_path.iterdir()) == []
    program("audit", "--snapshot", snapshots[0], "--policy", "st_joseph", "--as-of", DAYS[0])
    assert [file.name for file in tmp_path.iterdir()] == ["history.db"]


def test_a_history_that_cannot_be_used_is_left_alone_and_the_audit_goes_on(program, snapshots, tmp_path):
    broken = tmp_path / "history.db"
    broken.write_text("not a database, but somebody's notes", encoding="utf-8")
    audit = "audit", "--snapshot", snapshots[0], "--policy", "st_joseph", "--as-of", DAYS[0], "--history"
    said = program(*audit, broken)
    assert said.code == 1
    assert said.err.startswith("The history is not used for this run: ")
    assert str(broken) in said.err
    assert broken.read_text(encoding="utf-8") == "not a database, but somebody's notes"
    assert said.out == program(*audit, "off").out


def test_without_a_name_the_last_run_is_reported(told):
    assert "read 2026-10-01 06:30 UTC" in told().out
    assert told().code == 0


def test_a_run_is_named_by_its_id_its_day_or_its_place(told, history):
    with History.open(history) as kept:
        ids = [row.id for row in kept.runs()]
    assert "read 2026-09-10 06:30 UTC" in told(ids[1][:6]).out
    assert told("previous").out == told("2026-09-10").out == told(ids[1]).out


def test_the_same_run_is_the_same_report(program, history):
    def page():
        return program("report", "2026-09-10", "--history", history).out

    first = page()
    assert first.startswith("<!DOCTYPE html>")
    assert page() == first


def test_a_period_ends_with_its_last_run_and_is_compared_with_what_was_before(told):
    said = told("--period", "2026-09-01..2026-09-30").out
    assert "read 2026-09-10 06:30 UTC" in said
    assert "of 2026-08-20 06:30 UTC" in said
    assert "of 2026-08-20 06:30 UTC" in told("--period", "2026-09-01..2026-12-18").out


def test_a_report_is_compared_with_the_last_one_that_was_reported(program, snapshots, tmp_path):
    history = tmp_path / "history.db"
    for day, snapshot in zip(DAYS, snapshots, strict=True):
        program("audit", "--snapshot", snapshot, "--policy", "st_joseph", "--as-of", day, "--history", history)
    table = "--history", history, "-f", "table"
    assert "Since the run of 2026-09-10" in program("report", *table).out
    program("report", DAYS[0], *table)
    assert "Since the reported run of 2026-08-20" in program("report", *table).out
    assert "Since the run of 2026-09-10" in program("report", *table, "--since", DAYS[1]).out


def test_a_snapshot_can_be_reported_without_a_history(program, snapshots):
    options = "--policy", "st_joseph", "--as-of", DAYS[0], "--history", "off", "-f", "markdown"
    said = program("report", "--snapshot", snapshots[0], *options)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("# Zoom audit")


def test_what_cannot_be_done_is_said(program, history, snapshots, tmp_path):
    cases = {
        ("report", "-f", "json", "--history", history): "keeps only those that are open",
        ("report", "--period", "soon", "--history", history): "write it as 2026-09-01..2026-12-18",
        ("report", "--period", "2026-10-01..2026-09-01", "--history", history): "ends before it begins",
        ("report", "--period", "2020-01-01..2020-02-01", "--history", history): "no run of a whole audit",
        ("report", "ffffffff", "--history", history): "ffffffff",
        ("report", "--history", tmp_path / "none.db"): "none.db",
        ("report", "--history", "off"): "No history is kept",
        ("report", "latest", "--snapshot", snapshots[0], "--policy", "st_joseph"): "not both",
        ("report", "--as-of", DAYS[0], "--history", history): "is judged already",
    }
    for arguments, words in cases.items():
        said = program(*arguments)
        assert (said.code, said.out) == (2, ""), arguments
        assert words in said.err, arguments


def test_a_finding_is_shown_with_its_age(program, snapshots, history):
    options = "--snapshot", snapshots[2], "--policy", "st_joseph", "--as-of", DAYS[2]
    report = json.loads(program("audit", *options, "-f", "json").out)
    failing = next(one["fingerprint"] for one in report["findings"] if one["status"] == "fail" and not one["advisory"])
    said = program("findings", "show", failing, *options, "--history", history).out
    assert "open since      2026-08-20 06:30 UTC (42 days)" in said
    assert "open since" not in program("findings", "show", failing, *options).out


def test_nothing_is_written_over_the_history(program, history, tmp_path):
    link = tmp_path / "link.db"
    link.symlink_to(history)
    before = history.read_bytes()
    for file in (history, link):
        for arguments in (
            ("report", "--history", history, "-o", file),
            ("audit", "--demo", "--history", history, "-f", f"json={file}"),
            ("diff", "--history", history, "-o", file),
            ("history", "export", "--history", history, "-o", file),
        ):
            said = program(*arguments)
            assert (said.code, said.out) == (2, ""), arguments
            assert "is the history of runs" in said.err
    assert history.read_bytes() == before


def test_a_run_outside_of_the_period_is_refused(told):
    said = told("2026-08-20", "--period", "2026-09-01..2026-09-30")
    assert said.code == 2
    assert "was read on 2026-08-20, outside of 2026-09-01..2026-09-30" in said.err


def test_only_an_earlier_run_of_the_same_line_can_be_compared_with(program, snapshots, history, tmp_path):
    file = shutil.copy(history, tmp_path / "history.db")
    audit = "audit", "--snapshot", snapshots[0], "--policy", "recommended", "--as-of", DAYS[0], "--history", file
    program(*audit, "-o", "/dev/null")
    with History.open(file) as kept:
        other = next(row.id for row in kept.runs(policy="recommended"))
    for since in ("2026-09-10", "2026-10-01", other):
        said = program("report", "2026-09-10", "--policy", "st_joseph", "--since", since, "--history", file)
        assert (said.code, said.out) == (2, "")
