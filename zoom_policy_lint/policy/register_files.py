"""Reading the registers that a policy names: CSV files as people and spreadsheets write them.

The first line names the columns, in any order and case; further columns are ignored. Commas, semicolons or tabs
separate them, and quotation marks may stand around a text. What a line does not tell for sure it does not tell: it is
a bad line, and whoever stands on it is remembered. No message quotes a line, since registers name people.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TextIO

from zoom_policy_lint.model.errors import Problem, ProblemsError
from zoom_policy_lint.policy.dates import parse_date
from zoom_policy_lint.policy.paths import beside, is_file
from zoom_policy_lint.policy.registers import BadLine, Register, RegisterLine
from zoom_policy_lint.ruleset.source import Document

_SEPARATORS = (",", ";", "\t")
_LETTER = r"[^\s@,;<>()\"]"
# It may only begin where a piece begins, so that a long line is searched in one pass.
_ADDRESS = rf"(?<!{_LETTER}){_LETTER}++@{_LETTER}+\.{_LETTER}+"
_HASH = r"[0-9a-f]{64}"
_NO_TEXT = re.compile("[\x00\udc80-\udcff]")
_SAVE_AS = "in a spreadsheet, save it as “CSV UTF-8”"


@dataclass(frozen=True, slots=True)
class Form:
    """What the columns of a register are called. `hashed`: a SHA-256 of the address in lower case may stand for it."""

    since: str
    until: str
    hashed: bool
    address: str = "email"


FORMS = {
    "training_register": Form("completed_on", "valid_until", hashed=False),
    "consent_register": Form("consented_on", "expires_on", hashed=True),
}
"""The parameters that name registers."""


def read_registers(documents: tuple[Document, ...], problems: list[Problem]) -> dict[str, Register]:
    """The registers that a policy names, by parameter; of those that cannot be read, the problems."""
    found: dict[str, Register] = {}
    for parameter, form in FORMS.items():
        giver = next((one for one in reversed(documents) if parameter in one.data.get("parameters", {})), None)
        name = giver.data["parameters"][parameter] if giver else None
        if giver is None or name is None:
            continue
        path = beside(giver, name)
        if not is_file(path):
            message = f"there is no file “{path}”"
            problems.append(giver.problem(["parameters", parameter], message, "write its name as seen from this file"))
            continue
        try:
            found[parameter] = read_register(path, name, form)
        except ProblemsError as error:
            problems += error.problems
    return found


def read_register(path: Path, name: str, form: Form) -> Register:
    """Read a register line by line; `name` is what reports call it.

    Raises ProblemsError when the file cannot be read, is no UTF-8 text, or lacks a column that is needed.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
            lines = _Lines(stream, str(path))
            reader = _Reader(form, *_columns(lines, form))
            for row in _rows(lines, reader.separator):
                reader.take(row)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise ProblemsError([Problem(str(path), 0, 0, message, "look at who may read it")]) from error
    kept = {address: tuple(entries) for address, entries in reader.entries.items()}
    return Register(name, str(path), kept, tuple(reader.bad), reader.spoilt)


class _Lines:
    """The lines of a file, each checked to be text. `number` is that of the last, `taken` are those of the last row."""

    def __init__(self, stream: TextIO, file: str) -> None:
        self._stream, self.file = stream, file
        self.number, self.taken = 0, list[str]()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._stream)
        self.number += 1
        if _NO_TEXT.search(line):
            message = "not a UTF-8 text file: this line holds bytes that are none"
            raise ProblemsError([Problem(self.file, self.number, 1, message, _SAVE_AS)])
        self.taken.append(line)
        return line


