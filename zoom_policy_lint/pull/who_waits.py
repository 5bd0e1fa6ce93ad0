"""Who is put into a meeting's waiting room: as the meeting says, or as its host's own setting does."""

from collections.abc import Mapping
from typing import Any

from zoom_policy_lint.catalogue.fields import WHO_WAITS
from zoom_policy_lint.model.resource import Read, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.known import Known

HOSTS_SETTING = Read("users.id.settings", "meeting_security")
_PATH = ("meeting_security", "waiting_room_settings", "participants_to_place_in_waiting_room")
_AS_NUMBERS = dict(enumerate(WHO_WAITS[:3]))


def who_waits(known: Known, host: str | Unread, body: Mapping[str, Any]) -> Any:
    """Zoom's word for who waits (a value that nobody knows included), or an Unread that says why it is not known."""
    settings = body.get("settings")
    options = _options(body)
    if options is None:
        return _not_told("waiting_room_options", settings if isinstance(settings, Mapping) else {})
    if options.get("mode") == "custom":
        name = "who_goes_to_waiting_room"
        return options[name] if name in options else _not_told(name, options)
    if follows_host(body):
        return host if isinstance(host, Unread) else _of_host(known, host)
    return _not_told("mode", options)


def follows_host(body: Mapping[str, Any]) -> bool:
    """Whether a meeting's answer says that it follows its host's own setting."""
    return (_options(body) or {}).get("mode") == "follow_setting"


def _options(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    settings = body.get("settings")
    options = settings.get("waiting_room_options") if isinstance(settings, Mapping) else None
    return options if isinstance(options, Mapping) else None


def _of_host(known: Known, host: str) -> str | Unread:
    if not known.wants(HOSTS_SETTING):
        return Unread(Reason.NOT_PULLED, "the meeting follows the host's own setting, which was not asked for")
    value: Any = known.answer(Level.USER, host, HOSTS_SETTING)
    if isinstance(value, Unread):
        return value
    for key in _PATH:
        if not isinstance(value, Mapping) or key not in value:
            return Unread(
                Reason.ABSENT, "the meeting follows the host's own setting, which Zoom's answer does not hold"
            )
        value = value[key]
    if type(value) is not int:
        reason = Reason.NULL if value is None else Reason.TYPE
        return Unread(reason, "the meeting follows the host's own setting, for which Zoom gave no whole number")
    unknown = Unread(Reason.NEW_VALUE, "the host's own setting, which the meeting follows, has an unknown value")
    return _AS_NUMBERS.get(value, unknown)


def _not_told(name: str, holder: Mapping[str, Any]) -> Unread:
    """Why a part of the answer tells nothing."""
    if name not in holder:
        return Unread(Reason.ABSENT, f"Zoom's answer does not hold “{name}”")
    value = holder[name]
    if value is None:
        return Unread(Reason.NULL, f"Zoom gave no value for “{name}” (null)")
    reason = Reason.NEW_VALUE if name == "mode" and isinstance(value, str) else Reason.TYPE
    return Unread(reason, f"Zoom gave a “{name}” whose meaning is not known")
