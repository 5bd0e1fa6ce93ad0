"""What no schema can see in the parameters that a scope gives to its people."""

from collections.abc import Iterator, Mapping
from typing import Any

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.policy.scopes import OF_PEOPLE
from zoom_policy_lint.ruleset import FieldBody, Rule, RuleSet
from zoom_policy_lint.ruleset.declared import OWN
from zoom_policy_lint.ruleset.parameters import parameter_misfits
from zoom_policy_lint.ruleset.source import Document
from zoom_policy_lint.ruleset.structure import known_parameters, parameters_alone, structure_problems


def scope_parameter_problems(
    documents: tuple[Document, ...], merged: Mapping[str, Any], rules: RuleSet
) -> Iterator[Problem]:
    """Values that are none, that no rule of the scope can use person by person, or that do not suit one.

    Whom a rule is about (`where`) is the same under all of them: else somebody of whom it is not known whether they
    belong could be judged under none.
    """
    for document in documents:
        for name, data in document.data.get("scopes", {}).items():
            own, at = data.get("parameters", {}), ("scopes", name, "parameters")
            if not own:
                continue
            yield from structure_problems(parameters_alone(document, at, own), "policy")
            named = merged.get("scopes", {}).get(name, {}).get("rules", ())
            usable = [rule for one in named if (rule := rules.get(one)) and judged_by_person(rule)]
            yield from _unused(document, at, own, usable)
            yield from _misfits(document, at, {**merged.get("parameters", {}), **own}, usable)


def judged_by_person(rule: Rule) -> bool:
    """Whether a rule is about fields of what belongs to single people, so that each may have numbers of their own."""
    return isinstance(rule.body, FieldBody) and bool(rule.body.expect) and rule.body.level in OF_PEOPLE


def _unused(document: Document, at: tuple[str, ...], own: Mapping[str, Any], usable: list[Rule]) -> Iterator[Problem]:
    bodies = [(rule.id, rule.body) for rule in usable if isinstance(rule.body, FieldBody)]
    choosing = {name: id_ for id_, body in bodies for _, condition in body.where for name in condition.parameters()}
    used = frozenset[str]().union(*(condition.parameters() for _, body in bodies for _, condition in body.expect))
    for name, value in own.items():
        if value is None:
            yield document.problem((*at, name), f"“{name}” has no value here", "write one, or take it out")
        elif name in choosing:
            message = f"the rule “{choosing[name]}” chooses by “{name}” whom it judges (where): one value for everybody"
            hint = "take it out; only what a rule expects may differ for some people"
            yield document.problem((*at, name), message, hint)
        elif name not in used and (name in known_parameters() or OWN.fullmatch(name)):
            message = f"no rule of this scope uses “{name}” on fields of users, meetings or recordings"
            yield document.problem((*at, name), message, "take it out, or name such a rule in the scope")


def _misfits(
    document: Document, at: tuple[str, ...], given: Mapping[str, Any], usable: list[Rule]
) -> Iterator[Problem]:
    for rule in usable:
        missing = any(given.get(name) is None for name in rule.parameters())
        for name, sentence in () if missing else parameter_misfits(rule, given):
            place = (*at, name) if name in document.data["scopes"][at[1]]["parameters"] else at
            yield document.problem(place, f"does not suit the rule “{rule.id}”: {sentence}", "change the value")
