"""Adding items to a list in a hand-written YAML text, and taking some out, so that everything else stays as it is.

Several ways to write the change are tried, the most beautiful first. The first counts after which the text, read again,
says the same as before, with these items more or fewer; where none does, nothing is changed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.accept.layout import Part, Shape, dash, end_of_item, layout
from zoom_policy_lint.accept.ways import Writer
from zoom_policy_lint.accept.writing import LONGEST_LINE, in_line
from zoom_policy_lint.model.errors import ProblemsError
from zoom_policy_lint.ruleset.source import Document, parse

Item = Mapping[str, Any]

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Edited:
    """A text with a new item, and the lines that hold it: the number of the first (from 1), and what they say."""

    text: str
    line: int
    lines: tuple[str, ...]


def with_item(text: str, key: str, item: Item, file: str) -> Edited:
    """The text of `file` with an item more at the end of the list under a key at its top, or of the list that it is.

    Raises ProblemsError where the text is no YAML, holds something else there, or cannot be changed so that all the
    rest says the same; it names the place, and the line to write by hand.
    """
    before = parse(text.removeprefix(_BOM), file)
    if before.problems:
        raise ProblemsError(before.problems)
    wanted = repr(_with(before.data, key, item))
    for candidate in with_items(text, key, [item]):
        after = _parsed(candidate, file)
        if after is not None and not after.problems and repr(after.data) == wanted:
            return _edited(text, candidate, after, key)
    raise ProblemsError([_refusal(before, key, item)])


def _with(data: Any, key: str, item: Item) -> Any:
    """What the text must say afterwards."""
    if isinstance(data, list):
        return [*data, item]
    old = {} if data is None else data
    listed = old.get(key) if isinstance(old, dict) else ()
    return old | {key: [*(listed or []), item]} if listed is None or isinstance(listed, list) else None


def _parsed(text: str, file: str) -> Document | None:
    try:
        return parse(text.removeprefix(_BOM), file)
    except ProblemsError:
        return None


def _edited(old: str, new: str, after: Document, key: str) -> Edited:
    items = after.data if isinstance(after.data, list) else after.data[key]
    path = (len(items) - 1,) if isinstance(after.data, list) else (key, len(items) - 1)
    line, _ = after.places[path]
    added = max(len(new.splitlines()) - len(old.splitlines()), 1)
    shown = after.lines[line - 1 : line - 1 + added]
    return Edited(new, line, tuple(one for one in shown if one.strip()))


def _refusal(document: Document, key: str, item: Item) -> Any:
    message = f"nothing can be added to “{key}” here without changing what else the file says"
    return document.problem([key], message, f"write it by hand: - {in_line(item)}")


def with_items(text: str, key: str, items: Sequence[Item], longest: int = LONGEST_LINE) -> Iterator[str]:
    """Ways to write a text with some items more, the most beautiful first; they are still to be read and compared.

    An item of more than `longest` columns is written over several lines.
    """
    mark, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    yield from (mark + candidate for candidate in Writer(body, items, longest).ways(key))


def without_items(text: str, key: str, gone: AbstractSet[int], same: Callable[[str], bool]) -> str | None:
    """The text without some items (by number, from 0) of the list without brackets under a key at its top.

    The lines of each go, with the comments in them; all others stay byte for byte. None where the list is none of that
    kind, or `same` refuses the new text.
    """
    mark, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    root = layout(body)
    found = root.get(key) if root else None
    if found is None or found[1].shape is not Shape.LIST or found[1].flow:
        return None
    new = mark + _taken_out(body, found, gone)
    return new if same(new) else None


def _taken_out(text: str, found: tuple[Part, Part], gone: AbstractSet[int]) -> str:
    name, items = found[0], found[1].parts
    pieces, at = [], 0
    if len(gone) == len(items):
        at = text.index(":", name.end) + 1
        pieces.append(f"{text[:at]} []")
    for index in sorted(gone):
        start, indent = dash(text, items[index])
        pieces.append(text[at:start])
        at = end_of_item(text, items[index], indent)
    return "".join([*pieces, text[at:]])
