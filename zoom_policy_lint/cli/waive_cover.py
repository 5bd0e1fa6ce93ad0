"""What an exception that is about to be written covers in a run, beside those that stand already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.model.words import Status

if TYPE_CHECKING:
    from zoom_policy_lint.cli.known_run import KnownRun
    from zoom_policy_lint.evaluate.accept import Covered
    from zoom_policy_lint.policy import Policy, Waiver


def narrowed(waiver: "Waiver", run: "KnownRun", values: dict[str, Any]) -> "Waiver":
    """The waiver for no more than what it covers in the run. Raises UsageError where that is nothing."""
    used = _used([waiver], run)
    if waiver not in used:
        if values["unseen"]:
            return waiver
        raise click.UsageError(
            f"It would cover nothing in {run.name}: no such finding fails or is unknown. "
            "Say --unseen to write it all the same."
        )
    covered = used[waiver]
    told = []
    if waiver.check is None and values["check"] is None and len(covered.checks) == 1:
        waiver = replace(waiver, check=next(iter(covered.checks)))
        told.append(f"the {waiver.check} alone (--check all covers the rest too)")
    if waiver.status is None and values["status"] is None and covered.statuses == {Status.UNKNOWN}:
        waiver = replace(waiver, status=Status.UNKNOWN)
        told.append("what is unknown alone (--status all covers a failure too)")
    if told:
        click.echo(f"Note: it is written for {', and for '.join(told)}.", err=True)
    return waiver


def _used(waivers: "Sequence[Waiver]", run: "KnownRun") -> "Mapping[Waiver, Covered]":
    """What waivers cover in the run, on the first day on which the last of them holds."""
    from zoom_policy_lint.evaluate.accept import Acceptance
    from zoom_policy_lint.model.baseline import Baseline

    acceptance = Acceptance(waivers, Baseline(), max(waivers[-1].start, common.today()))
    for finding in run.findings:
        acceptance.apply(finding)
    return acceptance.used


def refuse_twice(policy: "Policy", waiver: "Waiver", name: str, run: "KnownRun | None") -> None:
    """Raises UsageError where an exception that stands already covers the same for all the days."""
    from zoom_policy_lint.evaluate.accept_notes import includes
    from zoom_policy_lint.policy.files import read_chain

    used = _used([*policy.waivers, waiver], run) if run else {}
    begun = replace(waiver, start=max(waiver.start, common.today()))
    used = used if waiver not in used else {**used, begun: used[waiver]}
    for index, other in enumerate(policy.waivers):
        if includes(other, begun, used):
            chain, _ = read_chain(name)
            entry = [one for policy_file in chain.policies for one in policy_file.entries["waivers"]][index]
            line, _ = entry.document.places[entry.path]
            raise click.UsageError(
                f"{entry.document.file}, line {line}, covers the same already, until {other.expires}, approved by "
                f"{other.approver}. Change that one, or say what is different."
            )


def covered_words(run: "KnownRun | None", waiver: "Waiver") -> str:
    """How many findings of the run it covers, on the first day on which it holds."""
    if run is None:
        return ""
    covered = _used([waiver], run).get(waiver)
    count, failing = (len(covered.findings), len(covered.failing)) if covered else (0, 0)
    parts = f" ({failing} failing, {count - failing} unknown)" if count else ", so it is of no use there"
    return f" In {run.name} it covers {count} finding{'' if count == 1 else 's'}{parts}."
