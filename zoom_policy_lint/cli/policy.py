"""`policy`: start one, check it, and see what answers each clause."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoom_policy_lint.cli import options as common

if TYPE_CHECKING:
    from zoom_policy_lint.policy import Policy


@click.group()
def policy() -> None:
    """Start a policy, check it, see what answers its clauses."""


@policy.command()
@click.argument("name", metavar="NAME|FILE", default="st_joseph")
@common.rules_option
def validate(name: str, rule_folders: tuple[Path, ...]) -> None:
    """Check a policy and its rules; every problem of all files at once."""
    from zoom_policy_lint.policy import load_policy

    found = load_policy(name, rule_folders)
    click.echo(
        f"{name}: valid. “{found.identity.title}”, version {found.identity.version}: "
        f"{len(found.clauses)} clauses, {len(found.rules)} rules, {len(found.attest)} statements wanted."
    )
    for parameter in found.unused:
        click.echo(f"Note: no rule uses the parameter {parameter} yet; setting it changes nothing.")


@policy.command()
@click.argument("name", metavar="NAME|FILE", default="st_joseph")
@common.rules_option
def coverage(name: str, rule_folders: tuple[Path, ...]) -> None:
    """Show what answers each clause, kind by kind, and what nothing judges yet."""
    from tabulate import tabulate

    from zoom_policy_lint.policy import load_policy

    found = load_policy(name, rule_folders)
    headers = ("clause", "kind", "answered by")
    click.echo(tabulate(list(_coverage(found)), headers=headers, tablefmt="simple", maxcolwidths=[None, None, 90]))


@policy.command()
@click.argument("file", type=click.Path(path_type=Path), default="policy.yaml")
@click.option("--extends", "parent", default="st_joseph", show_default=True, help="The policy to stand on.")
@click.option("--name", "title", prompt="Name of the school", help="Name of the school.")
@click.option("--domain", "domains", multiple=True, help="E-mail domain of school accounts (repeatable).")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def init(file: Path, parent: str, title: str, domains: tuple[str, ...], force: bool) -> None:  # noqa: FBT001 - click's way
    """Write a policy file for your school that stands on a shipped one."""
    from zoom_policy_lint.cli.output import whole_file
    from zoom_policy_lint.cli.policy_file import policy_text
    from zoom_policy_lint.policy import load_policy

    if file.exists() and not force:
        raise click.UsageError(f"{file} is already there; name another file, or use --force to replace it.")
    if not file.parent.is_dir():
        raise click.UsageError(f"The folder {file.parent} does not exist.")
    load_policy(parent)
    chosen = domains or (click.prompt("E-mail domain of school accounts"),)
    for domain in chosen:
        if not re.fullmatch(r"[^@\s]+\.[^@\s]+", domain):
            raise click.UsageError(f"“{domain}” is not a domain; write one such as school.example.sch.uk.")
    with whole_file(file) as stream:
        stream.write(policy_text(parent, title, chosen))
    click.echo(f"Wrote {file}. Check your account with: zoom-policy-lint audit --policy {file}")


def _coverage(found: "Policy") -> Iterator[tuple[str, str, str]]:
    from zoom_policy_lint.model.words import Kind

    for clause in found.clauses:
        for kind in clause.wants:
            names = [name for name in clause.rules if found.rules[name].kind is kind]
            if kind is Kind.ATTESTATION and clause.id in found.attest:
                wanted = found.attest[clause.id]
                names.append(f"statement by {wanted.by_role or 'a person'}: {wanted.question}")
            yield clause.id, kind, ", ".join(names) or "nothing judges it yet"
        if clause.parts:
            yield clause.id, "parts", ", ".join(clause.parts)
