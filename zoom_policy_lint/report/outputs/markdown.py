"""For a pull request, a wiki or an e-mail: GitHub-flavoured Markdown, everything in full, each thing once."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Status
from zoom_policy_lint.report import conflicts, sentences, since, wording
from zoom_policy_lint.report.guide import request_text, sendings, to_click
from zoom_policy_lint.report.markup import code, fence, table, text
from zoom_policy_lint.report.outline import ClauseLine, Outline, Safeguard, Unjudged, outline
from zoom_policy_lint.report.questions import Question
from zoom_policy_lint.report.sections import COLUMNS, Row, by_section, profile_rows, section_rows
from zoom_policy_lint.report.style import CLAUSE, RUN, STATUS, Style, plural, standing


def render(run: Run, write: Callable[[str], object], style: Style) -> None:  # noqa: ARG001
    """Write the run as Markdown; width and colour do not matter to it."""
    for line in _lines(run, outline(run)):
        write(f"{line}\n")


def _lines(run: Run, shape: Outline) -> Iterator[str]:
    yield from _header(run, shape)
    yield from _standing("By section", section_rows(run))
    yield from _standing("By level", profile_rows(run))
    yield from _clauses(run, shape)
    yield from _bullets(since.TITLE, since.since_sentences(run))
    yield from _wrong("What is wrong, worst first", shape.repairs)
    yield from _conflicts(run, shape)
    yield from _unjudged(shape.unjudged)
    yield from _questions(run, shape)
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
    yield from (f"> {text(run.notice)}", "") if run.notice else ()
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


def _standing(title: str, rows: tuple[Row, ...]) -> Iterator[str]:
    if rows:
        yield from _heading(title)
        counted = ((text(row.heading), *(str(row.counts[one]) for one in COLUMNS), str(row.total)) for row in rows)
        yield from table(("", *(f"{words[:1].upper()}{words[1:]}" for words in COLUMNS.values()), "All"), counted)


def _clauses(run: Run, shape: Outline) -> Iterator[str]:
    if not shape.clauses:
        return
    yield from _heading("The clauses, section by section, worst first" if run.sections else "The clauses, worst first")
    names = ("Verdict", "Clause", *(["Level"] if run.profiles else []), "The policy says", "Safeguards")
    for title, lines in by_section(run, shape.clauses, lambda line: line.clause.id):
        yield from _below(title)
        yield from table(names, (_clause(run, line) for line in lines))


def _clause(run: Run, line: ClauseLine) -> Iterator[str]:
    clause = line.clause
    yield str(CLAUSE[standing(clause)])
    yield text(clause.id)
    if run.profiles:
        yield text(run.profiles.get(clause.profile, ""))
    yield text(clause.text)
    told = (wording.counts(line.counts), wording.left_out(line.left_out), conflicts.mark(clause, run))
    yield text("; ".join(filter(None, told)))


def _below(title: str) -> Iterator[str]:
    yield from (f"### {text(title)}", "") if title else ()


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


def _conflicts(run: Run, shape: Outline) -> Iterator[str]:
    found = conflicts.groups(shape, run)
    if found:
        yield from _heading(conflicts.TITLE)
    for group in found:
        yield from (f"### {text(group.heading)}", "", text(group.lead), "")
        yield from chain.from_iterable(map(_pulling, group.clauses))
        yield ""


def _pulling(one: conflicts.Pulling) -> Iterator[str]:
    yield f"- {text(f'{one.clause.id}: {wording.sentence(one.clause.text)}')} {text(one.short)}"
    for safeguard in one.safeguards:
        for whom, what in sentences.lines(safeguard):
            yield f"  - {text(whom)}: {text(what)}"
        yield f"  - Rule {code(safeguard.rule)}, finding `{safeguard.fingerprint}`"


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


def _questions(run: Run, shape: Outline) -> Iterator[str]:
    if shape.questions:
        yield from _heading("Waits for a person")
    for title, questions in by_section(run, shape.questions, Question.first):
        yield from _below(title)
        rows = (
            (text(", ".join(one.clauses)), text(one.by_role), text(f"{one.why} {one.question} {one.answer}"))
            for one in questions
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
