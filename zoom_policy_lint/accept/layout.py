"""Where everything of a YAML text stands in it, to the character.

Made of the parser's events, not of its nodes: an alias stays where it is written, and
thousands of entries take no time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import yaml

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line for YAML."""

_DASH = re.compile(r"([ ]*)-(?:\s|$)")


class Shape(StrEnum):
    """What a part of a text is: an alias is a `*name` that repeats what stands elsewhere."""

    SCALAR = "scalar"
    ALIAS = "alias"
    LIST = "list"
    MAPPING = "mapping"


@dataclass(slots=True)
class Part:
    """One value: from `start` to just before `end`, counted in characters; blank lines and comments after it left out.

    `line` and `column` count from 1. `parts` are the items of a list, or the keys and values of a mapping by turns.
    `flow`: it stands in brackets or braces. `plain`: a text without quotes.
    """

    shape: Shape
    start: int
    end: int
    line: int
    column: int
    value: str = ""
    plain: bool = False
    flow: bool = False
    parts: list["Part"] = field(default_factory=list)

    @property
    def pairs(self) -> Iterator[tuple["Part", "Part"]]:
        """The keys and values of a mapping."""
        return zip(self.parts[::2], self.parts[1::2], strict=True)

    @property
    def blank(self) -> bool:
        """Whether nothing is written where a value may stand."""
        return self.shape is Shape.SCALAR and self.plain and not self.value

    def get(self, key: str) -> "tuple[Part, Part] | None":
        """A key of a mapping, with its value."""
        found = (pair for pair in self.pairs if pair[0].shape is Shape.SCALAR and pair[0].value == key)
        return next(found, None) if self.shape is Shape.MAPPING else None


def layout(text: str) -> Part | None:
    """The parts of a text with one document; None where it holds nothing. Raises yaml.YAMLError where it is no YAML."""
    open_: list[Part] = []
    root: Part | None = None
    for event in yaml.parse(text, Loader=Loader):
        start: Any = event.start_mark
        end: Any = event.end_mark
        if isinstance(event, yaml.CollectionEndEvent):
            closed = open_.pop()
            closed.end = end.index if closed.flow else closed.parts[-1].end
        elif isinstance(event, yaml.NodeEvent):
            part = _part(event)
            if open_:
                open_[-1].parts.append(part)
            elif root is not None:
                raise yaml.MarkedYAMLError(problem="a second document begins here", problem_mark=start)
            root = root or part
            if isinstance(event, yaml.CollectionStartEvent):
                open_.append(part)
    return root


def _part(event: Any) -> Part:
    start, end = event.start_mark, event.end_mark
    value: Any = getattr(event, "value", "")
    place = (start.index, end.index, start.line + 1, start.column + 1)
    if isinstance(event, yaml.AliasEvent):
        return Part(Shape.ALIAS, *place, value=str(event.anchor))
    if isinstance(event, yaml.ScalarEvent):
        return Part(Shape.SCALAR, *place, value=value, plain=not event.style)
    shape = Shape.LIST if isinstance(event, yaml.SequenceStartEvent) else Shape.MAPPING
    return Part(shape, *place, flow=bool(event.flow_style))


def line_break(text: str) -> str:
    """How the lines of a text end."""
    found = re.search("\r\n|[\r\n]", text)
    return found.group() if found else "\n"


def line_start(text: str, at: int) -> int:
    """Where the line begins in which a place is."""
    after = text.rfind("\n", 0, at) + 1
    return max([after, *(text.rfind(letter, after, at) + 1 for letter in "\r\x85\u2028\u2029")])


def next_line(text: str, at: int) -> int:
    """Where the next line begins, or the text ends; a place at the begin of a line is one itself."""
    if at and _BREAK.fullmatch(text[at - 1]):
        return at
    found = _BREAK.search(text, at)
    return found.end() if found else len(text)


def line_of(text: str, at: int) -> str:
    """The line that begins at a place, without its end."""
    found = _BREAK.search(text, at)
    return text[at : found.start() if found else len(text)]


def dash(text: str, item: Part) -> tuple[int, int]:
    """Of an item of a list without brackets: where the line with its dash begins, and the spaces before the dash.

    Where something else stands before the dash, the line of the item, and the usual two columns less.
    """
    at = own = line_start(text, item.start)
    while not (found := _DASH.match(line_of(text, at))):
        before = line_of(text, at)[: item.column - 1].strip()
        if at == 0 or (before and not before.startswith("#")):
            return own, max(item.column - 3, 0)
        at = line_start(text, at - 1)
    return at, len(found[1])


def end_of_item(text: str, item: Part, indent: int) -> int:
    """Where the line after an item begins, comments that are indented more than its dash included."""
    at = next_line(text, item.end)
    while (comment := line_of(text, at).lstrip(" ")).startswith("#"):
        if len(line_of(text, at)) - len(comment) <= indent:
            break
        at = next_line(text, at + 1)
    return at
