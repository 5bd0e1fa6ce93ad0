"""Broken policy files: every problem, at its line and column, in words that say what to do."""

import pytest
from hypothesis import given, settings

from tests.policy.policies import ALONE, CHILD, changed, problems_of, write
from tests.ruleset.test_rule_files import GOOD, PEOPLE
from tests.ruleset.test_source import mutated
from zoom_policy_lint.model.errors import ProblemsError
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.policy.files import read_chain


@pytest.mark.parametrize("text", [CHILD, ALONE, "extends: st_joseph\n"])
def test_a_good_policy_has_no_problem(text, tmp_path):
    assert problems_of(write(tmp_path, text)) == []


def test_the_shipped_policy_has_no_problem():
    assert len(load_policy("st_joseph").clauses) >= 30


BROKEN = {
    "a syntax error": (changed("[hilltop", "[[hilltop"), 4, 1, "not valid YAML"),
    "an unknown key": (changed("parameters:", "paramaters:"), 2, 1, "unknown key “paramaters” did you mean parameters"),
    "an unknown parameter": (
        changed("school_domains:", "school_domain:"),
        3,
        3,
        "unknown key “school_domain” did you mean school_domains",
    ),
    "a parameter of the wrong type": (
        changed("[hilltop.example.sch.uk]", "hilltop.example.sch.uk"),
        3,
        3,
        "must be a list",
    ),
    "an address where a domain belongs": (changed("[hilltop", "[office@hilltop"), 3, 20, "a domain such as"),
    "no school domain": (changed("[hilltop.example.sch.uk]", "[]"), 3, 3, "must not be empty"),
    "an empty list of phrases": (
        changed("parameters:\n", "parameters:\n  joining_instruction_phrases: {S4a: []}\n"),
        3,
        33,
        "must not be empty",
    ),
    "a number below the least": (
        changed("parameters:\n", "parameters:\n  minimum_administrators: 0\n"),
        3,
        3,
        "must be at least 1, not",
    ),
    "yes": (changed("parameters:\n", "parameters:\n  training_register: no\n"), 3, 22, "ambiguous"),
    "a key twice": (changed("parameters:\n", "parameters:\n  school_domains: [x.org]\n"), 4, 3, "stands here twice"),
    "an unknown clause of a question": (
        changed("- {clause: G6, question", "- {clause: G66, question"),
        5,
        6,
        "there is no clause “G66” did you mean G6",
    ),
    "an unknown clause of a statement": (
        changed("- {clause: G6, statement", "- {clause: H6, statement"),
        7,
        6,
        "there is no clause “H6”",
    ),
    "an unknown rule that contradicts": (
        changed("[waiting-room]", "[waiting-rooms]"),
        5,
        107,
        "there is no rule “waiting-rooms” did you mean waiting-room",
    ),
    "a rule that contradicts and is never judged": (
        changed("[waiting-room]", "[no-renaming]"),
        5,
        107,
        "never judged and can contradict nothing",
    ),
    "an unknown rule of a waiver": (
        changed("rule: no-breakout-rooms", "rule: breakout"),
        9,
        6,
        "there is no rule “breakout”",
    ),
    "a waiver without an end": (changed(", expires: 2026-12-31", ""), 9, 5, "“expires” is missing"),
    "a waiver without a reason": (changed('reason: "1:2"', 'reason: ""'), 9, 79, "“reason” must not be empty"),
    "a waiver without an approver": (changed(", approver: A. Head", ""), 9, 5, "“approver” is missing"),
    "a waiver of two resources": (
        changed("{user: senco@hilltop.example.sch.uk}", "{user: a, group: b}"),
        9,
        31,
        "has more than 1 key",
    ),
    "a waiver of a level that is none": (
        changed("{user: senco@hilltop.example.sch.uk}", "{everyone: a}"),
        9,
        42,
        "unknown key “everyone”",
    ),
    "a waiver of a word": (
        changed("{user: senco@hilltop.example.sch.uk}", "everyone"),
        9,
        31,
        "write account, or {user",
    ),
    "a day that does not exist": (
        changed("expires: 2026-12-31", "expires: 2026-02-30"),
        9,
        113,
        "2026-02-30 is not a day of the calendar",
    ),
    "a date in another form": (
        changed("expires: 2026-12-31", "expires: 31.12.2026"),
        9,
        113,
        "write a date as 2026-09-03",
    ),
    "a date that is a number": (changed("expires: 2026-12-31", "expires: 2026"), 9, 113, "must be text"),
    "an end before the beginning": (
        changed("expires: 2026-12-31", "from: 2026-09-03, expires: 2026-09-02"),
        9,
        131,
        "“expires” is before “from”",
    ),
    "a statement that ends before it begins": (
        changed("valid_until: 2027-09-02", "valid_until: 2026-09-02"),
        7,
        93,
        "“valid_until” is before “on”",
    ),
    "a statement by nobody": (changed("by: {name: A. Head, role: Headteacher}, ", ""), 7, 5, "“by” is missing"),
    "a question twice": (
        changed("attestations:", '  - {clause: G6, question: "Again?"}\nattestations:'),
        6,
        6,
        "the clause “G6” stands here twice",
    ),
    "a clause that nothing answers": (
        CHILD + "clauses:\n  - {id: X, text: Something., wants: [S]}\n",
        11,
        5,
        "nothing answers the clause “X”",
    ),
    "a clause without words": (
        CHILD + "clauses:\n  - {id: X, rules: [waiting-room]}\n",
        11,
        5,
        "the clause “X” has no “text”",
    ),
    "a clause with an unknown rule": (
        CHILD + "clauses:\n  - {id: X, text: T., rules: [waiting-rom]}\n",
        11,
        31,
        "there is no rule “waiting-rom”",
    ),
    "a clause twice": (
        CHILD + "clauses:\n" + "  - {id: X, text: T., rules: [waiting-room]}\n" * 2,
        12,
        6,
        "the clause “X” stands here twice",
    ),
    "a clause with rules of a kind that it does not want": (
        CHILD + "clauses:\n  - {id: X, text: T., wants: [U], rules: [waiting-room]}\n",
        11,
        23,
        "kind M or S, which it does not want",
    ),
    "a clause that wants an unknown kind": (
        CHILD + "clauses:\n  - {id: X, text: T., wants: [Z], rules: [waiting-room]}\n",
        11,
        31,
        'cannot be "Z"',
    ),
    "a part that does not exist": (
        CHILD + "clauses:\n  - {id: X, text: T., parts: [Y]}\n",
        11,
        31,
        "there is no clause “Y”",
    ),
    "a clause that is its own part": (
        CHILD + "clauses:\n  - {id: X, text: T., parts: [X]}\n",
        11,
        23,
        "the clause “X” is a part of itself",
    ),
    "clauses that are parts of each other": (
        CHILD + "clauses:\n  - {id: X, text: T., parts: [Y]}\n  - {id: Y, text: T., parts: [X]}\n",
        12,
        23,
        "the clause “Y” is a part of itself",
    ),
    "a severity of an unknown rule": (CHILD + "severities: {waiting: low}\n", 10, 14, "there is no rule “waiting”"),
    "a severity that is none": (CHILD + "severities: {waiting-room: urgent}\n", 10, 14, 'cannot be "urgent"'),
    "an unknown rule switched off": (CHILD + "off: {waiting: because}\n", 10, 7, "there is no rule “waiting”"),
    "a rule switched off without a reason": (CHILD + 'off: {waiting-room: ""}\n', 10, 7, "must not be empty"),
    "a list at the top": ("- extends\n", 1, 1, "must be a mapping"),
    "an empty file": ("", 1, 1, "must be a mapping"),
    "no clause": (ALONE[: ALONE.index("clauses")], 1, 1, "at least one clause"),
    "no id": (changed("id: hilltop\n", "", ALONE), 1, 1, "“id” is missing"),
    "no language": (changed("language: 1\n", "", ALONE), 1, 1, "“language” is missing"),
    "a later language": (changed("language: 1", "language: 2", ALONE), 1, 1, "this program knows version 1"),
    "a time that is none": (
        changed("parameters:\n", "parameters:\n  school_hours: {from: 24:00}\n"),
        3,
        18,
        "a time from 00:00 to 23:59",
    ),
    "a name of a scope with spaces": (
        CHILD + "scopes: {All Pupils: {people: {groups: [P]}, rules: [waiting-room]}}\n",
        10,
        10,
        "“All Pupils” cannot be used as a name lower-case words joined by hyphens",
    ),
    "nothing where a severity belongs": (
        CHILD + "severities:\n  waiting-room:\n",
        11,
        3,
        "“waiting-room” is empty known: critical, high, low, medium",
    ),
    "one value where a list belongs": (
        changed("[hilltop.example.sch.uk]", "hilltop.example.sch.uk"),
        3,
        3,
        'write a list: ["hilltop.example.sch.uk"]',
    ),
    "a number in quotes": (
        changed("parameters:\n", 'parameters:\n  minimum_adults: "2"\n'),
        3,
        3,
        "write it without quotes",
    ),
    "a missing key that is explained": (changed(", approver: A. Head", ""), 9, 5, "approver: Who approved it"),
    "a version that is a number": (changed('"1.0"', "1.0", ALONE), 4, 1, "must be text, not 1.0"),
    "a parameter that a rule needs and nobody gives": (
        changed("parameters: {school_domains: [hilltop.example.sch.uk]}\n", "", ALONE),
        1,
        1,
        "the rule “school-addresses-only” needs the parameter “school_domains”",
    ),
    "a parent that does not exist": (
        changed("extends: st_joseph", "extends: st_josef"),
        1,
        1,
        "did you mean st_joseph?",
    ),
    "very deep nesting": ("a: " + "[" * 500, 1, 43, "too deep or too large"),
}


