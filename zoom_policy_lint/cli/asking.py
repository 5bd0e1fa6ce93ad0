"""What a command needs to know: said by an option, or else asked on the terminal."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import click

from zoom_policy_lint.cli.options import LateHelp

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to know: the option that says it, the words that ask for it, and what makes a value of the answer.

    `check` raises UsageError for a bad answer. No `default` (as text, or what reads it): it must be answered. `many`:
    the option may be repeated, and an answer may hold several with commas between them. `after` names a question
    without whose answer this one makes no sense.
    """

    name: str
    option: str
    words: str
    check: Callable[[str], Any]
    help: str
    default: str | Callable[[], str] | None = None
    many: bool = False
    after: str = ""

    @property
    def usual(self) -> str | None:
        """The answer that is taken where nobody gives one."""
        return self.default() if callable(self.default) else self.default

    def shown(self) -> str:
        """The help of its option."""
        return f"{self.help} [{self.usual}]" if self.usual else self.help


def options(questions: tuple[Question, ...]) -> Decorator:
    """The options of all questions, for a command whose parameters go by their names."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for one in reversed(questions):
            command = click.option(one.option, one.name, multiple=one.many, cls=LateHelp, late_help=one.shown)(command)
        return command

    return decorate


def can_ask() -> bool:
    """Whether a person sits at the terminal."""
    return sys.stdin.isatty()


def answers(questions: tuple[Question, ...], given: Mapping[str, Any], *, ask: bool) -> dict[str, Any]:
    """A checked value for every question: from its option, from the person where `ask`, or its default.

    Raises UsageError when an option is bad, or when something that has no default is neither given nor may be asked.
    """
    said = {one.name: _said(one, given[one.name]) for one in questions}
    found = {one.name: _checked(one, text) for one in questions if (text := said[one.name]) is not None}
    missing = [one.option for one in questions if one.default is None and one.name not in found]
    if missing and not ask:
        raise click.UsageError(f"Say {' and '.join(missing)}, or call it on a terminal, where it asks.")
    for one in questions:
        if one.name in found:
            if one.after and not found[one.after]:
                needed = next(other for other in questions if other.name == one.after)
                raise click.UsageError(f"{one.option} says nothing without {needed.option}.")
        elif ask and (not one.after or found[one.after]):
            found[one.name] = prompt(one.words, one.check, one.usual)
        else:
            found[one.name] = one.check(one.usual or "")
    return found


def prompt(words: str, check: Callable[[str], Any], default: str | None) -> Any:
    """Ask until the answer is good; an empty one is the default, and no answer where there is none (None)."""

    def checked(answer: str) -> Any:
        if default is None and not answer.strip():
            raise click.UsageError("An answer is needed here.")
        return check(answer)

    return click.prompt(words, default=default or "", value_proc=checked, show_default=bool(default))


def _said(question: Question, given: Any) -> str | None:
    return ",".join(given) or None if question.many else given


def _checked(question: Question, text: str) -> Any:
    try:
        return question.check(text)
    except click.UsageError as error:
        raise click.UsageError(f"{question.option}: {error.message}") from error
