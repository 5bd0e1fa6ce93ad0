"""`policy init`: start a policy of one's own."""

import re
from pathlib import Path

import click


@click.command()
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
