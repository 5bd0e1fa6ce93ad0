"""Folders with rules of their own that policies name."""

from collections.abc import Iterable
from pathlib import Path

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.policy.paths import beside, is_folder
from zoom_policy_lint.ruleset.load import files_of
from zoom_policy_lint.ruleset.source import Document


def rule_folders(documents: Iterable[Document], problems: list[Problem]) -> list[Path]:
    """The folders that policies name, in the order of the policies, each relative to the file that names it.

    They add up: what a parent's clauses need is still read. A folder that is not there, or holds no rule, is a problem
    where it is named.
    """
    found = []
    for document in documents:
        for index, name in enumerate(document.data.get("rule_folders", ())):
            folder = beside(document, name)
            if wrong := _wrong(folder):
                problems.append(document.problem(["rule_folders", index], *wrong))
            else:
                found.append(folder.resolve() if ".." in folder.parts else folder)
    return found


def _wrong(folder: Path) -> tuple[str, str] | None:
    """Why no rules can be read from a folder, and what to do."""
    if not is_folder(folder):
        return f"there is no folder “{folder}”", "write its name as seen from this file"
    if not files_of(folder):
        return f"the folder “{folder}” holds no rule files (*.yaml)", "put a rule there, or take it out"
    return None
