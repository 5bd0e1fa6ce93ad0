"""Joining a policy with those it stands on: maps merge by key, lists replace, statements and waivers add up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zoom_policy_lint.policy.files import PolicyFile
from zoom_policy_lint.policy.statements import PARTS
from zoom_policy_lint.ruleset.source import Document


@dataclass(slots=True)
class Merged:
    """The joined data, and for every clause the document and place that said it last."""

    data: dict[str, Any] = field(default_factory=dict)
    clauses: dict[str, dict[str, Any]] = field(default_factory=dict)
    clause_places: dict[str, tuple[Document, int]] = field(default_factory=dict)
    attest: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    attestations: list[Mapping[str, Any]] = field(default_factory=list)
    waivers: list[Mapping[str, Any]] = field(default_factory=list)


def merge(policies: tuple[PolicyFile, ...]) -> Merged:
    """Join policies, the parent first. What a child says of a clause is laid over what its parent said."""
    merged = Merged()
    for policy in policies:
        for key, value in policy.document.data.items():
            if key == "clauses":
                _clauses(merged, policy.document, value)
            elif key not in PARTS:
                merged.data[key] = _join(merged.data.get(key), value)
        merged.attest |= {entry.data["clause"]: entry.data for entry in policy.entries["attest"]}
        merged.attestations += [entry.data for entry in policy.entries["attestations"]]
        merged.waivers += [entry.data for entry in policy.entries["waivers"]]
    return merged


def _clauses(merged: Merged, document: Document, clauses: list[dict[str, Any]]) -> None:
    for index, clause in enumerate(clauses):
        merged.clauses[clause["id"]] = merged.clauses.get(clause["id"], {}) | clause
        merged.clause_places[clause["id"]] = (document, index)


def _join(old: Any, new: Any) -> Any:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return dict(old) | {key: _join(old.get(key), value) for key, value in new.items()}
    return new
