"""Text as GitHub-flavoured Markdown in which nothing from outside can become markup, a link or a mention."""

import re
from collections.abc import Iterable, Iterator

from zoom_policy_lint.report.plain import plain

_MARKUP = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]~$#"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
)
_LINKS = ((re.compile("://"), ":&#47;&#47;"), (re.compile(r"(?i)(www)\."), r"\1&#46;"))
_LINE_START = re.compile(r"^([-+=]|\d+(?=[.)]))")
_MENTION = re.compile(r"(?<!\w)@(?=\w)")


def text(words: str) -> str:
    """Words that render as they stand, wherever inside a line, table cells included."""
    escaped = plain(words).translate(_MARKUP)
    for pattern, replacement in _LINKS:
        escaped = pattern.sub(replacement, escaped)
    return _MENTION.sub("@<!-- -->", _LINE_START.sub(_unlisted, escaped))


def _unlisted(start: re.Match[str]) -> str:
    """The beginning of a line, so that it starts no list and underlines no heading."""
    mark = start.group()
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def code(words: str) -> str:
    """Words in a fixed-width font; without backticks where a table or a backtick would break them."""
    line = plain(words)
    if not line:
        return ""
    return f"<code>{text(line)}</code>" if "|" in line or "`" in line else f"`{line}`"


def fence(block: str, language: str = "", indent: str = "") -> Iterator[str]:
    """The lines of a code block, its fence longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall("`+", block)), default=0)
    bar = "`" * max(3, longest + 1)
    for line in (f"{bar}{language}", *block.split("\n"), bar):
        yield f"{indent}{line}".rstrip()


def table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a table whose cells are Markdown already; ends with a blank line."""
    names = list(headers)
    yield _row(names)
    yield _row(["---"] * len(names))
    yield from map(_row, rows)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
