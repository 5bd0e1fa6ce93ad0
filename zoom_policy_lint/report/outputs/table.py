"""For reading in a terminal: the verdict, the clauses, what is wrong and what to click, what is still open."""

from collections.abc import Callable, Iterable, Iterator

from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Status
from zoom_policy_lint.report import conflicts, sentences, since, wording
from zoom_policy_lint.report.addresses import elide, house_domain
from zoom_policy_lint.report.guide import Sending, request_line, sendings, short_way, to_click
from zoom_policy_lint.report.lines import GAP, bullets, labelled, looked, section, wrap
from zoom_policy_lint.report.outline import Outline, Safeguard, Unjudged, outline
from zoom_policy_lint.report.overview import ID_WIDTH, clause_lines, headed, standings
from zoom_policy_lint.report.plain import ELLIPSIS, shorten
from zoom_policy_lint.report.questions import Question
from zoom_policy_lint.report.sections import by_section, profile_rows, section_rows
from zoom_policy_lint.report.style import CLAUSE, RUN, STATUS, Look, Style, plural

_INDENT = "    "
_DIM = "2"
_BECAUSE = 160
"""Characters of why a person is asked; the other formats have it in full."""

_RULES = 12
"""How many rules stand on a line before the rest is only counted."""


def render(run: Run, write: Callable[[str], object], style: Style) -> None:
    """Write the run for a terminal; every line keeps to the width."""
    shape = outline(run)
    for part in _parts(run, shape, style):
        for line in part:
            write(f"{line.rstrip()}\n")


def _parts(run: Run, shape: Outline, style: Style) -> Iterator[Iterable[str]]:
    short = elide(house_domain(run))
    yield _header(run, shape, style)
    yield section("By section", standings(section_rows(run), style), style)
    yield section("By level", standings(profile_rows(run), style), style)
    yield section(_tally(shape), clause_lines(run, shape, style), style)
    yield section(since.TITLE, bullets(since.since_sentences(run), style), style)
    yield section("What is wrong, worst first", _failing(run, shape.repairs, style), style)
    yield section(conflicts.TITLE, _conflicts(run, shape, style, short), style)
    yield section("Could not be judged", _unjudged(shape.unjudged, style, short), style)
    yield section(_waiting(shape), _questions(run, shape, style), style)
    yield section("Waived", bullets(map(short, shape.waived), style), style)
    yield section("Known from the baseline", _baselined(shape, style, short), style)
    yield section("Recommended beyond the policy", _recommended(shape, style, short), style)
    yield section("Right, but nothing locks it: it can be changed back", _unlocked(run, style), style)
    yield section("Not looked at", bullets(_not_looked_at(run, shape), style), style)
    yield section("Notes", bullets(run.notes, style), style)
    yield section("Findings", _counts(run, style), style)
    yield ["", *_verdict(run, shape, style)]


def _header(run: Run, shape: Outline, style: Style) -> Iterator[str]:
    yield from map(style.bold, wrap(run.policy.title, style.columns))
    yield from wrap(wording.origin(run), style.columns)
    yield from ("", *wrap(run.notice, style.columns), "") if run.notice else ()
    yield from _verdict(run, shape, style)


def _verdict(run: Run, shape: Outline, style: Style) -> list[str]:
    look = RUN[run.summary.verdict]
    return looked(look, f"{look}: {wording.verdict_sentence(run, shape)}", style)


def _tally(shape: Outline) -> str:
    counts = [f"{count} {CLAUSE[how].word}" for how, count in shape.tally.items() if count]
    return f"Clauses of the policy: {', '.join(counts)}"


def _failing(run: Run, failing: tuple[Safeguard, ...], style: Style) -> Iterator[str]:
    if not failing:
        return
    domain = house_domain(run)
    short = elide(domain)
    for sentence in _how_to_read(domain):
        yield from wrap(sentence, style.columns)
    number = len(str(len(failing))) + 2
    severity = None
    for place, safeguard in enumerate(failing, start=1):
        if safeguard.severity is not severity:
            yield ""
            severity = safeguard.severity
        yield from _failure(f"{place}.".ljust(number), safeguard, style, short)


