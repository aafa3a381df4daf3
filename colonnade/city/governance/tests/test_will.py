"""What the city declares, promises and rests on."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from colonnade.city.governance.actions import will as actions
from colonnade.city.governance.models import Declaration, Document, Pledge
from colonnade.city.governance.queries.will import waiting_for
from colonnade.people.models import Signature
from colonnade.people.queries.signatures import signatures_of
from colonnade.people.tests.factories import make_holding, make_person
from colonnade.plumbing.permissions import NotAllowed

from colonnade.city.governance.tests.factories_participation import NOON, TODAY  # isort: skip


def write(city, by, language="en", **given):
    """Write the declaration in a language."""
    values = {"title": "We learn", "text": "All of us.", "dated_on": TODAY, "open_to_signature": True}
    return actions.write_declaration(territory=city, language=language, by=by, at=NOON, **{**values, **given})


def promise(city, by, **given):
    """Write down a promise."""
    values = {"language": "en", "text": "A library in every district.", "made_on": TODAY, "is_public": True}
    return actions.keep_pledge(territory=city, by=by, at=NOON, **{**values, **given})


def document(city, by, **given):
    """Keep a strategy in force."""
    values = {"language": "en", "title": "Strategy", "summary": "", "kind": "STRATEGY", "status": "IN_FORCE"}
    return actions.keep_document(territory=city, by=by, at=NOON, **{**values, **given})


@pytest.fixture
def published(city, bruno):
    """A declaration in force."""
    return actions.publish_declaration(declaration=write(city, bruno), by=bruno, at=NOON)


def address(name, city, *args):
    """Where a page is."""
    return reverse(f"governance:{name}", args=[city.slug, *args])


def test_a_declaration_is_written_in_several_languages(city, bruno):
    write(city, bruno)
    draft = write(city, bruno, "es", title="Aprendemos", text="Todas.")

    assert Declaration.objects.count() == 1
    assert (draft.version, sorted(draft.titles)) == (1, ["en", "es"])


def test_a_published_text_never_changes(city, bruno, published):
    digest = published.digest
    fresh = write(city, bruno, text="Better.")
    pledge = promise(city, bruno)
    actions.publish_declaration(declaration=fresh, by=bruno, at=NOON)

    published.refresh_from_db()
    pledge.refresh_from_db()
    assert (published.state, published.text.text, published.digest) == ("SUPERSEDED", "All of us.", digest)
    assert (fresh.version, pledge.declaration) == (2, fresh)
    assert digest == actions.digest_of(published.titles, published.texts)
    with pytest.raises(actions.AlreadyPublished):
        actions.publish_declaration(declaration=published, by=bruno, at=NOON)


def test_nothing_empty_is_published(city, bruno):
    draft = write(city, bruno, text=" ")

    with pytest.raises(actions.NothingToPublish):
        actions.publish_declaration(declaration=draft, by=bruno, at=NOON)


def test_the_mayor_publishes_what_the_team_wrote(city, bruno):
    mayor = make_person("Amina")
    make_holding(mayor, "mayor", city.uuid)

    assert actions.publish_declaration(declaration=write(city, bruno), by=mayor, at=NOON).state == "PUBLISHED"


def test_the_mayor_is_asked_by_mail(city, bruno, published, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask_to_sign(
            declaration=published,
            email="mayor@example.org",
            name="Dora",
            office="Mayor",
            language="en",
            by=bruno,
            at=NOON,
        )

    (mail,) = mailoutbox
    assert mail.to == ["mayor@example.org"]
    assert Signature.objects.get().digest == published.digest


def test_residents_sign_where_it_is_open(city, bruno, charlie, published):
    given = {
        "name": "Charlie",
        "organisation": "",
        "office": "",
        "is_public": True,
        "by": charlie,
        "at": NOON,
    }
    actions.sign_declaration(declaration=published, **given)

    assert [each.name for each in signatures_of(published.uuid)] == ["Charlie"]
    published.open_to_signature = False
    with pytest.raises(actions.NotOpenToSignature):
        actions.sign_declaration(declaration=published, **given)


def test_a_draft_is_not_signed(city, bruno):
    with pytest.raises(actions.NotOpenToSignature):
        actions.ask_to_sign(
            declaration=write(city, bruno),
            email="a@example.org",
            name="A",
            office="Mayor",
            language="en",
            by=bruno,
            at=NOON,
        )


@pytest.mark.parametrize(("kept", "field"), [(True, "kept_on"), (False, "withdrawn_on")])
def test_a_promise_is_settled_with_a_word(city, bruno, kept, field):
    pledge = actions.settle_pledge(
        pledge=promise(city, bruno), kept=kept, on=TODAY, note="So.", by=bruno, at=NOON
    )

    assert (getattr(pledge, field), pledge.note) == (TODAY, "So.")


def test_strangers_write_nothing(city, bruno, charlie, published):
    pledge = promise(city, bruno)
    draft = write(city, bruno)
    deeds = (
        lambda: write(city, charlie),
        lambda: actions.publish_declaration(declaration=draft, by=charlie, at=NOON),
        lambda: promise(city, charlie),
        lambda: actions.settle_pledge(pledge=pledge, kept=True, on=TODAY, note="", by=charlie, at=NOON),
        lambda: document(city, charlie),
        lambda: actions.ask_to_sign(
            declaration=published, email="a@b.org", name="A", office="x", language="en", by=charlie, at=NOON
        ),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()


def test_what_falls_due_stands_on_the_desk(city, bruno, charlie):
    soon = TODAY + timedelta(days=10)
    document(city, bruno, review_on=soon)
    document(city, bruno, review_on=soon, status="REPEALED")
    promise(city, bruno, due_on=soon)
    promise(city, bruno, due_on=date(2030, 1, 1))

    assert [item.title for item in waiting_for(bruno, NOON)] == [
        "Document to review: Strategy, Aubrelle",
        "Promise that falls due: A library in every district., Aubrelle",
    ]
    assert waiting_for(charlie, NOON) == []


def test_everybody_reads_the_declaration_and_drafts_are_for_the_team(client, city, bruno, published):
    write(city, bruno, text="Secret.")

    assert "All of us." in client.get(address("declaration", city)).content.decode()
    assert client.get(address("declaration-version", city, 2)).status_code == 404
    client.force_login(bruno)
    assert "Secret." in client.get(address("declaration-version", city, 2)).content.decode()


def test_writing_publishing_asking_and_signing_by_page(client, city, bruno, mailoutbox):
    client.force_login(bruno)
    client.post(
        address("declaration-write", city),
        {"language": "en", "title": "T", "text": "X", "open_to_signature": "on"},
    )
    client.post(address("declaration-publish", city))
    client.post(
        address("declaration-ask", city),
        {"name": "A", "office": "Mayor", "email": "a@example.org", "language": "ar"},
    )
    client.post(address("declaration-sign", city), {"name": "Bruno", "is_public": "on"})
    client.post(address("declaration-sign", city), {"name": "Bruno", "is_public": "on"})

    text = client.get(address("declaration", city)).content.decode()
    assert "1 signature" in text
    assert "<bdi>Bruno</bdi>" in text


def test_documents_by_page(client, city, bruno):
    client.force_login(bruno)
    values = {
        "language": "en",
        "title": "Law",
        "kind": "LAW",
        "status": "IN_FORCE",
        "review_on": "2020-01-01",
        "is_public": "on",
    }
    assert client.post(address("document-add", city), {**values, "title": ""}).status_code == 422
    client.post(address("document-add", city), values)
    row = Document.objects.get()
    client.post(address("document", city, row.uuid), {**values, "title": "New law"})
    client.logout()

    text = client.get(address("documents", city), {"kind": "LAW"}).content.decode()
    assert "New law" in text
    assert "review overdue" in text
    assert "New law" not in client.get(address("documents", city), {"kind": "STRATEGY"}).content.decode()


def test_promises_by_page(client, city, bruno):
    client.force_login(bruno)
    client.post(
        address("pledge-add", city),
        {"language": "en", "text": "P", "made_on": "2026-01-01", "features": ["KF5.1"], "is_public": "on"},
    )
    row = Pledge.objects.get()
    assert row.features == ["KF5.1"]
    client.post(
        address("pledge-edit", city, row.uuid), {"language": "en", "text": "P2", "made_on": "2026-01-01"}
    )
    client.post(address("pledge-settle", city, row.uuid), {"kept": "1", "note": "Done."})
    row.refresh_from_db()
    assert (row.texts["en"], row.note, row.is_public) == ("P2", "Done.", False)
    client.logout()
    assert client.get(address("pledge", city, row.uuid)).status_code == 404


@pytest.mark.parametrize("name", ["declaration-write", "document-add", "pledge-add"])
def test_strangers_do_not_work_here(client, city, charlie, name):
    client.force_login(charlie)

    assert client.get(address(name, city)).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_declaration_asks_as_often_for_three_as_for_one(
    client, city, bruno, published, number, django_assert_num_queries
):
    for _turn in range(number):
        promise(city, bruno)

    with django_assert_num_queries(5):
        client.get(address("declaration", city))


@pytest.mark.parametrize("number", [1, 3])
def test_documents_ask_as_often_for_three_as_for_one(client, city, bruno, number, django_assert_num_queries):
    for _turn in range(number):
        document(city, bruno)

    with django_assert_num_queries(3):
        client.get(address("documents", city))
