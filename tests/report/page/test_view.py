"""The whole view: plain data, the same each time, in which nobody is named outside the annex."""

import json
from dataclasses import asdict, replace

from tests.report.sample_findings import user
from tests.report.sample_memory import with_hostile_memory, with_memory
from tests.report.samples import make_run
from zoom_policy_lint.model.words import Status
from zoom_policy_lint.report.page.view import page_view

RUN = with_memory(make_run())


def text(view):
    return json.dumps(asdict(view), ensure_ascii=False)


def test_it_is_plain_data_and_the_same_each_time():
    assert text(page_view(RUN)) == text(page_view(RUN))


def test_only_the_annex_names_staff():
    view = page_view(RUN)
    annex = text(replace(view, **dict.fromkeys(("chapters", "tasks", "notes"), ())).annex)
    assert "teacher03@stjosephs.example.sch.uk" in annex
    assert "A. Headley" in annex
    assert "B. Bursar" in annex
    outside = text(replace(view, annex=None))
    assert not any(name in outside for name in ("@", "Headley", "Bursar"))
    assert "a named person sent a letter home" in outside


def test_the_title_of_an_office_names_nobody_and_stays():
    for office in ("Governors", "Head teacher", "Chair of Governors"):
        waivers = tuple(replace(one, approver=office) for one in RUN.registers.waivers)
        run = replace(RUN, notes=(f"{office} decided.",), registers=replace(RUN.registers, waivers=waivers))
        assert page_view(run).notes == (f"{office} decided.",)
    waivers = tuple(replace(one, approver="A. Head") for one in RUN.registers.waivers)
    run = replace(RUN, notes=("A. Head decided.",), registers=replace(RUN.registers, waivers=waivers))
    assert page_view(run).notes == ("a named person decided.",)


def test_a_name_of_one_word_is_taken_out_too_unless_it_is_a_role_of_the_policy_or_a_month():
    def notes(approver, note):
        waivers = tuple(replace(one, approver=approver) for one in RUN.registers.waivers)
        return page_view(replace(RUN, notes=(note,), registers=replace(RUN.registers, waivers=waivers))).notes

    assert notes("Smith", "Smith agreed; Smithson did not.") == ("a named person agreed; Smithson did not.",)
    assert notes("May", "May said so on 3 May 2026.") == ("a named person said so on 3 May 2026.",)
    due = tuple(replace(one, by_role="SENCO") for one in RUN.registers.due)
    run = replace(RUN, registers=replace(RUN.registers, due=due, waivers=()), notes=("SENCO agreed.",))
    statements = tuple(replace(one, by_name="SENCO") for one in RUN.registers.statements)
    run = replace(run, registers=replace(run.registers, statements=statements))
    assert page_view(run).notes == ("SENCO agreed.",)


def test_each_thing_to_put_right_leads_to_its_place_in_the_annex():
    view = page_view(RUN)
    items = {item.anchor: (f"Annex {place}", item.title) for place, item in enumerate(view.annex.items, start=1)}
    assert [(name, task.title) for task in view.tasks for name, anchor in [task.annex]] == [
        items[task.annex[1]] for task in view.tasks
    ]


def test_what_an_earlier_clause_or_a_part_tells_is_not_told_again():
    first, part, later = (replace(RUN.clauses[3], id=id_, parts=()) for id_ in ("X", "Xa", "Y"))
    worst = next(one for one in RUN.rollups if one.rule == "waiting-room" and one.worst.status is Status.FAIL)
    under = replace(worst, worst=replace(worst.worst, clauses=("X", "Xa", "Y")))
    run = replace(RUN, clauses=(replace(first, parts=("Xa",)), part, later), rollups=(under,))
    [whole, again] = [clause for chapter in page_view(run).chapters for clause in chapter.clauses]
    assert (whole.whys, whole.kinds, whole.standing) == ((), (), "1 not met")
    [told] = whole.parts[0].whys
    assert told.see is None
    assert told.said
    assert told.duty
    [see] = again.whys
    assert (see.look, see.title, see.said, see.duty, see.see) == (told.look, told.title, "", None, ("Xa", "clause-2"))


def test_the_annex_tells_of_what_fails_and_of_what_is_unknown_with_all_that_is_needed():
    items = {item.rule: item for item in page_view(RUN).annex.items}
    assert list(items) == ["waiting-room", "host-only-chat", "school-addresses", "no-breakout-rooms"]
    waiting = items["waiting-room"]
    [line] = waiting.lines
    assert (line.key, line.expected) == ("meeting_security.waiting_room", "on and locked")
    assert line.found[0].said.startswith("the account: off")
    assert line.found[-1].said == "the lock: not locked"
    assert waiting.steps
    assert any(
        request.startswith("PATCH /accounts/me/settings?option=meeting_security {") for request in waiting.requests
    )
    assert waiting.command.removeprefix("zoom-policy-lint findings show ") in {
        one.worst.fingerprint for one in RUN.rollups if one.rule == "waiting-room"
    }
    assert items["no-breakout-rooms"].look.word == "Not known"


def test_a_value_or_a_step_that_could_name_a_pupil_stays_out_of_the_annex():
    pupil = "p.upil@pupils.example"
    worst = next(one for one in RUN.rollups if one.rule == "school-addresses" and one.worst.status is Status.FAIL)
    told = replace(
        worst,
        names=("a pupil's account",),
        worst=replace(
            worst.worst,
            resource=user(pupil),
            remediation=replace(worst.worst.remediation, summary=f"Give {pupil} a school address."),
            message=pupil,
        ),
        values=(({"email": pupil}, 1),),
    )
    annex = text(page_view(replace(RUN, rollups=(told,))).annex)
    assert "p.upil" not in annex
    assert "a pupil's account" in annex


def test_the_period_and_the_part_are_told():
    assert page_view(RUN).period == "27 May 2026 to 14 September 2026"
    assert page_view(make_run()).period == ""
    assert "Only a part was judged: the account." in text(page_view(make_run(part="the account")))


def test_the_contents_name_only_what_the_page_has():
    assert "decisions" in dict(page_view(RUN).contents)
    assert "decisions" not in dict(page_view(make_run()).contents)
    assert "pulls" not in dict(page_view(RUN).contents)


def test_hostile_words_in_registers_and_memory_become_one_harmless_line():
    for name in ("line\nbreak", "right\u202eto-left", "nul\x00", "#emph[x] $a$ \\ @b", "x@y.example"):
        words = text(page_view(with_hostile_memory(make_run(), name)))
        assert not any(character in words for character in "\n\u202e\x00")
        assert "x@y" not in text(replace(page_view(with_hostile_memory(make_run(), name)), annex=None))


def test_names_stand_only_where_not_all_are_meant():
    [line] = page_view(RUN).annex.items[0].lines
    [some] = [one for one in line.found if "users" in one.said]
    assert some.names.startswith("teacher03@")
    everybody = replace(
        RUN, rollups=tuple(replace(one, counts={one.worst.status: 31}, baselined=0) for one in RUN.rollups)
    )
    assert not any(
        one.names
        for item in page_view(everybody).annex.items
        for line in item.lines
        for one in line.found
        if "users" in one.said
    )
