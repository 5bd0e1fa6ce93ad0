"""The examples in the how-to pages work as they stand."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, PAGES, blocks, name
from zoom_policy_lint.cli import main
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.policy.registers import RegisterState
from zoom_policy_lint.ruleset.forms import FORM_KEYS

HOW_TO = DOCS / "how-to"
REGISTER = HOW_TO / "keep-a-training-register.md"
OF_POLICIES = (
    HOW_TO / "write-your-policy.md",
    HOW_TO / "accept-an-exception.md",
    HOW_TO / "attest.md",
    REGISTER,
    DOCS / "explanation" / "meetings-and-texts.md",
    DOCS / "tutorial.md",
)
_NAMED = re.compile(r"# (\S+\.yaml)\n")
"""A file that a policy names begins with its own name."""


def _policy(folder: Path, *pieces: str) -> Path:
    """The first text as a policy, and each further one, as it stands, in a policy that extends the one before."""
    for text in pieces:
        if found := _NAMED.match(text):
            (folder / found[1]).write_text(text, encoding="utf-8")
    texts = [text for text in pieces if not _NAMED.match(text)]
    file = folder / "policy-0.yaml"
    file.write_text(texts[0], encoding="utf-8")
    for number, text in enumerate(texts[1:], 1):
        above, file = file, folder / f"policy-{number}.yaml"
        file.write_text(f"language: 1\nextends: {above.name}\n{text}", encoding="utf-8")
    return file


@pytest.fixture
def policy(tmp_path):
    """All that the pages write into policies, in one."""
    (tmp_path / "staff-training.csv").write_text(*blocks(REGISTER, "csv"), encoding="utf-8")
    return load_policy(str(_policy(tmp_path, *(text for page in OF_POLICIES for text in blocks(page, "yaml")))))


def test_the_policy_of_the_pages_is_valid(policy):
    assert len(policy.waivers) == 5
    assert [(one.clause, len(one.findings)) for one in policy.attestations] == [("G4", 0), ("G6", 0), ("S5", 2)]
    assert "H1" in {clause.id for clause in policy.clauses}
    assert "no-uploaded-backgrounds" in policy.off
    assert policy.unused == ()


def test_the_register_of_the_page_says_who_is_current(policy):
    day, months = date(2026, 11, 24), policy.parameters["training_valid_months"]
    states = [policy.training.state(f"{who}@hilltop.example.sch.uk", day, months).state for who in _PEOPLE]
    assert states == [RegisterState.CURRENT, RegisterState.EXPIRED, RegisterState.CURRENT, RegisterState.MISSING]
    assert policy.training.bad_lines(day) == []


_PEOPLE = ("A.Head", "year3", "office", "somebody")


def test_the_rules_of_the_page_prove_themselves_and_answer_their_clauses(tmp_path, capsys):
    *rules, clauses = sorted(blocks(HOW_TO / "add-a-rule.md", "yaml"), key=lambda text: text.startswith("clauses:"))
    folder = tmp_path / "my-rules"
    folder.mkdir()
    names = [re.match(r"id: (\S+)", rule)[1] for rule in rules]
    for id_, rule in zip(names, rules, strict=True):
        (folder / f"{id_}.yaml").write_text(rule, encoding="utf-8")
    file = _policy(tmp_path, blocks(HOW_TO / "write-your-policy.md", "yaml")[0], clauses)
    arguments = [*names, "--policy", str(file), "--rules", str(folder)]
    assert main.run(["rules", "test", *arguments]) == 0
    assert "14 examples of 2 rules: 14 right, 0 wrong" in capsys.readouterr().out
    assert main.run(["rules", "lint", *arguments]) == 0


def test_every_form_of_rule_is_on_the_page():
    text = (HOW_TO / "add-a-rule.md").read_text(encoding="utf-8")
    forms = set(FORM_KEYS) - {"resource", "setting"}
    assert [form for form in forms if f"| `{form}` |" not in text] == []
    assert {file for file in re.findall(r"`(rules/\S+\.yaml)`", text) if not (DOCS.parent / file).is_file()} == set()


COMMAND = re.compile(r"^(?:\S*/)?(?:zoom-policy-lint|zpl) +(.+)$", re.MULTILINE)


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "sh")], ids=name)
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
