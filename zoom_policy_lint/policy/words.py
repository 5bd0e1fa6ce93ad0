"""The words of clauses: whether they are still those for which rules were chosen, and stand in the document."""

import hashlib
import re
import unicodedata

_DIGITS = 16
_LEFT_OUT = re.compile(r"…|\.\.\.")
_SKIPPED = frozenset("'\"`\u00b4\u201a\u201e\u2212\u2022\u00b7\u25e6\u25aa\u2023*")
"""Quotes, minus and the marks of lists; other quotes and dashes are known by their kind."""

_SKIPPED_KINDS = frozenset({"Pd", "Pi", "Pf", "Cf", "Cc"})
"""Unicode's kinds of dashes, of opening and closing quotes, and of characters that are not seen."""


def words_hash(text: str) -> str:
    """The first 16 hexadecimal digits of SHA-256 over the text in UTF-8, every run of white space as one space."""
    plain = " ".join(text.split())
    return f"sha256:{hashlib.sha256(plain.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"


def letters(text: str) -> str:
    """A text without what typesetting changes: case, white space, quotes, hyphens, dashes and marks of lists."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if not _is_skipped(letter))


def stands_in(words: str, document: str) -> bool:
    """Whether words stand in a document of which `letters` made the text.

    Where “…” or “...” shortens the words, each part must be there, in this order.
    """
    parts = [part for one in _LEFT_OUT.split(words) if (part := letters(one))]
    at = 0
    for part in parts:
        at = document.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return bool(parts)


def _is_skipped(letter: str) -> bool:
    return letter.isspace() or letter in _SKIPPED or unicodedata.category(letter) in _SKIPPED_KINDS
