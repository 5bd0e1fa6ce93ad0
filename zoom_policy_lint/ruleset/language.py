"""Which version of the language of rules and policies a file is written in."""

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.ruleset.source import Document

LANGUAGE = 1
"""The version that this program knows."""

_WRITE = f"write “language: {LANGUAGE}”"


def newer_language(document: Document) -> Problem | None:
    """The problem of a file in a later version. Nothing else can be said of such a file."""
    version = _written(document)
    if type(version) is not int or version <= LANGUAGE:
        return None
    message = f"this file is written in version {version} of the language; this program knows version {LANGUAGE}"
    return document.problem(["language"], message, "update zoom-policy-lint")


def language_problem(document: Document) -> Problem | None:
    """What is wrong with a version that is none; a file may leave it out as far as this is concerned."""
    version = _written(document)
    if version is None and not _is_written(document):
        return None
    if type(version) is not int:
        return document.problem(["language"], f"“language” must be the whole number {LANGUAGE}", _WRITE)
    if version < LANGUAGE:
        return document.problem(["language"], f"there is no version {version} of the language", _WRITE)
    return None


def _is_written(document: Document) -> bool:
    return isinstance(document.data, dict) and "language" in document.data


def _written(document: Document) -> object:
    return document.data["language"] if _is_written(document) else None
