"""Ways to write items at the end of a list in a hand-written YAML text, in the manner of what stands there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.accept.layout import (
    Part,
    Shape,
    dash,
    end_of_item,
    layout,
    line_break,
    line_start,
    next_line,
)
from zoom_policy_lint.accept.writing import entry_lines, in_line

_USUAL_INDENT = 2


@dataclass(frozen=True, slots=True)
class Writer:
    """Proposes texts with some items more, the most beautiful first; nobody has read them yet.

    An item of more than `longest` columns is written over several lines.
    """

    text: str
    items: Sequence[Mapping[str, Any]]
    longest: int

    def ways(self, key: str) -> Iterator[str]:
        """The new texts, for the list under a key at the top, or the list that the text is."""
        root = layout(self.text)
        if root is None or root.blank:
            yield from self._appended(key, None)
        elif root.shape is Shape.LIST:
            yield from self._in_list(root, 0)
        elif root.shape is Shape.MAPPING and (found := root.get(key)):
            yield from self._in_value(found[1], root.column - 1 + _indent(self.text, root))
        elif root.shape is Shape.MAPPING and not root.flow:
            yield from self._appended(key, root)

    def _appended(self, key: str, root: Part | None) -> Iterator[str]:
        """The key with its list, after all else."""
        text = self.text
        margin = root.column - 1 if root else 0
        indent = margin + (_indent(text, root) if root else _USUAL_INDENT)
        lines = [f"{' ' * margin}{key}:", *self._lines(indent)]
        if root is not None and _blank_before_keys(text, root):
            yield _put(text, len(text), ["", *lines])
        yield _put(text, len(text), lines)
        if root is not None:
            yield _put(text, root.end, lines)

    def _in_value(self, value: Part, indent: int) -> Iterator[str]:
        """In place of a value, or in it."""
        text = self.text
        if value.shape is Shape.LIST:
            yield from self._in_list(value, indent)
        elif value.blank:
            yield _put(text, value.end, self._lines(indent))
        elif value.shape is Shape.SCALAR:
            yield _replaced(text, value, f"[{self._inline()}]")

    def _in_list(self, found: Part, indent: int) -> Iterator[str]:
        text = self.text
        if not found.flow:
            yield from self._below(found)
        elif not found.parts:
            before = text[: found.start].rstrip(" ")
            yield _put(before + text[found.end :], len(before), self._lines(indent))
            yield _replaced(text, found, f"[{self._inline()}]")
        else:
            yield from self._in_brackets(found)

    def _below(self, found: Part) -> Iterator[str]:
        """After the last item of a list without brackets, written as that is."""
        text = self.text
        last = found.parts[-1]
        at, indent = dash(text, last)
        block = last.shape is Shape.MAPPING and not last.flow
        beside = block and line_start(text, last.start) == at
        lines = self._lines(indent, block=block, gap=last.column - indent - 2 if beside else 1)
        end = end_of_item(text, last, indent)
        before_blank_lines = next_line(text, last.start + len(text[last.start : end].rstrip()))
        for place in dict.fromkeys([before_blank_lines, end]):
            if len(found.parts) > 1 and _is_blank_above(text, at):
                yield _put(text, place, ["", *lines])
            yield _put(text, place, lines)

    def _in_brackets(self, found: Part) -> Iterator[str]:
        """After the last item of a list in brackets; on a line of its own where the last one has one."""
        text = self.text
        last, more = found.parts[-1], self._inline()
        start = line_start(text, last.start)
        margin = text[start : last.start]
        if not margin.strip() and start > found.start:
            after = text[last.end : found.end - 1]
            comma = last.end + after.index(",") if after.lstrip().startswith(",") else None
            end = next_line(text, (comma or last.end) + 1)
            if end < found.end:
                text_before = text[:end] if comma else f"{text[: last.end]},{text[last.end : end]}"
                yield f"{text_before}{margin}{more}{',' if comma else ''}{line_break(text)}{text[end:]}"
        yield f"{text[: last.end]}, {more}{text[last.end :]}"

    def _lines(self, indent: int, *, block: bool = False, gap: int = 1) -> list[str]:
        made = (entry_lines(item, indent, self.longest, block=block, gap=gap) for item in self.items)
        return [line for lines in made for line in lines]

    def _inline(self) -> str:
        return ", ".join(map(in_line, self.items))


def _indent(text: str, root: Part) -> int:
    """By how much the items of lists are indented below their keys in this text."""
    lists = (value for _, value in root.pairs if value.shape is Shape.LIST and not value.flow and not root.flow)
    found = next(lists, None)
    return dash(text, found.parts[0])[1] - (root.column - 1) if found else _USUAL_INDENT


def _blank_before_keys(text: str, root: Part) -> bool:
    """Whether this text has blank lines between its keys."""
    return any(_is_blank_above(text, key.start) for key, _ in root.pairs)


def _is_blank_above(text: str, at: int) -> bool:
    above = line_start(text, at)
    return above > 0 and not text[line_start(text, above - len(line_break(text))) : above].strip()


def _replaced(text: str, part: Part, new: str) -> str:
    return f"{text[: part.start]}{new}{text[part.end :]}"


def _put(text: str, at: int, lines: Sequence[str]) -> str:
    """A text with lines after the one in which a place is; a last line without an end stays so."""
    end, at = line_break(text), next_line(text, at)
    if text and at == len(text) and not text.endswith(("\r", "\n")):
        return f"{text}{end}{end.join(lines)}"
    return f"{text[:at]}{''.join(f'{line}{end}' for line in lines)}{text[at:]}"
