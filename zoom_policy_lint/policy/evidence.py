"""Where a statement can be checked: words, or a file that must still be the one that was there when it was made."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zoom_policy_lint.policy.paths import beside, is_file
from zoom_policy_lint.policy.statements import Entry


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a statement names: words, or a file as the policy writes it with its SHA-256 at the time.

    `changed`: the file is there and is another one. `missing`: it is not there, or nobody may read it.
    """

    text: str = ""
    sha256: str = ""
    changed: bool = False
    missing: bool = False


def evidence_of(entry: Entry) -> Evidence:
    """The evidence of one statement of a policy, looked up beside the file that holds the statement."""
    given: str | Mapping[str, Any] = entry.data.get("evidence", "")
    if isinstance(given, str):
        return Evidence(given)
    name, then = given["file"], given["sha256"]
    now = checksum(beside(entry.document, name))
    return Evidence(name, then, changed=now not in (None, then), missing=now is None)


def checksum(path: Path) -> str | None:
    """The SHA-256 of a file, 64 hexadecimal digits; None where it cannot be read."""
    if not is_file(path):
        return None
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
