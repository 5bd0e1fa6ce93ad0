"""Write which characters the fonts inside Typst can show: `zoom_policy_lint/report/page/typst/characters.txt`.

`python scripts/build_pdf_characters.py` asks the installed `typst` itself, block by block and then by halves: a PDF/UA
export is refused where a character has no glyph. Run it anew when the range of versions in `pyproject.toml` changes.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import typst

TARGET = Path(__file__).resolve().parent.parent / "zoom_policy_lint" / "report" / "page" / "typst" / "characters.txt"
BLOCK = 128
PARTS = (range(0x20, 0x2E80), range(0xA640, 0xAB70), range(0xFB00, 0x10000))
"""Alphabets, punctuation and symbols. What lies between is East Asian and in no such font; what lies above is rare."""

LEFT_OUT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Mc", "Me", "Zl", "Zp"})
"""What steers, what nobody has defined, and marks, which hang on a letter that another font may hold."""


def main() -> None:
    """Write the table."""
    TARGET.write_text("".join(f"{first:04X}-{last:04X}\n" for first, last in ranges(found())), encoding="ascii")


def found() -> Iterator[int]:
    """Every code point that can be shown, in order."""
    for part in PARTS:
        points = [point for point in part if unicodedata.category(chr(point)) not in LEFT_OUT]
        for start in range(0, len(points), BLOCK):
            yield from shown(points[start : start + BLOCK])


def shown(points: Sequence[int]) -> list[int]:
    """Those of the code points that can be shown."""
    if not points or compiles(points):
        return list(points)
    middle = len(points) // 2
    return [*shown(points[:middle]), *shown(points[middle:])] if middle else []


def compiles(points: Sequence[int]) -> bool:
    """Whether a document of these characters, upright, bold and slanted, is a valid PDF/UA-1 file."""
    words = " ".join(rf"\u{{{point:x}}}" for point in points)
    styles = '#set document(title: "Characters")\n#set text(lang: "en", font: "Libertinus Serif")\n'
    source = f"{styles}{words} *{words}* _{words}_"
    try:
        typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)
    except typst.TypstError:
        return False
    return True


def ranges(points: Iterator[int]) -> list[tuple[int, int]]:
    """The code points as ranges, both ends included."""
    joined: list[tuple[int, int]] = []
    for point in points:
        if joined and joined[-1][1] == point - 1:
            joined[-1] = (joined[-1][0], point)
        else:
            joined.append((point, point))
    return joined


if __name__ == "__main__":
    main()
