"""How to put a wrong value or a missing lock right: the way in the portal, and the exact API request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.catalogue import Role, Setting, ValuePath, endpoint
from zoom_policy_lint.catalogue.portal import PAGES, is_whole_way
from zoom_policy_lint.evaluate.wording import setting_shown
from zoom_policy_lint.evaluate.wording import wanted as describe
from zoom_policy_lint.model.finding import Remediation, Request
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.ruleset import Condition, Rule
from zoom_policy_lint.ruleset.demand import endpoint_at

_OF_ONE = (Level.MEETING, Level.RECORDING)
"""Levels whose resources have a page of their own, on which settings stand under the names that they have elsewhere."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """How to put one thing right at one level, whoever it is: `{name}` and `{id}` stand for the resource's."""

    summary: str
    portal: str | None
    requests: tuple[tuple[str, Mapping[str, Any]], ...]

    def of(self, resource: Resource) -> Remediation:
        """The same for one resource."""
        where = self.portal.replace("{name}", resource.name) if self.portal else None
        owner = "me" if resource.level is Level.ACCOUNT else resource.id
        requests = (Request("PATCH", path.replace("{id}", owner), body) for path, body in self.requests)
        return Remediation(self.summary, where, tuple(requests))


def value_remedy(rule: Rule, row: Setting, condition: Condition, level: Level) -> Remedy:
    """For a setting with a wrong value; no request where Zoom takes none or where the right value is not definite."""
    wanted = right_value(condition, row)
    paths = [] if wanted is None else [path for path in row.levels[level].paths if path.writable]
    requests = tuple(_requests(Role.SETTINGS, level, paths, wanted))
    if level in _OF_ONE and row.portal and not is_whole_way(row.portal):
        control = row.portal.rpartition(" > ")[2]
        page, right = PAGES[level], describe(condition, setting_shown(row))
        summary = f"{page.replace('{name}', f'the {level}')} > {control}: {right}."
        return Remedy(summary, f"{page} > {control}", requests)
    return Remedy(rule.remediation, _portal(row, level), requests)


def lock_remedy(rule: Rule, row: Setting, level: Level) -> Remedy:
    """For a setting that is not locked."""
    locks = [lock for lock in row.levels[level].locks if lock.writable]
    summary = f"Lock it for the whole account with the padlock beside the setting. {rule.remediation}"
    return Remedy(summary, _portal(row, level), tuple(_requests(Role.LOCKS, level, locks, wanted=True)))


def _portal(row: Setting, level: Level) -> str | None:
    """The way to a setting in the admin portal; None where the catalogue does not know it."""
    if row.portal is None or is_whole_way(row.portal):
        return row.portal
    return f"{PAGES[level]} > {row.portal}"


def right_value(condition: Condition, row: Setting) -> Any:
    """The value to write: the one that is wanted, or the nearest known one that satisfies; None when not definite."""
    match condition.operator, condition.argument:
        case "equals", value:
            return value
        case "one_of", (value, *_):
            return value
        case ("at_least" | "at_most") as operator, limit:
            known = [value for value in row.known if condition.holds(value)] or [limit]
            return min(known) if operator == "at_least" else max(known)
        case "empty", True:
            return [] if row.type.startswith("array") else ""
        case "all", parts:
            values = [value for part in parts if (value := right_value(part, row)) is not None]
            return next((value for value in values if condition.holds(value)), None)
        case _:
            return None


def _requests(role: Role, level: Level, paths: list[ValuePath], wanted: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """One request a view, each with all its paths."""
    row = endpoint(endpoint_at(level, role))
    address = row.path.replace(f"{{{row.parameter}}}", "{id}")
    for view in dict.fromkeys(path.view for path in paths):
        body: dict[str, Any] = {}
        for path in paths:
            if path.view == view:
                _put(body, path.keys, wanted)
        option = "" if view == "default" or not row.write_option else f"?option={view}"
        yield address + option, body


def _put(body: dict[str, Any], keys: tuple[str, ...], value: Any) -> None:
    for key in keys[:-1]:
        body = body.setdefault(key, {})
    body[keys[-1]] = value
