"""Pages on what stays fixed: commands, exit codes, the JSON report, the parameters of a policy."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import click

from docs_pages.homes import Home, rules_at_home
from docs_pages.markdown import code, page, quoted, table
from docs_pages.rule_words import parameters_of
from zoom_policy_lint.cli import main
from zoom_policy_lint.model.words import Verdict
from zoom_policy_lint.report import formats
from zoom_policy_lint.report.schema import report_schema
from zoom_policy_lint.ruleset.structure import load_schema

_WIDTH = 100


def commands_page() -> str:
    """The `--help` of every command, as the program prints it."""
    root = click.Context(
        main.cli,
        info_name="zoom-policy-lint",
        terminal_width=_WIDTH,
        max_content_width=_WIDTH,
        help_option_names=main.cli.context_settings["help_option_names"],
    )
    helps = list(_commands(root))
    links = (f"[{path.partition(' ')[2]}](#{path.replace(' ', '-')})" for path, _ in helps[1:])
    return page(
        "Commands",
        "The program is called `zoom-policy-lint`; `zpl` is the same in short. Reports go to stdout or to the file "
        "that is named; progress and warnings go to stderr.",
        " · ".join(links),
        *(f"## {path}\n\n```text\n{text}\n```" for path, text in helps),
    )


def _commands(context: click.Context) -> Iterator[tuple[str, str]]:
    """The command of the context and every one under it: its words, and its help."""
    command = context.command
    yield context.command_path, command.get_help(context).rstrip()
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                yield from _commands(click.Context(child, parent=context, info_name=name))


_CODES = (
    (Verdict.PASS.exit_code, "`pass`", "None of the below."),
    (
        Verdict.FAIL.exit_code,
        "`fail`",
        """A finding at or above `--fail-on` (default `low`) fails, and is neither waived nor in the baseline.""",
    ),
    (
        main.EXIT_USAGE,
        "no report",
        """Wrong usage or configuration, credentials refused, or a rule, policy or snapshot file that is not valid:
        nothing was judged.""",
    ),
    (
        Verdict.INCOMPLETE.exit_code,
        "`incomplete`",
        """Nothing fails, but a finding at or above `--fail-on` is unknown and neither waived nor in the baseline; or
        Zoom could not be reached; or the snapshot is older than `--max-age` (default 7 days).""",
    ),
    (main.EXIT_BUG, "no report", "A bug of ours. The message says where the log is."),
    (main.EXIT_INTERRUPTED, "no report", "Interrupted with Ctrl-C. A `pull` that is started again goes on."),
)
_OTHER_COMMANDS = (
    ("`rules test`", "1: an example of a valid rule does not lead where it says. 2: a file is not valid."),
    ("`rules lint`", "1: something in a valid rule is to be put right. 2: a file is not valid."),
    ("`doctor`", "3: something that the rules need cannot be read. 2: the credentials are refused."),
    ("`pull`", "3: Zoom cannot be reached; what was read is kept, and the next pull goes on."),
    ("`settings check`, `policy diff`", "0, whatever is found; 2: a file is not valid."),
    ("`policy validate`", "2: a file is not valid; every problem is listed with file, line and column."),
)


def exit_codes_page() -> str:
    """What each exit code means, and which verdict it is."""
    rows = ((f"**{number}**", verdict, meaning) for number, verdict, meaning in _CODES)
    return page(
        "Exit codes",
        "Of `audit`. Where several hold, 1 comes before 3.",
        table(("exit code", "`summary.verdict`", "meaning"), rows),
        "A clause that waits for a person (`manual`) and a recommended rule that fails never change the exit code. "
        "Waivers, baselines and `--fail-on` never change the verdict of a clause.",
        "Other commands:",
        table(("command", "exit codes"), _OTHER_COMMANDS),
    )


def json_page() -> str:
    """The JSON report, from its published schema."""
    schema = report_schema()
    parts = [_object("The report", schema, schema)]
    parts += [_object(name, found, schema) for name, found in schema["$defs"].items()]
    return page(
        "The JSON report",
        f"{schema['description']} Write it with `-f json=FILE`; print its JSON Schema with "
        f"`zoom-policy-lint schema report`. The other formats are {', '.join(f for f in formats() if f != 'json')}.",
        "The same snapshot, policy and day give the same bytes. No key is ever taken away within a major version of "
        "`schema_version`.",
        *parts,
    )


def _object(name: str, found: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    rows = list(_keys(found, schema))
    text = f"## {name}\n\n{found.get('description', '')}"
    if rows:
        return f"{text}\n\n" + table(("key", "type", "always there", "meaning"), rows)
    return f"{text} Type: {_type(found)}."


def _keys(found: Mapping[str, Any], schema: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str, str, str]]:
    required = found.get("required", ())
    for key, value in found.get("properties", {}).items():
        always = "yes" if key in required else "no"
        yield code(above + key), _type(value), always, value.get("description") or _described(value, schema)
        yield from _keys(value, schema, f"{above}{key}.")


def _described(value: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    name = value.get("$ref", "").rpartition("/")[2]
    return str(schema["$defs"].get(name, {}).get("description", ""))


def _type(value: Mapping[str, Any]) -> str:
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "anyOf" in value:
        return " or ".join(_type(one) for one in value["anyOf"])
    if "enum" in value:
        return ", ".join(quoted(one) for one in value["enum"])
    if "const" in value:
        return quoted(value["const"])
    if value.get("type") == "array":
        return f"list of {_type(value['items'])}"
    kinds = value.get("type", "any")
    return " or ".join(kinds) if isinstance(kinds, list) else str(kinds)


def parameters_page(all_homes: tuple[Home, ...]) -> str:
    """Every parameter: meaning, form, default, and the rules that use it."""
    known: Mapping[str, Any] = load_schema("policy")["properties"]["parameters"]["properties"]
    users: dict[str, list[str]] = {name: [] for name in known}
    policy = all_homes[0].policy
    for rule, _ in rules_at_home(all_homes):
        for name in parameters_of(rule):
            users[name].append(rule.id)
    return page(
        "Parameters of a policy",
        f"The numbers and names in which schools differ. Defaults are those of `{policy.identity.id}`. In a policy "
        "that extends another, a map merges by key and a list replaces the whole list.",
        *(_parameter(name, known[name], policy.parameters.get(name), users[name]) for name in known),
        "## Parameters of your own",
        "A rule of your own may take a number, a text or a list from the policy under any name that begins with "
        "`own_`, such as `{parameter: own_meeting_minutes}`; the policy gives it its value beside the others. A name "
        "that a rule uses and no policy gives is an error, and so is a value that does not fit the rule's condition. "
        "[At work](../how-to/write-a-policy-for-another-organisation.md#numbers-of-your-own).",
    )


def _parameter(name: str, found: Mapping[str, Any], default: Any, rules: list[str]) -> str:
    facts = [("form", _type(_inlined(found)))]
    facts += [(f"key `{key}`", _type(one)) for key, one in found.get("properties", {}).items()]
    if name == "joining_instruction_phrases":
        facts += [(f"default for {clause}", "; ".join(phrases)) for clause, phrases in default.items()]
    else:
        facts.append(("default", code(json.dumps(default, ensure_ascii=False)) if default is not None else "none"))
    links = ", ".join(f"[{rule}](rules/{rule}.md)" for rule in rules)
    facts.append(("used by", links or "no rule of this version; it is checked and kept for later ones"))
    return f"## {name}\n\n{found['description']}.\n\n" + table(("", ""), facts)


def _inlined(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """A form with what it refers to in its place, since this page has no headings for that."""
    if "$ref" in value:
        return dict(load_schema("policy")["$defs"][value["$ref"].rpartition("/")[2]])
    return {**value, "items": _inlined(value["items"])} if "items" in value else value
