"""Statements in files that the policy names: they count as if they stood in it, and their problems name them."""

from pathlib import Path

import pytest

from tests.policy.policies import CHILD, problems_of, write
from tests.policy.test_extends import STATEMENT, WAIVER
from zoom_policy_lint.policy import load_policy

TOP = "extends: st_joseph\n"
QUESTION = "  - {{clause: {0}, question: Is it so?, by_role: Headteacher}}\n"


def names(policy):
    return [waiver.resource for waiver in policy.waivers]


def loaded(folder, text, **files):
    for name, content in files.items():
        write(folder, content, f"{name}.yaml")
    return load_policy(write(folder, TOP + text))


BARE, KEYED = WAIVER.format("a"), "waivers:\n" + WAIVER.format("a")


@pytest.mark.parametrize("content", [BARE, KEYED], ids=["a bare list", "a mapping"])
@pytest.mark.parametrize("asked", ["waivers: ours.yaml\n", "waivers: [ours.yaml]\n", "waivers:\n  - ours.yaml\n"])
def test_a_file_holds_the_list_or_a_mapping_with_it(asked, content, tmp_path):
    assert names(loaded(tmp_path, asked, ours=content)) == ["a"]


def test_a_statement_reads_the_same_in_a_file_and_in_the_policy(tmp_path):
    inside = loaded(tmp_path, "attestations:\n" + STATEMENT.format("A") + "attest:\n" + QUESTION.format("G6"))
    outside = loaded(
        tmp_path,
        "attestations: said.yaml\nattest: asked.yaml\n",
        said=STATEMENT.format("A"),
        asked=QUESTION.format("G6"),
    )
    assert (inside.attestations, inside.attest) == (outside.attestations, outside.attest)


def test_files_and_entries_may_stand_side_by_side_and_keep_their_order(tmp_path):
    policy = loaded(
        tmp_path,
        "waivers:\n" + WAIVER.format("a") + "  - one.yaml\n" + WAIVER.format("d") + "  - two.yaml\n",
        one=WAIVER.format("b") + WAIVER.format("c"),
        two="waivers:\n" + WAIVER.format("e"),
    )
    assert names(policy) == ["a", "b", "c", "d", "e"]


def test_a_file_may_name_further_ones_beside_itself(tmp_path):
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep", "waivers: [two.yaml]\n", "one.yaml")
    write(tmp_path / "deep", WAIVER.format("a"), "two.yaml")
    assert names(loaded(tmp_path, "waivers: deep/one.yaml\n")) == ["a"]


def test_the_files_of_parent_and_child_add_up(tmp_path):
    write(tmp_path, TOP + "waivers: theirs.yaml\n", "parent.yaml")
    write(tmp_path, WAIVER.format("a"), "theirs.yaml")
    write(tmp_path, WAIVER.format("b"), "ours.yaml")
    path = write(tmp_path, "extends: parent.yaml\nwaivers: ours.yaml\n")
    assert names(load_policy(path)) == ["a", "b"]


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "[]\n", "waivers:\n", "waivers: []\n", "---\n"])
def test_an_empty_file_has_no_entries(content, tmp_path):
    assert names(loaded(tmp_path, "waivers: ours.yaml\n", ours=content)) == []


def test_the_files_are_a_part_of_the_policys_identity(tmp_path):
    def sha(content):
        return loaded(tmp_path, "waivers: ours.yaml\n", ours=content).identity.sha256

    first = sha(WAIVER.format("a"))
    assert sha(WAIVER.format("a")) == first
    assert sha(WAIVER.format("b")) != first


def test_a_statement_may_name_findings(tmp_path):
    entry = STATEMENT.format("A").replace("clause: G6", 'clause: G6, findings: [0123456789abcdef, "0123456789012345"]')
    (statement,) = loaded(tmp_path, "attestations:\n" + entry).attestations
    assert statement.findings == ("0123456789abcdef", "0123456789012345")


