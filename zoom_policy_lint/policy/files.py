"""Finding a policy's file, and those it stands on."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from zoom_policy_lint.model.errors import Problem, ProblemsError
from zoom_policy_lint.policy.folders import rule_folders
from zoom_policy_lint.policy.paths import is_file, is_there
from zoom_policy_lint.policy.statements import PARTS, Entry, StatementReader
from zoom_policy_lint.ruleset.language import newer_language
from zoom_policy_lint.ruleset.load import files_of
from zoom_policy_lint.ruleset.shipped import shipped
from zoom_policy_lint.ruleset.source import Document, PathKey, read_document
from zoom_policy_lint.ruleset.structure import document_problems, nearest, sound


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """One policy's document, and what it and the files that it names say under `attest`, `attestations`, `waivers`.

    `parents` are the files that it extends, each with the place where it names it, in its order; `below` all files that
    it stands on, directly or not.
    """

    document: Document
    entries: Mapping[str, tuple[Entry, ...]]
    parents: Mapping[str, PathKey]
    below: frozenset[str]


@dataclass(frozen=True, slots=True)
class Chain:
    """The files of a policy, without what their schema refuses: parents before children, each once, itself last.

    Of several parents the one that is named first comes first, with all that it stands on. `whole` is false where a
    policy could not be read, or one that it stands on not be found. `given` are the keys that any policy has at its
    top, sound or not; `broken` the parts of which a named file or folder could not be read. `folders` are the folders
    of rules that the policies name, and `files` all YAML files that were read: policies, what they name, rules in those
    folders.
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

    @property
    def roots(self) -> tuple[Document, ...]:
        """The documents of the policies that stand on nothing."""
        return tuple(policy.document for policy in self.policies if not policy.parents)

    def up_to(self, policy: PolicyFile) -> tuple[PolicyFile, ...]:
        """One of the policies and all that it stands on, in the order of the chain."""
        files = policy.below | {policy.document.file}
        return tuple(one for one in self.policies if one.document.file in files)

    def sha256(self) -> str:
        """The checksum of all policies, of the YAML files that they name, and of the rules in folders that they name.

        Shipped rules and those of `--rules` come with the program and the call, not with the policy. Registers and the
        source document are data, not decisions: a new line in one does not make another policy.
        """
        digest = hashlib.sha256()
        for path in self.files:
            digest.update(path.read_bytes())
        return digest.hexdigest()


def read_chain(name: str, texts: Mapping[Path, str] = MappingProxyType({})) -> tuple[Chain, list[Problem]]:
    """Read a policy by shipped name or file, and every policy that it stands on, with the problems of all of them.

    `texts` stand in place of what some files (by resolved path) hold, to try a change before it is written.

    The chain is not whole when one of the files is not found, is no YAML or no mapping, is written in a later version
    of the language, or stands on itself.
    """
    reader = _Reader(texts=texts)
    reader.read(policy_path(name, Path()), None, ())
    return _chain(reader), reader.problems


@dataclass(slots=True)
class _Reader:
    """Collects a policy and what it stands on, each file once.

    `documents` has parents before children; `files` has what was read, in the order of reading, by resolved path: the
    name of the document, or None where it is none. `parents` and `below` are those of `PolicyFile`.
    """

    problems: list[Problem] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    files: dict[Path, str | None] = field(default_factory=dict)
    parents: dict[str, dict[str, PathKey]] = field(default_factory=dict)
    below: dict[str, frozenset[str]] = field(default_factory=dict)
    whole: bool = True
    texts: Mapping[Path, str] = field(default_factory=dict)

    def read(self, path: Path, asker: tuple[Document, PathKey] | None, trail: tuple[Path, ...]) -> str | None:
        """Read a policy that `asker` names, after what it stands on; `trail` are the policies that led here.

        What it is called, or None, and the chain is not whole, where it cannot be used.
        """
        if wrong := _unusable(path, trail):
            self.problems.append(_at(asker, path, *wrong))
            self.whole = False
            return None
        real = path.resolve()
        if real not in self.files:
            document = self._document(path)
            self.files[real] = document.file if document else None
            if document:
                self._parents(document, path, (*trail, real))
                self.documents.append(document)
        return self.files[real]

    def _document(self, path: Path) -> Document | None:
        """The document in a file, if it is a policy of this version of the language."""
        try:
            document = _with_lists(read_document(path, self.texts))
        except ProblemsError as error:
            self.problems += error.problems
            self.whole = False
            return None
        self.problems += document_problems(document, "policy")
        if newer_language(document) or not isinstance(document.data, dict):
            self.whole = False
            return None
        return document

    def _parents(self, document: Document, path: Path, trail: tuple[Path, ...]) -> None:
        """Read the policies that one names under `extends`, in its order."""
        named, found = list(_named(document)), dict[str, PathKey]()
        self.whole &= "extends" not in document.data or len(named) == _count(document)
        for at, name in named:
            file = self.read(policy_path(name, path.parent), (document, at), trail)
            if file in found:
                message = f"the policy “{name}” stands in this list twice"
                self.problems.append(document.problem(at, message, "take one of the two out"))
            elif file is not None:
                found[file] = at
        self.parents[document.file] = found
        self.below[document.file] = frozenset(found).union(*(self.below[file] for file in found))


