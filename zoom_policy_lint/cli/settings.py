"""`settings`: what the catalogue knows of Zoom's settings, and what Zoom returns beside it."""

import click

from zoom_policy_lint.cli.settings_check import check
from zoom_policy_lint.cli.settings_search import search
from zoom_policy_lint.cli.settings_show import show


@click.group()
def settings() -> None:
    """Find Zoom's settings by people's words; see one whole; compare a snapshot with the catalogue."""


settings.add_command(search)
settings.add_command(show)
settings.add_command(check)
