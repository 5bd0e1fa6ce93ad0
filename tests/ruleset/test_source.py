"""YAML with places: whatever text comes in, either a document or problems come out."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ruleset.test_rule_files import COUNTING, GOOD, PEOPLE
from zoom_policy_lint.model.errors import ProblemsError
from zoom_policy_lint.ruleset.load import build_rule
from zoom_policy_lint.ruleset.shipped import shipped
from zoom_policy_lint.ruleset.source import Document, parse, read_document
from zoom_policy_lint.ruleset.structure import structure_problems

TEXTS = [GOOD, PEOPLE, COUNTING]
SCRAPS = st.sampled_from(
    [
        "",
        " ",
        "\n",
        "  ",
        ":",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!set ",
        "!!binary ",
        "!x ",
        "|",
        ">",
        "#",
        "'",
        '"',
        "? ",
        "<<: ",
        "null",
        "~",
    ]
    + [
        "true",
        "yes",
        "1",
        "-1",
        "1e999",
        ".nan",
        "0x",
        "2026-02-30",
        "{parameter: x}",
        "{one_of: [1]}",
        "\t",
        "\x07",
        "\ud7ff",
        "é",
        "\u2028",
        "%",
        "@",
        "`",
    ]
)


@st.composite
def mutated(draw, texts):
    """A valid file with a few scraps put in, a few stretches cut out and a few lines moved."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        match draw(st.sampled_from(["put", "cut", "swap", "replace"])):
            case "put":
                text = text[:at] + draw(SCRAPS) + text[at:]
            case "cut":
                text = text[:at] + text[at + draw(st.integers(1, 20)) :]
            case "replace":
                text = text[:at] + draw(SCRAPS) + text[at + 1 :]
            case _:
                lines = text.split("\n")
                one, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
                lines[one], lines[other] = lines[other], lines[one]
                text = "\n".join(lines)
    return text


@settings(max_examples=400, deadline=None)
@given(mutated(TEXTS))
def test_a_spoilt_rule_file_gives_a_rule_or_problems_and_never_an_error_of_ours(text):
    try:
        document = parse(text, "good-rule.yaml")
    except ProblemsError as error:
        assert error.problems
        return
    rule, problems = build_rule(document)
    assert (rule is None) == bool(problems)


POLICY_TEXT = (shipped("policies") / "st_joseph.yaml").read_text(encoding="utf-8")
SMALL_POLICY = """\
language: 1
extends: st_joseph
parameters: {school_domains: [hilltop.example.sch.uk], recording_retention_days: 60}
attest:
  - {clause: G6, question: "Are parents told?", by_role: Headteacher, every_months: 12, contradicted_by: [waiting-room]}
attestations:
  - {clause: G6, statement: "Letter", by: {name: A. Head, role: Headteacher}, on: 2026-09-03, valid_until: 2027-09-02}
waivers:
  - {rule: no-breakout-rooms, resource: {user: senco@hilltop.example.sch.uk}, reason: "1:2", approver: A. Head, expires: 2026-12-31}
"""


@settings(max_examples=300, deadline=None)
@given(mutated([SMALL_POLICY, POLICY_TEXT[-3000:]]))
def test_a_spoilt_policy_file_gives_data_or_problems(text):
    try:
        document = parse(text, "policy.yaml")
    except ProblemsError as error:
        assert all(str(problem) for problem in error.problems)
        return
    assert all(str(problem) for problem in structure_problems(document, "policy"))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_a_document_or_problems(text):
    try:
        assert isinstance(parse(text, "x.yaml"), Document)
    except ProblemsError as error:
        assert error.problems


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_give_a_document_or_problems(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "x.yaml"
    path.write_bytes(content)
    try:
        read_document(path)
    except ProblemsError as error:
        assert error.problems


def test_every_value_knows_its_place():
    document = parse("a:\n  - b: 1\n    c: {d: [x, y]}\n", "x.yaml")
    assert document.data == {"a": [{"b": 1, "c": {"d": ["x", "y"]}}]}
    assert document.problem(["a", 0, "c", "d", 1], "here").line == 3
    assert document.problem(["a", 0, "c", "d", 1], "here").column == 16
    assert document.problem(["a", 0, "b"], "here").line == 2


def test_a_place_that_does_not_exist_falls_back_to_what_is_around_it():
    document = parse("a:\n  b: 1\n", "x.yaml")
    problem = document.problem(["a", "c", "d"], "not there")
    assert (problem.line, problem.column) == (1, 1)


@pytest.mark.parametrize("word", ["yes", "No", "ON", "off"])
def test_words_that_yaml_takes_for_booleans_must_be_written_out(word):
    (problem,) = parse(f"a: {word}", "x.yaml").problems
    assert "ambiguous" in problem.message
    assert (problem.line, problem.column) == (1, 4)
    assert parse(f'a: "{word}"', "x.yaml").data == {"a": word}


def test_dates_stay_text():
    assert parse("on: 2026-09-03", "x.yaml").data == {"on": "2026-09-03"}


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path):
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(ProblemsError, match="cannot be read"):
            read_document(Path(path))
