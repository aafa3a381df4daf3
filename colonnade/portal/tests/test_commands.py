"""Commands: exit codes, one JSON document, and sentences that say what to do."""

import io
import json

import pytest
from django.db import OperationalError

from colonnade.city.catalogue.harvest import protocol
from colonnade.city.catalogue.models import Opportunity, Source
from colonnade.city.catalogue.tests.factories import FakeReader, feed, make_offer, make_session, record
from colonnade.city.profile.models import Territory
from colonnade.city.profile.tests.factories import make_city
from colonnade.people.models import Person
from colonnade.plumbing.search import outbox
from colonnade.portal.tests.factories import counts, said, told

WRONG_USE = 2


@pytest.fixture(autouse=True)
def _fake_format(monkeypatch):
    monkeypatch.setitem(protocol._readers, "fake", FakeReader())


@pytest.fixture
def city(db):
    """The city of these tests."""
    return make_city()


@pytest.fixture
def file(tmp_path):
    """Writes a fake feed into a file and returns its path."""

    def write(*records, name="feed.json"):
        path = tmp_path / name
        path.write_bytes(feed(*records).read())
        return str(path)

    return write


# -- harvest -------------------------------------------------------------------------------------------


def test_harvest_reports_its_books(city, file):
    code, report = told(
        "harvest",
        file(record("a"), {"refused": "no_title"}, {"repaired": "bom_removed"}),
        "--city",
        "aubrelle",
    )

    assert code == 0
    assert report.pop("seconds") > 0
    assert report == {
        "format": "fake", "read": 2, "created": 1, "updated": 0, "unchanged": 0, "merged": 0, "rejected": 1, "withdrawn": 0,
        "repairs": [{"where": "record 3", "reason": "A byte-order mark was skipped."}],
        "rejections": [{"where": "record 2", "reason": "It has no title. Give it one in the source."}],
    }  # fmt: skip


def test_harvest_tells_people_the_same(city, file):
    code, printed, _ = said("harvest", file(record("a"), {"refused": "no_title"}), "--city", "aubrelle")

    assert code == 0
    assert (
        "feed.json: fake, 2 records: 1 created, 0 updated, 0 unchanged, 0 merged, 1 rejected; 0 withdrawn"
        in printed
    )
    assert "Rejected, record 2: It has no title." in printed


def test_a_later_file_of_the_same_name_updates(city, file):
    told("harvest", file(record("a"), record("b", "Chess")), "--city", "aubrelle")

    code, report = told("harvest", file(record("a")), "--city", "aubrelle")

    assert (code, report["unchanged"], report["withdrawn"], Source.objects.count()) == (0, 1, 1, 1)


def test_a_source_can_be_named(city, file):
    told("harvest", file(record("a"), name="may.json"), "--city", "aubrelle", "--source", "Agenda")
    told(
        "harvest",
        file(record("a"), name="june.json"),
        "--city",
        "aubrelle",
        "--source",
        "Agenda",
        "--map",
        "title=Kurs",
    )

    assert list(Source.objects.values_list("name", "mapping")) == [("Agenda", {"title": "Kurs"})]


def test_several_feeds_are_reported_in_one_document(city, file):
    code, reports = told(
        "harvest",
        file(record("a"), name="a.json"),
        file(record("b", "Chess"), name="b.json"),
        "--city",
        "aubrelle",
    )

    assert (code, [report["created"] for report in reports]) == (0, [1, 1])


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ((), 0),
        (({"refused": "no_title"},), 1),
        (({"unusable": "not_json"},), 1),
        ((record("a"), {"unusable": "not_json"}), 0),
    ],
)
def test_the_code_says_whether_anything_was_usable(city, file, records, code):
    assert told("harvest", file(*records), "--city", "aubrelle")[0] == code


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "The file is empty."), (b"\x89PNG\r\n\x1a\n\x00", "This is not a format we can read.")],
)
def test_a_file_of_no_use_is_refused_with_its_cure(city, tmp_path, data, reason):
    path = tmp_path / "x.bin"
    path.write_bytes(data)

    code, report = told("harvest", str(path), "--city", "aubrelle")

    assert (code, report["read"], report["format"]) == (1, 0, None)
    assert report["rejections"][0]["reason"].startswith(reason)
    assert "refused" in said("harvest", str(path), "--city", "aubrelle")[1]


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/feed", "http://10.0.0.1/feed"])
def test_an_address_that_may_not_be_fetched_is_refused(city, address):
    code, report = told("harvest", address, "--city", "aubrelle")

    assert (code, report["read"]) == (1, 0)
    assert report["rejections"][0]["reason"].startswith("The address leads to a private network")


@pytest.mark.parametrize(
    "words",
    [
        ["nothing.ics", "--city", "aubrelle"],
        ["FILE"],
        ["FILE", "--city", "atlantis"],
        ["FILE", "--create-city", "Hamburg"],
        ["FILE", "--create-city", "Hamburg", "--country", "QQ"],
        ["FILE", "--city", "aubrelle", "--map", "title"],
    ],
)
def test_wrong_use_is_said_with_a_sentence_and_changes_nothing(city, file, words):
    words = [file(record("a")) if word == "FILE" else word for word in words]

    code, report = told("harvest", *words)

    assert (code, list(report)) == (WRONG_USE, ["error"])
    assert Opportunity.objects.count() == 0
    assert said("harvest", *words)[2].startswith("colonnade: ")


