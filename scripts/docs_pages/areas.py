"""The area that a rule belongs to, derived from what it looks at."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from zoom_policy_lint.ruleset import (
    AskBody,
    CountBody,
    FieldBody,
    RegisterBody,
    Rule,
    SettingBody,
    StandInBody,
    TextBody,
)


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its name, a sentence about it, and the beginnings of the places that belong to it."""

    name: str
    about: str
    places: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The anchor of its heading in the index."""
        return "".join(one for one in self.name.lower().replace(" ", "-") if one.isalnum() or one == "-")


@cache
def areas() -> tuple[Area, ...]:
    """Every area, in the order of the index."""
    data = yaml.safe_load(Path(__file__).with_name("areas.yaml").read_text(encoding="utf-8"))
    return tuple(Area(one["area"], one["about"], tuple(one["places"])) for one in data)


def area_of(rule: Rule) -> Area:
    """The area with the longest beginning that fits the rule's place; the last area takes what no other has."""
    found = place_of(rule)
    fitting = [(len(place), area) for area in areas() for place in area.places if _begins(found, place)]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else areas()[-1]


def place_of(rule: Rule) -> str:
    """What a rule is about, as a dotted name."""
    match rule.body:
        case SettingBody(settings=((key, _), *_)):
            return key
        case FieldBody(level=level, expect=((name, _), *_)):
            return f"{level}.{name}"
        case AskBody(level=level):
            return f"ask.{level}"
        case body:
            return _FORMS[type(body)]


def _begins(place: str, beginning: str) -> bool:
    return f"{place}.".startswith(f"{beginning}.")


_FORMS: dict[type, str] = {TextBody: "says", CountBody: "count", StandInBody: "stand_ins", RegisterBody: "register"}
