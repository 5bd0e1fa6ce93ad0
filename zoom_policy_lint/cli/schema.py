"""`schema`: the JSON Schemas of what we read and write."""

import json

import click


@click.command(short_help="Print a JSON Schema.")
@click.argument("name", type=click.Choice(["report", "rule", "policy"]))
def schema(name: str) -> None:
    """Print a JSON Schema: of the JSON report, of rule files or of policy files."""
    from zoom_policy_lint.report.schema import report_schema
    from zoom_policy_lint.ruleset.structure import load_schema

    found = report_schema() if name == "report" else load_schema(name)
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))
