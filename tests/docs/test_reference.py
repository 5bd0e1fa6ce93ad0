"""The pages that are made from data are current and complete."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache

import click
import pytest

from tests.docs.pages import DOCS, ROOT
from zoom_policy_lint.cli import main
from zoom_policy_lint.lint import CHECKS
from zoom_policy_lint.model.words import Verdict
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.report import formats
from zoom_policy_lint.ruleset import Rule, SettingBody
from zoom_policy_lint.ruleset.operators import OPERATORS
from zoom_policy_lint.ruleset.structure import load_schema

BUILD = ROOT / "scripts" / "build_docs.py"
RULES = DOCS / "reference" / "rules"


@cache
def _rules() -> tuple[Rule, ...]:
    policy = load_policy("st_joseph")
    return (*policy.rules.values(), *policy.advisory.values())


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


SECTIONS = ("What must be so", "Why", "Whom it protects", "How it is judged", "How to put it right", "Examples")


def test_every_page_of_a_rule_says_what_why_whom_how_and_where():
    clauses = load_policy("st_joseph").clauses
    for rule in _rules():
        text = (RULES / f"{rule.id}.md").read_text(encoding="utf-8")
        missing = [title for title in SECTIONS if f"\n## {title}\n" not in text]
        assert missing == [], rule.id
        judged = text.partition("\n## How it is judged\n")[2]
        assert [level for level in rule.levels if f"\n| {level} " not in judged] == [], rule.id
        assert not _lockable(rule) or "\n| lock |" in judged or " lock" in judged.partition("\n## ")[0], rule.id
        for clause in clauses:
            if rule.id in clause.rules and rule.kinds & set(clause.wants):
                assert f"> {clause.text}\n" in text


def _lockable(rule) -> bool:
    """Whether something must be said of a lock: meetings and recordings have none."""
    return isinstance(rule.body, SettingBody) and bool({"account", "group", "user"} & set(rule.levels))


def test_every_rule_stands_in_one_area_and_under_its_severity():
    for page in ("rules-by-area", "rules-by-severity"):
        text = (DOCS / "reference" / f"{page}.md").read_text(encoding="utf-8")
        assert {rule.id: text.count(f"](rules/{rule.id}.md)") for rule in _rules()} == {rule.id: 1 for rule in _rules()}


def test_every_rule_stands_under_all_whom_it_protects():
    text = (DOCS / "reference" / "rules-by-whom-they-protect.md").read_text(encoding="utf-8")
    for rule in _rules():
        assert rule.protects, f"{rule.id} does not say whom it protects"
        assert text.count(f"](rules/{rule.id}.md)") == len(rule.protects)


@pytest.fixture(params=sorted(path.stem for path in (ROOT / "policies").glob("*.yaml")))
def shipped_policy(request):
    return load_policy(request.param)


def test_every_rule_of_every_shipped_policy_has_a_page(shipped_policy):
    for rule in shipped_policy.rules.values():
        text = (RULES / f"{rule.id}.md").read_text(encoding="utf-8")
        wanted = [title for title in SECTIONS if rule.protects or title != "Whom it protects"]
        assert [title for title in wanted if f"\n## {title}\n" not in text] == [], rule.id
        assert [one for one in shipped_policy.all_clauses_of(rule) if f"[{one}](" not in text] == [], rule.id


def _page_of(policy):
    own = DOCS / "reference" / "policies" / f"{policy.identity.id}.md"
    return (own if own.is_file() else RULES / "README.md").read_text(encoding="utf-8")


def _one_line(text):
    return " ".join(text.split())


def test_every_clause_of_every_shipped_policy_is_told_with_what_answers_it(shipped_policy):
    text = _page_of(shipped_policy)
    assert _one_line(shipped_policy.notice) in text
    for clause in shipped_policy.clauses:
        assert _one_line(clause.text) in text
        assert _one_line(clause.limits) in text
        assert [rule for rule in clause.rules if f"[{rule}](" not in text] == []
    asked = [clause for clause in shipped_policy.clauses if not clause.rules and clause.id in shipped_policy.attest]
    questions = [_one_line(shipped_policy.attest[clause.id].question) for clause in asked]
    assert [question for question in questions if question not in text] == []


def test_every_conflict_of_a_shipped_policy_is_told_from_both_sides(shipped_policy):
    text = _page_of(shipped_policy)
    for clause in (one for one in shipped_policy.clauses if one.conflict):
        assert _one_line(clause.conflict.because) in text
        for policy, others in clause.conflict.against.items():
            lines = text.partition(f"\n### From the side of `{policy}`\n")[2].partition("\n#")[0].splitlines()
            for other in others:
                (line,) = [line for line in lines if line.startswith(f"| [{other}](")]
                assert clause.id in re.split(r"[ ,]+", line)


def test_no_area_is_without_rules_and_no_place_is_given_twice(areas):
    places = [place for area in areas.areas() for place in area.places]
    assert len(places) == len(set(places))
    used = {areas.place_of(rule) for rule in _rules()}
    assert [place for place in places if not any(f"{one}.".startswith(f"{place}.") for one in used)] == []


def test_a_rule_about_something_that_no_area_has_stands_under_everything_else(areas):
    rule = next(rule for rule in _rules() if isinstance(rule.body, SettingBody))
    ((_, condition), *_) = rule.body.settings
    strange = replace(rule, id="new-rule", body=replace(rule.body, settings=(("nowhere.to_be_found", condition),)))
    assert areas.area_of(strange).name == "Everything else"


@pytest.fixture
def areas(monkeypatch):
    monkeypatch.syspath_prepend(str(BUILD.parent))
    from docs_pages import areas

    return areas


@pytest.mark.parametrize("name", ["rule", "policy"])
def test_every_key_of_a_language_is_documented(name):
    text = (DOCS / "reference" / f"{name}-language.md").read_text(encoding="utf-8")
    assert [key for key in load_schema(name)["properties"] if f"`{key}`" not in text] == []


def test_every_operator_is_documented():
    text = (DOCS / "reference" / "rule-language.md").read_text(encoding="utf-8")
    assert [name for name in OPERATORS if f"\n| `{name}` |" not in text] == []


def test_every_check_of_rules_is_documented():
    text = (DOCS / "reference" / "lint-checks.md").read_text(encoding="utf-8")
    assert [name for name in CHECKS if f"\n## {name}\n" not in text] == []


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
