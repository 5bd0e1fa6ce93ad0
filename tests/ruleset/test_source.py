"""YAML with places: whatever text comes in, either a document or problems come out."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ruleset.test_rule_files import COUNTING, GOOD, PEOPLE
from tests.support.each import each
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


@given(mutated([SMALL_POLICY, POLICY_TEXT[-3000:]]))
def test_a_spoilt_policy_file_gives_data_or_problems(text):
    try:
        document = parse(text, "policy.yaml")
    except ProblemsError as error:
        assert all(str(problem) for problem in error.problems)
        return
    assert all(str(problem) for problem in structure_problems(document, "policy"))


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


@each("text", ["17:30", "08:00", "0:30", "1:2", "12:30:45", "2026-09-03", "y", "n", "=", "1e3", "0o17"])
def test_times_and_other_words_stay_text_as_they_are_written(text):
    document = parse(f"a: {text}", "x.yaml")
    assert (document.data, document.problems) == ({"a": text}, ())


@each(("text", "value"), [("0", 0), ("-5", -5), ("17", 17), ("0.5", 0.5), ("1.", 1.0), ("2.5e+3", 2500.0), ("~", None)])
def test_plain_numbers_are_numbers(text, value):
    document = parse(f"a: {text}", "x.yaml")
    assert (document.data, document.problems) == ({"a": value}, ())


@each("text", ["0123", "08", "00", "-07", "007.5", "0_1"])
def test_numbers_that_begin_with_0_are_refused(text):
    (problem,) = parse(f"a: {text}", "x.yaml").problems
    assert text in problem.message
    assert problem.hint == "write it in quotes, or without the leading 0"
    assert (problem.line, problem.column) == (1, 4)


@each("text", ["1_000", "0x1F", "0b11", ".inf", "-.inf", ".nan", "1_0.5", "1.0e+999"])
def test_numbers_that_not_everybody_reads_alike_are_refused(text):
    (problem,) = parse(f"a: {text}", "x.yaml").problems
    assert f"“{text}” is a number that not everybody reads in the same way" in problem.message
    assert "in quotes" in problem.hint


@each("text", ["0123", "17:30", "1_000", "yes", "0x1F", ".nan", "<<", "=", "2026-09-03"])
def test_whatever_stands_in_quotes_is_text(text):
    document = parse(f"a: \"{text}\"\nb: '{text}'\nc: |-\n  {text}\n", "x.yaml")
    assert (document.data, document.problems) == ({"a": text, "b": text, "c": text}, ())


@each(
    ("text", "tag"),
    [
        ("!!python/object/apply:os.system [x]", "!!python/object/apply:os.system"),
        ("!!python/name:os.system x", "!!python/name:os.system"),
        ("!ours x", "!ours"),
        ("!ours {b: 1}", "!ours"),
        ("!!set {b, c}", "!!set"),
        ("!!binary aGk=", "!!binary"),
        ("!!str 5", "!!str"),
        ("!!int '5'", "!!int"),
        ("!<tag:other.example,2000:x> y", "tag:other.example,2000:x"),
    ],
)
def test_tags_are_refused_and_make_nothing_of_what_is_written(text, tag):
    (problem,) = parse(f"a: {text}", "x.yaml").problems
    assert problem.message == f"the tag “{tag}” cannot be understood here"
    assert (problem.line, problem.column) == (1, 4)


def test_a_tag_of_a_key_is_refused_too():
    (problem,) = parse("!ours a: 1", "x.yaml").problems
    assert "the tag “!ours” cannot be understood here" in problem.message


def test_merge_keys_are_refused():
    document = parse("a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n", "x.yaml")
    (problem,) = document.problems
    assert "“<<” would take keys from elsewhere" in problem.message
    assert (problem.line, problem.column) == (3, 3)
    assert document.data == {"a": {"b": 1}, "c": {"d": 2}}


def test_what_an_alias_repeats_stands_in_both_places():
    assert parse("a: &x [1, 2]\nb: *x\n", "x.yaml").data == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize("text", ["a: &a [*a]\n", "a: &a {b: *a}\n", "a: &x " + "[" * 41 + "]" * 41])
def test_what_repeats_itself_or_is_too_deep_is_refused(text):
    with pytest.raises(ProblemsError, match="too deep or too large"):
        parse(text, "x.yaml")


def test_a_character_that_cannot_be_seen_is_refused_at_its_place():
    with pytest.raises(ProblemsError) as raised:
        parse("a: 1\nb: x\x07y\n", "x.yaml")
    (problem,) = raised.value.problems
    assert (problem.line, problem.column) == (2, 5)
    assert "U+0007" in problem.message


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path):
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(ProblemsError, match="cannot be read"):
            read_document(Path(path))


def test_a_file_with_too_many_values_is_refused_at_the_first_that_is_too_much():
    with pytest.raises(ProblemsError) as error:
        parse("\n".join(["-", *["- a"] * 150_000]), "a.yaml")
    (problem,) = error.value.problems
    assert (problem.line, problem.column) == (100_000, 3)
    assert "more than 100,000 values: too large" in problem.message
