"""Entries as YAML writes them: in one line where that is short, and in quotes where YAML would change them."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

LONGEST_LINE = 110
"""Columns beyond which an entry is written as a mapping over several lines."""

_STANDARD = "tag:yaml.org,2002:"


_Dumper: Any = type("_Dumper", (getattr(yaml, "CSafeDumper", yaml.SafeDumper),), {})
"""Writes dates without quotes, as policies have them, and puts in quotes whatever may be read as a number."""

_Dumper.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag != f"{_STANDARD}timestamp"]
    for letter, found in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_implicit_resolver(
    f"{_STANDARD}float", re.compile(r"[-+]?[0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?$"), list("-+.0123456789")
)


def in_line(value: Any) -> str:
    """A value on one line. Keys, which are the program's own words, stand as they are and in their order."""
    return _mapping(value) if isinstance(value, Mapping) else _dumped(value)


def _mapping(value: Mapping[str, Any]) -> str:
    return f"{{{', '.join(f'{key}: {_within(one)}' for key, one in value.items())}}}"


def _within(value: Any) -> str:
    """A value inside braces, where more words need quotes."""
    return _mapping(value) if isinstance(value, Mapping) else _dumped([value])[1:-1]


def _dumped(value: Any) -> str:
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, width=1_000_000, default_flow_style=True)
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
    first, *others = (f"{key}: {in_line(value)}" for key, value in item.items())
    below = f"{margin} {' ' * gap}"
    return [f"{margin}-{' ' * gap}{first}", *(f"{below}{pair}" for pair in others)]
