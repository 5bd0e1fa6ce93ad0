import pytest


@pytest.fixture
def ours(tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text(
        "extends: st_joseph\nid: ours\n"
        "parameters: {school_domains: [hilltop.example.sch.uk], recording_retention_days: 60}\n"
        "severities: {no-breakout-rooms: low}\n"
        "clauses: [{id: C1, text: Everybody waits.}]\n"
        "waivers:\n"
        "  - {rule: no-breakout-rooms, resource: {user: senco@b.example}, reason: r, approver: A, expires: 2026-12-31}\n",
        encoding="utf-8",
    )
    return file


def test_two_policies_that_say_the_same_do_not_differ(program, ours):
    assert (program("policy", "diff", ours, ours).code, program.out) == (0, "No difference.\n")


def test_what_differs_is_shown_in_words_and_the_exit_code_is_0(program, ours):
    said = program("policy", "diff", "st_joseph", ours)
    assert said.code == 0
    lines = said.out.splitlines()
    for line in (
        "Parameters",
        "  recording_retention_days",
        "    - 30",
        "    + 60",
        "    + hilltop.example.sch.uk",
        "  + no-breakout-rooms: low",
        "  C1: words",
        "    + Everybody waits.",
        "Waivers: 1 added, 0 taken away",
        "  + no-breakout-rooms for user senco@b.example until 2026-12-31: r (A)",
    ):
        assert line in lines
    turned = program("policy", "diff", ours, "st_joseph").out.splitlines()
    assert "    - 60" in turned
    assert "Waivers: 0 added, 1 taken away" in turned


def test_nothing_in_a_file_steers_the_terminal(program, tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text('extends: st_joseph\nclauses: [{id: C1, text: "a\\e[31mb"}]\n', encoding="utf-8")
    assert "\x1b" not in program("policy", "diff", "st_joseph", file).out
    assert r"\x1b[31m" in program.out


def test_a_policy_that_is_not_valid_is_named(program, tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text("extends: st_joseph\nnonsense: 1\n", encoding="utf-8")
    assert program("policy", "diff", "st_joseph", file).code == 2
    assert f"{file}:2:1: unknown key “nonsense”" in program.err
    assert program("policy", "diff", "st_joseph", tmp_path / "none.yaml").code == 2
