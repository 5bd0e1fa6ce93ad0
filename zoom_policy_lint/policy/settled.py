"""Questions that settings answer in a person's place: reading and checking them."""

from collections.abc import Iterator, Mapping
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.catalogue.settings import nearest
from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.model.words import Status
from zoom_policy_lint.policy.files import PolicyFile
from zoom_policy_lint.policy.policy import Settled
from zoom_policy_lint.policy.statements import Entry
from zoom_policy_lint.ruleset import parse_condition
from zoom_policy_lint.ruleset.conditions import Condition, ConditionError
from zoom_policy_lint.ruleset.conditions_check import misfits

_STATUS = {"met": Status.PASS, "not_met": Status.FAIL, "not_applicable": Status.NOT_APPLICABLE}

_PLACE = ("settled_by", "settings")


def settled_of(data: Mapping[str, Any] | None) -> Settled | None:
    """What settles a question, as a sound policy writes it."""
    if data is None:
        return None
    settings = tuple((key, parse_condition(value)) for key, value in data["settings"].items())
    return Settled(settings, _STATUS[data["verdict"]])


def settled_problems(policy: PolicyFile) -> Iterator[Problem]:
    """Settings that do not exist or are never read, and conditions that are none or do not fit them."""
    for entry in policy.entries["attest"]:
        for key, value in entry.data.get("settled_by", {}).get("settings", {}).items():
            yield from _problems(entry, key, value)


def _problems(entry: Entry, key: str, value: Any) -> Iterator[Problem]:
    row, at = setting(key), (*_PLACE, key)
    if row is None:
        near = ", ".join(nearest(key))
        hint = f"nearest: {near}" if near else "“settings search WORDS” finds keys by what people call it"
        yield entry.problem(at, f"unknown setting “{key}”", hint)
        return
    if row.secret:
        yield entry.problem(at, f"“{key}” is a secret and is never read", "name the setting that requires it instead")
        return
    try:
        condition = parse_condition(value, at)
    except ConditionError as error:
        yield entry.problem(error.path, error.message, error.hint)
        return
    yield from (entry.problem(one.path, one.message, one.hint) for one in misfits(condition, row.type, row.known, at))
    if _has_parameter(condition):
        yield entry.problem(at, "a parameter has no place here", "write the value itself")


def _has_parameter(condition: Condition) -> bool:
    return bool(condition.parameters())
