"""Reading whole folders of rules, with all problems of all files at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zoom_policy_lint.model.errors import Problem, ProblemsError
from zoom_policy_lint.ruleset.build import Builder
from zoom_policy_lint.ruleset.language import newer_language
from zoom_policy_lint.ruleset.rule import Rule
from zoom_policy_lint.ruleset.shipped import is_shipped_rule, shipped
from zoom_policy_lint.ruleset.source import Document, read_document
from zoom_policy_lint.ruleset.structure import document_problems, sound


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules by id, sorted by id; a former id of a rule finds it too.

    `broken` are ids whose files have problems. `complete` is false where a folder could not be read, so that nobody
    knows which rules stand there.
    """

    rules: Mapping[str, Rule]
    former: Mapping[str, str]
    broken: frozenset[str] = frozenset()
    complete: bool = True

    def get(self, id: str) -> Rule | None:  # noqa: A002 - the field's word
        """The rule of that id or former id, or None."""
        return self.rules.get(self.former.get(id, id))

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def __len__(self) -> int:
        return len(self.rules)


def load_rules(folders: Iterable[Path]) -> RuleSet:
    """Every rule of every folder. Raises ProblemsError with all problems of all files."""
    rules, problems = read_rules(folders)
    if problems:
        raise ProblemsError(problems)
    return rules


def read_rules(folders: Iterable[Path]) -> tuple[RuleSet, list[Problem]]:
    """The sound rules of every folder, and all problems of all files. A folder that comes twice is read once."""
    problems: list[Problem] = []
    paths = list(rule_files(folders, problems))
    complete = not problems
    documents: list[Document] = []
    rules: list[Rule] = []
    for path in paths:
        document, rule, found = (_read_once if is_shipped_rule(path) else _read)(path)
        problems += found
        documents += [document] if document is not None else []
        rules += [rule] if rule is not None else []
    problems += _duplicates(one for one in documents if newer_language(one) is None)
    return _ruleset(rules, documents, paths, complete=complete), problems


def _read(path: Path) -> tuple[Document | None, Rule | None, tuple[Problem, ...]]:
    """The document of a file and its rule, as far as there are any, with the problems."""
    try:
        document = read_document(path)
    except ProblemsError as error:
        return None, None, error.problems
    rule, found = build_rule(document)
    return document, rule, tuple(found)


@cache
def _read_once(path: Path) -> tuple[Document | None, Rule | None, tuple[Problem, ...]]:
    """The same for the rules that come with the program: they do not change while it runs."""
    return _read(path)


def build_rule(document: Document) -> tuple[Rule | None, list[Problem]]:
    """The rule of a document, or None with its problems."""
    problems = document_problems(document, "rule")
    if newer_language(document) is not None:
        return None, problems
    checked = sound(document, "rule") if problems else document
    if checked is None:
        return None, problems
    builder = Builder(checked, document, problems)
    return builder.rule(), builder.problems


def rule_files(folders: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    """The rule files of folders, sorted by name, each folder once; a folder without any is a problem."""
    seen: list[Path] = []
    for folder in folders:
        files = files_of(folder)
        if not files:
            message = "holds no rule files (*.yaml)" if folder.is_dir() else "is not a folder"
            problems.append(Problem(str(folder), 0, 0, message, "name a folder that holds rules, one a file"))
        elif not any(folder.samefile(one) for one in seen):
            seen.append(folder)
            yield from files
    own = [folder for folder in seen if folder != shipped("rules")]  # there, folders within are packs
    problems += [problem for folder in own for problem in _unread(folder, seen)]


def _unread(folder: Path, named: list[Path]) -> Iterator[Problem]:
    """Folders within a folder that hold rules which nobody reads."""
    for inner in sorted(one for one in folder.iterdir() if one.is_dir()):
        if any(map(_is_rule, files_of(inner))) and not any(inner.samefile(one) for one in named):
            message = f"holds rules that are not read: of “{folder}”, only the files are"
            yield Problem(str(inner), 0, 0, message, "move them up, or name this folder too")


def _is_rule(path: Path) -> bool:
    """Whether a file, which may be broken, has a key that only rules have."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any(line.startswith("remediation:") for line in lines)


def files_of(folder: Path) -> list[Path]:
    """The rule files of a folder, sorted by name; none where there is no such folder."""
    return sorted(one for one in folder.iterdir() if one.suffix.lower() in _ENDINGS) if folder.is_dir() else []


_ENDINGS = (".yaml", ".yml")


def _duplicates(documents: Iterable[Document]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for document in documents:
        for name in dict.fromkeys(_ids(document)):
            if name in seen:
                yield document.problem(["id"], f"the id “{name}” is already taken by {seen[name]}", "choose another id")
            seen.setdefault(name, document.file)


def _ids(document: Document) -> list[str]:
    """The ids that a document claims, as far as they are text."""
    data = document.data if isinstance(document.data, dict) else {}
    aliases = data.get("aliases")
    names = [data.get("id"), *(aliases if isinstance(aliases, list) else [])]
    return [name for name in names if isinstance(name, str)]


def _ruleset(rules: list[Rule], documents: list[Document], paths: list[Path], *, complete: bool) -> RuleSet:
    ordered = sorted(rules, key=lambda rule: rule.id)
    read = {name for document in documents for name in _ids(document)} | {path.stem for path in paths}
    sound_ids = {rule.id: rule for rule in ordered}
    former = {alias: rule.id for rule in ordered for alias in rule.aliases}
    return RuleSet(sound_ids, former, frozenset(read - set(sound_ids) - set(former)), complete)
