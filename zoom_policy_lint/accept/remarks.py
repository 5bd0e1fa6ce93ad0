"""Sentences about a baseline whose entries do not accept what one may think they do."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from zoom_policy_lint.model.baseline import Baseline, BaselineEntry

_MOST_LINES = 5


def baseline_remarks(
    baseline: Baseline, policy: str, rules: Collection[str], refused: Mapping[BaselineEntry, str]
) -> Iterator[str]:
    """What is odd about a baseline in a run by a policy of that id.

    `rules` are all ids of rules that the policy knows, former ones too; `refused` is why entries did not accept the
    finding of their fingerprint.
    """
    if baseline.policy not in ("", policy):
        yield f"The baseline was written for the policy {baseline.policy}, not {policy}."
    for rule, entries in _by(baseline.entries, lambda one: "" if one.rule in rules else one.rule):
        yield (
            f"The baseline names the rule {rule} ({_where(entries)}), which this policy has not; "
            "take it out, or correct it."
        )
    for why, entries in _by(refused, lambda one: refused[one]):
        yield f"The baseline does not accept what stands in {_where(entries)}: it {why}."
    silent = [one for one in baseline.entries if one.severity is None]
    if silent:
        yield (
            f"The baseline does not say how severe its findings were ({_where(silent)}), so that nobody sees when they "
            "become more severe; write it anew, or add “severity” to each."
        )


def _by(
    entries: Iterable[BaselineEntry], word: Callable[[BaselineEntry], str]
) -> list[tuple[str, list[BaselineEntry]]]:
    """Entries by a word about them, in the order of the words; without those of which nothing is to be said."""
    found: dict[str, list[BaselineEntry]] = {}
    for one in entries:
        if said := word(one):
            found.setdefault(said, []).append(one)
    return sorted(found.items())


def _where(entries: list[BaselineEntry]) -> str:
    """The lines of entries, or their fingerprints where they have none."""
    named = [str(one.line) if one.line else one.fingerprint for one in sorted(entries, key=lambda one: one.line)]
    kind = "line" if entries[0].line else "finding"
    more = f" and {len(named) - _MOST_LINES} more" if len(named) > _MOST_LINES else ""
    return f"{kind}{'s' if len(named) > 1 else ''} {', '.join(named[:_MOST_LINES])}{more}"
