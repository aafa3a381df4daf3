"""Keeping the dossier: what is taken and what is refused, what an item backs, how long it can be brought back."""

import hashlib
import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from colonnade.city.monitoring.actions.evidence import (
    AlreadyWithdrawn,
    BelongsElsewhere,
    NeverFresh,
    NothingToShow,
    NotWithdrawn,
    add_evidence,
    attach_evidence,
    bring_back_evidence,
    change_evidence,
    detach_evidence,
    erase_withdrawn_evidence,
    withdraw_evidence,
    years_later,
)
from colonnade.city.monitoring.events.assessing import EvidenceChanged
from colonnade.city.monitoring.models import Evidence
from colonnade.city.monitoring.queries.file_kinds import FileIsRefused, file_name, kind_of
from colonnade.city.monitoring.tests.factories_assessing import (
    LATER,
    NOON,
    PDF,
    add_file,
    listen,
    make_agreed_round,
    make_evidence,
    make_score,
)
from colonnade.city.monitoring.tests.factories_standing import make_figure
from colonnade.city.monitoring.vocabulary.evidence import LARGEST_UPLOAD
from colonnade.city.profile.tests.factories import make_city
from colonnade.plumbing.permissions import NotAllowed, System

DAY = date(2025, 1, 1)


def added(city, by, **fields):
    """Add an item the way the page does."""
    values = {"language": "en", "title": "Plan", "kind": "LINK", "url": "https://x.example/", "dated_on": DAY}
    return add_evidence(territory=city, by=by, at=NOON, **{**values, **fields})


def content_of(held):
    """What is in the file of an item."""
    with held.upload.open("rb") as file:
        return file.read()


