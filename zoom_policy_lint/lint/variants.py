"""Small changes of a condition, each of which an example has to notice."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.lint.domain import Domain, holds
from zoom_policy_lint.lint.patterns import simpler
from zoom_policy_lint.ruleset import Condition
from zoom_policy_lint.ruleset.operators import parts_of, same

ALWAYS = Condition("none_of", ())
"""What every value satisfies."""

NEVER = Condition("one_of", ())
"""What no value satisfies."""

_NEIGHBOURS = {
    "one_of": ("none_of",),
    "none_of": ("one_of",),
    "contains_all": ("contains_any", "contains_none", "subset_of"),
    "contains_any": ("contains_all", "contains_none", "subset_of"),
    "contains_none": ("contains_any", "contains_all", "subset_of"),
    "subset_of": ("contains_all", "contains_any", "contains_none"),
    "parts_in": ("parts_contain",),
    "parts_contain": ("parts_in",),
    "at_least": ("at_most",),
    "at_most": ("at_least",),
}
"""Operators that a person may have meant instead."""

_ALSO = {
    "equals": "“{}” is accepted too",
    "one_of": "“{}” is accepted too",
    "none_of": "“{}” is refused too",
    "subset_of": "“{}” is accepted too",
}
"""Operators that can be made to name one more of the known values, and what that does."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A condition that was changed, and the change in words, which do not depend on the values of parameters."""

    condition: Condition
    change: str


def variants(condition: Condition, domain: Domain) -> Iterator[Variant]:
    """Every change of a bound condition that makes a difference to some value."""
    everything = Variant(ALWAYS, "everything is accepted")
    nothing = Variant(NEVER, "nothing is accepted")
    found = [everything, nothing, *_changed(condition, domain)]
    yield from _different(condition, found, domain)


def _different(condition: Condition, found: list[Variant], domain: Domain) -> Iterator[Variant]:
    """Each change once, and none that changes nothing.

    Where only known values are ever judged, conditions that agree on all of these are one and the same: no example
    could tell them apart, since a value beyond them is unknown whatever the rule says.
    """
    seen = [_essence(condition, domain)]
    for variant in found:
        essence = _essence(variant.condition, domain)
        if essence not in seen:
            seen.append(essence)
            yield variant


def _essence(condition: Condition, domain: Domain) -> Any:
    """What a condition comes to; that of one that differs in words only is the same."""
    if domain.closed:
        return tuple(holds(condition, value) for value in domain.known)
    comes_to = condition
    match condition.operator, condition.argument:
        case (("contains_all" | "none_of" | "contains_none" | "parts_contain"), ()):
            comes_to = ALWAYS
        case (("contains_any" | "domain_in" | "address_in" | "parts_in"), ()):
            comes_to = NEVER
        case "same_parts", text:
            comes_to = Condition("same_parts", ",".join(parts_of(text)))
        case "contains_all", (one,):  # of a single item, all and any are the same
            comes_to = Condition("contains_any", (one,))
        case "at_least", number if number <= 0:  # Zoom gives no number below 0
            comes_to = ALWAYS
        case "at_most", 0:
            comes_to = Condition("equals", 0)
        case (("at_most" | "equals"), int() | float() as number) if number < 0:
            comes_to = NEVER
    return comes_to


def _changed(condition: Condition, domain: Domain) -> Iterator[Variant]:
    match condition.operator, condition.argument:
        case "all" | "any", _:
            yield from _of_parts(condition, domain)
        case "not", inner:
            yield Variant(inner, "“not” is left out")
            yield from _inside(condition, domain)
        case "every", inner:
            some = Condition("not", Condition("every", Condition("not", inner)))
            yield Variant(some, "one item that is right is enough")
            yield from _inside(condition, domain.item)
        case "empty", wanted:
            yield Variant(Condition("empty", not wanted), "“empty” is turned round")
        case "younger_than_days", days:
            yield from _nearby(condition, days)
        case "same_parts", text:
            listed = tuple(parts_of(text))
            yield Variant(Condition("parts_in", listed), "fewer parts, or in another order, are accepted too")
            yield Variant(Condition("parts_contain", listed), "more parts are accepted too")
        case "matches", pattern:
            yield from (Variant(Condition("matches", shorter), change) for shorter, change in simpler(pattern))
        case "domain_in", domains:
            yield from _lookalikes(domains)
            yield from _of_values(condition, domain)
        case _:
            yield from _of_values(condition, domain)


