"""Whatever stands in a file: a rule or a policy comes out, or problems that say where; never an error of ours."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zoom_policy_lint.cli.main import run
from zoom_policy_lint.evaluate.examples import try_examples
from zoom_policy_lint.model.errors import Problem, ProblemsError
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.policy.load import validate_policy
from zoom_policy_lint.ruleset import load_rules
from zoom_policy_lint.ruleset.examples_scope import scope_of
from zoom_policy_lint.ruleset.load import build_rule
from zoom_policy_lint.ruleset.source import read_document

from .errors import DAY
from .spoiling import V1, VALUES, spoilt

pytestmark = pytest.mark.usefixtures("few_shipped", "rules_read_once")

few = settings(max_examples=40, deadline=None)


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """A folder with all files of a policy, any of which a test may overwrite."""
    folder = tmp_path_factory.mktemp("school")
    (folder / "rules").mkdir()
    for path in V1.rglob("*.*"):
        (folder / path.relative_to(V1)).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="module")
def judged_with(few_shipped):
    return validate_policy(str(V1 / "policy.yaml"), (), DAY)


def lawful(problems: tuple[Problem, ...]) -> bool:
    """Whether every problem says something, in a file, at a place that the file has."""
    for problem in problems:
        assert problem.file
        assert problem.message.strip()
        assert "Traceback" not in str(problem)
        if problem.line:
            lines = Path(problem.file).read_bytes().decode("utf-8-sig", "replace").splitlines() or [""]
            assert 1 <= problem.line <= len(lines) + 1, problem
            assert problem.column >= 1, problem
            assert problem.text in ("", *lines), problem
        else:
            assert problem.column == 0
    return bool(problems)


def folder_of(text: str, tmp_path_factory) -> Path:
    """A folder with one rule under the name that it gives itself, as far as it does."""
    folder = tmp_path_factory.getbasetemp() / "spoilt"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    named = re.search(r"^id: ([a-z0-9-]{1,50})$", text, re.MULTILINE)
    (folder / f"{named[1] if named else 'none'}.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")
    return folder


def rules_or_problems(folder: Path) -> None:
    try:
        assert len(load_rules([folder]))
    except ProblemsError as error:
        assert lawful(error.problems)


def policy_or_problems(file: Path) -> None:
    try:
        assert isinstance(validate_policy(str(file), (), DAY), Policy)
    except ProblemsError as error:
        assert lawful(error.problems)


@few
@given(text=st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_any_text_is_a_rule_or_told_why_not(text, tmp_path_factory):
    (folder := tmp_path_factory.getbasetemp() / "any-rule").mkdir(exist_ok=True)
    (folder / "a-rule.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    rules_or_problems(folder)


@few
@given(data=st.binary())
@pytest.mark.parametrize("name", ["policy", "said", "asked"])
def test_any_bytes_in_a_file_of_a_policy_are_read_or_told_why_not(name, data, school):
    before = (school / f"{name}.yaml").read_bytes()
    (school / f"{name}.yaml").write_bytes(data)
    policy_or_problems(school / "policy.yaml")
    (school / f"{name}.yaml").write_bytes(before)


@given(text=spoilt("rule"))
def test_a_spoilt_rule_is_a_rule_or_told_why_not(text, tmp_path_factory):
    rules_or_problems(folder_of(text, tmp_path_factory))


@given(text=spoilt("policy"))
def test_a_spoilt_policy_is_a_policy_or_told_why_not(text, school):
    (school / "spoilt.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")
    policy_or_problems(school / "spoilt.yaml")


@few
@given(text=spoilt("statements"))
@pytest.mark.parametrize("name", ["said", "asked", "waived"])
def test_a_spoilt_file_of_statements_is_read_or_told_why_not(name, text, school):
    before = (school / f"{name}.yaml").read_bytes()
    (school / f"{name}.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")
    policy_or_problems(school / "policy.yaml")
    (school / f"{name}.yaml").write_bytes(before)


@few
@given(data=st.binary() | st.text().map(str.encode))
def test_any_register_is_read_or_told_why_not(data, school):
    before = (school / "training.csv").read_bytes()
    (school / "training.csv").write_bytes(data)
    policy_or_problems(school / "policy.yaml")
    (school / "training.csv").write_bytes(before)


@few
@given(text=spoilt("policy") | st.text())
def test_the_command_line_accepts_a_policy_or_refuses_it(text, school):
    (school / "spoilt.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")
    assert run(["policy", "validate", str(school / "spoilt.yaml")]) in (0, 2)


@few
@given(text=spoilt("rule"))
@pytest.mark.parametrize("command", ["test", "lint"])
def test_the_command_line_tries_a_rule_or_refuses_it(command, text, tmp_path_factory):
    folder = folder_of(text, tmp_path_factory)
    assert run(["rules", command, "--rules", str(folder)]) in (0, 1, 2)


@given(draw=st.data())
def test_an_example_of_what_is_unknown_may_hold_anything(draw, judged_with):
    rule = draw.draw(st.sampled_from(list(judged_with.rules.values())))
    columns = scope_of(rule.body).columns
    if not columns:
        return
    level = draw.draw(st.sampled_from(list(columns)))
    given = draw.draw(st.dictionaries(st.sampled_from(list(columns[level])), VALUES, max_size=4))
    document = read_document(V1 / "rules" / f"{rule.id}.yaml")
    data = document.data | {"examples": document.data["examples"] | {"unknown": {level.value: given}}}
    changed, _ = build_rule(replace(document, data=data))
    if changed is not None:
        assert len(list(try_examples(changed, judged_with))) == len(changed.examples)