def packed(*names, **files):
    """A ZIP file with these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as pack:
        for name in names:
            pack.writestr(name, "x")
        for name, content in files.items():
            pack.writestr(name, content)
    return held.getvalue()


# -- adding ----------------------------------------------------------------------------------------------


def test_add_evidence_keeps_everything_in_order(city, bruno, monkeypatch, django_capture_on_commit_callbacks):
    heard = listen(monkeypatch)
    with django_capture_on_commit_callbacks(execute=True):
        held = added(
            city, bruno, language="zh-hans", title=" 计划 ", summary="学习", issued_by="City hall", is_public=True,
            features=["KF9.1", "KF4.2", "KF99"], guidelines=["FUNDING", "PLAN", "X"],
        )  # fmt: skip

    held.refresh_from_db()
    assert (held.titles, held.summaries) == ({"zh-Hans": "计划"}, {"zh-Hans": "学习"})
    assert (held.features, held.guidelines) == (["KF4.2", "KF9.1"], ["PLAN", "FUNDING"])
    assert (held.stale_on, held.is_public) == (date(2028, 1, 1), True)
    assert heard == [EvidenceChanged(held.uuid, city.uuid)]


def test_add_evidence_refuses_strangers(city, charlie):
    with pytest.raises(NotAllowed):
        added(city, charlie)

    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"url": ""},
        {"url": "", "kind": "DOCUMENT"},
        {"url": "", "kind": "TESTIMONY"},
        {"title": " "},
    ],
)
def test_evidence_shows_something(city, bruno, fields):
    with pytest.raises(NothingToShow):
        added(city, bruno, **fields)


def test_what_somebody_told_needs_only_words(city, bruno):
    assert added(city, bruno, url="", kind="TESTIMONY", summary="I learned to read here.").pk


def test_evidence_does_not_grow_old_before_its_date(city, bruno):
    with pytest.raises(NeverFresh):
        added(city, bruno, stale_on=DAY)


def test_three_years_after_a_leap_day():
    assert years_later(date(2024, 2, 29), 3) == date(2027, 2, 28)


# -- files -----------------------------------------------------------------------------------------------


def test_a_file_is_kept_with_its_fingerprint_under_a_name_of_ours(city, bruno):
    held = add_file(city, bruno, name="../../etc/Action plan.pdf")

    assert held.upload.name == f"evidence/{held.uuid}.pdf"
    assert (held.file_name, held.content_type, held.size) == ("Action plan.pdf", "application/pdf", len(PDF))
    assert held.digest == hashlib.sha256(PDF).hexdigest()
    assert content_of(held) == PDF


@pytest.mark.parametrize(
    ("content", "name", "kind", "called"),
    [
        (PDF, "plan.exe", "application/pdf", "plan.pdf"),
        (b"\x89PNG\r\n\x1a\n123", "photo.jpg", "image/png", "photo.png"),
        (b"\xff\xd8\xff123", "photo.JPEG", "image/jpeg", "photo.jpeg"),
        (b"year,value\n2024,3\n", "figures.csv", "text/csv", "figures.csv"),
        ("أرقام".encode("utf-16"), "notes", "text/plain", "notes.txt"),
        ("Zürich".encode("cp1252"), "notes.txt", "text/plain", "notes.txt"),
        (packed("[Content_Types].xml", "word/document.xml"), "a.zip",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a.docx"),
        (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "b.ods",
         "application/vnd.oasis.opendocument.spreadsheet", "b.ods"),
    ],
)  # fmt: skip
def test_a_file_is_what_its_content_says(content, name, kind, called):
    found = kind_of(io.BytesIO(content), name, len(content))

    assert found.content_type == kind
    assert file_name(name, found) == called


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "plan.pdf", "empty"),
        (b"<html><script>alert(1)</script>", "plan.pdf", "code"),
        (b"\xef\xbb\xbf  <svg onload='x'/>", "photo.png", "code"),
        (b"MZ\x90\x00\x03\x00", "plan.pdf", "do not know"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "table.xls", "old Office"),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "a.docm", "macro"),
        (packed("anything.txt"), "a.zip", "one by one"),
        (b"PK\x03\x04broken", "a.docx", "damaged"),
    ],
)
def test_what_could_do_harm_is_refused(city, bruno, content, name, said):
    with pytest.raises(FileIsRefused, match=said):
        added(city, bruno, kind="DOCUMENT", upload=ContentFile(content, name=name))

    assert not Evidence.objects.exists()


def test_a_large_file_is_refused():
    with pytest.raises(FileIsRefused, match="20 MB"):
        kind_of(io.BytesIO(PDF), "plan.pdf", LARGEST_UPLOAD + 1)


@pytest.mark.parametrize("name", ["", "...", "\x00\x01", "a\u202egnp.pdf"])
def test_a_file_always_has_a_harmless_name(name):
    found = file_name(name, kind_of(io.BytesIO(PDF), name, len(PDF)))

    assert found.endswith(".pdf")
    assert found.isprintable()


# -- changing --------------------------------------------------------------------------------------------


def changed(held, by, **fields):
    """Change an item the way the page does."""
    values = {
        "language": "en", "title": "Plan", "kind": held.kind, "url": held.url, "dated_on": held.dated_on,
        "stale_on": held.stale_on,
    }  # fmt: skip
    return change_evidence(evidence=held, by=by, at=LATER, **{**values, **fields})


def test_change_evidence_writes_one_language(city, bruno):
    held = make_evidence(city, titles={"en": "Plan", "de": "Plan"})

    changed(held, bruno, language="de", title="Aktionsplan", summary="Alles", features=["KF9.1"])
    changed(held, bruno, language="en", title="")

    held.refresh_from_db()
    assert (held.titles, held.summaries, held.features) == ({"de": "Aktionsplan"}, {"de": "Alles"}, [])


def test_a_new_file_takes_the_place_of_the_old(city, bruno, django_capture_on_commit_callbacks):
    held = add_file(city, bruno)
    old, storage = held.upload.name, held.upload.storage

    with django_capture_on_commit_callbacks(execute=True):
        changed(held, bruno, upload=ContentFile(b"year,value\n", name="figures.csv"))

    held.refresh_from_db()
    assert (held.file_name, held.content_type) == ("figures.csv", "text/csv")
    assert not storage.exists(old)


def test_without_a_new_file_the_old_one_stays(city, bruno):
    held = add_file(city, bruno)

    changed(held, bruno, title="Another title")

    assert content_of(Evidence.objects.get()) == PDF


def test_change_evidence_refuses_strangers(city, charlie):
    with pytest.raises(NotAllowed):
        changed(make_evidence(city), charlie)


# -- backing ---------------------------------------------------------------------------------------------


def test_one_item_backs_several_things(city, bruno, charlie):
    held, round_ = make_evidence(city), make_agreed_round(city)
    agreement, score, figure = round_.agreements.get(), make_score(round_, charlie), make_figure(city, "50")
    things = {"observations": [figure], "agreements": [agreement]}

    attach_evidence(evidence=held, by=bruno, at=NOON, scores=[score], **things)
    attach_evidence(evidence=held, by=bruno, at=NOON, **things)

    assert (held.observations.get(), held.agreements.get(), held.scores.get()) == (figure, agreement, score)

    detach_evidence(evidence=held, by=bruno, at=NOON, **things)

    assert (held.observations.count(), held.agreements.count(), held.scores.count()) == (0, 0, 1)


def test_evidence_backs_nothing_of_another_city(city, bruno):
    foreign = make_agreed_round(make_city("rihana")).agreements.get()

    with pytest.raises(BelongsElsewhere):
        attach_evidence(evidence=make_evidence(city), by=bruno, at=NOON, agreements=[foreign])


def test_attaching_and_detaching_refuse_strangers(city, charlie):
    held = make_evidence(city)
    for action in (attach_evidence, detach_evidence):
        with pytest.raises(NotAllowed):
            action(evidence=held, by=charlie, at=NOON)


# -- withdrawing -----------------------------------------------------------------------------------------


def test_withdrawing_can_be_undone_for_thirty_days(city, bruno):
    held = make_evidence(city)

    withdraw_evidence(evidence=held, by=bruno, at=NOON)
    with pytest.raises(AlreadyWithdrawn):
        withdraw_evidence(evidence=held, by=bruno, at=NOON)
    with pytest.raises(NotWithdrawn):
        bring_back_evidence(evidence=held, by=bruno, at=NOON + timedelta(days=30))
    bring_back_evidence(evidence=held, by=bruno, at=NOON + timedelta(days=29))

    held.refresh_from_db()
    assert held.withdrawn_at is None
    with pytest.raises(NotWithdrawn):
        bring_back_evidence(evidence=held, by=bruno, at=NOON)


def test_withdrawing_and_bringing_back_refuse_strangers(city, charlie):
    with pytest.raises(NotAllowed):
        withdraw_evidence(evidence=make_evidence(city), by=charlie, at=NOON)
    with pytest.raises(NotAllowed):
        bring_back_evidence(evidence=make_evidence(city, withdrawn_at=NOON), by=charlie, at=NOON)


def test_what_was_withdrawn_thirty_days_ago_is_erased_with_its_file(
    city, bruno, django_capture_on_commit_callbacks
):
    old, young = add_file(city, bruno), make_evidence(city, withdrawn_at=NOON + timedelta(days=1))
    withdraw_evidence(evidence=old, by=bruno, at=NOON)
    name, storage = old.upload.name, old.upload.storage

    with django_capture_on_commit_callbacks(execute=True):
        erased = erase_withdrawn_evidence(by=System("schedule"), at=NOON + timedelta(days=30))

    assert erased == 1
    assert list(Evidence.objects.all()) == [young]
    assert not storage.exists(name)


def test_erase_withdrawn_evidence_refuses_strangers(city, charlie):
    make_evidence(city, withdrawn_at=NOON)

    with pytest.raises(NotAllowed):
        erase_withdrawn_evidence(by=charlie, at=NOON + timedelta(days=40))
