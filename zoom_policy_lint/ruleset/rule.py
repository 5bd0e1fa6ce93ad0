"""A rule, as read from its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.model.words import Kind, Level, Lock, Severity, Status
from zoom_policy_lint.ruleset.conditions import Condition, Parameter


@dataclass(frozen=True, slots=True)
class SettingBody:
    """What must hold for settings: a condition each, the first setting carrying the lock.

    `when` are upper switches with the value that makes the rule apply. `levels` are those judged.
    """

    settings: tuple[tuple[str, Condition], ...]
    optional: frozenset[str]
    lock: Lock
    levels: tuple[Level, ...]
    when: tuple[tuple[str, Condition], ...]


@dataclass(frozen=True, slots=True)
class FieldBody:
    """What must hold for the fields of users, roles or domains. `names`: the parameter listing the domains judged."""

    level: Level
    where: tuple[tuple[str, Condition], ...]
    expect: tuple[tuple[str, Condition], ...]
    names: Parameter | None


@dataclass(frozen=True, slots=True)
class CountBody:
    """How many active users must hold one of some roles (by name)."""

    roles: Condition
    expect: Condition


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule: what is given, and the status it must lead to. `index` tells equals apart."""

    status: Status
    index: int
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """One safeguard. `file` is where it was read from."""

    id: str
    title: str
    severity: Severity
    advisory: bool
    body: SettingBody | FieldBody | CountBody
    rationale: str
    remediation: str
    references: tuple[str, ...]
    aliases: tuple[str, ...]
    examples: tuple[Example, ...]
    file: str

    @property
    def oldest_id(self) -> str:
        """The first id that the rule ever had; fingerprints are made of it."""
        return self.aliases[0] if self.aliases else self.id

    @property
    def kind(self) -> Kind:
        """The kind of evidence that the rule gives to a clause."""
        return Kind.SETTINGS if isinstance(self.body, SettingBody) else Kind.USERS

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels whose resources the rule looks at, in canonical order."""
        match self.body:
            case SettingBody(levels=levels):
                return levels
            case FieldBody(level=level):
                return (level,)
            case CountBody():
                return (Level.ACCOUNT,)

    def parameters(self) -> frozenset[str]:
        """The names of the policy's parameters that the rule uses."""
        match self.body:
            case SettingBody(settings=settings, when=when):
                conditions = [condition for _, condition in (*settings, *when)]
            case FieldBody(where=where, expect=expect):
                conditions = [condition for _, condition in (*where, *expect)]
            case CountBody(roles=roles, expect=expected):
                conditions = [roles, expected]
        names = frozenset().union(*(condition.parameters() for condition in conditions))
        if isinstance(self.body, FieldBody) and self.body.names:
            names |= {self.body.names.name}
        return names
