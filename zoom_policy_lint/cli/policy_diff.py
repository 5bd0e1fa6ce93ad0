"""`policy diff`: what differs between two policies, in words."""

import textwrap
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoom_policy_lint.cli import options as common

if TYPE_CHECKING:
    from zoom_policy_lint.policy.diff import Change, Difference


@click.command(short_help="What differs between two policies.")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@common.rules_option
def diff(old: str, new: str, rule_folders: tuple[Path, ...]) -> None:
    """Show what policy B says that A does not, and the other way round: names of shipped policies, or files.

    - stands before what only A has, + before what only B has. The exit code says nothing of it: it is 0.
    """
    from zoom_policy_lint.cli.output import terminal_style
    from zoom_policy_lint.policy import load_policy
    from zoom_policy_lint.policy.diff import differences
    from zoom_policy_lint.report.plain import plain

    found = differences(load_policy(old, rule_folders), load_policy(new, rule_folders))
    if not found:
        click.echo("No difference.")
        return
    width = terminal_style().columns
    for part, group in groupby(found, key=lambda one: one.part):
        listed = list(group)
        click.echo(f"{part[0].upper()}{part[1:]}{_count(listed)}")
        for indent, mark, text in (line for one in listed for line in _lines(one)):
            start = " " * indent + mark
            click.echo(textwrap.fill(plain(text), width, initial_indent=start, subsequent_indent=" " * len(start)))


def _count(listed: list["Difference"]) -> str:
    """How many were added and taken away, where things are told apart by what they say."""
    from zoom_policy_lint.policy.diff import Change

    unnamed = [one for one in listed if isinstance(one, Change) and not one.subject]
    if not unnamed:
        return ""
    added = sum(one.old is None for one in unnamed)
    return f": {added} added, {len(unnamed) - added} taken away"


def _lines(one: "Difference") -> Iterator[tuple[int, str, str]]:
    """Indentation, mark and text of each line that shows a difference."""
    from zoom_policy_lint.policy.diff import Change

    if isinstance(one, Change):
        yield from _change(one)
        return
    yield 2, "", one.subject
    yield from ((4, "- ", item) for item in one.removed)
    yield from ((4, "+ ", item) for item in one.added)


def _change(one: "Change") -> Iterator[tuple[int, str, str]]:
    name = f"{one.subject}: " if one.subject else ""
    if one.old is None:
        yield 2, "+ ", f"{name}{one.new}"
    elif one.new is None:
        yield 2, "- ", f"{name}{one.old}"
    else:
        yield 2, "", one.subject
        yield 4, "- ", one.old
        yield 4, "+ ", one.new
