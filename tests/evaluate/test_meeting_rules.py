"""How the shipped rules judge meetings and their texts."""

from dataclasses import replace

import pytest

from tests.evaluate import build
from tests.evaluate.build import alone, findings_of, named, right_snapshot, run_of, st_joseph
from tests.evaluate.right_facts import FIRST, HOST, phrases
from tests.support.each import each
from zoom_policy_lint.catalogue import endpoint, setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.model.words import ClauseVerdict, Kind, KindState, Level, Reason, Status
from zoom_policy_lint.ruleset import FieldBody, Rule, SettingBody, TextBody
from zoom_policy_lint.texts import normal_phrase, says
from zoom_policy_lint.zoom.redact import reduce_body

DETAIL = endpoint("meetings.id")
TABLE = fields(Level.MEETING)
AGENDA, INVITATION = TABLE["agenda.says"], TABLE["invitation.says"]
PARTS = ("S4a", "S4b", "S4c", "S4d", "S4e", "S4f", "S4g", "G8")


def meeting_rules() -> list[Rule]:
    return [rule for rule in build.all_rules() if Level.MEETING in rule.levels]


def of_meetings(findings):
    return [finding for finding in findings if finding.resource.level is Level.MEETING]


def judged(rule, change=lambda meeting: meeting, **parameters):
    """What a rule says of the right meeting after a change."""
    policy = alone(rule)
    policy = replace(policy, parameters=dict(policy.parameters) | parameters)
    return of_meetings(findings_of(build.changed(right_snapshot(policy), Level.MEETING, change), policy))


def both(*changes):
    """Changes one after the other."""

    def change(meeting):
        for one in changes:
            meeting = one(meeting)
        return meeting

    return change


# Which meetings


@each("rule", **named(meeting_rules()))
def test_a_right_meeting_is_judged_right(rule):
    assert {finding.status for finding in judged(rule)} == {rule.right}


@each("rule", **named(meeting_rules()))
def test_a_meeting_that_is_over_gives_no_finding(rule):
    over = "2026-09-03T01:59:00Z"
    row = build.with_fields(start_time=over)
    body = build.with_body("meetings.id", lambda body: body.update(start_time=over))
    assert judged(rule, both(row, body)) == []


@each("rule", **named(meeting_rules()))
def test_a_meeting_without_pupils_gives_no_finding(rule):
    assert judged(rule, staff_only_meetings={"hosts": [HOST]}) == []
    assert judged(rule, staff_only_meetings={"groups": ["Teachers"]}) == []


@each("rule", **named(meeting_rules()))
def test_a_meeting_deleted_meanwhile_is_neither_right_nor_wrong(rule):
    found = judged(rule, lambda meeting: replace(meeting, gone=True, bodies={}))
    assert {(finding.status, finding.reason) for finding in found} == {(Status.NOT_APPLICABLE, Reason.VANISHED)}


@each("rule", **named(meeting_rules()))
def test_a_meeting_of_which_nothing_was_read_is_unknown(rule):
    def emptied(meeting):
        return replace(meeting, fields={"type": 2}, bodies={})

    found = judged(rule, emptied)
    # The type alone comes with the list; it says nothing of a meeting's number being the host's own.
    assert found
    assert {finding.status for finding in found} == {Status.UNKNOWN}


@each("rule", **named(meeting_rules()))
def test_an_account_without_meetings_shows_nothing(rule):
    policy = alone(rule)
    snapshot = without_meetings(right_snapshot(policy))
    run = run_of(snapshot, policy)
    kind = rule.kind_at(Level.MEETING)
    elsewhere = {rule.kind_at(level) for level in rule.levels if level is not Level.MEETING}
    assert of_meetings(run.findings()) == []
    if kind not in elsewhere:
        assert run.clauses[0].kinds[kind] is KindState.EMPTY
    if not elsewhere:
        assert run.clauses[0].verdict is ClauseVerdict.UNANSWERED


def without_meetings(snapshot):
    content = tuple(one for one in snapshot.content if one.level is not Level.MEETING)
    return build.with_listing(replace(snapshot, content=content), "users.id.meetings", count=0)


def test_no_clause_on_meetings_is_met_by_an_account_without_any():
    run = run_of(without_meetings(right_snapshot(st_joseph())), st_joseph())
    clauses = {clause.id: clause for clause in run.clauses}
    wanting = [clause for clause in st_joseph().clauses if Kind.MEETINGS in clause.wants]
    for clause in wanting:
        assert clauses[clause.id].kinds[Kind.MEETINGS] is KindState.EMPTY, clause.id
        if clause.wants == (Kind.MEETINGS,):
            assert clauses[clause.id].verdict is ClauseVerdict.UNANSWERED, clause.id
    for id_ in ("G7", "G8", "C4"):
        assert clauses[id_].verdict is ClauseVerdict.UNANSWERED, id_


