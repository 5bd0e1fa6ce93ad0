"""Patterns whose search might never end: those that can match one text in very many ways.

Python's engine tries every way before it says that nothing is found. A pattern has one way wherever the next letter
alone tells what comes: whether a repeat goes on or ends, and which of several alternatives is meant. Each place of
which that is not so doubles the ways; inside a repeat it does so time after time.
"""

import re
from collections.abc import Sequence
from importlib import import_module
from itertools import combinations
from string import printable
from typing import Any

_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")

Letters = frozenset[str]

_ALPHABET = frozenset(printable) | frozenset("éÉß£日\u00a0\u0663\u2014\u2019")
"""Letters by which classes of letters are compared."""

_MOST = 3
"""Places that may go on in two ways, as in `a.*b.*c`; with so many a search of a title still ends at once."""

ENDLESS = "repeats something that it could match in several ways, so that a search may take for ever"
"""What is wrong with such a pattern."""

_REPEATS = frozenset({_parser.MAX_REPEAT, _parser.MIN_REPEAT, _parser.POSSESSIVE_REPEAT})
_ONE_LETTER = frozenset({_parser.LITERAL, _parser.NOT_LITERAL, _parser.ANY, _parser.IN})


def may_never_end(pattern: str) -> bool:
    """Whether a search for a pattern, which must be a regular expression, can take for ever."""
    tree = _parser.parse(pattern)
    return _Ways(tree.state, _ALPHABET | frozenset(pattern)).of(tree, frozenset(), 1) > _MOST


class _Ways:
    """Counts the places of a parsed pattern that may go on in two ways, each as often as it is repeated."""

    def __init__(self, state: Any, alphabet: Letters) -> None:
        self._state, self._alphabet = state, alphabet
        self._known: dict[str, Letters] = {}

    def of(self, nodes: Sequence[Any], after: Letters, times: int) -> int:
        """The count for a sequence, of what may come `after` it, where all of it is repeated so many `times`."""
        total = 0
        for index, node in enumerate(nodes):
            letters, nothing = self._begins(nodes[index + 1 :])
            total += self._of_node(node, letters | after if nothing else letters, times)
        return total

    def _of_node(self, node: Any, after: Letters, times: int) -> int:
        kind, given = node
        if kind in _REPEATS:
            low, high, inner = given
            letters, _ = self._begins(inner)
            here = times if low != high and letters & after else 0
            return here + self.of(inner, letters | after if high > 1 else after, times * int(high))
        if kind is _parser.BRANCH:
            either = times > 1 and any(self._alike(*pair) for pair in combinations(given[1], 2))
            return times * either + sum(self.of(one, after, times) for one in given[1])
        return sum(self.of(inner, after, times) for inner in _inside(kind, given))

    def _alike(self, one: Sequence[Any], other: Sequence[Any]) -> bool:
        """Whether two alternatives may begin alike for as long as they can be compared."""
        for left, right in zip(one, other, strict=False):
            if left[0] not in _ONE_LETTER or right[0] not in _ONE_LETTER:
                return bool(self._begins([left])[0] & self._begins([right])[0])
            if not self._letters(left) & self._letters(right):
                return False
        return True

    def _begins(self, nodes: Sequence[Any]) -> tuple[Letters, bool]:
        """The letters with which what a sequence matches may begin, and whether it may match nothing."""
        found: Letters = frozenset()
        for kind, given in nodes:
            letters, nothing = self._begin(kind, given)
            found |= letters
            if not nothing:
                return found, False
        return found, True

    def _begin(self, kind: Any, given: Any) -> tuple[Letters, bool]:
        if kind in _ONE_LETTER:
            return self._letters((kind, given)), False
        if kind in _REPEATS:
            letters, nothing = self._begins(given[2])
            return letters, nothing or given[0] == 0
        if kind in (_parser.AT, _parser.ASSERT, _parser.ASSERT_NOT):
            return frozenset(), True
        inner = [self._begins(one) for one in _inside(kind, given)]
        if not inner:  # what a group matched before, which may be anything
            return self._alphabet, True
        return frozenset().union(*(letters for letters, _ in inner)), any(nothing for _, nothing in inner)

    def _letters(self, node: Any) -> Letters:
        """The letters that a node for one letter stands for, of whatever case."""
        if (key := repr(node)) not in self._known:
            one = _compiler.compile(_parser.SubPattern(self._state, [node]), re.IGNORECASE | re.DOTALL)
            self._known[key] = frozenset(filter(one.fullmatch, self._alphabet))
        return self._known[key]


def _inside(kind: Any, given: Any) -> list[Any]:
    """The sequences in a node that is neither one letter nor a repeat."""
    if kind is _parser.BRANCH:
        return list(given[1])
    if kind in (_parser.SUBPATTERN, _parser.ASSERT, _parser.ASSERT_NOT):
        return [given[-1]]
    if kind is _parser.ATOMIC_GROUP:
        return [given]
    return [part for part in given[1:] if part] if kind is _parser.GROUPREF_EXISTS else []
