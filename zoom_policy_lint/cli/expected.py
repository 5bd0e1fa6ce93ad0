"""What a new rule expects of a setting: as an option says, or as the person at the terminal answers."""

from collections.abc import Iterable
from typing import Any

import click

from zoom_policy_lint.catalogue import Setting, setting
from zoom_policy_lint.catalogue.settings import nearest
from zoom_policy_lint.cli import asking
from zoom_policy_lint.model.errors import Problem, ProblemsError
from zoom_policy_lint.ruleset import Condition, parse_condition
from zoom_policy_lint.ruleset.conditions_check import misfits
from zoom_policy_lint.ruleset.draft import why_not
from zoom_policy_lint.ruleset.source import parse
from zoom_policy_lint.ruleset.wording import kind_words
from zoom_policy_lint.ruleset.yaml_text import flow


def setting_of(key: str) -> Setting:
    """The setting of a key. Raises UsageError when there is none, or no rule can judge it."""
    row = setting(key)
    if row is None:
        near = f" Nearest: {', '.join(found)}." if (found := nearest(key)) else ""
        message = f"There is no setting “{key}”.{near}"
        raise click.UsageError(f"{message}\nFind it by words people use: zoom-policy-lint settings search WORDS")
    if reason := why_not(row):
        raise click.UsageError(reason)
    return row


def condition_of(row: Setting, text: str | None, *, ask: bool) -> Condition:
    """What the setting must be: as the option says, or as the person answers where `ask`. Raises UsageError."""
    if text is not None:
        try:
            return _understood(row, text)
        except click.UsageError as error:
            raise click.UsageError(f"--expect: {error.message}") from error
    if not ask:
        raise click.UsageError(f"--expect is missing: what must “{row.key}” be?\n{_choices(row)}")
    click.echo(f"{row.summary}\n{_choices(row)}")
    found: Condition = asking.prompt("What must it be", lambda answer: _understood(row, answer), None)
    return found


def exact_number(row: Setting, condition: Condition) -> str:
    """What to think of where only one number is right, as a sentence; empty where that is usual."""
    if condition.operator != "equals" or row.known or row.type not in ("integer", "number"):
        return ""
    limit = f"{{at_least: {condition.argument}}}"
    return f"only exactly {condition.argument} is right now; where more or less is right too, say '{limit}' or at_most."


def _understood(row: Setting, text: str) -> Condition:
    try:
        document = parse(text, "--expect")
        problems, condition = document.problems, parse_condition(document.data)
    except ProblemsError as error:
        raise click.UsageError(_sentences(error.problems)) from error
    except ValueError as error:
        raise click.UsageError(f"{error}.\n{_choices(row)}") from error
    if problems:
        raise click.UsageError(_sentences(problems))
    if wrong := [str(misfit) for misfit in misfits(condition, row.type, row.known)]:
        raise click.UsageError(f"{'. '.join(wrong)}.\n{_choices(row)}")
    return condition


def _sentences(problems: Iterable[Problem]) -> str:
    return "\n".join(f"{one.message}\n  {one.hint}" for one in problems)


def _choices(row: Setting) -> str:
    """What one may expect of a setting."""
    if not row.known:
        sample = {"boolean": "true", "integer": "'{at_least: 8}'", "number": "'{at_most: 30}'"}
        return f"Write {kind_words(row.type)}, such as: --expect {sample.get(row.type, _operators(row.type))}"
    values = (f"  {flow(value)}: {meaning}" if meaning else f"  {flow(value)}" for value, meaning in row.values)
    several = _operators(row.type, *row.known[:2])
    return "\n".join(["Known values:", *values, f"One of them, or an operator such as: --expect {several}"])


_ITEMS = {"boolean": (True,), "integer": (1, 2), "number": (1, 2)}
"""Values to show where none are known, by type; for every other type texts."""


def _operators(kind: str, *values: Any) -> str:
    operator = "subset_of" if kind.startswith("array<") else "one_of"
    item = kind.removeprefix("array<").removesuffix(">")
    return f"'{flow({operator: list(values or _ITEMS.get(item, ('first', 'second')))})}'"
