"""From plain text to sentences of words in lower case, whatever signs, bullets and invisible characters it holds."""

import re
import unicodedata
from functools import cache, lru_cache

from zoom_policy_lint.texts.lists import lists
from zoom_policy_lint.texts.markup import BLOCK_END, LINE_END

_SAME_SIGN = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u2032\u2035\u0060\u00b4\uff07\ua78c", "'"),
    **dict.fromkeys("\u2010\u2011\u2212", "-"),
    **dict.fromkeys("\u2022\u2023\u2043\u2219", BLOCK_END),
    **dict.fromkeys("\r\v\f\x85", "\n"),
}
"""Curly and other apostrophes, hyphens, bullets, line ends."""
_NOT_READ = frozenset({"Cf", "Mn", "Mc"})
"""Zero-width characters and soft hyphens; accents."""
_PICTURES = frozenset({"So", "Co", "Me"})
"""Emoji, ticks, geometric bullets and those of private fonts: people put them between sentences."""

_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"\W*+[\w-]++(?:\.[\w-]++)++/")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_DASH = r"[-\u2013*\u00b7+~=/\u2192]"
_BULLET = rf"{_DASH}|[>\u00bb#]|\(?\d{{1,3}}[.):\]](?!\d)|\(?(?:[a-z]|[ivx]{{2,5}})(?:[):\]]|\.\s)|o\s"
_END = re.compile(
    rf"""{BLOCK_END}
    | [;|\u2014\u2015\u3002]
    | (?<!\d)[.!?:] | [.!?:](?!\d)            # but not in 9.30
    | (?<=\s){_DASH}(?=\s)
    | \n[^\S\n{LINE_END}]*(?=\n)              # an empty line
    | {LINE_END}[^\S{LINE_END}]*(?={LINE_END})
    | [\n{LINE_END}](?=[^\S\n{LINE_END}]*(?:{_BULLET}))
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=8192)
def _folded(sign: str) -> str:
    """One character without case, width and accents; nothing for one that cannot be seen."""
    if sign in _SAME_SIGN:
        return _SAME_SIGN[sign]
    category = unicodedata.category(sign)
    if category in _PICTURES or unicodedata.decomposition(sign).startswith("<circle>"):
        return BLOCK_END
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    return "".join(part for part in plain if unicodedata.category(part) not in _NOT_READ)


@cache
def _dotted() -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?:[a-z]\.){{2,}}|(?:{'|'.join(lists('words')['abbreviations'])})\.)")


@cache
def _hyphened() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(lists('words')['prefixes'])})-(?=[a-z])")


def without_links(text: str) -> str:
    """The text with the end of a sentence in place of every address of the web: its words say nothing to a reader."""
    return _TOKEN.sub(lambda token: BLOCK_END if _is_link(token[0]) else token[0], text)


def _is_link(token: str) -> bool:
    return "://" in token or "www." in token.lower() or _ADDRESS.match(token) is not None


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence of a plain text, in lower case, with straight apostrophes; none without a word.

    A sentence ends at . ! ? : ; at a dash between words, at an empty line, a bullet or number at the start of a line,
    at a picture, and where a block of HTML ends. A line break alone does not end it. Where that is in doubt it ends,
    since words of two sentences must never make one phrase. Takes time in proportion to the length of the text.
    """
    folded = "".join(map(_folded, text.replace("\r\n", "\n")))
    whole = _hyphened().sub(r"\1", _dotted().sub(lambda found: found[0].replace(".", ""), folded))
    found = (_WORD.findall(part) for part in _END.split(whole))
    return [words for words in found if words]
