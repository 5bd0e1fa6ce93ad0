"""Rules in words: conditions, settings, parameters, people; with links as seen from a rule's page."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docs_pages.markdown import code
from zoom_policy_lint.catalogue import Setting, setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.evaluate.wording import setting_shown, shown
from zoom_policy_lint.model.words import Kind, Level
from zoom_policy_lint.ruleset import Condition, Parameter, Rule
from zoom_policy_lint.ruleset.operators import OPERATORS

KINDS = {
    Kind.SETTINGS: "settings and locks",
    Kind.MEETINGS: "scheduled meetings",
    Kind.RECORDINGS: "recordings",
    Kind.PAST: "past meetings",
    Kind.USERS: "users, roles and domains",
    Kind.ATTESTATION: "a person's statement",
}
_LICENCES: Mapping[Any, str] = {1: "basic", 2: "licensed", 4: "unassigned", 99: "none"}
_MEANINGS: Mapping[tuple[Level, str], Mapping[Any, str]] = {
    (Level.USER, "type"): _LICENCES,
    (Level.MEETING, "host_licence"): _LICENCES,
    (Level.USER, "role_id"): {"0": "owner", "1": "administrator", "2": "member"},
    (Level.USER, "login_types"): {
        1: "Google",
        27: "Microsoft",
        97: "mobile device",
        98: "RingCentral",
        99: "API",
        100: "work e-mail",
        101: "single sign-on",
    },
}
"""What Zoom's numbers stand for in fields of people."""

_MOST_LISTED = 6
"""So many wrong values are told one by one."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """Stands in a condition where the policy's value will stand; `many`: a list of values."""

    name: str
    many: bool = False


_OF_LEVEL = {Level.MEETING: "staff_only_meetings", Level.RECORDING: "recording_lookback_months"}
"""Parameters that say which resources of a level are looked at at all."""


def parameters_of(rule: Rule) -> list[str]:
    """The policy's parameters that make a difference to a rule, and those that say what it is shown."""
    return sorted(rule.uses()) + [name for level, name in _OF_LEVEL.items() if level in rule.levels]


def row_of(key: str) -> Setting:
    """The catalogue's row of a setting that a rule names; KeyError when there is none."""
    row = setting(key)
    if row is None:
        raise KeyError(key)
    return row


def setting_link(key: str) -> str:
    """A setting, with a link to its place in the reference."""
    return f"[`{key}`](../settings.md#{key.lower().replace('.', '')})"


def parameter_link(name: str) -> str:
    """A parameter, with a link to its place in the reference."""
    return f"[{code(name)}](../policy-parameters.md#{name})"


def joined(items: Iterable[str], word: str = "and") -> str:
    """Names as one reads them out."""
    *most, last = items
    return f"{', '.join(most)} {word} {last}" if most else last


def of_setting(condition: Condition, key: str) -> str:
    """What a setting must be, in words and with the meaning of each value."""
    return _described(condition, setting_shown(row_of(key)))


def of_field(condition: Condition, level: Level, name: str) -> str:
    """What a field of a resource must be, in words."""
    meanings = _MEANINGS.get((level, name), {})
    return _described(condition, lambda value: _field_shown(value, meanings))


def wrong_of_field(condition: Condition, level: Level, name: str) -> str:
    """What a field is when it is wrong: the known values that do not fit, or just anything else."""
    field = fields(level)[name]
    known = (True, False) if field.type == "boolean" else field.known
    if condition.parameters() or not known or field.type.startswith("array"):
        return "anything else"
    meanings = _MEANINGS.get((level, name), {})
    wrong = [_field_shown(value, meanings) for value in known if not condition.holds(value)]
    return joined(wrong, "or") if 0 < len(wrong) <= _MOST_LISTED else "any other of the known values"


def wrong_of_setting(condition: Condition, key: str) -> str:
    """What the setting is when it is wrong: the known values that do not fit, or just anything else."""
    row = row_of(key)
    known = (True, False) if row.type == "boolean" else row.known
    if condition.parameters() or not known or row.type.startswith("array"):
        return "anything else"
    wrong = [setting_shown(row)(value) for value in known if not condition.holds(value)]
    return joined(wrong, "or") if 0 < len(wrong) <= _MOST_LISTED else "any other of the known values"


_REWORDED = {
    r"^those in": "one of those in",
    r"\bthe addresses those in": "the addresses in",
    r"\ban address at those in": "an address at a domain in",
}
"""What reads badly where a parameter stands for a list, and how to say it."""


def _described(condition: Condition, show: Callable[[Any], str]) -> str:
    def with_links(value: Any) -> str:
        if not isinstance(value, _Mark):
            return show(value)
        return f"{'those in ' if value.many else ''}the parameter {parameter_link(value.name)}"

    words = _marked(condition).describe(with_links)
    for awkward, plain in _REWORDED.items():
        words = re.sub(awkward, plain, words)
    for pattern in _patterns(condition):
        words = words.replace(pattern, code(pattern))
    return words


def _patterns(condition: Condition) -> Iterator[str]:
    """The regular expressions in a condition, which no reader should take for words."""
    inner = condition.argument if isinstance(condition.argument, tuple) else (condition.argument,)
    if condition.operator == "matches" and isinstance(condition.argument, str):
        yield condition.argument
    for one in inner:
        if isinstance(one, Condition):
            yield from _patterns(one)


def _marked(condition: Condition) -> Condition:
    """The condition with marks in place of parameters; one that stands for a list is the list's only item."""
    match condition.argument:
        case Parameter(name):
            many = OPERATORS[condition.operator].argument == "list"
            return Condition(condition.operator, (_Mark(name, many=True),) if many else _Mark(name))
        case Condition() as inner:
            return Condition(condition.operator, _marked(inner))
        case tuple() as items:
            inside = tuple(_marked(item) if isinstance(item, Condition) else item for item in items)
            return Condition(condition.operator, inside)
        case _:
            return condition


def _field_shown(value: Any, meanings: Mapping[Any, str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    meaning = meanings.get(value) if isinstance(value, int | str) else None
    return f"{shown(value)} ({meaning})" if meaning else shown(value)
