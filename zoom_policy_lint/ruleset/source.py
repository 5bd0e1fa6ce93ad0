"""YAML files with a place for everything in them, read safely.

Plain YAML loses where a value stood, keeps the last of two equal keys without a word, takes `on`, `off`, `yes` and `no`
for booleans, `17:30` for the number 1050 and `0123` for 83. Here every value keeps its line and column, dates and times
stay text, and what YAML would change without a word is a problem to report.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from zoom_policy_lint.model.errors import Problem, ProblemsError

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PathKey = tuple[str | int, ...]

_MAX_DEPTH = 40
_MAX_NODES = 100_000
_MOST_SHOWN = 30
_TOO_DEEP = "too deep or too large to be a rule or policy file"
_SIMPLER = "write out what * repeats, and less inside of each other"
_TOO_LARGE = f"more than {_MAX_NODES:,} values: too large to be a rule or policy file"
_SPLIT = "leave out what is not needed, or split it into several files"
_UNSEEN = yaml.reader.Reader.NON_PRINTABLE
"""Characters that no YAML file may hold."""

_STANDARD = "tag:yaml.org,2002:"
_RESOLVER: Any = yaml.resolver.Resolver()
_AS_WRITTEN = frozenset({"timestamp", "value", "merge"})
"""Kinds of plain words that stay text: dates until whoever reads them knows what they are for, and lone = and <<."""

_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?|[-+]?\.[0-9]+([eE][-+]?[0-9]+)?")
_TIME = re.compile(r"[-+]?[0-9]+(:[0-9]+)+(\.[0-9]*)?")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9_]+(\.[0-9_]*)?")


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its data, and the place (line, column from 1) of every key and list item by path.

    `problems` are those of the text itself: keys that stand twice, words and numbers that YAML would change. `lines` is
    the text, to show the line of a problem with it. `spoilt` are the paths of values with such a problem,
    `taken` those of what was left out here because its schema refuses it.
    """

    file: str
    data: Any
    places: Mapping[PathKey, tuple[int, int]]
    problems: tuple[Problem, ...] = ()
    lines: Sequence[str] = ()
    spoilt: frozenset[PathKey] = frozenset()
    taken: frozenset[PathKey] = frozenset()

    def problem(self, path: Iterable[str | int], message: str, hint: str = "") -> Problem:
        """A problem at a path, or at the nearest enclosing thing that has a place."""
        keys = tuple(path)
        while keys and keys not in self.places:
            keys = keys[:-1]
        return _problem(self.file, self.places.get(keys, (1, 1)), message, hint, self.lines)


