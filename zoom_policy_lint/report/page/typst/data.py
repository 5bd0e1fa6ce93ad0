"""The page as plain data, which the template of the PDF reads: text stays text, whatever it contains."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from zoom_policy_lint.report.page.typst.glyphs import STAND_IN, printable
from zoom_policy_lint.report.page.view import PageView
from zoom_policy_lint.report.page.words import named, unnamed

LONG = 900
"""Letters from which a text may not fit into a narrow column of one page."""


_LONG_WORD = re.compile(r"(\w{200})\w+")
"""A word that no page should have to hold: its begin is shown."""


def page_data(view: PageView) -> bytes:
    """The view as JSON, in ASCII.

    Beside the view's own fields, `lacking` tells whether a square stands for letters that no font has, `long` whether
    some text is so long that table rows must not be kept on one page.
    """
    data = _plain(view)
    texts = list(_texts(data))
    data["lacking"] = any(STAND_IN in text for text in texts)
    data["long"] = any(len(text) > LONG for text in texts)
    return json.dumps(data, allow_nan=False).encode("ascii")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _plain(value: Any, shown: Callable[[str], str] = unnamed) -> Any:
    """The same value of lists, objects and texts that the fonts can show; only marked fields may name anybody."""
    if isinstance(value, str):
        return _LONG_WORD.sub(r"\1…", printable(shown(value)))
    if isinstance(value, tuple | list):
        return [_plain(item, shown) for item in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), _way(field.metadata)) for field in fields(value)}
    return value


def _way(metadata: Mapping[Any, Any]) -> Callable[[str], str]:
    return named if metadata.get("named") else unnamed
