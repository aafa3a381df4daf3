"""The mayor reads what is signed, a signature stays with its version, and mistakes can be undone."""

import re
from collections import defaultdict

import pytest
from django.urls import reverse

from colonnade.city.governance.actions import will as actions
from colonnade.city.governance.models import Pledge
from colonnade.city.governance.tests.factories_participation import NOON, TODAY
from colonnade.city.governance.tests.factories_plan import adopt, begin, make_goal, promise, step, write
from colonnade.people.models import Signature
from colonnade.people.queries.signatures import signable, signatures_of
from colonnade.people.tests.factories import make_holding, make_person
from colonnade.plumbing import panels
from colonnade.plumbing.permissions import NotAllowed


@pytest.fixture
def published(city, bruno):
    """A declaration in force."""
    return actions.publish_declaration(declaration=write(city, bruno), by=bruno, at=NOON)


@pytest.fixture
def mara(city):
    """The mayor."""
    person = make_person("Mara")
    make_holding(person, "mayor", city.uuid)
    return person


def address(name, city, *args):
    """Where a page is."""
    return reverse(f"governance:{name}", args=[city.slug, *args])


def page(client, name, city, *args):
    """The text of a page that must be there, from its main part on."""
    answer = client.get(address(name, city, *args))
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


def asked(client, city, bruno, mailoutbox, callbacks):
    """The team asks the mayor; return the path in the mail."""
    client.force_login(bruno)
    values = {"name": "Mara", "office": "Mayor", "email": "mara@example.org", "language": "en"}
    with callbacks(execute=True):
        client.post(address("declaration-ask", city), values)
    client.logout()
    return re.search(r"https?://[^/]+(/en/account/sign/\S+/)", mailoutbox[-1].body).group(1)


def test_the_mayor_reads_the_text_then_signs(
    client, city, bruno, published, mailoutbox, django_capture_on_commit_callbacks
):
    link = asked(client, city, bruno, mailoutbox, django_capture_on_commit_callbacks)

    assert "All of us." in client.get(link).content.decode()
    assert not signatures_of(published.uuid).exists()
    client.post(link, {"name": "Mara Marin", "is_public": "on"})

    text = page(client, "declaration", city)
    assert "1 signature" in text
    assert "Mara Marin" in text
    assert "Mayor" in text


def test_a_new_version_does_not_inherit_signatures(
    client, city, bruno, published, mailoutbox, django_capture_on_commit_callbacks
):
    link = asked(client, city, bruno, mailoutbox, django_capture_on_commit_callbacks)
    second = write(city, bruno, text="Nobody but us.")
    actions.publish_declaration(declaration=second, by=bruno, at=NOON)

    client.post(link, {"name": "Mara"})

    assert "The text has changed" in client.get(link).content.decode()
    assert not Signature.objects.filter(state="SIGNED").exists()
    assert "0 signatures" in page(client, "declaration", city)


def test_nobody_is_shown_a_draft_to_sign(city, bruno):
    assert signable(write(city, bruno).uuid) is None


def test_who_does_not_agree_is_counted_and_not_named(client, city, charlie, published):
    client.force_login(charlie)
    client.post(address("declaration-sign", city), {"name": "Charlie"})
    client.logout()

    text = page(client, "declaration", city)
    assert "1 signature" in text
    assert "Charlie" not in text


def test_a_signature_can_be_taken_back_on_the_page(client, city, charlie, published):
    client.force_login(charlie)
    client.post(address("declaration-sign", city), {"name": "Charlie", "is_public": "on"})
    text = page(client, "declaration", city)
    assert address("declaration-sign", city) not in text

    client.post(re.search(r'action="(\S+/withdraw/)"', text).group(1))

    assert "0 signatures" in page(client, "declaration", city)


def test_the_team_withdraws_a_request(
    client, city, bruno, published, mailoutbox, django_capture_on_commit_callbacks
):
    link = asked(client, city, bruno, mailoutbox, django_capture_on_commit_callbacks)
    client.force_login(bruno)
    text = page(client, "declaration", city)

    client.post(re.search(r'action="(\S+/withdraw/)"', text).group(1))

    client.logout()
    assert "This request is closed" in client.get(link).content.decode()


