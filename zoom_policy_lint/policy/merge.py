"""Joining a policy with those it stands on: maps merge by key, lists replace, statements and waivers add up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zoom_policy_lint.policy.files import PolicyFile
from zoom_policy_lint.policy.statements import PARTS
from zoom_policy_lint.policy.weaker import Ever
from zoom_policy_lint.ruleset.source import Document, PathKey

_WHOLE = frozenset({"source"})
"""Keys that a child says anew or not at all: the date of one document is not that of another."""


@dataclass(slots=True)
class Merged:
    """The joined data; for every clause the document and place that said it last, and that named each of its rules.

    `text_places` are the documents that wrote its words; `wants_places` are those of the kinds of evidence that it
    wants, `scope_places` those of whom it is about; `ever` is all that any of the policies gave it.
    """

    data: dict[str, Any] = field(default_factory=dict)
    clauses: dict[str, dict[str, Any]] = field(default_factory=dict)
    clause_places: dict[str, tuple[Document, int]] = field(default_factory=dict)
    text_places: dict[str, Document] = field(default_factory=dict)
    wants_places: dict[str, tuple[Document, PathKey]] = field(default_factory=dict)
    scope_places: dict[str, tuple[Document, PathKey]] = field(default_factory=dict)
    rule_places: dict[tuple[str, str], tuple[Document, PathKey]] = field(default_factory=dict)
    ever: Ever = field(default_factory=Ever)
    attest: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    waivers: list[Mapping[str, Any]] = field(default_factory=list)

    def rule_names(self) -> tuple[str, ...]:
        """The rules that the clauses name, each once."""
        return tuple(dict.fromkeys(name for clause in self.clauses.values() for name in clause.get("rules", ())))


def merge(policies: tuple[PolicyFile, ...]) -> Merged:
    """Join policies, parents first. What a later one says of a clause is laid over what those before it said."""
    merged = Merged()
    for policy in policies:
        for key, value in policy.document.data.items():
            if key == "clauses":
                _clauses(merged, policy.document, value)
            elif key not in PARTS:
                merged.data[key] = value if key in _WHOLE else _join(merged.data.get(key), value)
        for entry in policy.entries["attest"]:
            merged.ever.note_question(entry.data)
        merged.attest |= {entry.data["clause"]: entry.data for entry in policy.entries["attest"]}
        merged.waivers += [entry.data for entry in policy.entries["waivers"]]
    if "notice" in merged.data:
        merged.data["notice"] = _notices(policies)
    return merged


def _notices(policies: tuple[PolicyFile, ...]) -> str:
    """What the policies say of themselves: a child's notice replaces its parents', those of several parents add up."""
    saying = [one for one in policies if "notice" in one.document.data]
    replaced = frozenset[str]().union(*(one.below for one in saying))
    return " ".join(one.document.data["notice"].strip() for one in saying if one.document.file not in replaced)


def _clauses(merged: Merged, document: Document, clauses: list[dict[str, Any]]) -> None:
    for index, clause in enumerate(clauses):
        name = clause["id"]
        old = merged.clauses.get(name, {})
        rules = [*clause.get("rules", old.get("rules", ())), *clause.get("add_rules", ())]
        merged.clauses[name] = old | clause | {"rules": list(dict.fromkeys(rules))}
        merged.ever.note_clause(merged.clauses[name])
        merged.clause_places[name] = (document, index)
        if "text" in clause:
            merged.text_places[name] = document
        for key, places in (("wants", merged.wants_places), ("scope", merged.scope_places)):
            if key in clause:
                places[name] = (document, ("clauses", index, key))
        for key in ("rules", "add_rules"):
            for at, rule in enumerate(clause.get(key, ())):
                merged.rule_places[name, rule] = (document, ("clauses", index, key, at))


def _join(old: Any, new: Any) -> Any:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return dict(old) | {key: _join(old.get(key), value) for key, value in new.items()}
    return new
