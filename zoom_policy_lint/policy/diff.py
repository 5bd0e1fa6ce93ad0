"""What differs between two policies, in words that people can compare."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from zoom_policy_lint.policy.diff_words import (
    as_json,
    clause_words,
    conflict_words,
    question_words,
    statement_words,
    value_words,
    waiver_words,
)
from zoom_policy_lint.policy.policy import Clause, Policy
from zoom_policy_lint.ruleset import Rule


@dataclass(frozen=True, slots=True)
class Change:
    """Something that one of two policies says and the other does not, or says otherwise.

    `part` is the heading under which it belongs, `subject` what it is about. `old` None: it was added; `new` None: it
    was taken away.
    """

    part: str
    subject: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class ItemsChange:
    """A list in which only some items differ: those taken away, and those added."""

    part: str
    subject: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


Difference = Change | ItemsChange


def differences(old: Policy, new: Policy) -> tuple[Difference, ...]:
    """Everything in which two policies differ, in the order of a policy file; empty when there is no difference."""
    return tuple(_differences(old, new))


def _differences(old: Policy, new: Policy) -> Iterator[Difference]:
    for key in ("id", "title", "version"):
        yield from _change("policy", key, getattr(old.identity, key), getattr(new.identity, key))
    yield from _change("policy", "notice", old.notice, new.notice)
    yield from _each("source", _source(old), _source(new), str)
    yield from _values("parameters", "", old.parameters, new.parameters)
    yield from _each("sections", old.sections, new.sections, str)
    yield from _each("profiles", old.profiles, new.profiles, str)
    yield from _clauses(old.clauses, new.clauses)
    yield from _each("severities", _severities(old), _severities(new), str)
    yield from _each("rules switched off", old.off, new.off, str)
    yield from _each("scopes", _scopes(old), _scopes(new), str)
    yield from _each("statements wanted", old.attest, new.attest, question_words)
    yield from _listed("statements", old.attestations, new.attestations, statement_words)
    yield from _listed("waivers", old.waivers, new.waivers, waiver_words)
    yield from _listed("recommended rules", old.advisory, new.advisory, str)
    yield from _contents(_rules(old), _rules(new))


def _source(policy: Policy) -> Mapping[str, str]:
    """What is said of the document from which the clauses come."""
    names = ("document", "organisation", "dated", "url", "file")
    said = {name: getattr(policy.source, name) for name in names} if policy.source else {}
    return {name: str(value) for name, value in said.items() if value}


def _clauses(old: Iterable[Clause], new: Iterable[Clause]) -> Iterator[Difference]:
    before, after = ({clause.id: clause for clause in clauses} for clauses in (old, new))
    for name in _union(before, after):
        one, other = before.get(name), after.get(name)
        if one is None or other is None:
            yield Change("clauses", name, clause_words(one), clause_words(other))
            continue
        yield from _change("clauses", f"{name}: words", one.text, other.text)
        yield from _change("clauses", f"{name}: hash of its words", one.words, other.words)
        for part in ("rules", "wants", "parts"):
            yield from _items("clauses", f"{name}: {part}", getattr(one, part), getattr(other, part))
        for part in ("scope", "limits", "section", "profile"):
            yield from _change("clauses", f"{name}: {part}", getattr(one, part), getattr(other, part))
        yield from _change("clauses", f"{name}: conflict", conflict_words(one), conflict_words(other))
    kept = [name for name in before if name in after]
    if kept != [name for name in after if name in before]:
        yield from _change("clauses", "order", ", ".join(kept), ", ".join(name for name in after if name in before))


def _severities(policy: Policy) -> Mapping[str, str]:
    return {name: severity.value for name, severity in policy.severities.items()}


def _scopes(policy: Policy) -> Mapping[str, str]:
    return {scope.id: f"{scope.describe()}: {', '.join(scope.rules)}" for scope in policy.scopes}


def _rules(policy: Policy) -> Mapping[str, Rule]:
    return {**policy.rules, **policy.advisory}


def _contents(old: Mapping[str, Rule], new: Mapping[str, Rule]) -> Iterator[Difference]:
    """Rules that go by the same id and are not the same, part by part; where their files stand makes no difference."""
    for name in (name for name in old if name in new):
        before, after = (dict(_said(rule)) for rule in (old[name], new[name]))
        for part in _union(before, after):
            if before.get(part) != after.get(part):
                yield Change("content of rules", f"{name}: {part}", before.get(part), after.get(part))


def _said(rule: Rule) -> Iterator[tuple[str, str]]:
    for field in fields(rule):
        value = getattr(rule, field.name)
        if field.name == "body":
            yield "form", type(value).__name__.removesuffix("Body").lower()
            yield from ((part.name, value_words(getattr(value, part.name))) for part in fields(value))
        elif field.name == "examples":
            yield field.name, "; ".join(f"{one.status}: {value_words(one.given)}" for one in value)
        elif field.name not in ("file", "id"):
            yield field.name, value_words(value)


def _values(part: str, subject: str, old: Any, new: Any) -> Iterator[Difference]:
    """Values that may lie within each other: maps are compared by key, lists by item."""
    if isinstance(old or new, Mapping) and isinstance(new or old, Mapping):
        before, after = old or {}, new or {}
        for key in _union(before, after):
            yield from _values(part, f"{subject}.{key}" if subject else key, before.get(key), after.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _items(part, subject, old, new)
    elif as_json(old) != as_json(new):
        yield Change(part, subject, *(None if value is None else value_words(value) for value in (old, new)))


def _items(part: str, subject: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Difference]:
    before, after = list(map(as_json, old)), list(map(as_json, new))
    removed = tuple(value_words(item) for item in old if as_json(item) not in after)
    added = tuple(value_words(item) for item in new if as_json(item) not in before)
    if removed or added:
        yield ItemsChange(part, subject, removed, added)
    elif before != after:
        yield Change(part, subject, ", ".join(map(value_words, old)), ", ".join(map(value_words, new)))


def _listed(part: str, old: Iterable[Any], new: Iterable[Any], words: Callable[[Any], str]) -> Iterator[Difference]:
    """Things that have no name of their own: each that only one of the two has."""
    before, after = list(old), list(new)
    yield from (Change(part, "", words(item), None) for item in before if item not in after)
    yield from (Change(part, "", None, words(item)) for item in after if item not in before)


def _each(
    part: str, old: Mapping[str, Any], new: Mapping[str, Any], words: Callable[[Any], str]
) -> Iterator[Difference]:
    for name in _union(old, new):
        before, after = (words(found[name]) if name in found else None for found in (old, new))
        if before != after:
            yield Change(part, name, before, after)


def _change(part: str, subject: str, old: str, new: str) -> Iterator[Difference]:
    if old != new:
        yield Change(part, subject, old or None, new or None)


def _union(old: Iterable[str], new: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*old, *new]))
