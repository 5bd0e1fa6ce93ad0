"""Which kinds of evidence a rule can give, so that none of them shows what it never looked at."""

from collections.abc import Iterable, Mapping

from zoom_policy_lint.model.words import Kind, Level
from zoom_policy_lint.ruleset.rule import AskBody, Body, FieldBody, SettingBody, StandInBody, TextBody

_OF_SETTINGS: Mapping[Level, Kind] = {Level.MEETING: Kind.MEETINGS, Level.RECORDING: Kind.RECORDINGS}
"""What the settings of a level show, where those are not simply settings."""

_OF_RESOURCES: Mapping[Level, tuple[Kind, ...]] = {
    Level.MEETING: (Kind.MEETINGS, Kind.USERS),  # also who hosts it, and who may stand in
    Level.RECORDING: (Kind.RECORDINGS,),
}


def kinds_of(body: Body) -> tuple[Kind, ...]:
    """The kinds of evidence that a rule with this body may say that it gives."""
    match body:
        case SettingBody(levels=levels):
            return _shared(_OF_SETTINGS.get(level, Kind.SETTINGS) for level in levels)
        case TextBody():
            return (Kind.MEETINGS,)
        case StandInBody():
            return (Kind.MEETINGS, Kind.USERS)
        case FieldBody(level=level) | AskBody(level=level):
            return _OF_RESOURCES.get(level, (Kind.USERS,))
        case _:
            return (Kind.USERS,)


def kind_misfit(kind: Kind, body: Body) -> tuple[str, str] | None:
    """What is wrong with a kind that a rule says it gives where it passes, and what to write."""
    possible = kinds_of(body)
    if kind in possible:
        return None
    others = f"write kind: {' or '.join(possible)}, or leave it out" if possible else "leave it out"
    if kind is Kind.PAST:
        return "past meetings are not read yet, so that no rule can show anything of them (kind P)", others
    return f"what this rule looks at is no evidence of kind {kind}", others


def _shared(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """The kind that all of these are; none where they differ, since each level then gives its own."""
    different = set(kinds)
    return tuple(different) if len(different) == 1 else ()
