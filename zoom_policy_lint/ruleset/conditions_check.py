"""Whether a condition fits what it is put on: operator, argument type, known values."""

from collections.abc import Iterator

from zoom_policy_lint.catalogue import Setting, fits
from zoom_policy_lint.ruleset.conditions import OPERATORS, Condition, Parameter, same


def misfits(condition: Condition, kind: str, known: tuple[object, ...] = ()) -> Iterator[str]:
    """Sentences about what does not fit a value of type `kind` whose known values are `known`."""
    operator = OPERATORS[condition.operator]
    if "any" not in operator.types and kind not in operator.types:
        yield f"“{condition.operator}” cannot be used on {kind}; it is for {', '.join(operator.types)}"
        return
    if operator.argument in ("value", "list") and "any" in operator.types and kind.startswith(("array<", "object")):
        yield f"“{condition.operator}” cannot be used on {kind}; write contains_all, contains_none, subset_of or empty"
        return
    match condition.argument:
        case Parameter():
            return
        case Condition() as inner:
            yield from misfits(inner, _item(kind) if condition.operator == "every" else kind, known)
        case tuple() as items if operator.argument == "conditions":
            for item in items:
                yield from misfits(item, kind, known)
        case tuple() as items:
            yield from _values(items, kind, known)
        case value if operator.argument == "value":
            yield from _values((value,), kind, known)
        case _:
            return


def setting_misfits(condition: Condition, setting: Setting) -> Iterator[str]:
    """The same for a setting of the catalogue."""
    return misfits(condition, setting.type, setting.known)


def _values(values: tuple[object, ...], kind: str, known: tuple[object, ...]) -> Iterator[str]:
    for value in values:
        if not fits(_item(kind), value):
            yield f"{value!r} is not of type {_item(kind)}"
        elif known and not any(same(value, one) for one in known):
            yield f"{value!r} is not a value that Zoom gives; known: {', '.join(map(str, known))}"


def _item(kind: str) -> str:
    return kind[6:-1] if kind.startswith("array<") else kind
