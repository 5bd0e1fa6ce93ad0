import hashlib
import json
import os

import pytest

from tests.snapshot.samples import HEADER, LISTINGS, RESOURCES
from zoom_policy_lint.model.errors import SnapshotError
from zoom_policy_lint.model.words import Reason
from zoom_policy_lint.snapshot import open_snapshot, write_snapshot


@pytest.fixture
def lines(tmp_path):
    write_snapshot(tmp_path / "good.zpl", HEADER, LISTINGS, RESOURCES)
    return (tmp_path / "good.zpl").read_bytes().splitlines(keepends=True)


@pytest.fixture
def spoilt(tmp_path):
    """Writes lines as a file and gives its path."""

    def write(lines, name="spoilt.zpl"):
        (tmp_path / name).write_bytes(b"".join(lines))
        return tmp_path / name

    return write


def sealed(lines, **counts):
    """The lines with an end line that fits them, as a forger or another program would write it."""
    end = json.loads(lines[-1])
    end["end"] |= counts
    end["sha256"] = hashlib.sha256(b"".join(lines[:-1])).hexdigest()
    return [*lines[:-1], json.dumps(end, separators=(",", ":")).encode() + b"\n"]


def refused(path, **options):
    with pytest.raises(SnapshotError) as error:
        list(open_snapshot(path, **options).resources())
    assert str(path) in error.value.message
    assert error.value.hint
    return error.value.message


def test_every_byte_counts(lines, spoilt):
    whole = bytearray(b"".join(lines))
    for place in range(0, len(whole), 7):
        damaged = bytes(whole[:place]) + bytes([whole[place] ^ 0x01]) + bytes(whole[place + 1 :])
        refused(spoilt([damaged]))


def test_every_cut_is_refused_and_gives_no_resource_before(lines, spoilt):
    whole = b"".join(lines)
    for length in range(0, len(whole), 5):
        with pytest.raises(SnapshotError):
            open_snapshot(spoilt([whole[:length]]))


def test_a_cut_file_says_after_which_line_and_what_to_do(lines, spoilt):
    with pytest.raises(SnapshotError, match="cut short after line 6") as error:
        open_snapshot(spoilt(lines[:6]))
    assert "--allow-partial" in error.value.hint


def test_a_cut_file_may_be_read_as_far_as_its_whole_lines_go(lines, spoilt):
    path = spoilt([*lines[:6], lines[6][:20]])
    snapshot = open_snapshot(path, allow_partial=True)
    assert snapshot.partial
    assert tuple(snapshot.resources()) == RESOURCES[:2]


def test_no_list_of_a_cut_file_counts_as_complete(lines, spoilt):
    snapshot = open_snapshot(spoilt(lines[:-1]), allow_partial=True)
    assert tuple(snapshot.resources()) == RESOURCES
    assert [listing.complete for listing in snapshot.listings] == [False] * 3
    assert {listing.unread.reason for listing in snapshot.listings} == {Reason.LIST_INCOMPLETE}


def test_a_whole_file_is_not_partial_even_where_that_is_allowed(lines, spoilt):
    snapshot = open_snapshot(spoilt(lines), allow_partial=True)
    assert not snapshot.partial
    assert snapshot.listings == LISTINGS


def test_a_damaged_file_is_refused_even_where_a_cut_one_is_allowed(lines, spoilt):
    changed = [*lines[:4], lines[4].replace(b"true", b"fals"), *lines[5:]]
    assert "line 9" in refused(spoilt(changed), allow_partial=True)


def test_a_cut_file_with_a_damaged_line_is_refused_before_anything_is_reported(lines, spoilt):
    broken = lines[6].replace(b'"fields":{', b'"fields":[')
    with pytest.raises(SnapshotError, match="line 7"):
        open_snapshot(spoilt([*lines[:6], broken]), allow_partial=True)


def test_a_cut_compressed_file_is_cut_short_and_not_just_damaged(tmp_path):
    path = tmp_path / "s.zpl.gz"
    write_snapshot(path, HEADER, LISTINGS, RESOURCES)
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(SnapshotError, match=r"cut short|not a snapshot"):
        open_snapshot(path)


