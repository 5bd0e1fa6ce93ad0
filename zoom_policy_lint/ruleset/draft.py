"""The text of a new rule on one setting, with examples that prove it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from zoom_policy_lint.catalogue import Setting
from zoom_policy_lint.model.words import Level, Lock, Severity, Status
from zoom_policy_lint.ruleset.conditions import Condition
from zoom_policy_lint.ruleset.draft_values import candidates, others
from zoom_policy_lint.ruleset.draft_words import portal_way, wanted_words
from zoom_policy_lint.ruleset.setting_levels import JUDGED_LEVELS
from zoom_policy_lint.ruleset.yaml_text import comment, flow, folded, scalar

Examples = dict[Status, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new rule says. `parameters` are the policy's values for those that the condition names.

    `advisory`: it belongs to the group `recommended`, which answers no clause.
    """

    id: str
    title: str
    setting: Setting
    condition: Condition
    severity: Severity
    lock: Lock
    why: str
    protects: tuple[str, ...] = ("pupils",)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    advisory: bool = False


def why_not(row: Setting) -> str:
    """Why no rule can be written on a setting, as a sentence; empty where one can."""
    if row.secret:
        return f"“{row.key}” is a secret: it is never read into a snapshot, so no rule can judge it."
    if row.key.count("[]") > 1 or re.search(r"array<(array|object)|^object", row.type):
        return f"“{row.key}” holds lists or mappings within each other; no condition can be put on it as a whole."
    return ""


def usual_lock(row: Setting) -> Lock:
    """The lock of a new rule, unless it says something else: preferred where Zoom offers one."""
    return Lock.PREFERRED if any(place.locks for place in row.levels.values()) else Lock.NONE


def lock_misfit(row: Setting, lock: Lock) -> str:
    """Why a lock cannot be asked for, as a sentence; empty where it can."""
    if lock is Lock.NONE or _account_locks(row):
        return ""
    if usual_lock(row) is Lock.NONE:
        return f"Zoom offers no lock for “{row.key}”; write none."
    if lock is Lock.REQUIRED:
        return f"Zoom offers a lock for “{row.key}” in groups only, none on the account; write preferred."
    return ""


def examples(draft: Draft) -> Examples:
    """Examples of what passes, fails and is unknown, at every level that keeps the setting.

    Raises ValueError with a sentence when no value is known that would pass, or none that would fail.
    """
    row, bound = draft.setting, draft.condition.bind(draft.parameters)
    values = candidates(bound, row.type, row.known)
    wrong = [value for value in values if not bound.holds(value)]
    fitting = [value for value in values if bound.holds(value)]
    empty = [value for value in fitting if value == [] and row.known]  # may say that there is none, or nothing at all
    right = [value for value in fitting if value not in empty]
    for found, word in ((right, "satisfy"), (wrong, "fail")):
        if not found:
            raise ValueError(f"no value is known that would {word} it, so no example could prove the rule")
    levels = [level for level in JUDGED_LEVELS if level in row.levels]
    cases: Examples = {Status.PASS: [], Status.FAIL: [], Status.UNKNOWN: []}
    for level in levels:
        most = None if level is levels[0] else 1  # the condition is the same everywhere: one of each will do
        cases[Status.PASS] += [_case(draft, level, value) for value in right[:most]]
        cases[Status.FAIL] += [_case(draft, level, value) for value in wrong[:most]]
        cases[Status.UNKNOWN] += [_case(draft, level, value) for value in empty[:most]]
        cases[Status.UNKNOWN].append({level.value: {}} | _parameters(draft))
    for status, case in (*_lock_cases(draft, right[0]), *_parameter_cases(draft, levels[0])):
        cases[status].append(case)
    return cases


def _case(draft: Draft, level: Level, value: Any) -> dict[str, Any]:
    locked = {"locked": True} if level is Level.ACCOUNT and draft.lock is Lock.REQUIRED else {}
    return {level.value: {draft.setting.key: value}} | locked | _parameters(draft)


