"""`policy`: start one, check it, and see what answers each clause."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.policy_compare import compare
from zoom_policy_lint.cli.policy_diff import diff
from zoom_policy_lint.cli.policy_init import init

if TYPE_CHECKING:
    from zoom_policy_lint.policy import Policy
    from zoom_policy_lint.policy.coverage import Question, Row


@click.group()
def policy() -> None:
    """Start a policy, check it, see what answers its clauses."""


policy.add_command(init)
policy.add_command(diff)
policy.add_command(compare)


@policy.command(short_help="Check a policy, its rules and registers.")
@click.argument("name", metavar="NAME|FILE", default=common.default_policy)
@common.rules_option
@common.as_of_option
@click.option("--words", is_flag=True, help="Print the hashes of words that are still to be written into the policy.")
def validate(name: str, rule_folders: tuple[Path, ...], as_of: date | None, words: bool) -> None:  # noqa: FBT001 - click's way
    """Check a policy, its rules and registers; every problem of all files at once.

    Then say which clauses and rules to look at again, because words have changed since the rules were chosen.
    """
    from zoom_policy_lint.policy.load import validate_policy

    day = as_of or common.today()
    found = validate_policy(name, rule_folders, day)
    counts = (("clause", found.clauses), ("rule", found.rules), ("statement", found.attest))
    said = ", ".join(f"{len(many)} {word}{'' if len(many) == 1 else 's'}" for word, many in counts)
    click.echo(f"{name}: valid. “{found.identity.title}”, version {found.identity.version}: {said} wanted.")
    if words:
        click.echo(_words(found))
    for note in _notes(found, day):
        click.echo(f"Note: {note}")


@policy.command(short_help="Show what answers each clause.")
@click.argument("name", metavar="NAME|FILE", default=common.default_policy)
@common.rules_option
@common.as_of_option
@click.option("--due", is_flag=True, help="Only the questions that wait for a person.")
def coverage(name: str, rule_folders: tuple[Path, ...], as_of: date | None, due: bool) -> None:  # noqa: FBT001 - click's way
    """Show what answers each clause, kind by kind, what nothing judges yet, and what is still to be attested."""
    from tabulate import tabulate

    from zoom_policy_lint.policy import load_policy
    from zoom_policy_lint.policy.coverage import asked, people_of_scopes, questions

    found, day = load_policy(name, rule_folders), as_of or common.today()
    listed = questions(found, day)
    if due:
        waiting = [(one.wanted, one.standing) for one in listed if one.due]
        rows = [(wanted.clause, asked(wanted), standing, wanted.question) for wanted, standing in waiting]
        table = tabulate(
            rows,
            ("clause", "asked", "as it stands", "question"),
            maxcolwidths=[None, 24, 24, 60],
            disable_numparse=True,
        )
    else:
        rows = list(_table(found, day))
        table = tabulate(
            rows,
            ("clause", "kind", "answered by", "what it says"),
            maxcolwidths=[None, None, 44, 72],
            disable_numparse=True,
        )
    if rows:
        click.echo(f"{table}\n")
    for whom in people_of_scopes(found) if not due else ():
        click.echo(whom)
    click.echo(_count(listed))


def _words(found: "Policy") -> str:
    """For every clause whose hash is missing, or is that of other words, the lines to write; two a clause."""
    from zoom_policy_lint.policy.notes import words_line
    from zoom_policy_lint.ruleset.yaml_text import scalar

    concerned = [clause for clause in found.clauses if not clause.words or clause.id in found.reworded]
    lines = [f"  - id: {scalar(clause.id)}\n    {words_line(clause)}" for clause in concerned]
    return "\n".join(lines) or "Every clause has the hash of its words."


def _notes(found: "Policy", day: date) -> Iterator[str]:
    """What an audit would say of the policy alone, and what has changed in its words."""
    from zoom_policy_lint.evaluate.accept_notes import attestation_notes, waiver_notes
    from zoom_policy_lint.policy.notes import weaker_notes, words_notes

    yield from (f"no rule uses the parameter {name} yet; setting it changes nothing." for name in found.unused)
    yield from waiver_notes(found.waivers, None, day)
    yield from attestation_notes(found, day, None)
    yield from weaker_notes(found)
    yield from words_notes(found)


def _table(found: "Policy", day: date) -> Iterator[tuple[str, str, str, str]]:
    """A line for each rule or question, and one for a clause's parts; clause and kind stand in the first line only."""
    from zoom_policy_lint.policy.coverage import coverage_rows

    for clause in found.clauses:
        lines = [line for row in coverage_rows(found, clause, day) for line in _lines(row)]
        if clause.parts:
            lines.append(("parts", ", ".join(clause.parts), ""))
        for index, line in enumerate(lines):
            yield "" if index else clause.id, *line


def _lines(row: "Row") -> list[tuple[str, str, str]]:
    """Kind, who or what answers, and in which words."""
    from zoom_policy_lint.policy.coverage import asked

    found = list(row.rules)
    if row.question is not None:
        wanted = row.question.wanted
        found.append((f"{asked(wanted)}: {row.question.standing}", wanted.question))
    answers = found or [("nothing judges it yet", "")]
    return [("" if index else str(row.kind), *answer) for index, answer in enumerate(answers)]


def _count(listed: list["Question"]) -> str:
    """How many questions wait for a person."""
    due = sum(one.due for one in listed)
    return f"{due} of {len(listed)} questions still to be attested."
