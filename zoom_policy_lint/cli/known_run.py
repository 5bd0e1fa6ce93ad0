"""A run at hand when something is accepted: of a snapshot, of the demo school, or the latest in the history."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.remember import history_option, history_path
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.words import Level, Status

if TYPE_CHECKING:
    from zoom_policy_lint.policy import Policy


def run_options(command: Any) -> Any:
    """The options that say which run is meant."""
    snapshot = click.option(
        "--snapshot", type=click.Path(path_type=Path), metavar="FILE", help="A snapshot in which to look it up."
    )
    demo = click.option("--demo", is_flag=True, help="Look it up in the simulated demo school.")
    return snapshot(demo(history_option(common.rules_option(command))))


@dataclass(slots=True)
class KnownRun:
    """The findings of a run as they would be without waivers; from the history the open ones. `name`: which run."""

    name: str
    findings: list[Finding] = field(default_factory=list)

    def resources(self, level: Level) -> Mapping[str, str]:
        """Names by id of the resources of a level that it speaks of."""
        return {one.resource.id: one.resource.name for one in self.findings if one.resource.level is level}

    def named(self, fingerprint: str) -> Finding:
        """The finding whose fingerprint begins so. Raises UsageError where there is none, or several."""
        found = [one for one in self.findings if one.fingerprint.startswith(fingerprint.lower())]
        if not found:
            raise click.UsageError(
                f"There is no finding “{fingerprint}” in {self.name}. Fingerprints are in “audit -f json”."
            )
        if len({one.fingerprint for one in found}) > 1:
            raise click.UsageError(f"{len(found)} findings begin with “{fingerprint}”; write more of the fingerprint.")
        return found[0]


@contextmanager
def judged(policy_name: str, values: Mapping[str, Any], **more: Any) -> Iterator[Any]:
    """The run of the snapshot or demo school that these options name."""
    from zoom_policy_lint.cli.audit import audited_run

    wanted = {name: values[name] for name in ("snapshot", "demo", "rule_folders")}
    with audited_run(policy_name=policy_name, **wanted, **more) as run:
        yield run


def known_run(policy_name: str, policy: "Policy", values: Mapping[str, Any]) -> KnownRun | None:
    """The run to look things up in; None where no snapshot is named and no history has a run of this policy."""
    if values["snapshot"] or values["demo"]:
        with judged(policy_name, values, no_waivers=True) as run:
            name = "the demo school" if values["demo"] else str(values["snapshot"])
            return KnownRun(name, list(run.findings()))
    return _from_history(policy, values["history"])


def _from_history(policy: "Policy", wanted: Path | None) -> KnownRun | None:
    """The latest whole run of the policy; a history that cannot be used is as good as none, unless it was named."""
    from zoom_policy_lint.history import History, HistoryError

    path = history_path(wanted)
    if path is None or (wanted is None and not path.exists()):
        return None
    try:
        with History.open(path, create=False) as history:
            row = next((one for one in history.runs(policy=policy.identity.id) if not one.part), None)
            if row is None:
                return None
            findings = [_without_waiver(one) for one in history.load(row.id).findings()]
            return KnownRun(f"the run of {row.taken_at[:10]} in the history", findings)
    except HistoryError:
        if wanted is not None:
            raise
        return None


def _without_waiver(finding: Finding) -> Finding:
    if finding.status is Status.WAIVED and finding.waiver is not None:
        return replace(finding, status=finding.waiver.original, waiver=None)
    return finding
