"""The last step of the view: every text in it made fit to be shown, and nobody named outside the annex."""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report.page.words import Look, named, unnamed

NAMED = {"named": True}
"""Metadata of a field that may name members of staff; all other fields name nobody."""

SOMEBODY = "a named person"
"""What stands in place of the name of somebody who approved or stated something."""

_ROLE_WORDS = frozenset({
    "and", "assistant", "board", "body", "business", "chair", "clerk", "committee", "data", "deputy", "designated",
    "director", "executive", "governing", "governor", "governors", "head", "headteacher", "it", "lead", "leader",
    "leadership", "manager", "of", "officer", "principal", "protection", "safeguarding", "school", "senior", "staff",
    "teacher", "team", "the", "trust", "trustee", "trustees", "vice",
})  # fmt: skip
"""Words of which titles of offices are made: who signs as “Chair of governors” is not named by that."""

_View = TypeVar("_View")


def cleaned(view: _View, run: Run) -> _View:
    """The same view, in which only fields with the metadata NAMED name anybody.

    The names of those who approved and stated something are known, and are taken out of free texts, too.
    """
    return cast("_View", _clean(view, _people(run)))


def _people(run: Run) -> re.Pattern[str] | None:
    """Finds the names of people in the registers, the longest first; roles of the policy and titles of offices stay."""
    names: set[str] = {waiver.approver for waiver in run.registers.waivers}
    names |= {statement.by_name for statement in run.registers.statements}
    names |= {one.approver for clause in run.clauses for one in clause.exceptions}
    names |= {one.worst.waiver.approver for one in run.rollups if one.worst.waiver}
    roles = {rule.by_role for rule in run.rules.values()} | {one.by_role for one in run.registers.statements}
    roles |= {one.by_role for one in run.registers.due}
    kept = (name for name in names - roles if len(name.strip()) > 1 and not _is_role(name))
    found = sorted({" ".join(name.split()) for name in kept}, key=_longest)
    return re.compile("|".join(_whole(name) for name in found)) if found else None


def _is_role(name: str) -> bool:
    return all(word.strip(".,()").casefold() in _ROLE_WORDS for word in name.replace("-", " ").split())


def _longest(name: str) -> tuple[int, str]:
    return -len(name), name


def _whole(name: str) -> str:
    """Where it stands by itself, and not as the month of a date."""
    found = re.escape(name)
    return rf"(?<!\w)(?!(?<=\d ){found} \d{{4}}){found}(?!\w)"


def _clean(value: Any, people: re.Pattern[str] | None) -> Any:
    if isinstance(value, str):
        return unnamed(people.sub(SOMEBODY, " ".join(value.split())) if people else value)
    if isinstance(value, tuple):
        return tuple(_clean(item, people) for item in value)
    if isinstance(value, Look) or not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(value, **dict(_fields(value, people)))


def _fields(value: Any, people: re.Pattern[str] | None) -> Iterable[tuple[str, Any]]:
    for field in fields(value):
        inside = getattr(value, field.name)
        yield field.name, named(inside) if field.metadata.get("named") else _clean(inside, people)
