"""Small changes of a pattern for texts, and texts with which it can be tried."""

import re
from collections.abc import Iterable, Iterator

_PIECE = re.compile(
    r"\\."  # an escaped sign
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]"  # a class of characters
    r"|\(\?[aiLmsux]+\)"  # flags
    r"|\((?:\?(?:[:=!>]|<[=!]|P<\w+>|[aiLmsux-]+:))?"  # the beginning of a group
    r"|.",
    re.DOTALL,
)
"""One step through a pattern."""

_FLAGS = re.compile(r"\(\?[aiLmsux]+\)")
_ANCHORS = frozenset({"^", "$", "\\A", "\\Z"})
_CASE_BLIND = "(?i)"
_SIGNS = re.compile(r"\\[A-Za-z]|\(\?[a-zA-Z]*:?\)?|\[[^\]]*\]|\{[^}]*\}|[\\^$()|?*+.]")
"""What stands for something else than itself."""


def simpler(pattern: str) -> Iterator[tuple[str, str]]:
    """The pattern without each of its anchors, its `(?i)` and its alternatives, and the change in words.

    Each takes something away that is not needed if no text tells the difference.
    """
    pieces = _PIECE.findall(pattern)
    cuts = [*_anchors(pieces), *_alternatives(pieces)]
    for start, end, what in cuts:
        shorter = "".join([*pieces[:start], *pieces[end:]])
        if _is_pattern(shorter):
            yield shorter, f"{what} of the pattern is left out"


def texts_near(pattern: str, texts: Iterable[str]) -> Iterator[str]:
    """Texts that may tell a pattern from a simpler one: more before and after, other letters, its alternatives."""
    words = [_SIGNS.sub("", part) for part in pattern.split("|")]
    for text in (*texts, *words):
        yield from (text, f"not {text}", f"{text} not", f"x{text}", f"{text}x", text.upper(), text.lower())


def _anchors(pieces: list[str]) -> Iterator[tuple[int, int, str]]:
    for at, piece in enumerate(pieces):
        if piece in _ANCHORS or piece == _CASE_BLIND:
            before, several = pieces[:at].count(piece), pieces.count(piece) > 1
            yield at, at + 1, f"“{piece}” number {before + 1}" if several else f"“{piece}”"


def _alternatives(pieces: list[str]) -> Iterator[tuple[int, int, str]]:
    """Each alternative with the bar beside it, those of a group before those around it."""
    opened = [[_behind_flags(pieces) - 1]]  # where each group begins, and its bars
    number = 0
    for at, piece in enumerate([*pieces, ")"]):
        if piece.startswith("(") and not _FLAGS.fullmatch(piece):
            opened.append([at])
        elif piece == "|":
            opened[-1].append(at)
        elif piece == ")":
            begin, *bars = opened.pop()
            for start, end in zip([begin, *bars], [*bars, at], strict=True) if bars else ():
                number += 1
                after = int(start == begin)  # the first one goes with the bar behind it
                yield start + after, end + after, f"alternative {number}"


def _behind_flags(pieces: list[str]) -> int:
    return next((at for at, piece in enumerate(pieces) if not _FLAGS.fullmatch(piece)), len(pieces))


def _is_pattern(text: str) -> bool:
    """Whether it can still be used; a later part may name a group that is left out."""
    try:
        re.compile(text)
    except re.error:
        return False
    return True
