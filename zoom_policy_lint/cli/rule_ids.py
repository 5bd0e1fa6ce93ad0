"""Ids for new rules: which are free in a folder, and why others are not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zoom_policy_lint.ruleset.load import read_rules
from zoom_policy_lint.ruleset.shipped import shipped

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids that rules have, present and former, each with its file; and the folder where a new rule goes.

    `force`: a file of that folder may be replaced.
    """

    taken: Mapping[str, Path]
    folder: Path
    force: bool

    def free(self, usual: str) -> str:
        """The id, or one like it, that no rule of another file has."""
        names = (usual, f"our-{usual}", *(f"our-{usual}-{number}" for number in range(2, len(self.taken) + 3)))
        return next(name for name in names if self._holder(name) is None)

    def refusal(self, id_: str) -> str:
        """Why the new rule cannot have an id, as a sentence; empty where it can."""
        if not _ID.fullmatch(id_):
            return f"“{id_}” is not an id: write lower-case words joined by hyphens, such as no-polls."
        if holder := self._holder(id_):
            return f"The id “{id_}” is already taken by {holder}; choose another one."
        if (file := self.file(id_)).exists() and not self.force:
            return f"{file} is already there; choose another --id, or use --force to replace it."
        return ""

    def file(self, id_: str) -> Path:
        """The file of a new rule."""
        return self.folder / f"{id_}.yaml"

    def _holder(self, id_: str) -> Path | None:
        """The other file whose rule has the id."""
        holder = self.taken.get(id_)
        return None if holder is None or holder.resolve() == self.file(id_).resolve() else holder


def ids_beside(folder: Path, *, force: bool) -> Ids:
    """The ids of the shipped rules and those of a folder. Broken files are left to `policy validate`."""
    rules, _ = read_rules(dict.fromkeys(one.resolve() for one in (shipped("rules"), folder)))
    files = {rule.id: Path(rule.file) for rule in rules}
    return Ids(files | {alias: files[name] for alias, name in rules.former.items()}, folder, force)
