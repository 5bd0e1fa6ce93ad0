"""The entrance, and the one place that turns errors into words and exit codes."""

import contextlib
import os
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from zoom_policy_lint import __version__
from zoom_policy_lint.model.errors import PolicyLintError

EXIT_USAGE, EXIT_UNREACHABLE, EXIT_BUG, EXIT_INTERRUPTED = 2, 3, 4, 130

COMMANDS = {
    "audit": "The main job: judge an account by a policy.",
    "pull": "Read an account into a snapshot.",
    "report": "Make a report of a past run or a snapshot.",
    "findings": "Look at single findings.",
    "rules": "What is checked and why; prove it.",
    "settings": "Find and understand Zoom's settings.",
    "policy": "Start a policy, check it, see what answers its clauses.",
    "attest": "Record a person's statement, or list what is due (--due).",
    "waive": "Accept an exception to a rule, until a date.",
    "baseline": "Accept today's failures, so that only new ones fail.",
    "history": "Look at the runs that audits have kept, and forget old ones.",
    "diff": "What changed between two runs or snapshots.",
    "doctor": "What can be read, before a long run.",
    "simulate": "Serve the simulated account on localhost.",
    "schema": "Print a JSON Schema, for editors and other programs.",
    "completion": "Print a shell's completion script.",
}
"""Each is a module of this package with a command of its name, imported only when asked for, and what it is for."""


class LazyGroup(click.Group):
    """Finds commands by module name, and lists them without any: `--help` stays instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order in which people meet them."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        """The list of commands in the help."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"zoom_policy_lint.cli.{cmd_name}"), cmd_name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zoom-policy-lint")
def cli() -> None:
    """Judge a Zoom account by your school's safeguarding policy, and never pass what was not read.

    Start with: zoom-policy-lint audit --demo
    """


def main() -> None:
    """Run the command line and end the process with the exit code of the contract."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:  # noqa: PLR0911 - one return for each way to end
    """Run the command line and return the exit code."""
    _speak_utf8()
    try:
        result = cli.main(arguments, prog_name="zoom-policy-lint", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except SystemExit:  # click's way to end when the reader of a pipe went away
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (click.Abort, KeyboardInterrupt):
        _say("Interrupted.")
        return EXIT_INTERRUPTED
    except click.ClickException as error:
        with contextlib.suppress(BrokenPipeError):
            error.show()
        return EXIT_USAGE
    except PolicyLintError as error:
        _say(f"Error: {error}")
        return _exit_code(error)
    except OSError as error:
        _say(f"Error: the output could not be written: {error.strerror or error}.")
        return EXIT_USAGE
    except Exception:  # noqa: BLE001 - the one place where our own bugs end
        _say(f"Error: this is a bug in zoom-policy-lint. The details are in {_log_bug()}")
        return EXIT_BUG
    return result if isinstance(result, int) else 0


def _exit_code(error: PolicyLintError) -> int:
    """3 when Zoom could not be reached or asks us to wait, 2 for everything else that a person can put right."""
    zoom: Any = sys.modules.get("zoom_policy_lint.zoom")  # not loaded: then the error is none of its
    later = zoom is not None and isinstance(error, zoom.Unreachable | zoom.RateLimited)
    return EXIT_UNREACHABLE if later else EXIT_USAGE


def _speak_utf8() -> None:
    """Reports hold more than ASCII; what a console cannot show becomes a question mark, never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _say(text: str) -> None:
    with contextlib.suppress(BrokenPipeError):
        click.echo(text, err=True)


def _log_bug() -> Path:
    handle, name = tempfile.mkstemp(prefix="zoom-policy-lint-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.write(f"zoom-policy-lint {__version__}, Python {sys.version}\n{_frames()}")
    return Path(name)


def _frames() -> str:
    """Where it happened, without the values of messages, which may name people."""
    kind, _, trace = sys.exc_info()
    frames = "".join(traceback.format_tb(trace))
    return f"{frames}{kind.__name__ if kind else 'unknown'}\n"
