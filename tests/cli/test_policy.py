import pytest

from zoom_policy_lint.policy import load_policy

ALL = len(load_policy("st_joseph").attest)
"""The questions of the shipped policy."""


def test_init_writes_a_policy_that_is_valid(program, tmp_path):
    file = tmp_path / "ours.yaml"
    said = program("policy", "init", file, "--name", "Hilltop: “A & B” #1", "--domain", "hilltop.example.sch.uk")
    assert said.code == 0
    assert program("policy", "validate", file).code == 0
    assert "34 clauses" in program("policy", "validate", file).out
    assert program("audit", "--demo", "--policy", file).code == 1


@pytest.mark.parametrize("domain", ["not a domain", "a@b.example", "plain"])
def test_init_refuses_what_is_no_domain_and_writes_nothing(program, tmp_path, domain):
    file = tmp_path / "ours.yaml"
    said = program("policy", "init", file, "--name", "Hilltop", "--domain", domain)
    assert (said.code, file.exists()) == (2, False)
    assert domain in said.err


def test_init_keeps_a_file_that_is_there(program, tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text("mine")
    said = program("policy", "init", file, "--name", "Hilltop", "--domain", "hilltop.example.sch.uk")
    assert (said.code, file.read_text()) == (2, "mine")
    assert program("policy", "init", file, "--name", "H", "--domain", "h.example", "--force").code == 0


def test_coverage_says_what_nothing_judges_yet(program):
    said = program("policy", "coverage")
    assert said.code == 0
    assert "nothing judges it yet" in said.out
    assert "waiting-room" in said.out


ASKED = "  - {clause: G6, question: Do parents know?, by_role: Headteacher, every_months: 12}\n"
SAID = "  - {clause: G6, statement: Letter, by: {name: A. Head, role: Headteacher}, on: 2026-09-03, valid_until: 2027-09-02}\n"


def written(folder, text):
    file = folder / "ours.yaml"
    file.write_text(f"extends: st_joseph\n{text}", encoding="utf-8")
    return file


def test_coverage_says_which_rules_judge_and_what_is_still_to_be_attested(program):
    said = program("policy", "coverage", "--as-of", "2026-09-03")
    assert said.code == 0
    for text in ("A waiting room holds everyone", "Headteacher, every 12 months: still to be", "S4a, S4b, S4c"):
        assert text in said.out
    assert said.out.splitlines()[-1] == f"{ALL} of {ALL} questions still to be attested."


@pytest.mark.parametrize(
    ("day", "answered"), [("2026-09-02", 0), ("2026-09-03", 1), ("2027-09-02", 1), ("2027-09-03", 0)]
)
def test_coverage_counts_what_is_due_on_a_day(program, tmp_path, day, answered):
    said = program("policy", "coverage", written(tmp_path, f"attestations:\n{SAID}"), "--as-of", day)
    assert said.out.splitlines()[-1] == f"{ALL - answered} of {ALL} questions still to be attested."


def test_due_lists_the_questions_that_wait_and_no_others(program, tmp_path):
    file = written(tmp_path, f"attestations:\n{SAID}")
    said = program("policy", "coverage", file, "--due", "--as-of", "2026-09-03")
    assert "C9" in said.out
    assert "G6" not in said.out
    assert "waiting-room" not in said.out
    assert "ran out on 2027-09-02" in program("policy", "coverage", file, "--due", "--as-of", "2027-09-03").out


def test_due_says_when_nothing_waits(program, tmp_path):
    file = tmp_path / "alone.yaml"
    file.write_text(
        "language: 1\nid: alone\ntitle: Ours\nversion: '1'\n"
        "clauses: [{id: G6, text: Parents know., wants: [A]}]\n"
        f"attest:\n{ASKED}attestations:\n{SAID}"
    )
    said = program("policy", "coverage", file, "--due", "--as-of", "2026-09-03")
    assert (said.code, said.out) == (0, "0 of 1 questions still to be attested.\n")


def test_validate_says_what_an_audit_would_say_of_statements_and_waivers(program, tmp_path):
    waiver = "  - {rule: waiting-room, resource: account, reason: r, approver: A. Head, expires: 2026-12-31}\n"
    file = written(tmp_path, f"attestations:\n{SAID}waivers:\n{waiver}")
    assert "Note:" not in program("policy", "validate", file, "--as-of", "2026-09-03").out
    said = program("policy", "validate", file, "--as-of", "2028-01-01")
    assert said.code == 0
    assert "Note: The statement of 2026-09-03 on G6 by A. Head (Headteacher) ran out on 2027-09-02" in said.out
    assert "Note: The waiver of waiting-room for the account, approved by A. Head, ran out on 2026-12-31" in said.out


@pytest.mark.parametrize(
    ("parameter", "since"), [("training_register", "completed_on"), ("consent_register", "consented_on")]
)
def test_validate_names_every_bad_line_of_a_register(program, tmp_path, parameter, since):
    file = written(tmp_path, f"parameters: {{{parameter}: people.csv}}\n")
    people = tmp_path / "people.csv"
    people.write_text(f"email,{since}\njane@school.org,2026-01-01\n" + "x,2026-01-01\n" * 30)
    said = program("policy", "validate", file, "--as-of", "2026-09-03")
    assert (said.code, said.out) == (2, "")
    assert [f"{people}:{line}:1: “email” holds no e-mail address" in said.err for line in (2, 3, 32)] == [
        False,
        True,
        True,
    ]
    people.write_text(f"email,{since}\njane@school.org,2026-01-01\n")
    assert program("policy", "validate", file, "--as-of", "2026-09-03").code == 0
    assert program("policy", "validate", file, "--as-of", "2025-12-31").code == 2


def test_validate_names_what_is_wrong_in_a_file_that_the_policy_names(program, tmp_path):
    file = written(tmp_path, "waivers: accepted.yaml\n")
    (tmp_path / "accepted.yaml").write_text("- {rule: waiting-rooms}\n")
    said = program("policy", "validate", file)
    assert said.code == 2
    assert f"{tmp_path / 'accepted.yaml'}:1:3: “resource” is missing" in said.err


def test_a_date_that_is_none_is_refused(program):
    assert program("policy", "coverage", "--as-of", "soon").code == 2


def test_validate_names_the_clauses_and_rules_to_look_at_again_and_stays_valid(program, tmp_path):
    (tmp_path / "ours.txt").write_text("Everybody waits outside.")
    file = written(
        tmp_path,
        "source: {file: ours.txt}\nclauses:\n  - {id: C1, text: Everybody waits outside.}\n  - {id: C3, text: No.}\n",
    )
    said = program("policy", "validate", file)
    assert said.code == 0
    assert said.out.startswith(f"{file}: valid.")
    assert "Note: The words of C1 have changed since its rules were chosen." in said.out
    assert "virtual-background-available" in said.out
    assert "Note: The words of C3 do not stand in ours.txt" in said.out
    assert "The words of C1 do not stand" not in said.out


def test_validate_prints_the_words_to_write_and_is_silent_once_they_are_written(program, tmp_path):
    file = written(tmp_path, "clauses:\n  - {id: C1, text: Everybody waits outside.}\n")
    said = program("policy", "validate", file, "--words").out
    line = said[said.index("  - id: C1\n") :].splitlines()[1].strip()
    file.write_text(f"extends: st_joseph\nclauses:\n  - id: C1\n    text: Everybody waits outside.\n    {line}\n")
    assert "Note:" not in program("policy", "validate", file).out
    assert said.count("words: sha256:") == 1 + 1  # of the one clause that is concerned, and one in the note
    assert "Every clause has the hash of its words." in program("policy", "validate", file, "--words").out


def test_validate_names_bad_lines_of_a_register_together_with_everything_else(program, tmp_path):
    file = written(tmp_path, "parameters: {training_register: staff.csv}\noff: {no-such-rule: r}\n")
    (tmp_path / "staff.csv").write_text("email,completed_on\nx,2026-01-01\n")
    said = program("policy", "validate", file, "--as-of", "2026-09-03")
    assert said.code == 2
    assert f"{tmp_path / 'staff.csv'}:2:1: " in said.err
    assert f"{file}:3:7: there is no rule “no-such-rule”" in said.err


def test_a_document_that_cannot_be_read_makes_the_policy_invalid(program, tmp_path):
    file = written(tmp_path, "source: {file: none.txt}\n")
    said = program("policy", "validate", file)
    assert (said.code, said.out) == (2, "")
    assert f"{file}:2:10: there is no file" in said.err


def test_coverage_says_what_is_off_and_what_is_judged_for_some_only(program, tmp_path):
    scope = "scopes: {pupils: {title: Pupils, people: {groups: [Year 1]}, rules: [waiting-room]}}\n"
    said = " ".join(
        program("policy", "coverage", written(tmp_path, f"off: {{no-whiteboard: art}}\n{scope}")).out.split()
    )
    assert "(switched off: art)" in said
    assert "(judged for “Pupils” only)" in said
    assert "“Pupils”: groups: Year 1" in said
