"""Whether the examples of a rule can prove anything: they name what it judges, with values that Zoom really gives."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from zoom_policy_lint.catalogue import fits
from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.ruleset.conditions import Condition
from zoom_policy_lint.ruleset.conditions_check import Known, value_misfits
from zoom_policy_lint.ruleset.examples_scope import TEXTS, Scope, nothing_such
from zoom_policy_lint.ruleset.operators import same
from zoom_policy_lint.ruleset.parts import parameters_in
from zoom_policy_lint.ruleset.rule import NOTHING, Body, FieldBody, SettingBody
from zoom_policy_lint.ruleset.source import Document, PathKey
from zoom_policy_lint.ruleset.structure import known_parameters, nearest, parameters_alone, structure_problems
from zoom_policy_lint.ruleset.wording import item_kind, written

_MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Given:
    """One example where it stands."""

    status: Status
    path: PathKey
    data: Mapping[str, Any]


@dataclass(slots=True)
class ExamplesCheck:
    """Collects the problems of the examples in a rule's document.

    Without a scope (the rule itself is broken), only what holds for every rule is looked at.
    """

    document: Document
    scope: Scope | None
    problems: list[Problem] = field(default_factory=list)

    def run(self, missing: Iterable[Status]) -> list[Problem]:
        """Every problem; `missing` are the verdicts that the rule can give and no example shows."""
        examples = list(self._examples())
        for status in missing:
            self._report(("examples",), f"no example shows what is “{status}”", f"add {status}: with one")
        self._repeated(examples)
        for example in examples:
            self._parameters(example)
            if self.scope is not None:
                self._example(example, self.scope)
        return self.problems

    def wrong_shown(self, wrong: Status, body: Body | None) -> list[Problem]:
        """What is wrong where being wrong is not known or waits for a person, and no example shows a wrong value.

        What Zoom left out is unknown under every rule, so such an example proves nothing of this one.
        """
        examples = [one for one in self._examples() if one.status is wrong]
        if wrong is Status.FAIL or not examples or not isinstance(body, SettingBody | FieldBody):
            return []
        conditions = dict(body.settings if isinstance(body, SettingBody) else body.expect)
        columns = self.scope.columns if self.scope else {}
        given = [
            (conditions[name], value, columns[level][name])
            for one in examples
            for level in columns
            for name, value in _mapping(one.data.get(level)).items()
            if name in conditions and name in columns[level]
        ]
        if any(_is_wrong(*one) for one in given):
            return []
        message = f"no example under “{wrong}” gives a value that this rule finds wrong"
        hint = f"add one in which {' or '.join(conditions)} is not as it must be"
        return [self.document.problem(("examples", wrong), message, hint)]

    def _report(self, path: PathKey, message: str, hint: str = "") -> None:
        if path not in self.document.spoilt:
            self.problems.append(self.document.problem(path, message, hint))

    def _examples(self) -> Iterator[Given]:
        for status, given in self.document.data.get("examples", {}).items():
            if isinstance(given, list):
                yield from (Given(Status(status), ("examples", status, at), one) for at, one in enumerate(given))
            else:
                yield Given(Status(status), ("examples", status), given)

    def _repeated(self, examples: list[Given]) -> None:
        """The same example twice proves nothing new; under two verdicts, one of them is wrong."""
        seen: dict[str, Status] = {}
        for example in examples:
            text = json.dumps(example.data, sort_keys=True, default=str)
            before = seen.get(text)
            if before is example.status:
                self._report(example.path, f"this example stands under “{before}” twice", "take one of them out")
            elif before is not None:
                message = f"the same example stands under “{before}” too, and a rule gives only one verdict on it"
                self._report(example.path, message, "take out the one that is wrong")
            seen.setdefault(text, example.status)

    def _parameters(self, example: Given) -> None:
        """Parameters that the rule uses, with values that a policy could give them."""
        given, path = example.data.get("parameters", {}), (*example.path, "parameters")
        if not given:
            return
        self.problems += structure_problems(parameters_alone(self.document, path, given), "policy")
        used = {
            name for key, part in self.document.data.items() if key != "examples" for _, name in parameters_in(part, ())
        }
        for name in given:
            if name in known_parameters() and name not in used:
                hint = nearest(name, list(used)) if used else "it uses none"
                self._report((*path, name), f"this rule does not use the parameter “{name}”", hint)
        for name, part in self.scope.parts.items() if self.scope else ():
            if part not in _mapping(given.get(name, {part: ()})):
                self._report(
                    (*path, name), f"it gives no phrases for “{part}”, which the rule asks for", f"add {part}:"
                )

    def _example(self, example: Given, scope: Scope) -> None:
        for key in example.data:
            if key != "parameters" and key not in scope.columns and key not in scope.beside:
                self._report((*example.path, key), *scope.misplaced(key))
        if scope.columns and not set(example.data) - {"parameters"}:
            hint = f"give {' or '.join(scope.columns)} (with nothing in it for what Zoom does not return)"
            self._report(example.path, "this example gives nothing that the rule could judge", hint)
        for level, columns in scope.columns.items():
            if example.data.get(level) == NOTHING:
                self._none(example, level)
                continue
            for name, value in example.data.get(level, {}).items():
                if name in columns:
                    self._value(example, (*example.path, level, name), value, *columns[name])
                else:
                    self._report((*example.path, level, name), *nothing_such(level, name, columns))
        if "count" in example.data:
            self._count(example)

    def _value(self, example: Given, path: PathKey, value: Any, kind: str, known: Known) -> None:
        """A value that leads to a verdict is one that Zoom may give; what is unknown may have any that has a place."""
        name = str(path[-1])
        if name not in TEXTS and example.status is Status.UNKNOWN:
            if "[]" in name and not isinstance(value, list):
                hint = f"write a list, such as [{written(value)}]"
                self._report(path, f"“{name}” goes through a list, one value for each item of it", hint)
        elif value is None:
            self._report(path, "there is no value here", "take it out, or show under “unknown” what Zoom leaves out")
        else:
            self._believable(path, value, kind, known)

    def _believable(self, path: PathKey, value: Any, kind: str, known: Known) -> None:
        """A value of the type, and among the known ones; of a list, every item."""
        if kind.startswith("array<") and isinstance(value, list):
            items = [((*path, at), item) for at, item in enumerate(value)]
            found = [one for at, item in items for one in value_misfits(item, item_kind(kind), known, at)]
        else:
            found = list(value_misfits(value, kind, known, path))
        for misfit in found:
            self._report(misfit.path, misfit.message, misfit.hint)

    def _none(self, example: Given, level: Level) -> None:
        """That there is no such resource shows something only of a rule that wants none."""
        if self.document.data.get("expect") != NOTHING:
            message = f"“{level}: none” goes with a rule that expects none"
            self._report((*example.path, level), message, "give what Zoom says of one")

    def _count(self, example: Given) -> None:
        count = example.data["count"]
        if not isinstance(count, int) or not 0 <= count <= _MOST_COUNTED:
            message = f"{written(count)} is no number of people for an example"
            self._report((*example.path, "count"), message, f"write a whole number from 0 to {_MOST_COUNTED}")


def _mapping(given: Any) -> Mapping[str, Any]:
    return given if isinstance(given, Mapping) else {}


def _is_wrong(condition: Condition, value: Any, column: tuple[str, Known]) -> bool:
    """Whether a value is readable and, as far as that can be told without a policy and a day, refused."""
    kind, known = column
    items = value if isinstance(value, list) else [value]
    if not fits(kind, value) or (known and not all(any(same(item, one) for one in known) for item in items)):
        return False
    return bool(condition.parameters()) or condition.on_time or not condition.holds(value)
