"""For a pull request, a wiki or an e-mail: GitHub-flavoured Markdown, with a table for each clause."""

from collections.abc import Callable, Iterable, Iterator

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import ClauseVerdict
from zoom_policy_lint.report import wording
from zoom_policy_lint.report.guide import Guide, guides, request_text
from zoom_policy_lint.report.markup import code, fence, table, text
from zoom_policy_lint.report.outline import ClauseBlock, Outline, Safeguard, outline
from zoom_policy_lint.report.style import CLAUSE, RUN, STATUS, Style


def render(run: Run, write: Callable[[str], object], style: Style) -> None:  # noqa: ARG001
    """Write the run as Markdown; width and colour do not matter to it."""
    for line in _lines(run, outline(run)):
        write(f"{line}\n")


def _lines(run: Run, shape: Outline) -> Iterator[str]:
    yield from _header(run)
    yield from _overview(shape)
    for block in shape.clauses:
        if block.clause.verdict is not ClauseVerdict.MET:
            yield from _clause(block)
    yield from _apart("In no clause", shape.loose)
    yield from _apart("Recommended, beyond the policy", shape.advisory)
    yield from _counts(run)
    yield from _bullets("Could not be read", map(wording.unread, shape.unread))
    yield from _bullets("Not looked at", run.not_looked_at)
    yield from _bullets("Notes", run.notes)


def _header(run: Run) -> Iterator[str]:
    yield f"# Zoom audit: {text(run.policy.title)}"
    yield ""
    yield f"**{RUN[run.summary.verdict]}**: {text(wording.verdict_sentence(run))}"
    yield ""
    source = wording.SOURCES.get(run.source.kind, run.source.kind)
    rows = {
        "Policy": f"{code(run.policy.id)}, version {text(run.policy.version)}",
        "Policy files": f"SHA-256 {code(run.policy.sha256)}",
        "Source": f"{text(source)} {code(run.source.account_id)}",
        "Read": text(wording.when(run.source.taken_at)),
        "Judged as of": run.as_of.isoformat(),
        "Tool": f"zoom-policy-lint {text(run.tool_version)}",
    }
    yield from table(("About", "This audit"), rows.items())


def _overview(shape: Outline) -> Iterator[str]:
    if not shape.clauses:
        return
    yield "## The clauses, worst first"
    yield ""
    rows = (
        (str(CLAUSE[block.clause.verdict]), text(block.clause.id), text(block.clause.text)) for block in shape.clauses
    )
    yield from table(("Verdict", "Clause", "The policy says"), rows)


def _clause(block: ClauseBlock) -> Iterator[str]:
    clause = block.clause
    yield f"## {text(clause.id)}: {CLAUSE[clause.verdict]}"
    yield ""
    yield f"> \u201c{text(clause.text)}\u201d"
    yield ""
    yield from _safeguards(block.safeguards)
    remarks = [("Why", clause.reasons), ("Exception", clause.exceptions)]
    if clause.limits:
        remarks.append(("As far as Zoom can show", (clause.limits,)))
    said = [f"- {label}: {text(sentence)}" for label, sentences in remarks for sentence in sentences]
    yield from [*said, ""] if said else []
    yield from _guides(block.safeguards)


def _safeguards(safeguards: Iterable[Safeguard]) -> Iterator[str]:
    rows = [row for safeguard in safeguards for row in _rows(safeguard)]
    if rows:
        yield from table(("Status", "Severity", "Safeguard", "Who", "Found"), rows)


def _rows(safeguard: Safeguard) -> Iterator[tuple[str, ...]]:
    name = code(safeguard.rule)
    if safeguard.title != safeguard.rule:
        name = f"{text(safeguard.title)} ({name})"
    if safeguard.seen_in:
        yield (
            str(STATUS[safeguard.status]),
            safeguard.severity.value,
            name,
            "",
            f"see {text(safeguard.seen_in)}",
        )
        return
    for rollup in safeguard.rollups:
        setting = f" {code(rollup.setting)}" if safeguard.several_settings and rollup.setting else ""
        yield (
            str(STATUS[rollup.worst.status]),
            rollup.worst.severity.value,
            name,
            text(wording.subject(rollup)),
            f"{text(wording.found(rollup))}{setting}",
        )


def _guides(safeguards: Iterable[Safeguard]) -> Iterator[str]:
    failing = [safeguard for safeguard in safeguards if safeguard.failing and not safeguard.seen_in]
    for safeguard in failing:
        yield f"**What to click** for {code(safeguard.rule)}:"
        yield ""
        for guide in guides(safeguard):
            yield from _guide(guide)


def _guide(guide: Guide) -> Iterator[str]:
    yield f"- {text(guide.whose)}"
    for sentence in guide.clicks:
        yield f"  - {text(sentence)}"
    yield ""
    for request in guide.requests:
        yield from fence(request_text(request), "http", indent="  ")
        yield ""


def _apart(title: str, safeguards: tuple[Safeguard, ...]) -> Iterator[str]:
    if safeguards:
        yield f"## {title}"
        yield ""
        yield from _safeguards(safeguards)
        yield from _guides(safeguards)


def _counts(run: Run) -> Iterator[str]:
    yield "## Counts"
    yield ""
    summary = run.summary
    yield from table(
        ("Findings", "Policy", "Recommended"),
        (
            (str(look), str(summary.findings.get(status, 0)), str(summary.advisory.get(status, 0)))
            for status, look in STATUS.items()
        ),
    )
    failed = wording.severities(summary.failed_by_severity)
    yield from [f"- failed: {failed}"] if failed else []
    yield f"- {wording.unlocked(summary.right_but_unlocked)}"


def _bullets(title: str, sentences: Iterable[str]) -> Iterator[str]:
    lines = [f"- {text(sentence)}" for sentence in sentences]
    if lines:
        yield from ("", f"## {title}", "", *lines)
