"""Rules with one small thing changed in their conditions: what an example must notice.

A person's question, phrases and a register's own dates are no conditions. The roles of a
count are left out too: an example of a count says how many people there are and not which roles they hold, so whatever
roles the rule names, the people of the example hold one of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.lint.domain import COUNT, Domain
from zoom_policy_lint.lint.variants import ALWAYS, variants
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.ruleset import Condition, CountBody, FieldBody, RegisterBody, Rule, SettingBody

Pairs = tuple[tuple[str, Condition], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A condition of a rule: the part of the file (`settings`, `when`, `where`, `expect`) and the key in it.

    `condition` is None for what stands beside the conditions: `given` and `lock`.
    """

    part: str
    key: str
    condition: Condition | None
    domain: Domain


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule that was changed at a place, and how. `after` is the condition that stands there now, if one does."""

    rule: Rule
    place: Place
    change: str
    after: Condition | None = None

    @property
    def name(self) -> tuple[str, str, str]:
        """What tells it from the other mutants of its rule, whatever values the parameters have."""
        return self.place.part, self.place.key, self.change


def places(rule: Rule) -> tuple[Place, ...]:
    """Every condition of a rule, in the order in which it is judged."""
    return tuple(place for part, pairs in _parts(rule).items() for place in _places(rule, part, pairs))


def bound(rule: Rule, parameters: Mapping[str, Any]) -> Rule:
    """The rule with values in place of the parameters of its conditions; KeyError when one is not there."""
    for part, pairs in _parts(rule).items():
        rule = _with(rule, part, tuple((key, condition.bind(parameters)) for key, condition in pairs))
    return rule


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Every change of a bound rule, condition by condition."""
    for part, pairs in _parts(rule).items():
        for index, place in enumerate(_places(rule, part, pairs)):
            yield from _changed(rule, place, pairs, index)
            yield from _left_out(rule, place, pairs, index)
    if isinstance(rule.body, SettingBody):
        yield from _optional(rule, rule.body)
        yield from _lock(rule, rule.body)
    if rule.given:
        place = Place("given", rule.given.name, None, Domain("any"))
        yield Mutant(replace(rule, given=None), place, "the rule is judged without it")


def _changed(rule: Rule, place: Place, pairs: Pairs, index: int) -> Iterator[Mutant]:
    key, condition = pairs[index]
    for variant in variants(condition, place.domain):
        changed = (*pairs[:index], (key, variant.condition), *pairs[index + 1 :])
        yield Mutant(_with(rule, place.part, changed), place, variant.change, variant.condition)


def _left_out(rule: Rule, place: Place, pairs: Pairs, index: int) -> Iterator[Mutant]:
    """The rule without one entry, where it is still one: something must be left that has to be there and right."""
    rest = pairs[:index] + pairs[index + 1 :]
    needed = {key for key, _ in rest} - (rule.body.optional if isinstance(rule.body, SettingBody) else frozenset())
    if place.part in ("when", "where") or (needed and not isinstance(rule.body, CountBody)):
        yield Mutant(_with(rule, place.part, rest), place, "it is left out", ALWAYS)


def _optional(rule: Rule, body: SettingBody) -> Iterator[Mutant]:
    keys = {key for key, _ in body.settings}
    for key, condition in body.settings:
        place = Place("optional", key, condition, Domain.of_setting(key))
        changed = body.optional ^ {key}
        if changed != keys:  # a rule of which nothing needs to be there is none
            change = "it need not be there" if key in changed else "it must be there"
            yield Mutant(replace(rule, body=replace(body, optional=changed)), place, change)


def _lock(rule: Rule, body: SettingBody) -> Iterator[Mutant]:
    """A lock is judged for the account, so a rule that leaves the account out has no lock to change."""
    key = body.settings[0][0]
    row = setting(key)
    offered = row is not None and any(place.locks for place in row.levels.values())
    if offered and Level.ACCOUNT in body.levels:
        required = body.lock is Lock.REQUIRED
        other = Lock.NONE if required else Lock.REQUIRED
        change = "the lock is not required" if required else "the lock is required"
        yield Mutant(replace(rule, body=replace(body, lock=other)), Place("lock", key, None, Domain("boolean")), change)


def _parts(rule: Rule) -> Mapping[str, Pairs]:
    match rule.body:
        case SettingBody(settings=settings, when=when):
            return {"settings": settings, "when": when}
        case FieldBody(where=where, expect=expect):
            return {"where": where, "expect": expect}
        case CountBody(expect=expect):
            return {"expect": (("count", expect),)}
        case RegisterBody(where=where):
            return {"where": where}
        case _:
            return {}


def _with(rule: Rule, part: str, pairs: Pairs) -> Rule:
    body: Any = rule.body
    return replace(rule, body=replace(body, **{part: pairs[0][1] if isinstance(body, CountBody) else pairs}))


def _places(rule: Rule, part: str, pairs: Pairs) -> tuple[Place, ...]:
    return tuple(Place(part, key, condition, _domain(rule, key)) for key, condition in pairs)


def _domain(rule: Rule, key: str) -> Domain:
    match rule.body:
        case SettingBody():
            return Domain.of_setting(key)
        case FieldBody(level=level):
            return Domain.of_field(level, key)
        case RegisterBody():
            return Domain.of_field(Level.USER, key)
        case _:
            return COUNT
