"""How several settings of one rule answer together, and what in that can make no sense."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.ruleset.conditions import Condition, Parameter
from zoom_policy_lint.ruleset.declared import listed_misfit
from zoom_policy_lint.ruleset.rule import Listed, Match
from zoom_policy_lint.ruleset.source import PathKey
from zoom_policy_lint.ruleset.structure import nearest

Said = tuple[PathKey, str, str]
"""Path, sentence and hint of a problem."""


def match_of(data: Mapping[str, Any]) -> Match:
    """How the settings of a rule answer together."""
    return Match(data.get("match", Match.ALL))


def allowed_of(data: Mapping[str, Any]) -> Mapping[str, Listed]:
    """The settings that a list of the policy may take out of the rule."""
    given = data.get("unless", {}).items()
    return {key: Listed(Parameter(one["parameter"]), one["lists"]) for key, one in given}


def question_of(data: Mapping[str, Any]) -> str | None:
    """What a person is asked where a parameter is not set."""
    return " ".join(data["unset"].split()) if "unset" in data else None


def together_misfits(
    data: Mapping[str, Any], wanted: Mapping[str, Any], found: Sequence[tuple[str, Condition]]
) -> Iterator[Said]:
    """Every problem in `match`, `optional`, `unless` and `unset` of a rule whose settings are `wanted`."""
    match = match_of(data)
    if match is not Match.ALL and len(wanted) == 1:
        yield ("match",), f"“match: {match}” takes several settings", "write “settings”, or take it out"
    yield from _optional(data.get("optional", ()), wanted, match)
    for key, one in data.get("unless", {}).items():
        if key not in wanted:
            yield ("unless", key), f"“{key}” is not one of the rule's settings", nearest(key, list(wanted))
        for message, hint in listed_misfit(one["parameter"]):
            yield ("unless", key, "parameter"), message, hint
    if "unset" in data and not any(condition.parameters() for _, condition in found):
        yield ("unset",), "no condition of this rule has a parameter that could be unset", "take it out"
    for key in ("unless", "unset"):
        if key in data and match is not Match.ALL:
            message = (
                f"“{key}” takes a setting out, and under “match: {match}” another one would then decide in its place"
            )
            yield (key,), message, "write a rule of its own for that setting, or take one of the two out"


def first_misfits(data: Mapping[str, Any], first: str, levels: Sequence[Level]) -> Iterator[Said]:
    """Levels that a rule of “match: any” judges and at which Zoom does not keep its first setting.

    There the others would decide alone, and fail people for whom the first is right.
    """
    row = setting(first)
    kept = [level for level in levels if row is not None and level in row.levels]
    if match_of(data) is Match.ANY and (missing := [level for level in levels if level not in kept]):
        message = (
            f"“match: any” also judges {', '.join(missing)}, where Zoom does not keep the first setting, “{first}”"
        )
        instead = f"write levels: [{', '.join(kept)}], or put" if kept else "put"
        yield ("levels",) if "levels" in data else ("match",), message, f"{instead} another setting first"


def _optional(names: Sequence[str], wanted: Mapping[str, Any], match: Match) -> Iterator[Said]:
    for index, key in enumerate(names):
        if key not in wanted:
            yield ("optional", index), f"“{key}” is not one of the rule's settings", nearest(key, list(wanted))
    if names and match is Match.NEWEST:
        yield ("optional",), "of “match: newest”, any name may be left out as it is", "take “optional” out"
    if names and match is Match.ANY and next(iter(wanted)) in names:
        at = ("optional", list(names).index(next(iter(wanted))))
        yield at, "of “match: any”, the first setting must be there", "take it out, or put another one first"
    elif set(wanted) <= set(names) and match is Match.ALL:
        yield ("optional",), "at least one setting must be there to be judged", "leave one out of “optional”"
