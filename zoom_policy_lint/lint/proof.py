"""Whether the examples of a rule notice every small change of its conditions."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from zoom_policy_lint.catalogue import fits
from zoom_policy_lint.evaluate.examples import try_examples
from zoom_policy_lint.lint.domain import holds
from zoom_policy_lint.lint.made_up import lists_of_two, other_values
from zoom_policy_lint.lint.mutants import Mutant, bound, fixed, mutants, places
from zoom_policy_lint.model.words import Status
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.policy.parameters import missing_parameters
from zoom_policy_lint.ruleset import Example, Rule
from zoom_policy_lint.ruleset.given import is_given
from zoom_policy_lint.ruleset.parameters import parameter_misfits


@dataclass(frozen=True)
class Setup:
    """The rule with the parameters of some of its examples, and those examples.

    Without examples, the parameters are made up: `brings` are those that an example would have to bring.
    """

    rule: Rule
    policy: Policy
    examples: tuple[Example, ...]
    brings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def judged(self) -> bool:
        """Whether the rule is judged at all: what it says is `given` has a value."""
        return self.rule.given is None or is_given(self.policy.parameters, self.rule.given)

    @cached_property
    def statuses(self) -> tuple[Status, ...]:
        """What each of the examples leads to."""
        return tuple(judge(self.rule, example, self.policy) for example in self.examples)

    def notices(self, mutant: Mutant) -> bool:
        """Whether one of the examples leads elsewhere with a mutant; the likeliest are tried first."""
        if mutant.rule == self.rule:
            return False
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

    `setups` are those in which they were tried. `lacking` are the examples that could not be judged, by the names of
    the parameters that they lack or whose values do not suit the rule.
    """

    conditions: int
    mutants: int
    survivors: tuple[Survivor, ...]
    setups: tuple[Setup, ...]
    lacking: Mapping[tuple[str, ...], tuple[Example, ...]]


def prove(rule: Rule, policy: Policy) -> Proof:
    """Try every mutant of a rule on its examples.

    Where a parameter stands in a condition, the value that the policy gives is changed, or that of an example which
    gives its own, or one that is made up: then no example can notice it yet. A mutant is noticed when it is under any
    of these values.
    """
    tried, lacking = _sorted_out(rule, policy)
    noticed: set[tuple[str, str, str]] = set()
    left: dict[tuple[str, str, str], Survivor] = {}
    for setup, mutant in _trials(rule, policy, tried):
        if mutant.name in noticed:
            continue
        if setup.notices(mutant):
            noticed.add(mutant.name)
            left.pop(mutant.name, None)
        else:
            left.setdefault(mutant.name, Survivor(mutant, setup))
    return Proof(len(places(rule)), len(noticed) + len(left), tuple(left.values()), tried, lacking)


def _trials(rule: Rule, policy: Policy, tried: tuple[Setup, ...]) -> Iterator[tuple[Setup, Mutant]]:
    """Every mutant in every setup, those with made-up values included, where any can be tried at all.

    That a list has one item today must not hide what the rule says of two; and a value of today that never changes
    is no parameter.
    """
    if not tried:
        return
    today = policy.parameters
    lists = _made_up(rule, policy, lists_of_two(rule, today))
    yield from ((setup, mutant) for setup in (*tried, *lists) for mutant in mutants(setup.rule))
    if not _unusable(rule, today):
        others = _made_up(rule, policy, other_values(rule, today))
        for setup in (*others, *tried):
            yield from ((setup, mutant) for mutant in fixed(rule, setup.policy.parameters, today))


def _made_up(rule: Rule, policy: Policy, brings: Mapping[str, Any]) -> Iterator[Setup]:
    values = {**policy.parameters, **brings}
    if brings and not _unusable(rule, values):
        yield Setup(bound(rule, values), replace(policy, parameters=values), (), brings)


def setups(rule: Rule, policy: Policy) -> tuple[Setup, ...]:
    """The examples by the parameters under which they are judged, without those under which nothing can be."""
    return _sorted_out(rule, policy)[0]


def _sorted_out(rule: Rule, policy: Policy) -> tuple[tuple[Setup, ...], Mapping[tuple[str, ...], tuple[Example, ...]]]:
    """The setups of a rule, and the examples that can be judged in none, by what is lacking."""
    groups: dict[str, list[Example]] = {}
    for example in rule.examples:
        groups.setdefault(json.dumps(example.given.get("parameters", {}), sort_keys=True), []).append(example)
    found, lacking = [], dict[tuple[str, ...], tuple[Example, ...]]()
    for group in groups.values():
        values = {**policy.parameters, **group[0].given.get("parameters", {})}
        if names := tuple(_unusable(rule, values)):
            lacking[names] = (*lacking.get(names, ()), *group)
        else:
            found.append(Setup(bound(rule, values), replace(policy, parameters=values), tuple(group)))
    return tuple(found), lacking


def judge(rule: Rule, example: Example, policy: Policy) -> Status:
    """What one example leads to; where nothing is said of it, the rule does not apply."""
    return next(try_examples(replace(rule, examples=(example,)), policy)).status or Status.NOT_APPLICABLE


def _unusable(rule: Rule, values: Mapping[str, Any]) -> list[str]:
    """Parameters that are missing, or whose values do not suit the rule; a policy that uses the rule has none."""
    return missing_parameters(rule, values) or sorted({name for name, *_ in parameter_misfits(rule, values)})
