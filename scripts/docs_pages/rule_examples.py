"""The examples of a rule as a table: exact, and readable."""

from collections.abc import Iterator, Mapping
from typing import Any

from docs_pages.markdown import code, quoted, table
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.ruleset import Example, Rule, SettingBody, TextBody


def examples(rule: Rule) -> str:
    """Every example of a rule: the verdict, what it is about, what Zoom answers, and what else is given."""
    rows = ((one.status.replace("_", " "), *_told(one, rule)) for one in rule.examples)
    return table(("leads to", "about", "what Zoom answers", "besides"), rows)


def _told(example: Example, rule: Rule) -> tuple[str, str, str]:
    levels = [level for level in Level if level in example.given]
    about = " and ".join(level.words for level in levels) or _without_level(rule)
    return about, "<br>".join(_answers(example, rule)) or "nothing of it", "; ".join(_besides(example, rule))


def _without_level(rule: Rule) -> str:
    return " and ".join(level.words for level in rule.levels)


def _answers(example: Example, rule: Rule) -> Iterator[str]:
    if "count" in example.given:
        yield "1 active user holds such a role" if example.given["count"] == 1 else _many(example.given["count"])
    for level in (level for level in Level if level in example.given):
        yield _answer(example.given[level], rule)


def _many(count: int) -> str:
    return f"{count} active users hold such a role"


def _answer(values: Mapping[str, Any], rule: Rule) -> str:
    if not values:
        return "nothing of it"
    if isinstance(rule.body, TextBody):
        return "<br>".join(f"the {name}: {quoted(text)}" for name, text in values.items())
    return "<br>".join(f"{code(key)}: {quoted(value)}" for key, value in values.items())


def _besides(example: Example, rule: Rule) -> Iterator[str]:
    given = example.given
    if "locked" in given:
        yield "the lock is on" if given["locked"] else "the lock is off"
    elif Level.ACCOUNT in given and isinstance(rule.body, SettingBody) and rule.body.lock is Lock.REQUIRED:
        yield "nothing of the lock"
    for name, value in given.get("parameters", {}).items():
        yield f"the parameter {code(name)} is {quoted(value)}"
    for address, state in given.get("register", {}).items():
        yield f"the register says of {code(address)}: {state}"
