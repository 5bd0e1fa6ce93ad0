"""Questions that settings answer in a person's place: reading and checking them."""

from collections.abc import Iterator, Mapping
from typing import Any

from zoom_policy_lint.catalogue import Setting, setting
from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.policy.files import PolicyFile
from zoom_policy_lint.policy.merge import Merged
from zoom_policy_lint.policy.policy import Settled
from zoom_policy_lint.policy.statements import Entry
from zoom_policy_lint.ruleset import parse_condition
from zoom_policy_lint.ruleset.conditions import Condition, ConditionError
from zoom_policy_lint.ruleset.conditions_check import misfits
from zoom_policy_lint.ruleset.hints import unknown_setting
from zoom_policy_lint.ruleset.structure import nearest

_STATUS = {"met": Status.PASS, "not_met": Status.FAIL, "not_applicable": Status.NOT_APPLICABLE}

_PLACE = ("settled_by", "settings")


def settled_of(data: Mapping[str, Any] | None) -> Settled | None:
    """What settles a question, as a sound policy writes it."""
    if data is None:
        return None
    settings = tuple((key, parse_condition(value)) for key, value in data["settings"].items())
    return Settled(settings, _STATUS[data["verdict"]], frozenset(data.get("optional", ())))


def settled_problems(policy: PolicyFile) -> Iterator[Problem]:
    """Settings that do not exist or are never read, and conditions that are none or do not fit them."""
    for entry in policy.entries["attest"]:
        settled = entry.data.get("settled_by", {})
        settings, optional = settled.get("settings", {}), settled.get("optional", ())
        for key, value in settings.items():
            yield from _problems(entry, key, value)
        for at, key in enumerate(optional):
            if key not in settings:
                hint = nearest(key, list(settings))
                yield entry.problem(("settled_by", "optional", at), f"“{key}” is not one of the settings", hint)
        if settings and set(settings) <= set(optional):
            message = "at least one setting must be there to settle the question"
            yield entry.problem(("settled_by", "optional"), message, "leave one out of “optional”")


def settled_scope_problems(policy: PolicyFile, merged: Merged) -> Iterator[Problem]:
    """Questions about some people only: settings are looked at for everybody, so they cannot answer those."""
    for entry in policy.entries["attest"]:
        if "settled_by" in entry.data and merged.clauses.get(entry.data["clause"], {}).get("scope"):
            message = "the clause is about some people only, and settings settle a question for everybody"
            yield entry.problem(("settled_by",), message, "take it out, or the “scope” of the clause")


def _problems(entry: Entry, key: str, value: Any) -> Iterator[Problem]:
    row, at = setting(key), (*_PLACE, key)
    if row is None:
        yield entry.problem(at, *unknown_setting(key))
        return
    if row.secret:
        yield entry.problem(at, f"“{key}” is a secret and is never read", "name the setting that requires it instead")
        return
    if kept := [level.words for level in (Level.MEETING, Level.RECORDING) if level in row.levels]:
        message = f"Zoom keeps “{key}” for each {' and '.join(kept)} too, so the settings above settle nothing"
        yield entry.problem(at, message, "judge it by a rule")
    try:
        condition = parse_condition(value, at)
    except ConditionError as error:
        yield entry.problem(error.path, error.message, error.hint)
        return
    wrong = list(misfits(condition, row.type, row.known, at))
    yield from (entry.problem(one.path, one.message, one.hint) for one in wrong)
    if condition.parameters():
        yield entry.problem(at, "a parameter has no place here", "write the value itself")
    elif not wrong and _decides_nothing(condition, row):
        message = "every value that Zoom gives is right here, so it would settle the question unread"
        yield entry.problem(at, message, "say which value settles it")


def _decides_nothing(condition: Condition, row: Setting) -> bool:
    """Whether it holds of all values that a setting can have, as far as these are known."""
    known = (True, False) if row.type == "boolean" else () if row.type.startswith("array<") else row.known
    return bool(known) and all(map(condition.holds, known))
