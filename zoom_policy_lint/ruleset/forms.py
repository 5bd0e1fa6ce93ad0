"""The forms of a rule: which keys go together, and what a rule of each form is about."""

from collections.abc import Mapping

from zoom_policy_lint.model.words import Level

FORM_KEYS: Mapping[str, frozenset[str]] = {
    "count": frozenset({"resource", "count", "expect"}),
    "says": frozenset({"resource", "says"}),
    "stand_ins": frozenset({"resource", "stand_ins"}),
    "register": frozenset({"resource", "where", "register"}),
    "ask": frozenset({"resource", "ask"}),
    "resource": frozenset({"resource", "where", "names", "expect", "verdicts"}),
    "setting": frozenset(
        {"setting", "settings", "match", "optional", "lock", "levels", "when", "unless", "unset", "expect", "verdicts"}
    ),
}
"""The forms of a rule, told by the first of these keys that it has (the last one is for all others), and their keys."""

FORM_RESOURCES: Mapping[str, tuple[Level, ...]] = {
    "count": (Level.ACCOUNT,),
    "says": (Level.MEETING,),
    "stand_ins": (Level.USER,),
    "register": (Level.USER,),
    "ask": (Level.USER, Level.MEETING, Level.RECORDING),
    "resource": (Level.USER, Level.ROLE, Level.DOMAIN, Level.MEETING, Level.RECORDING),
}
"""What a rule of each form is about."""
