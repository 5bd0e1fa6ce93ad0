"""Whether a condition fits what it is put on: operator, argument, known values; and whether it can decide anything."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.catalogue import fits
from zoom_policy_lint.ruleset.conditions import Condition, Parameter
from zoom_policy_lint.ruleset.operators import OPERATORS, parts_of, same
from zoom_policy_lint.ruleset.source import PathKey
from zoom_policy_lint.ruleset.structure import is_domain, nearest
from zoom_policy_lint.ruleset.wording import item_kind, kind_words, written

Known = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit, where it stands in the condition, and what would be right."""

    path: PathKey
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


def misfits(condition: Condition, kind: str, known: Known = (), path: PathKey = ()) -> Iterator[Misfit]:
    """What does not fit a value of type `kind` whose known values are `known`; `path` is where the condition stands."""
    operator, at = OPERATORS[condition.operator], (*path, condition.operator)
    if condition.operator not in usable(kind):
        message = f"“{condition.operator}” cannot be used here: the value is {kind_words(kind)}"
        yield Misfit(at, message, f"operators that can: {', '.join(usable(kind))}")
        return
    match condition.argument:
        case Parameter():
            return
        case Condition() as inner:
            yield from misfits(inner, item_kind(kind) if condition.operator == "every" else kind, known, at)
        case tuple() as items if operator.argument == "conditions":
            for index, item in enumerate(items):
                yield from misfits(item, kind, known, (*at, index))
            yield from _repeated([item.as_data() for item in items], at)
        case tuple() as items:
            for index, item in enumerate(items):
                yield from _on_item(condition.operator, item, kind, known, (*at, index))
            yield from _repeated(items, at)
        case plain:
            yield from _on_plain(condition, plain, kind, known, at)


def exclusions(condition: Condition, path: PathKey = ()) -> Iterator[Misfit]:
    """What a condition excludes: where no source lists Zoom's words, a misspelt one would be excluded for ever."""
    at = (*path, condition.operator)
    if condition.operator in _EXCLUDING:
        why = "no source lists Zoom's words, and a misspelt one would pass"
        yield Misfit(
            at,
            f"“{condition.operator}” cannot be used here: {why}",
            "say what may be there, with subset_of or one_of, or what must, with contains_all",
        )
        return
    match condition.argument:
        case Condition() as inner:
            yield from exclusions(inner, at)
        case tuple() as items:
            for index, item in enumerate(items):
                yield from exclusions(item, (*at, index)) if isinstance(item, Condition) else ()
        case _:
            return


def value_misfits(value: Any, kind: str, known: Known, path: PathKey) -> Iterator[Misfit]:
    """What is wrong with a single value that should be of a type, and among the known ones where those are all."""
    if value is None:
        yield Misfit(path, "there is no value here", f"write {kind_words(kind)}")
    elif not fits(kind, value):
        yield Misfit(path, f"{written(value)} is not {kind_words(kind)}", _rewritten(value, kind))
    elif known and not any(same(value, one) for one in known):
        named = f"known: {', '.join(map(str, known))}"
        hint = nearest(value, list(map(str, known))) if isinstance(value, str) else named
        yield Misfit(path, f"{written(value)} is not a value that Zoom gives", hint)
    elif not known and _below_zero(value):
        yield Misfit(path, *_negative(value))


def usable(kind: str) -> list[str]:
    """The operators that may be put on a type. A list is never compared as a whole."""
    whole = kind.startswith(("array<", "object"))
    return [
        name
        for name, operator in OPERATORS.items()
        if kind in operator.types
        or ("any" in operator.types and not (whole and operator.argument in ("value", "list")))
    ]


def _on_item(operator: str, item: Any, kind: str, known: Known, path: PathKey) -> Iterator[Misfit]:
    if isinstance(item, dict) and set(item) == {"parameter"}:
        hint = f"write {operator}: {{parameter: {item['parameter']}}}"
        yield Misfit(path, "a parameter stands for the whole list, not for an item of it", hint)
        return
    found = list(value_misfits(item, item_kind(kind), known, path))
    yield from found
    wanted = _ITEMS.get(operator)
    if wanted and not found and not wanted[0](item):
        yield Misfit(path, f"{written(item)} is not {wanted[1]}", f"write it as {wanted[2]}")
    elif item == "":
        yield Misfit(path, "an empty text is no value to compare with", "take it out, or ask for empty: true beside it")


