"""What a policy asks for less than those that it stands on is told, and nothing is where it only names its own people."""

import pytest

from tests.policy.policies import write
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.policy.notes import weaker_notes

NAMED = 'language: 1\nid: {0}\ntitle: {0}\nversion: "1"\nrecommended: false\n'
PARENT = f"""\
{NAMED.format("town")}\
parameters: {{minimum_passcode_length: 10}}
scopes: {{pupils: {{people: {{groups: [Year 1]}}}}, staff: {{people: {{groups: [Staff]}}, rules: [no-whiteboard]}}}}
clauses:
  - {{id: a, text: Nobody records., rules: [no-local-recording]}}
  - {{id: b, text: Pupils do not draw., rules: [no-annotation], scope: pupils}}
  - {{id: c, text: Staff have no boards., rules: [no-whiteboard]}}
severities: {{no-annotation: low}}
attest: [{{clause: a, question: Is it so?}}]
"""


def notes(folder, said):
    write(folder, PARENT, "town.yaml")
    return list(weaker_notes(load_policy(write(folder, f"extends: town.yaml\n{said}\n"))))


ASKED = "attest: [{clause: a, question: Is it so?, settled_by: {settings: {in_meeting.chat: false}, verdict: %s}}]"


@pytest.mark.parametrize(
    ("said", "less"),
    [
        ("clauses: [{id: a, scope: pupils}]", "the people meant by a are “pupils” only, not everybody"),
        ("clauses: [{id: b, scope: staff}]", "the people meant by b are “staff” only, not “pupils” only"),
        (
            "scopes: {pupils: {rules: [no-local-recording, no-annotation]}}",
            "the people judged by no-local-recording, no-annotation are “pupils” only, not everybody",
        ),
        (
            "scopes: {pupils: {rules: [no-whiteboard]}, staff: {rules: [no-local-recording]}}",
            "the people judged by no-whiteboard are “pupils” only, not “staff” only",
        ),
        ("locks: {no-local-recording: preferred}", "the lock of no-local-recording is preferred, not required"),
        ("locks: {no-local-recording: none}", "the lock of no-local-recording is none, not required"),
        ("severities: {no-local-recording: low}", "the severity of no-local-recording is low, not high"),
        (
            ASKED % "met",
            'the question on a is answered by settings alone (met: {"in_meeting.chat": false}), not a person',
        ),
        (ASKED % "not_applicable", "the question on a is answered by settings alone (not_applicable: "),
    ],
)
def test_less_than_below_is_told_with_what_it_was(said, less, tmp_path):
    assert any(one.startswith(f"This policy asks for less than town.yaml: {less}") for one in notes(tmp_path, said))


@pytest.mark.parametrize(
    "said",
    [
        "parameters: {minimum_passcode_length: 8}",
        "scopes: {pupils: {title: Ours, people: {groups: [Reception]}}, staff: {except: {groups: [Governors]}}}",
        "scopes: {pupils: {rules: [no-whiteboard]}}",
        "locks: {no-annotation: required}",
        "severities: {no-annotation: high}",
        ASKED % "not_met",
        "clauses: [{id: d, text: Pupils wait., rules: [waiting-room], scope: pupils}]\nlocks: {waiting-room: none}",
    ],
)
def test_other_names_and_numbers_more_than_below_and_what_is_new_need_no_note(said, tmp_path):
    assert notes(tmp_path, said) == []


def test_a_scope_of_one_parent_that_limits_what_another_asks_of_everybody_is_told(tmp_path):
    write(tmp_path, PARENT, "town.yaml")
    more = "clauses: [{id: z, text: No boards., rules: [no-whiteboard]}]\n"
    write(tmp_path, NAMED.format("city") + more, "city.yaml")
    found = load_policy(write(tmp_path, f"extends: [town.yaml, city.yaml]\n{NAMED.format('ours')}"))
    assert (
        "This policy asks for less than city.yaml: the people judged by no-whiteboard are “staff” only, not everybody."
        in (list(weaker_notes(found)))
    )


def test_what_only_the_order_of_the_parents_decides_is_told_once(tmp_path):
    write(
        tmp_path, PARENT + "locks: {no-annotation: required}\ntexts: {no-annotation: {title: Pens off}}\n", "town.yaml"
    )
    city = "clauses: [{id: z, text: No pens., rules: [no-annotation]}]\nlocks: {no-annotation: none}\n"
    city += "texts: {no-annotation: {title: No pens}}\nseverities: {no-annotation: high}\n"
    write(tmp_path, NAMED.format("city").replace("false", "true") + city, "city.yaml")
    named = NAMED.format("ours").replace("recommended: false\n", "")
    found = list(weaker_notes(load_policy(write(tmp_path, f"extends: [town.yaml, city.yaml]\n{named}"))))
    for name in ("the lock of no-annotation is none", "the title of no-annotation is No pens", "“recommended” is true"):
        assert sum(one.startswith(f"{name}, as city.yaml has it") for one in found) == 1
    assert not any("asks for less than" in one for one in found)
