"""What changed since an earlier run, in sentences for the readable formats."""

from collections.abc import Iterator

from zoom_policy_lint.model.memory import ChangeKind, Memory
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report.style import CLAUSE, plural
from zoom_policy_lint.report.wording import listed, when

TITLE = "What changed"

_TITLES = 6
"""How many safeguards are named before the rest is only counted."""

_WORDS = {
    ChangeKind.NEW: "New",
    ChangeKind.FIXED: "Fixed",
    ChangeKind.SETTLED: "Right without a repair",
    ChangeKind.CHANGED: "Open in another way",
    ChangeKind.GONE: "No longer judged",
    ChangeKind.UNSEEN: "Not seen this time",
}


def since_sentences(run: Run) -> tuple[str, ...]:
    """Nothing where there is no earlier run."""
    memory = run.memory
    return tuple(_sentences(run, memory)) if memory and memory.since else ()


def _sentences(run: Run, memory: Memory) -> Iterator[str]:
    assert memory.since is not None
    counts = [f"{memory.count(kind)} {words.lower()}" for kind, words in _WORDS.items() if memory.count(kind)]
    was = "the reported run" if memory.reported else "the run"
    told = listed([*counts, f"{plural(memory.unchanged, 'finding')} as before"])
    yield f"Since {was} of {when(memory.since.taken_at)} ({memory.since.run}): {told}."
    if memory.policy_changed:
        yield "The policy's files were others then."
    for kind, words in _WORDS.items():
        if titles := _titles(run, memory, kind):
            yield f"{words}: {titles}."
    for change in memory.clauses:
        before = CLAUSE[change.before].word if change.before else "not in the policy"
        yield f"Clause {change.clause}: {CLAUSE[change.after].word}; before: {before}."


def _titles(run: Run, memory: Memory, kind: ChangeKind) -> str:
    found = [(rule.rule, rule.counts[kind]) for rule in memory.rules if rule.counts.get(kind)]
    shown = [f"{_title(run, rule)}{f' ({count})' if count > 1 else ''}" for rule, count in found[:_TITLES]]
    return "; ".join([*shown, *([f"and {len(found) - _TITLES} more"] if len(found) > _TITLES else [])])


def _title(run: Run, rule: str) -> str:
    return run.rules[rule].title if rule in run.rules else rule
