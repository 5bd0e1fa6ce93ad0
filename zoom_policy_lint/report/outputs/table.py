"""For reading in a terminal: clause by clause, worst first, then what to do about it."""

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping

from tabulate import tabulate

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import ClauseVerdict
from zoom_policy_lint.report import wording
from zoom_policy_lint.report.guide import guides, request_line
from zoom_policy_lint.report.outline import ClauseBlock, Outline, Safeguard, UnreadGroup, outline
from zoom_policy_lint.report.plain import plain, shorten
from zoom_policy_lint.report.style import CLAUSE, RUN, STATUS, Look, Style, plural

_GAP = 2
"""Columns between two columns, as tabulate's plain format leaves them."""


def render(run: Run, write: Callable[[str], object], style: Style) -> None:
    """Write the run for a terminal; every line keeps to the width, long names are shortened."""
    shape = outline(run)
    for part in _parts(run, shape, style):
        for line in part:
            write(f"{line.rstrip()}\n")


def _parts(run: Run, shape: Outline, style: Style) -> Iterator[Iterable[str]]:
    yield _header(run, shape, style)
    yield _clauses(shape, style)
    if shape.loose:
        yield _section("In no clause", _safeguards(shape.loose, style, style.columns), style)
    if shape.advisory:
        yield _section("Recommended, beyond the policy", _advisory(shape, style), style)
    if shape.steps:
        yield _section("What to do, worst first", _steps(shape.steps, style), style)
    yield _section("Counts", _counts(run, style), style)
    if shape.unread:
        yield _section("Could not be read", _unread(shape.unread, style), style)
    if run.not_looked_at:
        yield _section("Not looked at", _bullets(run.not_looked_at, style), style)
    if run.notes:
        yield _section("Notes", _bullets(run.notes, style), style)
    yield _verdict(run, style)


def _header(run: Run, shape: Outline, style: Style) -> Iterator[str]:
    yield style.bold(plain(wording.title(run, style.columns)))
    counts = {f"{CLAUSE[verdict]} {count}": CLAUSE[verdict] for verdict, count in shape.tally.items() if count}
    standing = f"{plural(len(run.clauses), 'clause')}: {' · '.join(counts)}" if counts else "No clauses."
    for line in _wrap(standing, style.columns, rest="  "):
        yield _painted(line, counts, style)


def _painted(line: str, looks: Mapping[str, Look], style: Style) -> str:
    """The line with the colours of the words in it; words are painted last, so that they do not count as width."""
    for words, look in looks.items():
        line = line.replace(words, style.paint(words, look.colour), 1)
    return line


