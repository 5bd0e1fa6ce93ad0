"""`rules show`: one rule, explained in the terminal."""

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


@click.command()
@click.argument("rule_id", metavar="RULE")
@common.policy_option
@common.rules_option
def show(rule_id: str, policy_name: str | None, rule_folders: tuple[Path, ...]) -> None:
    """Explain one rule: what, why, where, how to put it right."""
    from zoom_policy_lint.policy import load_policy

    policy = load_policy(policy_name or "st_joseph", rule_folders)
    rule = {**policy.rules, **policy.advisory}.get(rule_id)
    if rule is None:
        from zoom_policy_lint.ruleset.structure import nearest

        known = [*policy.rules, *policy.advisory]
        raise click.UsageError(f"There is no rule “{rule_id}” in this policy; {nearest(rule_id, known)}")
    click.echo(f"{rule.title}\n\n{_block(rule.rationale)}\n")
    for name, text in _facts(rule, policy):
        click.echo(f"{name:<12}{_block(text, 12).lstrip()}")


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
