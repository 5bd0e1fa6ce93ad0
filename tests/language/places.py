"""Where the program finds something wrong with a rule or policy: every statement that makes a problem or words one."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import zoom_policy_lint

_PACKAGE = Path(zoom_policy_lint.__file__).parent

_SILENT = frozenset(
    {
        "ruleset/condition_schemas.py",  # schemas for editors
        "ruleset/demand.py",
        "ruleset/draft.py",  # the text of a new rule
        "ruleset/draft_values.py",
        "ruleset/draft_words.py",
        "ruleset/operators.py",  # conditions in words
        "ruleset/published.py",
        "ruleset/shipped.py",
        "ruleset/yaml_text.py",
        "policy/coverage.py",  # questions in words
        "policy/diff.py",
        "policy/diff_words.py",
        "policy/lessened.py",
        "policy/notes.py",
        "policy/overruled.py",
    }
)
"""Modules that find nothing wrong with files."""

_NOT_WITH_EVERY_PARSER = frozenset(
    {"raise ProblemsError([_problem(file, place, _TOO_DEEP, _SIMPLER, lines)]) from error"}
)
"""What only versions of the YAML parser with a limit of their own reach."""

_TOO_MANY_FILES = frozenset(
    {"return (f'more than {_MOST_LEVELS} policies stand on each other here', 'let some of them be one')"}
)
"""What only a folder with a hundred files would reach; tests/policy/test_policy_files.py writes them."""

_SPEAK_OF_SOMETHING_ELSE = frozenset({"describe", "notes"})
"""Functions that word what is right."""

_MAKERS = frozenset({"problem", "report", "_report", "_problem", "Problem", "Misfit", "ConditionError", "BadLine"})

MODULES = tuple(
    path
    for package in ("ruleset", "policy")
    for path in sorted((_PACKAGE / package).glob("*.py"))
    if path.relative_to(_PACKAGE).as_posix() not in _SILENT
)


@dataclass(frozen=True)
class Place:
    """One statement (of a compound one, its head), and what it says."""

    file: Path
    first: int
    last: int
    words: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(_PACKAGE)}:{self.first}: {self.words}"

    def reached_by(self, lines: set[tuple[str, int]]) -> bool:
        """Whether one of its lines is among (file, line)."""
        return any((str(self.file), line) in lines for line in range(self.first, self.last + 1))


def places_of(module: Path) -> Iterator[Place]:
    """Every statement of a module that makes or words a problem."""
    for function in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef) and function.name not in _SPEAK_OF_SOMETHING_ELSE:
            for statement in _statements(function.body):
                head = [part for part in ast.iter_child_nodes(statement) if not _is_body(part)]
                words = ast.unparse(statement).splitlines()[0]
                if words not in _NOT_WITH_EVERY_PARSER | _TOO_MANY_FILES and any(map(_speaks, head)):
                    first = statement.lineno
                    last = max(getattr(part, "end_lineno", first) for part in head)
                    yield Place(module, first, last, words)


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue  # what a function is for
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
            yield statement
        for inner in ast.iter_child_nodes(statement):
            if isinstance(inner, ast.stmt):
                yield from _statements([inner])
            elif isinstance(inner, ast.ExceptHandler | ast.match_case):
                yield from _statements(inner.body)


def _is_body(node: ast.AST) -> bool:
    return isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case)


def _speaks(node: ast.AST) -> bool:
    """Whether an expression calls what makes problems, or holds a text of several words."""
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and " " in one.value.strip():
            return True
        if isinstance(one, ast.Call) and _name(one.func) in _MAKERS:
            return True
    return False


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
