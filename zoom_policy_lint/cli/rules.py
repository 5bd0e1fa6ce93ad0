"""`rules`: what is checked and why, and the proof of it."""

import json
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoom_policy_lint.cli import options as common

if TYPE_CHECKING:
    from zoom_policy_lint.policy import Policy
    from zoom_policy_lint.ruleset import Rule


@click.group()
def rules() -> None:
    """What is checked and why; prove it."""


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


@rules.command()
@click.argument("rule_id", metavar="RULE")
@common.policy_option
@common.rules_option
def show(rule_id: str, policy_name: str | None, rule_folders: tuple[Path, ...]) -> None:
    """Explain one rule: what, why, where, how to put it right."""
    policy = _policy(policy_name, rule_folders)
    rule = {**policy.rules, **policy.advisory}.get(rule_id)
    if rule is None:
        from zoom_policy_lint.ruleset.structure import nearest

        known = [*policy.rules, *policy.advisory]
        raise click.UsageError(f"There is no rule “{rule_id}” in this policy; {nearest(rule_id, known)}")
    click.echo(f"{rule.title}\n\n{_block(rule.rationale)}\n")
    for name, text in _facts(rule, policy):
        click.echo(f"{name:<12}{_block(text, 12).lstrip()}")


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


def _facts(rule: "Rule", policy: "Policy") -> Iterable[tuple[str, str]]:
    from zoom_policy_lint.ruleset import SettingBody

    yield "id", rule.id
    yield "severity", policy.severity(rule)
    yield "clauses", ", ".join(policy.all_clauses_of(rule)) or "none (recommended)"
    yield "levels", ", ".join(rule.levels)
    if isinstance(rule.body, SettingBody):
        for key, condition in rule.body.settings:
            yield "setting", f"{key}: {json.dumps(condition.as_data(), ensure_ascii=False)}"
        for key, condition in rule.body.when:
            yield "only when", f"{key}: {json.dumps(condition.as_data(), ensure_ascii=False)}"
        yield "lock", rule.body.lock
    yield "remedy", rule.remediation
    if rule.references:
        yield "references", ", ".join(rule.references)
    yield "file", rule.file


def _block(text: str, indent: int = 0) -> str:
    return textwrap.fill(text, 100, initial_indent=" " * indent, subsequent_indent=" " * indent)
