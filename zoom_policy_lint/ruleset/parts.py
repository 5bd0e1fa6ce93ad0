"""Parts of a rule that its schema describes whole: nothing in them can be wrong once they fit it."""

from collections.abc import Iterator, Mapping
from typing import Any

from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.ruleset.conditions import Parameter
from zoom_policy_lint.ruleset.rule import AskBody, Body, Example, FieldBody, StandInBody, TextBody
from zoom_policy_lint.ruleset.wording import written


def text_body(data: Mapping[str, Any]) -> TextBody:
    """The body of a rule that has `says`."""
    says = data["says"]
    return TextBody(says["part"], Parameter(says["phrases"]["parameter"]), parameter_of(says.get("template")))


def stand_in_body(data: Mapping[str, Any]) -> StandInBody:
    """The body of a rule that has `stand_ins`."""
    return StandInBody(Parameter(data["stand_ins"]["hosts"]["parameter"]))


def ask_body(data: Mapping[str, Any]) -> AskBody:
    """The body of a rule that has `ask`."""
    return AskBody(Level(data["resource"]), " ".join(data["ask"].split()))


def verdicts_of(body: Body | None, right: Status, wrong: Status) -> tuple[Status, ...]:
    """The verdicts that examples of a rule must show."""
    match body:
        case AskBody():
            return (Status.MANUAL,)
        case FieldBody(expect=(), where=()):
            return right, wrong  # nothing of the resource is looked at
        case _:
            return right, wrong, Status.UNKNOWN


def parameter_of(data: Mapping[str, str] | None) -> Parameter | None:
    """The parameter that a mapping names, if there is one."""
    return Parameter(data["parameter"]) if data else None


def parameters_in(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every place where a parameter stands for a value, or for a list that may hold one."""
    if isinstance(data, Mapping):
        if set(data) in ({"parameter"}, {"parameter", "lists"}):
            name = data["parameter"]
            yield (*path, "parameter"), name if isinstance(name, str) else written(name)
        for key, value in data.items():
            yield from parameters_in(value, (*path, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from parameters_in(item, (*path, index))


def examples_of(data: Mapping[str, Any]) -> Iterator[Example]:
    """Every example, with the status that it must lead to."""
    for status, given in data.items():
        for index, one in enumerate(given if isinstance(given, list) else [given]):
            yield Example(Status(status), index, one)
