"""`policy init`: start a policy of one's own."""

import os
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from zoom_policy_lint.cli import asking
from zoom_policy_lint.cli.asking import Question
from zoom_policy_lint.cli.options import default_policy

_LABEL = r"[^\W_](?:[^\W_]|-(?=-*[^\W_-]))*"
_DOMAIN = rf"{_LABEL}(?:\.{_LABEL})+"
"""Names joined by dots; no address of a page, no star, nothing before or behind."""

_ADDRESS = r"[^@\s]+@[^@\s]+"
_MOST_DAYS = 36_500


def _name(text: str) -> str:
    from zoom_policy_lint.ruleset.yaml_text import one_line

    if not (name := one_line(text)):
        raise click.UsageError("The name is empty.")
    return name


def _listed(text: str, pattern: str, what: str) -> tuple[str, ...]:
    """The items of an answer with commas between them; each must be of the pattern."""
    items = tuple(item.strip() for item in text.split(",") if item.strip())
    for item in items:
        if not re.fullmatch(pattern, item) or not item.isprintable():
            raise click.UsageError(f"“{item}” is not {what}.")
    return items


def _domains(text: str) -> tuple[str, ...]:
    found = _listed(text, _DOMAIN, "a domain; write one such as school.example.sch.uk")
    if not found:
        raise click.UsageError("No domain is named; write one such as school.example.sch.uk.")
    return found


def _addresses(text: str) -> tuple[str, ...]:
    return _listed(text, _ADDRESS, "an e-mail address; write one such as year1@school.example.sch.uk")


def _groups(text: str) -> tuple[str, ...]:
    return _listed(text, r".*[^\W_].*", "the name of a group")


def _topics(text: str) -> tuple[str, ...]:
    """Words that stand in titles, as patterns that find exactly them."""
    return tuple(re.escape(words).replace(r"\ ", " ") for words in _listed(text, r".*[^\W_].*", "words of a title"))


def _days(text: str) -> int | None:
    """A number of days, not fewer than Zoom needs to delete by itself; None where nothing is said."""
    from zoom_policy_lint.catalogue import setting

    if not text.strip():
        return None
    row = setting("recording.auto_delete_cmr_days")
    least = min(row.known) if row else 1
    if not text.strip().isdecimal() or not least <= int(text) <= _MOST_DAYS:
        message = f"“{text}” is not a number of days between {least}, Zoom's shortest time, and {_MOST_DAYS}."
        raise click.UsageError(message)
    return int(text)


def _date(text: str) -> str:
    from zoom_policy_lint.policy.dates import parse_date

    if text.strip() and parse_date(text.strip()) is None:
        raise click.UsageError(f"“{text}” is not a date; write it as 2026-09-03.")
    return text.strip()


def _parents(text: str) -> tuple[str, ...]:
    from zoom_policy_lint.model.errors import ProblemsError
    from zoom_policy_lint.policy import load_policy

    found = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not found:
        raise click.UsageError(f"No policy is named; write one such as {default_policy()}.")
    for name in found:
        try:
            load_policy(name)
        except ProblemsError as error:
            raise click.UsageError(str(error)) from error
    return found


