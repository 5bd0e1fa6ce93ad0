"""What no schema can see in the values that a policy gives to its parameters."""

import string
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.policy.merge import Merged
from zoom_policy_lint.ruleset import Rule, RuleSet, TextBody
from zoom_policy_lint.ruleset.parameters import parameter_misfits
from zoom_policy_lint.ruleset.parts import parameters_in
from zoom_policy_lint.ruleset.shipped import is_shipped_rule
from zoom_policy_lint.ruleset.source import Document, read_document
from zoom_policy_lint.ruleset.structure import load_schema, nearest
from zoom_policy_lint.texts import normal_phrase, says, title_pattern

_ANY_TITLES = ("Phonics", "Year 2 maths", "PARENTS' EVENING", "Q & A", "1:1", "レッスン")
"""Titles that have nothing in common: a pattern that is found in all of them is found in any."""

_EVERY_INVITATION = (
    "hi there. a host is inviting you. scheduled. Zoom meeting. topic. time. time zone. join Zoom meeting. meeting ID. "
    "passcode. one tap mobile. dial by your location. find your local number. join instructions. a link."
)
"""Words that stand in the invitations that Zoom writes by itself (general knowledge)."""

BY_PART = ("joining_instruction_phrases", "joining_instruction_template")
"""Parameters that map the parts of joining instructions to something."""


def parameter_problems(
    documents: tuple[Document, ...], merged: Merged, rules: RuleSet, names: Iterable[str]
) -> Iterator[Problem]:
    """Values that make no sense, and values that a rule of these names (or a recommended one) needs and lacks."""
    for document in documents:
        given = document.data.get("parameters", {})
        yield from _part_keys(document, given, merged, rules)
        yield from _topics(document, given)
        yield from _phrases(document, given)
    given = merged.data.get("parameters", {})
    advisory = [rule.id for rule in rules if rule.advisory and not missing_parameters(rule, given)]
    for name in dict.fromkeys((*names, *advisory)):
        rule = rules.get(name)
        if rule is not None:
            yield from _of_rule(rule, name, given, documents)


def missing_parameters(rule: Rule, given: Mapping[str, Any]) -> list[str]:
    """The parameters that a rule needs and a policy does not give, sorted."""
    return sorted(name for name in rule.parameters() if given.get(name) is None)


def _of_rule(rule: Rule, name: str, given: Mapping[str, Any], documents: tuple[Document, ...]) -> Iterator[Problem]:
    """Parameters that a rule needs and that are not given, or with which its conditions make no sense."""
    allowances = {name for name in rule.allowances() if given.get(name) is None}
    missing = sorted(allowances.union(missing_parameters(rule, given)))
    for parameter in missing:
        message = f"the rule “{name}” needs the parameter “{parameter}”, which the policy does not give"
        yield documents[-1].problem(["parameters"], message, f"{parameter}: {_meaning(parameter)}")
    for parameter, sentence in parameter_misfits(rule, given) if not missing else ():
        giver = next(one for one in reversed(documents) if parameter in one.data.get("parameters", {}))
        if is_shipped_rule(Path(rule.file)):
            hint = "change the value, or the condition of the rule"
            yield giver.problem(["parameters", parameter], f"does not suit the rule “{name}”: {sentence}", hint)
        else:
            message = f"the parameter “{parameter}”, as the policy gives it, does not suit: {sentence}"
            yield _in_rule(rule, parameter, message, f"change this, or the value in {giver.file}")


def _in_rule(rule: Rule, parameter: str, message: str, hint: str) -> Problem:
    """A problem at the place where a rule, whose file was read before, names a parameter."""
    document = read_document(Path(rule.file))
    data = {key: part for key, part in document.data.items() if key != "examples"}
    path = next(path for path, name in parameters_in(data, ()) if name == parameter)
    return document.problem(path, message, hint)


def _meaning(parameter: str) -> str:
    """What the published schema says of a parameter."""
    known = load_schema("policy")["properties"]["parameters"]["properties"].get(parameter, {})
    return str(known.get("description", "a value of your own"))


def _part_keys(document: Document, given: Mapping[str, Any], merged: Merged, rules: RuleSet) -> Iterator[Problem]:
    """Keys that should be the part of a rule on texts, or a clause, and are neither."""
    parts = sorted(rule.body.part for rule in rules if isinstance(rule.body, TextBody))
    known = list(dict.fromkeys([*merged.clauses, *parts]))
    for parameter in BY_PART:
        for key in given.get(parameter, {}):
            if key not in known:
                message = f"no rule asks for a part “{key}”, and no clause is called so"
                yield document.problem(["parameters", parameter, key], message, nearest(key, known))


def _topics(document: Document, given: Mapping[str, Any]) -> Iterator[Problem]:
    """Patterns that cannot be used: each takes meetings out of the rules for pupils, so none may do it by accident."""
    for index, pattern in enumerate(given.get("staff_only_meetings", {}).get("topics", ())):
        if wrong := _wrong_pattern(pattern):
            yield document.problem(["parameters", "staff_only_meetings", "topics", index], *wrong)


def _wrong_pattern(pattern: str) -> tuple[str, str] | None:
    """What is wrong with a pattern for titles, and what to write."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about patterns that a later Python may read otherwise
            compiled = title_pattern(pattern)
    except ValueError as error:
        return str(error), "write the words themselves, with a backslash before each of . * + ? ( [ { |"
    if compiled.search("") or all(compiled.search(title) for title in _ANY_TITLES):
        return "it is found in every title", _WORDS_OF_STAFF
    if any(compiled.search(letter) for letter in string.ascii_letters + string.digits):
        return "one letter or figure is enough for it, so it is found in most titles", _WORDS_OF_STAFF
    return None


_WORDS_OF_STAFF = "write words that only meetings of staff have"


def _phrases(document: Document, given: Mapping[str, Any]) -> Iterator[Problem]:
    """Phrases that a text could neither hold nor lack, and those that every invitation of Zoom's holds by itself."""
    parts = given.get("joining_instruction_phrases", {})
    always = says(_EVERY_INVITATION, {normal_phrase(phrase) for phrases in parts.values() for phrase in phrases} - {""})
    for part, phrases in parts.items():
        for index, phrase in enumerate(phrases):
            path, normal = ["parameters", "joining_instruction_phrases", part, index], normal_phrase(phrase)
            if not normal:
                yield document.problem(path, f"“{phrase}” says nothing that could be found", "write words")
            elif normal in always:
                message = f"“{phrase}” stands in every invitation that Zoom writes, so it shows nothing"
                yield document.problem(path, message, "write words that say the thing by themselves")
