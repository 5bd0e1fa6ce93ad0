"""The JSON Schema that lies beside files which the program writes, so that editors complete and check them."""

from pathlib import Path

import click

_FOLDER = ".zoom-policy-lint"


def modeline(kind: str) -> str:
    """The first line of a file of that kind (rule or policy), which tells editors where its schema lies."""
    return f"# yaml-language-server: $schema={_FOLDER}/{kind}.schema.json"


def write_schema(kind: str, folder: Path) -> None:
    """Write the schema of that kind of file (rule or policy) where the modeline looks for it, and say so on stdout.

    Raises PolicyLintError when it cannot be written.
    """
    from zoom_policy_lint.cli.output import whole_file
    from zoom_policy_lint.model.errors import PolicyLintError
    from zoom_policy_lint.ruleset.published import schema_text

    file = folder / _FOLDER / f"{kind}.schema.json"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The folder {file.parent} could not be made: {error.strerror}."
        raise PolicyLintError(message, "Check the permissions, or name another folder.") from error
    with whole_file(file) as stream:
        stream.write(schema_text(kind))
    click.echo(f"Wrote {file}, with which editors complete and check such files.")
