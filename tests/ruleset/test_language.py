"""Which version of the language a file is written in."""

import pytest

from tests.support.each import each
from zoom_policy_lint.ruleset.language import LANGUAGE, language_problem, newer_language
from zoom_policy_lint.ruleset.source import parse


@pytest.mark.parametrize("text", [f"language: {LANGUAGE}", "id: x", "- language", "", "a: {language: 9}"])
def test_files_of_this_version_and_those_that_do_not_say_are_read(text):
    document = parse(text, "x.yaml")
    assert (newer_language(document), language_problem(document)) == (None, None)


@pytest.mark.parametrize("version", [LANGUAGE + 1, 99])
def test_a_later_version_is_told_with_what_to_do(version):
    problem = newer_language(parse(f"id: x\nlanguage: {version}", "x.yaml"))
    assert problem is not None
    assert f"version {version}" in problem.message
    assert (problem.line, problem.column, problem.hint) == (2, 1, "update zoom-policy-lint")


@each("written", ["0", "-1", "1.0", "2.0", "true", '"1"', "~", "[1]", "{a: 1}"])
def test_whatever_else_is_written_is_no_version(written):
    document = parse(f"language: {written}", "x.yaml")
    assert newer_language(document) is None
    problem = language_problem(document)
    assert problem is not None
    assert problem.hint == "write “language: 1”"
