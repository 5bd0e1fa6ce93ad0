"""From a word to its stem, so that "raising", "raised" and "raises" are one."""

import re
from functools import cache, lru_cache
from typing import Protocol

from zoom_policy_lint.texts.lists import lists

_LONGEST = 40
"""Longer "words" are links, keys and noise: they keep their form."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@cache
def _stemmer() -> _Stemmer:
    from snowballstemmer.english_stemmer import (  # type: ignore[import-untyped] # noqa: PLC0415 - all languages come along
        EnglishStemmer,
    )

    stemmer: _Stemmer = EnglishStemmer()
    return stemmer


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(old), new) for old, new in lists("words")["spellings"])


def _respelt(word: str) -> str:
    word = lists("words")["irregular"].get(word, word)
    for old, new in _spellings():
        word = old.sub(new, word)
    return word


def _expanded(word: str) -> list[str]:
    """The words that a contraction stands for; for any other word, the word without its apostrophes."""
    known = lists("words")
    if word in known["contractions"]:
        return list(known["contractions"][word].split())
    base, _, ending = word.rpartition("'")
    if ending == "t" and base.endswith("n") and len(base) > 1:
        return [base[:-1], "not"]
    if base and ending in known["endings"]:
        return [base, known["endings"][ending]]
    return [base if base and ending == "s" else word.replace("'", "")]


@lru_cache(maxsize=16384)
def stems(word: str) -> tuple[str, ...]:
    """The stems of one word in lower case with straight apostrophes; several for a contraction ("don't": do, not).

    A stem is stemmed until nothing changes, so that the stems of stems are the same stems.
    """
    if len(word) > _LONGEST:
        bare = word.replace("'", "")
        return (bare,) if len(bare) > _LONGEST else stems(bare)
    expanded = _expanded(word)
    if expanded != [word]:
        return tuple(stem for part in expanded for stem in stems(part))
    stem = _stemmer().stemWord(_respelt(word))
    return (word,) if stem == word else stems(stem)
