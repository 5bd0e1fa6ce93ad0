"""Judging users on settings together: most users of an account have the same answers, which are judged once.

What a rule on settings says of a user depends on the values at the rules' paths and on the user's groups, on nothing
else of the user. So the findings are kept by those values, and only the name on them (and in their remedy) changes.
"""

from collections.abc import Iterator
from typing import Any

from zoom_policy_lint.evaluate.maker import ref
from zoom_policy_lint.evaluate.settings import SettingJudge
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.resolve.values import walk

_MOST_KEPT = 2_000
"""Different sets of answers to remember: memory must not grow with the account."""

_SETTLED = (Status.PASS, Status.NOT_APPLICABLE)
Signature = tuple[Any, ...]


_ABSENT = object()
_Found = list[tuple[SettingJudge, Finding]]


class _Judged:
    """What was found for one set of answers. `kept`: it is remembered; `times`: for how many users it was counted."""

    def __init__(self, found: _Found, *, kept: bool) -> None:
        self.all, self.kept, self.times = found, kept, 0
        self.unsettled = [(judge, finding) for judge, finding in found if finding.status not in _SETTLED]


class UserPanel:
    """Stands for the judges of all rules on settings where users are concerned."""

    def __init__(self, judges: list[SettingJudge]) -> None:
        self._judges = judges
        wanted: dict[str, dict[tuple[str, ...], dict[str, None]]] = {}
        for judge in judges:
            for read, keys in judge.paths(Level.USER):
                wanted.setdefault(read, {}).setdefault(keys[:-1], {})[keys[-1]] = None
        self._wanted = [
            (read, [(section, tuple(names)) for section, names in sections.items()])
            for read, sections in wanted.items()
        ]
        self._known: dict[Signature, _Judged] = {}

    def see(self, user: Resource) -> Iterator[Finding]:
        """The findings of every rule on settings about one user."""
        return self._about(user, self._judged(user).all)

    def count(self, user: Resource) -> Iterator[Finding]:
        """The same, but what is settled (right, or not applicable) is only counted, for `counted`."""
        judged = self._judged(user)
        judged.times += 1
        return self._about(user, judged.unsettled if judged.kept else judged.all)

    def counted(self) -> Iterator[tuple[Finding, int]]:
        """What `count` has counted: a finding, and how many users it stands for."""
        for judged in self._known.values():
            yield from ((finding, judged.times) for _, finding in judged.all if finding.status in _SETTLED)

    def _judged(self, user: Resource) -> _Judged:
        signature = self._signature(user)
        judged = self._known.get(signature)
        if judged is None:
            found = [(judge, finding) for judge in self._judges for finding in judge.see(user)]
            judged = _Judged(found, kept=len(self._known) < _MOST_KEPT)
            if judged.kept:
                self._known[signature] = judged
        return judged

    def _about(self, user: Resource, known: _Found) -> Iterator[Finding]:
        who = ref(user)
        for judge, finding in known:
            remedy = judge.remedy(finding.setting, user) if finding.status is Status.FAIL else None
            yield finding.about(who, remedy)

    def _signature(self, user: Resource) -> Signature:
        parts: list[Any] = [user.gone, _exact(user.fields.get("groups")), tuple(user.unread.items())]
        for read, sections in self._wanted:
            body = user.bodies.get(read)
            if body is None:
                parts.append(read)
                continue
            for keys, names in sections:
                section = walk(body, keys)
                if section.__class__ is dict:
                    parts += [_exact(section.get(name, _ABSENT)) for name in names]
                else:
                    parts.append(_exact(section))
        return tuple(parts)


def _exact(value: Any) -> Any:
    """The value as a key that keeps true and 1 apart, and lists too."""
    if value.__class__ is bool or value.__class__ is str:
        return value
    return value.__class__.__name__, repr(value)
