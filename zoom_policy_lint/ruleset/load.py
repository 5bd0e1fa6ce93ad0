"""Reading whole folders of rules, with all problems of all files at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from zoom_policy_lint.model.errors import Problem, ProblemsError
from zoom_policy_lint.ruleset.build import Builder
from zoom_policy_lint.ruleset.rule import Rule
from zoom_policy_lint.ruleset.source import Document, read_document
from zoom_policy_lint.ruleset.structure import structure_problems


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules by id, sorted by id; a former id of a rule finds it too."""

    rules: Mapping[str, Rule]
    former: Mapping[str, str]

    def get(self, id: str) -> Rule | None:  # noqa: A002 - the field's word
        """The rule of that id or former id, or None."""
        return self.rules.get(self.former.get(id, id))

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def __len__(self) -> int:
        return len(self.rules)


def load_rules(folders: Iterable[Path]) -> RuleSet:
    """Every rule of every folder. Raises ProblemsError with all problems of all files."""
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
    if problems:
        raise ProblemsError(problems)
    return _ruleset(rules)


def build_rule(document: Document) -> tuple[Rule | None, list[Problem]]:
    """The rule of a document, or None with its problems."""
    if problems := list(structure_problems(document, "rule")):
        return None, problems
    builder = Builder(document)
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
        data = document.data if isinstance(document.data, dict) else {}
        aliases = data.get("aliases")
        names = [data.get("id"), *(aliases if isinstance(aliases, list) else [])]
        for name in (name for name in names if isinstance(name, str)):
            if name in seen:
                yield document.problem(["id"], f"the id “{name}” is already taken by {seen[name]}", "choose another id")
            seen.setdefault(name, document.file)


def _ruleset(rules: list[Rule]) -> RuleSet:
    ordered = sorted(rules, key=lambda rule: rule.id)
    return RuleSet(
        {rule.id: rule for rule in ordered},
        {alias: rule.id for rule in ordered for alias in rule.aliases},
    )
