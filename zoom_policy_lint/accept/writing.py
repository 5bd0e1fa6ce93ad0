"""Entries as YAML writes them: in one line where that is short, and in quotes where YAML would change them."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

LONGEST_LINE = 110
"""Columns beyond which an entry is written as a mapping over several lines."""

_STANDARD = "tag:yaml.org,2002:"


DAYS = frozenset({"from", "expires", "on", "valid_until"})
"""Keys whose values are days, which stand without quotes, as policies have them."""


def _dumper(*, days: bool) -> Any:
    """Puts in quotes whatever may be read as a number, and (but for `days`) as a date."""
    made: Any = type("_Dumper", (getattr(yaml, "CSafeDumper", yaml.SafeDumper),), {})
    made.yaml_implicit_resolvers = {
        letter: [(tag, pattern) for tag, pattern in found if not days or tag != f"{_STANDARD}timestamp"]
        for letter, found in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }
    number = re.compile(r"[-+]?[0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?$")
    made.add_implicit_resolver(f"{_STANDARD}float", number, list("-+.0123456789"))
    return made


_OF_DAYS, _OF_WORDS = _dumper(days=True), _dumper(days=False)


def in_line(value: Any, key: str = "") -> str:
    """The value of a key on one line. Keys, which are the program's own words, stand as they are and in their order."""
    return _mapping(value) if isinstance(value, Mapping) else _dumped(value, key)


def _mapping(value: Mapping[str, Any]) -> str:
    return f"{{{', '.join(f'{key}: {_within(one, key)}' for key, one in value.items())}}}"


def _within(value: Any, key: str) -> str:
    """A value inside braces, where more words need quotes."""
    return _mapping(value) if isinstance(value, Mapping) else _dumped([value], key)[1:-1]


def _dumped(value: Any, key: str) -> str:
    text = yaml.dump(
        value,
        Dumper=_OF_DAYS if key in DAYS else _OF_WORDS,
        allow_unicode=True,
        width=1_000_000,
        default_flow_style=True,
    )
    return str(text).removesuffix("\n").removesuffix("\n...").strip()


def entry_lines(item: Mapping[str, Any], indent: int, longest: int, *, block: bool = False, gap: int = 1) -> list[str]:
    """The lines of one item of a list: `- {key: value, …}`, or a key a line.

    `indent` are the spaces before the dash, `gap` those after it in the form with several lines, which is taken for
    more than `longest` columns.
    """
    margin = " " * indent
    whole = f"{margin}- {in_line(item)}"
    if not block and len(whole) <= longest:
        return [whole]
    first, *others = (f"{key}: {in_line(value, key)}" for key, value in item.items())
    below = f"{margin} {' ' * gap}"
    return [f"{margin}-{' ' * gap}{first}", *(f"{below}{pair}" for pair in others)]
