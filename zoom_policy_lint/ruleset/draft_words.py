"""What a new rule is called, and what it says in words until somebody has written better ones."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from zoom_policy_lint.catalogue import Setting
from zoom_policy_lint.catalogue.portal import PAGES, is_whole_way
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.ruleset.conditions import Condition
from zoom_policy_lint.ruleset.yaml_text import one_line

PLACEHOLDER_WHY = "The school has decided so. (Say here in a sentence or two what could happen otherwise, and to whom.)"
"""The rationale of a new rule for which nobody has said why."""

PLACEHOLDER_WAY = "find there what decides this"
"""Stands in the remediation of a new rule where the catalogue knows the page of the portal but not the place on it."""

LONGEST_TITLE = 100
"""Characters of a title that fit the line of a report."""

_GENERIC = frozenset({"enable", "settings", "selected_option", "option", "settings_option"})
"""Last words of keys that say nothing by themselves."""

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ASIDE = re.compile(r"\s*\([^)]*\)|;.*")
"""What a summary says beside what the setting is."""

_VERB = re.compile(
    r"^(?!(?:no|not|all|each|every|everyone)\b)"
    r"((?:(?!\b(?:only|that|which|who|whose|whom|how|when|where|while|if)\b)[^,“”])*?) (may|is|are)\b",
    re.IGNORECASE,
)
"""The first words of a summary up to a verb that “not” can follow, where nothing before it qualifies what is said."""


def usual_id(row: Setting, condition: Condition) -> str:
    """An id made of the key: `no-` before it where the setting must be off."""
    words = _telling_words(row)
    off = "no-" if _is_switch(condition, on=False) else ""
    return off + re.sub(r"[^a-z0-9]+", "-", words[-1].lower()).strip("-")


def _telling_words(row: Setting) -> list[str]:
    words = [part.removesuffix("[]") for part in row.key.split(".")]
    while len(words) > 1 and words[-1] in _GENERIC:
        words.pop()
    return words


def usual_title(row: Setting, condition: Condition, parameters: Mapping[str, Any]) -> str:
    """What is so when all is right, as a statement made of the setting's summary, that fits the line of a report."""
    titles = list(_titles(row, condition, parameters))
    return next((title for title in titles if len(title) <= LONGEST_TITLE), titles[-1])


def _titles(row: Setting, condition: Condition, parameters: Mapping[str, Any]) -> Iterator[str]:
    """Statements, the most telling first; the last one always fits."""
    summary = _ASIDE.sub("", one_line(row.summary)).strip(" .")
    if _is_switch(condition, on=True):
        yield summary
    if _is_switch(condition, on=False) and (denied := _denied(summary)):
        yield denied
    wanted = _in_words(condition, parameters, lambda value: _plain_words(row, value))
    name = _HUMP.sub(" ", " ".join(_telling_words(row)[-1:])).replace("_", " ")
    yield f"“{summary}” is {wanted}"
    yield f"“{summary}” is as the school wants it"
    yield f"“{name[:50].strip()}” is as the school wants it"


def _denied(summary: str) -> str:
    """The opposite of a statement; empty where it is not plain which words would make it."""
    if (found := _VERB.match(summary)) is None:
        return ""
    rest = summary[found.end() :]
    turned = {" on": " off", " off": " on"}
    return f"{found[1]} {found[2]}{turned.get(rest, f' not{rest}')}"


def _is_switch(condition: Condition, *, on: bool) -> bool:
    """Whether it must be on (or off); 1 and 0 are numbers and no switches."""
    return condition.operator == "equals" and condition.argument is on


def wanted_words(row: Setting, condition: Condition, parameters: Mapping[str, Any]) -> str:
    """What a setting must be in words, values with their meanings."""
    return _in_words(condition, parameters, lambda value: _value_words(row, value))


def _in_words(condition: Condition, parameters: Mapping[str, Any], words: Callable[[Any], str]) -> str:
    """A condition in words; a parameter is called by its name, since its value may change."""
    named = {name: f"the policy's {name.replace('_', ' ')}" for name in condition.parameters()}
    bound = {name: [text] if isinstance(parameters[name], list) else text for name, text in named.items()}
    return condition.bind(bound).describe(words)


def _value_words(row: Setting, value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    meaning = row.meaning(value)
    return f"{value} ({meaning})" if meaning else str(value)


def _plain_words(row: Setting, value: Any) -> str:
    """What a value means rather than how Zoom writes it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return row.meaning(value) or str(value).replace("_", " ")


_ANY = {
    Level.GROUP: "the group",
    Level.USER: "the person",
    Level.MEETING: "the meeting",
    Level.RECORDING: "the recording",
}
"""What is said in place of a name."""


def portal_way(row: Setting) -> str:
    """The way to a setting in the portal; where the catalogue does not know its end, the page and what to find."""
    if row.portal and is_whole_way(row.portal):
        return row.portal
    level = next(level for level in PAGES if level in row.levels)
    page = PAGES[level].replace("{name}", _ANY.get(level, ""))
    look = row.portal or f"{PLACEHOLDER_WAY}: “{one_line(row.summary).rstrip('.')}”"
    return f"{page} > {look}"
