"""Whether a school governor can read what a rule says."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from zoom_policy_lint.lint.subject import LintFinding, Subject
from zoom_policy_lint.ruleset.structure import known_parameters

UNREADABLE = "unreadable"

_LONGEST_TITLE = 100
"""Characters of a title that fit the line of a report."""

_LONGEST_SENTENCE = 35
"""Words of a sentence that can be read once and understood."""

_CODE = re.compile(r"\b[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+(?:\.\w+)*|`[^`]*`|\{[^}]*\}|[=!<]=|[-=]>|\(\?\w")
"""Names of settings and fields, and signs of programming."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.@-][^\W_]+)*")
_MENU = " > "
_NAMES = {"ask": "question"}
"""What a part of the file is called, where that is not the name of its key."""


def unreadable(subject: Subject) -> Iterator[LintFinding]:
    """Words, sentences and titles that people who are not of the trade could not read.

    How to put something right is done by whoever administers the account: there, ways through menus, Zoom's own words
    and the names of the policy's parameters are in place.
    """
    yield from _title(subject)
    for part in ("title", "rationale", "ask"):
        yield from _jargon(subject, part)
    for part in ("title", "rationale", "ask", "remediation"):
        yield from _code(subject, part)
        yield from _long_sentences(subject, part)


def _title(subject: Subject) -> Iterator[LintFinding]:
    title = subject.rule.title
    if len(title) > _LONGEST_TITLE:
        sentence = f"the title has {len(title)} characters, more than {_LONGEST_TITLE}"
        yield subject.found(UNREADABLE, ["title"], sentence, "move details to the rationale")
    if title.endswith("?"):
        sentence = "the title is a question"
        yield subject.found(UNREADABLE, ["title"], sentence, "write what is so when all is right, as a statement")
    same = [
        other
        for other, words in subject.library.titles.items()
        if other != subject.rule.id and words.casefold() == title.casefold()
    ]
    if same:
        sentence = f"the rule “{min(same)}” has the same title"
        yield subject.found(UNREADABLE, ["title"], sentence, "say in the title what is different")


def _jargon(subject: Subject, part: str) -> Iterator[LintFinding]:
    pattern, plain = jargon()
    for word in dict.fromkeys(pattern.findall(_text(subject, part))):
        known = word if word in plain else word.lower() if word.lower() in plain else word[:-1]
        instead = plain.get(known) or plain[known.lower()]
        sentence = f"“{word}” in the {_NAMES.get(part, part)} is a word that a governor may not know"
        yield subject.found(UNREADABLE, [part], sentence, f"write, for example: {instead}")


def _code(subject: Subject, part: str) -> Iterator[LintFinding]:
    allowed = known_parameters() if part == "remediation" else frozenset[str]()
    for word in dict.fromkeys(_CODE.findall(_text(subject, part))):
        if word not in allowed:
            sentence = f"“{word}” in the {_NAMES.get(part, part)} is a name for programs, not a word"
            yield subject.found(UNREADABLE, [part], sentence, "say in plain words what it is")


def _long_sentences(subject: Subject, part: str) -> Iterator[LintFinding]:
    for sentence in _SENTENCE_END.split(_text(subject, part)):
        words = len(_WORD.findall(sentence))
        if words > _LONGEST_SENTENCE and _MENU not in sentence:
            begins = " ".join(sentence.split()[:5])
            name = _NAMES.get(part, part)
            says = f"a sentence of the {name} has {words} words, more than {_LONGEST_SENTENCE}: “{begins} …”"
            yield subject.found(UNREADABLE, [part], says, "make two of it")


def _text(subject: Subject, part: str) -> str:
    return " ".join(str(subject.data.get(part, "")).split())


@cache
def jargon() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern for every word of the trade, and the plain word for each."""
    text = files("zoom_policy_lint.lint").joinpath("data", "jargon.yaml").read_text(encoding="utf-8")
    plain: dict[str, Any] = yaml.safe_load(text)
    words = [re.escape(word) if word != word.lower() else f"(?i:{re.escape(word)})" for word in plain]
    return re.compile(rf"\b(?:{'|'.join(words)})s?\b"), plain