def test_a_damaged_compressed_file_is_refused_unless_every_line_came_through(tmp_path):
    path = tmp_path / "s.zpl.gz"
    write_snapshot(path, HEADER, LISTINGS, RESOURCES)
    whole, accepted = path.read_bytes(), 0
    for place in range(10, len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            snapshot = open_snapshot(path)
        except SnapshotError:
            continue
        accepted += 1
        assert (snapshot.header, snapshot.listings) == (HEADER, LISTINGS)
        assert tuple(snapshot.resources()) == RESOURCES
    assert accepted <= 4  # what packs the end may be damaged after all that matters was unpacked


def test_a_compressed_file_under_another_name_is_read_all_the_same(tmp_path):
    write_snapshot(tmp_path / "s.zpl.gz", HEADER, LISTINGS, RESOURCES)
    (tmp_path / "s.zpl.gz").rename(tmp_path / "renamed")
    assert tuple(open_snapshot(tmp_path / "renamed").resources()) == RESOURCES


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"{}\n",
        b"[]\n",
        b"hello\n",
        b'{"format":"something else","version":1}\n',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
    ],
)
def test_a_file_that_is_not_ours_is_refused(spoilt, content):
    assert "not a snapshot" in refused(spoilt([content]))
    assert "not a snapshot" in refused(spoilt([content]), allow_partial=True)


def test_a_newer_format_says_to_install_a_newer_program(lines, spoilt):
    newer = lines[0].replace(b'"version":1', b'"version":2', 1)
    with pytest.raises(SnapshotError, match="format 2") as error:
        open_snapshot(spoilt(sealed([newer, *lines[1:]])))
    assert "Install a newer" in error.value.hint


@pytest.mark.parametrize("version", [b"0", b"true", b'"1"', b"null", b"1.0"])
def test_a_format_that_never_was_is_refused(lines, spoilt, version):
    odd = lines[0].replace(b'"version":1', b'"version":' + version, 1)
    assert "line 1" in refused(spoilt(sealed([odd, *lines[1:]])))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"taken_at":"2026-11-24T09:00:00Z"', b'"taken_at":"yesterday"'),
        (b'"taken_at":"2026-11-24T09:00:00Z"', b'"taken_at":"2026-11-24T09:00:00"'),
        (b'"account_id":"acc-1"', b'"account_id":5'),
        (b'["account"', b'["planet"'),
        (b',"source":"live"', b""),
    ],
)
def test_a_header_that_does_not_hold_what_it_should_is_refused(lines, spoilt, old, new):
    assert old in lines[0]
    assert "line 1" in refused(spoilt(sealed([lines[0].replace(old, new), *lines[1:]])))


def test_an_entry_of_a_list_that_does_not_hold_what_it_should_is_refused(lines, spoilt):
    odd = lines[1].replace(b'"count":1', b'"count":true')
    assert "line 2" in refused(spoilt(sealed([lines[0], odd, *lines[2:]])))


def test_resources_out_of_order_are_refused_when_the_file_is_opened(lines, spoilt):
    swapped = sealed([*lines[:6], lines[7], lines[6], lines[8]])
    with pytest.raises(SnapshotError, match=r"line 8.*not in order"):
        open_snapshot(spoilt(swapped))


def test_a_resource_that_stands_twice_is_refused_when_the_file_is_opened(lines, spoilt):
    twice = sealed([*lines[:7], lines[6], *lines[7:]], user=3)
    with pytest.raises(SnapshotError, match="stands twice"):
        open_snapshot(spoilt(twice))


def test_a_missing_line_is_refused_though_the_checksum_fits(lines, spoilt):
    assert "counts" in refused(spoilt(sealed([*lines[:6], *lines[7:]])))


def test_a_line_of_another_kind_is_refused(lines, spoilt):
    odd = lines[6].replace(b'"level":"user"', b'"level":"star"')
    assert "line 7" in refused(spoilt(sealed([*lines[:6], odd, *lines[7:]])))


def test_lines_after_the_end_are_refused(lines, spoilt):
    assert "after the end" in refused(spoilt([*lines, lines[-1]]))


def test_a_resource_that_does_not_hold_what_it_should_is_refused(lines, spoilt):
    odd = lines[6].replace(b'"reason":"scope"', b'"reason":"mood"')
    assert "line 7" in refused(spoilt(sealed([*lines[:6], odd, *lines[7:]])))


def test_a_file_changed_between_two_passes_is_refused(lines, spoilt):
    path = spoilt(lines)
    snapshot = open_snapshot(path)
    spoilt(lines[:6])
    with pytest.raises(SnapshotError, match="changed while"):
        list(snapshot.resources())


def test_a_file_that_is_not_there_or_no_file_is_said(tmp_path):
    assert "No such file" in refused(tmp_path / "none.zpl")
    assert "not a file" in refused(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_said(lines, spoilt):
    path = spoilt(lines)
    path.chmod(0)
    assert "Permission denied" in refused(path)
