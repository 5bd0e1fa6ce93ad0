"""Recordings as Zoom writes them in its answers: rows of lists, files, and who may see them."""

from datetime import timedelta
from typing import Any

from zoom_policy_lint.simulate.account import SimulatedAccount
from zoom_policy_lint.simulate.behaviour import Behaviour
from zoom_policy_lint.simulate.ids import digits, zoom_id
from zoom_policy_lint.simulate.meeting_answers import HOST, stamp, with_changes
from zoom_policy_lint.simulate.recordings import Recording
from zoom_policy_lint.simulate.skeleton import new_meeting

Json = dict[str, Any]
FILES = {
    "MP4": ("MP4", "shared_screen_with_speaker_view"),
    "M4A": ("M4A", "audio_only"),
    "CHAT": ("TXT", "chat_file"),
    "TRANSCRIPT": ("VTT", "audio_transcript"),
    "CC": ("VTT", "closed_caption"),
    "SUMMARY": ("JSON", "summary"),
}
"""Type of file → its extension, and what Zoom says was recorded."""


def row(recording: Recording, account: SimulatedAccount) -> Json:
    """A row of `/users/{id}/recordings`."""
    files = [_file(recording, kind) for kind in recording.files]
    body: Json = {
        "uuid": recording.uuid,
        "id": recording.meeting,
        "account_id": account.id,
        "host_id": recording.host,
        "topic": recording.topic,
        "type": str(recording.type),
        "start_time": stamp(recording.start),
        "duration": recording.duration,
        "total_size": sum(file["file_size"] for file in files),
        "recording_count": len(files),
        "recording_files": files,
    }
    if recording.passcode:
        body["recording_play_passcode"] = zoom_id(f"play {recording.uuid} {recording.passcode}")
    return body | _deletion(recording)


def whole(recording: Recording, account: SimulatedAccount, behaviour: Behaviour) -> Json:
    """The body of `/meetings/{id}/recordings`."""
    return row(recording, account) | {"participant_audio_files": []} | _passcode(recording, behaviour)


def settings(recording: Recording, behaviour: Behaviour) -> Json:
    """The body of `/meetings/{id}/recordings/settings`."""
    body = with_changes(new_meeting()["recording"], recording.settings) | {"topic": recording.topic}
    return body | _deletion(recording) | _passcode(recording, behaviour)


def _deletion(recording: Recording) -> Json:
    day = recording.auto_delete_date
    return {"auto_delete": False} if day is None else {"auto_delete": True, "auto_delete_date": day.isoformat()}


def _passcode(recording: Recording, behaviour: Behaviour) -> Json:
    if recording.passcode and behaviour.recording_passcode_shown:
        return {"password": recording.passcode}
    return {"password": ""} if behaviour.empty_passcode_sent else {}


def _file(recording: Recording, kind: str) -> Json:
    extension, content = FILES[kind]
    name = zoom_id(f"file {recording.uuid} {kind}")
    return {
        "id": name,
        "meeting_id": recording.uuid,
        "recording_start": stamp(recording.start),
        "recording_end": stamp(recording.start + timedelta(minutes=recording.duration)),
        "file_type": kind,
        "file_extension": extension,
        "file_size": int(digits(f"size {name}", 7)),
        "play_url": f"{HOST}/rec/play/{name}",
        "download_url": f"{HOST}/rec/download/{name}",
        "status": "completed",
        "recording_type": content,
    }
