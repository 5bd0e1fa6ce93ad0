"""Where doing as a clause says pulls against something else, from both sides."""

from collections.abc import Iterator

from docs_pages.homes import Home
from docs_pages.markdown import code, oneline, table
from zoom_policy_lint.policy import Clause

_STRENGTHS = {
    "direct": "The contrary is asked for elsewhere.",
    "possible": "Whether it does harm depends on how people work.",
}

_WHAT_REPORTS_DO = """Reports mark each of these whatever its verdict, and propose no fix for what fails under it:
somebody decides first."""


def mark(clause: Clause) -> str:
    """In the table of clauses: the strength of its conflict, with a link; empty where it has none."""
    strength = clause.conflict.strength if clause.conflict else ""
    return f"[{strength}](#{strength})" if strength else ""


def conflicts(home: Home, all_homes: tuple[Home, ...]) -> str:
    """The clauses with conflicts, then the clauses of other policies that they pull against."""
    found = [one for one in home.policy.clauses if one.conflict]
    if not found:
        return ""
    parts = [
        oneline(_WHAT_REPORTS_DO),
        *_by_strength(found, all_homes),
        *_from_the_other_side(found, all_homes),
    ]
    return "\n\n".join(parts)


def _by_strength(found: list[Clause], all_homes: tuple[Home, ...]) -> Iterator[str]:
    for strength, meaning in _STRENGTHS.items():
        rows = [_row(one, all_homes) for one in found if one.conflict and one.conflict.strength == strength]
        if rows:
            yield f"### {strength.capitalize()}\n\n{meaning}"
            yield table(("clause", "what it wants", "pulls against", "asked for in", "because"), rows)


def _row(clause: Clause, all_homes: tuple[Home, ...]) -> tuple[str, ...]:
    conflict = clause.conflict
    if conflict is None:
        raise ValueError(clause.id)
    kinds = ", ".join(kind.replace("_", " ") for kind in conflict.kinds)
    named = (link for policy, ids in conflict.against.items() for link in _links(policy, ids, all_homes))
    return clause.id, oneline(clause.text), kinds, ", ".join(named), oneline(conflict.because)


def _links(policy: str, clauses: tuple[str, ...], all_homes: tuple[Home, ...]) -> Iterator[str]:
    home = next((one for one in all_homes if one.id == policy), None)
    for clause in clauses:
        yield home.link(clause, "policies") if home else f"{clause} of {code(policy)}"


def _from_the_other_side(found: list[Clause], all_homes: tuple[Home, ...]) -> Iterator[str]:
    """By clause of each other shipped policy: what pulls against it."""
    for home in all_homes:
        rows = [
            (home.link(clause.id, "policies"), oneline(clause.text), ", ".join(against))
            for clause in home.policy.clauses
            if (against := [one.id for one in found if one.conflict and _names(one, home.id, clause.id)])
        ]
        if rows:
            yield f"### From the side of {code(home.id)}"
            yield table(("clause", "what it says", "what pulls against it"), rows)


def _names(clause: Clause, policy: str, other: str) -> bool:
    return clause.conflict is not None and other in clause.conflict.against.get(policy, ())
