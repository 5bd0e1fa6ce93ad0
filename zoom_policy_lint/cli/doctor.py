"""`doctor`: what can be read, before a long run."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoom_policy_lint.cli import options as common

if TYPE_CHECKING:
    from zoom_policy_lint.pull.probe import Probe, ProbeReport


@click.command()
@common.policy_option
@common.rules_option
@common.recommended_option
@common.plan_option
@common.share_option
def doctor(
    policy_name: str | None,
    rule_folders: tuple[Path, ...],
    recommended: bool,  # noqa: FBT001 - click's way
    plan: str,
    share: float,
) -> int:
    """Check credentials, scopes and plan by trying each endpoint once, and estimate a pull."""
    from tabulate import tabulate

    from zoom_policy_lint.cli.environment import credentials
    from zoom_policy_lint.cli.source import demand_of
    from zoom_policy_lint.evaluate import Options
    from zoom_policy_lint.policy import load_policy
    from zoom_policy_lint.pull.session import probe_account
    from zoom_policy_lint.zoom import Client, Pacing

    policy = load_policy(policy_name or common.default_policy(), rule_folders)
    options = Options(as_of=common.today(), recommended=recommended)
    client = Client(credentials(), pacing=Pacing(plan=plan, share=share))
    granted, report = probe_account(client, demand_of(policy, options), common.today())
    click.echo("Credentials: accepted.")
    click.echo(f"Scopes of the token: {', '.join(sorted(granted)) if granted else 'Zoom does not say'}\n")
    rows = [row for probe in report.probes for row in _row(probe)]
    click.echo(tabulate(rows, headers=("what is read", "scope", "result"), tablefmt="simple"))
    click.echo(f"\n{_estimate(report, plan, share)}")
    for line in (*_advice(report), *_drift(report)):
        click.echo(line)
    return 3 if any(probe.error and not _supporting(probe) for probe in report.probes) else 0


def _row(probe: "Probe") -> Iterator[tuple[str, str, str]]:
    from zoom_policy_lint.catalogue import endpoint

    row = endpoint(probe.read.endpoint)
    if probe.error is not None:
        result = f"refused: {probe.error.message}"
    else:
        result = "can be read" if probe.tried else "nothing there to try it on"
    yield str(probe.read), ", ".join(row.scopes_to_grant[:1]), result


def _supporting(probe: "Probe") -> bool:
    from zoom_policy_lint.catalogue import endpoint

    return endpoint(probe.read.endpoint).supporting


_COUNTED = {
    "active users": "users",
    "inactive users": "users.inactive",
    "groups": "groups",
    "or so meetings": "users.id.meetings",
    "or so recordings": "users.id.recordings",
}
"""What is counted, and by which list; of meetings and recordings only a few users' are, and the rest is estimated."""


def _estimate(report: "ProbeReport", plan: str, share: float) -> str:
    from zoom_policy_lint.model.resource import Read
    from zoom_policy_lint.zoom.limits import seconds_for

    counts = {what: report.counts.get(Read(name)) for what, name in _COUNTED.items()}
    there = ", ".join(f"{count} {what}" for what, count in counts.items() if count is not None)
    total = sum(report.requests.values())
    seconds = seconds_for(report.requests, plan, share)
    return (
        f"A pull would make about {total} requests ({there}) and, at {share:.0%} of the "
        f"limits of a {plan} plan, take at least {seconds:.0f} seconds."
    )


def _advice(report: "ProbeReport") -> Iterator[str]:
    from zoom_policy_lint.catalogue import endpoint

    for probe in report.probes:
        if probe.error is not None:
            row = endpoint(probe.read.endpoint)
            yield f"\n{probe.read}: {probe.error.hint}" if probe.error.hint else f"\n{probe.read}"
            if row.disputed:
                yield f"  {row.disputed}"
            if row.supporting:
                yield "  It is supporting evidence only: the audit goes on without it."


_DRIFT_LINES = 10


def _drift(report: "ProbeReport") -> Iterator[str]:
    """What the settings that were read have and the catalogue does not, and the other way round."""
    from zoom_policy_lint.resolve.drift import Drift
    from zoom_policy_lint.resolve.drift_words import drift_lines

    drift = Drift()
    for resource in report.answers:
        drift.see(resource)
    yield ""
    yield from drift_lines(drift.report(), _DRIFT_LINES)
