"""`rules`: what is checked and why, and the proof of it."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.rule_sets import every_rule, homes, no_such_rule, shipped_policies, unnamed
from zoom_policy_lint.cli.rules_lint import lint
from zoom_policy_lint.cli.rules_new import new
from zoom_policy_lint.cli.rules_show import show

if TYPE_CHECKING:
    from zoom_policy_lint.evaluate.examples import Outcome
    from zoom_policy_lint.policy import Policy
    from zoom_policy_lint.ruleset import Rule


@click.group()
def rules() -> None:
    """What is checked and why; prove it."""


rules.add_command(show)
rules.add_command(new)
rules.add_command(lint)


@rules.command("list")
@common.policy_option
@common.rules_option
def list_rules(policy_name: str | None, rule_folders: tuple[Path, ...]) -> None:
    """List the rules with severity, levels and clauses."""
    from tabulate import tabulate

    from zoom_policy_lint.report.plain import plain

    policy = _policy(policy_name, rule_folders)
    rows = [
        (
            rule.id,
            policy.severity(rule),
            " ".join(rule.levels),
            " ".join(policy.all_clauses_of(rule)) or "advisory",
            plain(rule.title),
        )
        for rule in (*policy.rules.values(), *policy.advisory.values())
    ]
    heads = ("rule", "severity", "levels", "clauses", "title")
    click.echo(tabulate(rows, heads, tablefmt="simple", disable_numparse=True))
    click.echo(f"\n{len(policy.rules)} rules of the policy, {len(policy.advisory)} recommended (advisory) ones.")


@rules.command("test", short_help="Judge every example of every rule.")
@click.argument("rule_ids", nargs=-1, metavar="[RULE]...")
@common.policy_option
@common.rules_option
def test_rules(rule_ids: tuple[str, ...], policy_name: str | None, rule_folders: tuple[Path, ...]) -> int:
    """Judge every example of every rule; exit 1 when one does not lead where it says.

    Without --policy, every rule that comes with the program is judged, each with the policy with which it came.
    """
    from zoom_policy_lint.evaluate.examples import try_examples

    policy = _policy(policy_name, rule_folders)
    others = unnamed(policy, policy_name, rule_folders)
    written = every_rule(policy_name, rule_folders)  # a policy may word them otherwise, or want other locks
    every = [written.rules[rule.id] for rule in (*policy.rules.values(), *policy.advisory.values(), *others)]
    chosen = [rule for rule in every if not rule_ids or rule.id in rule_ids]
    for name in sorted(set(rule_ids) - {rule.id for rule in chosen}):
        raise click.UsageError(no_such_rule(name, (rule.id for rule in every)))
    own = homes(chosen, shipped_policies(policy_name or common.default_policy()))
    where = [(rule, own.get(rule.id, policy)) for rule in chosen]
    _check_parameters(where)
    outcomes = [outcome for rule, home in where for outcome in try_examples(rule, home)]
    wrong = [outcome for outcome in outcomes if not outcome.right]
    for outcome in wrong:
        click.echo(_wrong(outcome))
    rules = "1 rule" if len(chosen) == 1 else f"{len(chosen)} rules"
    click.echo(f"{len(outcomes)} examples of {rules}: {len(outcomes) - len(wrong)} right, {len(wrong)} wrong.")
    return 1 if wrong else 0


def _policy(name: str | None, folders: Iterable[Path]) -> "Policy":
    from zoom_policy_lint.policy import load_policy

    return load_policy(name or common.default_policy(), folders)


def _wrong(outcome: "Outcome") -> str:
    """An example that does not lead where it says, with its place and line."""
    from zoom_policy_lint.report.plain import plain
    from zoom_policy_lint.ruleset.source import read_document

    example, status = outcome.example, outcome.status or "no verdict"
    message = f"example {example.status} {example.index + 1} leads to {status}: {plain(outcome.message)}"
    path = ("examples", example.status, example.index)
    return str(read_document(Path(outcome.rule.file)).problem(path, message))


def _check_parameters(where: "Iterable[tuple[Rule, Policy]]") -> None:
    """Examples stand on the policy's parameters where they give none of their own. Raises UsageError."""
    for rule, policy in where:
        for example in rule.examples:
            given = {**policy.parameters, **example.given.get("parameters", {})}
            for name in sorted(name for name in rule.parameters() if given.get(name) is None):
                message = f"The rule “{rule.id}” needs the parameter “{name}”, which this policy does not give;"
                raise click.UsageError(f"{message} write it into the example, or test with another --policy.")
