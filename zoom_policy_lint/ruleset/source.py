"""YAML files with a place for everything in them, read safely.

Plain YAML loses where a value stood, keeps the last of two equal keys without a word, and takes `on`, `off`, `yes`
and `no` for booleans. Here every value keeps its line and column, and those three are problems to report.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from zoom_policy_lint.model.errors import Problem, ProblemsError

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PathKey = tuple[str | int, ...]

_MAX_DEPTH = 40
_MAX_NODES = 100_000
_TOO_DEEP = "too deep or too large to be a rule or policy file"


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its data, and the place (line, column from 1) of every key and list item by path.

    `problems` are those of the text itself: keys that stand twice, words that YAML takes for booleans. `lines` is the
    text, to show the line of a problem with it.
    """

    file: str
    data: Any
    places: Mapping[PathKey, tuple[int, int]]
    problems: tuple[Problem, ...] = ()
    lines: Sequence[str] = ()

    def problem(self, path: Iterable[str | int], message: str, hint: str = "") -> Problem:
        """A problem at a path, or at the nearest enclosing thing that has a place."""
        keys = tuple(path)
        while keys and keys not in self.places:
            keys = keys[:-1]
        return _problem(self.file, self.places.get(keys, (1, 1)), message, hint, self.lines)


def read_document(path: Path) -> Document:
    """Read and parse one file.

    Raises ProblemsError when it cannot be read, is not UTF-8, or is not YAML; other problems are in the document.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"not a UTF-8 text file (byte {error.start} cannot be read)"
        raise ProblemsError([Problem(str(path), 0, 0, message, "save it as UTF-8")]) from error
    except OSError as error:
        raise ProblemsError([Problem(str(path), 0, 0, f"cannot be read: {error.strerror}")]) from error
    return parse(text, str(path))


def parse(text: str, file: str) -> Document:
    """Parse YAML text; `file` is what problems name. Raises ProblemsError when it is not YAML, or too deep."""
    lines = text.splitlines()
    try:
        _refuse_depth(text, file)
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        detail = (error.problem or error.context or "").strip()
        if "nesting depth" in detail:  # newer versions of the parser have a limit of their own
            raise ProblemsError([Problem(file, *place, _TOO_DEEP)]) from error
        message = f"not valid YAML: {detail}"
        raise ProblemsError([_problem(file, place, message, _SYNTAX_HINT, lines)]) from error
    except yaml.YAMLError as error:
        raise ProblemsError([Problem(file, 1, 1, f"not valid YAML: {error}", _SYNTAX_HINT)]) from error
    builder = _Builder(file, lines)
    data = builder.build(node, ()) if node else None
    return Document(file, data, builder.places, tuple(builder.problems), lines)


def _problem(file: str, place: tuple[int, int], message: str, hint: str, lines: Sequence[str]) -> Problem:
    line, column = place
    return Problem(file, line, column, message, hint, lines[line - 1] if line <= len(lines) else "")


def _refuse_depth(text: str, file: str) -> None:
    """Look at the events first: composing them into nodes goes one call deeper with every level of the text."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            mark = event.start_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            raise ProblemsError([Problem(file, *place, _TOO_DEEP)])


_SYNTAX_HINT = "check the indentation, and put text with a colon or a # in quotes"


@dataclass(slots=True)
class _Builder:
    """Turns YAML nodes into plain data and collects places and problems on the way."""

    file: str
    lines: Sequence[str]
    places: dict[PathKey, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    scalars: Any = field(default_factory=yaml.constructor.SafeConstructor)

    def build(self, node: yaml.Node, path: PathKey) -> Any:
        self.count += 1
        if len(path) > _MAX_DEPTH or self.count > _MAX_NODES:
            self._problem(node, _TOO_DEEP)
            raise ProblemsError(self.problems)
        self.places.setdefault(path, _place(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._item(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: PathKey) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None:
                self._problem(key_node, "a key must be plain text")
            elif key in result:
                self._problem(key_node, f"the key “{key}” stands here twice", "keep one of them")
            else:
                self.places[(*path, key)] = _place(key_node)
                result[key] = self.build(value_node, (*path, key))
        return result

    def _item(self, node: yaml.Node, path: PathKey) -> Any:
        self.places[path] = _place(node)
        return self.build(node, path)

    def _scalar(self, node: yaml.Node) -> Any:
        if node.tag == "tag:yaml.org,2002:bool" and node.value.lower() not in ("true", "false"):
            self._problem(
                node,
                f"“{node.value}” is ambiguous in YAML",
                f'write true or false, or "{node.value}" for the word',
            )
        if node.tag == "tag:yaml.org,2002:timestamp":
            return node.value  # dates stay text until whoever reads them knows what they are for
        try:
            return self.scalars.construct_object(node)
        except (yaml.YAMLError, ValueError) as error:
            detail = getattr(error, "problem", None) or str(error)
            self._problem(node, f"cannot be understood: {detail}")
            return None

    def _problem(self, node: yaml.Node, message: str, hint: str = "") -> None:
        self.problems.append(_problem(self.file, _place(node), message, hint, self.lines))


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
