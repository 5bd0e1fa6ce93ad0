"""The pages that are made from data are current and complete."""

import os
import subprocess
import sys

import click
import pytest

from tests.docs.pages import DOCS, ROOT
from zoom_policy_lint.cli import main
from zoom_policy_lint.model.words import Verdict
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.report import formats

BUILD = ROOT / "scripts" / "build_docs.py"


def test_made_pages_are_current():
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(BUILD), "--check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=60)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_stale_page_is_named(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(BUILD.parent))
    import build_docs

    pages = {path.relative_to(tmp_path).as_posix(): text for path, text in build_docs.outdated(tmp_path)}
    assert "reference/commands.md" in pages
    for name, text in pages.items():
        build_docs.write(tmp_path / name, text)
    assert list(build_docs.outdated(tmp_path)) == []
    old = tmp_path / "reference" / "rules" / "rule-that-was.md"
    old.write_text("gone", encoding="utf-8")
    (tmp_path / "reference" / "commands.md").write_text("old", encoding="utf-8")
    assert {path.name: text is None for path, text in build_docs.outdated(tmp_path)} == {
        "commands.md": False,
        "rule-that-was.md": True,
    }


def _commands(command: click.Command, path: str):
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from _commands(command.get_command(context, name), f"{path} {name}")


def test_every_command_is_documented():
    text = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    for path in _commands(main.cli, "zoom-policy-lint"):
        assert f"\n## {path}\n" in text
        assert f"Usage: {path} " in text


def test_every_rule_has_a_page_and_stands_in_the_index():
    policy, folder = load_policy("st_joseph"), DOCS / "reference" / "rules"
    index = (folder / "README.md").read_text(encoding="utf-8")
    for rule in (*policy.rules.values(), *policy.advisory.values()):
        assert rule.title in (folder / f"{rule.id}.md").read_text(encoding="utf-8")
        assert f"]({rule.id}.md)" in index
    for clause in policy.clauses:
        assert f"\n### {clause.id}\n" in index


def test_the_drawing_of_the_house_shows_every_package():
    text = (DOCS / "explanation" / "architecture.md").read_text(encoding="utf-8")
    for package in (ROOT / "zoom_policy_lint").glob("*/__init__.py"):
        assert f"\n  {package.parent.name}/ " in text


def test_every_output_format_is_named():
    text = (DOCS / "reference" / "json-report.md").read_text(encoding="utf-8")
    assert all(name in text for name in formats())


def test_every_parameter_of_a_policy_is_documented():
    text = (DOCS / "reference" / "policy-parameters.md").read_text(encoding="utf-8")
    for name in load_policy("st_joseph").parameters:
        assert f"\n## {name}\n" in text


@pytest.mark.parametrize("page", [DOCS / "reference" / "exit-codes.md", ROOT / "README.md"], ids=lambda page: page.name)
def test_every_exit_code_is_explained(page):
    text = page.read_text(encoding="utf-8").partition("xit codes")[2]
    codes = {verdict.exit_code for verdict in Verdict}
    codes |= {value for name, value in vars(main).items() if name.startswith("EXIT_")}
    assert all(f"**{code}**" in text or f"{code} " in text for code in codes)
