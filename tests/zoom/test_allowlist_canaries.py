"""Answers of every shape that Zoom publishes, full of canaries: what is not explicitly allowed leaves nothing behind."""

import json
import re
from itertools import count

import httpx
import pytest

from tests.zoom.support import Zoom, read, read_pages
from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.model.resource import TextQuestions

CANARY = "Canary"
"""Every text of an answer is this word and the text's own path, every number one of its own."""

ASKED = TextQuestions(phrases=("canari",), patterns=("canary",))
"""The questions find the canaries, and their answers still do not hold what was found."""

ANSWERS = {
    "users.id.assistants": "users.id.assistants.get",
    "users.id.meetings": "users.id.meetings.get",
    "meetings.id": "meetings.id.get",
    "meetings.id.invitation": "meetings.id.invitation.get",
    "users.id.recordings": "users.id.recordings.get",
    "meetings.id.recordings.settings": "meetings.id.recordings.settings.get",
    "users.inactive": "users.get",
}
NEVER = {
    "meetings.id": [
        "topic", "agenda", "join_url", "start_url", "chat_join_url", "password", "h323_password", "pstn_password",
        "encrypted_password", "pmi", "dynamic_host_key", "host_email", "tracking_fields[].value",
        "settings.contact_name", "settings.contact_email", "settings.custom_keys[].value",
        "settings.meeting_invitees[].email", "settings.breakout_room.rooms[].name",
        "settings.breakout_room.rooms[].participants[]", "settings.authentication_exception[].email",
        "settings.language_interpretation.interpreters[].email", "settings.audio_conference_info",
        "settings.sign_language_interpretation.interpreters[].email", "settings.global_dial_in_numbers[].number",
    ],
    "users.id.meetings": ["meetings[].topic", "meetings[].agenda", "meetings[].join_url", "meetings[].pmi"],
    "meetings.id.invitation": ["invitation", "sip_links[]"],
    "users.id.recordings": [
        "meetings[].topic", "meetings[].recording_play_passcode", "meetings[].recording_files[].play_url",
        "meetings[].recording_files[].download_url", "meetings[].recording_files[].file_path",
    ],
    "meetings.id.recordings.settings": ["topic", "password"],
    "users.inactive": ["users[].host_key", "users[].custom_attributes[].value"],
}  # fmt: skip
HIDDEN_BESIDE = {
    "registrants": [{"first_name": f"{CANARY}<new>"}],
    "host_key": f"{CANARY}<new>",
    f"{CANARY}<name>": True,
    "new_list": [f"{CANARY}<new>", [f"{CANARY}<new>"]],
    "new_number": 70009999,
}


def filled(schema, path="", numbers=None):
    """A body of the schema with every property there is, and a few that are new."""
    numbers = count(70000000) if numbers is None else numbers
    kind = schema.get("type", "object" if "properties" in schema else "string")
    if kind == "object":
        known = schema.get("properties", {})
        inner = {name: filled(part, f"{path}.{name}" if path else name, numbers) for name, part in known.items()}
        return HIDDEN_BESIDE | inner
    if kind == "array":
        return [filled(schema.get("items", {}), f"{path}[]", numbers)]
    if kind == "string":
        return f"{CANARY}<{path}>"
    return True if kind == "boolean" else next(numbers)


def answered(name, body):
    """What leaves the client of such an answer."""
    where = endpoint(name)
    server = Zoom(httpx.Response(200, json=body))
    if where.items is None:
        return read(server, where, "9==", questions=ASKED)
    body |= {"next_page_token": "", "total_records": 1, "from": "", "to": ""}
    span = ("2026-10-01", "2026-10-31") if where.monthly else None
    (page,) = read_pages(Zoom(httpx.Response(200, json=body)), where, "9==", span=span, questions=ASKED)
    return {where.items: list(page.rows)}


def visible(where):
    """The paths whose own value may be kept, as the answer has them."""
    before = f"{where.items}[]." if where.items else ""
    said = {"title", "text", "passcode", "set"}
    return {
        f"{before}{path}{'[]' if kind.startswith('array<') else ''}"
        for path, kind in where.keep.items()
        if kind not in said
    }


def values(body, path=""):
    if isinstance(body, dict):
        return [pair for name, item in body.items() for pair in values(item, f"{path}.{name}" if path else name)]
    if isinstance(body, list):
        return [pair for item in body for pair in values(item, f"{path}[]")]
    return [(path, body)]


@pytest.mark.parametrize("name", ANSWERS)
def test_a_word_anywhere_in_an_answer_leaves_only_from_an_allowed_field(schema_of, name):
    schema = schema_of(ANSWERS[name])
    body = filled(schema)
    shown = json.dumps(answered(name, body))
    where = endpoint(name)
    left = set(re.findall(rf"{CANARY}<(.*?)>", shown))
    assert left <= visible(where)
    assert shown.count(CANARY) == shown.count(f"{CANARY}<")
    assert not left & set(NEVER.get(name, ()))


@pytest.mark.parametrize("name", ANSWERS)
def test_a_number_anywhere_in_an_answer_leaves_only_from_an_allowed_field(schema_of, name):
    schema = schema_of(ANSWERS[name])
    body = filled(schema)
    of_path = {value: path for path, value in values(body) if isinstance(value, int) and not isinstance(value, bool)}
    shown = json.dumps(answered(name, body))
    left = {of_path.get(int(number), number) for number in re.findall(r"7\d{7}", shown)}
    assert left <= visible(endpoint(name))


@pytest.mark.parametrize("name", ANSWERS)
def test_a_link_or_a_passcode_in_an_allowed_text_leaves_nowhere(schema_of, name):
    schema = schema_of(ANSWERS[name])
    body = json.loads(json.dumps(filled(schema)).replace(f"{CANARY}<", f"https://zoom.us/j/123?pwd={CANARY}<"))
    assert CANARY not in json.dumps(answered(name, body))


@pytest.mark.parametrize("name", NEVER)
def test_the_canaries_were_there(schema_of, name):
    """Otherwise nothing was shown: the schemas do have these fields."""
    there = set(re.findall(rf"{CANARY}<(.*?)>", json.dumps(filled(schema_of(ANSWERS[name])))))
    assert set(NEVER[name]) <= there


@pytest.mark.parametrize("name", ["meetings.id", "meetings.id.recordings.settings"])
def test_of_a_whole_answer_every_allowed_field_is_kept(schema_of, name):
    """So that nothing is found clean only because it was dropped."""
    schema = schema_of(ANSWERS[name])
    kept = answered(name, filled(schema))
    there = {path for path, _ in values(filled(schema))}
    assert {path for path, _ in values(kept)} >= visible(endpoint(name)) & there
