"""Finding a policy's file, and those it stands on."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from zoom_policy_lint.model.errors import Problem, ProblemsError
from zoom_policy_lint.ruleset.shipped import shipped
from zoom_policy_lint.ruleset.source import Document, read_document
from zoom_policy_lint.ruleset.structure import nearest, sound, structure_problems


@dataclass(frozen=True, slots=True)
class Chain:
    """The documents of a policy, the one that stands on nothing first, without what their schema refuses.

    `given` are the keys that any of them has at its top, sound or not. `sha256` is over the bytes of all of them.
    """

    documents: tuple[Document, ...]
    given: frozenset[str]
    sha256: str


def read_chain(name: str) -> tuple[Chain | None, list[Problem]]:
    """Read a policy by shipped name or file, and every policy that it stands on, with the problems of all of them.

    There is no chain when one of the files is not found, is no YAML or no mapping, or stands on itself.
    """
    documents: list[Document] = []
    visited: list[Path] = []
    problems: list[Problem] = []
    path: Path | None = policy_path(name, Path())
    while path is not None:
        asker = documents[0] if documents else None
        if path.resolve() in visited:
            names = " → ".join(one.name for one in [*visited[visited.index(path.resolve()) :], path])
            problems.append(_at(asker, path, f"policies stand on each other in a circle: {names}"))
            break
        if not path.is_file():
            problems.append(_at(asker, path, f"there is no policy “{path}”", nearest(path.stem, shipped_names())))
            break
        visited.append(path.resolve())
        try:
            documents.insert(0, read_document(path))
        except ProblemsError as error:
            problems += error.problems
            break
        problems += [*documents[0].problems, *structure_problems(documents[0], "policy")]
        path = _parent(documents[0], path)
    else:
        return _chain(documents, visited), problems
    return None, problems


def _chain(documents: list[Document], paths: list[Path]) -> Chain | None:
    checked = [sound(document, "policy") for document in documents]
    whole = tuple(document for document in checked if document is not None)
    if len(whole) < len(documents):
        return None
    return Chain(whole, frozenset(key for one in documents for key in one.data), _sha256(paths))


def _parent(document: Document, path: Path) -> Path | None:
    parent = document.data.get("extends") if isinstance(document.data, dict) else None
    return policy_path(parent, path.parent) if isinstance(parent, str) and parent else None


def _sha256(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def shipped_names() -> list[str]:
    """The names of the policies that come with the program."""
    return sorted(path.stem for path in shipped("policies").glob("*.yaml"))


def policy_path(name: str, folder: Path) -> Path:
    """Where a policy named in a file of `folder` stands: a shipped name, or a path relative to that folder."""
    if name in shipped_names():
        return shipped("policies") / f"{name}.yaml"
    return (folder / name).resolve() if folder != Path() else Path(name)


def _at(asker: Document | None, path: Path, message: str, hint: str = "") -> Problem:
    if asker is None:
        return Problem(str(path), 0, 0, message, hint)
    return asker.problem(["extends"], message, hint)
