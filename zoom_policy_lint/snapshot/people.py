"""Leaving people out of what is kept of accounts and groups, so that a snapshot without users is fit to commit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from zoom_policy_lint.model.resource import Resource

NOBODY = "someone"
_LOCAL_PART = re.compile(r"[^\s@<>,;:\"'()\[\]/]++(?=@[\w-])")


def without_people(resources: Iterable[Resource]) -> Iterator[Resource]:
    """The resources with `someone` in place of whoever an e-mail address in their answers names; domains stay."""
    for resource in resources:
        yield replace(resource, fields=_nameless(resource.fields), bodies=_nameless(resource.bodies))


def _nameless(value: Any) -> Any:
    if isinstance(value, str):
        return _LOCAL_PART.sub(NOBODY, value)
    if isinstance(value, dict):
        return {name: _nameless(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_nameless(item) for item in value]
    return value
