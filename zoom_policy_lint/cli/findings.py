"""`findings`: one finding, whole."""

import sys
from pathlib import Path
from typing import Any

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.remember import age_of, history_option


@click.group()
def findings() -> None:
    """Look at single findings."""


@findings.command(short_help="Show one finding, by its fingerprint.")
@click.argument("fingerprint")
@click.option("--snapshot", type=click.Path(path_type=Path), metavar="FILE", help="The snapshot it was found in.")
@click.option("--demo", is_flag=True, help="The simulated demo school.")
@common.policy_option
@common.rules_option
@common.as_of_option
@common.recommended_option
@history_option
def show(fingerprint: str, **values: Any) -> int:
    """Show one finding by its fingerprint (or the start of it): values, locks, who, clicks, requests."""
    from zoom_policy_lint.cli.audit import audited_run
    from zoom_policy_lint.cli.output import terminal_style
    from zoom_policy_lint.report.detail import render_finding

    if not values["snapshot"] and not values["demo"]:
        raise click.UsageError("Name the snapshot that it was found in (--snapshot FILE), or --demo.")
    with audited_run(**values) as run:
        found = [finding for finding in run.findings() if finding.fingerprint.startswith(fingerprint)]
        if not found:
            raise click.UsageError(f"There is no finding “{fingerprint}” here. Fingerprints are in “audit -f json”.")
        if len(found) > 1 and found[0].fingerprint != fingerprint:
            raise click.UsageError(f"{len(found)} findings begin with “{fingerprint}”; write more of the fingerprint.")
        age = age_of(values["history"], run, found[0])
        render_finding(found[0], run, sys.stdout.write, terminal_style(), age)
    return 0
