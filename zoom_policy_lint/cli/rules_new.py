"""`rules new`: start a rule on one setting, with examples that prove it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zoom_policy_lint.cli import asking
from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.rule_sets import DEFAULT_POLICY

if TYPE_CHECKING:
    from zoom_policy_lint.catalogue import Setting
    from zoom_policy_lint.model.words import Lock
    from zoom_policy_lint.policy import Policy
    from zoom_policy_lint.ruleset import Condition, Rule
    from zoom_policy_lint.ruleset.draft import Draft

_WHY = "The school has decided so. (Say here in a sentence or two what could happen otherwise, and to whom.)"


@click.command(short_help="Start a rule on one setting.")
@click.argument("key", metavar="SETTING")
@click.option("--id", "rule_id", help="Lower-case words joined by hyphens. [made of the setting's key]")
@click.option("--expect", metavar="YAML", help="What it must be: true, 8, a known value, or '{at_least: 8}'.")
@click.option("--lock", type=click.Choice(["required", "preferred", "none"]), help="Must a lock hold it?")
@click.option("--title", help="The right state as a statement. [made of the setting's description]")
@click.option(
    "--severity", type=click.Choice(["low", "medium", "high", "critical"]), default="medium", show_default=True
)
@click.option("--protects", type=click.Choice(["pupils", "parents", "staff", "school"]), multiple=True, help="[pupils]")
@click.option("--why", help="What could happen otherwise, in a sentence or two.")
@click.option("--dir", "folder", type=click.Path(path_type=Path), help="Folder of your own rules.  [rules]")
@click.option("-o", "file", type=click.Path(path_type=Path), help="The file itself; its name gives the id.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@common.policy_option
def new(
    key: str,
    rule_id: str | None,
    expect: str | None,
    folder: Path | None,
    file: Path | None,
    force: bool,  # noqa: FBT001 - click's way
    policy_name: str | None,
    **said: Any,
) -> None:
    """Write a rule file on one SETTING: what it must be, why, how to put it right, and examples from the catalogue.

    On a terminal it asks for what no option says. Find settings with: zoom-policy-lint settings search WORDS
    """
    from zoom_policy_lint.cli.expected import condition_of, setting_of
    from zoom_policy_lint.cli.output import whole_file
    from zoom_policy_lint.cli.schema_file import modeline, write_schema
    from zoom_policy_lint.policy import load_policy
    from zoom_policy_lint.ruleset.draft import usual_id

    row = setting_of(key)
    if file and (folder or rule_id or file.suffix != ".yaml"):
        raise click.UsageError("-o takes ID.yaml, which says where the rule goes and its id: leave --dir and --id out.")
    policy = load_policy(policy_name or DEFAULT_POLICY)
    condition = condition_of(row, expect)
    folder = file.parent if file else folder or Path("rules")
    target = _target(folder, file.stem if file else rule_id, usual_id(row, condition))
    if target.exists() and not force:
        raise click.UsageError(f"{target} is already there; choose another --id, or use --force to replace it.")
    draft = _draft(target.stem, row, condition, policy, said)
    text = _proven(draft, modeline("rule"), str(target), policy)
    _make(folder)
    with whole_file(target) as stream:
        stream.write(text)
    click.echo(f"Wrote {target}.")
    write_schema("rule", folder)
    click.echo(_next(draft, folder, policy))


def _target(folder: Path, wanted: str | None, usual: str) -> Path:
    """The file of the new rule, whose id no other file may have. Raises UsageError when the wanted one has."""
    names = [wanted] if wanted is not None else [usual, f"our-{usual}", *(f"our-{usual}-{n}" for n in range(2, 100))]
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", names[0]):
        message = f"“{names[0]}” is not an id: write lower-case words joined by hyphens, such as no-polls."
        raise click.UsageError(message)
    taken = _taken(folder)
    for name in names:
        target = folder / f"{name}.yaml"
        if name not in taken or taken[name] == target.resolve():
            return target
    raise click.UsageError(f"The id “{names[0]}” is already taken by {taken[names[0]]}; choose another one.")


def _taken(folder: Path) -> Mapping[str, Path]:
    """The ids that rules have, present and former, each with its file. Broken files are left to `policy validate`."""
    from zoom_policy_lint.ruleset.load import read_rules
    from zoom_policy_lint.ruleset.shipped import shipped

    rules, _ = read_rules(dict.fromkeys(one.resolve() for one in (shipped("rules"), folder)))
    files = {rule.id: Path(rule.file).resolve() for rule in rules}
    return files | {alias: files[name] for alias, name in rules.former.items()}


def _draft(id_: str, row: "Setting", condition: "Condition", policy: "Policy", said: Mapping[str, Any]) -> "Draft":
    from zoom_policy_lint.model.words import Severity
    from zoom_policy_lint.ruleset.draft import Draft, usual_title
    from zoom_policy_lint.ruleset.yaml_text import one_line

    parameters = {name: policy.parameters.get(name) for name in sorted(condition.parameters())}
    for name, value in parameters.items():
        if value is None:
            message = f"--expect: the policy “{policy.identity.id}” gives no parameter “{name}”;"
            raise click.UsageError(f"{message} name a policy that does by --policy.")
    why = said["why"]
    if why is None and asking.can_ask():
        why = asking.prompt("Why: what could happen otherwise", str.strip, "")
    return Draft(
        id=id_,
        title=one_line(said["title"] or "") or usual_title(row, condition, parameters),
        setting=row,
        condition=condition,
        severity=Severity(said["severity"]),
        lock=_lock(row, said["lock"]),
        why=one_line(why or "") or _WHY,
        protects=said["protects"] or ("pupils",),
        parameters=parameters,
    )


def _lock(row: "Setting", wanted: str | None) -> "Lock":
    from zoom_policy_lint.model.words import Lock
    from zoom_policy_lint.ruleset.draft import lock_misfit, usual_lock

    lock = Lock(wanted) if wanted else usual_lock(row)
    if sentence := lock_misfit(row, lock):
        raise click.UsageError(f"--lock: {sentence}")
    return lock


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
    from zoom_policy_lint.ruleset.shipped import shipped

    own = "" if folder.resolve() == shipped("rules").resolve() else f" --rules {folder}"
    lines = [
        *(f"Note: the rule {rule.id} already judges this setting." for rule in _same(draft, policy)),
        "Next:",
        f"  Read it, and say under “rationale” why. Prove it with: zoom-policy-lint rules test {draft.id}{own}",
        "  Name it in a clause of your policy:",
        *([f"    rule_folders: [{folder}]   # as seen from the policy file"] if own else []),
        f"    clauses: [{{id: {policy.clauses[0].id}, add_rules: [{draft.id}]}}]",
        f"  Then look for gaps in it: zoom-policy-lint rules lint {draft.id} --policy YOUR-POLICY",
    ]
    return "\n".join(lines)


def _same(draft: "Draft", policy: "Policy") -> "list[Rule]":
    from zoom_policy_lint.ruleset import SettingBody

    rules = (*policy.rules.values(), *policy.advisory.values())
    return [one for one in rules if isinstance(one.body, SettingBody) and draft.setting.key in dict(one.body.settings)]
