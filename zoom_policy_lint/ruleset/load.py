"""Reading whole folders of rules, with all problems of all files at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from zoom_policy_lint.model.errors import Problem, ProblemsError
from zoom_policy_lint.ruleset.build import Builder
from zoom_policy_lint.ruleset.rule import Rule
from zoom_policy_lint.ruleset.source import Document, read_document
from zoom_policy_lint.ruleset.structure import sound, structure_problems


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules by id, sorted by id; a former id of a rule finds it too. `broken` are ids whose files have problems."""

    rules: Mapping[str, Rule]
    former: Mapping[str, str]
    broken: frozenset[str] = frozenset()

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
    """The sound rules of every folder, and all problems of all files."""
    problems: list[Problem] = []
    documents: list[Document] = []
    rules: list[Rule] = []
    for path in rule_files(folders, problems):
        try:
            document = read_document(path)
        except ProblemsError as error:
            problems += error.problems
            continue
        documents.append(document)
        rule, found = build_rule(document)
        problems += found
        if rule is not None:
            rules.append(rule)
    problems += _duplicates(documents)
    return _ruleset(rules, documents), problems


def build_rule(document: Document) -> tuple[Rule | None, list[Problem]]:
    """The rule of a document, or None with its problems."""
    problems = [*document.problems, *structure_problems(document, "rule")]
    checked = sound(document, "rule") if problems else document
    if checked is None:
        return None, problems
    builder = Builder(checked, problems)
    return builder.rule(), builder.problems


def rule_files(folders: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    """The rule files of folders, sorted by name; a folder without any is a problem."""
    for folder in folders:
        files = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]) if folder.is_dir() else []
        if not files:
            message = "holds no rule files (*.yaml)" if folder.is_dir() else "is not a folder"
            problems.append(Problem(str(folder), 0, 0, message))
        yield from files


def _duplicates(documents: list[Document]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for document in documents:
        for name in _ids(document):
            if name in seen:
                yield document.problem(["id"], f"the id “{name}” is already taken by {seen[name]}", "choose another id")
            seen.setdefault(name, document.file)


def _ids(document: Document) -> list[str]:
    """The ids that a document claims, as far as they are text."""
    data = document.data if isinstance(document.data, dict) else {}
    aliases = data.get("aliases")
    names = [data.get("id"), *(aliases if isinstance(aliases, list) else [])]
    return [name for name in names if isinstance(name, str)]


def _ruleset(rules: list[Rule], documents: list[Document]) -> RuleSet:
    ordered = sorted(rules, key=lambda rule: rule.id)
    read = {name for document in documents for name in _ids(document)}
    sound_ids = {rule.id: rule for rule in ordered}
    former = {alias: rule.id for rule in ordered for alias in rule.aliases}
    return RuleSet(sound_ids, former, frozenset(read - set(sound_ids) - set(former)))
