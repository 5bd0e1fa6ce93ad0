"""Whether two conditions on the same value, or two rules on it, can be met together."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import product
from typing import Any

from zoom_policy_lint.catalogue import fits, setting
from zoom_policy_lint.evaluate.evidence import Spot, spot_of_setting
from zoom_policy_lint.evaluate.instead import said_instead
from zoom_policy_lint.ruleset import Body, Condition, Match, SettingBody
from zoom_policy_lint.ruleset.operators import OPERATORS, Age

Way = Mapping[str, Condition]
"""Settings that must be right, with what must hold for each: one way in which a rule can be right."""


def can_agree(one: Condition, other: Condition, kind: str, known: tuple[Any, ...]) -> bool:
    """Whether some value satisfies both (bound) conditions, as far as values can be found to try.

    `kind` is the value's type by its name in the catalogue, `known` the values that Zoom is known to give (of the
    items, for a list), empty when any may come.
    """
    return any(one.holds(value) and other.holds(value) for value in _values(one, other, kind, known))


def ways(body: Body, parameters: Mapping[str, Any], taken_at: datetime) -> tuple[Way, ...]:
    """Every way in which a rule on settings can be right; none for other rules.

    Where one of several settings is enough, each is a way. What Zoom may leave out, and what the policy may allow, is
    in no way, nor is what the policy gives no value for.
    """
    if not isinstance(body, SettingBody):
        return ()
    whole = body.match is Match.ALL
    aside = {*said_instead(body, parameters), *((*body.optional, *body.unless) if whole else ())}
    bound = {key: condition.bind(parameters, taken_at) for key, condition in body.settings if key not in aside}
    return (bound,) if whole else tuple({key: condition} for key, condition in bound.items())


def other_way(of_one: Iterable[Way], of_other: Iterable[Way], spot: Spot) -> bool:
    """Whether two rules can be right at once without both asking something of that value, on which they disagree."""
    return any(
        not (_asks_for(one, spot) and _asks_for(other, spot)) and _fit_together(one, other)
        for one, other in product(of_one, of_other)
    )


def _asks_for(way: Way, spot: Spot) -> bool:
    return any(spot_of_setting(key) == spot for key in way)


def _fit_together(one: Way, other: Way) -> bool:
    """Whether everything that two ways ask of the same settings can be met at once."""
    pairs = ((key, key_too) for key, key_too in product(one, other) if spot_of_setting(key) == spot_of_setting(key_too))
    return all(_can_agree_on(key, one[key], other[key_too]) for key, key_too in pairs)


def _can_agree_on(key: str, one: Condition, other: Condition) -> bool:
    row = setting(key)
    return row is not None and can_agree(one, other, row.type, row.known)


def _values(one: Condition, other: Condition, kind: str, known: tuple[Any, ...]) -> Iterator[Any]:
    asked, asked_too = list(_asked(one)), list(_asked(other))
    tried: Iterable[Any]
    if kind.startswith("array<"):
        tried = _lists(asked, asked_too, known, kind[6:-1])
    elif kind == "boolean":
        tried = (False, True)
    else:
        tried = known or _single([*asked, *asked_too], kind)
    yield from (value for value in tried if fits(kind, value))


def _asked(condition: Condition) -> Iterator[Any]:
    """Every value that a condition names."""
    match condition.argument:
        case Condition() as inner:
            yield from _asked(inner)
        case tuple() as parts if OPERATORS[condition.operator].argument == "conditions":
            for part in parts:
                yield from _asked(part)
        case tuple() as items:
            yield from items
        case Age(at=at):
            yield at.strftime("%Y-%m-%dT%H:%M:%SZ")
        case argument:
            yield argument


def _single(asked: list[Any], kind: str) -> Iterator[Any]:
    """The values that are named, and those beside them, on either side of where a condition changes its mind."""
    yield from asked
    if kind == "string":
        yield from ("", "another value", *(f"somebody@{name}" for name in asked))
        yield ";".join(map(str, asked))
    else:
        numbers = [value for value in asked if isinstance(value, int | float) and not isinstance(value, bool)]
        yield from (value + step for value in numbers for step in (1, -1) if value + step >= 0)


def _lists(asked: list[Any], asked_too: list[Any], known: tuple[Any, ...], kind: str) -> Iterator[list[Any]]:
    """No items, one, all that are named, those that both name or only one does, and all that are known."""
    yield from ([], asked, asked_too, [*asked, *asked_too], list(known))
    yield [value for value in asked if value in asked_too]
    yield [value for value in asked if value not in asked_too]
    yield [value for value in asked_too if value not in asked]
    yield from ([value] for value in (*known, *_single([*asked, *asked_too], kind)))
