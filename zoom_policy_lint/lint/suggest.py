"""The example that is missing: one that tells a rule from a mutant of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from zoom_policy_lint.lint.domain import holds, patterns, probes
from zoom_policy_lint.lint.mutants import Place
from zoom_policy_lint.lint.patterns import texts_near
from zoom_policy_lint.lint.proof import Survivor, given_at, judge
from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.ruleset import Example
from zoom_policy_lint.ruleset.yaml_text import flow

_NOT_GIVEN = object()
_MOST_TRIED = 300
"""Examples to try for one suggestion; whoever writes the rule may find another."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An example to add under a status, and what it would show."""

    status: Status
    given: Mapping[str, Any]
    shows: str

    def __str__(self) -> str:
        example = flow(dict(self.given))
        return f"nothing shows that {self.shows}: add to the examples, under “{self.status}”: {example}"


def suggestion(survivor: Survivor) -> Suggestion | None:
    """An example that notices a mutant, tried out; None when none was found among examples like those there are."""
    setup, mutant = survivor.setup, survivor.mutant
    bases = setup.examples or [_bringing(example, setup.brings) for example in setup.rule.examples]
    right_first = sorted(bases, key=lambda example: example.status is not setup.rule.right)
    tried = 0
    for base in right_first:
        for value, given in _like(base, survivor):
            example = replace(base, given=given)
            status = judge(setup.rule, example, setup.policy)
            if status is not judge(mutant.rule, example, setup.policy):
                return Suggestion(status, given, _shows(mutant.place, value, status))
            tried += 1
            if tried >= _MOST_TRIED:
                return None
    return None


def _bringing(example: Example, parameters: Mapping[str, Any]) -> Example:
    """An example under other parameters than it has."""
    return replace(
        example, given={**example.given, "parameters": {**example.given.get("parameters", {}), **parameters}}
    )


def _like(base: Example, survivor: Survivor) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """Examples like one there is, each with another value at the place of the mutant, and that value."""
    place, given = survivor.mutant.place, base.given
    paths: list[tuple[str, ...]]
    match place.part:
        case "lock":
            given = {Level.ACCOUNT.value: {}, **given}  # the lock is judged for the account
            paths, values = [("locked",)], [False, True, _NOT_GIVEN]
        case "names":
            parameters = {**survivor.setup.policy.parameters, **given.get("parameters", {})}
            paths, values = [("parameters", place.key)], [[*parameters[place.key], _another(survivor)]]
        case "given":
            paths, values = [("parameters", place.key)], [[]]
        case _ if "count" in base.given:
            paths, values = [("count",)], _values(survivor)
        case _:
            paths = [(level, place.key) for level in Level if place.key in base.given.get(level, {})]
            values = _values(survivor)
    for path in paths:
        for value in values:
            yield value, _put(given, path, value)


def _values(survivor: Survivor) -> list[Any]:
    """Values to try, first those on which the condition and its mutant differ."""
    mutant = survivor.mutant
    place, after = mutant.place, mutant.after
    conditions = [condition for condition in (place.condition, after) if condition is not None]
    given = [value for example in survivor.setup.rule.examples for value in given_at(example, place.key)]
    texts = [value for value in given if isinstance(value, str)]
    asked = patterns(place.condition) if place.condition else ()
    near = [text for pattern in asked for text in texts_near(pattern, texts)]
    found = [*probes(conditions, place.domain, [*given, *near])]
    if place.condition is None or after is None:
        return [_NOT_GIVEN, *found]
    before = place.condition
    return [*sorted(found, key=lambda value: holds(before, value) == holds(after, value)), _NOT_GIVEN]


def _another(survivor: Survivor) -> str:
    """A name that no example has."""
    return "another.example" if Level.DOMAIN in survivor.setup.rule.levels else "Another role"


def _put(given: Mapping[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """What is given, with another value at a path, or without what stands there."""
    first, *rest = path
    changed = dict(given)
    if rest:
        changed[first] = _put(given.get(first, {}), tuple(rest), value)
    elif value is _NOT_GIVEN:
        changed.pop(first, None)
    else:
        changed[first] = value
    return changed


_WRONG = {"at_least": "too few", "at_most": "too many", "younger_than_days": "too old"}


def _shows(place: Place, value: Any, status: Status) -> str:
    """What an example with a value at a place shows, in words."""
    if place.part == "lock":
        return "the lock must hold" if status is Status.FAIL else "the lock need not hold"
    if place.part == "given":
        return f"the rule is not meant for a policy that gives no “{place.key}”"
    if place.part == "names":
        return f"every one of the “{place.key}” must be there"
    if value is _NOT_GIVEN or place.condition is None:
        may = "may be left out by Zoom" if status is not Status.UNKNOWN else "must be there"
        return f"“{place.key}” {may}"
    shown, fulfilled = flow(value), holds(place.condition, value)
    if place.part in ("when", "where"):
        return f"the rule is {'' if fulfilled else 'not '}meant for “{place.key}”: {shown}"
    return f"{shown} is {'right' if fulfilled else _WRONG.get(place.condition.operator, 'wrong')}"
