"""`report`: a past run, or a snapshot, for a reader."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.remember import history_option, history_path, open_history

if TYPE_CHECKING:
    from zoom_policy_lint.cli.output import Output
    from zoom_policy_lint.history import History, RunRow
    from zoom_policy_lint.model.memory import Chosen
    from zoom_policy_lint.model.run import Run

Period = tuple[date, date]
"""The first and the last day of which a report tells."""


def _period(_: click.Context, __: click.Parameter, value: str | None) -> Period | None:
    """Click's callback for `FROM..TO`."""
    if value is None:
        return None
    first, dots, last = value.partition("..")
    try:
        days = date.fromisoformat(first.strip()), date.fromisoformat(last.strip())
    except ValueError as error:
        raise click.BadParameter(f"“{value}” is not a period; write it as 2026-09-01..2026-12-18") from error
    if not dots or days[0] > days[1]:
        raise click.BadParameter(f"“{value}” ends before it begins; write the first day first")
    return days


@click.command()
@click.argument("run", required=False)
@click.option("--snapshot", type=click.Path(path_type=Path), metavar="FILE", help="Judge this snapshot, then report.")
@click.option("--demo", is_flag=True, help="Judge the simulated demo school, then report.")
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help="Output: html (when nothing is said), pdf, markdown or table (repeatable; at most one without a file).",
)
@common.output_option
@click.option("--period", callback=_period, metavar="FROM..TO", help="The days to tell of, such as those of a term.")
@click.option("--since", metavar="RUN", help="The run to compare with. [the last one that was reported]")
@common.policy_option
@common.rules_option
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Findings accepted earlier.")
@common.as_of_option
@common.recommended_option
@history_option
def report(run: str | None, formats: tuple[str, ...], output: Path | None, **values: Any) -> int:
    """Make a report for governors or others of RUN: the start of its id, a date, latest (the default) or previous.

    Runs are those of the history, to which every audit adds one. The exit code is 0, whatever the report says.
    """
    from zoom_policy_lint.cli.output import keep_apart, parse_outputs, write_outputs

    outputs = parse_outputs(formats or ("html",), output)
    keep_apart((one.file for one in outputs if one.file), history_path(values["history"]))
    period, since = values.pop("period"), values.pop("since")
    if values["snapshot"] or values["demo"]:
        if run:
            raise click.UsageError("Name a run of the history, or --snapshot or --demo, not both.")
        with _judged(period, since, values) as judged:
            write_outputs(outputs, judged)
        return 0
    _refuse_judging(values)
    _refuse_without_passes(outputs)
    with open_history(values["history"]) as history:
        row = _chosen(history, run, period, values["policy_name"])
        write_outputs(outputs, _remembered(history, row, period, since))
        _note(history, row)
    return 0


def _note(history: "History", row: "RunRow") -> None:
    """Remember that this run was reported; the report is made, whether that can be written down or not."""
    from zoom_policy_lint.history import HistoryError

    try:
        history.reported(row.id, common.now())
    except HistoryError as error:
        click.echo(f"That this run was reported is not kept in the history: {error}", err=True)


@contextmanager
def _judged(period: Period | None, since: str | None, values: dict[str, Any]) -> Iterator["Run"]:
    """A run of now: kept in the history, where there is one, like that of any audit."""
    from zoom_policy_lint.cli.audit import audited_run
    from zoom_policy_lint.cli.remember import remembering

    with remembering(values["history"]) as memory, audited_run(memory, **values) as run:
        kept = replace(memory.keep(run), period=period)
        if memory.history is None or kept.memory is None:
            yield kept
            return
        row = memory.history.find(kept.memory.run)
        yield _with_memory(memory.history, kept, row, period, since)
        _note(memory.history, row)


def _refuse_judging(values: dict[str, Any]) -> None:
    """Options that say how to judge make no sense where that is done."""
    given = {"--baseline": values["baseline"], "--as-of": values["as_of"], "--recommended": values["recommended"]}
    for name, value in {**given, "--rules": values["rule_folders"]}.items():
        if value:
            raise click.UsageError(
                f"{name} is for judging; a past run is judged already. Add --snapshot FILE or --demo."
            )


def _refuse_without_passes(outputs: "list[Output]") -> None:
    from zoom_policy_lint.report import needs_every_finding

    for output in outputs:
        if needs_every_finding(output.format):
            raise click.UsageError(
                f"{output.name} tells of every finding, and the history keeps only those that are open; use "
                "“audit --snapshot FILE”, or “history show”."
            )


def _chosen(history: "History", text: str | None, period: Period | None, policy: str | None) -> "RunRow":
    """The run that is meant: the one named, else the last whole one (in the period) of whom the last audit was."""
    if text:
        return _inside(history.find(text, policy=policy), period)
    last = history.find("latest", policy=policy)
    rows = (row for row in history.runs(account=last.account, policy=last.policy_id) if not row.part)
    found = next((row for row in rows if period is None or period[0] <= row.day <= period[1]), None)
    if found is None:
        when = f" from {period[0]} to {period[1]}" if period else ""
        raise click.UsageError(f"The history has no run of a whole audit{when}; “history list” shows what it has.")
    return found


def _inside(row: "RunRow", period: Period | None) -> "RunRow":
    """The run. Raises UsageError where it is not of the period of which the report is to tell."""
    if period and not period[0] <= row.day <= period[1]:
        raise click.UsageError(
            f"The run {row.id} was read on {row.day}, outside of {period[0]}..{period[1]}; leave one of the two out."
        )
    return row


def _remembered(history: "History", row: "RunRow", period: Period | None, since: str | None) -> "Run":
    return _with_memory(history, replace(history.load(row.id), period=period), row, period, since)


def _with_memory(history: "History", run: "Run", row: "RunRow", period: Period | None, since: str | None) -> "Run":
    before, chosen = _compared_with(history, row, period, since)
    known = history.memory(row.id, since=before, start=period[0] if period else None)
    return replace(run, memory=replace(known, chosen=chosen))


def _compared_with(
    history: "History", row: "RunRow", period: Period | None, since: str | None
) -> "tuple[str | None, Chosen]":
    """The id of the run to compare with, and why that one: the one named, else the last before the period.

    Where nothing is as old as the period, the first run in it. Without a period the last one that was reported, else
    the run before (None).
    """
    from zoom_policy_lint.model.memory import Chosen

    if since:
        return history.find(since, within=row).id, Chosen.ASKED
    if period is None:
        reported = history.before(row.id, reported=True)
        return (reported.id, Chosen.REPORTED) if reported else (None, Chosen.BEFORE)
    if before := history.before(row.id, day=period[0]):
        return before.id, Chosen.PERIOD_BEFORE
    earlier = [one for one in history.runs() if one.series == row.series and one.taken_at < row.taken_at]
    return (earlier[-1].id, Chosen.PERIOD_FIRST) if earlier else (None, Chosen.BEFORE)
