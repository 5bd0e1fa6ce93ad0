"""`schema`: the JSON Schemas of what we read and write."""

import json

import click


@click.command()
@click.argument("name", type=click.Choice(["report", "comparison", "rule", "policy"]))
def schema(name: str) -> None:
    """Print a JSON Schema: of the JSON report, of a comparison of policies, of rule files or of policy files.

    Those of rules and policies give completion and checks while you type, without any network, in editors that know
    YAML (VS Code with the YAML extension, Neovim, JetBrains and others): save one beside your files, and begin each
    file with a line that names it.

    \b
      zoom-policy-lint schema rule > rule.schema.json
      # yaml-language-server: $schema=rule.schema.json

    Files that this program writes have that line already, and the schema beside them.
    """  # noqa: D301 - click's mark of a paragraph that is not wrapped
    from zoom_policy_lint.report.schema import comparison_schema, report_schema
    from zoom_policy_lint.ruleset.published import schema_text

    ours = {"report": report_schema, "comparison": comparison_schema}
    if name in ours:
        click.echo(json.dumps(ours[name](), indent=2, ensure_ascii=False))
    else:
        click.echo(schema_text(name), nl=False)