def _of_values(condition: Condition, domain: Domain) -> Iterator[Variant]:
    operator, argument = condition.operator, condition.argument
    items = argument if isinstance(argument, tuple) else (argument,)
    if operator in ("at_least", "at_most"):
        yield from _nearby(condition, argument)
    if operator == "equals":
        yield from _around(argument, domain)
    for neighbour in _NEIGHBOURS.get(operator, ()):
        yield Variant(Condition(neighbour, argument), f"“{operator}” becomes “{neighbour}”")
    if isinstance(argument, tuple):
        for index in range(len(items)):
            rest = items[:index] + items[index + 1 :]
            yield Variant(Condition(operator, rest), f"item {index + 1} of the list is left out")
    if operator in _ALSO:
        wider = "one_of" if operator == "equals" else operator
        for value in domain.known:
            if not any(same(value, item) for item in items):
                yield Variant(Condition(wider, (*items, value)), _ALSO[operator].format(value))


def _lookalikes(domains: Iterable[Any]) -> Iterator[Variant]:
    """Addresses at domains that only look like those that are meant, as a careless pattern would take them."""
    if any_of := "|".join(re.escape(str(domain)) for domain in domains):
        for pattern, how in ((f"(?i)(?:{any_of})\\Z", "ends with"), (f"(?i)@(?:{any_of})", "begins with")):
            yield Variant(Condition("matches", pattern), f"a domain is enough that only {how} one that is named")


def _around(value: Any, domain: Domain) -> Iterator[Variant]:
    """A boolean turned round; a number that may be larger or smaller."""
    if isinstance(value, bool):
        yield Variant(Condition("equals", not value), "true and false are exchanged")
    elif isinstance(value, int | float) and not domain.closed:
        yield Variant(Condition("at_least", value), "more is accepted too")
        yield Variant(Condition("at_most", value), "less is accepted too")


def _nearby(condition: Condition, number: float) -> Iterator[Variant]:
    yield Variant(Condition(condition.operator, number + 1), "the number is one higher")
    yield Variant(Condition(condition.operator, number - 1), "the number is one lower")


def _inside(condition: Condition, domain: Domain) -> Iterator[Variant]:
    """Changes of the condition inside “not” or “every”. What is always true is then always or never true outside."""
    own = (ALWAYS, NEVER) if condition.operator == "not" else (ALWAYS,)
    for variant in variants(condition.argument, domain):
        if variant.condition not in own:
            changed = Condition(condition.operator, variant.condition)
            yield Variant(changed, f"inside “{condition.operator}”, {variant.change}")


def _of_parts(condition: Condition, domain: Domain) -> Iterator[Variant]:
    """“all” and “any” exchanged, each part left out, and each part changed.

    To leave a part out is to make it always true in “all”, never true in “any”. The other way round the whole would
    be never or always true, which is tried anyway.
    """
    joined, parts = condition.operator, condition.argument
    left_out, whole = (ALWAYS, NEVER) if joined == "all" else (NEVER, ALWAYS)
    if len(parts) > 1:
        other = "any" if joined == "all" else "all"
        yield Variant(Condition(other, parts), f"“{joined}” becomes “{other}”")
    for index, part in enumerate(parts):
        for variant in variants(part, domain):
            if variant.condition != whole:
                change = "is left out" if variant.condition == left_out else f"changes: {variant.change}"
                changed = (*parts[:index], variant.condition, *parts[index + 1 :])
                yield Variant(Condition(joined, changed), f"part {index + 1} of “{joined}” {change}")
