import pytest


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
