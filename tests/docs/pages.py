"""The pages that people read, and pieces of them."""

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def steps(page: Path) -> list[tuple[str, str]]:
    """The fenced blocks in their order: language and text."""
    found = _FENCE.finditer(page.read_text(encoding="utf-8"))
    return [(match["language"], match["text"]) for match in found]


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return [text for one, text in steps(page) if one == language]


@cache
def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


@cache
def anchors(page: Path) -> frozenset[str]:
    """The anchors of the page's headings, as code hosts make them."""
    titles = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git knows, or would take."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(path for one in listed if one and (path := ROOT / one).is_file())
