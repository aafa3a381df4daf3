"""Harvests in the background, and those that come round."""

from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from colonnade.city.catalogue import actions
from colonnade.city.catalogue.actions import harvesting, previewing, scheduling
from colonnade.city.catalogue.actions.scheduling import NothingToRead
from colonnade.city.catalogue.models import HarvestRun, Opportunity, Source
from colonnade.city.catalogue.tests.factories import (
    BY,
    LATER,
    NOON,
    books,
    feed,
    harvested,
    make_source,
    record,
)
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.fetching import FetchFailed, Page
from colonnade.plumbing.permissions import NotAllowed

ADDRESS = "https://library.example.org/feed"


def upload(*records):
    return SimpleUploadedFile("Feed.JSON", feed(*records).read())


@pytest.fixture
def web(monkeypatch):
    """Stands in for the network: a list of what the address answers, and of what it was asked."""
    answers, asked = [], []

    @contextmanager
    def fetched(address, etag="", last_modified=""):
        asked.append((address, etag, last_modified))
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        yield answer

    monkeypatch.setattr(scheduling, "fetched", fetched)
    return answers, asked


def page(*records, **facts):
    values = {"content_type": "", "etag": '"v1"', "last_modified": "then", "size": 1, "complete": True}
    return Page(stream=feed(*records), **{**values, **facts})


