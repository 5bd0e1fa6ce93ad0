"""Joining a policy with those it stands on: maps merge by key, lists replace, statements and waivers add up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zoom_policy_lint.ruleset.source import Document


@dataclass(slots=True)
class Merged:
    """The joined data, and for every clause, statement and parameter the document and path that said it last."""

    data: dict[str, Any] = field(default_factory=dict)
    clauses: dict[str, dict[str, Any]] = field(default_factory=dict)
    clause_places: dict[str, tuple[Document, int]] = field(default_factory=dict)
    attest: dict[str, dict[str, Any]] = field(default_factory=dict)


def merge(documents: tuple[Document, ...]) -> Merged:
    """Join documents, the parent first. What a child says of a clause is laid over what its parent said."""
    merged = Merged()
    for document in documents:
        for key, value in document.data.items():
            if key == "clauses":
                _clauses(merged, document, value)
            elif key == "attest":
                merged.attest |= {entry["clause"]: entry for entry in value}
            elif key in ("attestations", "waivers"):
                merged.data[key] = merged.data.get(key, []) + value
            else:
                merged.data[key] = _join(merged.data.get(key), value)
    return merged


def _clauses(merged: Merged, document: Document, clauses: list[dict[str, Any]]) -> None:
    for index, clause in enumerate(clauses):
        merged.clauses[clause["id"]] = merged.clauses.get(clause["id"], {}) | clause
        merged.clause_places[clause["id"]] = (document, index)


def _join(old: Any, new: Any) -> Any:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return dict(old) | {key: _join(old.get(key), value) for key, value in new.items()}
    return new
