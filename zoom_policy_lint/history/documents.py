"""Runs and findings as compressed JSON, and back."""

import hashlib
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, get_type_hints

from cattrs import Converter
from cattrs.preconf.json import make_converter

from zoom_policy_lint.history.database import HistoryError
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.run import Run

_NOT_KEPT = ("findings", "memory", "period")
"""What is not of the run itself: its findings, which are kept apart, and what a report of it was asked for."""
_T = TypeVar("_T")


@cache
def _converter() -> Converter:
    return make_converter(detailed_validation=False)


@cache
def _run_fields() -> dict[str, Any]:
    """The fields of a run that are kept, with their types."""
    types = get_type_hints(Run)
    return {field.name: types[field.name] for field in fields(Run) if field.name not in _NOT_KEPT}


def data(value: Any, type_: Any = None) -> Any:
    """A value of the model as JSON has it."""
    return _converter().unstructure(value, type_)


def text(value: Any, type_: Any = None) -> str:
    """A value of the model as JSON text; pure ASCII, so that no name can break it."""
    return json.dumps(data(value, type_), default=dict, separators=(",", ":"))


def value(written: str, type_: type[_T]) -> _T:
    """The value that a JSON text holds. Raises HistoryError."""
    with understood():
        return _converter().structure(json.loads(written), type_)


def encodable(words: str) -> str:
    """The same words, where half a character (which Zoom's answers can hold) is replaced: no file can hold it."""
    return words.encode("utf-8", "replace").decode("utf-8")


def packed(written: str) -> bytes:
    """The text compressed."""
    return zlib.compress(written.encode("ascii"))


def unpacked(body: bytes) -> str:
    """The text again. Raises HistoryError where it is damaged."""
    with understood():
        return zlib.decompress(body).decode("ascii")


def sha256(written: str) -> bytes:
    """What tells one content from another."""
    return hashlib.sha256(written.encode("ascii")).digest()


def state(finding: Finding) -> bytes:
    """What must be the same for a finding not to have changed: its status and the value that was seen."""
    return sha256(f"{finding.status.value} {_seen(finding)}")[:8]


def actual(finding: Finding) -> bytes:
    """What must be the same for the value not to have changed."""
    return sha256(_seen(finding))[:8]


def _seen(finding: Finding) -> str:
    return json.dumps(data(finding.actual), default=dict, sort_keys=True)


def run_texts(run: Run) -> Iterator[tuple[str, str]]:
    """Name and JSON text of every field of a run that is kept."""
    return ((name, text(getattr(run, name), type_)) for name, type_ in _run_fields().items())


def run_of(texts: dict[str, str], findings: Any) -> Run:
    """The run of these fields; those that an older version of this program did not know are as by default."""
    known = _run_fields()
    kept = {name: value(written, known[name]) for name, written in texts.items() if name in known}
    with understood():
        return Run(findings=findings, **kept)


@contextmanager
def understood() -> Iterator[None]:
    """Whatever shows inside that a record is not what it should be raises HistoryError."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError, zlib.error) as error:
        raise HistoryError(
            "The history has a record that this version cannot read.",
            "It is damaged, or another version of this program wrote it: try the newest. The file was left as it is.",
        ) from error
