"""Recorded conversations, replayed without a network (see scripts/record_cassettes.py)."""

import asyncio
import re
from pathlib import Path

import pytest
import vcr
import yaml

from tests.support.each import each
from tests.zoom.conversations import CONVERSATIONS, QUESTIONS, is_awkward
from tests.zoom.support import FakeClock
from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.simulate import demo_school
from zoom_policy_lint.zoom import (
    Client,
    Credentials,
    NotFound,
    PageTokenRefused,
    PlanTooLow,
    ScopeMissing,
)
from zoom_policy_lint.zoom.known import secrets

FOLDER = Path(__file__).parent / "cassettes"
PLAYER = vcr.VCR(record_mode="none", match_on=["method", "path", "query"])


def replayed(name):
    async def go():
        async with Client(Credentials("a", "b", "c"), clock=FakeClock(), questions=QUESTIONS) as client:
            return await CONVERSATIONS[name](client)

    with PLAYER.use_cassette(str(FOLDER / f"{name}.yaml")) as cassette:
        result = asyncio.run(go())
        assert cassette.all_played
    return result


def rows(pages):
    return [row for page in pages for row in page["rows"]]


def test_every_conversation_has_a_cassette_and_every_cassette_a_conversation():
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(CONVERSATIONS)


def test_the_accounts_settings_and_locks_are_read():
    result = replayed("account")
    assert isinstance(result["settings"]["in_meeting"]["private_chat"], bool)
    assert isinstance(result["security"]["meeting_security"]["waiting_room"], bool)
    assert isinstance(result["locks"]["schedule_meeting"]["join_before_host"], bool)
    assert isinstance(result["security locks"]["meeting_security"]["waiting_room"], bool)


def test_lists_are_read_to_their_end_and_hold_the_allow_list_only():
    result = replayed("lists")
    assert len(result["users"]) > 1, "over several pages"
    for name, pages in result.items():
        ids = [row["id"] for row in rows(pages)]
        assert len(set(ids)) == len(ids)
        assert pages[-1]["total"] in (None, len(ids)), name
    allowed = endpoint("users").keep.keys()
    assert all(row.keys() <= allowed for row in rows(result["users"]))
    assert all(row.keys() == {"id"} for row in rows(result["group members"]))


def test_people_and_groups_are_read_and_passcodes_are_shapes():
    result = replayed("people")
    assert result["profile"]["id"]
    passcode = result["settings"]["schedule_meeting"]["pmi_password"]
    assert passcode.keys() == {"set", "length", "classes"}
    assert passcode["set"]
    assert "meeting_security" in result["security"]
    assert isinstance(result["group locks"]["schedule_meeting"]["join_before_host"], bool)


def test_a_series_is_read_with_its_next_time_and_its_invitation():
    result = replayed("meetings")
    (listed,) = [row for row in rows(result["list"]) if row["id"] == result["series"]["id"]]
    assert listed.keys() <= endpoint("users.id.meetings").keep.keys()
    assert isinstance(result["series"]["settings"]["waiting_room"], bool)
    assert result["series"]["password"].keys() == {"set", "length", "classes"}
    assert result["next time"]["start_time"] in {one["start_time"] for one in result["series"]["occurrences"]}
    assert result["series"]["topic"] == {"filled": True, "placeholder": False, "matches": ["meeting"]}
    assert result["series"]["agenda"] == {"filled": True, "placeholder": False, "says": []}
    assert result["invitation"]["invitation"] == {"filled": True, "placeholder": False, "says": list(QUESTIONS.phrases)}


def test_a_recording_is_read_by_a_uuid_that_is_encoded_twice():
    result = replayed("recordings")
    assert is_awkward(result["uuid"])
    assert isinstance(result["settings"]["viewer_download"], bool)
    assert result["settings"]["password"] == {"set": True, "length": 8, "classes": ["digits"]}
    (listed,) = [row for row in rows(result["list"]) if row["uuid"] == result["uuid"]]
    assert listed["recording_files"]
    assert all(
        file.keys() <= {"file_type", "recording_type", "recording_end", "status"} for file in listed["recording_files"]
    )


def test_what_does_not_exist_is_told_as_such():
    assert {type(error) for error in replayed("missing").values()} == {NotFound}


def test_refusals_are_told_apart_and_passing_trouble_is_waited_out():
    result = replayed("refused")
    assert type(result["scope"]) is ScopeMissing
    assert "account:read:lock_settings:admin" in result["scope"].scopes
    assert type(result["plan"]) is PlanTooLow
    assert type(result["page token"]) is PageTokenRefused
    assert rows(result["waited out"])
    assert rows(result["renewed"])


def test_a_question_that_was_not_recorded_is_not_sent_anywhere():
    async def go():
        async with Client(Credentials("a", "b", "c"), clock=FakeClock()) as client:
            await client.read(endpoint("users.id"), resource_id="somebody-else")

    with (
        PLAYER.use_cassette(str(FOLDER / "missing.yaml")),
        pytest.raises(vcr.errors.CannotOverwriteExistingCassetteException),
    ):
        asyncio.run(go())


@each("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_cassette_holds_a_secret(path):
    text = path.read_text(encoding="utf-8")
    app = demo_school().app
    for secret in (
        app.client_secret,
        app.client_id,
        demo_school().id,
        "eyJ",
        "Bearer",
        "Basic ",
        "pwd=",
        "/j/",
        "zak=",
    ):
        assert secret not in text
    assert not re.search("authorization|cookie|account_id|tracking", text, re.IGNORECASE)
    for turn in yaml.safe_load(text)["interactions"]:
        assert not turn["request"]["body"]
        assert turn["request"]["headers"].keys() == {"user-agent"}


@each("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_passcode_in_a_cassette_is_one_of_the_account(path):
    turns = yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"]
    text = "\n".join(turn["response"]["body"]["string"] for turn in turns)
    names = [dotted.rpartition(".")[2] for dotted, keep in secrets().items() if keep == "passcode"]
    for name in names:
        assert not re.search(rf'"{name}": "(?![aA1-]*")', text), f"{name} is not a made-up one"
