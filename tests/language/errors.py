"""Files with something wrong in them, a folder each, and what the program says of them.

A folder holds rules (`*.yaml`), or a policy (`policy.yaml`) with what it names; `folders.txt` may name further folders of
rules, `command.txt` a command line to run instead of reading the files, `unreadable.txt` files that nobody may read.
`expected.txt` is what is said, with file names as seen from the folder. Rules and policies that come with the program
are replaced by few that do not change.
"""

import errno
import os
import shlex
from datetime import date
from pathlib import Path

from zoom_policy_lint.cli.main import run
from zoom_policy_lint.model.errors import ProblemsError
from zoom_policy_lint.policy.load import validate_policy
from zoom_policy_lint.ruleset import load_rules

FOLDER = Path(__file__).with_name("errors")
CASES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
SHIPPED = Path(__file__).with_name("shipped")
DAY = date(2026, 9, 1)


def said_of(case: str, monkeypatch, capsys) -> str:
    """What the program says of a case."""
    folder = FOLDER / case
    monkeypatch.chdir(folder)
    _refuse(_words(folder / "unreadable.txt"), monkeypatch)
    if (folder / "command.txt").exists():
        said = _said_by_command(shlex.split((folder / "command.txt").read_text()), capsys)
    else:
        said = _said_by_loader(folder)
    return said.replace(f"{FOLDER / case}{os.sep}", "").replace(f"{SHIPPED}{os.sep}", "SHIPPED/") + "\n"


def _said_by_command(arguments: list[str], capsys) -> str:
    capsys.readouterr()
    code = run(arguments)
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    return err.rstrip("\n")


def _said_by_loader(folder: Path) -> str:
    further = [Path(name) for name in _words(folder / "folders.txt")]
    try:
        if (folder / "policy.yaml").exists():
            validate_policy("policy.yaml", further, DAY)
        else:
            load_rules(further or [Path()])
    except ProblemsError as error:
        return str(error)
    return "nothing is wrong"


def _words(file: Path) -> list[str]:
    return file.read_text().split() if file.exists() else []


def _refuse(names: list[str], monkeypatch) -> None:
    """Let nobody read these files, whoever runs the tests."""
    really_open = Path.open

    def refused(self, *arguments, **named):
        if self.name in names:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return really_open(self, *arguments, **named)

    if names:
        monkeypatch.setattr(Path, "open", refused)
