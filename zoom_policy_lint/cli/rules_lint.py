"""`rules lint`: rules about rules."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.rule_sets import every_rule, homes, shipped_policies

if TYPE_CHECKING:
    from zoom_policy_lint.lint import LintRun
    from zoom_policy_lint.ruleset import Rule, RuleSet


@click.command(short_help="Check the rules themselves.")
@click.argument("rule_ids", nargs=-1, metavar="[RULE]...")
@common.policy_option
@common.rules_option
def lint(rule_ids: tuple[str, ...], policy_name: str | None, rule_folders: tuple[Path, ...]) -> int:
    """Check the rules themselves; exit 1 when something is to be put right.

    Every small change of a condition must be noticed by one of the rule's examples; no rule may contradict another,
    judge nothing, or use words that a governor could not read. Without --policy, every rule that comes with the program
    is checked.
    """
    from zoom_policy_lint.lint import library_of
    from zoom_policy_lint.lint import lint as lint_rules
    from zoom_policy_lint.policy import load_policy
    from zoom_policy_lint.ruleset.source import read_document

    name = policy_name or common.default_policy()
    policy = load_policy(name, rule_folders)
    rules = every_rule(policy_name, rule_folders)
    chosen = _chosen(rules, rule_ids)
    others = shipped_policies(name)
    library = library_of(policy, rules, others, homes(rules, others))
    found = lint_rules(((rule, read_document(Path(rule.file))) for rule in chosen), library)
    for finding in found.findings:
        click.echo(str(finding))
    click.echo(_summary(found))
    return 1 if found.findings else 0


def _chosen(rules: "RuleSet", names: Iterable[str]) -> list["Rule"]:
    from zoom_policy_lint.ruleset.structure import nearest

    found = []
    for name in dict.fromkeys(names):
        rule = rules.get(name)
        if rule is None:
            raise click.UsageError(f"There is no rule “{name}”; {nearest(name, list(rules.rules))}")
        found.append(rule)
    return found or list(rules)


def _summary(found: "LintRun") -> str:
    killed = found.mutants - found.survivors
    noticed = "all noticed" if not found.survivors else f"{killed:,} noticed, {found.survivors:,} not"
    tried = f"{_many(found.mutants, 'small change')} of {_many(found.conditions, 'condition')}"
    left = "; ".join(f"{part} ({_many(rules, 'rule')})" for part, rules in found.untried.items())
    untried = f" Never changed, so not proved: {left}." if left else ""
    verdict = f"{_many(len(found.findings), 'thing')} to put right." if found.findings else "Nothing to report."
    return f"{_many(found.rules, 'rule')}, {tried}: {noticed}.{untried} {verdict}"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