def _how_to_read(domain: str) -> Iterator[str]:
    yield (
        "Clicks start in Zoom's admin portal (zoom.us, as administrator); Account Settings is under Account "
        "Management. One group's or user's own switch: User Management > Groups > the group, or > Users > the user > "
        "Settings. “As host”: zoom.us, signed in as the host of the meeting or recording."
    )
    at = f"“@{ELLIPSIS}” is @{domain}. " if domain else ""
    yield f"{at}“+ 9 users”: the same request for 9 more. All of one finding: zoom-policy-lint findings show CODE."


def _failure(number: str, safeguard: Safeguard, style: Style, short: Callable[[str], str]) -> Iterator[str]:
    look = STATUS[Status.FAIL]
    label = f"{look.glyph} {safeguard.severity.value}"
    clauses = f" ({', '.join(safeguard.clauses)})" if safeguard.clauses else ""
    title = wrap(f"{label}: {safeguard.title}{clauses}", style.columns, number, _INDENT)
    more = f"findings show {safeguard.fingerprint}"
    room = style.columns - len(title[0]) - len(more)
    beside = len(title) == 1 and room >= GAP
    yield _headed(title[0], label, style) + (" " * room + style.paint(more, _DIM) if beside else "")
    yield from map(style.bold, title[1:])
    yield from _told(safeguard, style, short)
    yield from _clicks(safeguard, style, short)
    width = style.columns - len(_INDENT) - GAP
    sent = [_sent(sending, width) for sending in sendings(safeguard)]
    aside = [line for request in sent for line in labelled("API:", request, style, _INDENT)]
    yield from (style.paint(line, _DIM) for line in (aside if beside else [*aside, f"{_INDENT}More: {more}"]))


def _headed(line: str, label: str, style: Style) -> str:
    """The first line of a failure: its severity in colour, its title in bold."""
    before, _, after = line.partition(label)
    return f"{style.bold(before)}{style.paint(label, STATUS[Status.FAIL].colour)}{style.bold(after)}"


def _sent(sending: Sending, width: int) -> str:
    same = ", ".join(wording.level(level, count) for level, count in sending.same.items())
    return request_line(sending.request, width) + (f" (+ {same})" if same else "")


def _told(safeguard: Safeguard, style: Style, short: Callable[[str], str]) -> Iterator[str]:
    for whom, what in sentences.lines(safeguard):
        yield from wrap(short(f"{whom} — {_clause_of(what)}"), style.columns, _INDENT, f"{_INDENT}  ")


def _clause_of(sentence: str) -> str:
    """A sentence as it goes on after a dash."""
    words = shorten(sentence, 240).removesuffix(".")
    return f"{words[:1].lower()}{words[1:]}"


def _clicks(safeguard: Safeguard, style: Style, short: Callable[[str], str]) -> Iterator[str]:
    for sentence in to_click(safeguard):
        yield from labelled("Click:", short(short_way(sentence)), style, _INDENT)


def _conflicts(run: Run, shape: Outline, style: Style, short: Callable[[str], str]) -> Iterator[str]:
    """By how the clauses stand: what each pulls against and why, and what was found, but nothing to click."""
    for place, group in enumerate(conflicts.groups(shape, run)):
        head, *more = wrap(f"{group.heading}: {group.lead}", style.columns)
        yield from ([""] if place else [])
        yield from map(style.bold, [head, *more])
        for one in group.clauses:
            yield from wrap(f"{one.clause.id} {one.clause.text}", style.columns, "", _INDENT)
            yield from wrap(one.short, style.columns, _INDENT, _INDENT)
            for safeguard in one.safeguards:
                for whom, what in sentences.lines(safeguard):
                    yield from labelled("Found:", short(f"{whom} — {_clause_of(what)}"), style, _INDENT)
                yield style.paint(f"{_INDENT}More: findings show {safeguard.fingerprint}", _DIM)


def _baselined(shape: Outline, style: Style, short: Callable[[str], str]) -> Iterator[str]:
    for safeguard in shape.baselined:
        yield from _listed(safeguard, sentences.baselined_whom, style, short)


