import json
import stat

import pytest

from tests.cli.online import FAST, online
from zoom_policy_lint.simulate import Fault, FaultKind, demo_school
from zoom_policy_lint.snapshot import open_snapshot

NO_PEOPLE = ("--level", "account,group")
SCHOOL = demo_school()
MAILBOXES = {"Office", "Class", "Lead", "Choir"}  # words that are also those of roles and departments
SURNAMES = {user.last_name for user in SCHOOL.users} - MAILBOXES


@pytest.fixture
def out(tmp_path):
    return tmp_path / "school.zpl"


def header(file):
    with file.open(encoding="utf-8") as lines:
        return json.loads(next(lines))


def people(text):
    """The addresses and names of the demo school's people that stand in a text."""
    addresses = {user.email for user in SCHOOL.users if user.email in text}
    return addresses | {name for name in SURNAMES if name in text}


def test_a_pull_of_the_demo_writes_a_snapshot_that_only_its_owner_reads(program, out):
    said = program("pull", "--demo", "-o", out)
    assert said.code == 0
    assert said.out == ""
    assert said.err == f"Wrote {out}\n"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [file.name for file in out.parent.iterdir()] == [out.name]
    assert open_snapshot(out).header.source == "demo"


def test_a_compressed_snapshot_is_private_too(program, tmp_path):
    out = tmp_path / "school.zpl.gz"
    assert program("pull", "--demo", "-o", out).code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.read_bytes().startswith(b"\x1f\x8b")


def test_quiet_says_nothing(program, out):
    said = program("pull", "--demo", "-q", "-o", out)
    assert (said.code, said.out, said.err) == (0, "", "")
    assert out.exists()


def test_without_the_level_of_users_no_address_is_in_the_file(program, out):
    assert program("pull", "--demo", *NO_PEOPLE, "-o", out).code == 0
    assert people(out.read_text()) == set()
    assert "user" not in header(out)["levels"]


def test_pseudonyms_leave_no_name_and_no_address(program, out):
    program("pull", "--demo", "-o", out)
    assert people(out.read_text())
    assert program("pull", "--demo", "--pseudonymise", "-o", out).code == 0
    assert header(out)["pseudonymised"]
    assert people(out.read_text()) == set()


@pytest.mark.parametrize(
    ("keys", "same"), [(("Sesame", "Sesame"), True), (("Sesame", "Poppy"), False), (("", ""), False)]
)
def test_pseudonyms_are_the_same_only_under_the_same_key(program, monkeypatch, tmp_path, keys, same):
    files = [tmp_path / "one.zpl", tmp_path / "two.zpl"]
    for key, file in zip(keys, files, strict=True):
        monkeypatch.setenv("ZPL_PSEUDONYM_KEY", key)
        assert program("pull", "--demo", "--pseudonymise", "--level", "account,user", "-o", file).code == 0
    assert (files[0].read_bytes() == files[1].read_bytes()) == same


def test_the_key_of_pseudonyms_is_in_no_file(program, monkeypatch, out):
    monkeypatch.setenv("ZPL_PSEUDONYM_KEY", "Sesame-the-key")
    program("pull", "--demo", "--pseudonymise", "--level", "account,user", "-o", out)
    assert b"Sesame" not in out.read_bytes()


@pytest.mark.parametrize(("name", "sentence"), [("none/school.zpl", "does not exist"), (".", "is a folder")])
def test_a_place_that_cannot_be_written_is_said_before_anything_is_asked(
    program, monkeypatch, tmp_path, name, sentence
):
    with online(monkeypatch, SCHOOL) as app:
        said = program("pull", *FAST, "-o", tmp_path / name)
        assert app.requests == []
    assert said.code == 2
    assert sentence in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_the_right_to_write_is_said_before_anything_is_asked(program, monkeypatch, out):
    monkeypatch.setattr("zoom_policy_lint.cli.output.os.access", lambda *_: False)
    with online(monkeypatch, SCHOOL) as app:
        said = program("pull", *FAST, "-o", out)
        assert app.requests == []
    assert said.code == 2
    assert f"The folder {out.parent} cannot be written to" in said.err


def test_a_live_pull_holds_what_the_demo_holds(program, monkeypatch, tmp_path):
    live, demo = tmp_path / "live.zpl", tmp_path / "demo.zpl"
    with online(monkeypatch, SCHOOL):
        said = program("pull", *FAST, *NO_PEOPLE, "-o", live)
    program("pull", "--demo", *NO_PEOPLE, "-o", demo)
    assert said.code == 0
    assert header(live)["source"] == "live"
    assert live.read_text().splitlines()[1:-1] == demo.read_text().splitlines()[1:-1]


def test_a_pull_that_was_stopped_goes_on_and_says_so(program, monkeypatch, out):
    pull = ("pull", *FAST, *NO_PEOPLE, "-o", out)
    with online(monkeypatch, SCHOOL, Fault(FaultKind.TOKEN_DIES, match="/groups/{id}/settings", after=2)) as app:
        said = program(*pull)
        asked = len(app.requests)
    assert said.code == 2
    assert [file.name for file in out.parent.iterdir()] == [f"{out.name}.part"]
    with online(monkeypatch, SCHOOL) as app:
        said = program(*pull)
    assert said.code == 0
    assert "Going on with the pull that was begun at" in said.err
    assert 0 < len(app.requests) < asked
    assert [file.name for file in out.parent.iterdir()] == [out.name]


def test_ctrl_c_says_where_what_was_read_is_kept(program, monkeypatch, out):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("zoom_policy_lint.cli.source.pull_live", interrupted)
    said = program("pull", "-o", out)
    assert said.code == 130
    assert f"{out}.part; the same command goes on from there" in said.err
