"""Taking out of texts what must not leave: links into rooms, secrets, people, ids."""

import re

MASK = "[removed]"

_OPENING = re.compile(
    r"/(j|s|my|w|wc|rec)/|(pwd|zak|tk|token|passcode|password)=|%2f(j|s|my|w|wc|rec)%2f|(pwd|zak|tk|token)%3d",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s\"'<>]+")
_SPOKEN = re.compile(r"\b(pass(?:word|code)|host key|pin)(\s*[:=]\s*)\S+", re.IGNORECASE)

_LONGEST = 200
_ADDRESS = re.compile(r"[^\s@<>\"'(),:;]+@[^\s@<>\"'(),:;]+")
_NUMBER = re.compile(r"\d{7,}")
_TOKEN = re.compile(r"[\w+/=.-]{16,}")
_MIXED = re.compile(r"\d|[a-z].*[A-Z]|[A-Z].*[a-z]", re.DOTALL)


def mask_links(text: str) -> str:
    """A text without links that open a room or a recording, and without passcodes told beside them."""
    masked = _WORD.sub(lambda word: MASK if _OPENING.search(word[0]) else word[0], text)
    return _SPOKEN.sub(rf"\1\2{MASK}", masked)


def masked(message: str) -> str:
    """Words of Zoom's own, fit for a message: one line of at most 200 characters.

    E-mail addresses, numbers, ids, links and tokens are taken out.
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in message).split())
    line = _ADDRESS.sub(MASK, mask_links(line))
    line = _TOKEN.sub(lambda found: MASK if _MIXED.search(found[0]) else found[0], line)
    line = _NUMBER.sub(MASK, line)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
