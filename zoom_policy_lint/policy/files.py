"""Finding a policy's file, and those it stands on."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from zoom_policy_lint.model.errors import Problem, ProblemsError
from zoom_policy_lint.policy.paths import is_file
from zoom_policy_lint.policy.statements import PARTS, Entry, StatementReader
from zoom_policy_lint.ruleset.shipped import shipped
from zoom_policy_lint.ruleset.source import Document, read_document
from zoom_policy_lint.ruleset.structure import nearest, sound, structure_problems


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """One policy's document, and what it and the files that it names say under `attest`, `attestations`, `waivers`."""

    document: Document
    entries: Mapping[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Chain:
    """The files of a policy, the one that stands on nothing first, without what their schema refuses.

    `given` are the keys that any policy has at its top, sound or not; `broken` the parts of which a named file could
    not be read. `sha256` is over the bytes of all policies, and of the YAML files that they name. Registers are data,
    not decisions: their bytes are not in it, so that a new line in one does not make another policy.
    """

    policies: tuple[PolicyFile, ...]
    given: frozenset[str]
    broken: frozenset[str]
    sha256: str

    @property
    def documents(self) -> tuple[Document, ...]:
        """The policies' own documents."""
        return tuple(policy.document for policy in self.policies)


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
        if not is_file(path):
            problems.append(_at(asker, path, f"there is no policy “{path}”", nearest(path.stem, shipped_names())))
            break
        if path.resolve() in visited:
            names = " → ".join(one.name for one in [*visited[visited.index(path.resolve()) :], path])
            problems.append(_at(asker, path, f"policies stand on each other in a circle: {names}"))
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
        return _chain(documents, visited, problems), problems
    return None, problems


def _chain(documents: list[Document], paths: list[Path], problems: list[Problem]) -> Chain | None:
    checked = [sound(document, "policy") for document in documents]
    whole = tuple(document for document in checked if document is not None)
    if len(whole) < len(documents):
        return None
    reader = StatementReader(problems)
    policies = tuple(PolicyFile(one, {part: reader.entries(one, part) for part in PARTS}) for one in whole)
    given = frozenset(key for one in documents for key in one.data)
    return Chain(policies, given, frozenset(reader.broken), _sha256([*paths, *reader.files]))


def _parent(document: Document, path: Path) -> Path | None:
    parent = document.data.get("extends") if isinstance(document.data, dict) else None
    return policy_path(parent, path.parent) if isinstance(parent, str) and parent else None


def _sha256(paths: Iterable[Path]) -> str:
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
    path = folder / name
    return path.resolve() if folder != Path() and is_file(path) else path


def _at(asker: Document | None, path: Path, message: str, hint: str = "") -> Problem:
    if asker is None:
        return Problem(str(path), 0, 0, message, hint)
    return asker.problem(["extends"], message, hint)
