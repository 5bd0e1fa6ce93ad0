"""Keeping of an answer exactly what the catalogue's allow-list names, and of texts and secrets what is said of them.

Whatever is allowed is kept of whatever type, so that the judge sees a wrong one; but a list or an object that stands
where another type should becomes an empty one, since nobody has said what may be kept of its content.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.texts import text_facts, title_facts
from zoom_policy_lint.zoom.known import expected
from zoom_policy_lint.zoom.masking import mask_links
from zoom_policy_lint.zoom.passcodes import passcode_shape

Keep: TypeAlias = "str | Mapping[str, Keep]"
"""What may be kept in one place: the kind of a value, or by name (`name[]`: of each item) the parts of a section."""

_SAID: Mapping[str, Callable[[str, TextQuestions], Mapping[str, Any]]] = {
    "title": title_facts,
    "text": text_facts,
    "passcode": lambda text, _: passcode_shape(text),
    "set": lambda text, _: {"set": bool(text)},
}


def allowed(
    endpoint: Endpoint, body: Mapping[str, Any], questions: TextQuestions, *, whole: bool = True
) -> dict[str, Any]:
    """What may be kept of an answer, or of a row, of an endpoint that has an allow-list.

    A field that Zoom leaves out when it is empty counts as empty, provided that the answer holds anything of what it
    should; one that holds nothing of it is not understood, and says nothing of the rest either. An answer that is not
    `whole`, about one occurrence of a series, leaves out what it shares with the others.
    """
    tree = _tree(tuple((endpoint.keep or {}).items()))
    if whole and endpoint.absent and expected(endpoint) & body.keys():
        body = {**dict.fromkeys(endpoint.absent, ""), **body}
    return _section(tree, body, questions)


@lru_cache(maxsize=64)  # one for every endpoint
def _tree(keep: tuple[tuple[str, str], ...]) -> Mapping[str, Keep]:
    tree: dict[str, Any] = {}
    for path, kind in keep:
        *sections, last = path.split(".")
        branch = tree
        for step in sections:
            branch = branch.setdefault(step, {})
        branch[last] = kind
    return tree


def _section(tree: Mapping[str, Keep], body: Mapping[str, Any], questions: TextQuestions) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for step, inner in tree.items():
        name = step.removesuffix("[]")
        if name in body:
            keep = _value if name == step else _items
            kept[name] = keep(inner, body[name], questions)
    return kept


def _value(inner: Keep, value: Any, questions: TextQuestions) -> Any:
    if not isinstance(inner, str):
        return _section(inner, value, questions) if isinstance(value, dict) else _plain(value)
    if inner in _SAID:
        return _said(inner, value, questions)
    if inner.startswith("array<") and isinstance(value, list):
        return [_plain(item) for item in value]
    return _plain(value)


def _items(inner: Keep, value: Any, questions: TextQuestions) -> Any:
    """The items of a list; in the place of one that is not what it should be stands nothing: it could be a name."""
    if not isinstance(value, list):
        return _plain(value)
    return [_value(inner, item, questions) if isinstance(item, dict) else None for item in value]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return mask_links(value)
    return type(value)() if isinstance(value, list | dict) else value


def _said(kind: str, value: Any, questions: TextQuestions) -> Any:
    """What is said of a value. A number in the place of a passcode is one itself, so nothing of it is kept."""
    if isinstance(value, str):
        return dict(_SAID[kind](value, questions))
    if value is None or isinstance(value, bool | list | dict):
        return _plain(value)
    if kind == "set":
        return {"set": bool(value)}
    return {} if kind == "passcode" else value
