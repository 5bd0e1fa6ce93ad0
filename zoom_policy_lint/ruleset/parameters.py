"""Whether the values that a policy gives to parameters suit the conditions in which they stand."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zoom_policy_lint.catalogue import fits, setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.ruleset.conditions import Condition, ConditionError, Parameter, parse_condition
from zoom_policy_lint.ruleset.conditions_check import Known, misfits
from zoom_policy_lint.ruleset.given import is_given
from zoom_policy_lint.ruleset.rule import (
    Body,
    CountBody,
    FieldBody,
    RegisterBody,
    Rule,
    SettingBody,
    StandInBody,
    TextBody,
)
from zoom_policy_lint.ruleset.wording import kind_words, written


def parameter_misfits(rule: Rule, parameters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Parameter and sentence for everything that does not suit; every parameter that the rule needs must be given."""
    if rule.given and not is_given(parameters, rule.given):
        return
    for condition, kind, known in _conditions(rule):
        names = condition.parameters()
        if names and not _may_be_unset(rule, names, parameters):
            for sentence in _misfits(condition.bind(parameters), kind, known):
                yield min(names), sentence
    yield from _misplaced(rule, parameters)
    match rule.body:
        case TextBody(part=part, phrases=Parameter(name)):
            if not _is_list_of_text(parameters[name], part):
                yield name, f"it must give a list of phrases for “{part}”"
        case _:
            return


def _misplaced(rule: Rule, parameters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Parameters that stand for something else than an argument, and are not what that must be."""
    for parameter, kind in _places(rule.body):
        value = parameters.get(parameter.name) if parameter else None
        if parameter and value is not None and not fits(kind, value):
            yield parameter.name, f"{written(value)} is not {kind_words(kind)}"


def _places(body: Body) -> Iterator[tuple[Parameter | None, str]]:
    match body:
        case SettingBody(unless=unless):
            yield from ((one.parameter, "array<string>") for one in unless.values())
        case FieldBody(names=names):
            yield names, "array<string>"
        case StandInBody(hosts=hosts):
            yield hosts, "array<string>"
        case TextBody(template=template):
            yield template, "object"
        case RegisterBody(register=register, valid_months=months):
            yield register, "string"
            yield months, "integer"
        case _:
            return


def _may_be_unset(rule: Rule, names: Iterable[str], parameters: Mapping[str, Any]) -> bool:
    """Whether a parameter is not set, and a person answers then."""
    asks = isinstance(rule.body, SettingBody) and rule.body.unset is not None
    return asks and not all(is_given(parameters, Parameter(name)) for name in names)


def _is_list_of_text(value: Any, part: str) -> bool:
    phrases = value.get(part) if isinstance(value, Mapping) else None
    return bool(phrases) and fits("array<string>", phrases)


def _conditions(rule: Rule) -> Iterator[tuple[Condition, str, Known]]:
    """Every condition, with the type and the known values of what it is put on."""
    match rule.body:
        case SettingBody() as body:
            for key, condition in (*body.settings, *body.when):
                row = setting(key)
                if row is not None:
                    yield condition, row.type, row.known
        case FieldBody(level=level, where=where, expect=expect):
            table = fields(level)
            yield from ((condition, table[name].type, table[name].known) for name, condition in (*where, *expect))
        case RegisterBody(where=where):
            table = fields(Level.USER)
            yield from ((condition, table[name].type, table[name].known) for name, condition in where)
        case CountBody() as body:
            yield body.roles, "string", ()
            yield body.expect, "integer", ()
        case _:
            return


def _misfits(bound: Condition, kind: str, known: Known) -> Iterator[str]:
    try:
        condition = parse_condition(bound.as_data())
    except ConditionError as error:
        yield str(error)
        return
    # A school may ask for a number that Zoom cannot give (recordings gone after 7 days); its rule fails then, rightly.
    yield from map(str, misfits(condition, kind, () if kind in ("integer", "number") else known))
