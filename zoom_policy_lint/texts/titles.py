"""Patterns that a policy looks for in the titles of meetings."""

import re
from collections.abc import Iterable
from functools import cache

from zoom_policy_lint.texts.markup import unescaped
from zoom_policy_lint.texts.patterns import ENDLESS, may_never_end

_LONGEST = 300
"""Characters of a title that are looked at; Zoom allows 200."""


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
        endless = may_never_end(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"“{pattern}” is not a regular expression: {error}") from error
    if endless:
        raise ValueError(f"“{pattern}” {ENDLESS}")
    return compiled
