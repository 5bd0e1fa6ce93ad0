"""What people say leads to the setting that they mean."""

from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.catalogue import settings as keys
from zoom_policy_lint.resolve.search import search

MEANT = """
who can share                                   in_meeting.who_can_share_screen
Who may share their screen?                     in_meeting.who_can_share_screen
presenting to the class                         in_meeting.who_can_share_screen
record                                          recording.local_recording
record                                          recording.auto_recording
who can record                                  recording.local_recording
recording on a laptop                           recording.local_recording
delete recordings after                         recording.auto_delete_cmr_days
how long are recordings kept                    recording.auto_delete_cmr_days
download recordings                             recording.cloud_recording_download
consent to recording                            recording.ask_participants_to_consent_disclaimer
who can watch the recording                     recording_settings.share_recording
public recordings                               recording_settings.share_recording
kick                                            meeting_security.waiting_room
remove someone                                  meeting_security.waiting_room
waiting room                                    meeting_security.waiting_room
lobby                                           meeting_security.waiting_room
who can let people in                           meeting_security.waiting_room_settings.users_who_can_admit_participants_from_waiting_room
strangers                                       meeting_security.waiting_room
lock a meeting                                  meeting_security.waiting_room
raise hand                                      in_meeting.non_verbal_feedback
raise your hand                                 in_meeting.non_verbal_feedback
emojis                                          in_meeting.meeting_reactions_emojis
passcode                                        meeting_security.meeting_password
password length                                 meeting_security.meeting_password_requirement.length
weak passwords                                  meeting_security.meeting_password_requirement.weak_enhance_detection
background                                      in_meeting.virtual_background
blur                                            in_meeting.virtual_background
whiteboard                                      in_meeting.whiteboard
captions                                        in_meeting.closed_captioning.enable
subtitles                                       in_meeting.closed_caption
sign language                                   in_meeting.sign_language_interpretation.enable
live transcript                                 in_meeting.closed_captioning.auto_transcribing
chat to everyone                                in_meeting.allow_participants_chat_with
private messages                                in_meeting.private_chat
can pupils message each other                   in_meeting.private_chat
save the chat                                   in_meeting.allow_users_save_chats
swear words                                     meeting_security.chat_etiquette_tool.enable
send files                                      in_meeting.file_transfer
phone                                           schedule_meeting.audio_type
join by telephone                               meeting_security.phone_password
AI                                              in_meeting.ai_companion_questions.enable
minutes by AI                                   in_meeting.meeting_summary_with_ai_companion.enable
log in                                          meeting_authentication
only signed-in users                            meeting_authentication
2FA                                             security.sign_in_with_two_factor_auth
two-factor                                      security.sign_in_with_two_factor_auth
single sign on                                  security.signin_with_sso.enable
sign out after a while                          security.sign_again_period_for_inactivity_on_client
leave                                           in_meeting.entry_exit_chime
beep when people enter                          in_meeting.entry_exit_chime
rename themselves                               in_meeting.allow_participants_to_rename
change their name                               in_meeting.allow_participants_to_rename
mute everyone when they join                    schedule_meeting.mute_upon_entry
who can unmute                                  in_meeting.request_permission_to_unmute_participants
cameras off                                     schedule_meeting.participant_video
breakout rooms                                  in_meeting.breakout_room
small groups                                    in_meeting.breakout_room
before the teacher                              schedule_meeting.join_before_host
join before host                                schedule_meeting.join_before_host
YouTube                                         in_meeting.live_streaming_youtube
livestream                                      in_meeting.allow_live_streaming
personal meeting id                             schedule_meeting.personal_meeting
the same link                                   schedule_meeting.personal_meeting
registration                                    settings.registration_type
draw on the screen                              in_meeting.annotation
take control of my screen                       in_meeting.remote_control
encryption                                      meeting_security.end_to_end_encrypted_meetings
data centre                                     in_meeting.data_center_regions
contacts                                        chat.allow_users_to_add_contacts.enable
stand in for the host                           settings.alternative_hosts
polls                                           in_meeting.meeting_polling.enable
guests                                          in_meeting.alert_guest_join
change display name                             in_meeting.allow_participants_to_rename
how long does the password have to be           meeting_security.meeting_password_requirement.length
tell people they are being recorded             recording.recording_disclaimer
record the lesson                               recording.local_recording
removed pupil coming back in                    meeting_security.waiting_room
wating room                                     meeting_security.waiting_room
zoombombing                                     meeting_security.waiting_room
children alone                                  schedule_meeting.join_before_host
"""
PAIRS = [tuple(line.rsplit(maxsplit=1)) for line in MEANT.strip().splitlines()]


@each(("said", "key"), PAIRS, ids=[f"{said.strip()} {key}" for said, key in PAIRS])
def test_what_people_say_finds_what_they_mean_among_the_first_five(said, key):
    assert key in [row.key for row in search(said).settings[:5]]


def test_there_are_enough_phrases():
    assert len(PAIRS) > 60


def test_the_words_of_a_key_find_it():
    lost = []
    for key in keys()[::4]:
        words = key.replace(".", " ").replace("_", " ")
        if not setting(key).deprecated and key not in [row.key for row in search(words).settings[:10]]:
            lost.append(key)
    assert lost == []


def test_settings_that_match_every_word_come_first():
    found = search("recording passcode digits")
    rows = {row.key for row in found.settings[: found.complete]}
    assert "recording.recording_password_requirement.have_number" in rows
    assert found.complete < len(found.settings)


def test_the_order_of_words_their_case_and_their_forms_make_no_difference():
    assert search("Recordings: PARENTS downloaded!").settings == search("parent download recording").settings


def test_small_words_alone_are_looked_for():
    assert search("off").settings


def test_a_setting_that_does_not_exist_is_said_not_to_exist():
    assert "no setting for removing people" in search("how do I kick somebody out").notes[0]
    assert "no setting for removing people" in search("removed pupil coming back in").notes[0]
    assert "no setting for that" in search("lock the meeting").notes[0]
    assert search("record").notes == ()


def test_where_nothing_is_found_the_nearest_words_are_given():
    found = search("wotermork")
    assert found.settings == ()
    assert "watermark" in found.near
    assert "kick" in search("kikc").near


def test_one_unknown_word_among_others_does_not_hide_the_rest():
    found = search("xyzzy watermark")
    assert found.settings[0].key == "in_meeting.watermark"
    assert found.complete == 0


def test_secrets_and_deprecated_settings_come_after_their_like():
    rows = [row.key for row in search("passcode").settings]
    assert rows.index("schedule_meeting.pmi_password") > rows.index("meeting_security.pmi_password")


@given(st.text(max_size=60) | st.lists(st.sampled_from(MEANT.split()), max_size=5).map(" ".join))
def test_whatever_is_said_there_is_an_answer(said):
    found = search(said)
    assert 0 <= found.complete <= len(found.settings)
    assert len({row.key for row in found.settings}) == len(found.settings)
    assert all(setting(row.key) is row for row in found.settings)


def test_a_misspelt_word_is_looked_for_as_the_one_that_it_is_most_like():
    found = search("wating room")
    assert found.settings[0].key == search("waiting room").settings[0].key
    assert found.taken == (("wating", "waiting"),)
    assert search("waiting room").taken == ()


def test_who_can_record_finds_recording_on_a_computer_early():
    assert "recording.local_recording" in [row.key for row in search("who can record").settings[:3]]
