"""A baseline: findings that somebody accepted on a day, so that only new ones fail.

A file of its own (YAML, one finding an entry), or an earlier JSON report, which holds the same. Reading it from the
parser's events keeps thousands of entries quick.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from zoom_policy_lint.accept.layout import Part, Shape, layout
from zoom_policy_lint.model.baseline import Baseline, BaselineEntry, is_account
from zoom_policy_lint.model.errors import PolicyLintError, Problem, ProblemsError
from zoom_policy_lint.model.words import Check, Level, Severity, Status
from zoom_policy_lint.ruleset.structure import nearest

VERSION = 1
ACCEPTED = (Status.FAIL, Status.UNKNOWN)
"""What can be accepted."""

_TOP = ("version", "account", "policy", "findings")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_WRITE_ANEW = "“zoom-policy-lint baseline FILE --owner NAME” writes a good one"


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file. Raises PolicyLintError that says what is wrong with it, and where."""
    try:
        text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _no_baseline(path) from error
    except OSError as error:
        raise PolicyLintError(f"The baseline {path} cannot be read: {error.strerror}.", "Look at its name.") from error
    return _of_report(text, path) if text.lstrip()[:1] in ("{", "[") else baseline_of(text, str(path))


def _no_baseline(path: Path) -> PolicyLintError:
    message = f"The baseline {path} is not a JSON report, nor what “baseline” writes."
    return PolicyLintError(message, f"{_WRITE_ANEW}; “audit -f json=FILE” writes a report.")