def _recommended(shape: Outline, style: Style, short: Callable[[str], str]) -> Iterator[str]:
    """Whom and what to click only: enough to decide whether the school wants it."""
    for safeguard in shape.recommended:
        yield from _listed(safeguard, sentences.whom, style, short)
        yield from _clicks(safeguard, style, short)


def _listed(
    safeguard: Safeguard, whom: Callable[[RollUp], str], style: Style, short: Callable[[str], str]
) -> Iterator[str]:
    """A safeguard in a line: status, severity, title, whom it concerns."""
    look = STATUS[safeguard.status]
    concerned = "; ".join(dict.fromkeys(map(whom, safeguard.rollups)))
    head = f"{look}, {safeguard.severity.value}: {safeguard.title} [{safeguard.rule}] — {concerned}"
    yield from looked(look, short(head), style, rest=_INDENT)


def _unjudged(groups: Iterable[Unjudged], style: Style, short: Callable[[str], str]) -> Iterator[str]:
    look = STATUS[Status.UNKNOWN]
    for group in groups:
        count = f"{plural(group.findings, 'finding')}: " if group.findings else ""
        yield from looked(
            Look(look.glyph, "", look.colour), f"{look.glyph} {count}{wording.reason(group.reason)}", style
        )
        for endpoint, whom, detail in group.endpoints:
            because = f" — {detail}" if detail else ""
            yield from wrap(short(f"{endpoint}, {whom}{because}"), style.columns, _INDENT, f"{_INDENT}  ")
        for whom, rules in sentences.by_whom(group).items():
            sentence = f"{whom} — {wording.first_names(rules, _RULES)}"
            yield from wrap(short(sentence), style.columns, _INDENT, f"{_INDENT}  ")
        if group.rules and not group.missed:
            yield from labelled("Missed by:", wording.first_names(tuple(group.rules), _RULES), style, _INDENT)
        if step := wording.next_step(group.reason):
            yield from labelled("To do:", step, style, _INDENT)


def _waiting(shape: Outline) -> str:
    asked = plural(len(shape.questions), "question")
    return f"Waits for a person ({asked}; answers go into the policy file under attestations)"


def _questions(run: Run, shape: Outline, style: Style) -> Iterator[str]:
    """The questions by who is asked and by section, each behind its clauses."""
    ids = {question: shorten(", ".join(question.clauses), ID_WIDTH) for question in shape.questions}
    column = max(map(len, ids.values()), default=0) + GAP
    for role in dict.fromkeys(question.by_role for question in shape.questions):
        if role:
            yield from wrap(f"{role}:", style.columns)
        asked = (question for question in shape.questions if question.by_role == role)
        for title, inside in by_section(run, asked, Question.first):
            yield from headed(title, style)
            for question in inside:
                why = f"{question.why} " if question.why else ""
                id_ = ids[question].ljust(column)
                yield from wrap(f"{why}{question.question}", style.columns, id_, " " * column)
                for more in filter(None, (shorten(question.because, _BECAUSE), question.answer)):
                    yield from wrap(more, style.columns, " " * column, " " * column)


def _unlocked(run: Run, style: Style) -> Iterator[str]:
    if run.unlocked:
        yield from wrap(", ".join(run.unlocked), style.columns)


def _not_looked_at(run: Run, shape: Outline) -> Iterator[str]:
    if run.not_looked_at:
        yield "; ".join(run.not_looked_at)
    kinds = [f"{wording.KINDS[kind]} ({', '.join(clauses)})" for kind, clauses in shape.unjudged_kinds.items()]
    if kinds:
        yield f"wanted by these clauses, which stay open, but judged by no rule yet: {'; '.join(kinds)}"
    for why, rules in shape.left_out.items():
        yield f"{why} Rules: {wording.first_names(rules, _RULES)}"


def _counts(run: Run, style: Style) -> Iterator[str]:
    summary = run.summary
    for label, found in (("policy", summary.findings), ("recommended", summary.advisory)):
        counts = [f"{found[status]} {look.word}" for status, look in STATUS.items() if found.get(status)]
        yield from labelled(f"{label}:", ", ".join(counts) or "none", style, "")
