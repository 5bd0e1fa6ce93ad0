"""The entrance: every command that is listed is there, and nothing else is imported to list them."""

import subprocess
import sys

import click

from zoom_policy_lint.cli.main import COMMANDS, cli


def test_every_command_that_is_listed_is_there_and_the_other_way_round(program):
    shown = program("--help").out
    for name, words in COMMANDS.items():
        assert f"  {name} " in shown
        assert words in shown
        assert isinstance(cli.get_command(click.Context(cli), name), click.Command), name


def test_help_imports_no_command():
    code = (
        "import sys\nfrom zoom_policy_lint.cli.main import run\nrun(['--help'])\n"
        "print([name for name in sys.modules if name.startswith('zoom_policy_lint.cli.')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "['zoom_policy_lint.cli.main']"
