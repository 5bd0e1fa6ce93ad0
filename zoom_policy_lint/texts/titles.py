"""Patterns that a policy looks for in the titles of meetings."""

import re
from collections.abc import Iterable
from functools import cache

from zoom_policy_lint.texts.markup import unescaped

_LONGEST = 300
"""Characters of a title that are looked at; Zoom allows 200."""

_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()*+]|\{\d*,\}", re.DOTALL)


def matches(title: str, patterns: Iterable[str]) -> list[str]:
    """Which of these regular expressions are found somewhere in the title, whatever its case; sorted, each once.

    Entities are undone and white space is made single first; of a title only the first 300 characters are looked at
    (Zoom allows 200), so that no search takes long. Raises ValueError as `title_pattern` does.
    """
    line = " ".join(unescaped(title).split())[:_LONGEST]
    return sorted({pattern for pattern in patterns if title_pattern(pattern).search(line)})


@cache
def title_pattern(pattern: str) -> re.Pattern[str]:
    """The compiled pattern. Raises ValueError, fit to be shown, if it is none or if its search might never end."""
    try:
        compiled = re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"{pattern!r} is not a regular expression: {error}") from error
    if _repeats_repeats(pattern):
        raise ValueError(f"{pattern!r} repeats something that repeats already, which can take for ever; leave one out")
    return compiled


def _repeats_repeats(pattern: str) -> bool:
    """Whether a group that holds an unlimited repeat is itself repeated without limit, as in `(a+)*`."""
    holds_repeat = [False]
    repeats_at = -1
    for piece in _PIECE.finditer(pattern):
        if piece[0] == "(":
            holds_repeat.append(False)
        elif piece[0] == ")" and len(holds_repeat) > 1:
            inner = holds_repeat.pop()
            holds_repeat[-1] |= inner
            repeats_at = piece.end() if inner else -1
        elif piece[0] in "*+" or piece[0].startswith("{"):
            if piece.start() == repeats_at:
                return True
            holds_repeat[-1] = True
    return False