def _section(title: str, lines: Iterable[str], style: Style) -> Iterator[str]:
    yield ""
    yield style.bold(title)
    yield from lines


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """The text on lines of `width`, the first line after `first`, the others after `rest`."""
    lines = textwrap.wrap(plain(text), width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return lines or [first]


def _grid(rows: Iterable[Iterable[str]], headers: Iterable[str] = (), align: Iterable[str] = ()) -> list[str]:
    layout = tabulate(list(rows), list(headers), tablefmt="plain", disable_numparse=True, colalign=list(align) or None)
    return layout.splitlines()


def _clauses(shape: Outline, style: Style) -> Iterator[str]:
    """Clauses that are met take one line, the others show below it what is not right."""
    met = [block for block in shape.clauses if block.clause.verdict is ClauseVerdict.MET]
    others = [block for block in shape.clauses if block.clause.verdict is not ClauseVerdict.MET]
    for line in _clause_grid(others, style):
        if not line.startswith(" "):
            yield ""
        yield line
    if met:
        yield ""
        yield from _clause_grid(met, style)


def _clause_grid(blocks: list[ClauseBlock], style: Style) -> list[str]:
    verdicts = max((len(str(CLAUSE[block.clause.verdict])) for block in blocks), default=0)
    ids = max((len(plain(block.clause.id)) for block in blocks), default=0)
    width = style.columns - verdicts - ids - 2 * _GAP
    return _grid(
        (
            style.look(CLAUSE[block.clause.verdict]),
            style.bold(plain(block.clause.id)),
            "\n".join(_clause(block, style, width)),
        )
        for block in blocks
    )


def _clause(block: ClauseBlock, style: Style, width: int) -> Iterator[str]:
    clause = block.clause
    yield style.bold(shorten(clause.text, width))
    yield from _safeguards(block.safeguards, style, width)
    for label, sentences in (("why", clause.reasons), ("exception", clause.exceptions)):
        if sentences:
            yield from _wrap(f"{label}: {'; '.join(sentences)}", width, rest="  ")
    if clause.limits and clause.verdict is not ClauseVerdict.MET:
        yield from _wrap(f"as far as Zoom can show: {clause.limits}", width, rest="  ")


def _safeguards(safeguards: Iterable[Safeguard], style: Style, width: int) -> Iterator[str]:
    for safeguard in safeguards:
        look = STATUS[safeguard.status]
        label = f"{look}, {safeguard.severity.value}:"
        first, *more = _wrap(f"{label} {_named(safeguard)}", width, rest="  ")
        yield _painted(first, {label: look}, style)
        yield from more
        if not safeguard.seen_in:
            yield from _rollups(safeguard, width)


def _named(safeguard: Safeguard) -> str:
    rule = "" if safeguard.title == safeguard.rule else f" [{safeguard.rule}]"
    again = f", see {safeguard.seen_in}" if safeguard.seen_in else ""
    return f"{safeguard.title}{rule}{again}"


def _rollups(safeguard: Safeguard, width: int) -> Iterator[str]:
    for rollup in safeguard.rollups:
        sentence = wording.line(rollup, name_setting=safeguard.several_settings)
        mark = wording.marked(rollup, safeguard.status)
        yield from _wrap(f"{mark}{sentence}", width, first="  ", rest="    ")


def _advisory(shape: Outline, style: Style) -> Iterator[str]:
    for safeguard in shape.advisory:
        yield from _safeguards([safeguard], style, style.columns)
        for sentence in (sentence for guide in guides(safeguard) for sentence in guide.clicks):
            yield from _wrap(f"to do: {sentence}", style.columns, first="  ", rest="    ")


def _steps(steps: tuple[Safeguard, ...], style: Style) -> list[str]:
    number = len(str(len(steps))) + 1
    worst = max(len(step.severity.value) for step in steps)
    width = style.columns - number - worst - 2 * _GAP
    return _grid(
        (f"{place}.", step.severity.value, "\n".join(_step(step, style, width)))
        for place, step in enumerate(steps, start=1)
    )


def _step(step: Safeguard, style: Style, width: int) -> Iterator[str]:
    first, *more = _wrap(step.title, width, rest="  ")
    yield style.bold(first)
    yield from map(style.bold, more)
    for guide in guides(step):
        yield from _wrap(f"{guide.whose}:", width, rest="  ")
        for sentence in (*guide.clicks, *map(request_line, guide.requests)):
            yield from _wrap(sentence, width, first="  ", rest="    ")
    yield from _wrap(f"more: zoom-policy-lint findings show {step.worst.worst.fingerprint}", width, rest="  ")


def _counts(run: Run, style: Style) -> Iterator[str]:
    summary = run.summary
    rows = [
        (str(look), str(summary.findings.get(status, 0)), str(summary.advisory.get(status, 0)))
        for status, look in STATUS.items()
    ]
    yield from _grid(rows, ("", "policy", "recommended"), ("left", "right", "right"))
    failed = wording.severities(summary.failed_by_severity)
    if failed:
        yield f"failed: {failed}"
    yield from _wrap(wording.unlocked(summary.right_but_unlocked), style.columns)


def _unread(groups: Iterable[UnreadGroup], style: Style) -> Iterator[str]:
    return _bullets((wording.unread(group) for group in groups), style)


def _bullets(sentences: Iterable[str], style: Style) -> Iterator[str]:
    for sentence in sentences:
        yield from _wrap(sentence, style.columns, first="- ", rest="  ")


def _verdict(run: Run, style: Style) -> Iterator[str]:
    look = RUN[run.summary.verdict]
    first, *more = _wrap(f"{look}: {wording.verdict_sentence(run)}", style.columns, rest="  ")
    yield ""
    yield _painted(first, {str(look): look}, style)
    yield from more
