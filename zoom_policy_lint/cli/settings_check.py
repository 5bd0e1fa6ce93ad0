"""`settings check`: a snapshot beside the catalogue."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from zoom_policy_lint.pull import Demand
    from zoom_policy_lint.snapshot import Snapshot


@click.command(short_help="What Zoom returned and the catalogue lacks.")
@click.option("--snapshot", type=click.Path(path_type=Path), metavar="FILE", help="A snapshot that `pull` wrote.")
@click.option("--demo", is_flag=True, help="The simulated demo school.")
def check(snapshot: Path | None, demo: bool) -> None:  # noqa: FBT001 - click's way
    """List settings and values that Zoom returned and the catalogue lacks, and settings that vanished.

    Nothing fails by it: the exit code is 0 whatever is found. Of meetings and recordings only values are compared,
    since a snapshot holds no other keys of them than the known ones.
    """
    from zoom_policy_lint.resolve.drift import Drift
    from zoom_policy_lint.resolve.drift_words import drift_lines

    if (snapshot is None) != demo:
        raise click.UsageError("Choose one of --snapshot FILE and --demo.")
    drift = Drift()
    with _source(snapshot) as opened:
        for resource in opened.resources():
            drift.see(resource)
    for line in drift_lines(drift.report()):
        click.echo(line)


@contextmanager
def _source(file: Path | None) -> Iterator["Snapshot"]:
    """The snapshot, or one of the demo school's that is gone afterwards."""
    from zoom_policy_lint.cli.source import PullRequest, pull_demo
    from zoom_policy_lint.snapshot import open_snapshot

    if file is not None:
        yield open_snapshot(file)
        return
    with tempfile.TemporaryDirectory(prefix="zoom-policy-lint-") as folder:
        out = Path(folder) / "demo.zpl"
        pull_demo(PullRequest(out=out, demand=_every_setting()))
        yield open_snapshot(out)


def _every_setting() -> "Demand":
    """Everything that Zoom says about settings, in every view, whatever rules there are."""
    from zoom_policy_lint.catalogue import Role, endpoints
    from zoom_policy_lint.model.resource import Read
    from zoom_policy_lint.model.words import Level
    from zoom_policy_lint.pull import Demand

    rows = [row for row in endpoints() if row.role is Role.SETTINGS]
    return Demand(frozenset(Level), frozenset(Read(row.id, view) for row in rows for view in row.views))
