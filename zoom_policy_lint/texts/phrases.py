"""Phrases in texts: both are brought to sentences of stems, and a phrase is a run of stems inside one sentence."""

from collections.abc import Iterable
from functools import lru_cache

from zoom_policy_lint.texts.markup import shown
from zoom_policy_lint.texts.sentences import sentences, without_links
from zoom_policy_lint.texts.stems import stems


def normal(text: str) -> tuple[tuple[str, ...], ...]:
    """The sentences of a text, HTML or plain, as stems, without links; sentences without a word are left out."""
    seen = sentences(without_links(shown(text)))
    return tuple(tuple(stem for word in words for stem in stems(word)) for words in seen)


@lru_cache(maxsize=4096)
def normal_phrase(phrase: str) -> str:
    """The normal form of a phrase: its stems, joined by one space. Empty when the phrase has no word.

    The normal form of a normal form is itself.
    """
    return " ".join(stem for sentence in normal(phrase) for stem in sentence)


def says(text: str, phrases: Iterable[str]) -> list[str]:
    """Which of these phrases, given in their normal form, the text holds; sorted, each once. An empty phrase never."""
    held = "\n".join(f" {' '.join(sentence)} " for sentence in normal(text))
    return sorted({phrase for phrase in phrases if phrase and f" {phrase} " in held})
