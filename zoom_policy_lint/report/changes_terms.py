"""What makes two snapshots less than comparable, in sentences that stand before the changes."""

from collections.abc import Iterator

from zoom_policy_lint.report.changes import NOTHING, NOTHING_COMPARED, Grouped, Page, SnapshotChanges
from zoom_policy_lint.report.changes_runs import RunChanges
from zoom_policy_lint.report.changes_words import answer
from zoom_policy_lint.report.plain import plain
from zoom_policy_lint.report.style import plural
from zoom_policy_lint.report.wording import SOURCES, level, listed, when
from zoom_policy_lint.resolve.changes_scope import Terms

SIDES = ("A", "B")
"""What the two snapshots are called."""

_MOST_READS = 6
"""Reads that are named before the rest is only counted."""


def notices(found: SnapshotChanges) -> Iterator[str]:
    """Each way in which the comparison is less than whole."""
    terms = found.terms
    if not terms.accounts_known:
        yield "Whether both are of the same account is not known: one was read with a ready-made token."
    if found.headers[0].taken_at > found.headers[1].taken_at:
        yield "A was read after B: what is called new was there before."
    yield from _partial(terms)
    yield from _levels(terms)
    yield from _reads(terms)
    yield from _names(found)
    yield from _questions(terms)
    yield from _lists(found)


def _partial(terms: Terms) -> Iterator[str]:
    for name, partial in zip(SIDES, terms.partial, strict=True):
        if partial:
            yield f"{name} was cut short: what is missing from it may have been there."


def _levels(terms: Terms) -> Iterator[str]:
    for name, other, levels in zip(SIDES, reversed(SIDES), terms.only_levels, strict=True):
        if levels:
            told = listed([level(one, 2).removeprefix("2 ") for one in levels])
            yield f"Only {name} was asked for {told}: they are not compared, since {other} does not have them."


def _reads(terms: Terms) -> Iterator[str]:
    for name, reads in zip(SIDES, terms.only_reads, strict=True):
        if reads:
            more = len(reads) - _MOST_READS
            told = [answer(read) for read in reads[:_MOST_READS]] + ([f"{more} more"] if more > 0 else [])
            yield f"Only {name} was asked for these, so they are not compared: {listed(told)}."


def _names(found: SnapshotChanges) -> Iterator[str]:
    if found.terms.names:
        return
    if all(header.pseudonymised for header in found.headers):
        yield (
            "Names in A and B were replaced by pseudonyms with different keys (or none stands in both), so names, "
            "addresses and domains are not compared."
        )
    else:
        one = SIDES[0 if found.headers[0].pseudonymised else 1]
        yield f"Names in {one} were replaced by pseudonyms, so names, addresses and domains are not compared."


def _questions(terms: Terms) -> Iterator[str]:
    if terms.other_questions:
        both = plural(len(terms.phrases) + len(terms.patterns), "phrase")
        yield f"A and B looked for other phrases in texts of meetings; only what both looked for is compared ({both})."


def _lists(found: SnapshotChanges) -> Iterator[str]:
    first, second = found.terms.months
    if first != second:
        told = " and ".join("an unknown time" if one is None else plural(one, "month") for one in (first, second))
        yield f"A and B list recordings of different times back ({told}): recordings may be new or gone by that alone."
    reads = [set(header.reads) for header in found.headers]
    if all("users" in one and "users.inactive" not in one for one in reads):
        yield "Inactive users were not read: who has “left” may have been deactivated."


def snapshot_page(found: SnapshotChanges, judged: RunChanges | None = None) -> Page:
    """The whole comparison of two snapshots, the findings before the values where both were judged."""
    sides = [
        f"{plain(name)} · {SOURCES.get(one.source, one.source)} {plain(one.account_id)} · read {when(one.taken_at)}"
        for name, one in zip(found.names, found.headers, strict=True)
    ]
    values = tuple(Grouped(found.changes()).sections())
    own = tuple(judged.sections()) if judged else ()
    told = (*notices(found), *((*judged.notices(), judged.summary()) if judged else ()))
    nothing = NOTHING if found.terms.same else NOTHING_COMPARED
    return Page("What changed between two snapshots", (sides[0], sides[1]), told, (*own, *values), nothing)
