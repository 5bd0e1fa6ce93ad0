"""Whether a school governor can read what a rule says."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.lint.made_up import lists_of_two
from zoom_policy_lint.lint.subject import LintFinding, Subject
from zoom_policy_lint.ruleset import Rule, SettingBody
from zoom_policy_lint.ruleset.draft_words import LONGEST_TITLE, PLACEHOLDER_WAY, PLACEHOLDER_WHY, wanted_words
from zoom_policy_lint.ruleset.structure import known_parameters

UNREADABLE = "unreadable"

_LONGEST_SENTENCE = 35
"""Words of a sentence that can be read once and understood."""

_CODE = re.compile(r"\b[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+(?:\.\w+)*|`[^`]*`|\{[^}]*\}|[=!<]=|[-=]>|\(\?\w")
"""Names of settings and fields, and signs of programming."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.@-][^\W_]+)*")
_MENU = " > "
_ASKING = PLACEHOLDER_WHY[PLACEHOLDER_WHY.index("(") :]
_OLDER_WAY = "look for the setting with which"
_NAMES = {"ask": "question"}
"""What a part of the file is called, where that is not the name of its key."""


def unreadable(subject: Subject) -> Iterator[LintFinding]:
    """Words, sentences and titles that people who are not of the trade could not read.

    How to put something right is done by whoever administers the account: there, ways through menus, Zoom's own words
    and the names of the policy's parameters are in place.
    """
    yield from _title(subject)
    yield from _untouched(subject)
    for part in ("title", "rationale", "ask"):
        yield from _jargon(subject, part)
    for part in ("title", "rationale", "ask", "remediation"):
        yield from _code(subject, part)
        yield from _long_sentences(subject, part)


def _title(subject: Subject) -> Iterator[LintFinding]:
    title = subject.rule.title
    if len(title) > LONGEST_TITLE:
        sentence = f"the title has {len(title)} characters, more than {LONGEST_TITLE}"
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


def _untouched(subject: Subject) -> Iterator[LintFinding]:
    """Words with which “rules new” holds a place for those of the school."""
    if _ASKING in _text(subject, "rationale"):
        sentence = "the rationale is still the one that “rules new” wrote in place of a reason"
        yield subject.found(UNREADABLE, ["rationale"], sentence, "say what could happen otherwise, and to whom")
    if any(words in _text(subject, "remediation") for words in (PLACEHOLDER_WAY, _OLDER_WAY)):
        sentence = "the remediation still leaves it to the reader to find the place"
        yield subject.found(UNREADABLE, ["remediation"], sentence, "write the way through Zoom's menus to its end")
    for value in _values(subject.rule):
        if subject.rule.title.casefold().endswith(f": {value}".casefold()):
            sentence = f"the title is the name of a setting with “{value}” after it, and no statement"
            hint = "write what is so when all is right, such as “Polls in meetings are off”"
            yield subject.found(UNREADABLE, ["title"], sentence, hint)


def _values(rule: Rule) -> set[str]:
    """What the rule wants of its settings, in words that a person might put behind their names."""
    if not isinstance(rule.body, SettingBody):
        return set()
    rows = ((setting(key), condition) for key, condition in rule.body.settings)
    made_up = {**dict.fromkeys(rule.uses(), ""), **lists_of_two(rule, {})}  # only called by their names
    worded = {wanted_words(row, condition, made_up) for row, condition in rows if row}
    return worded | {str(condition.as_data()) for _, condition in rule.body.settings}


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
