"""Links between pages lead somewhere, and every page can be reached."""

import re
from pathlib import Path

from tests.docs.pages import DOCS, PAGES, ROOT, anchors, name, prose
from tests.support.each import each

_LINK = re.compile(r"\]\(([^()\s]+)\)")


def _links(page: Path) -> list[tuple[Path, str]]:
    """Target file and anchor of every link of the page that stays in the repository."""
    found = [link for link in _LINK.findall(prose(page)) if "://" not in link]
    parts = [link.partition("#") for link in found]
    return [((page.parent / file).resolve() if file else page, anchor) for file, _, anchor in parts]


@each("folder", sorted({page.parent for page in PAGES}), ids=name)
def test_every_link_leads_to_something_that_is_there(folder: Path):
    inside = [one for one in PAGES if one.parent == folder]
    for page, target, anchor in ((one, *link) for one in inside for link in _links(one)):
        assert target.exists(), f"{name(page)} links to {target.relative_to(ROOT)}, which is not there"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{name(page)} links to #{anchor} of {name(target)}"


def test_every_page_can_be_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += [target for target, _ in _links(page) if target.suffix == ".md"]
    assert {name(page) for page in PAGES} - {name(page) for page in reached} == set()


def test_every_anchor_of_a_page_is_there_once():
    for page in PAGES:
        titles = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
        assert len(anchors(page)) == len(titles) or page.name == "CHANGELOG.md", f"{name(page)} repeats a heading"


def test_the_index_of_the_documentation_names_every_page():
    index = DOCS / "README.md"
    wanted = {page for page in DOCS.rglob("*.md") if page.parent.name != "rules"} | {DOCS / "reference/rules/README.md"}
    assert wanted - {index} == {target for target, _ in _links(index)}
