"""From words that people use to settings of the catalogue."""

import difflib
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from zoom_policy_lint.catalogue import Setting, setting, settings
from zoom_policy_lint.texts.stems import stems

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")

_NAME, _SUMMARY, _SECTION, _PLACE, _VALUES = 5.0, 4.0, 3.0, 2.0, 1.0
"""How much a word counts where it stands: last part of the key, what it is, rest of the key, portal, meanings."""

_SLIP, _LONG_ENOUGH = 0.85, 5
"""How much alike two words are of which one is a slip of the other, and the letters that a word needs to tell."""

_SYNONYM = 0.85
_SMALL_WORD = 0.3
_USED, _SIDE, _SHORT = 1.1, 0.5, 0.3
"""Settings whose place in the portal is known are those that safeguarding asks about; deprecated ones and secrets
hardly matter; and the fewer words a key has, the more one of them says."""


@dataclass(frozen=True, slots=True)
class Found:
    """The settings that match, the best first. `complete` of them match every word, and `notes` say what else to know.

    `near` are words like those that were looked for, given when nothing matches. `taken`: words that nobody knows, each
    with the one of almost the same letters for which it was taken.
    """

    settings: tuple[Setting, ...]
    complete: int
    notes: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    taken: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Term:
    """One thing looked for: any of the alternatives, each a weight and stems that must all be there."""

    alternatives: tuple[tuple[float, tuple[str, ...]], ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class _Synonym:
    said: tuple[str, ...]
    means: tuple[tuple[str, ...], ...]
    note: str


def search(words: str) -> Found:
    """Find settings by words in any order; the more of them a setting matches, and the better, the earlier it comes."""
    taken = _taken(words)
    terms, notes = _terms(" ".join(dict(taken).get(word, word) for word in _words(words)))
    needed = sum(not term.optional for term in terms)
    rated = sorted(filter(None, (_rated(entry, terms) for entry in _index())), reverse=True, key=lambda one: one[:2])
    found = tuple(row for _, _, row in rated)
    complete = sum(matched == needed for matched, _, _ in rated)
    return Found(found, complete, notes, () if found else _near(words), taken)


def _taken(words: str) -> tuple[tuple[str, str], ...]:
    """Words that stand nowhere and are slips of one that does."""
    slips = (word for word in _words(words) if len(word) >= _LONG_ENOUGH and not _is_known(word))
    close = ((word, difflib.get_close_matches(word, _vocabulary(), n=1, cutoff=_SLIP)) for word in slips)
    return tuple(dict.fromkeys((word, found[0]) for word, found in close if found))


def _is_known(word: str) -> bool:
    return all(stem in _known_stems() for stem in _stems_of(word))


@cache
def _known_stems() -> frozenset[str]:
    said = {stem for synonym in _synonyms() for stem in synonym.said}
    return frozenset(said | _small() | {stem for entry in _index() for stem in entry.weights})


def _rated(entry: "_Entry", terms: Sequence[_Term]) -> tuple[int, float, Setting] | None:
    """How many of the needed terms a setting matches, and how well; None when it matches none."""
    scores = [(term, _score(entry, term)) for term in terms]
    matched = sum(score > 0 for term, score in scores if not term.optional)
    if not matched:
        return None
    total = sum(score * (_SMALL_WORD if term.optional else 1) for term, score in scores)
    return matched, total * entry.bonus, entry.row


def _score(entry: "_Entry", term: _Term) -> float:
    return max((weight * _whole(entry, stem) for weight, stem in term.alternatives), default=0.0)


def _whole(entry: "_Entry", wanted: tuple[str, ...]) -> float:
    """The mean over the stems, rare ones counting more; 0 unless all are there."""
    weights = [entry.weights.get(stem, 0.0) for stem in wanted]
    if not all(weights):
        return 0.0
    rare = _rarity()
    return sum(weight * rare[stem] for weight, stem in zip(weights, wanted, strict=True)) / len(wanted)


def _terms(words: str) -> tuple[list[_Term], tuple[str, ...]]:
    """What people said: the phrases that are known, the longest first, then what is left word by word."""
    left = list(_stems_of(words))
    terms, notes = [], []
    for synonym in _synonyms():
        if all(stem in left for stem in synonym.said):
            left = [stem for stem in left if stem not in synonym.said]
            terms.append(_Term(((1.0, synonym.said), *((_SYNONYM, meant) for meant in synonym.means))))
            notes += [synonym.note] if synonym.note else []
    small = _small() if terms or set(left) - _small() else frozenset()
    terms += [_Term(((1.0, (stem,)),), optional=stem in small) for stem in dict.fromkeys(left)]
    return terms, tuple(dict.fromkeys(notes))


def _near(words: str) -> tuple[str, ...]:
    known = _vocabulary()
    found = (difflib.get_close_matches(word, known, n=3, cutoff=0.7) for word in _words(words))
    return tuple(dict.fromkeys(near for close in found for near in close))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A setting with the stems of all that is said of it, each with the weight of the best place that it stands in."""

    row: Setting
    weights: Mapping[str, float]
    bonus: float


@cache
def _index() -> tuple[_Entry, ...]:
    return tuple(_entry(row) for row in filter(None, map(setting, settings())))


def _entry(row: Setting) -> _Entry:
    weights: dict[str, float] = {}
    for weight, text in _places(row):
        for stem in _stems_of(text):
            weights[stem] = max(weights.get(stem, 0.0), weight)
    words = sum(weight == _NAME for weight in weights.values())
    bonus = (_USED if row.portal else 1) * (1 + _SHORT / max(words, 1))
    return _Entry(row, weights, bonus * (_SIDE if row.deprecated or row.secret else 1))


def _places(row: Setting) -> Iterator[tuple[float, str]]:
    section, _, name = _HUMP.sub(" ", row.key).removesuffix(".enable").rpartition(".")
    yield _NAME, name
    yield _SUMMARY, row.summary
    yield _SECTION, section
    yield _PLACE, row.portal or ""
    yield _VALUES, " ".join(f"{value} {meaning or ''}" for value, meaning in row.values)


@cache
def _rarity() -> Mapping[str, float]:
    """How rare a stem is among the settings, from 1 (in all) upwards."""
    counts = Counter(stem for entry in _index() for stem in entry.weights)
    return {stem: 1 + math.log(len(_index()) / count) / 2 for stem, count in counts.items()}


@cache
def _synonyms() -> tuple[_Synonym, ...]:
    """What people say, the longest first."""
    found = []
    for said, meant in _people_say()["synonyms"].items():
        row = meant if isinstance(meant, dict) else {"means": meant}
        means = tuple(_stems_of(one) for one in row["means"].split("|"))
        found += [_Synonym(_stems_of(one), means, row.get("note", "")) for one in said.split(",")]
    return tuple(sorted(found, key=lambda one: -len(one.said)))


@cache
def _people_say() -> Mapping[str, Any]:
    """The data file: `small` words, and `synonyms`."""
    text = files("zoom_policy_lint.catalogue").joinpath("data", "synonyms.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@cache
def _small() -> frozenset[str]:
    return frozenset(_stems_of(_people_say()["small"]))


@cache
def _vocabulary() -> tuple[str, ...]:
    """Words worth trying: those of keys and summaries, and those that people say."""
    texts = [f"{_HUMP.sub(' ', entry.row.key)} {entry.row.summary}" for entry in _index()]
    known = {word for text in (*texts, *_people_say()["synonyms"]) for word in _words(text)}
    return tuple(sorted(known - set(_words(_people_say()["small"]))))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _stems_of(text: str) -> tuple[str, ...]:
    return tuple(stem for word in _words(text) for stem in stems(word))