def _is_one_part(text: str) -> bool:
    return parts_of(text) == [text]


def _on_plain(condition: Condition, argument: Any, kind: str, known: Known, path: PathKey) -> Iterator[Misfit]:
    match OPERATORS[condition.operator].argument:
        case "value":
            yield from value_misfits(argument, item_kind(kind), known, path)
            if argument == "":
                yield Misfit(path, "an empty text is no value to compare with", "write empty: true")
        case "number":
            yield from _on_number(condition, argument, kind, known, path)
        case "parts" if not re.search(r"[^,;\s]", argument):
            yield Misfit(path, f"{written(argument)} lists nothing", 'write what it must list, such as "8801;8802"')
        case "text" if all(re.search(argument, text) for text in _ANY_TEXTS):
            yield Misfit(path, f"the pattern {written(argument)} matches every text, so it decides nothing", _ANCHORS)
        case _:
            return


def _on_number(condition: Condition, number: float, kind: str, known: Known, path: PathKey) -> Iterator[Misfit]:
    numbers = [one for one in known if isinstance(one, int | float)]
    if kind == "integer" and not isinstance(number, int):
        both = f"{int(number)} or {int(number) + 1}" if number != int(number) else f"{int(number)}"
        yield Misfit(path, f"{written(number)} is not a whole number", f"write {both}")
    elif number < 0:
        yield Misfit(path, *_negative(number))
    elif numbers and not any(map(condition.holds, numbers)):
        message = f"nothing that Zoom gives is {condition.describe()}"
        yield Misfit(path, message, f"known: {', '.join(map(str, numbers))}")


def _below_zero(value: Any) -> bool:
    return isinstance(value, int | float) and value < 0


def _negative(number: float) -> tuple[str, str]:
    return f"{written(number)} is below 0: no number that Zoom gives is", "write 0 or more"


def _repeated(items: Any, path: PathKey) -> Iterator[Misfit]:
    texts = [repr(item) for item in items]
    for index, text in enumerate(texts):
        if text in texts[:index]:
            yield Misfit((*path, index), f"{written(items[index])} stands in this list twice", "take one of them out")


def _rewritten(value: Any, kind: str) -> str:
    """The same value as it should have been written, where that can be guessed; else what is wanted."""
    if kind == "string" and isinstance(value, bool | int | float):
        return f'write "{written(value)}", in quotes, for the text'
    if kind == "boolean" and value in (0, 1, "true", "false"):
        return f"write {'true' if value in (1, 'true') else 'false'}"
    if kind in ("integer", "number") and isinstance(value, str) and re.fullmatch(r"-?\d+", value):
        return f"write {value}, without quotes"
    if kind.startswith("array<") and not isinstance(value, list):
        return f"write a list: [{written(value)}]"
    return f"write {kind_words(kind)}"


_EXCLUDING = frozenset({"none_of", "contains_none", "not"})
"""Operators that hold of what is not named."""

_ANY_TEXTS = ("", "a", "Z", "7", " ", "\n", "é", "-", "a@b.org")
"""What has nothing in common: a pattern that is found in all of these is found in everything."""

_ANCHORS = "say what the text must hold, and mark its ends with ^ and $"

_ONE_PART = ("one part of a list", "one, such as GB, without spaces, commas and semicolons")

_ITEMS: Mapping[str, tuple[Callable[[str], object], str, str]] = {
    "domain_in": (is_domain, "a domain", "school.example.sch.uk, without @"),
    "address_in": (re.compile(r"[^@\s]+@[^@\s]+").fullmatch, "an e-mail address", "office@school.example.sch.uk"),
    "parts_in": (_is_one_part, *_ONE_PART),
    "parts_contain": (_is_one_part, *_ONE_PART),
}
"""What the items of these lists are: how to tell, what that is in words, and how to write one."""