def test_the_clauses_on_meetings_are_met_by_an_account_on_which_all_is_right():
    run = run_of(right_snapshot(st_joseph()), st_joseph())
    met = {clause.id for clause in run.clauses if clause.verdict is ClauseVerdict.MET}
    assert met >= {"G2a", "S1", "S2", "S3", "S4", "S4a", "S4b", "S4c", "S4d", "S4e", "S4f", "S4g", "C5", "C6b", "C7"}


# Occurrences of a series


def changeable(rule: Rule) -> list[str]:
    """The fields of a meeting that the rule reads and that may differ in one occurrence."""
    match rule.body:
        case SettingBody(settings=pairs, when=upper):
            places = [setting(key).levels.get(Level.MEETING) for key, _ in (*pairs, *upper)]
            names = [path.path for place in places if place for path in place.paths]
        case FieldBody(where=where, expect=expect):
            names = [name for name, _ in (*where, *expect)]
        case TextBody():
            names = ["agenda.says"]
        case _:
            names = []
    roots = DETAIL.by_occurrence
    return [name for name in names if any(name == root or name.startswith(f"{root}.") for root in roots)]


OCCURRENCE_RULES = [rule for rule in meeting_rules() if changeable(rule)]
DAYS = {"o1": "2026-09-10T08:00:00Z", "o2": "2026-09-17T08:00:00Z"}


def as_series(meeting):
    """The right meeting as a series of two, each with its own right answer."""
    occurrences = [{"occurrence_id": id_, "start_time": day, "status": "available"} for id_, day in DAYS.items()]
    body = dict(meeting.bodies["meetings.id"]) | {"type": 8, "occurrences": occurrences}
    own = {f"meetings.id?occurrence_id={id_}": body for id_ in DAYS}
    return replace(
        meeting, fields=dict(meeting.fields) | {"type": 8}, bodies={**meeting.bodies, "meetings.id": body, **own}
    )


def in_second(row):
    """The ways in which a field may be missing, of the second occurrence only."""
    read = "meetings.id?occurrence_id=o2"
    return build.ways_to_miss(read, row.keys, row)


def test_the_values_that_may_differ_in_an_occurrence_are_read_by_rules():
    read = {name for rule in OCCURRENCE_RULES for name in changeable(rule)}
    assert read >= {"settings.waiting_room", "settings.join_before_host", "settings.mute_upon_entry", "agenda.says"}


@each("rule", **named(OCCURRENCE_RULES))
def test_a_series_is_right_when_every_occurrence_is(rule):
    assert {finding.status for finding in judged(rule, as_series)} == {rule.right}


@each("rule", **named(OCCURRENCE_RULES))
def test_a_value_missing_in_one_occurrence_never_passes(rule):
    for name in changeable(rule):
        for spoilt in in_second(TABLE[name]):
            found = judged(rule, both(as_series, spoilt.change))
            assert [finding.status for finding in found] == [Status.UNKNOWN], (name, spoilt.how)


@each("rule", **named(OCCURRENCE_RULES))
def test_what_is_said_of_an_occurrence_names_its_day(rule):
    for name in changeable(rule):
        absent = next(iter(in_second(TABLE[name])))
        (finding,) = judged(rule, both(as_series, absent.change))
        assert "17 September 2026" in finding.message


# Texts


def not_saying(row):
    return build.with_field(row, [])


@each("rule", **named(build.text_rules()))
def test_instructions_that_stand_in_either_text_pass(rule):
    assert [f.status for f in judged(rule)] == [Status.PASS]
    moved = both(not_saying(AGENDA), build.with_field(INVITATION, phrases(st_joseph())))
    assert [f.status for f in judged(rule, moved)] == [Status.PASS]


@each("rule", **named(build.text_rules()))
def test_instructions_in_neither_text_fail_and_offer_words_to_paste(rule):
    (finding,) = judged(rule, both(not_saying(AGENDA), not_saying(INVITATION)))
    assert finding.status is Status.FAIL
    template = st_joseph().parameters["joining_instruction_template"][rule.body.part]
    assert " ".join(template.split()) in finding.remediation.summary


@each("rule", **named(build.text_rules()))
def test_phrases_of_other_parts_do_not_count(rule):
    own = {normal_phrase(phrase) for phrase in st_joseph().parameters["joining_instruction_phrases"][rule.body.part]}
    others = sorted(set(phrases(st_joseph())) - own)
    assert [f.status for f in judged(rule, build.with_field(AGENDA, others))] == [Status.FAIL]


