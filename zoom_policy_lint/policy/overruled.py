"""Values on which policies that stand beside each other do not agree, so that only their order decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.policy.files import PolicyFile
from zoom_policy_lint.ruleset.source import Document


@dataclass(frozen=True, slots=True)
class Overruled:
    """A value that one policy gives and another, which does not stand on it, gives otherwise and later.

    `name` is a parameter (of mappings, with the key), or says what of which rule; `by` is the file of which the value
    stands, `file` the other.
    """

    name: str
    value: Any
    by: str
    file: str


def overruled(policies: tuple[PolicyFile, ...]) -> tuple[Overruled, ...]:
    """The values that are settled by nothing but the order in which parents are named; parents come first here."""
    given: dict[str, list[tuple[PolicyFile, Any]]] = {}
    for policy in policies:
        for name, value in _values(policy.document):
            given.setdefault(name, []).append((policy, value))
    found = (_overruled(name, values) for name, values in given.items())
    return tuple(one for one in found if one is not None)


def _values(document: Document) -> Iterator[tuple[str, Any]]:
    for name, value in document.data.get("parameters", {}).items():
        if isinstance(value, dict):
            yield from ((f"{name}.{key}", part) for key, part in value.items())
        else:
            yield name, value
    for part, what in (("severities", "severity"), ("locks", "lock")):
        yield from ((f"the {what} of {rule}", word) for rule, word in document.data.get(part, {}).items())
    for rule, texts in document.data.get("texts", {}).items():
        yield from ((f"the {part} of {rule}", " ".join(text.split())) for part, text in texts.items())
    if "recommended" in document.data:
        yield "“recommended”", document.data["recommended"]


def _overruled(name: str, values: list[tuple[PolicyFile, Any]]) -> Overruled | None:
    """Who is overruled; nobody where one policy stands on all others that give a value, or where they agree."""
    settled = frozenset[str]().union(*(policy.below for policy, _ in values))
    *before, (last, value) = [(policy, one) for policy, one in values if policy.document.file not in settled]
    other = next((policy.document.file for policy, one in before if one != value), None)
    return Overruled(name, value, last.document.file, other) if other else None
