"""The fixed words of the report can be read at an age of 12 to 14 years.

The texts are those of the templates and of the modules that make the page's sentences. The measure is that of Flesch
and Kincaid: 0.39 times words per sentence plus 11.8 times syllables per word minus 15.59 is a school grade, and a
grade with five years more is an age.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from zoom_policy_lint.report import page

FOLDER = Path(page.__file__).parent
BESIDE = ("conflicts.py", "guide.py", "questions.py", "wording.py")
"""Modules of all readable formats from which the page takes sentences."""

MOST_WORDS, OLDEST, YOUNGEST = 25, 14, 7
NAMES = {"zoom-policy-lint", "safeguard", "safeguards", "safeguarding", "designated"}
"""Words that readers of this report know, or names: they are counted as short."""


def syllables(word: str) -> int:
    bare = re.sub(r"[^a-z]", "", word.lower())
    if word.lower() in NAMES or not bare:
        return 1
    silent = (bare.endswith("e") and not bare.endswith(("le", "ee"))) or re.search(r"[^td]ed$|[^aeiouscxz]es$", bare)
    return max(len(re.findall(r"[aeiouy]+", bare)) - bool(silent), 1)


def age(sentences: list[str]) -> float:
    words = [word for sentence in sentences for word in sentence.split()]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59 + 5


def split(text: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?])\s+", " ".join(text.split())):
        if len(re.findall(r"[A-Za-z]{2,}", sentence)) >= 3:
            yield sentence


def of_template(path: Path) -> Iterator[str]:
    """Each block of the template; a value is a word, and its conditions and attributes say nothing."""
    text = re.sub(r"\{#.*?#\}|<title.*?</title>|<svg.*?</svg>", " ", path.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}", "this", text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"</?(strong|span|a|code|em|q)\b[^>]*>", "", text)
    for block in re.split(r"<[^>]*>", text):
        if block.strip().endswith((".", ":", "?")):
            yield from split(block)


def of_module(path: Path) -> Iterator[str]:
    """The strings that are sentences, or become ones; what is put into them is a word."""
    tree = ast.parse(path.read_text("utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces = [piece.value if isinstance(piece, ast.Constant) else "this" for piece in node.values]
            found = "".join(pieces)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (parts | bare):
            found = node.value
        else:
            continue
        if found.rstrip().endswith((".", "?")) and " " in found:
            yield from split(found)


def texts() -> list[str]:
    modules = [*sorted(FOLDER.glob("*.py")), *(FOLDER.parent / name for name in BESIDE)]
    templates = sorted((FOLDER / "templates").glob("*.html"))
    return [
        *(one for path in modules for one in of_module(path)),
        *(one for path in templates for one in of_template(path)),
    ]


def test_the_fixed_texts_are_found():
    found = texts()
    assert len(found) > 100
    assert "What could not be read counts as not known." in found
    assert "No earlier run is kept, so nothing can be compared." in found


def test_the_reading_age_is_between_seven_and_fourteen():
    assert YOUNGEST <= age(texts()) <= OLDEST


def test_no_sentence_is_too_long_to_be_read_once():
    assert [sentence for sentence in texts() if len(sentence.split()) > MOST_WORDS] == []


def test_the_measure_tells_hard_words_from_easy_ones():
    hard = "Organisational accountability necessitates comprehensive documentation of configuration irregularities."
    assert age([hard]) > 20
    assert age(["The cat sat on the mat."]) < 8