@each("rule", **named(build.text_rules()))
@each("row", [AGENDA, INVITATION], ids=["description", "invitation"])
def test_a_text_that_is_missing_never_passes_and_never_fails(rule, row):
    other = INVITATION if row is AGENDA else AGENDA
    for spoilt in build.ways_to_miss_a_field(row):
        found = judged(rule, both(not_saying(other), spoilt.change))
        assert [finding.status for finding in found] == [Status.UNKNOWN], spoilt.how
        assert found[0].reason is not None, spoilt.how


@each("rule", **named(build.text_rules()))
def test_phrases_that_were_not_looked_for_are_unknown(rule):
    policy = alone(rule)
    snapshot = build.changed(right_snapshot(policy), Level.MEETING, both(not_saying(AGENDA), not_saying(INVITATION)))
    asked = snapshot.header.questions.phrases
    own = next(
        one
        for one in asked
        if one in map(normal_phrase, st_joseph().parameters[rule.body.phrases.name][rule.body.part])
    )
    for left in ((), tuple(one for one in asked if one != own)):
        unasked = replace(snapshot, header=replace(snapshot.header, questions=TextQuestions(left)))
        (finding,) = of_meetings(findings_of(unasked, policy))
        assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.NOT_PULLED)


@each("part", PARTS)
def test_the_words_to_paste_are_found_as_their_own_part_and_as_no_other(part):
    parameters = st_joseph().parameters
    text = parameters["joining_instruction_template"][part]
    found = {
        name
        for name, listed in parameters["joining_instruction_phrases"].items()
        if says(text, map(normal_phrase, listed))
    }
    assert found == {part}


def test_every_part_has_phrases_words_to_paste_and_a_rule():
    parameters = st_joseph().parameters
    assert (
        set(parameters["joining_instruction_phrases"]) == set(parameters["joining_instruction_template"]) == set(PARTS)
    )
    assert sorted(rule.body.part for rule in build.text_rules()) == sorted(PARTS)


@each("part", PARTS)
def test_no_phrase_is_written_twice(part):
    normal = [normal_phrase(phrase) for phrase in st_joseph().parameters["joining_instruction_phrases"][part]]
    assert sorted(normal) == sorted(set(normal))


@each(
    "text",
    [
        "There will be time for questions at the end of the meeting.",
        "Present: Mrs Hall (Designated Safeguarding Lead), Mr Okoro.",
        "1. Welcome 2. School uniform 3. Any other business",
        "Please bring suitable clothing for the forest and appropriate footwear.",
        "We hope that you will join again next week; children rejoin the choir on Monday.",
        "If you would like to ask to speak to Mrs Bell, ring the office.",
        "Tell your teacher if you cannot come.",
        "Please turn the lights off on leaving the meeting room.",
        "Our topic is how to be kind to animals.",
        "Save the pictures to the shared space on the drive.",
    ],
)
def test_an_ordinary_agenda_covers_no_part(text):
    for part, listed in st_joseph().parameters["joining_instruction_phrases"].items():
        assert says(text, map(normal_phrase, listed)) == [], part


@each(
    ("part", "text"),
    [
        ("S4a", "Children should raise their hand if they would like to say something."),
        ("S4a", "Please keep your microphone muted until Mrs Bell calls you."),
        ("S4a", "If you have a question, use the raise hand button."),
        ("S4b", "Children need to be appropriately dressed (no pyjamas!)"),
        ("S4b", "Wear your school uniform, please."),
        ("S4b", "Blur your background or choose a blank background."),
        ("S4c", "One person speaks at a time."),
        ("S4c", "Please don't talk over other children."),
        ("S4c", "Behave as you would in class."),
        ("S4d", "Children leave the meeting only when the teacher says so."),
        ("S4d", "If you need to leave the meeting early, wave to us."),
        ("S4d", "At the end, click Leave."),
        ("S4e", "If your Wi-Fi drops, don't worry."),
        ("S4e", "If you get cut off, use the same link again."),
        ("S4e", "Lost your connection? Try to rejoin for five minutes."),
        ("S4f", "Everybody speaks respectfully. No bad language."),
        ("S4f", "We treat one another with respect."),
        ("S4g", "If anything upsets you, talk to a trusted adult."),
        ("S4g", "Please contact our Designated Safeguarding Lead with any worry."),
        ("S4g", "Report anything of concern to the office."),
        ("G8", "Bedrooms should not be used."),
        ("G8", "Please sit in a shared area with an adult nearby."),
        ("G8", "Keep the door open so that an adult can see the screen."),
    ],
)
def test_what_teachers_write_is_found(part, text):
    assert says(text, map(normal_phrase, st_joseph().parameters["joining_instruction_phrases"][part]))


