"""Writing policies for tests, and reading what is wrong with them."""

from pathlib import Path

from zoom_policy_lint.model.errors import ProblemsError
from zoom_policy_lint.policy import load_policy

CHILD = """\
extends: st_joseph
parameters:
  school_domains: [hilltop.example.sch.uk]
attest:
  - {clause: G6, question: "Are parents told?", by_role: Headteacher, every_months: 12, contradicted_by: [waiting-room]}
attestations:
  - {clause: G6, statement: Letter, by: {name: A. Head, role: Headteacher}, on: 2026-09-03, valid_until: 2027-09-02}
waivers:
  - {rule: no-breakout-rooms, resource: {user: senco@hilltop.example.sch.uk}, reason: "1:2", approver: A. Head, expires: 2026-12-31}
"""

ALONE = """\
language: 1
id: hilltop
title: Our policy
version: "1.0"
parameters: {school_domains: [hilltop.example.sch.uk]}
clauses:
  - {id: W, text: Everybody waits., wants: [S], rules: [waiting-room]}
  - {id: E, text: Only school addresses., rules: [school-addresses-only]}
"""


def changed(old: str, new: str, base: str = CHILD) -> str:
    assert base.count(old) == 1, old
    return base.replace(old, new)


def write(folder: Path, text: str | bytes, name: str = "policy.yaml") -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def problems_of(path: str, *rule_folders: Path):
    """(file, line, column, message and hint) of every problem of a policy."""
    try:
        load_policy(path, rule_folders)
    except ProblemsError as error:
        return [(Path(one.file).name, one.line, one.column, f"{one.message} {one.hint}") for one in error.problems]
    return []
