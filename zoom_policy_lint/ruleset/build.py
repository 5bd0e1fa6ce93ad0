"""From the data of one rule file to a Rule, with every problem that its schema cannot see."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.model.words import Kind, Level, Lock, Severity, Status
from zoom_policy_lint.ruleset.conditions import Condition, ConditionError, Parameter, parse_condition
from zoom_policy_lint.ruleset.conditions_check import Known, exclusions, misfits
from zoom_policy_lint.ruleset.declared import declared_misfits
from zoom_policy_lint.ruleset.examples_check import ExamplesCheck
from zoom_policy_lint.ruleset.examples_scope import scope_of
from zoom_policy_lint.ruleset.forms import FORM_KEYS, FORM_RESOURCES
from zoom_policy_lint.ruleset.hints import BY_FIELD, by_field_hint, unknown_setting
from zoom_policy_lint.ruleset.kinds import kind_misfit
from zoom_policy_lint.ruleset.parts import (
    ask_body,
    examples_of,
    parameter_of,
    stand_in_body,
    text_body,
    verdicts_of,
)
from zoom_policy_lint.ruleset.rule import (
    COUNTABLE,
    NOTHING,
    Body,
    CountBody,
    FieldBody,
    RegisterBody,
    Rule,
    SettingBody,
)
from zoom_policy_lint.ruleset.setting_levels import level_misfits, levels_of, lock_misfits
from zoom_policy_lint.ruleset.source import Document, PathKey
from zoom_policy_lint.ruleset.structure import nearest
from zoom_policy_lint.ruleset.together import allowed_of, first_misfits, match_of, question_of, together_misfits

_BROKEN = Condition("equals", None)
"""Stands for a condition with a problem, so that the rest of the rule, which is never built, is checked too."""

_NO_EXPECT = "say what must hold, such as expect: true or expect: {at_least: 2}"


@dataclass(slots=True)
class Builder:
    """Builds one rule; `problems` fills on the way.

    What there is of the document must fit the schema; `written` is the same with what its schema refused.
    """

    document: Document
    written: Document
    problems: list[Problem] = field(default_factory=list)

    def rule(self) -> Rule | None:
        """The rule, or None when it has problems."""
        data = self.document.data
        stem = PurePath(self.document.file).stem
        if data.get("id", stem) != stem:
            hint = f"write id: {stem}, or name the file {data['id']}.yaml"
            self.report(["id"], f"the id “{data['id']}” is not the file name “{stem}”", hint)
        if stem in data.get("aliases", ()):
            at = ["aliases", data["aliases"].index(stem)]
            self.report(at, f"“{stem}” is the id that this rule has now, not a former one", "take it out")
        body = self._body(data)
        for misfit in declared_misfits(data):
            self.report(*misfit)
        verdicts = data.get("verdicts", {})
        right, wrong = Status(verdicts.get("right", "pass")), Status(verdicts.get("wrong", "fail"))
        self._check_kind(body, right)
        self._check_examples(body, right, wrong)
        if body is None or self.problems:
            return None
        return Rule(
            id=data["id"],
            title=data["title"].strip(),
            severity=Severity(data["severity"]),
            advisory="group" in data,
            body=body,
            rationale=" ".join(data["rationale"].split()),
            remediation=" ".join(data["remediation"].split()),
            references=tuple(data.get("references", ())),
            aliases=tuple(data.get("aliases", ())),
            examples=tuple(examples_of(data["examples"])),
            file=self.document.file,
            right=right,
            wrong=wrong,
            evidence=Kind(data["kind"]) if "kind" in data else None,
            given=parameter_of(data.get("given")),
            protects=tuple(data.get("protects", ())),
            accepted=data.get("accepted", {}),
        )

    def report(self, path: Iterable[str | int], message: str, hint: str = "") -> None:
        """Note a problem at a path of the document."""
        if tuple(path) not in self.document.spoilt:
            self.problems.append(self.document.problem(path, message, hint))

    def _check_kind(self, body: Body | None, right: Status) -> None:
        """A kind of evidence that the rule can give; one that never passes shows nothing, whatever its kind."""
        kind = self.document.data.get("kind")
        if body and kind and right is Status.PASS and (misfit := kind_misfit(Kind(kind), body)):
            self.report(["kind"], *misfit)

    def _check_examples(self, body: Body | None, right: Status, wrong: Status) -> None:
        """Every verdict that the rule can give is shown by an example, and every example can prove something."""
        examples = self.written.data.get("examples")
        wanted = verdicts_of(body, right, wrong)
        missing = [one for one in dict.fromkeys(wanted) if one not in examples] if isinstance(examples, dict) else []
        check = ExamplesCheck(self.document, scope_of(body) if body else None)
        self.problems += [*check.run(missing), *check.wrong_shown(wrong, body)]

    def _body(self, data: Mapping[str, Any]) -> Body | None:
        form = next((key for key in FORM_KEYS if key in data), "setting")
        others = frozenset().union(*FORM_KEYS.values()) - FORM_KEYS[form]
        for key in sorted(others & set(data)):
            self.report([key], f"“{key}” does not go with a rule that has “{form}”", "take one of the two out")
        level = Level(data["resource"]) if "resource" in data else None
        if form in FORM_RESOURCES and level not in FORM_RESOURCES[form]:
            names = " or ".join(FORM_RESOURCES[form])
            message = f"“{form}” does not go with “resource: {level}”" if level else "“resource” is missing"
            self.report(["resource"], message, f"write resource: {names}")
            return None
        build: Mapping[str, Callable[[Mapping[str, Any]], Body | None]] = {
            "setting": self._setting_body,
            "resource": self._field_body,
            "count": self._count_body,
            "says": text_body,
            "stand_ins": stand_in_body,
            "register": self._register_body,
            "ask": ask_body,
        }
        return build[form](data)

    def _setting_body(self, data: Mapping[str, Any]) -> SettingBody | None:
        if "setting" not in data and "settings" not in data:
            hint = "write setting: KEY and expect: VALUE (“settings search” finds keys)"
            self.report([], "a rule names a “setting” with “expect”, or “settings”, or a “resource”", hint)
            return None
        if "setting" in data and "settings" in data:
            self.report(["settings"], "“settings” does not go with “setting”", "take one of the two out")
            return None
        if "setting" in data and "expect" not in data:
            self.report([], "“expect” is missing", _NO_EXPECT)
            return None
        wanted = {data["setting"]: data["expect"]} if "setting" in data else data["settings"]
        base: list[str] = [] if "setting" in data else ["settings"]
        settings = self._settings(wanted, base, single="setting" in data)
        when = self._settings(data.get("when", {}), ["when"], single=False)
        keys = [key for key, _ in settings]
        for misfit in (*level_misfits(data, keys), *together_misfits(data, wanted, settings)):
            self.report(*misfit)
        if len(settings) < len(wanted):
            return None
        lock, levels, optional = Lock(data.get("lock", Lock.PREFERRED)), levels_of(data, keys), data.get("optional", ())
        together = (match_of(data), allowed_of(data), question_of(data))
        body = SettingBody(tuple(settings), frozenset(optional), lock, levels, tuple(when), *together)
        for misfit in (*lock_misfits(body), *first_misfits(data, keys[0], levels)):
            self.report(*misfit)
        return body

    def _settings(self, wanted: Mapping[str, Any], base: list[str], *, single: bool) -> list[tuple[str, Condition]]:
        found = []
        for key, expected in wanted.items():
            key_path = ["setting"] if single else [*base, key]
            row = setting(key)
            if row is None:
                self.report(key_path, *unknown_setting(key))
                continue
            if row.secret:
                message = f"“{key}” is a secret and is never read into a snapshot"
                self.report(key_path, message, "judge the setting that requires it instead")
                continue
            condition = self._condition(expected, ("expect",) if single else (*base, key), row.type, row.known)
            found.append((key, condition or _BROKEN))
        return found

    def _field_body(self, data: Mapping[str, Any]) -> FieldBody | None:
        level = Level(data["resource"])
        expect = data.get("expect")
        if "names" in data and level not in (Level.DOMAIN, Level.ROLE):
            self.report(["names"], "“names” goes with a rule on domains or roles", "say it with “where” instead")
        if expect == NOTHING and level in COUNTABLE:
            return FieldBody(level, self._fields(level, data, "where"), ())
        if not isinstance(expect, Mapping):
            self.report(
                ["expect"],
                "a rule on a resource expects conditions by field",
                by_field_hint(level, data.get("expect", {})),
            )
            return None
        if not expect:
            self.report(["expect"], "a rule expects at least one condition", BY_FIELD)
        names = parameter_of(data.get("names"))
        return FieldBody(level, self._fields(level, data, "where"), self._fields(level, data, "expect"), names)

    def _register_body(self, data: Mapping[str, Any]) -> RegisterBody:
        given = data["register"]
        where = self._fields(Level.USER, data, "where")
        return RegisterBody(where, Parameter(given["file"]["parameter"]), Parameter(given["valid_months"]["parameter"]))

    def _fields(self, level: Level, data: Mapping[str, Any], part: str) -> tuple[tuple[str, Condition], ...]:
        table, found = fields(level), []
        for name, expected in data.get(part, {}).items():
            if name not in table:
                self.report([part, name], f"a {level} has no field “{name}”", nearest(name, list(table)))
                continue
            if (level, name) == (Level.USER, "groups"):
                hint = "name the groups as “people” of a scope in the policy"
                self.report([part, name], "Zoom tells of a user's groups only their ids, no names", hint)
            condition = self._condition(expected, (part, name), table[name].type, table[name].known)
            for misfit in exclusions(condition, (part, name)) if condition and table[name].unlisted else ():
                self.report(misfit.path, misfit.message, misfit.hint)
            found.append((name, condition or _BROKEN))
        return tuple(found)

    def _count_body(self, data: Mapping[str, Any]) -> CountBody | None:
        if "expect" not in data:
            self.report([], "“expect” is missing", _NO_EXPECT)
            return None
        roles = self._condition({"one_of": data["count"]["users_with_roles"]}, ("count", "users_with_roles"), "string")
        expect = self._condition(data["expect"], ("expect",), "integer")
        return CountBody(roles, expect) if roles and expect else None

    def _condition(self, data: Any, path: PathKey, kind: str, known: Known = ()) -> Condition | None:
        """The condition at a path of the document, on a value of type `kind`; None when it is none."""
        try:
            condition = parse_condition(data, path)
        except ConditionError as error:
            self.report(error.path, error.message, error.hint)
            return None
        for misfit in misfits(condition, kind, known, path):
            self.report(misfit.path, misfit.message, misfit.hint)
        return condition
