"""Backing up and putting back: everything, or nothing."""

import io
import json
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from colonnade.city.catalogue.models import Opportunity
from colonnade.city.catalogue.queries import Wish, find
from colonnade.city.catalogue.tests.factories import make_offer, make_session, make_source
from colonnade.city.profile.models import Territory
from colonnade.city.profile.tests.factories import make_city, make_coordinator, make_place
from colonnade.people.models import Person
from colonnade.portal import keeping
from colonnade.portal.keeping import NotABackup, NotEmpty, back_up, restore
from colonnade.portal.tests.factories import said, told

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def dump():
    """Every row that a backup holds, as text."""
    out = io.StringIO()
    call_command("dumpdata", format="jsonl", exclude=keeping._excluded(), stdout=out)
    return sorted(out.getvalue().splitlines())


@pytest.fixture
def world(settings):
    """A city with a team, an offer, a file and a key."""
    city = make_city()
    make_coordinator(city)
    make_session(make_offer(city, source=make_source(city)), place=make_place(city))
    feeds = Path(settings.MEDIA_ROOT) / "feeds"
    feeds.mkdir(parents=True)
    (feeds / "a.ics").write_bytes(b"BEGIN:VCALENDAR")
    (settings.HOME / "secret_key").write_text("the key")
    return city


@pytest.fixture
def backup(world, tmp_path):
    """A backup of that world."""
    path = tmp_path / "backups" / "b.tar.gz"
    back_up(path, NOON)
    return path


def test_what_was_backed_up_comes_back(backup, settings):
    before = dump()
    Territory.objects.all().delete()
    Person.objects.all().delete()
    make_city("later")
    (Path(settings.MEDIA_ROOT) / "feeds" / "a.ics").unlink()
    (settings.HOME / "secret_key").write_text("another")

    manifest = restore(backup)

    assert dump() == before
    assert manifest["made_at"] == "2026-11-22T12:00:00+00:00"
    assert (Path(settings.MEDIA_ROOT) / "feeds" / "a.ics").read_bytes() == b"BEGIN:VCALENDAR"
    assert (settings.HOME / "secret_key").read_text() == "the key"
    assert find(Wish(text="pottery"), "en").total == 1


def test_a_backup_is_for_its_owner_alone(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in backup.parent.iterdir()] == ["b.tar.gz"]


def test_a_backup_is_not_put_over_people_unasked(backup):
    before = dump()

    with pytest.raises(NotEmpty):
        restore(backup)
    assert dump() == before

    Opportunity.objects.all().delete()
    restore(backup, replace=True)
    assert dump() == before


def repacked(backup, target, **changed):
    """A copy of a backup in which some members are other bytes, or left out where ``None``."""
    with tarfile.open(backup) as old, tarfile.open(target, "w:gz") as new:
        for member in old.getmembers():
            data = old.extractfile(member).read() if member.isfile() else None
            key = member.name.split(".")[0]
            if key in changed:
                if changed[key] is None:
                    continue
                data = changed[key]
                member.size = len(data)
            new.addfile(member, io.BytesIO(data) if data is not None else None)
    return target


MANIFEST = {"product": "colonnade", "version": 1, "made_at": "x", "migrations": [], "rows": {}}


@pytest.mark.parametrize(
    "changed",
    [
        {"manifest": None},
        {"manifest": b"not json"},
        {"manifest": b"[]"},
        {"manifest": b'{"product": "colonnade", "version": 1}'},
        {"manifest": json.dumps({**MANIFEST, "product": "other"}).encode()},
        {"manifest": json.dumps({**MANIFEST, "version": 99}).encode()},
        {"manifest": json.dumps({**MANIFEST, "migrations": ["profile.9999_later"]}).encode()},
        {"facts": None},
        {"facts": b"not json\n"},
        {"facts": b'{"model": "no.such", "pk": 1, "fields": {}}\n'},
        {"facts": b'{"model": "catalogue.opportunity", "pk": 1, "fields": {"city": 99}}\n'},
    ],
)
def test_wrong_files_are_refused_and_nothing_is_lost(backup, tmp_path, changed):
    before = dump()
    wrong = repacked(backup, tmp_path / "wrong.tar.gz", **changed)

    with pytest.raises(NotABackup):
        restore(wrong, replace=True)

    assert dump() == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"PK\x03\x04 no",
        lambda data: data[: len(data) // 2],
        lambda data: data[:40] + b"\x00" * 40 + data[80:],
    ],
)
def test_damaged_files_are_refused_and_nothing_is_lost(backup, tmp_path, damage):
    before = dump()
    wrong = tmp_path / "wrong.tar.gz"
    wrong.write_bytes(damage(backup.read_bytes()))

    with pytest.raises(NotABackup):
        restore(wrong, replace=True)

    assert dump() == before


def test_a_member_that_leads_outside_is_refused(backup, tmp_path):
    wrong = tmp_path / "wrong.tar.gz"
    with tarfile.open(backup) as old, tarfile.open(wrong, "w:gz") as new:
        for member in old.getmembers():
            new.addfile(member, old.extractfile(member) if member.isfile() else None)
        entry = tarfile.TarInfo("../../outside")
        entry.size = 1
        new.addfile(entry, io.BytesIO(b"x"))

    with pytest.raises(NotABackup):
        restore(wrong, replace=True)


# -- the commands --------------------------------------------------------------------------------------


def test_the_commands_say_what_they_did(world, tmp_path):
    path = tmp_path / "c.tar.gz"
    code, report = told("backup", str(path))
    assert (code, report["file"], report["bytes"]) == (0, str(path), path.stat().st_size)

    again, back = told("restore", str(path), "--replace")
    assert (again, back["rows"]) == (0, report["rows"])


def test_a_backup_goes_into_the_home_folder_by_default(world, settings):
    _, report = told("backup")

    assert Path(report["file"]).parent == settings.HOME / "backups"


def test_the_commands_refuse_wrong_use(backup, tmp_path):
    (tmp_path / "empty.tar.gz").write_bytes(b"")

    assert told("backup", str(tmp_path))[0] == 2
    assert told("restore", str(tmp_path / "none.tar.gz"))[0] == 2
    assert told("restore", str(backup))[0] == 2
    assert told("restore", str(tmp_path / "empty.tar.gz"), "--replace")[0] == 1
    assert said("restore", str(backup))[2] == (
        "colonnade: there are people in this database already; say --replace to lose what is there now.\n"
    )
