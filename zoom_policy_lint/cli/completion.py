"""`completion`: let the shell complete commands and options."""

import click


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell; e.g. for bash: eval "$(zoom-policy-lint completion bash)"."""
    from click.shell_completion import get_completion_class

    from zoom_policy_lint.cli.main import cli

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"No completion is known for {shell}.")
    for name in ("zoom-policy-lint", "zpl"):
        variable = f"_{name.replace('-', '_').upper()}_COMPLETE"
        click.echo(kind(cli, {}, name, variable).source())
