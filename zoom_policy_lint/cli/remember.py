"""Where the history of runs is kept, and keeping a run in it; without one, everything else still works."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from zoom_policy_lint.cli.environment import history_wanted

OFF = "off"
"""What stands in place of a path where no history is kept."""

history_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--history",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the history of runs is kept, or “off”. [ZPL_HISTORY, or your data folder]",
)


def history_path(wanted: Path | None) -> Path | None:
    """The file of the history: the option's, the environment's, or the usual one; None where none is to be kept."""
    chosen = str(wanted) if wanted is not None else history_wanted()
    if chosen == OFF:
        return None
    return Path(chosen) if chosen else _usual()


def _usual() -> Path:
    from platformdirs import user_data_path

    return user_data_path("zoom-policy-lint", appauthor=False) / "history.db"
