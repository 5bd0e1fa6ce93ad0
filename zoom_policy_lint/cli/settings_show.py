"""`settings show`: one setting of the catalogue, whole."""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoom_policy_lint.cli import options as common

if TYPE_CHECKING:
    from zoom_policy_lint.catalogue import Place, Setting, ValuePath
    from zoom_policy_lint.model.words import Level
    from zoom_policy_lint.policy import Policy
    from zoom_policy_lint.ruleset import Rule

_INDENT, _WIDTH = 12, 100

_JOINED = {
    "meeting_security.waiting_room": "who_waits",
    "meeting_security.waiting_room_settings.participants_to_place_in_waiting_room": "who_waits",
    "settings.waiting_room_options.mode": "who_waits",
    "settings.waiting_room_options.who_goes_to_waiting_room": "who_waits",
    "settings.alternative_hosts": "alternative_hosts",
}
"""Settings that a field of a meeting is made of."""

_KINDS = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "a text",
    "any": "anything",
    "object": "a section",
}


@click.command(short_help="One setting, whole.")
@click.argument("key", metavar="SETTING")
@common.policy_option
@common.rules_option
def show(key: str, policy_name: str | None, rule_folders: tuple[Path, ...]) -> None:
    """Show one setting: what it is, its values, where Zoom keeps and locks it, and the rules that use it."""
    from zoom_policy_lint.catalogue import setting
    from zoom_policy_lint.policy import load_policy

    row = setting(key)
    if row is None:
        raise click.UsageError(f"The catalogue has no setting “{key}”; {_hint(key)}")
    policy = load_policy(policy_name or common.default_policy(), rule_folders)
    click.echo(f"{row.key}\n\n{textwrap.fill(row.summary, _WIDTH)}\n")
    for name, lines in (*_facts(row), ("rules", list(_rules(row, policy)))):
        for number, line in enumerate(lines):
            label = "" if number else name
            click.echo(textwrap.fill(line, _WIDTH, initial_indent=f"{label:<12}", subsequent_indent=" " * _INDENT))


def _hint(key: str) -> str:
    from zoom_policy_lint.catalogue.settings import nearest
    from zoom_policy_lint.resolve.search import search

    near = nearest(key) or tuple(row.key for row in search(key).settings[:3])
    return f"did you mean {' or '.join(near)}?" if near else "look for it with “settings search WORDS”."


def _facts(row: "Setting") -> Iterator[tuple[str, list[str]]]:
    yield "type", [_type(row.type)]
    if row.secret:
        yield "values", ["never read: it is a secret, and no snapshot or report holds it"]
    elif row.known:
        yield "values", [f"{value}: {meaning or 'not explained by any source'}" for value, meaning in row.values]
    if row.deprecated:
        yield "deprecated", ["Zoom is giving it up, and may leave it out"]
    for level, place in row.levels.items():
        yield level.words, list(_place(level, place))
    yield "portal", [row.portal or "not known"]


def _type(kind: str) -> str:
    inner, depth = kind, 0
    while inner.startswith("array<"):
        inner, depth = inner[6:-1], depth + 1
    return "a list, each: " * depth + _KINDS[inner]


def _place(level: "Level", place: "Place") -> Iterator[str]:
    from zoom_policy_lint.model.words import Level

    first, *twins = place.paths
    yield f"read at {_where(first)}" + ("; the API can change it" if first.writable else "; the API cannot change it")
    yield from (f"and at {_where(twin)}, which must agree where both are returned" for twin in twins)
    if place.locks:
        yield f"locked by {' and '.join(_where(lock) for lock in place.locks)}"
        if not any(lock.writable for lock in place.locks):
            yield "a lock that the API can read and not set"
    elif level in (Level.ACCOUNT, Level.GROUP):
        yield "Zoom offers no lock here"


def _where(path: "ValuePath") -> str:
    """A path, with the `option` that has to be asked for where it is not in Zoom's usual answer."""
    views = " or ".join("without an option" if view == "default" else f"option={view}" for view in path.views)
    return path.path if views == "without an option" else f"{path.path} ({views})"


def _rules(row: "Setting", policy: "Policy") -> Iterator[str]:
    used = [rule for rule in (*policy.rules.values(), *policy.advisory.values()) if _uses(rule, row)]
    for rule in used:
        clauses = ", ".join(policy.all_clauses_of(rule)) or "recommended"
        yield f"{rule.id} ({clauses}): {rule.title}"
    if not used:
        yield f"none of the policy {policy.identity.id} names it"
    if row.key in _JOINED:
        yield f"Of a meeting, rules also judge it through the field {_JOINED[row.key]}, which joins several settings."


def _uses(rule: "Rule", row: "Setting") -> bool:
    """Whether a rule names the setting, or the field of a meeting or recording that it is."""
    from zoom_policy_lint.ruleset import FieldBody, SettingBody

    match rule.body:
        case SettingBody(settings=pairs, when=when):
            return any(key == row.key for key, _ in (*pairs, *when))
        case FieldBody(level=level, where=where, expect=pairs) if level in row.levels:
            paths = {path.path for path in row.levels[level].paths}
            return any(name in paths for name, _ in (*where, *pairs))
        case _:
            return False
