"""What the checks look at, and what they find."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zoom_policy_lint.lint.proof import Proof, prove
from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Example, Rule
from zoom_policy_lint.ruleset.source import Document


@dataclass(frozen=True, slots=True, order=True)
class LintFinding:
    """One thing to put right in a rule: where (line and column from 1), which check says so, what, and what to do.

    `text` is the line as it stands in the file. `names` are words that a reason to accept it must say.
    """

    file: str
    line: int
    column: int
    check: str
    sentence: str
    hint: str
    text: str
    rule: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        message = f"{self.check}: {self.sentence}"
        return str(Problem(self.file, self.line, self.column, message, self.hint, self.text))


@dataclass(frozen=True)
class Library:
    """The rules among which one stands: those in use by the policy, and the ids that any policy at hand names.

    `titles` maps the ids of all rules at hand to their titles. `homes` are the policies for whose parameters the
    examples of a rule were written, where that is another one: a school that changes a number of a shipped policy
    proves its own rules, not those that came with the program.
    """

    policy: Policy
    in_use: tuple[Rule, ...]
    named: frozenset[str]
    titles: Mapping[str, str]
    homes: Mapping[str, Policy]


@dataclass(frozen=True)
class Subject:
    """One rule with the file in which it stands, to say where something was found."""

    rule: Rule
    document: Document
    library: Library

    @cached_property
    def proof(self) -> Proof:
        """What the rule's examples show of its conditions; found out once."""
        return prove(self.rule, self.library.homes.get(self.rule.id, self.library.policy))

    @property
    def data(self) -> Mapping[str, Any]:
        """The rule as its file writes it."""
        data: Mapping[str, Any] = self.document.data
        return data

    def path_of(self, part: str, key: str) -> tuple[str | int, ...]:
        """Where the key of a part stands: a part with conditions, `optional`, `unless`, or one that stands alone."""
        if part == "optional":
            listed = self.data.get("optional", [])
            return ("optional", listed.index(key)) if key in listed else self.path_of("settings", key)
        if part == "settings" and "settings" not in self.data:
            return ("expect",)
        return (part,) if part in ("lock", "given", "names", "match") else (part, key)

    def path_of_example(self, example: Example) -> tuple[str | int, ...]:
        """Where an example stands, alone under its status or in a list."""
        path = ("examples", example.status.value)
        several = isinstance(self.data["examples"][example.status.value], list)
        return (*path, example.index) if several else path

    def found(
        self, check: str, path: Iterable[str | int], sentence: str, hint: str = "", names: tuple[str, ...] = ()
    ) -> LintFinding:
        """A finding of a check at a path of the file, or at the nearest thing around it that has a place."""
        at = self.document.problem(path, sentence, hint)
        return LintFinding(at.file, at.line, at.column, check, sentence, hint, at.text, self.rule.id, names)
