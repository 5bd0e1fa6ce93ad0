"""`audit`: the main job."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.remember import Memory, history_option, history_path, remembering
from zoom_policy_lint.model.words import Level, Severity

if TYPE_CHECKING:
    from zoom_policy_lint.evaluate import Options
    from zoom_policy_lint.model.baseline import Baseline
    from zoom_policy_lint.model.run import Run
    from zoom_policy_lint.policy import Policy
    from zoom_policy_lint.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRequest:
    """What the command line asked for, as it stands."""

    snapshot: Path | None = None
    demo: bool = False
    policy_name: str | None = None
    fail_on: Severity = Severity.LOW
    baseline: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: frozenset[Level] = frozenset(Level)
    rule_folders: tuple[Path, ...] = ()
    as_of: date | None = None
    max_age: int = 7
    no_waivers: bool = False
    recommended: bool = False
    allow_partial: bool = False
    plan: str = "pro"
    share: float = 0.5
    quiet: bool = False
    history: Path | None = None


@click.command()
@click.option("--snapshot", type=click.Path(path_type=Path), metavar="FILE", help="Judge a snapshot that `pull` wrote.")
@click.option("--demo", is_flag=True, help="Judge the simulated demo school.")
@common.policy_option
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help="Output: table, json, markdown, html or pdf (repeatable; at most one without a file).",
)
@common.output_option
@click.option(
    "--fail-on",
    type=click.Choice([str(word) for word in Severity]),
    callback=common.severity,
    default="low",
    show_default=True,
    help="Severity from which a failure makes exit code 1.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Findings accepted earlier (what `baseline` wrote, or a JSON report).",
)
@click.option("--select", multiple=True, metavar="RULE", help="Judge only these rules (repeatable, or with commas).")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out.")
@common.level_option
@common.rules_option
@common.as_of_option
@click.option(
    "--max-age",
    callback=common.days,
    default="7",
    show_default=True,
    metavar="DAYS",
    help="Age from which a snapshot is too old.",
)
@click.option("--no-waivers", is_flag=True, help="Count what is waived as it is.")
@common.recommended_option
@click.option("--allow-partial", is_flag=True, help="Accept a snapshot that was cut short; what is missing is unknown.")
@common.plan_option
@common.share_option
@history_option
@common.quiet_option
def audit(formats: tuple[str, ...], output: Path | None, **values: Any) -> int:
    """Judge an account by a policy: live (the default), from a snapshot, or the demo school.

    Exit codes: 0 all right, 1 something fails, 3 something could not be judged, 2 nothing was judged.
    """
    from zoom_policy_lint.cli.output import keep_apart, parse_outputs, write_outputs

    outputs = parse_outputs(formats, output)
    keep_apart((one.file for one in outputs if one.file), history_path(values["history"]))
    with remembering(values["history"]) as memory, audited_run(memory, **values) as run:
        write_outputs(outputs, memory.keep(run))
        return run.exit_code


@contextmanager
def audited_run(memory: Memory | None = None, **values: Any) -> Iterator["Run"]:
    """The run that these options of the command line ask for, while its snapshot is there.

    `memory` is shown its open findings. Raises UsageError and PolicyLintError.
    """
    from zoom_policy_lint.evaluate import evaluate, judges_something

    request = AuditRequest(**values)
    if request.snapshot and request.demo:
        raise click.UsageError("Choose one of --snapshot and --demo.")
    policy = _policy(request)
    baseline = _baseline(request)
    options = _options(request, policy, baseline)
    if not judges_something(policy, options):
        raise click.UsageError(
            "No rule of the policy is left to judge; change --select, --ignore, --level, or what the policy has off."
        )
    with _source(request, policy, options) as snapshot:
        baseline.check_account(snapshot.header.account_id)
        yield evaluate(snapshot, policy, options, memory.see if memory else None)


def _policy(request: AuditRequest) -> "Policy":
    from zoom_policy_lint.policy import load_policy

    name = request.policy_name or (common.default_policy() if request.demo else None)
    if name is None:
        raise click.UsageError(
            "No policy is named. Write one with “zoom-policy-lint policy init”, "
            f"or use --policy {common.default_policy()}."
        )
    return load_policy(name, request.rule_folders)


def _baseline(request: AuditRequest) -> "Baseline":
    from zoom_policy_lint.accept.baseline import read_baseline
    from zoom_policy_lint.model.baseline import Baseline

    return read_baseline(request.baseline) if request.baseline else Baseline()


def _options(request: AuditRequest, policy: "Policy", baseline: "Baseline") -> "Options":
    from zoom_policy_lint.evaluate import Options
    from zoom_policy_lint.simulate.clock import DEMO_TIME

    source = "demo" if request.demo else "snapshot" if request.snapshot else "live"
    return Options(
        as_of=request.as_of or (DEMO_TIME.date() if request.demo else common.today()),
        fail_on=request.fail_on,
        select=_known_rules(common.names(request.select), policy),
        ignore=_known_rules(common.names(request.ignore), policy),
        levels=request.levels,
        waivers=not request.no_waivers,
        baseline=baseline,
        recommended=request.recommended,
        max_age=request.max_age,
        source=source,
    )


def _known_rules(names: frozenset[str], policy: "Policy") -> frozenset[str]:
    """The rules of these ids or former ids; UsageError names one that does not exist."""
    from zoom_policy_lint.ruleset.structure import nearest

    rules = {**policy.rules, **policy.advisory}
    known = {name: rule.id for rule in rules.values() for name in (rule.id, *rule.aliases)}
    for name in sorted(names):
        if name not in known:
            raise click.UsageError(f"There is no rule “{name}” in this policy; {nearest(name, list(known))}")
    return frozenset(known[name] for name in names)


@contextmanager
def _source(request: AuditRequest, policy: "Policy", options: "Options") -> Iterator["Snapshot"]:
    """The snapshot to judge; one that was pulled for this audit alone is gone afterwards."""
    from zoom_policy_lint.snapshot import open_snapshot

    if request.snapshot:
        yield open_snapshot(request.snapshot, allow_partial=request.allow_partial)
        return
    from zoom_policy_lint.cli.source import PullRequest, demand_of, pull_demo, pull_live

    with tempfile.TemporaryDirectory(prefix="zoom-policy-lint-") as folder:
        wanted = PullRequest(
            out=Path(folder) / "audit.zpl",
            demand=demand_of(policy, options),
            plan=request.plan,
            share=request.share,
            quiet=request.quiet,
        )
        if request.demo:
            pull_demo(wanted)
        else:
            pull_live(wanted, finish=True)
        yield open_snapshot(wanted.out)