def _of_report(text: str, path: Path) -> Baseline:
    try:
        report = json.loads(text)
        if not isinstance(report["findings"], list):
            raise _no_baseline(path)
        entries = tuple(_of_finding(one) for one in report["findings"] if Status(one["status"]) in ACCEPTED)
        account, policy = report["source"]["account_id"], report.get("policy", {}).get("id", "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _no_baseline(path) from error
    if not isinstance(account, str) or not is_account(account):
        message = f"The report {path} does not say of which account it is, so it cannot be a baseline."
        raise PolicyLintError(message, f"Name another report; {_WRITE_ANEW}.")
    return Baseline(account, str(policy), entries, report=True)


def _of_finding(data: Mapping[str, Any]) -> BaselineEntry:
    if not isinstance(data["fingerprint"], str):
        raise TypeError(data["fingerprint"])
    resource, severity = data.get("resource") or {}, data.get("severity")
    return BaselineEntry(
        fingerprint=data["fingerprint"],
        status=Status(data["status"]),
        rule=str(data.get("rule") or ""),
        check=str(data.get("check") or ""),
        level=str(resource.get("level") or ""),
        resource=str(resource.get("id") or ""),
        setting=str(data.get("setting") or ""),
        severity=Severity(severity) if severity else None,
    )


def baseline_of(text: str, file: str) -> Baseline:
    """The baseline in a text. Raises ProblemsError with every problem of it, each at its place."""
    reader = _Reader(file, text.splitlines())
    found = reader.read(text)
    if reader.problems:
        raise ProblemsError(reader.problems)
    return found


@dataclass(slots=True)
class _Reader:
    """Reads a baseline's text, and collects what is wrong with it."""

    file: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)

    def read(self, text: str) -> Baseline:
        root = self._layout(text)
        if root is None or root.shape is not Shape.MAPPING:
            if not self.problems:
                self._problem(root, "this is not a JSON report, nor what “baseline” writes", _WRITE_ANEW)
            return Baseline()
        top = self._keys(root, _TOP)
        self._version(root, top.get("version"))
        for name in ("account", "policy", "findings"):
            if name not in top:
                self._problem(root, f"“{name}” is missing", _WRITE_ANEW)
        account, policy = self._text(top, "account"), self._text(top, "policy")
        if "account" in top and not is_account(account):
            self._problem(top["account"], f"“account” cannot be “{account}”", f"write the id in Zoom; {_WRITE_ANEW}")
        if "policy" in top and not policy.strip():
            self._problem(top["policy"], "“policy” says nothing", f"write the id of the policy; {_WRITE_ANEW}")
        listed = top.get("findings")
        if listed is not None and listed.shape is not Shape.LIST and not listed.blank:
            self._problem(listed, "“findings” must be a list", "begin each entry with “- ”")
        entries = tuple(self._entries(listed)) if listed else ()
        return Baseline(account, policy, entries)

    def _layout(self, text: str) -> Part | None:
        try:
            return layout(text)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self._at(place, f"not valid YAML: {error.problem}", "check the indentation, and the quotes and brackets")
        except yaml.YAMLError:
            self._at((1, 1), "not valid YAML: a character that cannot be seen stands in it", "delete it")
        return None

    def _version(self, root: Part, given: Part | None) -> None:
        if given is None:
            self._problem(root, "“version” is missing", f"write “version: {VERSION}”")
        elif given.value.isdecimal() and int(given.value) > VERSION:
            self._problem(
                given, f"this file is of version {given.value}; this program knows {VERSION}", "update the program"
            )
        elif given.value != str(VERSION):
            self._problem(given, f"“version” cannot be “{given.value}”", f"write “version: {VERSION}”")

    def _keys(self, mapping: Part, known: tuple[str, ...]) -> dict[str, Part]:
        found: dict[str, Part] = {}
        for key, value in mapping.pairs:
            if key.value not in known:
                self._problem(key, f"unknown key “{key.value}”", nearest(key.value, list(known)))
            elif key.value in found:
                self._problem(key, f"the key “{key.value}” stands here twice", "keep one of them")
            else:
                found[key.value] = value
        return found

    def _entries(self, listed: Part) -> Iterator[BaselineEntry]:
        first: dict[str, int] = {}
        for item in listed.parts:
            entry = self._entry(item)
            if entry is None:
                continue
            if entry.fingerprint in first:
                message = f"the finding {entry.fingerprint} stands in line {first[entry.fingerprint]} already"
                self._problem(item, message, "take one of the two out")
            first.setdefault(entry.fingerprint, item.line)
            yield entry

    def _entry(self, item: Part) -> BaselineEntry | None:
        if item.shape is not Shape.MAPPING:
            self._problem(item, "each entry must be a mapping (key: value)", "write - {fingerprint: …, rule: …}")
            return None
        before, keys = len(self.problems), self._keys(item, ENTRY_KEYS)
        for name in ("fingerprint", "rule", "status", "owner", "on"):
            if not self._text(keys, name).strip():
                self._problem(keys.get(name, item), f"“{name}” is missing", _ENTRY_HINTS[name])
        if len(self.problems) == before:
            self._values(keys)
        if len(self.problems) > before:
            return None
        said = {name: self._text(keys, name) for name in ENTRY_KEYS}
        severity = said.pop("severity")
        return BaselineEntry(
            status=Status(said.pop("status")),
            severity=Severity(severity) if severity else None,
            on=date.fromisoformat(said.pop("on")),
            resource=said.pop("id"),
            line=item.line,
            **said,
        )

    def _values(self, keys: Mapping[str, Part]) -> None:
        """Whether each says what can be said there."""
        right: dict[str, Callable[[str], object]] = {
            "fingerprint": _FINGERPRINT.fullmatch,
            "status": lambda text: text in ACCEPTED,
            "on": _is_day,
            "check": lambda text: text in list(Check),
            "level": lambda text: text in list(Level),
            "severity": lambda text: text in list(Severity),
        }
        for name, suits in right.items():
            if name in keys and not suits(self._text(keys, name)):
                message = f"“{name}” cannot be “{self._text(keys, name)}”"
                self._problem(keys[name], message, _ENTRY_HINTS[name])

    def _text(self, keys: Mapping[str, Part], name: str) -> str:
        part = keys.get(name)
        if part is None or part.shape is Shape.SCALAR:
            return part.value if part else ""
        self._problem(part, f"“{name}” must be text", "write it in quotes")
        return ""

    def _problem(self, part: Part | None, message: str, hint: str) -> None:
        self._at((part.line, part.column) if part else (1, 1), message, hint)

    def _at(self, place: tuple[int, int], message: str, hint: str) -> None:
        shown = self.lines[place[0] - 1] if place[0] <= len(self.lines) else ""
        self.problems.append(Problem(self.file, *place, message, hint, shown))


ENTRY_KEYS = ("fingerprint", "rule", "check", "level", "id", "setting", "status", "severity", "owner", "on")
"""What an entry says, in this order."""

_ENTRY_HINTS = {
    "fingerprint": "the 16 hexadecimal digits of the finding, from “audit -f json”; in quotes if all are figures",
    "rule": "the id of the rule",
    "status": "write fail or unknown: what it was when it was accepted",
    "owner": "who answers for it",
    "on": "the day on which it was accepted, such as 2026-09-03",
    "check": f"write one of {', '.join(Check)}",
    "level": f"write one of {', '.join(Level)}",
    "severity": f"write one of {', '.join(Severity)}: what it was when it was accepted",
}


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
