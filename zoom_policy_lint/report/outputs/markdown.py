"""For a pull request, a wiki or an e-mail: GitHub-flavoured Markdown, everything in full, each thing once."""

from collections.abc import Callable, Iterable, Iterator

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Status
from zoom_policy_lint.report import sentences, wording
from zoom_policy_lint.report.guide import request_text, sendings, to_click
from zoom_policy_lint.report.markup import code, fence, table, text
from zoom_policy_lint.report.outline import Outline, Safeguard, Unjudged, outline
from zoom_policy_lint.report.style import CLAUSE, RUN, STATUS, Style, plural


def render(run: Run, write: Callable[[str], object], style: Style) -> None:  # noqa: ARG001
    """Write the run as Markdown; width and colour do not matter to it."""
    for line in _lines(run, outline(run)):
        write(f"{line}\n")


def _lines(run: Run, shape: Outline) -> Iterator[str]:
    yield from _header(run, shape)
    yield from _clauses(shape)
    yield from _wrong("What is wrong, worst first", shape.failing)
    yield from _unjudged(shape.unjudged)
    yield from _questions(shape)
    yield from _bullets("Waived", shape.waived)
    yield from _known(shape.baselined)
    yield from _wrong("Recommended beyond the policy", shape.recommended)
    yield from _unlocked(run)
    yield from _bullets("Not looked at", _not_looked_at(run, shape))
    yield from _limits(shape)
    yield from _bullets("Notes", run.notes)
    yield from _counts(run)


def _header(run: Run, shape: Outline) -> Iterator[str]:
    yield f"# Zoom audit: {text(run.policy.title)}"
    yield ""
    yield f"**{RUN[run.summary.verdict]}**: {text(wording.verdict_sentence(run, shape))}"
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


def _clauses(shape: Outline) -> Iterator[str]:
    if not shape.clauses:
        return
    yield from _heading("The clauses, worst first")
    rows = (
        (
            str(CLAUSE[line.clause.verdict]),
            text(line.clause.id),
            text(line.clause.text),
            text(wording.counts(line.counts)),
        )
        for line in shape.clauses
    )
    yield from table(("Verdict", "Clause", "The policy says", "Safeguards"), rows)


def _heading(title: str) -> tuple[str, str]:
    return f"## {title}", ""


def _wrong(title: str, safeguards: tuple[Safeguard, ...]) -> Iterator[str]:
    if safeguards:
        yield from _heading(title)
    for safeguard in safeguards:
        yield f"### {STATUS[safeguard.status].glyph} {safeguard.severity.value}: {text(safeguard.title)}"
        yield ""
        rows = ((text(whom), text(what)) for whom, what in sentences.lines(safeguard))
        yield from table(("Who", "Found"), rows)
        for sentence in to_click(safeguard):
            yield f"- Click: {text(sentence)}"
        if safeguard.clauses:
            yield f"- Clauses: {text(', '.join(safeguard.clauses))}"
        yield f"- Rule {code(safeguard.rule)}, finding `{safeguard.fingerprint}`"
        yield ""
        yield from _requests(safeguard)


def _requests(safeguard: Safeguard) -> Iterator[str]:
    for sending in sendings(safeguard):
        yield from fence(request_text(sending.request), "http")
        yield ""
        if sending.same:
            same = [
                f"{wording.level(level, count)} (the first: {code(sending.paths[level])})"
                for level, count in sending.same.items()
            ]
            yield f"The same for {', '.join(same)}."
            yield ""


def _unjudged(groups: tuple[Unjudged, ...]) -> Iterator[str]:
    if groups:
        yield from _heading("Could not be judged")
    for group in groups:
        count = f"{plural(group.findings, 'finding')}: " if group.findings else ""
        yield f"- {STATUS[Status.UNKNOWN].glyph} {count}{text(wording.reason(group.reason))}"
        for endpoint, whom, detail in group.endpoints:
            yield f"  - {code(endpoint)}, {text(whom)}" + (f": {text(detail)}" if detail else "")
        for whom, rules in sentences.by_whom(group).items():
            yield f"  - {text(whom)}: {', '.join(map(code, rules))}"
        if group.rules and not group.missed:
            yield f"  - missed by {', '.join(map(code, group.rules))}"
        if step := wording.next_step(group.reason):
            yield f"  - To do: {text(step)}"
    yield from [""] if groups else []


def _questions(shape: Outline) -> Iterator[str]:
    if shape.questions:
        yield from _heading("Waits for a person")
        rows = (
            (text(", ".join(one.clauses)), text(one.by_role), text(f"{one.why} {one.question}"))
            for one in shape.questions
        )
        yield from table(("Clause", "Who is asked", "Question"), rows)


def _known(safeguards: tuple[Safeguard, ...]) -> Iterator[str]:
    if safeguards:
        yield from _heading("Known from the baseline")
        rows = (
            (str(STATUS[one.status]), f"{text(one.title)} ({code(one.rule)})", text(sentences.baselined_whom(rollup)))
            for one in safeguards
            for rollup in one.rollups
        )
        yield from table(("Status", "Safeguard", "Who"), rows)


def _unlocked(run: Run) -> Iterator[str]:
    if run.unlocked:
        yield from _heading("Right, but nothing locks it: it can be changed back")
        yield from (f"- {_named(run, rule)}" for rule in run.unlocked)
        yield ""


def _named(run: Run, rule: str) -> str:
    return f"{text(run.rules[rule].title)} ({code(rule)})" if rule in run.rules else code(rule)


def _not_looked_at(run: Run, shape: Outline) -> Iterator[str]:
    yield from run.not_looked_at
    for kind, clauses in shape.unjudged_kinds.items():
        yield f"{wording.KINDS[kind]}: no rule judges them yet, so these clauses stay open: {', '.join(clauses)}"
    for why, rules in shape.left_out.items():
        yield f"{why} Rules: {', '.join(rules)}"


def _limits(shape: Outline) -> Iterator[str]:
    """What Zoom cannot show, clause by clause, in the order of the overview."""
    rows = [(text(line.clause.id), text(line.clause.limits)) for line in shape.clauses if line.clause.limits]
    if rows:
        yield from _heading("As far as Zoom can show")
        yield from table(("Clause", "What Zoom does not show"), rows)


def _counts(run: Run) -> Iterator[str]:
    yield from _heading("Findings")
    summary = run.summary
    yield from table(
        ("Findings", "Policy", "Recommended"),
        (
            (str(look), str(summary.findings.get(status, 0)), str(summary.advisory.get(status, 0)))
            for status, look in STATUS.items()
        ),
    )
    failed = wording.severities(summary.failed_by_severity)
    yield from [f"Failed: {failed}."] if failed else []


def _bullets(title: str, sentences_: Iterable[str]) -> Iterator[str]:
    lines = [f"- {text(sentence)}" for sentence in sentences_]
    if lines:
        yield from (*_heading(title), *lines, "")
