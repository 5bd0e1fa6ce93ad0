"""Writing an entry into a policy's file, so that it is a good policy afterwards, or stays as it was."""

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.model.errors import PolicyLintError

if TYPE_CHECKING:
    from zoom_policy_lint.policy import Policy

dry_run_option: common.Decorator = click.option(
    "--dry-run", is_flag=True, help="Show the lines that would be written, and write nothing."
)
own_policy_option: common.Decorator = click.option(
    "--policy", "policy_name", metavar="FILE", help="Your policy: the YAML file to write to."
)

_ENDLESS = frozenset({"never", "unlimited", "none", "no", "always", "forever", "indefinite", "permanent", "-", "n/a"})


def own_policy(name: str | None) -> str:
    """The policy that is to be changed. Raises UsageError where none is named, or one that came with the program."""
    from zoom_policy_lint.policy.files import shipped_names

    if name is None:
        raise click.UsageError(
            "Name your policy's file with --policy FILE; “zoom-policy-lint policy init” writes one to start from."
        )
    if name in shipped_names() or _is_shipped(Path(name)):
        raise click.UsageError(
            f"{name} came with the program and cannot be written to. Write a policy of your own that stands on it: "
            f"zoom-policy-lint policy init --extends {Path(name).stem}"
        )
    return name


def _is_shipped(path: Path) -> bool:
    from zoom_policy_lint.ruleset.shipped import shipped

    return path.resolve().is_relative_to(shipped("policies").resolve())


def load_own(policy: str, rule_folders: tuple[Path, ...]) -> "Policy":
    """The policy as it is before an entry is added."""
    from zoom_policy_lint.policy import load_policy

    return load_policy(policy, rule_folders)


@dataclass(frozen=True, slots=True)
class Written:
    """Where an entry stands now (or would), and its lines."""

    file: Path
    line: int
    lines: tuple[str, ...]

    def shown(self, *, dry_run: bool) -> str:
        """What to tell."""
        what = "Would be written to" if dry_run else "Written to"
        return "\n".join((f"{what} {self.file}, line {self.line}:", *self.lines))


def write_entry(
    policy: str, part: str, item: Mapping[str, Any], rule_folders: tuple[Path, ...], *, dry_run: bool
) -> Written:
    """Add an entry to a list of a policy (`waivers`, `attestations`), in its file or in the one that it names for it.

    The policy is judged with it first. Raises PolicyLintError, with nothing written, where it would be no good policy.
    """
    from zoom_policy_lint.accept.items import with_item
    from zoom_policy_lint.policy import load_policy

    path = list_file(Path(policy), part)
    before = _bytes(path)
    text = before.decode("utf-8")
    edited = with_item(text, part, item, str(path))
    load_policy(policy, rule_folders, {path.resolve(): edited.text.removeprefix("\ufeff")})
    if not dry_run:
        replace_text(path, edited.text, before)
    return Written(path, edited.line, edited.lines)


def list_file(policy: Path, part: str) -> Path:
    """The file that holds the list: the policy's own, or the one whose name stands there in place of the list."""
    from zoom_policy_lint.policy.paths import beside
    from zoom_policy_lint.ruleset.source import read_document

    path = policy
    while isinstance(name := _named(document := read_document(path), part), str):
        path = beside(document, name)
    if _is_shipped(path):
        raise PolicyLintError(f"{path} came with the program and cannot be written to.", "Name a file of your own.")
    return path


def _named(document: Any, part: str) -> Any:
    return document.data.get(part) if isinstance(document.data, dict) else None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PolicyLintError(f"{path} cannot be read: {error.strerror}.", "Look at who may read it.") from error


def replace_text(path: Path, text: str, before: bytes | None) -> None:
    """Write a file whole or not at all; it keeps its permissions.

    `before` is what it held when it was read (None: it was not there); where that has changed since, it stays.
    """
    from zoom_policy_lint.cli.output import whole_file

    if before is not None and _bytes(path) != before:
        raise PolicyLintError(
            f"{path} was changed by somebody else just now.", "Look at it, and run the command again."
        )
    old = path.stat() if path.is_file() else None
    if old is not None:
        _refuse_special(path, old)
    with whole_file(path) as stream:
        stream.write(text)
        if old is not None and hasattr(os, "fchmod"):
            with contextlib.suppress(PermissionError):  # who may not give a file away keeps it
                os.fchown(stream.fileno(), old.st_uid, old.st_gid)
            os.fchmod(stream.fileno(), old.st_mode & 0o777)


def _refuse_special(path: Path, found: os.stat_result) -> None:
    """Raises PolicyLintError for a file that may not be written to, or that cannot be without losing what it is."""
    if not found.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise PolicyLintError(f"{path} may not be written to.", "Give yourself the right, if it is meant to change.")
    if found.st_nlink > 1:
        message = f"{path} has {found.st_nlink} names (hard links); writing it would part them."
        raise PolicyLintError(message, "Make a copy under one name, or a symbolic link, and name that.")


def last_day(option: str, text: str, today: date, months: int = 12) -> date:
    """The day of an end that somebody wrote.

    Raises UsageError, with a day to write instead, where it is none to come.
    """
    from zoom_policy_lint.policy.dates import months_later, parse_date

    day, proposed = parse_date(text.strip()), months_later(today, months).isoformat()
    if text.strip().casefold() in _ENDLESS:
        raise click.UsageError(
            f"{option} {text}: everything that is accepted ends some day, so that somebody looks at it again. "
            f"Write a date, such as {proposed}."
        )
    if day is None:
        raise click.UsageError(f"{option} {text}: this is not a date. Write it as {proposed}.")
    if day <= today:
        raise click.UsageError(
            f"{option} {text}: this day is not in the future (today is {today}); such as {proposed}."
        )
    return day


def needed(given: Mapping[str, Any]) -> None:
    """Raises UsageError that names all of these that are not said, by what they are called on the command line."""
    from zoom_policy_lint.ruleset.yaml_text import one_line

    missing = [name for name, value in given.items() if value is None or not one_line(str(value))]
    if missing:
        raise click.UsageError(f"Still to be said: {', '.join(missing)}.")