def test_a_wanted_harvest_is_done_after_commit(source, bruno, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run = actions.want_harvest(source=source, by=bruno, at=NOON, upload=upload(record("a")))
        assert (run.state, Opportunity.objects.count()) == ("WAITING", 0)
    run.refresh_from_db()

    assert (run.state, books(run)) == ("DONE", {"read": 1, "created": 1})
    assert run.upload.endswith(".json")


def test_wanting_a_harvest_refuses_strangers(source, charlie):
    with pytest.raises(NotAllowed):
        actions.want_harvest(source=source, by=charlie, at=NOON, upload=upload(record("a")))

    assert HarvestRun.objects.count() == 0


def test_a_feed_without_address_or_file_has_nothing_to_read(source, bruno):
    with pytest.raises(NothingToRead):
        actions.want_harvest(source=source, by=bruno, at=NOON)


def test_the_last_file_is_read_again(source, bruno):
    first = actions.want_harvest(source=source, by=bruno, at=NOON, upload=upload(record("a")))

    assert actions.want_harvest(source=source, by=bruno, at=LATER).upload == first.upload


def test_a_run_that_is_not_waiting_is_left_alone(source):
    run = harvested(source, record("a"))

    assert actions.run_wanted(run=run, by=BY, at=LATER).started_at == NOON


def test_an_address_is_fetched_and_its_marks_are_kept(city, web):
    answers, asked = web
    source = make_source(city, address=ADDRESS)
    answers.append(page(record("a")))

    run = actions.run_wanted(run=HarvestRun.objects.create(source=source), by=BY, at=NOON)
    source.refresh_from_db()

    assert (run.state, books(run), run.complete) == ("DONE", {"read": 1, "created": 1}, True)
    assert (source.etag, source.last_modified) == ('"v1"', "then")
    assert asked == [(ADDRESS, "", "")]


def test_an_answer_that_was_cut_is_not_remembered(city, web):
    answers, _ = web
    source = make_source(city, address=ADDRESS)
    answers.append(page(record("a"), complete=False))

    run = actions.run_wanted(run=HarvestRun.objects.create(source=source), by=BY, at=NOON)
    source.refresh_from_db()

    assert (run.complete, source.etag) == (False, "")


def test_an_address_with_nothing_new_leaves_everything(city, web):
    answers, asked = web
    source = make_source(city, address=ADDRESS, etag='"v1"', last_modified="then")
    harvested(source, record("a"))
    answers.append(Page(BytesIO(), "", "", "", 0, complete=True, unchanged=True))

    run = actions.run_wanted(run=HarvestRun.objects.create(source=source), by=BY, at=LATER)

    assert (run.state, run.complete, books(run)) == ("DONE", True, {"read": 1, "unchanged": 1})
    assert asked == [(ADDRESS, '"v1"', "then")]


def test_an_address_that_fails_is_refused_with_its_reason(city, web):
    answers, _ = web
    source = make_source(city, address=ADDRESS)
    answers.append(FetchFailed("bad_status", status=404))

    run = actions.run_wanted(run=HarvestRun.objects.create(source=source), by=BY, at=NOON)

    assert (run.state, run.reason) == ("REFUSED", "bad_status")
    assert list(run.notes.values_list("code", "details")) == [("bad_status", {"status": 404})]


def test_a_file_that_is_gone_is_refused(source):
    run = HarvestRun.objects.create(source=source, upload="feeds/gone.json")

    assert actions.run_wanted(run=run, by=BY, at=NOON).reason == "unreachable"


def test_a_harvest_under_way_is_not_done_twice(source, bruno):
    run = actions.want_harvest(source=source, by=bruno, at=NOON, upload=upload(record("a")))

    with harvesting._alone(source):
        done = actions.run_wanted(run=run, by=BY, at=NOON)

    assert (done.state, done.reason) == ("REFUSED", "already_running")


# -- looked at first -----------------------------------------------------------------------------------


def test_what_an_address_answers_waits_to_be_looked_at(city, bruno, web, monkeypatch):
    answers, _ = web
    monkeypatch.setattr(previewing, "fetched", scheduling.fetched)
    source = make_source(city, address=ADDRESS)
    answers.append(page(record("a"), {"refused": "no_title"}))

    run = actions.bring_for_preview(source=source, by=bruno, at=NOON)
    seen = actions.preview(run=run, at=NOON)

    assert (run.state, seen.format, seen.usable, seen.looked_at, seen.more) == (
        "PREVIEW",
        "Fake",
        1,
        2,
        False,
    )
    assert seen.notes == [("record 2", "no_title", {})]
    assert Opportunity.objects.count() == 0


def test_a_part_of_a_feed_is_not_kept_as_the_whole(city, bruno, web, monkeypatch):
    answers, _ = web
    monkeypatch.setattr(previewing, "fetched", scheduling.fetched)
    answers.append(page(record("a"), complete=False))

    with pytest.raises(FetchFailed) as failure:
        actions.bring_for_preview(source=make_source(city, address=ADDRESS), by=bruno, at=NOON)

    assert (failure.value.code, HarvestRun.objects.count()) == ("too_long", 0)


def test_a_file_that_nobody_confirmed_is_not_read(source, bruno):
    actions.bring_for_preview(source=source, by=bruno, at=NOON, upload=upload(record("a")))

    with pytest.raises(NothingToRead):
        actions.want_harvest(source=source, by=bruno, at=LATER)


def test_a_preview_is_confirmed_once(source, bruno):
    run = actions.bring_for_preview(source=source, by=bruno, at=NOON, upload=upload(record("a")))
    actions.confirm_preview(run=run, by=bruno, at=LATER)

    assert run.state == "WAITING"
    with pytest.raises(previewing.NotLookedAt):
        actions.confirm_preview(run=run, by=bruno, at=LATER)


def test_previews_are_for_the_team(source, bruno, charlie):
    with pytest.raises(NotAllowed):
        actions.bring_for_preview(source=source, by=charlie, at=NOON, upload=upload(record("a")))
    run = actions.bring_for_preview(source=source, by=bruno, at=NOON, upload=upload(record("a")))
    with pytest.raises(NotAllowed):
        actions.confirm_preview(run=run, by=charlie, at=NOON)


def test_a_preview_of_what_is_gone_or_empty_says_so(source):
    gone = HarvestRun(source=source, upload="feeds/gone.json")
    empty = actions.bring_for_preview(
        source=source, by=BY, at=NOON, upload=SimpleUploadedFile("x.csv", b"\n")
    )

    assert actions.preview(run=gone, at=NOON).refusal == ("unreachable", {"detail": "file"})
    assert actions.preview(run=empty, at=NOON).refusal == ("empty", {})


# -- what comes round ----------------------------------------------------------------------------------


@pytest.fixture
def hourly(city):
    """A feed that is harvested every six hours."""
    return make_source(city, "Agenda", address=ADDRESS, every_hours=6)


def test_a_feed_that_was_never_read_is_due(hourly):
    assert len(actions.harvest_due(by=BY, at=NOON)) == 1


@pytest.mark.parametrize(("hours", "due"), [(5, 0), (6, 1), (48, 1)])
def test_a_feed_is_due_when_its_hours_have_passed(hourly, hours, due):
    harvested(hourly, record("a"))

    assert len(actions.harvest_due(by=BY, at=NOON + timedelta(hours=hours))) == due


@pytest.mark.parametrize("state", ["WAITING", "RUNNING"])
def test_a_feed_that_is_being_read_is_not_due(hourly, state):
    HarvestRun.objects.create(source=hourly, state=state)

    assert actions.harvest_due(by=BY, at=NOON) == []


@pytest.mark.parametrize("facts", [{"every_hours": 0}, {"is_active": False}, {"address": ""}])
def test_feeds_that_do_not_come_round_are_not_due(hourly, facts):
    Source.objects.filter(pk=hourly.pk).update(**facts)

    assert actions.harvest_due(by=BY, at=NOON) == []


# -- the list of feeds ---------------------------------------------------------------------------------


def test_a_feed_is_made_once_and_changed_where_it_differs(city, bruno):
    made = actions.keep_source(city=city, name="Agenda", by=bruno, at=NOON, licence="CC0-1.0")
    changed = actions.keep_source(city=city, name="Agenda", by=bruno, at=LATER, licence="CC BY 4.0")
    actions.keep_source(city=city, name="Agenda", by=bruno, at=LATER, licence="CC BY 4.0")

    assert (made.pk, changed.licence, changed.created_at) == (changed.pk, "CC BY 4.0", NOON)
    assert list(
        Entry.objects.filter(thing_type="catalogue.source").order_by("id").values_list("details", flat=True)
    ) == [
        {"made": True, "fields": []},
        {"made": False, "fields": ["licence"]},
    ]


def test_keeping_a_feed_refuses_strangers(city, charlie):
    with pytest.raises(NotAllowed):
        actions.keep_source(city=city, name="Agenda", by=charlie, at=NOON)

    assert Source.objects.count() == 0


def test_the_columns_of_what_is_no_table_are_none(source, bruno):
    run = actions.want_harvest(source=source, by=bruno, at=NOON, upload=upload(record("a")))

    assert actions.table_columns(run=run) == ([], [], {})
    assert actions.table_columns(run=HarvestRun(source=source)) == ([], [], {})
    assert actions.table_columns(run=HarvestRun(source=source, upload="gone")) == ([], [], {})
