"""The lists `attest`, `attestations` and `waivers` of a policy, in its own file or in files that it names.

Where a list is wanted, the name of a YAML file may stand; in a list, single items may be such names. The file holds the
bare list, or a mapping with that one key, and may name further files. Names are relative to the file that holds them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from zoom_policy_lint.model.errors import Problem, ProblemsError
from zoom_policy_lint.policy.paths import beside, is_file
from zoom_policy_lint.ruleset.source import Document, PathKey, read_document
from zoom_policy_lint.ruleset.structure import document_problems, sound

_NO_CIRCLE = "take the name out of one of them"
PARTS = ("attest", "attestations", "waivers")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of such a list, in the document where it stands."""

    document: Document
    path: PathKey
    data: Mapping[str, Any]

    def problem(self, below: Iterable[str | int], message: str, hint: str = "") -> Problem:
        """A problem at a path below the item."""
        return self.document.problem((*self.path, *below), message, hint)


@dataclass(slots=True)
class StatementReader:
    """Collects the items of policies. `files` are those read for it, in order; `broken` the parts that miss some.

    `texts` stand in place of what files hold.
    """

    problems: list[Problem] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    texts: Mapping[Path, str] = field(default_factory=dict)

    def entries(self, policy: Document, part: str) -> tuple[Entry, ...]:
        """The items of a part of a policy that its schema accepts, those of named files in the place of their names."""
        return tuple(self._entries(policy, part, (Path(policy.file),)))

    def _entries(self, document: Document, part: str, trail: tuple[Path, ...]) -> Iterator[Entry]:
        value = document.data.get(part, [])
        if isinstance(value, str):
            yield from self._named(document, (part,), value, trail)
            return
        for index, item in enumerate(value):
            if isinstance(item, str):
                yield from self._named(document, (part, index), item, trail)
            else:
                yield Entry(document, (part, index), item)

    def _named(self, asker: Document, at: PathKey, name: str, trail: tuple[Path, ...]) -> Iterator[Entry]:
        part, path = str(at[0]), beside(asker, name)
        try:
            document = self._read(asker, at, path, trail)
        except ProblemsError as error:
            self.problems += error.problems
            self.broken.add(part)
            return
        yield from self._entries(document, part, (*trail, path))

    def _read(self, asker: Document, at: PathKey, path: Path, trail: tuple[Path, ...]) -> Document:
        """The sound part of a named file. Raises ProblemsError when it is none."""
        if not is_file(path):
            raise ProblemsError([asker.problem(at, f"there is no file “{path}”", "write its name as seen from here")])
        same = [one.resolve() == path.resolve() for one in trail]
        if any(same):
            names = " → ".join(one.name for one in [*trail[same.index(True) :], path])
            raise ProblemsError([asker.problem(at, f"files name each other in a circle: {names}", _NO_CIRCLE)])
        document = _as_part(read_document(path, self.texts), str(at[0]))
        self.files.append(path)
        found = document_problems(document, "policy")
        self.problems += found
        whole = sound(document, "policy") if found else document
        return whole or Document(document.file, {}, {})


def _as_part(document: Document, part: str) -> Document:
    """The document as a policy that has nothing but this part; an empty file has an empty list."""
    data, places, problems = document.data, dict(document.places), list(document.problems)
    if isinstance(data, list):
        places = {(): (1, 1)} | {(part, *path): place for path, place in places.items()}
        return replace(document, data={part: data}, places=places)
    if data is not None and not isinstance(data, dict):
        problems.append(document.problem([], f"this file must hold a list of {part}", "begin each entry with “- ”"))
    given = data if isinstance(data, dict) else {}
    problems += [
        document.problem([key], f"“{key}” has no place here: this file holds {part} only", "write it in the policy")
        for key in given
        if key != part
    ]
    value = given.get(part)
    whole = {part: [] if value is None else value}
    return replace(document, data=whole, places=places, problems=tuple(problems))
