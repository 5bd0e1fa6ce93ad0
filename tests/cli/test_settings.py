"""Finding settings, looking at one, and comparing a snapshot with the catalogue."""

import json
from dataclasses import replace

import pytest

from zoom_policy_lint.catalogue import settings
from zoom_policy_lint.snapshot import open_snapshot, write_snapshot

# search


def test_search_shows_key_meaning_values_and_levels(program):
    said = program("settings", "search", "who", "can", "share", "--limit", "1")
    assert said.code == 0
    row = next(line for line in said.out.splitlines() if line.startswith("in_meeting.who_can_share_screen"))
    assert "Who may start sharing" in row
    assert "host (host side only)" in row
    assert "account group" in row


def test_search_says_how_many_more_there_are(program):
    few, all_ = (
        program("settings", "search", "waiting", "room", "--limit", "2").out,
        program("settings", "search", "room"),
    )
    assert "more match every word" in few
    assert "--limit" in few
    assert all_.code == 0


def test_search_shows_all_that_the_limit_allows(program):
    said = program("settings", "search", "watermark", "--limit", "50")
    assert "more match" not in said.out


def test_secrets_are_shown_as_never_read(program):
    said = program("settings", "search", "pmi", "password")
    assert "never read (a secret)" in said.out


def test_what_no_setting_is_about_is_said(program):
    said = program("settings", "search", "kick")
    assert "no setting for removing people" in said.out
    assert "waiting_room" in said.out


def test_where_nothing_is_found_search_says_what_to_try(program):
    said = program("settings", "search", "wotermork")
    assert said.code == 0
    assert "Nothing in the catalogue" in said.out
    assert "Did you mean watermark?" in said.out
    assert "Try fewer words" in program("settings", "search", "qqqq").out


def test_search_for_machines(program):
    rows = json.loads(program("settings", "search", "private", "chat", "-f", "json", "--limit", "3").out)
    assert len(rows) == 3
    assert rows[0]["key"] == "in_meeting.private_chat"
    assert rows[0]["levels"] == ["account", "group", "user"]
    assert rows[0]["values"] == [{"value": True, "meaning": "on"}, {"value": False, "meaning": "off"}]
    (secret,) = [
        row for row in json.loads(program("settings", "search", "pmi", "password", "-f", "json").out) if row["secret"]
    ]
    assert secret["values"] == []


def test_types_without_known_values_are_said_in_words(program):
    said = program("settings", "search", "contacts domains addresses", "--limit", "50")
    assert "array<" not in said.out
    assert "text" in said.out


def test_a_misspelt_word_is_said_to_be_taken_for_another(program):
    said = program("settings", "search", "wating", "room")
    assert said.out.startswith("Looked for “waiting” in place of “wating”.")


def test_search_needs_words(program):
    assert program("settings", "search").code == 2


# show


def test_show_tells_everything_of_a_setting(program):
    said = program("settings", "show", "meeting_security.waiting_room")
    assert said.code == 0
    for text in (
        "Joining participants are held in a waiting room",
        "true or false",
        "meeting_security.waiting_room (option=meeting_security)",
        "in_meeting.waiting_room, which must agree",
        "through the field who_waits",
        "locked by",
        "the API can change it",
        "Meeting > Security > Waiting Room",
        "waiting-room (C1)",
    ):
        assert text in said.out


def test_show_speaks_of_joined_fields_only_where_there_are_some(program):
    from zoom_policy_lint.cli.settings_show import _JOINED

    assert set(_JOINED) <= set(settings())
    assert "through the field" not in program("settings", "show", "settings.focus_mode").out


def test_show_explains_every_value(program):
    said = program("settings", "show", "in_meeting.who_can_share_screen")
    assert "host: host side only" in said.out
    assert "all: host and participants" in said.out


def test_show_says_where_zoom_offers_no_lock(program):
    assert "Zoom offers no lock here" in program("settings", "show", "in_meeting.allow_participants_to_rename").out


def test_show_says_what_is_deprecated_and_what_is_secret(program):
    assert "Zoom is giving it up" in program("settings", "show", "in_meeting.attendee_on_hold").out
    assert "never read: it is a secret" in program("settings", "show", "schedule_meeting.pmi_password").out


def test_show_names_rules_of_meetings_and_recordings(program):
    assert "recordings-not-downloadable" in program("settings", "show", "recording_settings.viewer_download").out
    assert "none of the policy st_joseph names it" in program("settings", "show", "zoom_rooms.ultrasonic").out


def test_show_names_the_nearest_for_an_unknown_setting(program):
    said = program("settings", "show", "meeting_security.waitingroom")
    assert said.code == 2
    assert "did you mean meeting_security.waiting_room" in said.err
    assert said.out == ""


def test_show_offers_what_words_would_find_for_one_that_is_like_none(program):
    assert "in_meeting.remote_control" in program("settings", "show", "take-control").err


@pytest.mark.parametrize("keys", [settings()[start::8] for start in range(8)], ids=range(8))
def test_every_setting_can_be_shown(program, monkeypatch, keys):
    from zoom_policy_lint.policy import load_policy

    policy = load_policy("st_joseph")
    monkeypatch.setattr("zoom_policy_lint.policy.load_policy", lambda *_: policy)
    for key in keys:
        assert program("settings", "show", key).code == 0, key


# check


def test_check_of_the_demo_finds_the_setting_that_zoom_has_added(program):
    said = program("settings", "check", "--demo")
    assert said.code == 0
    assert said.err == ""
    assert "in_meeting.ai_generated_avatars  (true or false; 1 account, 5 groups, 30 users)" in said.out
    assert "Please report" in said.out


def test_check_of_a_snapshot_finds_new_settings_and_values_and_never_fails(program, demo_file, tmp_path):
    snapshot = open_snapshot(demo_file)

    def spoilt(resource):
        bodies = {
            read: {
                **body,
                "in_meeting": {**body["in_meeting"], "who_can_share_screen": "cohost", "file_transfer": None},
            }
            for read, body in resource.bodies.items()
            if read.endswith(".settings") and "in_meeting" in body
        }
        return replace(resource, bodies={**resource.bodies, **bodies})

    out = tmp_path / "spoilt.zpl"
    write_snapshot(out, snapshot.header, snapshot.listings, map(spoilt, snapshot.resources()))
    said = program("settings", "check", "--snapshot", out)
    assert said.code == 0
    assert "in_meeting.who_can_share_screen: “cohost”  (1 account; known: host, all)" in said.out
    assert "in_meeting.ai_generated_avatars" in said.out
    assert "file_transfer" not in said.out


def test_check_names_nobody(program, demo_file):
    said = program("settings", "check", "--snapshot", demo_file)
    names = {text for one in open_snapshot(demo_file).resources() for text in (one.id, one.name)}
    assert [name for name in names if len(name) > 7 and name in said.out] == []


def test_check_needs_one_source(program, demo_file):
    assert program("settings", "check").code == 2
    assert program("settings", "check", "--demo", "--snapshot", demo_file).code == 2
    assert "Choose one of --snapshot FILE and --demo" in program("settings", "check").err


def test_check_of_a_file_that_is_no_snapshot_says_so(program, tmp_path):
    (tmp_path / "x.zpl").write_text("hello\n")
    said = program("settings", "check", "--snapshot", tmp_path / "x.zpl")
    assert said.code == 2
    assert "not a snapshot" in said.err
