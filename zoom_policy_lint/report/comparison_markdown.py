"""A comparison for a wiki or an e-mail: GitHub-flavoured Markdown, everything in full."""

from collections.abc import Callable, Iterator

from zoom_policy_lint.evaluate.compare import Comparison
from zoom_policy_lint.evaluate.pulls import Pull
from zoom_policy_lint.model.clause import ClauseResult
from zoom_policy_lint.report import comparison as words
from zoom_policy_lint.report.markup import code, table, text
from zoom_policy_lint.report.style import CLAUSE, Style, standing


def render(comparison: Comparison, write: Callable[[str], object], style: Style) -> None:  # noqa: ARG001
    """Write the comparison as Markdown; width and colour do not matter to it."""
    for line in _lines(comparison, words.shape(comparison)):
        write(f"{line}\n")


def _lines(comparison: Comparison, shape: words.Shape) -> Iterator[str]:
    first, second = comparison.runs
    yield f"# {text(first.policy.title)} and {text(second.policy.title)}"
    yield ""
    yield f"One account judged by two policies: {text(words.origin(first))}."
    yield ""
    yield from _headlines(comparison)
    yield from _notices(comparison)
    yield from _clauses(shape)
    yield from _rest(shape)
    if not comparison.pulls:
        yield from (words.NO_PULLS, "")
    yield from _pulls(words.CONTRARY, words.CONTRARY_HELP, shape.contrary, comparison)
    yield from _pulls(words.STRICTER, words.STRICTER_HELP, shape.stricter, comparison)
    yield from _named(shape)


def _headlines(comparison: Comparison) -> Iterator[str]:
    rows = (
        (name, f"{text(run.policy.title)} ({code(run.policy.id)} {text(run.policy.version)})", words.verdicts(run),
         words.findings(run), code(run.policy.sha256))
        for name, run in zip(words.NAMES, comparison.runs, strict=True)
    )  # fmt: skip
    yield from table(("", "Policy", "Clauses", "Findings", "SHA-256 of its files"), rows)


def _notices(comparison: Comparison) -> Iterator[str]:
    for name, run in zip(words.NAMES, comparison.runs, strict=True):
        if run.notice:
            yield from (f"{name}: {text(run.notice)}", "")


def _clauses(shape: words.Shape) -> Iterator[str]:
    if not shape.rows:
        return
    yield from (f"## {words.SIDE_BY_SIDE}", "", words.SIDE_BY_SIDE_HELP, "")
    rows: list[tuple[str, ...]] = []
    for clause, beside in shape.rows:
        first, *more = [_cells(other) for other in beside] or [("—", "", "")]
        rows.append((*_cells(clause), *first))
        rows += [("", "", "", *cells) for cells in more]
    names = ("A: clause", "Verdict", "It says", "B: clause", "Verdict", "It says")
    yield from table(names, rows)


def _cells(clause: ClauseResult) -> tuple[str, str, str]:
    return text(clause.id), str(CLAUSE[standing(clause)]), text(clause.text)


def _rest(shape: words.Shape) -> Iterator[str]:
    if shape.rest:
        yield from (f"## {words.rest_title(shape)}", "")
        yield from table(("B: clause", "Verdict", "It says"), map(_cells, shape.rest))


def _pulls(title: str, introduction: str, pulls: tuple[Pull, ...], comparison: Comparison) -> Iterator[str]:
    if not pulls:
        return
    yield from (f"## {title}", "", introduction, "")
    for pull in pulls:
        summary, key = words.subject(pull.spot)
        yield f"- **{text(summary)}**" + (f" ({code(key)})" if key else "")
        for side, name in enumerate(words.NAMES):
            right = words.right_by(pull, side)
            yield f"  - {name} {text(words.asks(pull, side))}" + (f"; right only by {name}: {right}" if right else "")
        yield from (f"  - {text(str(one))}" for one in words.written(comparison, pull))
    yield ""


def _named(shape: words.Shape) -> Iterator[str]:
    if shape.named:
        yield from (f"## {words.NAMED}", "", words.NAMED_HELP, "")
        yield from (f"- {text(str(one))}" for one in shape.named)
        yield ""
