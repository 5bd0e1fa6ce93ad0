"""Domains as a snapshot tells them: one resource for every domain of either list."""

from collections.abc import Iterator
from typing import Any

from zoom_policy_lint.model.resource import Read, Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull.known import Known
from zoom_policy_lint.pull.parts import Part

_LISTS = {Read("accounts.managed_domains"): "managed", Read("accounts.trusted_domains"): "trusted"}


def domains(known: Known) -> Iterator[Resource]:
    """Every domain, in order. A domain is only "not" in a list that is whole."""
    asked = {read: mark for read, mark in _LISTS.items() if known.wants(read)}
    absent = {mark: False for read, mark in asked.items() if known.gap(Part(read)) is None}
    found: dict[str, dict[str, Any]] = {}
    for read, mark in asked.items():
        for id_, rows in known.journal.rows(read):
            own = {name: value for _, row in rows for name, value in row.items() if name != "domain"}
            found.setdefault(id_.lower(), dict(absent)).update(own | {mark: True})
    for id_, fields in sorted(found.items()):
        yield Resource(Level.DOMAIN, id_, id_, fields)