_QUESTIONS = (
    Question("title", "--name", "Name of the school", _name, "Name of the school."),
    Question(
        "domains",
        "--domain",
        "E-mail domain of school accounts (several with commas between them)",
        _domains,
        "E-mail domain of school accounts (repeatable).",
        many=True,
    ),
    Question(
        "parents",
        "--extends",
        "The policy to stand on, a shipped name or a file (several with commas between them)",
        _parents,
        "The policy to stand on (repeatable).",
        default=default_policy,
        many=True,
    ),
    Question(
        "pupil_hosts",
        "--pupil-host",
        "Mailboxes from which meetings with pupils are held (empty: any licensed school account)",
        _addresses,
        "Mailbox that hosts meetings with pupils (repeatable).",
        default="",
        many=True,
    ),
    Question(
        "staff_hosts",
        "--staff-host",
        "Mailboxes that host meetings of staff only (empty: every meeting counts as one with pupils)",
        _addresses,
        "Mailbox whose meetings are for staff only (repeatable).",
        default="",
        many=True,
    ),
    Question(
        "staff_groups",
        "--staff-group",
        "Zoom groups whose members meet without pupils, such as Governors (empty: none)",
        _groups,
        "Zoom group whose members' meetings are for staff only (repeatable).",
        default="",
        many=True,
    ),
    Question(
        "staff_topics",
        "--staff-topic",
        "Words in the titles of meetings without pupils, such as staff briefing (empty: none)",
        _topics,
        "Words in the titles of meetings for staff only (repeatable).",
        default="",
        many=True,
    ),
    Question(
        "retention_days",
        "--retention-days",
        "Days after which recordings must be gone (empty: as in the policy that yours stands on)",
        _days,
        "Days after which recordings must be gone.",
        default="",
    ),
    Question(
        "document",
        "--document",
        "Title of your written policy (empty: none yet)",
        str.strip,
        "Title of the school's written policy.",
        default="",
    ),
    Question(
        "document_date",
        "--document-date",
        "Its date, such as 2026-09-03",
        _date,
        "Date of the written policy.",
        default="",
        after="document",
    ),
    Question(
        "training_register",
        "--training-register",
        "CSV file of who was trained and when, as seen from the policy file (empty: none)",
        str.strip,
        "CSV file of who was trained and when, as seen from the policy file.",
        default="",
    ),
)


@click.command(short_help="Start a policy of your own.")
@click.argument("file", type=click.Path(path_type=Path), default="policy.yaml")
@asking.options(_QUESTIONS)
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: take what is usual where no option says otherwise.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def init(file: Path, yes: bool, force: bool, **given: Any) -> None:  # noqa: FBT001 - click's way
    """Write a policy file for your school that stands on a shipped one, or on several.

    On a terminal it asks for whatever no option says. The file holds comments on what else can be set. Beside it goes
    the schema with which editors complete and check it.
    """
    from zoom_policy_lint.cli.output import check_writable, whole_file
    from zoom_policy_lint.cli.policy_file import School, policy_text, samples_of
    from zoom_policy_lint.cli.schema_file import modeline, write_schema
    from zoom_policy_lint.policy import load_policy

    check_writable(file)
    if file.exists() and not force:
        raise click.UsageError(f"{file} is already there; name another file, or use --force to replace it.")
    found = asking.answers(_QUESTIONS, given, ask=asking.can_ask() and not yes)
    samples = samples_of(load_policy(found["parents"][0]))
    found["parents"] = tuple(_as_seen_from(file.parent, name) for name in found["parents"])
    text = policy_text(modeline("policy"), School(**found), samples)
    _try(text, file)
    with whole_file(file) as stream:
        stream.write(text)
    click.echo(f"Wrote {file}. Check your account with: zoom-policy-lint audit --policy {file}")
    write_schema("policy", file.parent)


def _as_seen_from(folder: Path, parent: str) -> str:
    """The policy to stand on as the new file must name it: a shipped name as it is, a file relative to the folder."""
    from zoom_policy_lint.policy.files import shipped_names

    if parent in shipped_names():
        return parent
    return Path(os.path.relpath(parent, folder)).as_posix()


def _try(text: str, file: Path) -> None:
    """Load the text from where it will stand, so that files that it names are found. Raises ProblemsError."""
    from zoom_policy_lint.model.errors import ProblemsError
    from zoom_policy_lint.policy import load_policy

    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".policy-", suffix=".yaml")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        load_policy(name)
    except ProblemsError as error:
        problems = [replace(one, file=str(file)) if one.file == name else one for one in error.problems]
        raise ProblemsError(problems) from error
    finally:
        Path(name).unlink()
