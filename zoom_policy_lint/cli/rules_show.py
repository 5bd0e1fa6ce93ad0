"""`rules show`: one rule, explained in the terminal."""

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.rule_sets import every_rule, homes, no_such_rule, shipped_policies

if TYPE_CHECKING:
    from zoom_policy_lint.policy import Policy
    from zoom_policy_lint.ruleset import Rule

_LABELS = 15
"""Columns of the labels."""


@click.command(short_help="Explain one rule.")
@click.argument("rule_id", metavar="RULE")
@common.policy_option
@common.rules_option
def show(rule_id: str, policy_name: str | None, rule_folders: tuple[Path, ...]) -> None:
    """Explain one rule: what, why, for whom, where, what values mean, how to put it right, and its examples."""
    from zoom_policy_lint.cli.output import terminal_style
    from zoom_policy_lint.cli.rule_words import facts
    from zoom_policy_lint.policy import load_policy
    from zoom_policy_lint.report.plain import plain

    name = policy_name or common.default_policy()
    policy = load_policy(name, rule_folders)
    rule = _rule(rule_id, policy, policy_name, rule_folders)
    home = policy if policy_name else homes([rule], [policy, *shipped_policies(name)]).get(rule.id, policy)
    width = terminal_style().columns
    click.echo(f"{_block(plain(rule.title), width, 0)}\n")
    for label, text in facts(rule, home):
        if text:
            click.echo(f"{label:<{_LABELS}}{_block(plain(text), width, _LABELS).lstrip()}")


def _rule(name: str, policy: "Policy", policy_name: str | None, folders: tuple[Path, ...]) -> "Rule":
    """The rule of an id, present or former, whether or not a clause names it. Raises UsageError when there is none."""
    used = {**policy.rules, **policy.advisory}
    if name in used:
        return used[name]
    every = every_rule(policy_name, folders)
    rule = every.get(name)
    if rule is None:
        raise click.UsageError(no_such_rule(name, every.rules))
    return rule


def _block(text: str, width: int, indent: int) -> str:
    space = " " * indent
    return textwrap.fill(
        text, width, initial_indent=space, subsequent_indent=space, break_long_words=False, break_on_hyphens=False
    )
