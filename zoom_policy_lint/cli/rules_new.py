"""`rules new`: start a rule on one setting, with examples that prove it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zoom_policy_lint.cli import asking
from zoom_policy_lint.cli import options as common

if TYPE_CHECKING:
    from zoom_policy_lint.policy import Policy
    from zoom_policy_lint.ruleset import Rule
    from zoom_policy_lint.ruleset.draft import Draft


@click.command(short_help="Start a rule on one setting.")
@click.argument("key", metavar="SETTING")
@click.option("--id", "rule_id", help="Lower-case words joined by hyphens. [made of the setting's key]")
@click.option("--expect", metavar="YAML", help="What it must be: true, 8, a known value, or '{at_least: 8}'.")
@click.option("--lock", type=click.Choice(["required", "preferred", "none"]), help="Must a lock hold it?")
@click.option("--title", help="The right state as a statement. [made of the setting's description]")
@click.option("--severity", type=click.Choice(["low", "medium", "high", "critical"]), help="[medium]")
@click.option("--protects", type=click.Choice(["pupils", "parents", "staff", "school"]), multiple=True, help="[pupils]")
@click.option("--why", help="What could happen otherwise, in a sentence or two.")
@click.option("--group", type=click.Choice(["recommended"]), help="Advisory: it answers no clause.")
@click.option("--dir", "folder", type=click.Path(path_type=Path), help="Folder of your own rules.  [rules]")
@click.option("-o", "file", type=click.Path(path_type=Path), help="The file itself; its name gives the id.")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: take what is usual where no option says otherwise.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@common.policy_option
def new(key: str, policy_name: str | None, **said: Any) -> None:
    """Write a rule file on one SETTING: what it must be, why, how to put it right, and examples from the catalogue.

    On a terminal it asks for what no option says. Beside the file it writes the schema with which editors complete and
    check it. Find settings with: zoom-policy-lint settings search WORDS
    """
    from zoom_policy_lint.cli.expected import condition_of, exact_number, setting_of
    from zoom_policy_lint.cli.output import whole_file
    from zoom_policy_lint.cli.rule_ids import ids_beside
    from zoom_policy_lint.cli.rule_questions import draft_of
    from zoom_policy_lint.cli.schema_file import modeline, write_schema

    row = setting_of(key)
    folder, said["rule_id"] = _place(said)
    policy = _policy(policy_name or common.default_policy(), folder)
    ask = asking.can_ask() and not said["yes"]
    condition = condition_of(row, said["expect"], ask=ask)
    ids = ids_beside(folder, force=said["force"])
    draft = draft_of(row, condition, policy, ids, said, ask=ask)
    target = ids.file(draft.id)
    text = _proven(draft, modeline("rule"), str(target), policy)
    _make(folder)
    with whole_file(target) as stream:
        stream.write(text)
    click.echo(f"Wrote {target}.")
    write_schema("rule", folder)
    if note := exact_number(row, condition):
        click.echo(f"Note: {note}")
    click.echo(_next(draft, folder, policy))


def _place(said: Mapping[str, Any]) -> tuple[Path, str | None]:
    """The folder of the new rule, and its id where an option gives one. Raises UsageError for options that clash."""
    file, folder, rule_id = said["file"], said["folder"], said["rule_id"]
    if file is None:
        return folder or Path("rules"), rule_id
    if folder or rule_id or file.suffix != ".yaml":
        raise click.UsageError("-o takes ID.yaml, which says where the rule goes and its id: leave --dir and --id out.")
    return file.parent, file.stem


def _policy(name: str, folder: Path) -> "Policy":
    """The policy whose parameters the rule may use.

    It may name the very folder that its first rule is about to be written into: then nothing of it is judged yet, and
    only what it gives as parameters is taken. Raises ProblemsError when anything else is wrong with it.
    """
    from dataclasses import replace

    from zoom_policy_lint.model.errors import Problem, ProblemsError
    from zoom_policy_lint.policy import load_policy
    from zoom_policy_lint.policy.files import read_chain
    from zoom_policy_lint.policy.folders import rule_folders
    from zoom_policy_lint.policy.merge import merge
    from zoom_policy_lint.ruleset.load import files_of

    try:
        return load_policy(name)
    except ProblemsError as error:
        chain, _ = read_chain(name)
        empty: list[Problem] = []
        rule_folders(chain.documents, empty)
        if files_of(folder) or set(error.problems) != set(empty):
            raise
    given = merge(chain.policies).data.get("parameters", {})
    return replace(load_policy(common.default_policy()), parameters=given)


def _proven(draft: "Draft", modeline: str, file: str, policy: "Policy") -> str:
    """The text of the rule, which loads and whose examples all hold. Raises UsageError or ProblemsError else."""
    from zoom_policy_lint.evaluate.examples import try_examples
    from zoom_policy_lint.model.errors import ProblemsError
    from zoom_policy_lint.ruleset.draft import rule_text
    from zoom_policy_lint.ruleset.load import build_rule
    from zoom_policy_lint.ruleset.source import parse

    try:
        text = rule_text(draft, modeline)
    except ValueError as error:
        raise click.UsageError(f"--expect: {error}.") from error
    rule, problems = build_rule(parse(text, file))
    if rule is None:
        raise ProblemsError(problems)
    for outcome in try_examples(rule, policy):
        if not outcome.right:
            raise click.UsageError(f"--expect: its examples do not hold: {outcome.example.given}: {outcome.message}")
    return text


def _make(folder: Path) -> None:
    from zoom_policy_lint.model.errors import PolicyLintError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The folder {folder} could not be made: {error.strerror}."
        raise PolicyLintError(message, "Check its name and permissions, or name another one by --dir.") from error


def _next(draft: "Draft", folder: Path, policy: "Policy") -> str:
    """What to do with the new rule."""
    from zoom_policy_lint.ruleset.draft_words import PLACEHOLDER_WHY
    from zoom_policy_lint.ruleset.shipped import shipped

    own = "" if folder.resolve() == shipped("rules").resolve() else f" --rules {folder}"
    unsaid = "say under “rationale” why, and " if draft.why == PLACEHOLDER_WHY else ""
    lines = [
        *(f"Note: the rule {rule.id} already judges this setting." for rule in _same(draft, policy)),
        "Next:",
        f"  Read it, {unsaid}see what its examples prove: zoom-policy-lint rules test {draft.id}{own}",
        *_naming(draft, folder if own else None),
        f"  Then look for gaps in it: zoom-policy-lint rules lint {draft.id} --policy YOUR-POLICY",
    ]
    return "\n".join(lines)


def _naming(draft: "Draft", folder: Path | None) -> list[str]:
    """How a policy comes to use the rule; `folder` is None for one beside the shipped rules."""
    folders = [f"    rule_folders: [{folder}]   # as seen from the policy file"] if folder else []
    if draft.advisory:
        return ["  It is judged with --recommended, once your policy names its folder:", *folders] if folder else []
    clause = f"    clauses: [{{id: CLAUSE, add_rules: [{draft.id}]}}]   # CLAUSE: the id of the one that it answers"
    return ["  Name it in a clause of your policy:", *folders, clause]


def _same(draft: "Draft", policy: "Policy") -> "list[Rule]":
    from zoom_policy_lint.ruleset import SettingBody

    rules = (*policy.rules.values(), *policy.advisory.values())
    return [one for one in rules if isinstance(one.body, SettingBody) and draft.setting.key in dict(one.body.settings)]
