"""Where the clauses of a policy come from: the document, and whether their words stand in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.policy.dates import parse_date
from zoom_policy_lint.policy.merge import Merged
from zoom_policy_lint.policy.paths import beside, is_file
from zoom_policy_lint.policy.words import letters, stands_in
from zoom_policy_lint.ruleset.source import Document

_AS_TEXT = "save the document as plain text (UTF-8), and name that file"


@dataclass(frozen=True, slots=True)
class Source:
    """The document from which clauses were taken. `file` is its text as the policy names it; empty: not known.

    `absent` are the ids of clauses whose words stand in none of the documents that this policy, or one that it stands
    on, names with `file`; only those are looked for whose words stand in a policy that names one. `elsewhere` are the
    ids of the others, where any file is named.
    """

    document: str = ""
    organisation: str = ""
    dated: date | None = None
    url: str = ""
    file: str = ""
    absent: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def source_of(merged: Merged, texts: Mapping[str, str]) -> Source | None:
    """The source that a policy names; `texts` are its documents as `read_texts` gives them."""
    given = merged.data.get("source")
    if given is None:
        return None
    written = {name: name in merged.text_places and merged.text_places[name].file in texts for name in merged.clauses}
    absent = [
        name
        for name, clause in merged.clauses.items()
        if written[name] and not any(stands_in(clause["text"], text) for text in texts.values())
    ]
    elsewhere = [name for name in merged.clauses if texts and not written[name]]
    plain = {key: given.get(key, "") for key in ("document", "organisation", "url", "file")}
    return Source(**plain, dated=parse_date(given.get("date")), absent=tuple(absent), elsewhere=tuple(elsewhere))


def read_texts(documents: Iterable[Document], problems: list[Problem]) -> dict[str, str]:
    """The documents that policies name, by policy file, reduced to their letters; unreadable ones are problems."""
    texts = {}
    for document in documents:
        source = document.data.get("source", {})
        if "date" in source and parse_date(source["date"]) is None:
            message = f"{source['date']} is not a day of the calendar"
            problems.append(document.problem(["source", "date"], message, "write a date as 2026-09-03"))
        if "file" in source:
            try:
                texts[document.file] = letters(_text(beside(document, source["file"])))
            except ValueError as error:
                problems.append(document.problem(["source", "file"], *error.args))
    return texts


def _text(path: Path) -> str:
    """The text of a file. Raises ValueError with what is wrong and what to do."""
    if not is_file(path):
        raise ValueError(f"there is no file “{path}”", "write its name as seen from this file")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"“{path}” is not a UTF-8 text file", _AS_TEXT) from error
    except OSError as error:
        raise ValueError(f"“{path}” cannot be read: {error.strerror}", "look at who may read it") from error