def _columns(lines: _Lines, form: Form) -> tuple[list[str], str]:
    """The names of the columns and what separates them, from the first line that is not empty."""
    line = next((line for line in lines if line.strip()), "")
    wanted = (form.address, form.since)
    for separator in _SEPARATORS:
        cells = next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
        names = [cell.strip().lower() for cell in cells]
        if all(name in names for name in wanted):
            for name in (*wanted, form.until):
                if names.count(name) > 1:
                    message = f"two columns are called “{name}”"
                    raise ProblemsError([Problem(lines.file, lines.number, 1, message, "rename one of them")])
            return names, separator
    message = f"the first line must name the columns “{form.address}” and “{form.since}”"
    hint = f"write {form.address},{form.since} or {form.address},{form.since},{form.until}; {_SAVE_AS}"
    raise ProblemsError([Problem(lines.file, max(lines.number, 1), 1, message, hint)])


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, the number of its first line and its text line by line; no cells: its quotation marks make no sense."""

    number: int
    cells: list[str] | None
    text: tuple[str, ...]


def _rows(lines: _Lines, separator: str) -> Iterator[_Row]:
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=True)
    while True:
        lines.taken.clear()
        first = lines.number + 1
        try:
            cells: list[str] | None = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            cells = None
        if cells is None or any(cells):
            yield _Row(first, cells, tuple(lines.taken))


@dataclass(slots=True)
class _Reader:
    """Tells good lines from bad ones."""

    form: Form
    names: list[str]
    separator: str
    entries: dict[str, list[RegisterLine]] = field(default_factory=dict)
    bad: list[BadLine] = field(default_factory=list)
    spoilt: dict[str, BadLine] = field(default_factory=dict)

    def take(self, row: _Row) -> None:
        """Keep what a row says, or that it says nothing, and of whom."""
        found = self._read(row)
        if isinstance(found, str):
            bad = BadLine(row.number, found)
            self.bad.append(bad)
            for address in self._addresses(row):
                self.spoilt.setdefault(address, bad)
        else:
            address, line = found
            self.entries.setdefault(address, []).append(line)

    def _read(self, row: _Row) -> tuple[str, RegisterLine] | str:
        """The address and entry of a row, or what is wrong with it."""
        if row.cells is None or (len(row.text) > 1 and len(self._addresses(row)) > 1):
            return "a quotation mark is not closed, or stands where none belongs"
        if wrong := self._wrong_width(row.cells):
            return wrong
        cells = dict(zip(self.names, row.cells, strict=False))
        address = cells[self.form.address].lower()
        if not re.fullmatch(self._pattern, address):
            return f"“{self.form.address}” " + ("holds no e-mail address" if address else "is empty")
        days = self._days(cells)
        return days if isinstance(days, str) else (address, RegisterLine(row.number, *days))

    def _days(self, cells: Mapping[str, str]) -> tuple[date, date | None] | str:
        """When the entry began and ends, or what is wrong with its dates."""
        written = {name: cells.get(name, "") for name in (self.form.since, self.form.until)}
        found = {name: parse_date(text) for name, text in written.items()}
        for name, text in written.items():
            if text and found[name] is None:
                return f"“{name}” holds no day of the calendar; write it as 2026-09-03"
        since, until = found[self.form.since], found[self.form.until]
        if since is None:
            return f"“{self.form.since}” is empty"
        if until is not None and until < since:
            return f"“{self.form.until}” is before “{self.form.since}”"
        return since, until

    def _wrong_width(self, cells: list[str]) -> str:
        """What is wrong with the number of cells. At the end, only those may be left out that move no other."""
        if any(cells[len(self.names) :]):
            return "it has more columns than the first line; a text with a separator in it needs quotation marks"
        there = self.names[: len(cells)]
        needed = {self.form.address, self.form.since}
        if len(cells) < len(self.names) and not needed <= set(there) <= {*needed, self.form.until}:
            return "it has too few columns"
        return ""

    def _addresses(self, row: _Row) -> set[str]:
        return {address for line in row.text for address in re.findall(self._pattern, line.lower())}

    @property
    def _pattern(self) -> str:
        return f"{_ADDRESS}|{_HASH}" if self.form.hashed else _ADDRESS
