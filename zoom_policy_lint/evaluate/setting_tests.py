"""The settings of a rule as they are judged: condition, readers and remedies by level."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from zoom_policy_lint.catalogue import Role, Setting, setting
from zoom_policy_lint.evaluate.remedy import Remedy, value_remedy
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.resolve import ValueReader
from zoom_policy_lint.ruleset import Condition, Match, Rule, SettingBody
from zoom_policy_lint.ruleset.demand import endpoint_at


@dataclass(frozen=True, slots=True)
class Test:
    """One setting of a rule: what it must be, and a reader for every level that keeps it."""

    key: str
    row: Setting
    condition: Condition
    optional: bool
    readers: dict[Level, ValueReader]
    expected: Any
    lockable: bool
    remedies: Mapping[Level, Remedy]


def test_of(key: str, condition: Condition, body: SettingBody, rule: Rule) -> Test:
    """A setting as a rule judges it. Raises KeyError where the catalogue does not have it.

    No request is proposed where there is a choice: one of several settings is enough, or a parameter is not set.
    """
    row = setting(key)
    if row is None:
        raise KeyError(key)
    readers = {
        level: ValueReader(row, row.levels[level].paths, endpoint_at(level, Role.SETTINGS))
        for level in body.levels
        if level in row.levels
    }
    lockable = any(place.locks for place in row.levels.values())
    remedies = {level: value_remedy(rule, row, condition, level) for level in readers}
    if body.match is Match.ANY or _asks(body):
        remedies = {level: replace(remedy, requests=()) for level, remedy in remedies.items()}
    return Test(key, row, condition, key in body.optional, readers, condition.as_data(), lockable, remedies)


def _asks(body: SettingBody) -> bool:
    """Whether something else of the rule is still to be decided by a person, so that no request can be right alone."""
    return any(condition.parameters() for _, condition in body.settings)
