import errno
import gzip
import os
import stat

import pytest

from tests.snapshot.samples import HEADER, LISTINGS, RESOURCES
from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.snapshot import check_writable, open_snapshot, write_snapshot
from zoom_policy_lint.snapshot import write as writing


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("name", ["s.zpl", "s.zpl.gz"])
def test_what_was_written_is_read_back(tmp_path, name):
    write_snapshot(tmp_path / name, HEADER, LISTINGS, RESOURCES)
    snapshot = open_snapshot(tmp_path / name)
    assert (snapshot.header, snapshot.listings, snapshot.partial) == (HEADER, LISTINGS, False)
    assert tuple(snapshot.resources()) == RESOURCES
    assert tuple(snapshot.resources()) == RESOURCES


@pytest.mark.parametrize("name", ["s.zpl", "s.zpl.gz"])
def test_the_same_content_gives_the_same_bytes_whatever_the_order_of_keys_and_lists(tmp_path, name):
    shuffled = [
        type(one)(
            one.level,
            one.id,
            one.name,
            dict(reversed(one.fields.items())),
            dict(one.bodies),
            dict(one.unread),
            one.gone,
        )
        for one in RESOURCES
    ]
    write_snapshot(tmp_path / name, HEADER, LISTINGS, RESOURCES)
    (tmp_path / "other").mkdir()
    write_snapshot(tmp_path / "other" / name, HEADER, reversed(LISTINGS), shuffled)
    assert (tmp_path / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_the_first_line_says_what_the_file_is(tmp_path):
    write_snapshot(tmp_path / "s.zpl", HEADER, LISTINGS, RESOURCES)
    assert (tmp_path / "s.zpl").read_text().startswith('{"format":"zoom-policy-lint snapshot","version":1,')


def test_a_name_in_gz_is_compressed(tmp_path):
    write_snapshot(tmp_path / "s.zpl.gz", HEADER, LISTINGS, RESOURCES)
    assert gzip.decompress((tmp_path / "s.zpl.gz").read_bytes()).startswith(b'{"format":')


def test_only_the_owner_may_read_it_even_while_it_is_written(tmp_path):
    seen = []

    def resources():
        seen.extend(mode(file) for file in tmp_path.iterdir())
        yield from RESOURCES

    before = os.umask(0)
    try:
        write_snapshot(tmp_path / "s.zpl", HEADER, LISTINGS, resources())
    finally:
        os.umask(before)
    assert seen == [0o600]
    assert mode(tmp_path / "s.zpl") == 0o600


def test_a_failure_midway_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "s.zpl"
    target.write_text("old")

    def resources():
        yield RESOURCES[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_snapshot(target, HEADER, LISTINGS, resources())
    assert [file.name for file in tmp_path.iterdir()] == ["s.zpl"]
    assert target.read_text() == "old"


def test_a_full_disk_is_said_and_nothing_half_written_stays(tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(PolicyLintError) as error:
        write_snapshot(tmp_path / "s.zpl", HEADER, LISTINGS, RESOURCES)
    assert "No space left" in error.value.message
    assert "Free some space" in error.value.hint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["missing/s.zpl", ".", "file/s.zpl"])
def test_a_place_that_cannot_be_written_is_found_out_beforehand(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(PolicyLintError) as error:
        check_writable(tmp_path / name)
    assert str(tmp_path) in error.value.message
    assert error.value.hint


def test_a_device_is_never_replaced_by_a_snapshot():
    with pytest.raises(PolicyLintError, match="is not a file"):
        check_writable(type(writing.Path())("/dev/null"))


def test_checking_leaves_nothing_behind(tmp_path):
    check_writable(tmp_path / "s.zpl")
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "s.zpl"
    link.symlink_to(tmp_path / "real" / "s.zpl")
    write_snapshot(link, HEADER, LISTINGS, RESOURCES)
    assert link.is_symlink()
    assert open_snapshot(link).header == HEADER


def test_resources_out_of_order_are_a_fault_of_the_program(tmp_path):
    with pytest.raises(ValueError, match="out of order"):
        write_snapshot(tmp_path / "s.zpl", HEADER, (), (RESOURCES[1], RESOURCES[0]))
    with pytest.raises(ValueError, match="out of order"):
        write_snapshot(tmp_path / "s.zpl", HEADER, (), (RESOURCES[1], RESOURCES[1]))
    assert list(tmp_path.iterdir()) == []
