"""The program as a process of its own: pipes, signals, an empty environment."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-m", "zoom_policy_lint"]
ROOT = Path(__file__).parents[2]


def environment(**more):
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "ZPL_HISTORY": "off", **more}


def test_a_reader_that_goes_away_changes_nothing_about_the_verdict(demo):
    audit = [*PROGRAM, "audit", *map(str, demo), "-f", "json"]
    with subprocess.Popen(audit, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        process.stdout.readline()
        process.stdout.close()
        error = process.stderr.read()
        process.wait()
    assert error == b""
    assert process.returncode == 1


@pytest.mark.parametrize("arguments", [("rules", "list"), ("schema", "report")])
def test_a_list_may_be_cut_short_by_its_reader(arguments):
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        process.stdout.close()
        error = process.stderr.read()
        process.wait()
    assert (process.returncode, error) == (0, b"")


@pytest.mark.parametrize("name", ["LANG", "LC_ALL"])
def test_a_console_without_unicode_still_gets_the_report(name, demo):
    audit = [*PROGRAM, "audit", *map(str, demo)]
    done = subprocess.run(audit, capture_output=True, env=environment(**{name: "C"}), check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_without_a_home_or_a_writable_folder_the_demo_runs(tmp_path):
    done = subprocess.run(
        [*PROGRAM, "audit", "--demo"], capture_output=True, env=environment(HOME="/nonexistent"), cwd="/", check=False
    )
    assert done.returncode == 1


def test_colours_only_where_wanted(demo):
    def printed(**more):
        audit = [*PROGRAM, "audit", *map(str, demo)]
        return subprocess.run(audit, capture_output=True, env=environment(**more), check=False).stdout

    plain, coloured = printed(), printed(FORCE_COLOR="1")
    neither = printed(FORCE_COLOR="1", NO_COLOR="1")
    assert b"\x1b[" not in plain
    assert b"\x1b[" in coloured
    assert neither == plain


def test_ctrl_c_ends_with_130_and_no_traceback(tmp_path):
    with subprocess.Popen(
        [*PROGRAM, "simulate", "--port", "8911"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        cwd=tmp_path,
    ) as process:
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=30)
    assert b"Traceback" not in error
    assert process.returncode in (0, 130)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_said_and_nothing_is_half_written(demo):
    audit = [*PROGRAM, "audit", *map(str, demo), "-f", "json"]
    with Path("/dev/full").open("wb") as full:
        to_stdout = subprocess.run(audit, stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    to_file = subprocess.run([*audit, "-o", "/dev/full"], capture_output=True, env=environment(), check=False)
    for done in (to_stdout, to_file):
        assert done.returncode == 2
        assert b"could not be written" in done.stderr
        assert b"Traceback" not in done.stderr
    assert Path("/dev/full").is_char_device()
