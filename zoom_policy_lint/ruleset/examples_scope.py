"""What the examples of a rule may give: only what the rule looks at, so that none of them proves something else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.ruleset.conditions_check import Known
from zoom_policy_lint.ruleset.rule import (
    AskBody,
    Body,
    CountBody,
    FieldBody,
    RegisterBody,
    SettingBody,
    StandInBody,
    TextBody,
)
from zoom_policy_lint.ruleset.structure import nearest

Columns = Mapping[str, tuple[str, Known]]
"""Type and known values of what may be given of a resource, by setting or field."""

TEXTS: Columns = {"description": ("string", ()), "invitation": ("string", ())}
"""What a rule on texts reads of a meeting."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule looks at: columns by level, and keys of an example beside the levels (`locked`, `count`…).

    `parts` are the keys that the values of parameters must have, by parameter; `no_lock` says why a lock is not told.
    """

    columns: Mapping[Level, Columns]
    beside: frozenset[str] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)
    no_lock: str = ""

    def misplaced(self, key: str) -> tuple[str, str]:
        """What is wrong with a key of an example, and what would be right."""
        if key == "locked" and self.no_lock:
            return self.no_lock, "take “locked” out"
        may = ", ".join([*self.columns, *sorted(self.beside), "parameters"])
        return f"this rule does not look at “{key}”", f"its examples may give: {may}"


def scope_of(body: Body) -> Scope:
    """What a rule with this body looks at."""
    match body:
        case SettingBody():
            return _setting_scope(body)
        case CountBody():
            return Scope({}, frozenset({"count"}))
        case TextBody(part=part, phrases=phrases):
            return Scope({Level.MEETING: TEXTS}, parts={phrases.name: part})
        case RegisterBody():
            return Scope(_fields(Level.USER), frozenset({"register"}))
        case StandInBody():
            return Scope(_fields(Level.USER, Level.MEETING))
        case FieldBody(level=level) | AskBody(level=level):
            return Scope(_fields(level))


def nothing_such(level: Level, name: str, columns: Columns) -> tuple[str, str]:
    """What is wrong with a name that the rule does not look at there, and what would be right."""
    row = setting(name)
    if row is not None and level not in row.levels:
        return f"Zoom does not keep “{name}” at the level “{level}”", f"it keeps it at: {', '.join(row.levels)}"
    return f"this rule looks at no “{name}” of the {level}", nearest(name, list(columns))


def _setting_scope(body: SettingBody) -> Scope:
    """Settings and the switches above them, where Zoom keeps them; the account also where it carries the lock."""
    rows = [row for key, _ in (*body.settings, *body.when) if (row := setting(key)) is not None]
    account = rows[0].levels.get(Level.ACCOUNT)
    lockable = account is not None and bool(account.locks) and body.lock is not Lock.NONE
    levels = (Level.ACCOUNT, *body.levels) if lockable else body.levels
    columns = {level: {row.key: (row.type, row.known) for row in rows if level in row.levels} for level in levels}
    if lockable:
        return Scope(columns, frozenset({"locked"}))
    looks = "this rule does not look at the lock (lock: none)"
    offered = body.lock is Lock.NONE and account is not None and account.locks
    return Scope(columns, no_lock=looks if offered else f"Zoom offers the account no lock for “{rows[0].key}”")


def _fields(*levels: Level) -> Mapping[Level, Columns]:
    return {level: {field.name: (field.type, field.known) for field in fields(level).values()} for level in levels}
