"""Make the pages of docs/ that come from data, and the schemas with which editors complete rules and policies.

    python scripts/build_docs.py            write them
    python scripts/build_docs.py --check    write nothing; exit 1 and name the pages that are not current

Whole pages stand under docs/reference/. Inside pages that people write, what stands between
`<!-- made: NAME -->` and `<!-- end of NAME -->` is made too.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from docs_pages import catalogue, contracts, languages, lint_checks, policies, rules
from docs_pages.homes import Home, homes

from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset.published import schema_text

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
_BLOCK = re.compile(r"(<!-- made: (?P<name>[a-z-]+) -->\n).*?(<!-- end of (?P=name) -->)", re.DOTALL)
_BLOCKS = {"scopes": catalogue.scopes_table}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say which pages are not current")
    options = parser.parse_args()
    stale = [*outdated(DOCS), *outdated_schemas()]
    if options.check:
        for path, text in stale:
            print(f"{path.relative_to(ROOT)}: {'not current' if text is not None else 'of nothing that is there'}")
        if stale:
            print("Run: python scripts/build_docs.py")
        raise SystemExit(1 if stale else 0)
    for path, text in stale:
        write(path, text)
    print(f"{len(stale)} pages changed.")


def outdated(docs: Path) -> Iterator[tuple[Path, str | None]]:
    """Every page that differs from what the data says, with its new text; None for one whose rule or policy is gone."""
    shipped = homes()
    current = {docs / name: text for name, text in made_pages(shipped)}
    current |= {path: text for path, text in with_blocks(docs, shipped[0].policy) if path not in current}
    for path, text in sorted(current.items()):
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield path, text
    for path in sorted(path for folder in ("rules", "policies") for path in (docs / "reference" / folder).glob("*.md")):
        if path not in current:
            yield path, None


def outdated_schemas() -> Iterator[tuple[Path, str]]:
    """The schemas beside the shipped rules and policies, for editors, that differ from what the data says."""
    for kind, folder in (("rule", "rules"), ("policy", "policies")):
        path, text = ROOT / folder / ".zoom-policy-lint" / f"{kind}.schema.json", schema_text(kind)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield path, text


def made_pages(shipped: tuple[Home, ...]) -> Iterator[tuple[str, str]]:
    """Path below docs/ and text of every page that is made as a whole."""
    policy = shipped[0].policy
    yield from rules.rule_pages(shipped)
    yield from policies.policy_pages(shipped)
    yield "reference/settings.md", catalogue.settings_page(shipped)
    yield "reference/endpoints-and-scopes.md", catalogue.endpoints_page(policy)
    yield "reference/commands.md", contracts.commands_page()
    yield "reference/exit-codes.md", contracts.exit_codes_page()
    yield "reference/json-report.md", contracts.json_page()
    yield "reference/policy-parameters.md", contracts.parameters_page(shipped)
    yield "reference/policy-language.md", languages.policy_language_page()
    yield "reference/rule-language.md", languages.rule_language_page(policy)
    yield "reference/lint-checks.md", lint_checks.lint_page(policy)


def with_blocks(docs: Path, policy: Policy) -> Iterator[tuple[Path, str]]:
    """Every page with made blocks, and its text with the blocks renewed."""
    for path in sorted(docs.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        renewed = _BLOCK.sub(lambda found: f"{found[1]}\n{_BLOCKS[found['name']](policy)}\n\n{found[3]}", text)
        if "<!-- made: " in text:
            yield path, renewed


def write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
