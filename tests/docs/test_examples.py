"""The examples in the how-to pages work as they stand."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, PAGES, blocks, name
from zoom_policy_lint.cli import main
from zoom_policy_lint.policy import load_policy

HOW_TO = DOCS / "how-to"


def _policy(folder: Path, *texts: str) -> Path:
    """The first text as a policy, and each further one, as it stands, in a policy that extends the one before."""
    file = folder / "policy-0.yaml"
    file.write_text(texts[0], encoding="utf-8")
    for number, text in enumerate(texts[1:], 1):
        above, file = file, folder / f"policy-{number}.yaml"
        file.write_text(f"language: 1\nextends: {above.name}\n{text}", encoding="utf-8")
    return file


def test_the_policy_of_the_pages_is_valid(tmp_path):
    pages = ("write-your-policy.md", "accept-an-exception.md", "attest.md")
    policy = load_policy(str(_policy(tmp_path, *(text for page in pages for text in blocks(HOW_TO / page, "yaml")))))
    assert len(policy.waivers) == 2
    assert [one.clause for one in policy.attestations] == ["G6"]
    assert "H1" in {clause.id for clause in policy.clauses}
    assert "no-uploaded-backgrounds" in policy.off


def test_the_rule_of_the_page_proves_itself_and_answers_its_clause(tmp_path, capsys):
    rule, clause = blocks(HOW_TO / "add-a-rule.md", "yaml")
    folder = tmp_path / "my-rules"
    folder.mkdir()
    (folder / "no-polls.yaml").write_text(rule, encoding="utf-8")
    file = _policy(tmp_path, blocks(HOW_TO / "write-your-policy.md", "yaml")[0], clause)
    arguments = ["no-polls", "--policy", str(file), "--rules", str(folder)]
    assert main.run(["rules", "test", *arguments]) == 0
    assert "3 right, 0 wrong" in capsys.readouterr().out


COMMAND = re.compile(r"^(?:\S*/)?(?:zoom-policy-lint|zpl) +(.+)$", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_that_a_page_shows_exists_with_its_options(page, capsys):
    for text in blocks(page, "sh"):
        for line in COMMAND.findall(text.replace("\\\n", " ")):
            words = line.partition("#")[0].partition("||")[0].split()
            arguments = [word for word in words if not word.startswith("-")]
            group = main.cli.get_command(None, arguments[0])
            assert group is not None, line
            leaf = arguments[:2] if hasattr(group, "commands") else arguments[:1]
            assert main.run([*leaf, "--help"]) == 0, line
            known = capsys.readouterr().out
            for option in (word.partition("=")[0] for word in words if word.startswith("-")):
                assert re.search(rf"(?<![\w-]){option}(?![\w-])", known), f"{line}: {option}"
