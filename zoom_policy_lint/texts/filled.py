"""Whether a title or a description was filled in at all, and with more than what stands there by itself."""

import re
from functools import cache
from itertools import takewhile

from zoom_policy_lint.texts.lists import lists
from zoom_policy_lint.texts.markup import BLOCK_END, shown
from zoom_policy_lint.texts.sentences import sentences

_TOKEN = re.compile(r"\S+")
_LINK_SIGNS = ("://", "www.", "zoom.us", "@")
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|am|pm|h)?")
_ONE_LETTER = re.compile(r"(\w)\1+")


def is_filled(text: str) -> bool:
    """Whether a reader sees a word or a number in it: not white space, not signs, not HTML without text."""
    return bool(sentences(shown(text)))


def is_placeholder(text: str) -> bool:
    """Whether no sentence of it says anything of the meeting: "Zoom Meeting", "Jane's Zoom Meeting", "TBC", a date.

    What counts is the package's list of placeholders; links, addresses, numbers and dates count for nothing, nor
    does what stands after the beginning of a filler ("Lorem ipsum"). A text that is not filled says nothing either.
    """
    found = [_telling(words) for words in sentences(_TOKEN.sub(_no_link, shown(text)))]
    filler = tuple(lists("placeholders")["starts"])
    return all(_says_nothing(line) for line in takewhile(lambda line: not line.startswith(filler), found))


def _no_link(token: re.Match[str]) -> str:
    return BLOCK_END if any(sign in token[0] for sign in _LINK_SIGNS) else token[0]


def _telling(words: list[str]) -> str:
    """The words that are neither number nor date."""
    return " ".join(word for word in words if not _NUMBER.fullmatch(word) and word not in _dates())


def _says_nothing(line: str) -> bool:
    return line in _texts() or _is_somebodys(line) or all(map(_ONE_LETTER.fullmatch, line.split()))


def _is_somebodys(line: str) -> bool:
    """Zoom's own titles: "Jane Doe's Zoom Meeting"."""
    return any(line.endswith(f"'s {own}") for own in lists("placeholders")["of_somebody"])


@cache
def _dates() -> frozenset[str]:
    return frozenset(lists("placeholders")["dates"])


@cache
def _texts() -> frozenset[str]:
    known = ([_telling(words) for words in sentences(text)] for text in lists("placeholders")["texts"])
    return frozenset(map(" ".join, known))