def test_a_city_is_founded_once(file, db):
    path = file(record("a"))

    told("harvest", path, "--create-city", "Hamburg", "--country", "DE")
    code, report = told("harvest", path, "--create-city", "hamburg", "--country", "de")

    assert (code, report["unchanged"], Territory.objects.count()) == (0, 1, 1)


# -- find ----------------------------------------------------------------------------------------------


@pytest.fixture
def pottery(city):
    """Something to find."""
    offer = make_offer(city, building_blocks=["B5"])
    make_session(offer)
    outbox.rebuild()
    return offer


def test_find_prints_one_document(pottery, settings):
    code, found = told("find", "pottery", "--city", "aubrelle")

    assert (code, found["total"]) == (0, 1)
    assert {key: found["results"][0][key] for key in ("id", "title", "city", "url", "building_blocks")} == {
        "id": str(pottery.uuid), "title": "Pottery", "city": "aubrelle",
        "url": f"{settings.BASE_URL}/en/offers/{pottery.uuid}/", "building_blocks": ["B5"],
    }  # fmt: skip
    assert found["facets"]["block"] == [{"value": "B5", "count": 1, "name": "B5"}]


def test_find_tells_people(pottery):
    code, printed, _ = said("find", "potery")

    assert code == 0
    assert printed.startswith("1 found\n(nothing has all the words exactly; these are close)\n· Pottery")


def test_find_brings_the_index_up_to_date_first(city):
    make_session(make_offer(city))
    outbox.changed("offers", list(Opportunity.objects.values_list("id", flat=True)))

    assert told("find")[1]["total"] == 1


def test_no_hits_are_an_answer(pottery):
    assert told("find", "zeppelin")[:1] == (0,)
    assert told("find", "--from", "2020-01-01", "--to", "2020-01-02")[1]["total"] == 0
    assert told("find", "--limit", "0")[1]["results"] == []


@pytest.mark.parametrize("words", [["--city", "atlantis"], ["--limit", "-1"]])
def test_find_refuses_wrong_use(pottery, words):
    code, report = told("find", *words)

    assert (code, list(report)) == (WRONG_USE, ["error"])


# -- a house nobody has set up, a database nobody can reach ----------------------------------------------


def test_the_first_command_sets_the_house_up(db, file, monkeypatch):
    monkeypatch.setattr("colonnade.portal.terminal.never_set_up", lambda: True)

    code, report = told("harvest", file(record("a")), "--create-city", "Hamburg", "--country", "DE")

    assert (code, report["created"], Territory.objects.count() >= 263) == (0, 1, True)


def test_a_database_that_cannot_be_used_is_said_with_a_sentence(monkeypatch):
    def fail():
        raise OperationalError("unable to open database file")

    monkeypatch.setattr("colonnade.portal.terminal.never_set_up", fail)

    code, report = told("find", "pottery")

    assert (code, report) == (
        WRONG_USE,
        {"error": "the database cannot be used: unable to open database file."},
    )


# -- setup and operators -------------------------------------------------------------------------------


@pytest.mark.usefixtures("small")
def test_setup_can_be_repeated(db):
    code, first = told("setup", "--demo")
    before = {name: number for name, number in counts().items() if name != "catalogue.harvestrun"}
    again_code, again = told("setup", "--demo")

    assert (code, again_code) == (0, 0)
    assert (first["cities"], first["demo"]["cities"], first["roles"] > 0) == (263, 1, True)
    assert (again["cities"], again["roles"]) == (0, 0)
    assert {name: number for name, number in counts().items() if name != "catalogue.harvestrun"} == before
    assert outbox.ready()


def test_setup_without_the_demo_world_invents_nothing(db):
    code, report = told("setup")

    assert (code, report["demo"], Person.objects.count(), Opportunity.objects.count()) == (0, None, 0, 0)
    assert Territory.objects.filter(is_demo=True).count() == 0


def test_upgrade_keeps_a_backup(db, settings):
    code, report = told("upgrade")

    assert code == 0
    assert report["backup"].startswith(str(settings.HOME))
    assert told("upgrade", "--no-backup")[1]["backup"] is None


def test_an_operator_is_made(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))

    code, report = told("admin", "create", "dora@example.org", "--password-stdin", "--name", "Dora")

    assert (code, report["operator"]) == (0, True)
    assert Person.objects.get().check_password("correct horse battery")


@pytest.mark.parametrize(
    ("email", "password"),
    [("dora", "correct horse battery"), ("dora@example.org", "short"), ("dora@example.org", "")],
)
def test_an_operator_needs_an_address_and_a_good_password(db, monkeypatch, email, password):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))

    code, report = told("admin", "create", email, "--password-stdin")

    assert (code, list(report), Person.objects.count()) == (WRONG_USE, ["error"], 0)


def test_json_is_one_document_and_nothing_else(pottery):
    _, printed, complaints = said("find", "--json")

    json.loads(printed)
    assert complaints == ""
