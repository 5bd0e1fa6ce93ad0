"""Words of Zoom's own, fit for a message: short, and without addresses, ids, links or secrets."""

import re

from zoom_policy_lint.zoom.redact import MASK, mask_links

_LONGEST = 200
_ADDRESS = re.compile(r"[^\s@<>\"'(),:;]+@[^\s@<>\"'(),:;]+")
_NUMBER = re.compile(r"\d{7,}")
_TOKEN = re.compile(r"[\w+/=.-]{16,}")
_MIXED = re.compile(r"\d|[a-z].*[A-Z]|[A-Z].*[a-z]", re.DOTALL)


def masked(message: str) -> str:
    """One line of at most 200 characters; e-mail addresses, numbers, ids and tokens are taken out."""
    line = " ".join("".join(c if c.isprintable() else " " for c in message).split())
    line = _ADDRESS.sub(MASK, mask_links(line))
    line = _TOKEN.sub(lambda found: MASK if _MIXED.search(found[0]) else found[0], line)
    line = _NUMBER.sub(MASK, line)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