# Passcodes


def of_answer(answer):
    """The right meeting with Zoom's answer about its passcode, as it is kept."""
    kept = reduce_body(DETAIL, {"id": 91234567890, "settings": {}} | answer, TextQuestions())

    def put(body):
        body.pop("password")
        body.update({"password": kept["password"]} if "password" in kept else {})

    return build.with_body("meetings.id", put)


@each(
    ("answer", "status"),
    [
        ({}, Status.FAIL),
        ({"password": ""}, Status.FAIL),
        ({"password": "Ab3dE7fG"}, Status.PASS),
        ({"password": None}, Status.UNKNOWN),
        ({"password": 123456}, Status.UNKNOWN),
        ({"password": True}, Status.UNKNOWN),
        ({"password": ["Ab3dE7fG"]}, Status.UNKNOWN),
        ({"password": {"value": "Ab3dE7fG"}}, Status.UNKNOWN),
    ],
)
def test_a_meeting_has_a_passcode_only_when_zoom_gives_one(answer, status):
    rule = st_joseph().rules["meetings-have-passcodes"]
    assert [f.status for f in judged(rule, of_answer(answer))] == [status]


@pytest.mark.parametrize("name", ["meeting-passcode-length", "meeting-passcode-strength"])
def test_the_passcode_of_a_meeting_without_one_is_judged_once(name):
    assert judged(st_joseph().rules[name], of_answer({})) == []


# Single rules


def test_the_number_of_a_meeting_may_not_be_the_hosts_own():
    rule = st_joseph().rules["no-meetings-in-personal-rooms"]
    assert [f.status for f in judged(rule, build.with_fields(personal_room=True))] == [Status.FAIL]


@pytest.mark.parametrize("value", [None, "no", 0, [], {"set": False}])
def test_a_meeting_may_be_in_a_personal_room_while_it_is_not_known(value):
    rule = st_joseph().rules["no-meetings-in-personal-rooms"]
    assert [f.status for f in judged(rule, build.with_fields(personal_room=value))] == [Status.UNKNOWN]


def test_a_meeting_without_a_waiting_room_is_told_once():
    off = build.with_body("meetings.id", lambda body: body.update(settings={"waiting_room": False}))
    assert judged(st_joseph().rules["everyone-waits-in-meetings"], off) == []
    assert [f.status for f in judged(st_joseph().rules["waiting-room"], off)] == [Status.FAIL]


@pytest.mark.parametrize("value", [True, None, "no", 0])
def test_a_user_who_may_hold_webinars_leaves_the_clauses_on_meetings_open(value):
    policy = st_joseph()
    spoil = build.with_value(Level.USER, "feature.webinar", value)
    run = run_of(build.changed(right_snapshot(policy), Level.USER, spoil), policy)
    found = [f for f in run.findings() if f.rule == "webinars-not-looked-at" and f.status is Status.UNKNOWN]
    assert [f.resource.id for f in found] == [FIRST[Level.USER]]
    for clause in run.clauses:
        if clause.id in ("S1", "S3", "C1"):
            assert clause.kinds[Kind.MEETINGS] is KindState.OPEN
            assert clause.verdict is ClauseVerdict.PARTLY


def test_sign_in_is_asked_only_where_pupils_have_logins():
    rule = st_joseph().advisory["sign-in-for-meetings"]
    assert [f.status for f in judged(rule)] == [Status.PASS]
    (finding,) = judged(rule, pupil_accounts=[])
    assert (finding.status, finding.reason) == (Status.NOT_APPLICABLE, Reason.NONE_EXIST)


def test_registrants_need_no_letter_where_nobody_registers():
    rule = st_joseph().rules["registrants-get-email"]
    off = build.with_value(Level.MEETING, "settings.approval_type", 2)
    assert {(f.status, f.reason) for f in judged(rule, off)} == {(Status.NOT_APPLICABLE, Reason.NONE_EXIST)}


def test_every_kind_of_evidence_that_a_meeting_gives_is_wanted_by_the_clauses_of_its_rule():
    for rule in meeting_rules():
        if not rule.advisory:
            kind = rule.kind_at(Level.MEETING)
            named_by = [clause for clause in st_joseph().clauses if rule.id in clause.rules]
            assert named_by, rule.id
            only_there = set(rule.levels) == {Level.MEETING}
            assert not only_there or all(kind in clause.wants for clause in named_by), rule.id
