"""Whether a meeting takes place in its host's personal room, from its row and Zoom's answer about it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from zoom_policy_lint.model.resource import Unread
from zoom_policy_lint.model.words import Reason

_IN_PERSONAL_ROOM = 4
_ELSEWHERE = (1, 2, 3, 8, 10)
"""Zoom's types of meetings: on the host's personal meeting ID, and all others."""

_NO_NUMBER = {"set": False}


def personal_room(rows: Sequence[Mapping[str, Any]], answer: Mapping[str, Any] | Unread) -> bool | Unread:
    """True when a row or the answer has a personal meeting ID or is of that type; False only when none can be.

    A row without `pmi` has none; of an answer the client says so itself (Zoom's API facts leave it out of both).
    """
    told = [*rows, *([] if isinstance(answer, Unread) else [answer])]
    if any(_is_personal(one) for one in told):
        return True
    if isinstance(answer, Unread):
        return answer
    return next(_gaps([*({"pmi": _NO_NUMBER, **row} for row in rows), answer]), False)


def _is_personal(told: Mapping[str, Any]) -> bool:
    pmi = told.get("pmi")
    return told.get("type") == _IN_PERSONAL_ROOM or (isinstance(pmi, Mapping) and pmi.get("set") is True)


def _gaps(told: Iterable[Mapping[str, Any]]) -> Iterator[Unread]:
    for one in told:
        for name, knowable in (("type", _is_elsewhere), ("pmi", _has_none)):
            if name not in one:
                yield Unread(Reason.ABSENT, f"Zoom's answer does not hold “{name}”")
            elif one[name] is None:
                yield Unread(Reason.NULL, f"Zoom gave no value for “{name}” (null)")
            elif not knowable(one[name]):
                yield _not_understood(name, one[name])


def _is_elsewhere(kind: Any) -> bool:
    return type(kind) is int and kind in _ELSEWHERE


def _has_none(pmi: Any) -> bool:
    return isinstance(pmi, Mapping) and pmi.get("set") is False


def _not_understood(name: str, value: Any) -> Unread:
    if name == "type" and type(value) is int:
        return Unread(Reason.NEW_VALUE, "Zoom gave a “type” of meeting that is not known")
    return Unread(Reason.TYPE, f"Zoom gave a “{name}” of a wrong kind")
