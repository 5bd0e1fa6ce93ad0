"""Rules with one small thing changed in their conditions: what an example must notice.

A person's question, phrases and a register's own dates are no conditions, and no example shows who holds a role that is
counted or stands in for a host: see `untried`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.lint.domain import COUNT, Domain, holds, of_every_item
from zoom_policy_lint.lint.variants import ALWAYS, variants
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.ruleset import (
    AskBody,
    Body,
    Condition,
    CountBody,
    FieldBody,
    Match,
    Parameter,
    RegisterBody,
    Rule,
    SettingBody,
    StandInBody,
    TextBody,
)
from zoom_policy_lint.ruleset.given import is_given

Pairs = tuple[tuple[str, Condition], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A condition of a rule: the part of the file (`settings`, `when`, `where`, `expect`) and the key in it.

    `condition` is None for what stands beside the conditions: `given`, `lock`, `match`, `names` and `unless`.
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
    """The rule with values in place of the parameters of its conditions; KeyError when one is not there.

    A condition on which a person is asked while its parameter is not set stays as it is.
    """
    for part, pairs in _parts(rule).items():
        filled = ((key, one if is_asked(rule, one, parameters) else one.bind(parameters)) for key, one in pairs)
        rule = _with(rule, part, tuple(filled))
    return rule


def is_asked(rule: Rule, condition: Condition, parameters: Mapping[str, Any]) -> bool:
    """Whether a person answers instead of a condition, because one of its parameters is not set."""
    asks = isinstance(rule.body, SettingBody) and rule.body.unset is not None
    return asks and not all(is_given(parameters, Parameter(name)) for name in condition.parameters())


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Every change of a bound rule, condition by condition."""
    for part, pairs in _parts(rule).items():
        for index, place in enumerate(_places(rule, part, pairs)):
            if pairs[index][1].parameters():
                continue  # it is not judged, and a person is asked
            yield from _changed(rule, place, pairs, index)
            yield from _left_out(rule, place, pairs, index)
            yield from _of_nothing(rule, place, pairs, index)
    if isinstance(rule.body, SettingBody):
        yield from _optional(rule, rule.body)
        yield from _lock(rule, rule.body)
        yield from _match(rule, rule.body)
        yield from _not_judged(rule, rule.body)
    if isinstance(rule.body, FieldBody) and rule.body.names:
        place = Place("names", rule.body.names.name, None, Domain("any"))
        yield Mutant(replace(rule, body=replace(rule.body, names=None)), place, "“names” is left out")
    if rule.given:
        place = Place("given", rule.given.name, None, Domain("any"))
        yield Mutant(replace(rule, given=None), place, "the rule is judged without it")


def fixed(rule: Rule, values: Mapping[str, Any], today: Mapping[str, Any]) -> Iterator[Mutant]:
    """The rule under some values of its parameters, with the value of `today` written into each condition instead."""
    now, then = bound(rule, values), bound(rule, today)
    for part, pairs in _parts(rule).items():
        for index, place in enumerate(_places(now, part, _parts(now)[part])):
            if pairs[index][1].parameters() and not _parts(then)[part][index][1].parameters():
                condition = _parts(then)[part][index][1]
                yield _put(now, place, _parts(now)[part], index, condition, TODAYS)


def untried(body: Body) -> str:
    """What of a rule is no condition and is never changed, in words; empty where there is nothing such."""
    return _UNTRIED.get(type(body), "")


TODAYS = "the value that the policy gives today stands in place of the parameter"

_UNTRIED: Mapping[type, str] = {
    AskBody: "questions to a person",
    CountBody: "roles of a count",
    RegisterBody: "dates of a register",
    StandInBody: "people who stand in",
    TextBody: "phrases of a text",
}


def _put(rule: Rule, place: Place, pairs: Pairs, index: int, condition: Condition, change: str) -> Mutant:
    """The rule with another condition at a place."""
    changed = (*pairs[:index], (pairs[index][0], condition), *pairs[index + 1 :])
    return Mutant(_with(rule, place.part, changed), place, change, condition)


def _changed(rule: Rule, place: Place, pairs: Pairs, index: int) -> Iterator[Mutant]:
    for variant in variants(pairs[index][1], place.domain):
        yield _put(rule, place, pairs, index, variant.condition, variant.change)


def _of_nothing(rule: Rule, place: Place, pairs: Pairs, index: int) -> Iterator[Mutant]:
    """What a condition on every item of a list says of one without items, where such a list is judged.

    Where the items are known, Zoom's empty list tells nothing and is unknown; a limit may keep it out too.
    """
    condition = pairs[index][1]
    limits = [limit for key, limit in _parts(rule).get("where", ()) if key == place.key and place.part != "where"]
    judged = place.domain.is_list and not place.domain.known and all(holds(limit, []) for limit in limits)
    if judged and of_every_item(condition):
        accepted = holds(condition, [])
        other = Condition("all" if accepted else "any", (condition, Condition("empty", not accepted)))
        yield _put(rule, place, pairs, index, other, f"an empty list is {'refused' if accepted else 'accepted'}")


def _left_out(rule: Rule, place: Place, pairs: Pairs, index: int) -> Iterator[Mutant]:
    """The rule without one entry, where it is still one: something must be left that has to be there and right."""
    rest = pairs[:index] + pairs[index + 1 :]
    needed = {key for key, _ in rest} - (rule.body.optional if isinstance(rule.body, SettingBody) else frozenset())
    if place.part in ("when", "where") or (needed and not isinstance(rule.body, CountBody)):
        yield Mutant(_with(rule, place.part, rest), place, "it is left out", ALWAYS)


def _optional(rule: Rule, body: SettingBody) -> Iterator[Mutant]:
    keys = {key for key, _ in body.settings}
    for key, condition in body.settings if body.match is not Match.NEWEST else ():
        if condition.parameters():
            continue  # as above
        place = Place("optional", key, condition, Domain.of_setting(key))
        changed = body.optional ^ {key}
        if changed != keys:  # a rule of which nothing needs to be there is none
            change = "it need not be there" if key in changed else "it must be there"
            yield Mutant(replace(rule, body=replace(body, optional=changed)), place, change)


def _lock(rule: Rule, body: SettingBody) -> Iterator[Mutant]:
    """A lock that is required is judged for the account, even where the rule leaves the value of the account out."""
    key = body.settings[0][0]
    row = setting(key)
    offering = {level for level, place in row.levels.items() if place.locks} if row else set()
    required = body.lock is Lock.REQUIRED
    if (offering and Level.ACCOUNT in body.levels) or (required and Level.ACCOUNT in offering):
        other = Lock.NONE if required else Lock.REQUIRED
        change = "the lock is not required" if required else "the lock is required"
        yield Mutant(replace(rule, body=replace(body, lock=other)), Place("lock", key, None, Domain("boolean")), change)


def _match(rule: Rule, body: SettingBody) -> Iterator[Mutant]:
    """How several settings answer together, one way in place of another."""
    for match in Match if body.match is not Match.ALL else ():
        if match is not body.match:
            place = Place("match", body.match, None, Domain("any"))
            yield Mutant(replace(rule, body=replace(body, match=match)), place, f"“match: {match}” stands there")


def _not_judged(rule: Rule, body: SettingBody) -> Iterator[Mutant]:
    """Settings that a list of the policy allows, judged all the same."""
    for key in body.unless:
        rest = {other: listed for other, listed in body.unless.items() if other != key}
        place = Place("unless", key, None, Domain("any"))
        yield Mutant(replace(rule, body=replace(body, unless=rest)), place, "it is judged although the policy lists it")


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
