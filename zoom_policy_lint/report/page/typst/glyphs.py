"""What the fonts of the PDF can show: they are those that its compiler carries, and nothing on the machine."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

STAND_IN = "□"
"""What stands for a character that no font has: PDF/UA forbids text that cannot be shown."""

_TABLE = "characters.txt"
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f]+")
"""They only choose how the letters beside them look, and have no shape of their own."""


def printable(text: str) -> str:
    """The same text with a square for each character that the fonts lack; letters with marks are put together first."""
    line = unicodedata.normalize("NFC", _JOINERS.sub("", text))
    return line if line.isascii() and line.isprintable() else _lacking().sub(STAND_IN, line)


@cache
def _lacking() -> re.Pattern[str]:
    ranges = (line.split("-") for line in files(__package__).joinpath(_TABLE).read_text("ascii").split())
    return re.compile("[^" + "".join(f"\\u{first}-\\u{last}" for first, last in ranges) + "]")
