"""`rules`: what is checked and why, and the proof of it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.rules_show import show

if TYPE_CHECKING:
    from zoom_policy_lint.policy import Policy


@click.group()
def rules() -> None:
    """What is checked and why; prove it."""


rules.add_command(show)


@rules.command("list")
@common.policy_option
@common.rules_option
def list_rules(policy_name: str | None, rule_folders: tuple[Path, ...]) -> None:
    """List the rules with severity, levels and clauses."""
    from tabulate import tabulate

    policy = _policy(policy_name, rule_folders)
    rows = [
        (
            rule.id,
            policy.severity(rule),
            " ".join(rule.levels),
            " ".join(policy.all_clauses_of(rule)) or "advisory",
            rule.title,
        )
        for rule in (*policy.rules.values(), *policy.advisory.values())
    ]
    click.echo(tabulate(rows, headers=("rule", "severity", "levels", "clauses", "title"), tablefmt="simple"))
    click.echo(f"\n{len(policy.rules)} rules of the policy, {len(policy.advisory)} recommended (advisory) ones.")


@rules.command("test")
@click.argument("rule_ids", nargs=-1, metavar="[RULE]...")
@common.policy_option
@common.rules_option
def test_rules(rule_ids: tuple[str, ...], policy_name: str | None, rule_folders: tuple[Path, ...]) -> int:
    """Judge every example of every rule; exit 1 when one does not lead where it says."""
    from zoom_policy_lint.evaluate.examples import try_examples

    policy = _policy(policy_name, rule_folders)
    chosen = [r for r in (*policy.rules.values(), *policy.advisory.values()) if not rule_ids or r.id in rule_ids]
    for name in sorted(set(rule_ids) - {rule.id for rule in chosen}):
        raise click.UsageError(f"There is no rule “{name}” in this policy.")
    outcomes = [outcome for rule in chosen for outcome in try_examples(rule, policy)]
    wrong = [outcome for outcome in outcomes if not outcome.right]
    for outcome in wrong:
        example = f"{outcome.rule.file}: example {outcome.example.status} {outcome.example.index + 1}"
        status = outcome.status or "no verdict"
        click.echo(f"{example} leads to {status}: {outcome.message}\n    {json.dumps(outcome.example.given)}")
    click.echo(
        f"{len(outcomes)} examples of {len(chosen)} rules: {len(outcomes) - len(wrong)} right, {len(wrong)} wrong."
    )
    return 1 if wrong else 0


def _policy(name: str | None, folders: Iterable[Path]) -> "Policy":
    from zoom_policy_lint.policy import load_policy

    return load_policy(name or "st_joseph", folders)