@pytest.mark.parametrize(("text", "line", "column", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_policy_says_what_and_where(text, line, column, message, tmp_path):
    found = problems_of(write(tmp_path, text))
    hits = [one for one in found if message in one[3]]
    assert hits, found
    assert (line, column) in [hit[1:3] for hit in hits], found
    assert {one[0] for one in found} == {"policy.yaml"}


def test_a_policy_that_is_not_utf8_says_so(tmp_path):
    ((_, line, _, message),) = problems_of(write(tmp_path, CHILD.encode("utf-16")))
    assert line == 0
    assert "UTF-8" in message


@pytest.mark.parametrize("name", ["st_josef", "nowhere.yaml"])
def test_a_policy_that_does_not_exist_says_which_there_are(name, tmp_path):
    ((_, _, _, message),) = problems_of(name)
    assert ("there is no file “nowhere.yaml”" if name == "nowhere.yaml" else "there is no policy") in message
    assert "st_joseph" in message


def test_a_folder_in_place_of_a_policy_says_that_it_is_no_file(tmp_path):
    ((_, _, _, message),) = problems_of(str(tmp_path))
    assert message == f"“{tmp_path}” is there, but it is no file name the policy's file"


def test_characters_that_steer_a_terminal_are_written_out_in_problems(tmp_path):
    with pytest.raises(ProblemsError) as wrong:
        load_policy(write(tmp_path, 'extends: "a\\0\\e[31mb.yaml"\nrule_folders: ["\\0"]\n'))
    assert "there is no file “" in str(wrong.value)
    assert "a\\x00\\x1b[31mb.yaml" in str(wrong.value)
    assert not set("\0\x1b") & set(str(wrong.value).replace(str(tmp_path), ""))


@pytest.mark.parametrize(("length", "refused"), [(100, False), (101, True)])
def test_a_hundred_policies_may_stand_on_each_other_and_no_more(length, refused, tmp_path):
    for at in range(length - 1):
        write(tmp_path, f"extends: p{at + 1}.yaml\n", f"p{at}.yaml")
    write(tmp_path, ALONE, f"p{length - 1}.yaml")
    chain, found = read_chain(str(tmp_path / "p0.yaml"))
    assert chain.whole is not refused
    assert [one.message for one in found] == ["more than 100 policies stand on each other here"] * refused


@pytest.mark.parametrize("circle", [["a.yaml"], ["a.yaml", "b.yaml"], ["a.yaml", "b.yaml", "c.yaml"]])
def test_policies_that_stand_on_each_other_are_a_problem(circle, tmp_path, monkeypatch):
    for name, parent in zip(circle, [*circle[1:], circle[0]], strict=True):
        write(tmp_path, f"extends: {parent}\n", name)
    monkeypatch.chdir(tmp_path)
    for asked in ("a.yaml", str(tmp_path / "a.yaml")):
        ((file, line, column, message),) = problems_of(asked)
        assert (file, line, column) == (circle[-1], 1, 1)
        assert f"in a circle: {' → '.join([*circle, circle[0]])}" in message


def test_every_problem_of_all_files_comes_in_one_error(tmp_path):
    rules, ours = tmp_path / "rules", tmp_path / "ours"
    rules.mkdir()
    ours.mkdir()
    (rules / "good-rule.yaml").write_text(GOOD.replace("expect: true", "expect: 1"))
    (rules / "bad-rule.yaml").write_text("x: [")
    (ours / "our-rule.yaml").write_text("id: our-rule\n")
    write(tmp_path, "language: 1\nclauses: [}\n", "parent.yaml")
    write(tmp_path, "- {rule: waiting-room}\n", "accepted.yaml")
    write(tmp_path, "name,day\n", "staff.csv")
    child = write(
        tmp_path,
        "extends: parent.yaml\nparamaters: {}\nwaivers: accepted.yaml\nrule_folders: [ours]\n"
        "parameters: {training_register: staff.csv}\nsource: {file: none.txt}\n",
    )
    found = problems_of(child, rules)
    files = ["accepted.yaml", "bad-rule.yaml", "good-rule.yaml", "our-rule.yaml", "parent.yaml", "policy.yaml"]
    assert sorted({file for file, _, _, _ in found}) == [*files, "staff.csv"]
    assert [one[1:3] for one in found if one[0] == "policy.yaml"] == [(2, 1), (6, 10)]


@pytest.mark.parametrize("parent", ["", "- x\n", "a: [\n", "language: 2\n", "extends: nowhere\n"])
def test_a_child_of_a_parent_that_cannot_be_read_is_not_blamed_for_it(parent, tmp_path):
    write(tmp_path, parent, "parent.yaml")
    text = (
        "extends: parent.yaml\noff: {their-rule: r}\nclauses:\n  - {id: X, rules: [their-rule], wants: [S]}\n"
        "attest:\n  - {clause: Y, question: Q?, contradicted_by: [their-rule]}\n"
        "attestations:\n  - {clause: Y, statement: S, by: {name: N, role: R}, on: 2026-02-30, valid_until: 2027-01-01}\n"
    )
    found = problems_of(write(tmp_path, text))
    assert [one[3] for one in found if one[0] == "policy.yaml"] == [
        "2026-02-30 is not a day of the calendar write a date as 2026-09-03"
    ]
    assert len(found) == 2


@pytest.mark.parametrize("text", ["x: [", "- a", "id: our-rule\nlanguage: 7"])
def test_a_rule_whose_file_has_problems_is_not_said_to_be_missing(text, tmp_path):
    (tmp_path / "our-rule.yaml").write_text(text)
    folder = tmp_path / "policies"
    folder.mkdir()
    path = write(folder, CHILD + "clauses:\n  - {id: X, text: T., rules: [our-rule]}\n")
    assert {one[0] for one in problems_of(path, tmp_path)} == {"our-rule.yaml"}


def test_an_unknown_parameter_of_a_rule_is_said_at_the_rule(tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "good-rule.yaml").write_text(PEOPLE.replace("school_domains", "our_domains"))
    ((file, line, column, message),) = problems_of(write(tmp_path, CHILD), rules)
    assert (file, line, column) == ("good-rule.yaml", 5, 30)
    assert "there is no parameter “our_domains”" in message


@pytest.mark.parametrize(
    ("condition", "parameter"),
    [
        ("{domain_in: {parameter: minimum_adults}}", "minimum_adults"),
        ("{matches: {parameter: school_domains}}", "school_domains"),
        ("{one_of: {parameter: staff_only_meetings}}", "staff_only_meetings"),
        ("{not: {parameter: minimum_adults}}", "minimum_adults"),
        ("{parameter: school_domains}", "school_domains"),
        ("{one_of: {parameter: pupil_accounts}}", "pupil_accounts"),
    ],
)
def test_a_parameter_that_makes_no_sense_in_a_rule_is_a_problem_not_a_crash(condition, parameter, tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "good-rule.yaml").write_text(PEOPLE.replace("{domain_in: {parameter: school_domains}}", condition))
    text = CHILD + "clauses:\n  - {id: X, text: T., wants: [U], rules: [good-rule]}\n"
    found = problems_of(write(tmp_path, text), rules)
    ((file, _, _, message),) = found
    assert file == "good-rule.yaml", "the rule is the school's own, and what the policy gives may suit all others"
    assert f"the parameter “{parameter}”, as the policy gives it, does not suit: " in message
    assert ("policy.yaml" if parameter == "school_domains" else "st_joseph.yaml") in message


def test_an_advisory_rule_whose_parameter_the_policy_does_not_give_is_not_looked_at(tmp_path):
    policy = load_policy(write(tmp_path, ALONE))
    assert "recording-passcode-length" not in policy.advisory
    assert "no-renaming" in policy.advisory
    assert "recording-passcode-length" in load_policy("st_joseph").advisory


@settings(max_examples=25, deadline=None)
@given(text=mutated([CHILD, ALONE]))
def test_a_spoilt_policy_is_read_or_refused_with_problems(tmp_path_factory, text):
    path = write(tmp_path_factory.mktemp("policy"), text.encode("utf-8", "surrogatepass"))
    try:
        load_policy(path)
    except ProblemsError as error:
        assert error.problems
