"""The commands about runs that were kept."""

import json
import re
import stat

import pytest

from tests.history.diary import keep, note, run_of, said
from tests.report.sample_findings import HOSTILE
from tests.report.samples import hostile_run
from zoom_policy_lint.history import History
from zoom_policy_lint.simulate.clock import DEMO_TIME


@pytest.fixture
def kept(tmp_path):
    """A history of three runs of a school and one of another, with its path."""
    path = tmp_path / "history.db"
    with History.open(path) as history:
        days = (
            {"head": "fail", "office": "fail", "guest": "manual"},
            {"head": "fail", "office": "pass"},
            {"head": "waived", "senco": "fail"},
        )
        ids = [note(history, states, day) for day, states in enumerate(days, 1)]
        other = note(history, {"head": "fail"}, 2, account="other")
        history.reported(ids[1], DEMO_TIME)
    return path, ids, other


def test_list_shows_runs_with_what_changed(program, kept):
    path, ids, other = kept
    out = program("history", "list", "--history", path).out
    lines = out.splitlines()
    assert [line.split()[0] for line in lines[2:]] == [ids[2], other, ids[1], ids[0]]
    assert "account" in lines[0]
    assert re.search(r"FAIL +1 +0 +0 +0 +0 +1 +0 +0 +1 +0 +2026-11-23$", lines[4])
    out = program("history", "list", "--account", "school", "-n", "2", "--history", path).out
    assert other not in out
    assert "account" not in out
    assert "There are older runs" in out
    told = json.loads(program("history", "list", "-f", "json", "--history", path).out)
    assert [one["run"] for one in told] == [ids[2], other, ids[1], ids[0]]
    assert told[0]["changes"] == {"new": 1, "fixed": 0, "settled": 0, "changed": 1, "gone": 0, "unseen": 0}
    assert told[3]["changes"] is None
    for name in ("none", "no\udcff"):
        assert "no such run" in program("history", "list", "--policy", name, "--history", path).out


def test_show_tells_what_changed_and_what_is_open_since_when(program, kept):
    path, ids, _ = kept
    out = program("history", "show", ids[1][:6], "--history", path).out
    assert "Fixed: was fail, off" in out
    assert "Gone: was manual" in out
    assert "✗ fail, critical: waiting-room · head · meeting_security.waiting_room is off" in out
    assert "open for 1 day, first seen 2026-09-01" in out
    out = program("history", "show", "2026-09-03", "--since", ids[0], "-n", "1", "--history", path).out
    assert "Changed: fail, off, not locked → waived, off, not locked" in out
    assert "waiting-room · senco" in out
    assert "and 1 more" in out
    assert "first run" in program("history", "show", ids[0], "--history", path).out
    told = json.loads(program("history", "show", ids[2], "-f", "json", "--history", path).out)
    assert (told["run"], told["since"], told["verdict"]) == (ids[2], ids[1], "fail")
    assert [(one["kind"], one["before"] is None) for one in told["changes"]] == [("changed", False), ("new", True)]
    assert [(one["resource"]["name"], one["days_open"]) for one in told["open"]] == [("senco", 0), ("head", 2)]


def test_export_writes_a_run_a_line(program, kept, tmp_path):
    path, ids, other = kept
    told = [json.loads(line) for line in program("history", "export", "--history", path).out.splitlines()]
    assert [one["run"] for one in told] == [ids[0], ids[1], other, ids[2]]
    assert [len(one["findings"]) for one in told] == [3, 1, 1, 2]
    assert told[1]["summary"]["exit_code"] == 1
    assert told[1]["reported_at"]
    file = tmp_path / "runs.ndjson"
    assert program("history", "export", "--account", "other", "-o", file, "--history", path).code == 0
    assert [json.loads(line)["run"] for line in file.read_text().splitlines()] == [other]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_prune_says_how_many_went_and_wants_to_know_what_stays(program, kept):
    path, ids, other = kept
    for words in ((), ("--keep-days", 3, "--keep-runs", 3)):
        assert program("history", "prune", *words, "--history", path).code == 2
        assert "--keep-days N or --keep-runs N" in program.err
    assert program("history", "prune", "--keep-runs", 1, "--history", path).out == "2 runs removed, 2 left.\n"
    assert program("history", "prune", "--keep-days", 3650, "--history", path).out == "0 runs removed, 2 left.\n"
    assert {ids[2], other} == {
        one["run"] for one in json.loads(program("history", "list", "-f", "json", "--history", path).out)
    }


def test_what_cannot_be_used_is_told(program, kept, tmp_path):
    path, _, _ = kept
    for words, said_ in (
        (("show", "2031-01-01", "--history", path), "There is no run “2031-01-01”"),
        (("list", "--history", tmp_path / "none.db"), "There is no history at"),
        (("list", "--history", "off"), "No history is kept"),
        (("list", "--history", tmp_path), "is a folder"),
    ):
        assert program("history", *words).code == 2
        assert said_ in program.err
    assert not (tmp_path / "none.db").exists()


def test_hostile_names_steer_no_terminal(program, tmp_path):
    path = tmp_path / "history.db"
    with History.open(path) as history:
        for name in HOSTILE:
            keep(history, hostile_run(name))
            keep(history, run_of([said(name, "fail")], account=name, part=name))
    for words in (("list",), ("show",), ("show", "-f", "json"), ("list", "-f", "json"), ("export",)):
        for arguments in [words] if words[0] != "show" else [(*words[:1], "latest", *words[1:], "-n", "99")]:
            program("history", *arguments, "--history", path)
            assert program.code == 0
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800]", program.out)