@pytest.mark.parametrize("name", ["training_register", "consent_register"])
def test_a_question_may_be_answered_by_a_register(name, tmp_path):
    policy = loaded(tmp_path, "attest:\n" + QUESTION.format("G1").replace("}", f", register: {name}}}"))
    assert policy.attest["G1"].register == name


IN_FILE = {
    "a key that no entry has": (BARE.replace("reason", "raeson"), "raeson", "unknown key “raeson”"),
    "a key that is missing": (BARE.replace(", expires: 2026-12-31", ""), "{rule", "“expires” is missing"),
    "a rule that does not exist": (
        KEYED.replace("rule: no-", "rule: not-"),
        "rule: not",
        "there is no rule “not-breakout-rooms” did you mean no-breakout-rooms",
    ),
    "a day that does not exist": (
        BARE + WAIVER.format("b").replace("12-31", "02-30"),
        "expires: 2026-02-30",
        "2026-02-30 is not a day of the calendar",
    ),
    "an end before the beginning": (
        BARE.replace("expires:", "from: 2027-01-01, expires:"),
        "expires:",
        "“expires” is before “from”",
    ),
    "a resource of a level that is none": (BARE.replace("user:", "users:"), "users:", "unknown key “users”"),
    "an entry that is a number": ("- 5\n", "5", "must be a mapping"),
    "an entry that is an empty name": ('- ""\n', '""', "must not be empty"),
    "another list than the one that is named": ("attestations: []\n", "attestations", "has no place here"),
    "a key beside the list": (
        "waivers: []\nlanguage: 1\n",
        "language",
        "has no place here: this file holds waivers only",
    ),
    "a text": ("none so far\n", "none", "this file must hold a list of waivers"),
    "a number under the key": ("waivers: 5\n", "waivers", "“waivers” must be a list, not 5"),
    "no YAML": ("- {rule: [\n}\n", "}", "not valid YAML"),
    "a key twice": ("waivers: []\nwaivers: []\n", "waivers: []\n", "the key “waivers” stands here twice"),
    "no": (BARE.replace("reason: r", "reason: no"), "no, appr", "ambiguous"),
}


