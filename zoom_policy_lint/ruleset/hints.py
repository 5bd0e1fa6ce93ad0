"""What to write in place of a key that no setting has, or of what a rule on a resource cannot expect."""

from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.catalogue.settings import ONLY, nearest
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.ruleset.rule import COUNTABLE, NOTHING


def unknown_setting(key: str) -> tuple[str, str]:
    """The message about a key that no setting has, and what to write."""
    return f"unknown setting “{key}”", _hint(key)


def _hint(key: str) -> str:
    path = key.removeprefix(ONLY)
    if path != key and setting(path) is not None:
        return f"Zoom keeps it under one name, so write it without “{ONLY}”: {path}"
    near = ", ".join(nearest(key))
    return f"nearest: {near}" if near else "“settings search WORDS” finds keys by what people call it"


BY_FIELD = "write them as in expect: {status: active}"


def by_field_hint(level: Level, expect: Any) -> str:
    """What to write where a rule on a resource expects something else than conditions by field."""
    if expect == NOTHING:
        return f"“{NOTHING}” goes with: {', '.join(COUNTABLE)}"
    said = expect[0] if isinstance(expect, list) and len(expect) == 1 else expect
    if level in COUNTABLE and str(said).lower() == NOTHING:
        return f"where there is to be none, write expect: {NOTHING}, without brackets or capitals"
    return BY_FIELD
