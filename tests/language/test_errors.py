"""Every message about a wrong rule or policy file, as it is printed.

After a change that is meant, write the files anew, read the difference as somebody would who never saw this program,
and commit it with the change:

    ZPL_WRITE_GOLDEN=1 python -m pytest tests/language/test_errors.py
"""

import os
import re
import sys
from pathlib import Path

import pytest

from .errors import CASES, FOLDER, said_of
from .places import MODULES, places_of


@pytest.mark.usefixtures("few_shipped")
@pytest.mark.parametrize("case", CASES)
def test_what_is_said_of_a_wrong_file_is_what_was_agreed(case, monkeypatch, capsys):
    said, expected = said_of(case, monkeypatch, capsys), FOLDER / case / "expected.txt"
    if os.environ.get("ZPL_WRITE_GOLDEN"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8"), "see the top of this file for how to write it anew"
    assert "Traceback" not in said
    assert [problem for problem in _problems(said) if not _says_what_to_do(problem)] == []


def _problems(said: str) -> list[str]:
    """What is said, problem by problem."""
    return re.split(r"\n(?! )", said.rstrip("\n"))


def _says_what_to_do(problem: str) -> bool:
    """Whether a hint follows place and line. Lines of registers are shown to nobody, and say it in one sentence."""
    *_, last = problem.split("\n    ")
    return (last not in (problem, "nothing is wrong") and last.strip() != "^") or ".csv:" in problem


@pytest.mark.usefixtures("few_shipped")
def test_there_is_a_case_for_every_place_that_finds_something_wrong(monkeypatch, capsys):
    reached = set()
    with _lines_of(MODULES, reached):
        for case in CASES:
            with monkeypatch.context() as only_here:
                said_of(case, only_here, capsys)
    missing = [str(place) for module in MODULES for place in places_of(module) if not place.reached_by(reached)]
    assert not missing, "add a case to tests/language/errors for each of these:\n" + "\n".join(missing)


class _lines_of:  # noqa: N801 - reads like a function
    """Collects (file, line) of what runs in some modules; whoever else traces (coverage) is left out meanwhile."""

    def __init__(self, modules: tuple[Path, ...], reached: set[tuple[str, int]]) -> None:
        self._files, self._reached = {str(module) for module in modules}, reached

    def __enter__(self):
        self._before = sys.gettrace()
        sys.settrace(self._call)

    def __exit__(self, *_):
        sys.settrace(self._before)

    def _call(self, frame, _event, _argument):
        return self._line if frame.f_code.co_filename in self._files else None

    def _line(self, frame, event, _argument):
        if event == "line":
            self._reached.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line
