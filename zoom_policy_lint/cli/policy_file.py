"""The text of a new policy file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoom_policy_lint.model.words import Level
from zoom_policy_lint.ruleset.yaml_text import comment, flow, scalar

if TYPE_CHECKING:
    from zoom_policy_lint.policy import Policy


@dataclass(frozen=True, slots=True)
class School:
    """What a new policy says of a school; what is empty or None stays as in the policies that it stands on."""

    title: str
    domains: tuple[str, ...]
    parents: tuple[str, ...]
    pupil_hosts: tuple[str, ...] = ()
    staff_hosts: tuple[str, ...] = ()
    staff_groups: tuple[str, ...] = ()
    staff_topics: tuple[str, ...] = ()
    retention_days: int | None = None
    document: str = ""
    document_date: str = ""
    training_register: str = ""

    @property
    def slug(self) -> str:
        """An id made of the title; apostrophes and dots of abbreviations leave no gap."""
        plain = re.sub(r"['\u2019.]", "", self.title.lower())
        return re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "our_school"

    @property
    def staff_only(self) -> Mapping[str, list[str]]:
        """How its meetings without pupils are known."""
        said = {"hosts": self.staff_hosts, "groups": self.staff_groups, "topics": self.staff_topics}
        return {name: list(items) for name, items in said.items() if items}


@dataclass(frozen=True, slots=True)
class Samples:
    """Ids of the policy below, with which comments show what can be set; empty where it has none of the kind.

    `attested` is a clause for which it wants a statement, of somebody with the `role`; `of_users` is a rule that judges
    users.
    """

    clause: str
    rule: str = ""
    attested: str = ""
    role: str = ""
    of_users: str = ""


def samples_of(policy: "Policy") -> Samples:
    """Samples from a policy that is to be stood on; of its rules the mildest, of which one might do without."""
    mildest = sorted(policy.rules.values(), key=lambda rule: policy.severity(rule).rank)
    rule = mildest[0].id if mildest else ""
    of_users = (one.id for one in mildest if Level.USER in one.levels and one.id != rule)
    wanted = next(iter(policy.attest.values()), None)
    return Samples(
        clause=policy.clauses[0].id,
        rule=rule,
        attested=wanted.clause if wanted else "",
        role=(wanted and wanted.by_role) or "Headteacher",
        of_users=next(of_users, ""),
    )


def policy_text(modeline: str, school: School, samples: Samples) -> str:
    """A commented policy that stands on others and sets what every school must set; the rest as comments."""
    lines = [
        modeline,
        comment(f"The Zoom policy of {school.title}."),
        "# Check it with: zoom-policy-lint policy validate FILE. See what answers each clause: policy coverage FILE.",
        "language: 1",
        f"extends: {flow(school.parents[0] if len(school.parents) == 1 else list(school.parents))}",
        f"id: {scalar(school.slug)}",
        f"title: {scalar(f'Safeguarding in videoconferencing, {school.title}')}",
        'version: "1.0"',
        *_source(school.document, school.document_date, school.title),
        "",
        *_parameters(school),
        "",
    ]
    lines += (f"# {line}" if line else "" for line in _samples(samples, school.domains[0]))
    return "\n".join(lines) + "\n"


def _parameters(school: School) -> Iterator[str]:
    """The parameters that matter most: those that were said, and the others as comments."""
    domain, hosts, days = school.domains[0], school.pupil_hosts, school.retention_days
    sample = f'{{hosts: [head@{domain}], groups: [Governors], topics: ["staff briefing"]}}'
    yield "parameters:"
    yield "  # E-mail domains of school accounts."
    yield f"  school_domains: {_list(school.domains)}"
    yield "  # The generic mailboxes from which meetings with pupils are held; empty: any licensed school account may."
    yield _set("pupil_facing_hosts", _list(hosts), f"[year1@{domain}]", given=bool(hosts))
    yield "  # Meetings without pupils, which the rules then leave alone: by host, by group, by words in the title."
    yield _set("staff_only_meetings", flow(school.staff_only), sample, given=bool(school.staff_only))
    yield "  # Recordings must be gone after so many days."
    yield _set("recording_retention_days", str(days), "30", given=days is not None)
    yield "  # Who was trained and when: a CSV file beside this one with the columns email,completed_on[,valid_until]."
    register = school.training_register
    yield _set("training_register", scalar(register), "training.csv", given=bool(register))


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


def _samples(samples: Samples, domain: str) -> Iterator[str]:
    """What else can be set, as comments; with ids of the policy that this one stands on, so that each could be so."""
    yield "Rules of your own: folders of files that “zoom-policy-lint rules new” starts; name each rule in a clause."
    yield from ("rule_folders: [rules]", "clauses:", f"  - id: {scalar(samples.clause)}", "    add_rules: [our-rule]")
    if samples.rule:
        yield from ("", "Rules that this school leaves out, each with the reason, which the report shows:")
        yield from ("off:", f"  {samples.rule}: What we do instead")
    if samples.attested:
        yield from ("", "Statements that people made, each with a date and an end:", "attestations:")
        yield f"  - clause: {scalar(samples.attested)}"
        yield "    statement: Minutes of the staff meeting of 3 September"
        yield f"    by: {{name: A. Head, role: {scalar(samples.role)}}}"
        yield from ("    on: 2026-09-03", "    valid_until: 2027-09-02")
    if samples.of_users:
        yield from ("", "Exceptions that somebody accepted, each with an end:", "waivers:")
        yield f"  - rule: {samples.of_users}"
        yield f"    resource: {{user: senco@{domain}}}"
        yield "    reason: Needed for small groups with the special-needs teacher"
        yield from ("    approver: A. Head", "    from: 2026-09-03", "    expires: 2026-12-31")