def read_document(path: Path, texts: Mapping[Path, str] = MappingProxyType({})) -> Document:
    """Read and parse one file; `texts` stand in place of what some files (by resolved path) hold.

    Raises ProblemsError when it cannot be read, is not UTF-8, or is not YAML; other problems are in the document.
    """
    if (instead := texts.get(path.resolve())) is not None:
        return parse(instead, str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"not a UTF-8 text file (byte {error.start} cannot be read)"
        raise ProblemsError([Problem(str(path), 0, 0, message, "save it as UTF-8")]) from error
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise ProblemsError([Problem(str(path), 0, 0, message, "look at what it is, and who may read it")]) from error
    return parse(text, str(path))


def parse(text: str, file: str) -> Document:
    """Parse YAML text; `file` is what problems name. Raises ProblemsError when it is not YAML, or too deep."""
    lines = text.splitlines()
    _refuse_unseen(text, file)
    try:
        _refuse_depth(text, file)
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        detail = (error.problem or error.context or "").strip()
        if "nesting depth" in detail:  # newer versions of the parser have a limit of their own
            raise ProblemsError([_problem(file, place, _TOO_DEEP, _SIMPLER, lines)]) from error
        message = f"not valid YAML: {detail}"
        raise ProblemsError([_problem(file, place, message, _SYNTAX_HINT, lines)]) from error
    builder = _Builder(file, lines)
    data = builder.build(node, ()) if node else None
    return Document(file, data, builder.places, tuple(builder.problems), lines, frozenset(builder.spoilt))


def _problem(file: str, place: tuple[int, int], message: str, hint: str, lines: Sequence[str]) -> Problem:
    line, column = place
    return Problem(file, line, column, message, hint, lines[line - 1] if line <= len(lines) else "")


def _refuse_unseen(text: str, file: str) -> None:
    if found := _UNSEEN.search(text):
        line, start = text.count("\n", 0, found.start()) + 1, text.rfind("\n", 0, found.start()) + 1
        message = f"not valid YAML: a character that cannot be seen stands here (U+{ord(found.group()):04X})"
        raise ProblemsError([Problem(file, line, found.start() - start + 1, message, "delete it")])


def _refuse_depth(text: str, file: str) -> None:
    """Look at the events first: composing them into nodes goes one call deeper with every level of the text."""
    depth = count = 0
    for event in yaml.parse(text, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        count += isinstance(event, yaml.NodeEvent)
        if depth > _MAX_DEPTH or count > _MAX_NODES:
            mark = event.start_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            wrong = (_TOO_DEEP, _SIMPLER) if depth > _MAX_DEPTH else (_TOO_LARGE, _SPLIT)
            raise ProblemsError([Problem(file, *place, *wrong)])


_SYNTAX_HINT = "check the indentation, and put text with a colon or a # in quotes"


@dataclass(slots=True)
class _Builder:
    """Turns YAML nodes into plain data and collects places and problems on the way."""

    file: str
    lines: Sequence[str]
    places: dict[PathKey, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    spoilt: set[PathKey] = field(default_factory=set)
    count: int = 0
    scalars: Any = field(default_factory=yaml.constructor.SafeConstructor)

    def build(self, node: yaml.Node, path: PathKey) -> Any:
        self.count += 1
        if len(path) > _MAX_DEPTH or self.count > _MAX_NODES:
            self._problem(node, _TOO_DEEP, _SIMPLER)
            raise ProblemsError(self.problems)
        self.places.setdefault(path, _place(node))
        tagged = self._refuse_tag(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._item(item, (*path, index)) for index, item in enumerate(node.value)]
        return node.value if tagged else self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: PathKey) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            self._refuse_tag(key_node)
            if key is None:
                self._problem(key_node, "a key must be plain text", "write one word, without [ or {")
            elif key_node.tag == f"{_STANDARD}merge":
                message = "“<<” would take keys from elsewhere, so that nobody sees here what holds"
                self._problem(key_node, message, "write the keys out")
            elif key in result:
                self._problem(key_node, f"the key “{key}” stands here twice", "keep one of them")
            else:
                self.places[(*path, key)] = _place(key_node)
                result[key] = self.build(value_node, (*path, key))
        return result

    def _item(self, node: yaml.Node, path: PathKey) -> Any:
        self.places[path] = _place(node)
        return self.build(node, path)

    def _scalar(self, node: yaml.Node, path: PathKey) -> Any:
        kind = node.tag.removeprefix(_STANDARD)
        if kind in _AS_WRITTEN or (kind in ("int", "float") and _TIME.fullmatch(node.value)):
            return node.value
        if ambiguous := _ambiguous(kind, node):
            self._problem(node, *ambiguous)
            self.spoilt.add(path)
        try:
            return self.scalars.construct_object(node)
        except ValueError:  # an integer of thousands of figures, or none at all
            if not ambiguous:
                self._problem(node, f"“{_short(node.value)}” cannot be understood as a number", "write text in quotes")
            self.spoilt.add(path)
            return None

    def _refuse_tag(self, node: yaml.Node) -> bool:
        """Refuse a tag (`!!python/name:…`, `!ours`, `!!str`): it would make something else of what is written."""
        if node.tag == _untagged(node):
            return False
        tag = f"!!{node.tag.removeprefix(_STANDARD)}" if node.tag.startswith(_STANDARD) else node.tag
        hint = "take it away; write text in quotes, and numbers, true and false without"
        self._problem(node, f"the tag “{tag}” cannot be understood here", hint)
        return True

    def _problem(self, node: yaml.Node, message: str, hint: str = "") -> None:
        self.problems.append(_problem(self.file, _place(node), message, hint, self.lines))


def _ambiguous(kind: str, node: yaml.Node) -> tuple[str, str] | None:
    """What is wrong with a plain word or number that does not mean the same to everybody, and what to write."""
    text = node.value
    if kind == "bool" and text.lower() not in ("true", "false"):
        return f"“{text}” is ambiguous in YAML", f'write true or false, or "{text}" for the word'
    if _is_quoted(node) or kind not in ("int", "float", "str"):
        return None
    if _LEADING_ZERO.fullmatch(text):
        message = f"the number “{_short(text)}” begins with 0, which YAML reads in its own way"
        return message, "write it in quotes, or without the leading 0"
    if kind != "str" and not (_NUMBER.fullmatch(text) and (kind == "int" or math.isfinite(float(text)))):
        message = f"“{_short(text)}” is a number that not everybody reads in the same way"
        return message, "write it with the figures 0 to 9 only, or in quotes for the text"
    return None


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _is_quoted(node: yaml.Node) -> bool:
    """Whether a text stands in quotes or in a block of its own."""
    return isinstance(node, yaml.ScalarNode) and bool(node.style)


def _untagged(node: yaml.Node) -> str:
    """The tag that a node has where none is written."""
    if isinstance(node, yaml.ScalarNode):
        plain = not _is_quoted(node)
        return str(_RESOLVER.resolve(yaml.ScalarNode, node.value, (plain, not plain)))
    return f"{_STANDARD}{'map' if isinstance(node, yaml.MappingNode) else 'seq'}"


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
