"""Conditions that are always or never true, so that a rule judges nothing or says the same of everybody."""

from collections.abc import Iterator
from typing import Any

from zoom_policy_lint.lint.domain import holds, patterns, probes
from zoom_policy_lint.lint.mutants import Place, places
from zoom_policy_lint.lint.proof import given_at, setups
from zoom_policy_lint.lint.subject import LintFinding, Subject
from zoom_policy_lint.model.words import Status

NEVER_FAILS, NEVER_PASSES, JUDGES_NOTHING = "never-fails", "never-passes", "judges-nothing"
_LIMITS = ("when", "where")


def never_fails(subject: Subject) -> Iterator[LintFinding]:
    """What must hold and holds for every value, whatever the policy's parameters."""
    for place in _always(subject, outcome=True):
        sentence = f"“{place.key}” can never be wrong: every value is accepted"
        hint = "accept fewer values, or take it out"
        yield _found(subject, NEVER_FAILS, place, sentence, hint)


def never_passes(subject: Subject) -> Iterator[LintFinding]:
    """What must hold and no value can satisfy, unless what is right is not applicable by the rule's own words."""
    if subject.rule.right is not Status.NOT_APPLICABLE:
        for place in _always(subject, outcome=False):
            sentence = f"“{place.key}” can never be right: no value is accepted"
            yield _found(subject, NEVER_PASSES, place, sentence, "accept at least one value that Zoom gives")


def judges_nothing(subject: Subject) -> Iterator[LintFinding]:
    """A limit (`when`, `where`) within which nothing lies."""
    for place in _always(subject, outcome=False, limits=True):
        sentence = f"the rule judges nothing: no value of “{place.key}” fits its {place.part}"
        yield _found(
            subject, JUDGES_NOTHING, place, sentence, f"accept at least one value, or leave out “{place.part}”"
        )


def _found(subject: Subject, check: str, place: Place, sentence: str, hint: str) -> LintFinding:
    return subject.found(check, subject.path_of(place.part, place.key), sentence, hint)


def _always(subject: Subject, *, outcome: bool, limits: bool = False) -> Iterator[Place]:
    """Places where the outcome is the same under the parameters of every example."""
    found: dict[tuple[str, str], list[bool]] = {}
    kept: dict[tuple[str, str], Place] = {}
    for setup in setups(subject.rule, subject.library.policy):
        for place in places(setup.rule) if setup.judged else ():
            unbound = place.condition is not None and place.condition.parameters()
            if (place.part in _LIMITS) is limits and not unbound:
                name = place.part, place.key
                given = [value for example in subject.rule.examples for value in given_at(example, place.key)]
                kept.setdefault(name, place)
                found.setdefault(name, []).append(_same_for_all(place, given, outcome=outcome))
    return (kept[name] for name, results in found.items() if all(results))


def _same_for_all(place: Place, given: list[Any], *, outcome: bool) -> bool:
    """Whether every value leads to the outcome; for patterns, whether every one of many kinds of text does."""
    if place.condition is None:
        return False
    own = [*given, *_TEXTS] if patterns(place.condition) or place.domain.kind == "string" else given
    values = place.domain.known if place.domain.closed else probes([place.condition], place.domain, own)
    return bool(values) and all(holds(place.condition, value) is outcome for value in values)


_TEXTS = ("", "a", "Z", "7", "2026-09-03", "two words", "somebody@example.org", "Some-Name_1", "É?", "line\nline")
"""Texts of many kinds: a pattern that all of them match, matches any."""
