"""What changed between two snapshots: people, settings, and what could not be read, never one taken for the other."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from zoom_policy_lint.model.resource import Header, Listing, Read, Resource, TextQuestions, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.resolve.changes import What, changes
from zoom_policy_lint.resolve.changes_bodies import ONE_DATE
from zoom_policy_lint.resolve.changes_merge import same_names
from zoom_policy_lint.resolve.changes_scope import Asked, terms
from zoom_policy_lint.resolve.changes_values import ABSENT, HERE, NULL, Side, canonical

SETTINGS, LOCKS = "users.id.settings", "groups.id.lock_settings"
SECURITY = f"{SETTINGS}?option=meeting_security"
HEADER = Header(
    "acc",
    "2026-11-24T09:00:00Z",
    "live",
    tuple(Level),
    tuple(
        sorted(
            ["accounts.settings", LOCKS, "groups", "groups.id.members", "meetings.id", "meetings.id.invitation"]
            + ["roles", "users", "users.inactive", "users.id", "users.id.assistants", "users.id.meetings"]
            + [SECURITY, SETTINGS]
        )
    ),
    questions=TextQuestions(("be kind", "mute"), ("staff",)),
)
LISTS = tuple(Listing(Read(one)) for one in ("groups", "roles", "users", "users.inactive", "users.id.meetings"))
ASKED = Asked(HEADER, LISTS)


def is_pseudonym(text):
    return text.startswith("name-")


def compared(before, after, asked=(ASKED, ASKED), *, names=True):
    known = terms(*asked, names=names, replaced=is_pseudonym)
    return list(changes(before, after, known))


def told(before, after, *more, **options):
    return [(one.what, one.subject, one.before, one.after) for one in compared(before, after, *more, **options)]


def user(body=None, number=1, *, view=SETTINGS, unread=None, **fields):
    bodies = {} if body is None else {view: body}
    gaps = {read: Unread(reason, "because") for read, reason in (unread or {}).items()}
    return Resource(Level.USER, f"u{number}", f"u{number}@school", fields, bodies, gaps)


def rooms(value):
    return {"in_meeting": {"breakout_room": value}}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from(["", "a", "b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3),
    max_leaves=6,
)
PEOPLE = st.dictionaries(
    st.integers(1, 4), st.none() | st.dictionaries(st.sampled_from(["in_meeting", "chat"]), JSON), max_size=4
)


def people(table):
    return [
        user(body, number, unread=None if body is not None else {SETTINGS: Reason.ERROR})
        for number, body in sorted(table.items())
    ]


@given(PEOPLE, PEOPLE)
def test_a_snapshot_is_like_itself_and_the_way_back_is_the_mirror_of_the_way_there(one, other):
    assert compared(people(one), people(one)) == []
    there, back = compared(people(one), people(other)), compared(people(other), people(one))
    assert {replace(one, before=one.after, after=one.before) for one in there} == set(back)
    assert len(there) == len(back)


@given(JSON)
def test_the_order_of_keys_and_lists_is_no_change(value):
    def turned(seen):
        if isinstance(seen, dict):
            return {key: turned(seen[key]) for key in reversed(seen)}
        return [turned(item) for item in reversed(seen)] if isinstance(seen, list) else seen

    assert canonical(value) == canonical(turned(value))
    assert compared([user({"in_meeting": value})], [user({"in_meeting": turned(value)})]) == []


def test_what_changed_of_one_does_not_depend_on_what_changed_of_others():
    alone = compared([user(rooms(True))], [user(rooms(False))])
    others = [user(rooms(True), 2), user(rooms(True), 3)]
    among = compared([user(rooms(True)), others[0]], [user(rooms(False)), others[1]])
    assert alone[0] in among
    assert len(among) == 3


def test_a_value_null_and_absent_are_three_things():
    sides = {"on": rooms(True), "null": rooms(None), "absent": {"in_meeting": {}}, "one": rooms(1)}
    known = {"on": Side.of(True), "null": NULL, "absent": ABSENT, "one": Side.of(1)}
    for before, old in sides.items():
        for after, new in sides.items():
            wanted = (What.SETTING, "in_meeting.breakout_room", known[before], known[after])
            assert told([user(old)], [user(new)]) == ([] if before == after else [wanted])


def test_what_could_not_be_read_is_never_a_change_of_the_value():
    refused = user(unread={SETTINGS: Reason.SCOPE})
    assert told([user(rooms(True))], [refused]) == [(What.READING, SETTINGS, HERE, Side.unread(Reason.SCOPE))]
    assert told([refused], [user(rooms(True))]) == [(What.READING, SETTINGS, Side.unread(Reason.SCOPE), HERE)]
    assert told([refused], [user(unread={SETTINGS: Reason.ERROR})]) == []
    not_asked = [(What.READING, SETTINGS, HERE, Side.unread(Reason.NOT_PULLED))]
    assert told([user(rooms(True))], [user()]) == not_asked
    groupless = user(unread={"groups.id.members": Reason.ERROR})
    assert told([user(groups=["g"])], [groupless]) == [
        (What.READING, "groups.id.members", HERE, Side.unread(Reason.ERROR)),
    ]


def test_what_only_one_was_asked_for_is_not_compared():
    less = Asked(replace(HEADER, reads=tuple(read for read in HEADER.reads if read != SETTINGS)), LISTS)
    known = terms(less, ASKED, names=True, replaced=is_pseudonym)
    assert (known.only_reads, known.same) == (((), (SETTINGS,)), False)
    assert told([user()], [user(rooms(True))], (less, ASKED)) == []
    without = Asked(replace(HEADER, levels=(Level.ACCOUNT,)), LISTS)
    assert told([user()], [user(rooms(True), 2)], (without, ASKED)) == []
    assert terms(without, ASKED, names=True, replaced=is_pseudonym).only_levels == ((), tuple(Level)[1:])


def test_who_is_missing_is_gone_only_where_the_list_was_read_in_full():
    short = Asked(HEADER, tuple(replace(one, complete=one.read.endpoint != "users") for one in LISTS))
    active = Asked(replace(HEADER, reads=tuple(set(HEADER.reads) - {"users.inactive"})), LISTS[:3])
    cut = Asked(HEADER, LISTS, partial=True)
    assert told([user()], []) == [(What.PRESENCE, "", HERE, ABSENT)]
    unknown = Side.unread(Reason.LIST_INCOMPLETE)
    for other in (short, active, cut, Asked(HEADER, ())):
        assert told([user()], [], (ASKED, other)) == [(What.PRESENCE, "", HERE, unknown)]
        assert told([], [user()], (other, ASKED)) == [(What.PRESENCE, "", unknown, HERE)]
    assert told([], [user()], (ASKED, active)) == [(What.PRESENCE, "", ABSENT, HERE)]


def test_who_vanished_while_being_read_was_not_there():
    vanished = replace(user(), gone=True)
    assert told([user()], [vanished]) == [(What.PRESENCE, "", HERE, ABSENT)]
    assert told([vanished], [vanished]) == told([vanished], []) == []


def test_who_becomes_inactive_has_not_lost_what_is_read_of_active_people_only():
    before = user(rooms(True), status="active", groups=["g"], login_types=[100], dept="Office")
    after = user(status="inactive", dept="Library")
    assert told([before], [after]) == [
        (What.FACT, "dept", Side.of("Office"), Side.of("Library")),
        (What.FACT, "status", Side.of("active"), Side.of("inactive")),
    ]


def test_people_are_told_by_the_names_of_their_groups_and_roles():
    before = [Resource(Level.ROLE, "2", "Member"), Resource(Level.GROUP, "g", "Staff", {"name": "Staff"})]
    after = [Resource(Level.ROLE, "1", "Admin"), Resource(Level.GROUP, "g", "Teachers", {"name": "Teachers"})]
    old, new = user(groups=["g"], role_id="2", last_login_time="1"), user(groups=[], role_id="1", last_login_time="2")
    found = told([*before, old], [*after, new])
    assert (What.ITEM, "groups", Side.of("Teachers"), ABSENT) in found
    assert (What.FACT, "role_id", Side.of("Member"), Side.of("Admin")) in found
    assert (What.FACT, "name", Side.of("Staff"), Side.of("Teachers")) in found
    assert len(found) == 5  # and two roles; a renamed group is the same group, and sign-ins are not compared
    assert told([before[1], user(groups=["g"])], [after[1], user(groups=["g"])]) == [found[2]]


def group(lock, *, security=None, **body):
    bodies = {LOCKS: {"in_meeting": {"breakout_room": lock}}, **body}
    return Resource(Level.GROUP, "g", "Staff", bodies=bodies | ({SECURITY: security} if security else {}))


def test_a_lock_is_told_as_the_lock_of_its_setting():
    assert told([group(False)], [group(True)]) == [
        (What.LOCK, "in_meeting.breakout_room", Side.of(False), Side.of(True))
    ]


def test_one_control_under_two_names_is_one_change_unless_its_names_part():
    key = "meeting_security.embed_password_in_join_link"
    bodies = [
        {
            SECURITY: {"meeting_security": {"embed_password_in_join_link": one}},
            SETTINGS: {"schedule_meeting": {"embed_password_in_join_link": other}},
        }
        for one, other in ((True, True), (False, False), (False, True))
    ]
    both, neither, one = (replace(user(), bodies=body) for body in bodies)
    assert [(each.subject, each.place) for each in compared([both], [neither])] == [(key, "")]
    assert [(each.subject, each.place) for each in compared([both], [one])] == [(key, key)]


def meeting(waiting=True, date=True, says=("be kind",), **fields):
    bodies = {
        "meetings.id": {"duration": fields.get("duration"), "settings": {"waiting_room": waiting}},
        "meetings.id?occurrence_id=7": {"settings": {"waiting_room": date}},
        "meetings.id.invitation": {"invitation": {"says": list(says)}},
    }
    return Resource(Level.MEETING, "11", "u1@school, 1 Dec, …0011", fields, bodies)


def test_a_series_is_told_once_and_one_date_of_it_as_that():
    found = compared([meeting()], [meeting(waiting=False, date=False)])
    assert [(one.subject, one.place) for one in found] == [("meeting_security.waiting_room", "")]
    found = compared([meeting()], [meeting(date=False)])
    assert [(one.subject, one.place) for one in found] == [("meeting_security.waiting_room", ONE_DATE)]


def test_what_a_list_and_an_answer_both_tell_is_told_once():
    found = told([meeting(duration=30)], [meeting(duration=40)])
    assert found == [(What.FACT, "duration", Side.of(30), Side.of(40))]


def test_an_occurrence_that_is_over_is_no_change():
    later = meeting()
    bodies = {read: body for read, body in later.bodies.items() if "occurrence" not in read}
    assert compared([meeting()], [replace(later, bodies=bodies)]) == []


def test_of_texts_only_what_both_looked_for_is_compared():
    fewer = Asked(replace(HEADER, questions=TextQuestions(("be kind",), ("staff",))), LISTS)
    before, after = meeting(says=["be kind", "mute"]), meeting(says=["be kind"])
    assert told([before], [after], (ASKED, fewer)) == []
    assert [one[1] for one in told([before], [after])] == ["invitation.says"]


def test_names_that_were_replaced_with_another_key_are_not_compared():
    before, after = user(email="name-1", dept="name-2", type=2), user(email="name-3", dept="name-4", type=1)
    assert told([before], [after], names=False) == [(What.FACT, "type", Side.of(2), Side.of(1))]
    assert len(told([before], [after])) == 3
    named = [replace(user(), name=name) for name in ("name-1", "name-2")]
    assert same_names(named[:1], named[:1], is_pseudonym)
    assert not same_names(named[:1], named[1:], is_pseudonym)
    assert not same_names(named[:1], [], is_pseudonym)


def test_memory_does_not_grow_with_the_account():
    read = []

    def stream(side):
        for number in range(100_000, 100_400):
            read.append((side, number))
            yield user(rooms(side), number)

    known = terms(ASKED, ASKED, names=True, replaced=is_pseudonym)
    found = changes(stream(True), stream(False), known)
    next(found)
    assert len(read) <= 4
    assert sum(1 for _ in found) == 399
