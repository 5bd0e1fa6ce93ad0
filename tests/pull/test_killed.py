"""Pulls that were killed with no chance to tidy up."""

import json
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.pull.fakes import LIVELY, lively_school, pull_into, school
from tests.pull.killed import pull_simulated

ROOT = Path(__file__).resolve().parents[2]


def kill(out, steps, source, *kind):
    command = [sys.executable, "-m", "tests.pull.killed", str(out), str(steps), source, *kind]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    assert not out.exists()
    for file in out.parent.glob(f"{out.name}*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def finished(out):
    """What the journal of a killed pull holds: the questions that need not be asked again."""
    with closing(sqlite3.connect(out.with_name(f"{out.name}.part"))) as database:
        answers = database.execute("SELECT read, id FROM answer").fetchall()
        lists = database.execute("SELECT read, parent FROM listing").fetchall()
    return {(read, "" if id_ == "account" else id_) for read, id_ in answers} | set(lists)


@pytest.mark.parametrize("steps", [1, 5, 9, 20])
def test_a_killed_pull_goes_on_and_asks_nothing_twice(tmp_path, steps):
    whole, out = tmp_path / "whole.zpl", tmp_path / "killed.zpl"
    pull_into(whole, school())
    kill(out, steps, "fake")
    done = finished(out)
    source = school()
    pulled = pull_into(out, source)
    assert len(done) >= steps
    assert not done & set(source.asked)
    assert "Going on" in pulled.note
    assert out.read_bytes() == whole.read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["killed.zpl", "whole.zpl"]


@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        (2, "meetings of users"),
        (1, "recordings of users"),
        (1, "answers about meetings"),
        (3, "answers about meetings"),
        (1, "answers about recordings"),
    ],
)
def test_a_pull_killed_among_meetings_and_recordings_asks_nothing_again(tmp_path, steps, kind):
    whole, out = tmp_path / "whole.zpl", tmp_path / "killed.zpl"
    pull_into(whole, lively_school(), LIVELY)
    kill(out, steps, "lively", kind)
    done = finished(out)
    source = lively_school()
    assert "Going on" in pull_into(out, source, LIVELY).note
    assert not done & set(source.asked)
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("steps", [60, 400])
def test_a_killed_pull_of_a_simulated_account_goes_on_and_ends_the_same(tmp_path, steps):
    whole, out = tmp_path / "whole.zpl", tmp_path / "killed.zpl"
    asked = len(pull_simulated(whole).requests)
    kill(out, steps, "simulated")
    again = len(pull_simulated(out).requests)
    assert again < asked
    assert out.read_bytes() == whole.read_bytes()


def test_a_journal_killed_at_its_birth_is_replaced(tmp_path):
    out = tmp_path / "s.zpl"
    out.with_name("s.zpl.part").touch(mode=0o600)
    assert "damaged" in pull_into(out, school()).note


def test_a_finished_snapshot_survives_a_later_pull_that_is_killed(tmp_path):
    out = tmp_path / "s.zpl"
    pull_into(out, school())
    before = out.read_bytes()
    command = [sys.executable, "-m", "tests.pull.killed", str(out), "9", "fake"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    assert out.read_bytes() == before
    assert json.loads(before.splitlines()[-1])["end"]["user"] == 5
