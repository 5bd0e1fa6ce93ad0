"""`diff`: what changed between two runs, or between two snapshots, in settings and people."""

import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.remember import history_option, history_path

if TYPE_CHECKING:
    from zoom_policy_lint.policy import Policy
    from zoom_policy_lint.report import Style
    from zoom_policy_lint.report.changes import Page, SnapshotChanges
    from zoom_policy_lint.report.changes_runs import RunChanges
    from zoom_policy_lint.resolve.changes import Change
    from zoom_policy_lint.resolve.changes_scope import Terms
    from zoom_policy_lint.snapshot import Snapshot

_DIFFERS = 1


@click.command()
@click.argument("before", metavar="[A]", default="previous")
@click.argument("after", metavar="[B]", default="latest")
@common.policy_option
@common.rules_option
@common.as_of_option
@click.option("--allow-partial", is_flag=True, help="Accept snapshots that were cut short; what is missing is unknown.")
@click.option("--exit-code", is_flag=True, help="End with 1 when something differs, or was read in one of both only.")
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
@history_option
def diff(
    before: str,
    after: str,
    *,
    policy_name: str | None,
    rule_folders: tuple[Path, ...],
    as_of: date | None,
    allow_partial: bool,
    exit_code: bool,
    name: str,
    output: Path | None,
    history: Path | None,
) -> int:
    """Show what changed from A to B: two runs of the history, or two snapshot files that `pull` wrote.

    A run is named by the begin of its id, “latest”, “previous” or the day on which the account was read; without names,
    the latest run is compared with the one before it. Of two snapshots every value is compared, person by person and
    setting by setting; with --policy also what it finds in both. Times of sign-ins are not compared.

    What could be read in one of both only is told as that, never as a change.
    """
    from zoom_policy_lint.cli.output import check_writable, keep_apart

    if output is not None:
        check_writable(output.absolute())
        keep_apart([output], history_path(history))
    if _are_files(before, after):
        snapshots = _opened(before, allow_partial=allow_partial), _opened(after, allow_partial=allow_partial)
        policy = _policy(policy_name, rule_folders)
        found = _compared(snapshots, (before, after), policy)
        runs = _judged(snapshots, policy, as_of) if policy else None
        differs = _write_snapshots(found, runs, name, output)
    else:
        if policy_name is not None:
            raise click.UsageError("--policy is for two snapshot files: a run has been judged already.")
        from zoom_policy_lint.cli.diff_runs import recorded

        differs = _write_runs(recorded(history_path(history), before, after), name, output)
    return _DIFFERS if exit_code and differs else 0


def _are_files(*names: str) -> bool:
    """Whether snapshot files are named, and not runs. Raises UsageError where it is one of each, or no such file."""
    files = [Path(name).exists() for name in names]
    missing = [name for name, there in zip(names, files, strict=True) if not there]
    if any(files) and missing:
        raise click.UsageError(f"Name two runs or two snapshot files: {missing[0]} is not a file.")
    for name in missing:
        if Path(name).suffix or Path(name).name != name:
            raise click.UsageError(f"The file {name} does not exist.")
    return not missing


def _opened(name: str, *, allow_partial: bool) -> "Snapshot":
    from zoom_policy_lint.snapshot import open_snapshot

    return open_snapshot(Path(name), allow_partial=allow_partial)


def _policy(name: str | None, rule_folders: tuple[Path, ...]) -> "Policy | None":
    from zoom_policy_lint.policy import load_policy

    return load_policy(name, rule_folders) if name else None


def _compared(
    snapshots: "tuple[Snapshot, Snapshot]", names: tuple[str, str], policy: "Policy | None"
) -> "SnapshotChanges":
    """What differs; where a policy says which accounts are pupils', none of them is named."""
    from zoom_policy_lint.cli.diff_runs import refuse_two_accounts
    from zoom_policy_lint.evaluate.pupils import PupilBook
    from zoom_policy_lint.report.changes import SnapshotChanges
    from zoom_policy_lint.resolve.changes import changes

    before, after = snapshots
    refuse_two_accounts(before.header.account_id, after.header.account_id)
    terms = _terms(before, after)

    def found() -> "Iterator[Change]":
        parameters = policy.parameters if policy else {}
        first, second = (PupilBook(parameters).resources(one.resources()) for one in snapshots)
        return changes(first, second, terms)

    return SnapshotChanges((before.header, after.header), names, terms, found)


def _terms(before: "Snapshot", after: "Snapshot") -> "Terms":
    from zoom_policy_lint.resolve.changes_merge import same_names
    from zoom_policy_lint.resolve.changes_scope import Asked, terms
    from zoom_policy_lint.snapshot import is_pseudonym

    replaced = before.header.pseudonymised, after.header.pseudonymised
    names = replaced[0] == replaced[1]
    if all(replaced):
        names = same_names(before.resources(), after.resources(), is_pseudonym)
    asked = [Asked(one.header, one.listings, one.partial) for one in (before, after)]
    return terms(*asked, names=names, replaced=is_pseudonym)


def _judged(snapshots: "tuple[Snapshot, Snapshot]", policy: "Policy", as_of: date | None) -> "RunChanges":
    from zoom_policy_lint.cli.diff_runs import judged
    from zoom_policy_lint.evaluate import Options, evaluate

    options = Options(as_of=as_of or common.today())
    before, after = (evaluate(snapshot, policy, options) for snapshot in snapshots)
    return judged(before, after, ("A", "B"))


def _write_snapshots(found: "SnapshotChanges", runs: "RunChanges | None", name: str, output: Path | None) -> bool:
    from zoom_policy_lint.report.changes_json import render_snapshots
    from zoom_policy_lint.report.changes_terms import snapshot_page

    if name != "json":
        page = snapshot_page(found, runs)
        _write(_render(page, name), output)
        return bool(page.sections) or not found.terms.same
    _write(lambda write, _: render_snapshots(found, runs, write), output)
    return not found.terms.same or (runs is not None and runs.differs) or any(True for _ in found.changes())


def _write_runs(found: "RunChanges", name: str, output: Path | None) -> bool:
    from zoom_policy_lint.report.changes_json import render_runs
    from zoom_policy_lint.report.changes_runs import run_page

    if name == "json":
        _write(lambda write, _: render_runs(found, write), output)
    else:
        _write(_render(run_page(found), name), output)
    return found.differs


def _render(page: "Page", name: str) -> "Callable[[Callable[[str], object], Style], None]":
    from zoom_policy_lint.report import changes_markdown, changes_table

    render = {"table": changes_table.render, "markdown": changes_markdown.render}[name]
    return lambda write, style: render(page, write, style)


def _write(render: "Callable[[Callable[[str], object], Style], None]", output: Path | None) -> None:
    from zoom_policy_lint.cli.output import FILE_WIDTH, terminal_style, whole_file
    from zoom_policy_lint.report import Style

    with nullcontext(sys.stdout) if output is None else whole_file(output) as stream:
        render(stream.write, terminal_style() if output is None else Style(colour=False, width=FILE_WIDTH))
