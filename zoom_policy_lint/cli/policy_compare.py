"""`policy compare`: which clauses of which of two policies an account meets, side by side."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoom_policy_lint.cli import options as common

if TYPE_CHECKING:
    from zoom_policy_lint.evaluate import Options
    from zoom_policy_lint.evaluate.compare import Comparison
    from zoom_policy_lint.policy import Policy
    from zoom_policy_lint.report import Style
    from zoom_policy_lint.snapshot import Snapshot


@click.command(short_help="Which clauses of two policies an account meets.")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--snapshot", type=click.Path(path_type=Path), metavar="FILE", help="Judge a snapshot that `pull` wrote.")
@click.option("--demo", is_flag=True, help="Judge the simulated demo school.")
@common.rules_option
@common.as_of_option
@click.option("--allow-partial", is_flag=True, help="Accept a snapshot that was cut short; what is missing is unknown.")
@click.option(
    "-f",
    "--format",
    "name",
    type=click.Choice(["table", "json", "markdown"]),
    default="table",
    show_default=True,
    help="How it is written.",
)
@common.output_option
def compare(
    first: str,
    second: str,
    *,
    snapshot: Path | None,
    demo: bool,
    rule_folders: tuple[Path, ...],
    as_of: date | None,
    allow_partial: bool,
    name: str,
    output: Path | None,
) -> None:
    """Judge one account by two policies, A and B (names of shipped policies, or files), and show both side by side.

    Clauses stand beside each other when they rest on the same evidence: the same rule, rules on the same setting or on
    the same field of a user, role, domain, meeting or recording, the same part of the joining instructions, the same
    register, or the same question to a person. Switches that only say where a rule applies do not count.

    After the clauses comes where the two pull against each other: what is right by one and wrong by the other.

    The exit code is 0 when the comparison could be made, whatever the verdicts; 2 when not.
    """
    from zoom_policy_lint.cli.output import check_writable
    from zoom_policy_lint.evaluate.compare import compare as compared
    from zoom_policy_lint.policy import load_policy

    if (snapshot is not None) == demo:
        raise click.UsageError("Choose one of --snapshot FILE and --demo.")
    if output is not None:
        check_writable(output.absolute())
    policies = load_policy(first, rule_folders), load_policy(second, rule_folders)
    options = _options(as_of, demo=demo)
    with _opened(snapshot, policies, options, allow_partial=allow_partial) as read:
        _write(compared(read, *policies, options), name, output)


def _options(as_of: date | None, *, demo: bool) -> "Options":
    from zoom_policy_lint.evaluate import Options
    from zoom_policy_lint.simulate.clock import DEMO_TIME

    day = as_of or (DEMO_TIME.date() if demo else common.today())
    return Options(as_of=day, source="demo" if demo else "snapshot")


@contextmanager
def _opened(
    snapshot: Path | None, policies: "tuple[Policy, Policy]", options: "Options", *, allow_partial: bool
) -> "Iterator[Snapshot]":
    """The snapshot to judge; without one, that of the demo school, read with what both policies need."""
    from zoom_policy_lint.cli.source import PullRequest, demand_of, joint_demand, pull_demo
    from zoom_policy_lint.snapshot import open_snapshot

    if snapshot is not None:
        yield open_snapshot(snapshot, allow_partial=allow_partial)
        return
    demand = joint_demand(demand_of(policy, options) for policy in policies)
    with tempfile.TemporaryDirectory(prefix="zoom-policy-lint-") as folder:
        wanted = PullRequest(out=Path(folder) / "compare.zpl", demand=demand)
        pull_demo(wanted)
        yield open_snapshot(wanted.out)


def _write(comparison: "Comparison", name: str, output: Path | None) -> None:
    from zoom_policy_lint.cli.output import FILE_WIDTH, terminal_style, whole_file
    from zoom_policy_lint.report import Style

    render = _renderer(name)
    if output is None:
        render(comparison, sys.stdout.write, terminal_style())
        return
    with whole_file(output) as stream:
        render(comparison, stream.write, Style(colour=False, width=FILE_WIDTH))


def _renderer(name: str) -> "Callable[[Comparison, Callable[[str], object], Style], None]":
    from zoom_policy_lint.report import comparison_json, comparison_markdown, comparison_table

    table = {
        "table": comparison_table.render,
        "json": comparison_json.render,
        "markdown": comparison_markdown.render,
    }
    return table[name]
