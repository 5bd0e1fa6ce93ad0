"""`baseline`: what fails is accepted with an owner, and the file may only shrink unless told."""

import pytest

from zoom_policy_lint.cli.main import run


@pytest.fixture(scope="module")
def accepted(demo_file, tmp_path_factory):
    """A baseline of the demo school's account and groups, written once."""
    file = tmp_path_factory.mktemp("baseline") / "known.yaml"
    words = ["baseline", str(file), "--owner", "A. Head", "--snapshot", str(demo_file), *DAY]
    assert run(words) == 0
    return file.read_text(encoding="utf-8")


DAY = ("--policy", "st_joseph", "--as-of", "2026-11-23", "--level", "account,group")


@pytest.fixture
def demo(demo_file):
    return "--snapshot", demo_file, *DAY


@pytest.fixture
def known(accepted, tmp_path):
    file = tmp_path / "known.yaml"
    file.write_text(accepted, encoding="utf-8")
    return file


def entries(text):
    return [line for line in text.splitlines() if line.startswith("  - ")]


def test_after_it_only_what_is_new_fails(program, known, demo, accepted):
    assert program("audit", *demo, "--baseline", known).code == 0
    assert "owner: A. Head, on: 2026-11-23}" in entries(accepted)[0]
    assert entries(accepted) == sorted(entries(accepted), key=lambda line: line.partition("rule: ")[2].split(",")[0])


def test_it_names_no_person_but_the_owner(accepted):
    assert "@" not in accepted.replace("A. Head", "")


def test_it_shrinks_and_what_stays_does_so_to_the_byte(program, known, demo, accepted):
    extra = "  - {fingerprint: '0123456789012345', rule: waiting-room, level: group, id: gone, status: fail, owner: B, on: 2026-01-01} # x\n"
    mine = accepted.replace("owner: A. Head", "owner: 'I. T. Lead'", 1).replace(
        "findings:\n", f"findings:\n  # ours\n{extra}"
    )
    known.write_text(mine, encoding="utf-8")
    said = program("baseline", known, *demo, "--level", "account,group,user,meeting,recording")
    assert said.code == 1
    assert "1 taken out" in said.out
    assert known.read_text(encoding="utf-8") == mine.replace(extra, "")


def test_what_is_new_is_counted_and_accepted_with_grow_alone(program, known, demo, accepted):
    less = accepted.replace(entries(accepted)[0] + "\n", "").replace(entries(accepted)[3] + "\n", "")
    known.write_text(less, encoding="utf-8")
    said = program("baseline", known, *demo)
    assert said.code == 1
    assert "2 findings beside it are new and not accepted" in said.err
    assert known.read_text(encoding="utf-8") == less
    assert "--owner" in program("baseline", known, *demo, "--grow").err
    assert program("baseline", known, *demo, "--grow", "--owner", "B").code == 0
    grown = known.read_text(encoding="utf-8")
    assert grown.startswith(less)
    assert [line.partition("owner: ")[2] for line in entries(grown)[-2:]] == ["B, on: 2026-11-23}"] * 2
    assert program("audit", *demo, "--baseline", known).code == 0


def test_a_run_that_looks_at_less_takes_out_nothing_that_it_did_not_judge(program, known, demo, accepted):
    for words in (("--level", "account"), ("--select", "waiting-room"), ("--ignore", "waiting-room")):
        program("baseline", known, *demo, *words)
        assert known.read_text(encoding="utf-8") == accepted


def test_what_was_accepted_as_unknown_and_fails_is_new(program, known, demo, accepted):
    first = entries(accepted)[0]
    known.write_text(accepted.replace(first, first.replace("status: fail", "status: unknown")), encoding="utf-8")
    said = program("baseline", known, *demo)
    assert said.code == 1
    assert "was accepted as unknown, and it fails now" in said.err
    assert program("baseline", known, *demo, "--grow", "--owner", "B").code == 0
    assert first.replace("A. Head", "B") in entries(known.read_text(encoding="utf-8"))
    assert len(entries(known.read_text(encoding="utf-8"))) == len(entries(accepted))


def test_whatever_is_wrong_is_said_with_its_place_and_nothing_is_written(program, tmp_path, demo):
    file = tmp_path / "known.yaml"
    good = "version: 1\naccount: Hq3vK9mXTd2sJp0wRzL7Yg\npolicy: st_joseph\nfindings:\n"
    entry = "  - {fingerprint: 0123456789abcdef, rule: waiting-room, status: fail, owner: A, on: 2026-01-01}\n"
    for text, said in (
        (good + entry + entry, "6:5: the finding 0123456789abcdef stands in line 5 already"),
        (good + entry.replace("0123456789abcdef", "xyz"), "5:19: “fingerprint” cannot be “xyz”"),
        (good + entry.replace("fail", "pass"), "write fail or unknown"),
        (good + entry.replace(", owner: A", ""), "“owner” is missing"),
        (good + entry.replace("2026-01-01", "2026-13-01"), "“on” cannot be “2026-13-01”"),
        (good + entry.replace("rule", "rules"), "unknown key “rules”"),
        (good + "  - word\n", "each entry must be a mapping"),
        (good + "  - [\n", "not valid YAML"),
        (good + "  word\n", "“findings” must be a list"),
        (good.replace("version: 1", "version: 2"), "update the program"),
        (good.replace("version: 1\n", ""), "write “version: 1”"),
        (good.replace("account: Hq3vK9mXTd2sJp0wRzL7Yg\n", ""), "“account” is missing"),
        (good.replace("Hq3vK9mXTd2sJp0wRzL7Yg", '""'), "“account” cannot be “”"),
        (good.replace("Hq3vK9mXTd2sJp0wRzL7Yg", "unknown"), "“account” cannot be “unknown”"),
        (good.replace("policy: st_joseph\n", ""), "“policy” is missing"),
        (good + entry.replace("owner: A", "owner: ' '"), "“owner” is missing"),
        (good + entry.replace("status: fail", "status: fail, severity: bad"), "“severity” cannot be “bad”"),
        ('{"source": {"account_id": null}, "findings": []}', "does not say of which account"),
        (good.replace("Hq3vK9mXTd2sJp0wRzL7Yg", "another"), "of another account (another"),
        ("words\n", "nor what “baseline” writes"),
        ('{"source": {"account_id": "x"}, "findings": []}', "is a JSON report"),
        ("---\n" + good + "---\n" + good, "not valid YAML"),
    ):
        file.write_text(text, encoding="utf-8")
        refused = program("baseline", file, *demo, "--owner", "A")
        assert (refused.code, refused.out) == (2, ""), text
        assert said in refused.err
        assert file.read_text(encoding="utf-8") == text
    assert "--owner" in program("baseline", tmp_path / "new.yaml", *demo).err
    assert not (tmp_path / "new.yaml").exists()


def test_rules_that_the_policy_does_not_have_are_told_and_stay(program, known, demo, accepted):
    extra = (
        "  - {fingerprint: 0123456789abcdef, rule: no-such-rule, level: user, status: fail, owner: B, on: 2026-01-01}\n"
    )
    known.write_text(accepted + extra, encoding="utf-8")
    said = program("baseline", known, *demo)
    assert said.code == 0
    assert "names the rule no-such-rule" in said.err
    assert known.read_text(encoding="utf-8") == accepted + extra
