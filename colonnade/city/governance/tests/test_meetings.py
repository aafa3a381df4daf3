"""The table: who sits at it, what is decided, and who does what by when."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from icalendar import Calendar

from colonnade.city.governance.actions import bodies, meetings
from colonnade.city.governance.models import Body, Decision, Meeting, Paper, Task
from colonnade.city.governance.queries.meetings import decisions_of, is_quorate, meeting_called, waiting_for
from colonnade.city.governance.tests.factories_participation import (
    NOON,
    TODAY,
    make_body,
    make_meeting,
    make_seat,
    make_stakeholder,
)
from colonnade.drafting.models import Draft
from colonnade.people.tests.factories import make_holding, make_person
from colonnade.plumbing.permissions import NotAllowed


@pytest.fixture
def council(city):
    """A council with one member."""
    body = make_body(city)
    make_seat(body, make_stakeholder(city))
    return body


@pytest.fixture
def meeting(council):
    """A meeting of the council."""
    return make_meeting(council)


@pytest.fixture
def member(db, city):
    """Sits in the council and may read what is not public."""
    person = make_person("Amina")
    make_holding(person, "council_member", city.uuid)
    return person


def address(name, city, *args):
    """Where a page is."""
    return reverse(f"governance:{name}", args=[city.slug, *args])


def test_a_body_is_set_up_in_several_languages(city, bruno):
    body = bodies.keep_body(
        territory=city, language="en", name="Council", mandate="It meets.", kind="COUNCIL", by=bruno, at=NOON
    )
    bodies.keep_body(territory=city, body=body, language="es", name="Consejo", mandate="", by=bruno, at=NOON)

    assert (body.names, body.mandates) == ({"en": "Council", "es": "Consejo"}, {"en": "It meets."})


def test_nobody_sits_twice_at_a_time(council, bruno):
    seat = council.seats.get()

    with pytest.raises(bodies.SitsAlready):
        bodies.seat_member(
            body=council,
            stakeholder=seat.stakeholder,
            role="CHAIR",
            since=TODAY,
            until=None,
            by=bruno,
            at=NOON,
        )
    bodies.end_seat(seat=seat, on=TODAY, by=bruno, at=NOON)
    again = TODAY + timedelta(days=1)
    bodies.seat_member(
        body=council, stakeholder=seat.stakeholder, role="CHAIR", since=again, until=None, by=bruno, at=NOON
    )

    assert council.seats.count() == 2


def test_the_agenda_keeps_its_points(council, bruno):
    facts = {"title": "T", "starts_at": NOON, "timezone": "UTC", "by": bruno, "at": NOON}
    held = meetings.keep_meeting(body=council, agenda=["one", " ", "two"], **facts)
    first = held.agenda.get(title="one").pk
    meetings.keep_meeting(body=council, meeting=held, agenda=["three", "one"], **facts)

    assert list(held.agenda.order_by("position").values_list("title", flat=True)) == ["three", "one"]
    assert held.agenda.get(title="one").pk == first


def test_decisions_are_numbered_through_the_year(council, meeting, bruno):
    for text in ("First.", "Second."):
        meetings.record_decision(meeting=meeting, text=text, by=bruno, at=NOON)
    other = make_meeting(council, starts_at=meeting.starts_at.replace(year=2027))
    meetings.record_decision(meeting=other, text="Next.", by=bruno, at=NOON)

    assert sorted(Decision.objects.values_list("number", flat=True)) == ["2026-01", "2026-02", "2027-01"]


def test_votes_add_up_to_who_was_there(meeting, bruno):
    stakeholder = meeting.body.seats.get().stakeholder
    meetings.write_minutes(
        meeting=meeting, minutes="x", state="HELD", presence={stakeholder.pk: "PRESENT"}, by=bruno, at=NOON
    )

    with pytest.raises(meetings.VotesDoNotAddUp):
        meetings.record_decision(meeting=meeting, text="x", votes_for=2, by=bruno, at=NOON)
    assert (
        meetings.record_decision(
            meeting=meeting, text="x", votes_for=1, votes_against=0, by=bruno, at=NOON
        ).votes_for
        == 1
    )


@pytest.mark.parametrize(("quorum", "presence", "enough"), [(1, "DEPUTY", True), (2, "PRESENT", False), (1, "ABSENT", False), (None, "PRESENT", None), (1, "", None)])  # fmt: skip
def test_quorum(city, meeting, bruno, quorum, presence, enough):
    Body.objects.update(quorum=quorum)
    stakeholder = meeting.body.seats.get().stakeholder
    meetings.write_minutes(
        meeting=meeting, minutes="", state="HELD", presence={stakeholder.pk: presence}, by=bruno, at=NOON
    )

    assert is_quorate(meeting_called(city, meeting.uuid, everything=True)) is enough


def test_a_task_reaches_its_owner_s_desk_and_leaves_it(city, meeting, bruno, member):
    stakeholder = make_stakeholder(city, "School", person=member)
    task = meetings.give_task(
        meeting=meeting,
        text="Write it down",
        owner_stakeholder=stakeholder,
        due_on=date(2026, 12, 1),
        by=bruno,
        at=NOON,
    )

    assert [item.title for item in waiting_for(member, NOON)] == ["Write it down (Aubrelle)"]
    meetings.finish_task(task=task, note="Done.", on=TODAY, by=member, at=NOON)
    assert waiting_for(member, NOON) == []
    with pytest.raises(meetings.AlreadyDone):
        meetings.finish_task(task=task, note="", on=TODAY, by=member, at=NOON)


def test_meetings_and_ending_terms_stand_on_desks(city, council, bruno, member):
    make_seat(council, make_stakeholder(city, "School", person=member), until=TODAY + timedelta(days=30))
    make_meeting(council)

    assert [item.title for item in waiting_for(member, NOON)] == ["Meeting: Learning council, Autumn meeting"]
    assert [item.title for item in waiting_for(bruno, NOON)] == ["A term ends: School, Learning council"]


def test_strangers_write_nothing(city, council, meeting, charlie):
    stakeholder = make_stakeholder(city, "X")
    task = Task.objects.create(territory=city, text="x")
    deeds = (
        lambda: bodies.keep_body(territory=city, language="en", name="x", mandate="", by=charlie, at=NOON),
        lambda: bodies.seat_member(
            body=council, stakeholder=stakeholder, role="CHAIR", since=TODAY, until=None, by=charlie, at=NOON
        ),
        lambda: bodies.end_seat(seat=council.seats.get(), on=TODAY, by=charlie, at=NOON),
        lambda: meetings.keep_meeting(body=council, agenda=[], title="x", by=charlie, at=NOON),
        lambda: meetings.add_paper(
            meeting=meeting, title="x", url="https://a.org", upload=None, is_public=True, by=charlie, at=NOON
        ),
        lambda: meetings.write_minutes(
            meeting=meeting, minutes="", state="HELD", presence={}, by=charlie, at=NOON
        ),
        lambda: meetings.record_decision(meeting=meeting, text="x", by=charlie, at=NOON),
        lambda: meetings.give_task(meeting=meeting, text="x", by=charlie, at=NOON),
        lambda: meetings.finish_task(task=task, note="", on=TODAY, by=charlie, at=NOON),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()


def test_private_meetings_are_for_members(client, city, council, member):
    hidden = make_meeting(council, is_public=False, title="Hidden")

    assert client.get(address("meeting", city, hidden.uuid)).status_code == 404
    client.force_login(member)
    assert client.get(address("meeting", city, hidden.uuid)).status_code == 200


def test_a_paper_is_given_to_those_who_may_read_it(client, city, meeting, bruno, member):
    client.force_login(bruno)
    client.post(
        address("paper-add", city, meeting.uuid),
        {"title": "Budget", "upload": SimpleUploadedFile("budget.pdf", b"%PDF-")},
    )
    paper = Paper.objects.get()
    where = address("paper", city, meeting.uuid, paper.uuid)

    client.logout()
    assert client.get(where).status_code == 404
    client.force_login(member)
    answer = client.get(where)
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"%PDF-"


@pytest.mark.parametrize(
    "given", [{"title": "x"}, {"title": "x", "upload": SimpleUploadedFile("page.html", b"<script>")}]
)
def test_other_papers_are_refused(client, city, meeting, bruno, given):
    client.force_login(bruno)
    client.post(address("paper-add", city, meeting.uuid), given)

    assert not Paper.objects.exists()


def test_a_whole_meeting_by_page(client, city, council, bruno):
    client.force_login(bruno)
    answer = client.post(
        address("meeting-call", city, council.uuid),
        {"title": "Spring", "starts_at": "2027-03-01T18:00", "agenda": "Welcome\nPlan", "is_public": "on"},
    )
    meeting = Meeting.objects.get()
    assert answer.url == address("meeting", city, meeting.uuid)
    assert meeting.starts_at.isoformat() == "2027-03-01T17:00:00+00:00"
    stakeholder = council.seats.get().stakeholder
    client.post(
        address("meeting-minutes", city, meeting.uuid),
        {"minutes-state": "HELD", "minutes-minutes": "# All agreed", f"presence-{stakeholder.pk}": "PRESENT"},
    )
    client.post(address("decision-add", city, meeting.uuid), {"text": "We begin.", "votes_for": "1"})
    client.post(
        address("task-add", city, meeting.uuid),
        {"text": "Write to schools", "owner_stakeholder": stakeholder.pk},
    )
    client.post(
        address("meeting-edit", city, meeting.uuid), {"title": "Spring!", "starts_at": "2027-03-01T18:00"}
    )

    text = client.get(address("meeting", city, meeting.uuid)).content.decode()
    for expected in ("We begin.", "Write to schools", "All agreed</h3>", "Spring!"):
        assert expected in text
    task = Task.objects.get()
    client.post(address("task", city, task.uuid), {"note": "Sent."})
    assert "Sent." in client.get(address("task", city, task.uuid)).content.decode()


def test_bodies_and_seats_by_page(client, city, bruno):
    client.force_login(bruno)
    client.post(
        address("body-add", city),
        {"language": "en", "name": "Group", "kind": "WORKING_GROUP", "mandate": "x"},
    )
    body = Body.objects.get()
    row = make_stakeholder(city)
    client.post(
        address("body-seat", city, body.uuid), {"stakeholder": row.pk, "role": "CHAIR", "since": "2026-01-01"}
    )
    client.post(
        address("body-seat", city, body.uuid), {"stakeholder": row.pk, "role": "CHAIR", "since": "2026-01-01"}
    )
    assert body.seats.count() == 1
    client.post(address("seat-end", city, body.uuid, body.seats.get().pk))
    assert body.seats.get().until
    assert client.get(address("body-edit", city, body.uuid)).status_code == 200


def test_a_meeting_ends_after_it_began(client, city, council, bruno):
    client.force_login(bruno)
    answer = client.post(
        address("meeting-call", city, council.uuid),
        {"title": "x", "starts_at": "2027-03-01T18:00", "ends_at": "2027-03-01T17:00"},
    )

    assert answer.status_code == 422


def test_calendars(client, city, meeting):
    for where in (
        address("meeting-calendar", city, meeting.uuid),
        address("body-calendar", city, meeting.body.uuid),
    ):
        (event,) = Calendar.from_ical(client.get(where).content).walk("VEVENT")
        assert str(event["summary"]) == "Learning council: Autumn meeting"
        assert event["dtstart"].dt == meeting.starts_at


def test_decisions_are_found_by_their_words(client, city, meeting, bruno):
    meetings.record_decision(meeting=meeting, text="We open libraries on Sunday.", by=bruno, at=NOON)

    assert decisions_of(city, False, "sunday").count() == 1
    assert "on Sunday" in client.get(address("decisions", city), {"q": "libraries"}).content.decode()


def test_members_who_did_not_agree_are_counted_not_named(client, city, council):
    make_seat(council, make_stakeholder(city, "Shy", is_public=False))

    text = client.get(address("body", city, council.uuid)).content.decode()

    assert "Shy" not in text
    assert "1 member has not agreed to be named." in text


def test_the_public_is_asked_from_here(client, city, bruno):
    client.force_login(bruno)
    answer = client.post(
        address("consultation-start", city),
        {"language": "en", "title": "Charter", "text": "Before\n# One\nfirst\n# Two\nsecond"},
    )
    draft = Draft.objects.get()
    assert answer.url == reverse("drafting:open", args=[draft.uuid])
    assert [str(each.heading) for each in draft.sections.order_by("position")] == ["Charter", "One", "Two"]
    assert "Charter" in client.get(address("consultations", city)).content.decode()
    client.logout()
    assert "Nothing is being asked now" in client.get(address("consultations", city)).content.decode()


@pytest.mark.parametrize("name", ["body-add", "consultation-start"])
def test_strangers_start_nothing(client, city, charlie, name):
    client.force_login(charlie)
    values = {"language": "en", "title": "x", "text": "x", "name": "x", "kind": "COUNCIL"}

    assert client.post(address(name, city), values).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_council_asks_as_often_for_three_as_for_one(client, city, number, django_assert_num_queries):
    for _turn in range(number):
        make_meeting(make_body(city))

    with django_assert_num_queries(4):
        client.get(address("council", city))


@pytest.mark.parametrize("number", [1, 3])
def test_a_meeting_asks_as_often_for_three_as_for_one(
    client, city, meeting, member, bruno, number, django_assert_num_queries
):
    for turn in range(number):
        meetings.record_decision(meeting=meeting, text="x", by=bruno, at=NOON)
        row = make_stakeholder(city, f"S{turn}")
        make_seat(meeting.body, row)
        meeting.attendance.create(stakeholder=row, presence="PRESENT")
        meetings.give_task(meeting=meeting, text="x", owner_stakeholder=row, by=bruno, at=NOON)
    client.force_login(member)

    with django_assert_num_queries(13):
        client.get(address("meeting", city, meeting.uuid))
