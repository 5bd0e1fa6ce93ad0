"""Two streams of resources in canonical order, merged: one resource of each in memory at a time."""

from collections.abc import Callable, Iterable, Iterator

from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level

_TRIED = 50
"""People whose pseudonyms are compared before it is settled that none stands in both."""


def paired(before: Iterable[Resource], after: Iterable[Resource]) -> Iterator[tuple[Resource | None, Resource | None]]:
    """Resources of the same level and id beside each other; one that vanished while it was read is not there."""
    first = (resource for resource in before if not resource.gone)
    second = (resource for resource in after if not resource.gone)
    old, new = next(first, None), next(second, None)
    while old is not None or new is not None:
        if new is None or (old is not None and _place(old) < _place(new)):
            yield old, None
            old = next(first, None)
        elif old is None or _place(new) < _place(old):
            yield None, new
            new = next(second, None)
        else:
            yield old, new
            old, new = next(first, None), next(second, None)


def _place(resource: Resource) -> tuple[int, str]:
    return resource.level.rank, resource.id


def same_names(before: Iterable[Resource], after: Iterable[Resource], replaced: Callable[[str], bool]) -> bool:
    """Whether two pseudonymised snapshots seem to have been made with one key: somebody has one pseudonym in both.

    Where nobody is in both, nothing is known, and the answer is no.
    """
    tried = 0
    for old, new in paired(before, after):
        if old is None or new is None or old.level.rank < Level.USER.rank or not replaced(old.name):
            continue
        if old.name == new.name:
            return True
        tried += 1
        if tried >= _TRIED or old.level is not Level.USER:
            break
    return False