def _with_lists(document: Document) -> Document:
    """The same, with an empty list where nothing stands after the name of one."""
    if not isinstance(document.data, dict):
        return document
    empty: dict[str, Any] = {part: [] for part in PARTS if document.data.get(part, "") is None}
    return replace(document, data=document.data | empty) if empty else document


def _named(document: Document) -> Iterator[tuple[PathKey, str]]:
    """The policies that a document names under `extends`, each with its place."""
    value = document.data.get("extends")
    if isinstance(value, list):
        yield from ((("extends", index), name) for index, name in enumerate(value) if isinstance(name, str) and name)
    elif isinstance(value, str) and value:
        yield ("extends",), value


_MOST_LEVELS = 100
"""Policies that may stand on each other, one above the other."""


def _count(document: Document) -> int:
    """How many policies a document should name, where it names any."""
    value = document.data["extends"]
    return max(len(value), 1) if isinstance(value, list) else 1


def _unusable(path: Path, trail: tuple[Path, ...]) -> tuple[str, str] | None:
    """Why a policy cannot be read from there, and what to write."""
    if len(trail) >= _MOST_LEVELS:
        return f"more than {_MOST_LEVELS} policies stand on each other here", "let some of them be one"
    if not is_file(path):
        return _not_found(path)
    if path.resolve() in trail:
        names = " → ".join(one.name for one in [*trail[trail.index(path.resolve()) :], path])
        return f"policies stand on each other in a circle: {names}", "take the name out of “extends” in one of them"
    return None


def _not_found(path: Path) -> tuple[str, str]:
    """What is said of a policy that is not there: what looks like a file is none, and of names there are others."""
    if is_there(path):
        return f"“{path}” is there, but it is no file", "name the policy's file"
    if path.suffix:
        known = f"policies that come with the program: {', '.join(shipped_names())}"
        return f"there is no file “{path}”", f"look at its name and folder; {known}"
    return f"there is no policy “{path}”", nearest(path.stem, shipped_names())


def _chain(read: _Reader) -> Chain:
    checked = tuple(one for document in read.documents if (one := sound(document, "policy")) is not None)
    reader = StatementReader(read.problems, texts=read.texts)
    policies = tuple(
        PolicyFile(
            one, {part: reader.entries(one, part) for part in PARTS}, read.parents[one.file], read.below[one.file]
        )
        for one in checked
    )
    folders = rule_folders(checked, read.problems)
    named = [one.data["rule_folders"] for one in read.documents if "rule_folders" in one.data]
    refused = sum(len(one) if isinstance(one, list) else 1 for one in named) != len(folders)
    paths = (path for path, file in read.files.items() if file is not None)
    return Chain(
        policies=policies,
        whole=read.whole,
        given=frozenset(key for one in read.documents for key in one.data),
        broken=frozenset(reader.broken | ({"rule_folders"} if refused else set())),
        folders=tuple(folders),
        files=(*paths, *reader.files, *(file for folder in folders for file in files_of(folder))),
    )


def shipped_names() -> list[str]:
    """The names of the policies that come with the program."""
    return sorted(path.stem for path in shipped("policies").glob("*.yaml"))


def policy_path(name: str, folder: Path) -> Path:
    """Where a policy named in a file of `folder` stands: a shipped name, or a path relative to that folder."""
    if name in shipped_names():
        return shipped("policies") / f"{name}.yaml"
    path = folder / name
    return path.resolve() if folder != Path() and is_file(path) else path


def _at(asker: tuple[Document, PathKey] | None, path: Path, message: str, hint: str) -> Problem:
    if asker is None:
        return Problem(str(path), 0, 0, message, hint)
    document, at = asker
    return document.problem(at, message, hint)
