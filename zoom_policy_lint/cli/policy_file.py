"""The text of a new policy file."""

import re
from collections.abc import Iterator

from zoom_policy_lint.ruleset.yaml_text import comment, flow, scalar

_MORE = """\
# Rules of your own: folders of files that “zoom-policy-lint rules new” starts; name each rule in a clause.
# rule_folders: [rules]
# clauses:
#   - id: C1
#     add_rules: [our-rule]

# Rules that this school leaves out, each with the reason, which the report shows:
# off:
#   non-verbal-feedback: Our pupils use paper cards instead

# Statements that people made, each with a date and an end:
# attestations:
#   - clause: G6
#     statement: Letter to parents of 3 September
#     by: {name: A. Head, role: Headteacher}
#     on: 2026-09-03
#     valid_until: 2027-09-02
"""


def policy_text(
    modeline: str,
    *,
    parent: str,
    title: str,
    domains: tuple[str, ...],
    pupil_hosts: tuple[str, ...] = (),
    staff_hosts: tuple[str, ...] = (),
    retention_days: int | None = None,
    document: str = "",
    document_date: str = "",
    training_register: str = "",
) -> str:
    """A commented policy that stands on another and sets what every school must set; the rest as comments."""
    slug = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_") or "our_school"
    lines = [
        modeline,
        comment(f"The Zoom policy of {title}."),
        "# Check it with: zoom-policy-lint policy validate FILE. See what answers each clause: policy coverage FILE.",
        "language: 1",
        f"extends: {scalar(parent)}",
        f"id: {scalar(slug)}",
        f"title: {scalar(f'Safeguarding in videoconferencing, {title}')}",
        'version: "1.0"',
        *_source(document, document_date, title),
        "",
        "parameters:",
        "  # E-mail domains of school accounts.",
        f"  school_domains: {_list(domains)}",
        "  # The generic mailboxes from which meetings with pupils are held; empty: any licensed school account may.",
        _set("pupil_facing_hosts", _list(pupil_hosts), f"[year1@{domains[0]}]", given=bool(pupil_hosts)),
        "  # Meetings without pupils, which the rules then leave alone: by host, by group, by words in the title.",
        _set(
            "staff_only_meetings",
            f"{{hosts: {_list(staff_hosts)}}}",
            f'{{hosts: [head@{domains[0]}], groups: [Governors], topics: ["staff briefing"]}}',
            given=bool(staff_hosts),
        ),
        "  # Recordings must be gone after so many days.",
        _set("recording_retention_days", str(retention_days), "30", given=retention_days is not None),
        "  # Who was trained and when: a CSV file beside this one with the columns email,completed_on[,valid_until].",
        _set("training_register", scalar(training_register), "training.csv", given=bool(training_register)),
        "",
    ]
    return "\n".join(lines) + "\n" + _MORE + _waiver(domains[0])


def _source(document: str, date: str, organisation: str) -> Iterator[str]:
    """The written policy on which the clauses rest."""
    if document:
        yield "source:"
        yield f"  document: {scalar(document)}"
        yield f"  organisation: {scalar(organisation)}"
        yield from [f"  date: {scalar(date)}"] if date else ()


def _set(name: str, value: str, sample: str, *, given: bool) -> str:
    """A parameter with its value, or a comment that shows how one is given."""
    return f"  {name}: {value}" if given else comment(f"{name}: {sample}", "  ")


def _list(items: tuple[str, ...]) -> str:
    return flow(list(items))


def _waiver(domain: str) -> str:
    lines = (
        "Exceptions that somebody accepted, each with an end:",
        "waivers:",
        "  - rule: no-breakout-rooms",
        f"    resource: {{user: senco@{domain}}}",
        "    reason: Small groups with the special-needs teacher",
        "    approver: A. Head",
        "    from: 2026-09-03",
        "    expires: 2026-12-31",
    )
    return "\n" + "".join(f"# {line}\n" for line in lines)