def place(content, spot):
    """Line and column of the last place where this stands."""
    before = content[: content.rindex(spot)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize(("content", "spot", "message"), IN_FILE.values(), ids=IN_FILE.keys())
def test_what_is_wrong_in_a_file_is_said_at_its_place_in_that_file(content, spot, message, tmp_path):
    write(tmp_path, content, "ours.yaml")
    found = problems_of(write(tmp_path, TOP + "waivers: ours.yaml\n"))
    assert {one[0] for one in found} == {"ours.yaml"}
    assert place(content, spot) in [one[1:3] for one in found if message in one[3]], found


ASKED = QUESTION.format("G6")


@pytest.mark.parametrize(
    ("part", "content", "spot", "message"),
    [
        ("attest", QUESTION.format("G66"), "clause", "there is no clause “G66” did you mean G6"),
        ("attest", ASKED.replace("}", ", contradicted_by: [waiting]}"), "waiting]", "there is no rule “waiting”"),
        ("attest", ASKED.replace("}", ", contradicted_by: [no-renaming]}"), "no-ren", "can contradict nothing"),
        ("attest", ASKED.replace("}", ", register: training}"), "register", "did you mean training_register?"),
        ("attestations", STATEMENT.format("A").replace("G6", "G66"), "clause", "there is no clause “G66”"),
        ("attestations", STATEMENT.format("A").replace("2027", "2025"), "valid_until", "“valid_until” is before “on”"),
        ("attestations", STATEMENT.format("A, findings: [12345]"), "12345", "must be text, not 12345"),
        ("attestations", STATEMENT.format("A, findings: [ABCDEF0123456789]"), "ABC", "16 hexadecimal digits"),
        ("attestations", STATEMENT.format("A, findings: []"), "findings", "must not be empty"),
    ],
)
def test_questions_and_statements_in_files_are_checked_alike(part, content, spot, message, tmp_path):
    write(tmp_path, content, "ours.yaml")
    found = problems_of(write(tmp_path, TOP + f"{part}: ours.yaml\n"))
    assert [("ours.yaml", *place(content, spot))] == [one[:3] for one in found if message in one[3]], found


def test_a_question_that_stands_in_the_policy_and_in_its_file_is_a_problem(tmp_path):
    write(tmp_path, QUESTION.format("G6"), "ours.yaml")
    (found,) = problems_of(write(tmp_path, TOP + "attest:\n" + QUESTION.format("G6") + "  - ours.yaml\n"))
    assert found[:3] == ("ours.yaml", 1, 6)
    assert "stands here twice" in found[3]


@pytest.mark.parametrize("name", ["nowhere.yaml", "deep/nowhere.yaml", ".", '"a\\0b"', "a" * 5000])
def test_a_file_that_is_not_there_is_said_where_it_is_named(name, tmp_path):
    (found,) = problems_of(write(tmp_path, TOP + f"waivers:\n  - {name}\n"))
    assert found[:3] == ("policy.yaml", 3, 5)
    assert "there is no file" in found[3]


def test_a_file_that_is_not_there_is_said_in_the_file_that_names_it(tmp_path):
    write(tmp_path, "waivers: nowhere.yaml\n", "ours.yaml")
    (found,) = problems_of(write(tmp_path, TOP + "waivers: ours.yaml\n"))
    assert found[:3] == ("ours.yaml", 1, 1)


def test_a_file_that_is_not_utf8_says_so(tmp_path):
    write(tmp_path, BARE.encode("utf-16"), "ours.yaml")
    (found,) = problems_of(write(tmp_path, TOP + "waivers: ours.yaml\n"))
    assert found[:2] == ("ours.yaml", 0)
    assert "UTF-8" in found[3]


def test_a_missing_list_of_questions_makes_no_further_problems(tmp_path):
    text = TOP + "attest: asked.yaml\nclauses:\n  - {id: X, text: Something., wants: [A]}\n"
    (found,) = problems_of(write(tmp_path, text))
    assert "there is no file" in found[3]


@pytest.mark.parametrize("circle", [["policy.yaml"], ["one.yaml"], ["one.yaml", "two.yaml"]])
def test_files_that_name_each_other_are_a_problem(circle, tmp_path):
    for name, asked in zip(circle, [*circle[1:], circle[0]], strict=True):
        write(tmp_path, f"waivers: [{asked}]\n", name)
    path = write(tmp_path, TOP + f"waivers: [{circle[0]}]\n")
    found = problems_of(path)
    assert len(found) == 1, found
    assert f"in a circle: {' → '.join([*circle, circle[0]])}" in found[0][3]
    assert found[0][0] == circle[-1]


def test_the_same_file_named_twice_counts_twice(tmp_path):
    assert names(loaded(tmp_path, "waivers: [ours.yaml, ours.yaml]\n", ours=BARE)) == ["a", "a"]


def test_every_problem_of_every_file_comes_at_once(tmp_path):
    write(tmp_path, BARE.replace("reason", "raeson"), "ours.yaml")
    write(tmp_path, STATEMENT.format("A").replace("G6", "G66"), "said.yaml")
    found = problems_of(
        write(
            tmp_path, CHILD.replace("attestations:", "paramaters: {}\nattestations:\n  - said.yaml") + "  - ours.yaml\n"
        )
    )
    assert {one[0] for one in found} == {"policy.yaml", "ours.yaml", "said.yaml"}


def test_places_are_named_as_the_policy_is(tmp_path, monkeypatch):
    write(tmp_path, "- 5\n", "ours.yaml")
    write(tmp_path, TOP + "waivers: ours.yaml\n")
    monkeypatch.chdir(tmp_path)
    from zoom_policy_lint.model.errors import ProblemsError

    with pytest.raises(ProblemsError) as error:
        load_policy("policy.yaml")
    assert error.value.problems[0].file == str(Path("ours.yaml"))
