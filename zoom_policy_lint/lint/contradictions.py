"""Two rules in use that ask for different things in the same place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zoom_policy_lint.lint.domain import by_pattern, holds, probes
from zoom_policy_lint.lint.mutants import Place, bound, places
from zoom_policy_lint.lint.subject import LintFinding, Subject
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import FieldBody, Rule, SettingBody

CONTRADICTS = "contradicts"

Wanted = Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a rule asks for and within which limits, each by key, and the levels at which it does."""

    kind: type
    levels: frozenset[Level]
    wants: Wanted
    limits: Wanted


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
    scopes, others = policy.scopes_of(rule.id), policy.scopes_of(other.id)
    return not scopes or not others or bool({one.id for one in scopes} & {one.id for one in others})


def _claim(rule: Rule, policy: Policy) -> Claim | None:
    """None for a rule that asks nothing of a value, or that is not judged for want of a parameter."""
    judged = rule.given is None or policy.parameters.get(rule.given.name)
    if not judged or not isinstance(rule.body, SettingBody | FieldBody):
        return None
    found = places(bound(rule, policy.parameters))
    limits = {place.key: place for place in found if place.part in ("when", "where")}
    wants = {place.key: place for place in found if place.part in ("settings", "expect")}
    return Claim(type(rule.body), frozenset(rule.levels), wants, limits)


def _clashes(own: Claim, other: Claim | None) -> Iterator[Place]:
    if other is None or own.kind is not other.kind or not own.levels & other.levels:
        return
    shared = own.limits.keys() & other.limits.keys()
    if all(_agree(own.limits[key], other.limits[key]) for key in shared):
        for key in own.wants.keys() & other.wants.keys():
            if not _agree(own.wants[key], other.wants[key]):
                yield own.wants[key]


def _agree(one: Place, other: Place) -> bool:
    """Whether some value satisfies both, as far as can be told."""
    conditions = [place.condition for place in (one, other) if place.condition is not None]
    if any(map(by_pattern, conditions)):
        return True
    values = one.domain.known if one.domain.closed else probes(conditions, one.domain)
    return any(all(holds(condition, value) for condition in conditions) for value in values)
