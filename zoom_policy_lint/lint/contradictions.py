"""Two rules in use that ask for different things in the same place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zoom_policy_lint.catalogue import Role, setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.lint.domain import holds, patterns, probes
from zoom_policy_lint.lint.mutants import Place, bound, places
from zoom_policy_lint.lint.subject import LintFinding, Subject
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import FieldBody, Match, Rule, SettingBody
from zoom_policy_lint.ruleset.demand import endpoint_at
from zoom_policy_lint.ruleset.given import is_given

CONTRADICTS = "contradicts"

Spot = tuple[Level, str, str]
"""Where a value stands: the level, the endpoint whose answer tells it, and the path in there.

A setting and a field of a resource may be one and the same, such as whether a meeting has a waiting room.
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a rule asks for and within which limits, by where the value stands."""

    wants: Mapping[Spot, Place]
    limits: Mapping[Spot, Place]


def contradicts(subject: Subject) -> Iterator[LintFinding]:
    """One finding for every other rule in use with which no value can be right for both."""
    policy, rule = subject.library.policy, subject.rule
    in_use = {one.id for one in subject.library.in_use}
    if rule.id not in in_use or (own := _claim(rule, policy)) is None:
        return
    for other in subject.library.in_use:
        if other.id != rule.id and _in_common(rule, other, policy):
            for place in _clashes(own, _claim(other, policy)):
                sentence = f"“{place.key}”: no value is right both here and for the rule “{other.id}”"
                hint = "change one of the two, switch one off, or limit them to different people"
                yield subject.found(CONTRADICTS, subject.path_of(place.part, place.key), sentence, hint)


def _in_common(rule: Rule, other: Rule, policy: Policy) -> bool:
    """Whether they are surely meant for people in common; limited to different scopes, they may not be."""
    scopes, others = policy.meant_for(rule.id), policy.meant_for(other.id)
    return not scopes or not others or bool({one.id for one in scopes} & {one.id for one in others})


def _claim(rule: Rule, policy: Policy) -> Claim | None:
    """None for a rule that asks nothing of a value, or that is not judged for want of a parameter."""
    judged = rule.given is None or is_given(policy.parameters, rule.given)
    if not judged or not isinstance(rule.body, SettingBody | FieldBody):
        return None
    judged_places = [place for place in places(bound(rule, policy.parameters)) if not _is_open(rule, place)]
    found = [(spot, place) for place in judged_places for spot in _spots(rule, place.key)]
    limits = {spot: place for spot, place in found if place.part in ("when", "where")}
    return Claim({spot: place for spot, place in found if place.part in ("settings", "expect")}, limits)


def _is_open(rule: Rule, place: Place) -> bool:
    """Whether a rule lets a value be as it is: a person is asked, the policy allows it, or another one is enough."""
    body, condition = rule.body, place.condition
    if not isinstance(body, SettingBody) or place.part == "when":
        return False
    return body.match is Match.ANY or place.key in body.unless or bool(condition and condition.parameters())


def _spots(rule: Rule, key: str) -> Iterator[Spot]:
    """Where the values of a key stand that the rule judges."""
    row = setting(key)
    if isinstance(rule.body, FieldBody):
        yield rule.body.level, fields(rule.body.level)[key].endpoint, key
    for level in rule.levels if isinstance(rule.body, SettingBody) and row else ():
        if row and level in row.levels:
            yield from ((level, endpoint_at(level, Role.SETTINGS), path.path) for path in row.levels[level].paths)


def _clashes(own: Claim, other: Claim | None) -> Iterator[Place]:
    """The places of a rule with which the other one cannot agree, each once."""
    if other is None or any(not _agree(own.limits[at], other.limits[at]) for at in own.limits.keys() & other.limits):
        return
    shared = [at for at in own.wants if at in other.wants and not _agree(own.wants[at], other.wants[at])]
    yield from {own.wants[at].key: own.wants[at] for at in shared}.values()


def _agree(one: Place, other: Place) -> bool:
    """Whether some value satisfies both, as far as can be told."""
    conditions = [place.condition for place in (one, other) if place.condition is not None]
    if any(map(patterns, conditions)):
        return True
    values = one.domain.known if one.domain.closed else probes(conditions, one.domain)
    return any(all(holds(condition, value) for condition in conditions) for value in values)
