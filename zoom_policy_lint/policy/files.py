"""Finding a policy's file, and those it stands on."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zoom_policy_lint.model.errors import Problem, ProblemsError
from zoom_policy_lint.policy.folders import rule_folders
from zoom_policy_lint.policy.paths import is_file
from zoom_policy_lint.policy.statements import PARTS, Entry, StatementReader
from zoom_policy_lint.ruleset.language import newer_language
from zoom_policy_lint.ruleset.load import files_of
from zoom_policy_lint.ruleset.shipped import shipped
from zoom_policy_lint.ruleset.source import Document, read_document
from zoom_policy_lint.ruleset.structure import document_problems, nearest, sound


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """One policy's document, and what it and the files that it names say under `attest`, `attestations`, `waivers`."""

    document: Document
    entries: Mapping[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Chain:
    """The files of a policy, the one that stands on nothing first, without what their schema refuses.

    `whole` is false where a policy could not be read, or the one that it stands on not be found: then only the policies
    that stand on it are here. `given` are the keys that any policy has at its top, sound or not; `broken` the parts
    of which a named file or folder could not be read. `folders` are the folders of rules that the policies name, and
    `files` all YAML files that were read: policies, what they name, rules in those folders.
    """

    policies: tuple[PolicyFile, ...]
    whole: bool
    given: frozenset[str]
    broken: frozenset[str]
    folders: tuple[Path, ...]
    files: tuple[Path, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The policies' own documents."""
        return tuple(policy.document for policy in self.policies)

    def sha256(self) -> str:
        """The checksum of all policies, of the YAML files that they name, and of the rules in folders that they name.

        Shipped rules and those of `--rules` come with the program and the call, not with the policy. Registers and the
        source document are data, not decisions: a new line in one does not make another policy.
        """
        digest = hashlib.sha256()
        for path in self.files:
            digest.update(path.read_bytes())
        return digest.hexdigest()


def read_chain(name: str) -> tuple[Chain, list[Problem]]:
    """Read a policy by shipped name or file, and every policy that it stands on, with the problems of all of them.

    The chain is not whole when one of the files is not found, is no YAML or no mapping, is written in a later version
    of the language, or stands on itself.
    """
    documents: list[Document] = []
    visited: list[Path] = []
    problems: list[Problem] = []
    path: Path | None = policy_path(name, Path())
    whole = False
    while path is not None:
        asker = documents[0] if documents else None
        if wrong := _unusable(path, visited):
            problems.append(_at(asker, path, *wrong))
            break
        try:
            document = read_document(path)
        except ProblemsError as error:
            problems += error.problems
            break
        problems += document_problems(document, "policy")
        if newer_language(document) or not isinstance(document.data, dict):
            break
        visited.append(path.resolve())
        documents.insert(0, document)
        whole = "extends" not in document.data
        path = _parent(document, path)
    return _chain(documents, visited, problems, whole=whole), problems


def _unusable(path: Path, visited: list[Path]) -> tuple[str, str] | None:
    """Why a policy cannot be read from there, and what to write."""
    if not is_file(path):
        return _not_found(path)
    if path.resolve() in visited:
        names = " → ".join(one.name for one in [*visited[visited.index(path.resolve()) :], path])
        return f"policies stand on each other in a circle: {names}", "take “extends” out of one of them"
    return None


def _not_found(path: Path) -> tuple[str, str]:
    """What is said of a policy that is not there: what looks like a file is none, and of names there are others."""
    if path.suffix:
        known = f"policies that come with the program: {', '.join(shipped_names())}"
        return f"there is no file “{path}”", f"look at its name and folder; {known}"
    return f"there is no policy “{path}”", nearest(path.stem, shipped_names())


def _chain(documents: list[Document], paths: list[Path], problems: list[Problem], *, whole: bool) -> Chain:
    checked = tuple(one for document in documents if (one := sound(document, "policy")) is not None)
    reader = StatementReader(problems)
    policies = tuple(PolicyFile(one, {part: reader.entries(one, part) for part in PARTS}) for one in checked)
    folders = rule_folders(checked, problems)
    named = [one.data["rule_folders"] for one in documents if "rule_folders" in one.data]
    refused = sum(len(one) if isinstance(one, list) else 1 for one in named) != len(folders)
    return Chain(
        policies=policies,
        whole=whole,
        given=frozenset(key for one in documents for key in one.data),
        broken=frozenset(reader.broken | ({"rule_folders"} if refused else set())),
        folders=tuple(folders),
        files=(*paths, *reader.files, *(file for folder in folders for file in files_of(folder))),
    )


def _parent(document: Document, path: Path) -> Path | None:
    parent = document.data.get("extends")
    return policy_path(parent, path.parent) if isinstance(parent, str) and parent else None


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
