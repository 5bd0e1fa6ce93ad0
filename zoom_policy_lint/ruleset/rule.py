"""A rule, as read from its file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from zoom_policy_lint.model.words import Kind, Level, Lock, Severity, Status
from zoom_policy_lint.ruleset.conditions import Condition, Parameter


class Match(StrEnum):
    """How several settings of a rule answer together."""

    ALL = "all"
    ANY = "any"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Listed:
    """That a list of the policy, named by its parameter, holds a value."""

    parameter: Parameter
    value: str


@dataclass(frozen=True, slots=True)
class SettingBody:
    """What must hold for settings: a condition each, the first setting carrying the lock.

    `when` are upper switches with the value that makes the rule apply. `levels` are those judged. `match` says how
    several settings answer together. `unless`: a setting is not judged where the policy lists it as allowed. `unset` is
    the question that a person answers where the policy leaves a parameter of a condition empty; None: it may not.
    """

    settings: tuple[tuple[str, Condition], ...]
    optional: frozenset[str]
    lock: Lock
    levels: tuple[Level, ...]
    when: tuple[tuple[str, Condition], ...]
    match: Match = Match.ALL
    unless: Mapping[str, Listed] = field(default_factory=dict)
    unset: str | None = None


NOTHING = "none"
"""What a rule on a resource expects, and an example gives, where there is to be, or is, no such resource."""

COUNTABLE = (Level.USER, Level.MEETING, Level.RECORDING)
"""Resources of which there may have to be none."""


@dataclass(frozen=True, slots=True)
class FieldBody:
    """What must hold for the fields of a resource; nothing under `expect`: there must be no such resource.

    `names` is the parameter that lists the domains or roles judged.
    """

    level: Level
    where: tuple[tuple[str, Condition], ...]
    expect: tuple[tuple[str, Condition], ...]
    names: Parameter | None = None


@dataclass(frozen=True, slots=True)
class CountBody:
    """How many active users must hold one of some roles (by name)."""

    roles: Condition
    expect: Condition


@dataclass(frozen=True, slots=True)
class TextBody:
    """What the joining instructions of a meeting must say: one of the phrases of a part.

    `phrases` is the parameter that maps parts to phrases, `template` the one that maps them to a text to paste.
    """

    part: str
    phrases: Parameter
    template: Parameter | None


@dataclass(frozen=True, slots=True)
class StandInBody:
    """That a second person can act for those who host for pupils; `hosts`: the parameter that lists their mailboxes."""

    hosts: Parameter


@dataclass(frozen=True, slots=True)
class RegisterBody:
    """That users stand in a register that the school keeps, and are not out of date in it.

    `register` names the parameter with the file, `valid_months` the one that says how long an entry holds.
    """

    where: tuple[tuple[str, Condition], ...]
    register: Parameter
    valid_months: Parameter


@dataclass(frozen=True, slots=True)
class AskBody:
    """A question that a person answers about every resource of a level, since Zoom cannot."""

    level: Level
    question: str


Body = SettingBody | FieldBody | CountBody | TextBody | StandInBody | RegisterBody | AskBody


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule: what is given, and the status it must lead to. `index` tells equals apart."""

    status: Status
    index: int
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """One safeguard. `file` is where it was read from.

    `right` and `wrong` are the statuses of what is as it should be and what is not (pass and fail, unless the rule says
    what cannot be known). `evidence` is the kind of evidence where it is not the usual one of its level. `given`: the
    parameter without which (unset or empty) there is nothing to judge. `protects`: pupils, parents, staff, school.
    `accepted`: what checks of rules may find in it, with the reason.
    """

    id: str
    title: str
    severity: Severity
    advisory: bool
    body: Body
    rationale: str
    remediation: str
    references: tuple[str, ...]
    aliases: tuple[str, ...]
    examples: tuple[Example, ...]
    file: str
    right: Status = Status.PASS
    wrong: Status = Status.FAIL
    evidence: Kind | None = None
    given: Parameter | None = None
    protects: tuple[str, ...] = ()
    accepted: Mapping[str, str] = field(default_factory=dict)

    @property
    def oldest_id(self) -> str:
        """The first id that the rule ever had; fingerprints are made of it."""
        return self.aliases[0] if self.aliases else self.id

    def kind_at(self, level: Level) -> Kind:
        """The kind of evidence that the rule gives to a clause where it judges resources of a level."""
        usual = Kind.SETTINGS if isinstance(self.body, SettingBody) else Kind.USERS
        return self.evidence or _KINDS.get(level, usual)

    @property
    def kinds(self) -> frozenset[Kind]:
        """Every kind of evidence that the rule gives."""
        return frozenset(self.kind_at(level) for level in self.levels)

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels whose resources the rule judges, in canonical order."""
        match self.body:
            case SettingBody(levels=levels):
                return levels
            case FieldBody(level=level) | AskBody(level=level):
                return (level,)
            case CountBody():
                return (Level.ACCOUNT,)
            case TextBody():
                return (Level.MEETING,)
            case StandInBody():
                return (Level.USER, Level.MEETING)
            case RegisterBody():
                return (Level.USER,)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition in it."""
        match self.body:
            case SettingBody(settings=pairs, when=where) | FieldBody(expect=pairs, where=where):
                return tuple(condition for _, condition in (*pairs, *where))
            case CountBody(roles=roles, expect=expected):
                return roles, expected
            case RegisterBody(where=where):
                return tuple(condition for _, condition in where)
            case _:
                return ()

    def parameters(self) -> frozenset[str]:
        """The names of the policy's parameters that the rule needs to be judged."""
        names = self._in_conditions()
        match self.body:
            case SettingBody(unset=str(), when=when):
                return frozenset().union(*(condition.parameters() for _, condition in when))
            case FieldBody(names=Parameter(name)) | TextBody(phrases=Parameter(name)):
                return names | {name}
            case StandInBody(hosts=Parameter(name)) | RegisterBody(valid_months=Parameter(name)):
                return names | {name}
            case _:
                return names

    def allowances(self) -> frozenset[str]:
        """The names of the lists that may take settings out of it: a policy must give them, if only empty ones.

        Its examples need not: what is not listed there is not allowed.
        """
        unless = self.body.unless if isinstance(self.body, SettingBody) else {}
        return frozenset(one.parameter.name for one in unless.values())

    def uses(self) -> frozenset[str]:
        """The names of all parameters that make a difference to the rule, those that may be unset included."""
        more = [self.given]
        match self.body:
            case TextBody(template=template):
                more.append(template)
            case RegisterBody(register=register):
                more.append(register)
            case _:
                pass
        named = {parameter.name for parameter in more if parameter}
        return self.parameters() | self.allowances() | self._in_conditions() | named

    def _in_conditions(self) -> frozenset[str]:
        return frozenset().union(*(condition.parameters() for condition in self.conditions))


_KINDS: Mapping[Level, Kind] = {
    Level.MEETING: Kind.MEETINGS,
    Level.RECORDING: Kind.RECORDINGS,
    Level.PAST_MEETING: Kind.PAST,
}
