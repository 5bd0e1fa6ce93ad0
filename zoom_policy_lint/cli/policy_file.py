"""The text of a new policy file."""

import re

import yaml


def policy_text(parent: str, title: str, domains: tuple[str, ...]) -> str:
    """A commented policy that stands on another and sets what every school must set."""
    slug = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_") or "our_school"
    return f"""\
# The Zoom policy of {_comment(title)}. Check it with: zoom-policy-lint policy validate FILE
language: 1
extends: {_scalar(parent)}
id: {_scalar(slug)}
title: {_scalar(f"Safeguarding in videoconferencing, {title}")}
version: "1.0"

parameters:
  # E-mail domains of school accounts.
  school_domains: [{", ".join(_scalar(domain) for domain in domains)}]
  # Recordings must be gone after so many days.
  recording_retention_days: 30
  # The generic mailboxes from which meetings with pupils are held; left empty, any licensed school account may.
  # pupil_facing_hosts: [year1@{_comment(domains[0])}, year2@{_comment(domains[0])}]
  # Meetings without pupils, which the rules then leave alone: by host, by group, by words in the title.
  # staff_only_meetings: {{hosts: [head@{_comment(domains[0])}], groups: [Governors], topics: ["staff briefing"]}}
  # Who was trained and when, as a CSV file beside this one with the columns email,completed_on[,valid_until].
  # training_register: training.csv

# Statements that people made, each with a date and an end:
# attestations:
#   - clause: G6
#     statement: Letter to parents of 3 September
#     by: {{name: A. Head, role: Headteacher}}
#     on: 2026-09-03
#     valid_until: 2027-09-02

# Exceptions that somebody accepted, each with an end:
# waivers:
#   - rule: no-breakout-rooms
#     resource: {{user: senco@{_comment(domains[0])}}}
#     reason: Small groups with the special-needs teacher
#     approver: A. Head
#     from: 2026-09-03
#     expires: 2026-12-31
"""


def _scalar(text: str) -> str:
    """The text as YAML writes it, in quotes where it needs them."""
    return yaml.safe_dump(text, allow_unicode=True, width=10_000).removesuffix("...\n").strip()


def _comment(text: str) -> str:
    return " ".join(text.split())
