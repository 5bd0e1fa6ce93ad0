"""`settings search`: from people's words to keys of the catalogue."""

import json
import re
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from zoom_policy_lint.catalogue import Setting
    from zoom_policy_lint.resolve.search import Found

_KEY_WIDTH, _SUMMARY_WIDTH, _VALUES_WIDTH, _LEVELS_WIDTH = 44, 34, 30, 13
_MOST_VALUES = 6


@click.command(short_help="Find settings by people's words.")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="How many settings to show.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Output."
)
def search(words: tuple[str, ...], limit: int, form: str) -> None:
    """Find settings by the words that people use for them, such as: who can share, record, waiting room."""
    from zoom_policy_lint.resolve.search import search as find

    said = " ".join(words)
    found = find(said)
    if form == "json":
        click.echo(json.dumps([_as_data(row) for row in found.settings[:limit]], ensure_ascii=False, indent=2))
        return
    for word, instead in found.taken:
        click.echo(f"Looked for “{instead}” in place of “{word}”.\n")
    for note in found.notes:
        click.echo(f"{note}\n")
    if found.settings:
        _table(found, limit)
    else:
        click.echo(f"Nothing in the catalogue is called or described by “{said}”.")
        near = f"Did you mean {' or '.join(found.near)}? " if found.near else ""
        click.echo(f"{near}Try fewer words, or others: what the switch does, or what Zoom's portal calls it.")


def _table(found: "Found", limit: int) -> None:
    from tabulate import tabulate

    rows = [
        (_broken(row.key), row.summary, _values(row), " ".join(level.words for level in row.levels))
        for row in found.settings[:limit]
    ]
    widths = [None, _SUMMARY_WIDTH, _VALUES_WIDTH, _LEVELS_WIDTH]
    heads = ("setting", "what it is", "values", "levels")
    click.echo(tabulate(rows, heads, tablefmt="simple", maxcolwidths=widths))
    click.echo(f"\n{_more(found, limit)}Whole: zoom-policy-lint settings show SETTING")


def _more(found: "Found", limit: int) -> str:
    """How many settings are not shown: those that match every word, and those that match some."""
    whole, partly = found.complete - limit, len(found.settings) - max(limit, found.complete)
    said = [
        f"{whole} more match every word" if whole > 0 else "",
        f"{partly} more match some words" if partly > 0 else "",
    ]
    counts = ", ".join(filter(None, said))
    return f"{counts} (--limit {len(found.settings)}). " if counts else ""


def _broken(key: str) -> str:
    """A key on as few lines as fit the column, broken after dots."""
    lines = [""]
    for part in re.findall(r"[^.]+\.?", key):
        if lines[-1] and len(lines[-1]) + len(part) > _KEY_WIDTH:
            lines.append("  ")
        lines[-1] += part
    return "\n".join(lines)


def _values(row: "Setting") -> str:
    from zoom_policy_lint.ruleset.wording import kind_words

    if row.secret:
        return "never read (a secret)"
    if not row.known:
        return {"boolean": "true, false"}.get(row.type, kind_words(row.type))
    said = [f"{value} ({meaning})" if meaning else str(value) for value, meaning in row.values[:_MOST_VALUES]]
    more = len(row.known) - _MOST_VALUES
    return "; ".join(said) + (f"; {more} more" if more > 0 else "")


def _told(row: "Setting") -> "tuple[tuple[Any, str | None], ...]":
    """The values that Zoom may give; none where they are not listed, or are secrets."""
    if row.secret:
        return ()
    return ((True, "on"), (False, "off")) if row.type == "boolean" else row.values


def _as_data(row: "Setting") -> dict[str, Any]:
    return {
        "key": row.key,
        "summary": row.summary,
        "type": row.type,
        "values": [{"value": value, "meaning": meaning} for value, meaning in _told(row)],
        "levels": [str(level) for level in row.levels],
        "portal": row.portal,
        "secret": row.secret,
        "deprecated": row.deprecated,
    }
