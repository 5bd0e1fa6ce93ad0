"""`history`: the runs that were kept, one of them, all of them for other programs, and forgetting old ones."""

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.remember import history_option, history_path, open_history

_LISTED, _SHOWN = 30, 20
"""How many runs a list tells of, and how many open findings are shown of one run, where nobody says otherwise."""

_MOST = 1_000_000
"""The highest number of runs or findings that may be asked for."""

_form_option: common.Decorator = click.option(
    "-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Output."
)
_account_option: common.Decorator = click.option("--account", metavar="ID", help="Only runs of this Zoom account.")
_policy_option: common.Decorator = click.option("--policy", metavar="ID", help="Only runs by the policy of this id.")


@click.group()
def history() -> None:
    """Look at the runs that audits have kept, and forget old ones.

    RUN is the start of a run's id (4 digits or more), a day such as 2026-11-24, latest or previous.
    """


@history.command("list", short_help="List the runs, the newest first.")
@_account_option
@_policy_option
@click.option(
    "-n", "--last", "count", type=click.IntRange(1, _MOST), default=_LISTED, show_default=True, help="How many."
)
@_form_option
@history_option
def list_(account: str | None, policy: str | None, count: int, form: str, history: Path | None) -> None:
    """List the runs that are kept, the newest first, each with what changed since the run before it."""
    from zoom_policy_lint.cli.history_page import runs_data, table
    from zoom_policy_lint.report.plain import json_text

    with open_history(history) as kept:
        rows = list(kept.runs(account=account, policy=policy, limit=count + 1))
    if form == "json":
        click.echo(json_text(runs_data(rows[:count]), indent=2))
        return
    if not rows:
        click.echo("The history has no such run." if account or policy else "The history has no run yet.")
        return
    click.echo(table(rows[:count]))
    if len(rows) > count:
        click.echo(f"\nThere are older runs; -n {min(count * 10, _MOST)} shows more.")


@history.command(short_help="Show one run: what changed, what is open and since when.")
@click.argument("run", default="latest")
@click.option("--since", metavar="RUN", help="The run to compare with. [the one before it]")
@click.option(
    "-n", "--most", type=click.IntRange(0, _MOST), default=_SHOWN, show_default=True, help="Open findings to show."
)
@_form_option
@history_option
def show(run: str, since: str | None, most: int, form: str, history: Path | None) -> None:
    """Show a run: what became of findings since the run before it, and what is open since when.

    “Fixed” failed and is right now; “settled” is right without a repair; “gone” is no longer judged, such as a meeting
    that is over; “unseen” was not judged or could not be read this time.
    """
    from zoom_policy_lint.cli.history_page import lines, run_data
    from zoom_policy_lint.cli.output import terminal_style
    from zoom_policy_lint.report.plain import json_text

    with open_history(history) as kept:
        row = kept.find(run)
        before = kept.find(since, within=row) if since else kept.before(row.id)
        if form == "json":
            click.echo(json_text(run_data(kept, row, before), indent=2))
            return
        for line in lines(kept, row, before, most, terminal_style()):
            click.echo(line)


@history.command(short_help="Write every run as a line of JSON.")
@_account_option
@_policy_option
@common.output_option
@history_option
def export(account: str | None, policy: str | None, output: Path | None, history: Path | None) -> None:
    """Write every run that is kept, the oldest first, as a line of JSON with its clauses, counts and open findings."""
    from zoom_policy_lint.cli.output import check_writable, keep_apart, whole_file
    from zoom_policy_lint.report.plain import json_text

    if output is not None:
        check_writable(output.absolute())
        keep_apart([output], history_path(history))
    with open_history(history) as kept, nullcontext(sys.stdout) if output is None else whole_file(output) as stream:
        for told in kept.export(account=account, policy=policy):
            stream.write(f"{json_text(told, compact=True)}\n")


@history.command(short_help="Forget old runs.")
@click.option("--keep-days", type=click.IntRange(0, 36500), metavar="N", help="Keep the runs read in the last N days.")
@click.option(
    "--keep-runs", type=click.IntRange(1, _MOST), metavar="N", help="Keep the last N runs of each policy and account."
)
@history_option
def prune(keep_days: int | None, keep_runs: int | None, history: Path | None) -> None:
    """Remove old runs for good: nothing of them is left in the file. Name one of --keep-days and --keep-runs.

    How long findings have been open that are still open is not forgotten.
    """
    if (keep_days is None) == (keep_runs is None):
        raise click.UsageError("Say what to keep: --keep-days N or --keep-runs N.")
    with open_history(history) as kept:
        removed = kept.prune(keep_days=keep_days, keep_runs=keep_runs, today=common.today())
        left = sum(1 for _ in kept.runs())
    click.echo(f"{removed} run{'' if removed == 1 else 's'} removed, {left} left.")