def test_the_team_opens_and_closes_it_to_signature(client, city, bruno, charlie, published):
    client.force_login(bruno)
    client.post(address("declaration-open", city))
    client.force_login(charlie)
    assert address("declaration-sign", city) not in page(client, "declaration", city)
    assert client.post(address("declaration-open", city), {"open": "1"}).status_code == 403

    client.force_login(bruno)
    client.post(address("declaration-open", city), {"open": "1"})

    published.refresh_from_db()
    assert published.open_to_signature


def test_open_to_signature_refuses_strangers(published, charlie):
    with pytest.raises(NotAllowed):
        actions.open_to_signature(declaration=published, is_open=False, by=charlie, at=NOON)


def test_the_mayor_finds_the_draft_and_publishes_it(client, city, bruno, mara):
    write(city, bruno)
    client.force_login(mara)

    assert address("declaration-version", city, 1) in page(client, "declaration", city)
    assert address("declaration-publish", city) in page(client, "declaration-version", city, 1)
    client.post(address("declaration-publish", city))

    client.logout()
    assert "We learn" in page(client, "declaration", city)


def test_a_declaration_is_written_in_the_language_of_the_city(client, city, bruno):
    client.force_login(bruno)
    values = {"language": "de", "title": "Wir lernen", "text": "Wir alle."}

    assert client.post(address("declaration-write", city), values).status_code == 302

    text = client.get(address("declaration-write", city), {"language": "de"}).content.decode()
    assert "Wir alle." in text
    assert "?language=de" in text


@pytest.mark.parametrize("deed", [{"kept": "1", "note": "Done."}, {"note": "No money."}])
def test_a_settled_promise_can_stand_again(client, city, bruno, deed):
    pledge = promise(city, bruno)
    client.force_login(bruno)
    client.post(address("pledge-settle", city, pledge.uuid), deed)
    assert deed["note"] in page(client, "pledge", city, pledge.uuid)

    client.post(address("pledge-settle", city, pledge.uuid), {"reopen": "1"})

    pledge.refresh_from_db()
    assert (pledge.kept_on, pledge.withdrawn_on, pledge.note) == (None, None, "")


def test_reopen_pledge_refuses_strangers(city, bruno, charlie):
    pledge = promise(city, bruno, kept_on=TODAY)

    with pytest.raises(NotAllowed):
        actions.reopen_pledge(pledge=pledge, by=charlie, at=NOON)

    assert Pledge.objects.get().kept_on == TODAY


def test_documents_show_their_parts_of_the_temple_and_filters(client, city, bruno):
    for kind in ("STRATEGY", "LAW"):
        actions.keep_document(
            territory=city, language="en", title=kind.title(), summary="", kind=kind, status="IN_FORCE",
            areas=["F10"], by=bruno, at=NOON,
        )  # fmt: skip

    assert "olitical will" in page(client, "documents", city)
    text = client.get(address("documents", city), {"kind": "LAW"}).content.decode().split("<main")[1]
    assert ">Law<" in text
    assert ">Strategy</span></h2>" not in text


def test_the_page_of_the_city_shows_the_declaration(client, city, bruno, charlie):
    home = reverse("profile:city", args=[city.slug])
    write(city, bruno)
    assert "We learn" not in client.get(home).content.decode()
    published = actions.publish_declaration(declaration=write(city, bruno), by=bruno, at=NOON)
    actions.sign_declaration(
        declaration=published, name="C", organisation="", office="", is_public=False, by=charlie, at=NOON
    )

    text = client.get(home).content.decode()
    assert "We learn" in text
    assert "1 signature" in text


@pytest.mark.parametrize("number", [1, 3])
def test_signatures_ask_as_often_for_three_as_for_one(
    client, city, published, number, django_assert_num_queries
):
    for turn in range(number):
        actions.sign_declaration(
            declaration=published, name=f"N{turn}", organisation="", office="", is_public=True,
            by=make_person(f"N{turn}"), at=NOON,
        )  # fmt: skip

    with django_assert_num_queries(5):
        client.get(address("declaration", city))


@pytest.mark.parametrize("number", [1, 3])
def test_a_promise_asks_as_often_for_three_actions_as_for_one(
    client, city, bruno, number, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(panels, "_panels", defaultdict(list))  # what others add, they count themselves
    pledge, plan = promise(city, bruno), begin(city, bruno)
    goal = make_goal(plan, bruno)
    for turn in range(number):
        step(goal, bruno, f"A{turn}", pledges=[pledge])
    adopt(plan, bruno)

    with django_assert_num_queries(3):
        client.get(address("pledge", city, pledge.uuid))
