"""What the texts of meetings say: titles, descriptions and invitations, as people write them.

A phrase is looked for, not a meaning: "you need not raise your hand" holds "raise your hand". Texts come in and only
facts go out, so that nothing of a text has to be kept.
"""

from zoom_policy_lint.texts.facts import text_facts, title_facts
from zoom_policy_lint.texts.filled import is_filled, is_placeholder
from zoom_policy_lint.texts.patterns import ENDLESS, may_never_end
from zoom_policy_lint.texts.phrases import normal, normal_phrase, says
from zoom_policy_lint.texts.titles import matches, title_pattern

__all__ = [
    "ENDLESS",
    "is_filled",
    "is_placeholder",
    "matches",
    "may_never_end",
    "normal",
    "normal_phrase",
    "says",
    "text_facts",
    "title_facts",
    "title_pattern",
]
