"""The sentences of findings, in one place."""

import json
from collections.abc import Callable
from typing import Any

from zoom_policy_lint.catalogue import Setting
from zoom_policy_lint.model.words import Reason
from zoom_policy_lint.ruleset import Condition

REASONS = {
    Reason.ABSENT: "Zoom did not return it",
    Reason.NULL: "Zoom returned no value",
    Reason.TYPE: "Zoom returned something of another type",
    Reason.NEW_VALUE: "Zoom returned a value that nobody here knows",
    Reason.SCOPE: "Zoom refused it: a scope or permission is missing",
    Reason.PLAN: "Zoom refused it: the account's plan does not include it",
    Reason.ERROR: "it could not be read",
    Reason.VANISHED: "it vanished while reading",
    Reason.LIST_INCOMPLETE: "the list was not complete",
    Reason.NOT_PULLED: "it was not pulled",
    Reason.DESELECTED: "it was left out on purpose",
    Reason.PSEUDONYMISED: "its text was replaced by a pseudonym",
    Reason.NOT_OFFERED: "Zoom does not offer it to this account",
    Reason.NONE_EXIST: "there is nothing to judge",
}


def shown(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, str):
        return f"“{value}”" if value else "empty"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."  # noqa: PLR2004 - fits a line


def setting_shown(row: Setting) -> Callable[[Any], str]:
    """Words a value of a setting, with its meaning where the catalogue has one."""

    def words(value: Any) -> str:
        if isinstance(value, bool):
            return shown(value)
        meaning = row.meaning(value) if not isinstance(value, list) else None
        return f"{value} ({meaning})" if meaning else shown(value)

    return words


def wanted(condition: Condition, show: Callable[[Any], str] = shown) -> str:
    """A condition as people read it."""
    return condition.describe(show)


def not_judged(reason: Reason, detail: str) -> str:
    """Why there is no verdict: the detail of the reading, or else the reason in words."""
    return f"Could not be judged: {detail or REASONS[reason]}."
