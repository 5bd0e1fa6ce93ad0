"""Many cases in one test, where each is so cheap that a test of its own would cost more than it proves."""

import inspect
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from functools import wraps
from types import TracebackType
from typing import Any

import pytest


def each(
    names: str | tuple[str, ...], argvalues: Iterable[Any], ids: Callable[[Any], Any] | Iterable[str] | None = None
) -> Any:
    """Like `pytest.mark.parametrize`, but one test: every case is tried, and all that fail are told by name.

    For tests without fixtures, or whose fixtures are the same for every case. Can be stacked.
    """
    arguments = [name.strip() for name in (names.split(",") if isinstance(names, str) else names)]
    cases = [tuple(value) if len(arguments) > 1 else (value,) for value in argvalues]
    shown = [" ".join(map(str, map(ids, case))) for case in cases] if callable(ids) else list(ids or map(_shown, cases))

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def all_of_them(*args: Any, **kwargs: Any) -> None:
            assert cases, "there is no case"
            failures = _Failures()
            for case, name in zip(cases, shown, strict=True):
                with failures.of(name):
                    test(*args, **kwargs, **dict(zip(arguments, case, strict=True)))
            failures.tell(len(cases))

        kept = [one for one in inspect.signature(test).parameters.values() if one.name not in arguments]
        all_of_them.__signature__ = inspect.Signature(kept)  # type: ignore[attr-defined]
        return all_of_them

    return decorate


class _Failures(AbstractContextManager["_Failures"]):
    """What the cases of a test raised; what would end every test, or skip it, is let through."""

    def __init__(self) -> None:
        self._name = ""
        self._raised: dict[str, list[BaseException]] = {}

    def of(self, name: str) -> "_Failures":
        self._name = name
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception | pytest.fail.Exception):
            return False
        error.add_note(f"case: {self._name}")
        self._raised.setdefault(self._name, []).append(error)
        return True

    def tell(self, cases: int) -> None:
        if errors := [error for raised in self._raised.values() for error in raised]:
            raise BaseExceptionGroup(f"{len(errors)} of {cases} cases failed: {'; '.join(self._raised)}", errors)


def _shown(case: tuple[Any, ...]) -> str:
    text = " | ".join(map(repr, case))
    return text if len(text) <= 120 else f"{text[:119]}…"
