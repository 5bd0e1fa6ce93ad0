"""In what a policy asks for less than those that it stands on, clause by clause."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_OF_QUESTIONS = {"by_role": "who must answer it", "every_months": "how often", "register": "the register"}
"""What a question may say beside its words."""


@dataclass(frozen=True, slots=True)
class Weaker:
    """What a clause once had and has no longer: rules, kinds of evidence that it wants, what its question says."""

    clause: str
    rules: tuple[str, ...]
    wants: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass(slots=True)
class Ever:
    """Everything that any policy of a chain gave its clauses, by clause."""

    rules: dict[str, dict[str, None]] = field(default_factory=dict)
    wants: dict[str, dict[str, None]] = field(default_factory=dict)
    asked: dict[str, dict[str, None]] = field(default_factory=dict)

    def note_clause(self, clause: Mapping[str, Any]) -> None:
        """Remember what a policy says of a clause."""
        _add(self.rules, clause["id"], clause.get("rules", ()))
        _add(self.wants, clause["id"], clause.get("wants", ()))

    def note_question(self, question: Mapping[str, Any]) -> None:
        """Remember what a policy says of a question."""
        _add(self.asked, question["clause"], said(question))

    def more_than(
        self, clauses: Mapping[str, Mapping[str, Any]], questions: Mapping[str, Mapping[str, Any]]
    ) -> tuple[Weaker, ...]:
        """What was said once, and is not in these clauses and questions."""
        found = (
            Weaker(
                name,
                rules=_lost(self.rules, name, clause.get("rules", ())),
                wants=_lost(self.wants, name, clause.get("wants", ())),
                asked=_lost(self.asked, name, said(questions.get(name, {}))),
            )
            for name, clause in clauses.items()
        )
        return tuple(one for one in found if one.rules or one.wants or one.asked)


def said(question: Mapping[str, Any]) -> list[str]:
    """What a question says beside its words, each in words."""
    voids = [f"that {rule} contradicts it" for rule in question.get("contradicted_by", ())]
    return [words for key, words in _OF_QUESTIONS.items() if question.get(key)] + voids


def _add(table: dict[str, dict[str, None]], clause: str, names: Iterable[str]) -> None:
    table.setdefault(clause, {}).update(dict.fromkeys(names))


def _lost(table: Mapping[str, Mapping[str, None]], clause: str, now: Iterable[str]) -> tuple[str, ...]:
    kept = set(now)
    return tuple(name for name in table.get(clause, {}) if name not in kept)