def _parameters(draft: Draft) -> dict[str, Any]:
    return {"parameters": dict(draft.parameters)} if draft.parameters else {}


def _lock_cases(draft: Draft, right: Any) -> Iterator[tuple[Status, dict[str, Any]]]:
    """What a right value without a lock leads to, and what follows when the lock could not be read."""
    if draft.lock is Lock.NONE or not _account_locks(draft.setting):
        return
    value = {Level.ACCOUNT.value: {draft.setting.key: right}}
    required = draft.lock is Lock.REQUIRED
    yield Status.FAIL if required else Status.PASS, value | {"locked": False} | _parameters(draft)
    if required:
        yield Status.UNKNOWN, value | _parameters(draft)


def _parameter_cases(draft: Draft, level: Level) -> Iterator[tuple[Status, dict[str, Any]]]:
    """What changes when the policy gives a parameter another value: else the value of today would do in its place."""
    row, bound = draft.setting, draft.condition.bind(draft.parameters)
    for name, value in draft.parameters.items():
        for other in others(value):
            changed = replace(draft, parameters={**draft.parameters, name: other})
            now = draft.condition.bind(changed.parameters)
            values = [one for one in candidates(now, row.type, row.known) if one != []]
            if any(now.holds(one) != bound.holds(one) for one in values):
                cases = ((Status.PASS if now.holds(one) else Status.FAIL, one) for one in values)
                yield from ((status, _case(changed, level, one)) for status, one in cases)
                break


def _account_locks(row: Setting) -> bool:
    return Level.ACCOUNT in row.levels and bool(row.levels[Level.ACCOUNT].locks)


def rule_text(draft: Draft, modeline: str) -> str:
    """The whole file. Raises ValueError as `examples` does."""
    row = draft.setting
    levels = ", ".join(level for level in JUDGED_LEVELS if level in row.levels)
    lines = [
        modeline,
        comment(f"{row.summary.rstrip('.')}. Zoom keeps it for: {levels}."),
        *([comment("Zoom calls this setting deprecated: it may stop answering it.")] if row.deprecated else []),
        "language: 1",
        f"id: {scalar(draft.id)}",
        f"title: {scalar(draft.title)}",
        f"severity: {draft.severity.value}",
        *(["group: recommended"] if draft.advisory else []),
        comment("Whom it protects: pupils, parents, staff, school."),
        f"protects: {flow(list(draft.protects))}",
        f"setting: {scalar(row.key)}",
        *_values(row),
        f"expect: {flow(draft.condition.as_data())}",
        *_lock(draft),
        f"rationale: {folded(draft.why)}",
        f"remediation: {folded(_remediation(draft))}",
        comment("Each is judged by “rules test”: what Zoom answers at a level, and what the rule must say of it."),
        "examples:",
        *_examples(draft),
    ]
    return "\n".join(lines) + "\n"


def _values(row: Setting) -> Iterator[str]:
    if row.known:
        yield comment("What Zoom is known to answer:")
    for value, meaning in row.values:
        yield comment(f"  {flow(value)}: {meaning}" if meaning else f"  {flow(value)}").replace("# ", "#   ", 1)


def _lock(draft: Draft) -> Iterator[str]:
    if usual_lock(draft.setting) is Lock.NONE:
        yield comment("Zoom offers no lock for it.")
    else:
        yield comment("required: without a lock the rule fails. preferred: it passes, and is counted. none: not asked.")
    yield f"lock: {draft.lock.value}"


def _remediation(draft: Draft) -> str:
    row = draft.setting
    wanted = wanted_words(row, draft.condition, draft.parameters)
    locked = "" if draft.lock is Lock.NONE or not _account_locks(row) else ", then click the lock beside it"
    return f"{portal_way(row)}: {wanted}{locked}."


def _examples(draft: Draft) -> Iterator[str]:
    for status, cases in examples(draft).items():
        yield f"  {status.value}:"
        yield from (f"    - {flow(case)}" for case in cases)
