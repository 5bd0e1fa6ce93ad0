"""The script with which CI runs the README's own commands."""

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "readme_commands.sh"


@pytest.fixture
def run(tmp_path: Path):
    """Run the script on a README whose one console block is the given text."""

    def run(block: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "README.md").write_text(f"Text.\n\n```console\n{block}\n```\n\n```sh\n$ exit 7\n```\n", "utf-8")
        return subprocess.run(["bash", SCRIPT], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)

    return run


@pytest.mark.parametrize(
    "shown",
    [
        "one\ntwo [a-z]* (x) …\nthree",
        "…\nthree",
        "one\n…",
        "one\n…\nthree",
        "o…e\ntwo [a-z]* (x) …\nthree",
        "",
    ],
)
def test_output_that_is_as_shown_is_accepted(run, shown):
    assert run(f"$ printf 'one\\ntwo [a-z]* (x) …\\nthree\\n'\n{shown}").returncode == 0


@pytest.mark.parametrize(
    "shown",
    [
        "one\nthree",  # a line is left out without saying so
        "one\ntwo",  # the end is
        "two\nthree",  # the start is
        "…\nthree\none",  # another order
        "one\ntw*\nthree",  # only … stands for something else
        "one…three",  # and inside a line never for a line end
        "one\ntwo\nfour",
    ],
)
def test_output_that_has_drifted_is_refused(run, shown):
    result = run(f"$ printf 'one\\ntwo\\nthree\\n'\n{shown}")
    assert result.returncode == 1
    assert "is not what the README shows" in result.stderr


def test_every_command_runs_in_order_and_in_this_folder(run, tmp_path):
    assert run("$ echo a > made\na\n$ cat made").returncode == 1
    assert run("$ echo a > made\n$ cat made\na").returncode == 0
    assert (tmp_path / "made").read_text() == "a\n"


def test_a_failing_command_is_refused_unless_the_output_says_so(run):
    assert run("$ false").returncode == 1
    assert run("$ echo '(exit code 1)'; exit 1\n(exit code 1)").returncode == 0
    assert run("$ echo '(exit code 1)'; exit 3\n(exit code 1)").returncode == 1
    assert run("$ echo '(exit code 1)'\n(exit code 1)").returncode == 1


def test_a_command_that_reads_its_input_does_not_eat_the_readme(run):
    assert run("$ cat\n$ echo b\nb").returncode == 0


def test_a_readme_without_commands_is_refused(run):
    assert "no command stands" in run("").stderr
