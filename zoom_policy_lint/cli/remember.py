"""Where the history of runs is kept, and keeping a run in it; without one, everything else still works."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zoom_policy_lint.cli.environment import history_wanted

if TYPE_CHECKING:
    from zoom_policy_lint.history import History, Recorder
    from zoom_policy_lint.model.finding import Finding
    from zoom_policy_lint.model.memory import Age
    from zoom_policy_lint.model.run import Run

OFF = "off"
"""What stands in place of a path where no history is kept."""

history_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--history",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Where the history of runs is kept, or “off”. [ZPL_HISTORY, or your data folder]",
)


def history_path(wanted: Path | None) -> Path | None:
    """The file of the history: the option's, the environment's, or the usual one; None where none is to be kept."""
    chosen = str(wanted) if wanted is not None else history_wanted()
    if chosen == OFF:
        return None
    return Path(chosen) if chosen not in ("", ".") else _usual()


def _usual() -> Path:
    from platformdirs import user_data_path

    return user_data_path("zoom-policy-lint", appauthor=False) / "history.db"


def open_history(wanted: Path | None) -> "History":
    """The history that is there, for commands that read it.

    Raises UsageError where none is kept, HistoryError where it cannot be used.
    """
    from zoom_policy_lint.history import History

    path = history_path(wanted)
    if path is None:
        raise click.UsageError("No history is kept (“off”); name its file with --history FILE.")
    return History.open(path, create=False)


class Memory:
    """The history as one audit uses it: shown every open finding, it keeps the run and tells what it remembers.

    Whatever is wrong with the history, the audit goes on without it and says so once. `history` is None
    where none is used.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.history: History | None = None
        self._recorder: Recorder | None = None

    def open(self) -> None:
        """Open the history, where one is to be kept."""
        from zoom_policy_lint.history import History

        if self._path is not None:
            with self._going_on():
                self.history = History.open(self._path)
                self._recorder = self.history.recorder()

    def see(self, finding: "Finding") -> None:
        """Note an open finding."""
        if self._recorder is not None:
            with self._going_on():
                self._recorder.see(finding)

    def keep(self, run: "Run", *, since: str | None = None, start: date | None = None) -> "Run":
        """The run with its memory, once it is kept; the run as it is where that cannot be done."""
        if self.history is None or self._recorder is None:
            return run
        with self._going_on():
            kept = self._recorder.keep(run)
            return replace(run, memory=self.history.memory(kept, since=since, start=start))
        return run

    def close(self) -> None:
        """Close the history."""
        if self.history is not None:
            self.history.close()

    @contextmanager
    def _going_on(self) -> Iterator[None]:
        """What goes wrong with the history is said, and ends its use; nothing else."""
        from zoom_policy_lint.history import HistoryError

        try:
            yield
        except HistoryError as error:
            self._recorder = None
            click.echo(f"The history is not used for this run: {error}", err=True)


@contextmanager
def remembering(wanted: Path | None) -> Iterator[Memory]:
    """The history for the time of one audit."""
    memory = Memory(history_path(wanted))
    memory.open()
    try:
        yield memory
    finally:
        memory.close()


def age_of(wanted: Path | None, run: "Run", finding: "Finding") -> "Age | None":
    """Since when a finding is as it is, by the last whole run of its account and policy; None where nobody knows."""
    from zoom_policy_lint.history import History, HistoryError

    path = history_path(wanted)
    if path is None or not os.path.exists(path):  # noqa: PTH110 - a folder that may not be looked into is no error
        return None
    try:
        with History.open(path, create=False) as history:
            rows = history.runs(account=run.source.account_id, policy=run.policy.id)
            row = next((row for row in rows if row.part == run.part), None)
            return history.age(row.id, finding.fingerprint) if row else None
    except HistoryError as error:
        click.echo(f"The history is not used: {error}", err=True)
        return None
