"""Values of parameters that no schema can judge, and those that it must refuse."""

import pytest

from tests.policy.policies import ALONE, problems_of, write
from tests.policy.test_statements import place
from zoom_policy_lint.policy import load_policy

TOP = "extends: st_joseph\nparameters:\n"

RIGHT = [
    "staff_only_meetings: {hosts: [office@hilltop.example.sch.uk], groups: [Office], topics: ['staff meeting', '^INSET\\b']}",
    "staff_only_meetings: {}",
    "pupil_accounts: [Pupils, '*@pupils.hilltop.example.sch.uk']",
    "pupil_facing_hosts: [class1@hilltop.example.sch.uk]",
    "pupil_facing_hosts: []",
    "joining_instruction_phrases: {S4a: [hands up], C4: ['remember: be kind']}",
    "joining_instruction_template: {S4a: Raise your hand when you want to speak., G8: 'Not in a bedroom, please.'}",
    "recording_retention_days: 60",
    "recording_lookback_months: 72",
    "dormant_days: 180",
    "training_valid_months: 36",
    "training_register: null",
]


@pytest.mark.parametrize("line", RIGHT)
def test_a_value_that_makes_sense_is_taken(line, tmp_path):
    assert problems_of(write(tmp_path, f"{TOP}  {line}\n")) == []


WRONG = [
    ("staff_only_meetings: {topic: [x]}", "topic", "unknown key “topic” did you mean topics"),
    ("staff_only_meetings: {topics: staff}", "topics", "must be a list"),
    ("staff_only_meetings: {topics: [staff, 'staff(']}", "'staff('", "not a regular expression"),
    ("staff_only_meetings: {topics: [staff, '*staff']}", "'*staff'", "not a regular expression"),
    ("staff_only_meetings: {topics: ['']}", "''", "at least one letter or digit"),
    ("staff_only_meetings: {topics: ['.*']}", "'.*'", "at least one letter or digit"),
    ("staff_only_meetings: {topics: [staff, 'x*']}", "'x*'", "found in every title"),
    ("staff_only_meetings: {topics: ['staff|']}", "'staff|'", "found in every title"),
    ("staff_only_meetings: {hosts: [Office]}", "Office", "an e-mail address"),
    ("staff_only_meetings: {groups: [' ']}", "' '", "at least one letter or digit"),
    ("staff_only_meetings: [office@x.org]", "staff_only", "must be a mapping"),
    ("pupil_accounts: Pupils", "pupil", "must be a list"),
    ("pupil_accounts: ['*']", "'*'", "at least one letter or digit"),
    ("pupil_facing_hosts: [class1]", "class1", "an e-mail address"),
    ("joining_instruction_phrases: {S4a: []}", "S4a", "must not be empty"),
    ("joining_instruction_phrases: {S4a: [hands up, '...']}", "'...'", "at least one letter or digit"),
    ("staff_only_meetings: {topics: [staff, '([staf]+)+']}", "'([staf]+)+'", "may take for ever"),
    ("joining_instruction_phrases: {S4a: [hands up, '①']}", "'①'", "says nothing that could be found"),
    ("joining_instruction_phrases: {S4a: ['']}", "''", "at least one letter or digit"),
    ("joining_instruction_phrases: {S4z: [hands up]}", "S4z", "no clause is called so did you mean S4"),
    ("joining_instruction_phrases: {S4a: hands up}", "S4a", "must be a list"),
    (
        "joining_instruction_template: {S4z: Hands up.}",
        "S4z",
        "no rule asks for a part “S4z”, and no clause is called so",
    ),
    ("joining_instruction_template: {S4a: ''}", "S4a", "at least one letter or digit"),
    ("joining_instruction_template: Hands up.", "joining", "must be a mapping"),
    ("recording_retention_days: 0", "recording", "must be at least 1, not"),
    ("recording_retention_days: true", "recording", "must be a whole number"),
    ("recording_retention_days: 30 days", "recording", "must be a whole number"),
    ("recording_lookback_months: 73", "recording", "must be at most 72, not 73"),
    ("recording_lookback_months: 0", "recording", "must be at least 1, not"),
    ("training_valid_months: -1", "training", "must be at least 1, not"),
    ("training_valid_months: 1.5", "training", "must be a whole number"),
    ("training_register: ''", "training", "must not be empty"),
    ("training_register: [a.csv]", "training", "must be text or nothing"),
    ("dormant_days: 0", "dormant", "must be at least 1, not"),
]


@pytest.mark.parametrize(("line", "spot", "message"), WRONG, ids=[line for line, _, _ in WRONG])
def test_a_value_that_makes_none_is_said_at_its_place(line, spot, message, tmp_path):
    text = f"{TOP}  {line}\n"
    found = problems_of(write(tmp_path, text))
    assert [place(text, spot)] == [one[1:3] for one in found if message in one[3]], found


def test_what_a_parent_says_is_said_of_the_parent(tmp_path):
    write(tmp_path, f"{TOP}  joining_instruction_phrases: {{S4z: [hands up]}}\n", "parent.yaml")
    (found,) = problems_of(write(tmp_path, "extends: parent.yaml\n"))
    assert found[0] == "parent.yaml"


def test_the_parts_are_those_of_the_policy_itself(tmp_path):
    text = ALONE.replace(
        "parameters: {", "parameters: {joining_instruction_phrases: {W: [hands up], S9z: [hands up]}, "
    )
    (found,) = problems_of(write(tmp_path, text))
    assert "no rule asks for a part “S9z”" in found[3]


@pytest.mark.parametrize("name", ["joining_instruction_template", "staff_only_meetings"])
def test_maps_merge_by_key_over_generations(name, tmp_path):
    first, second = ("{S4a: one}", "{S4b: two}") if "template" in name else ("{topics: [inset]}", "{groups: [Office]}")
    write(tmp_path, f"{TOP}  {name}: {first}\n", "parent.yaml")
    merged = load_policy(write(tmp_path, f"extends: parent.yaml\nparameters: {{{name}: {second}}}\n")).parameters[name]
    assert len(merged.keys() & {"S4a", "S4b", "topics", "groups"}) == 2


def test_parameters_that_decide_what_is_judged_are_never_called_unused(tmp_path):
    policy = load_policy(
        write(tmp_path, f"{TOP}  staff_only_meetings: {{topics: [inset]}}\n  recording_lookback_months: 12\n")
    )
    assert not {"staff_only_meetings", "recording_lookback_months"} & set(policy.unused)


def test_a_number_that_zoom_cannot_give_may_be_asked_for(tmp_path):
    policy = load_policy(write(tmp_path, "extends: st_joseph\nparameters: {recording_retention_days: 7}\n"))
    assert policy.parameters["recording_retention_days"] == 7
