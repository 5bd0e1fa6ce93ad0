"""Whether the examples of a rule notice every small change of its conditions."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from zoom_policy_lint.catalogue import fits
from zoom_policy_lint.evaluate.examples import try_examples
from zoom_policy_lint.lint.domain import holds
from zoom_policy_lint.lint.mutants import Mutant, bound, mutants, places
from zoom_policy_lint.model.words import Status
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.policy.parameters import missing_parameters
from zoom_policy_lint.ruleset import Example, Rule
from zoom_policy_lint.ruleset.parameters import parameter_misfits


@dataclass(frozen=True)
class Setup:
    """The rule with the parameters of some of its examples, and those examples."""

    rule: Rule
    policy: Policy
    examples: tuple[Example, ...]

    @property
    def judged(self) -> bool:
        """Whether the rule is judged at all: what it says is `given` has a value."""
        return self.rule.given is None or bool(self.policy.parameters.get(self.rule.given.name))

    @cached_property
    def statuses(self) -> tuple[Status, ...]:
        """What each of the examples leads to."""
        return tuple(judge(self.rule, example, self.policy) for example in self.examples)

    def notices(self, mutant: Mutant) -> bool:
        """Whether one of the examples leads elsewhere with a mutant; the likeliest are tried first."""
        likeliest = sorted(
            zip(self.examples, self.statuses, strict=True), key=lambda pair: not _thinks_otherwise(mutant, pair[0])
        )
        return any(judge(mutant.rule, example, self.policy) is not status for example, status in likeliest)


def _thinks_otherwise(mutant: Mutant, example: Example) -> bool:
    before, after = mutant.place.condition, mutant.after
    if before is None or after is None:
        return False
    domain = mutant.place.domain
    values = (value for value in given_at(example, mutant.place.key) if fits(domain.kind, value))
    return any(holds(before, value) != holds(after, value) for value in values)


def given_at(example: Example, key: str) -> list[Any]:
    """The values that an example gives to a setting or field, or to the count."""
    levels = [part for part in example.given.values() if isinstance(part, Mapping)]
    return [part[key] for part in (*levels, example.given) if key in part]


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no example notices, and the setup in which it was tried."""

    mutant: Mutant
    setup: Setup


@dataclass(frozen=True, slots=True)
class Proof:
    """How many conditions a rule has, how many mutants of them were tried, and which of these were not noticed.

    `missing` are the parameters without which, or with whose values, nothing could be tried.
    """

    conditions: int
    mutants: int
    survivors: tuple[Survivor, ...]
    missing: tuple[str, ...] = ()


def prove(rule: Rule, policy: Policy) -> Proof:
    """Try every mutant of a rule on its examples.

    Where a parameter stands in a condition, the value that the policy gives is changed, or that of an example which
    gives its own. A mutant is noticed when it is under any of these values.
    """
    noticed: set[tuple[str, str, str]] = set()
    left: dict[tuple[str, str, str], Survivor] = {}
    for setup in setups(rule, policy):
        for mutant in mutants(setup.rule):
            if mutant.name in noticed:
                continue
            if setup.notices(mutant):
                noticed.add(mutant.name)
                left.pop(mutant.name, None)
            else:
                left.setdefault(mutant.name, Survivor(mutant, setup))
    missing = () if noticed or left else tuple(_unusable(rule, policy.parameters))
    return Proof(len(places(rule)), len(noticed) + len(left), tuple(left.values()), missing)


def setups(rule: Rule, policy: Policy) -> Iterator[Setup]:
    """The examples by the parameters under which they are judged, without those under which nothing can be."""
    groups: dict[str, list[Example]] = {}
    for example in rule.examples:
        groups.setdefault(json.dumps(example.given.get("parameters", {}), sort_keys=True), []).append(example)
    for group in groups.values():
        values = {**policy.parameters, **group[0].given.get("parameters", {})}
        if not _unusable(rule, values):
            yield Setup(bound(rule, values), replace(policy, parameters=values), tuple(group))


def judge(rule: Rule, example: Example, policy: Policy) -> Status:
    """What one example leads to; where nothing is said of it, the rule does not apply."""
    return next(try_examples(replace(rule, examples=(example,)), policy)).status or Status.NOT_APPLICABLE


def _unusable(rule: Rule, values: Mapping[str, Any]) -> list[str]:
    """Parameters that are missing, or whose values do not suit the rule; a policy that uses the rule has none."""
    return missing_parameters(rule, values) or sorted({name for name, *_ in parameter_misfits(rule, values)})
