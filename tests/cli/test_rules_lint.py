RULE = """\
id: no-polls
title: No polls
group: recommended
severity: low
setting: in_meeting.polling
expect: false
lock: none
rationale: A reason.
remediation: Switch them off.
examples:
  pass: {account: {in_meeting.polling: false}}
  fail: {account: {in_meeting.polling: true}}
  unknown: {account: {}}
"""


def test_the_shipped_rules_are_clean_and_every_change_of_a_condition_is_noticed(program):
    said = program("rules", "lint")
    assert said.out.count("\n") == 1, said.out
    assert "conditions: all noticed. Never changed, so not proved: " in said.out
    assert "roles of a count (1 rule)" in said.out
    assert said.out.endswith(" Nothing to report.\n")
    assert said.code == 0


def test_one_rule_can_be_looked_at_alone(program):
    said = program("rules", "lint", "waiting-room")
    assert said.code == 0
    assert said.out.startswith("1 rule, ")


def test_what_is_found_has_its_place_and_what_to_do_and_exit_code_1(program, tmp_path):
    file = tmp_path / "no-polls.yaml"
    file.write_text(RULE.replace("A reason.", "The API says so."))
    said = program("rules", "lint", "no-polls", "--rules", tmp_path)
    assert said.code == 1
    assert f"{file}:8:1: unreadable: “API” in the rationale is a word that a governor may not know" in said.out
    assert "rationale: The API says so." in said.out
    assert "1 thing to put right." in said.out


def test_a_change_that_no_example_notices_comes_with_the_example_that_is_missing(program, tmp_path):
    (tmp_path / "no-polls.yaml").write_text(RULE.replace("expect: false", "expect: {one_of: [true, false]}"))
    said = program("rules", "lint", "no-polls", "--rules", tmp_path)
    assert said.code == 1
    assert ":6:1: never-fails: " in said.out
    locked = RULE.replace("{in_meeting.polling: false}}", "{in_meeting.polling: false}, locked: true}")
    (tmp_path / "no-polls.yaml").write_text(locked.replace("lock: none", "lock: required"))
    said = program("rules", "lint", "no-polls", "--rules", tmp_path)
    assert said.code == 1
    assert (
        ":7:1: unproven-condition: “in_meeting.polling”: no example notices when the lock is not required" in said.out
    )
    assert "add to the examples, under “fail”: {account: {in_meeting.polling: false}, locked: false}" in said.out


def test_rules_of_folders_that_the_policy_names_are_looked_at(program, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "no-polls.yaml").write_text(RULE.replace("A reason.", "The API says so."))
    policy = tmp_path / "policy.yaml"
    policy.write_text("language: 1\nextends: st_joseph\nid: own\ntitle: Own\nversion: '1'\nrule_folders: [own]\n")
    said = program("rules", "lint", "--policy", policy, "no-polls")
    assert said.code == 1
    assert "“API”" in said.out


def test_a_rule_that_does_not_exist_is_named_with_the_nearest(program):
    said = program("rules", "lint", "waitingroom")
    assert said.code == 2
    assert "waiting-room" in said.err


def test_an_invalid_rule_file_is_exit_2(program, tmp_path):
    (tmp_path / "broken.yaml").write_text("id: [")
    said = program("rules", "lint", "--rules", tmp_path)
    assert said.code == 2
    assert "broken.yaml:2:1: not valid YAML" in said.err


def test_a_school_that_changes_numbers_is_not_told_that_shipped_rules_are_unproven(program, tmp_path):
    policy = tmp_path / "policy.yaml"
    parameters = "{school_domains: [hilltop.example.sch.uk], recording_retention_days: 60}"
    head = "language: 1\nextends: st_joseph\nid: own\ntitle: Own\nversion: '1'\n"
    policy.write_text(f"{head}parameters: {parameters}\n")
    rules = ("recordings-within-retention", "school-addresses-only")
    assert program("rules", "lint", "--policy", policy, *rules).code == 0


def test_a_rule_that_could_not_be_tried_is_exit_1(program, tmp_path):
    judged = "resource: user\nexpect: {email: {parameter: consent_register}}\n"
    text = RULE.replace("setting: in_meeting.polling\nexpect: false\nlock: none\n", judged)
    right, wrong = "user: {email: a@school.example}", "user: {email: b@school.example}"
    text = text.replace("account: {in_meeting.polling: false}", right)
    text = text.replace("account: {in_meeting.polling: true}", wrong).replace("account", "user")
    (tmp_path / "no-polls.yaml").write_text(text)
    said = program("rules", "lint", "no-polls", "--rules", tmp_path)
    assert said.code == 1, said.err
    assert "not-tried: no example could be tried: the policy gives no fitting “consent_register”" in said.out


def test_a_wrong_example_is_exit_1_and_points_to_rules_test(program, tmp_path):
    swapped = (
        RULE.replace("polling: true", "?").replace("polling: false", "polling: true").replace("?", "polling: false")
    )
    (tmp_path / "no-polls.yaml").write_text(swapped)
    said = program("rules", "lint", "no-polls", "--rules", tmp_path)
    assert said.code == 1
    assert "wrong-example: this example of “pass” leads to “fail”" in said.out
    assert "“rules test no-polls” says why" in said.out
