"""What is kept of a text: a few facts, and never the text."""

from typing import Any

from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.texts.filled import is_filled, is_placeholder
from zoom_policy_lint.texts.phrases import says
from zoom_policy_lint.texts.titles import matches


def title_facts(title: str, questions: TextQuestions) -> dict[str, Any]:
    """Of a title: `filled`, `placeholder`, and which of the patterns it `matches`.

    A pattern that cannot be used raises ValueError, as in `title_pattern`.
    """
    return {
        "filled": is_filled(title),
        "placeholder": is_placeholder(title),
        "matches": matches(title, questions.patterns),
    }


def text_facts(text: str, questions: TextQuestions) -> dict[str, Any]:
    """Of a description or an invitation: `filled`, `placeholder`, and which of the phrases it `says`."""
    return {
        "filled": is_filled(text),
        "placeholder": is_placeholder(text),
        "says": says(text, questions.phrases),
    }
