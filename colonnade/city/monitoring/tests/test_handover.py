"""The hand-over pack: it holds what the next coordinator needs, and builds an equal city in an empty installation."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from colonnade.city.governance.actions.restoring import restore_plan
from colonnade.city.governance.models import (
    Action,
    Body,
    BudgetLine,
    Commitment,
    Document,
    Goal,
    Plan,
    Pledge,
    Risk,
    Seat,
    Stakeholder,
    Task,
)
from colonnade.city.monitoring.actions.handing_over import (
    CityIsNotEmpty,
    NotAHandover,
    make_handover,
    restore_handover,
)
from colonnade.city.monitoring.models import (
    Agreement,
    Assessment,
    Evidence,
    Indicator,
    Observation,
    Score,
    Target,
)
from colonnade.city.monitoring.queries.handover import due
from colonnade.city.monitoring.queries.handover_tables import tables
from colonnade.city.monitoring.queries.standing import facts_as_data, facts_of
from colonnade.city.monitoring.tests.factories_assessing import (
    NOON,
    PDF,
    add_file,
    make_agreed_round,
    make_evidence,
    make_member,
    make_score,
)
from colonnade.city.monitoring.tests.factories_standing import make_figure, make_target
from colonnade.city.profile.models import District, Territory
from colonnade.city.profile.tests.factories import make_city, make_contact, make_district
from colonnade.people.tests.factories import make_holding, make_person
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed
from colonnade.temple.queries import default_framework


@pytest.fixture
def full(city, bruno):
    """A city that has something of everything the pack is for."""
    nord = make_district(city)
    library = Stakeholder.objects.create(
        territory=city, name="Library", sector="CULTURE", district=nord, person=bruno, contact_name="Layla",
        email="layla@example.org", consent_at=NOON, consent_how="signed form", is_public=True, created_at=NOON,
    )  # fmt: skip
    body = Body.objects.create(territory=city, kind="COUNCIL", names={"de": "Rat"})
    Seat.objects.create(body=body, stakeholder=library, since=date(2026, 1, 1), until=date(2027, 3, 1))
    pledge = Pledge.objects.create(
        territory=city, position=1, texts={"de": "Ein Lernort in jedem Viertel"}, features=["KF5.1"],
        made_on=date(2026, 1, 1), due_on=date(2027, 1, 1),
    )  # fmt: skip
    plan = Plan.objects.create(
        territory=city, titles={"de": "Plan"}, starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31), state="ADOPTED",
        created_at=NOON, modified_at=NOON,
    )  # fmt: skip
    goal = Goal.objects.create(plan=plan, position=1, titles={"de": "Orte"})
    first = _action(goal, 1, "Räume finden", owner=bruno, led_by=library, due_on=date(2026, 12, 1))
    second = _action(goal, 2, "Räume öffnen", carried_from=first)
    Action.objects.filter(pk=first.pk).update(carried_from=second)  # points forward in the pack
    first.pledges.add(pledge)
    Risk.objects.create(plan=plan, action=second, text="No money", likelihood=2, impact=3)
    BudgetLine.objects.create(
        territory=city, year=2026, title="Räume", source="MUNICIPAL", currency="EUR", planned=Decimal("1000.10"), action=second,
        modified_at=NOON,
    )  # fmt: skip
    Commitment.objects.create(
        territory=city, stakeholder=library, text="Two rooms", kind="ROOM", made_on=date(2026, 1, 1),
        due_on=date(2026, 11, 1), action=second, modified_at=NOON,
    )  # fmt: skip
    Document.objects.create(
        territory=city, kind="STRATEGY", titles={"de": "Strategie"}, status="IN_FORCE", review_on=date(2027, 2, 1),
        modified_at=NOON,
    )  # fmt: skip
    Task.objects.create(territory=city, text="Invite the schools", owner=bruno, due_on=date(2026, 12, 24))
    _measure(city, nord)
    _assess(city, bruno)
    make_contact(city, "Amina", email="amina@aubrelle.example")
    return city


def _action(goal, position, title, **fields):
    return Action.objects.create(
        goal=goal,
        territory=goal.plan.territory,
        position=position,
        titles={"de": title},
        modified_at=NOON,
        **fields,
    )


def _measure(city, district):
    old = make_figure(city, "50", is_current=False)
    new = make_figure(
        city, "51.5", version=2, replaces=old, reason="A slip.", dimensions={"sex": "F"}, key="f"
    )
    make_figure(city, "12", code="KF1.1-a", district=district, key="nord", is_headline=False)
    own = Indicator.objects.create(territory=city, scheme="city", code="own-1", names={"de": "Eigenes"})
    Observation.objects.create(
        territory=city, indicator=own, source=new.source, period="2025", starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31), status="NOT_AVAILABLE", made_at=NOON,
    )  # fmt: skip
    make_target(city, "40", "80")


def _assess(city, bruno):
    before = make_agreed_round(city, {"KF4.2": 1}, year=2024)
    round_ = make_agreed_round(city, {"KF4.1": 3, "KF4.2": None})
    agreement = round_.agreements.get(feature="KF4.1")
    Agreement.objects.filter(pk=agreement.pk).update(copied_from=before.agreements.get(), reviewed_level=2)
    make_score(round_, bruno, reason="What Bruno thinks is his own.")
    held = add_file(city, bruno, features=["KF4.1"])
    held.agreements.add(agreement)
    held.observations.add(Observation.objects.filter(territory=city).first())
    make_evidence(city, "Gone", withdrawn_at=NOON)


def packed(city, by, language="en"):
    """Make a pack; return it and its manifest."""
    file = io.BytesIO()
    manifest = make_handover(territory=city, file=file, language=language, by=by, at=NOON)
    file.seek(0)
    return file, manifest


def data_of(manifest):
    """Fingerprints of everything that programs read."""
    return {
        part["name"]: part["sha256"]
        for part in manifest["parts"]
        if part["name"].startswith(("data/", "files/"))
    }


def wipe(city):
    """Take the city away with everything in it."""
    Observation.objects.filter(territory=city).delete()
    city.delete()


def lines(file, table):
    """Rows of one table of a pack."""
    with zipfile.ZipFile(file) as archive:
        return [json.loads(line) for line in archive.read(f"data/{table}.jsonl").splitlines()]


# -- making ----------------------------------------------------------------------------------------------


def test_make_handover_refuses_everybody_but_the_team(city, charlie):
    for person in (charlie, make_member(city)):
        with pytest.raises(NotAllowed):
            packed(city, person)


def test_every_part_has_its_fingerprint(full, bruno):
    file, manifest = packed(full, bruno)

    with zipfile.ZipFile(file) as archive:
        assert json.loads(archive.read("manifest.json")) == manifest
        assert set(archive.namelist()) == {part["name"] for part in manifest["parts"]} | {"manifest.json"}
        for part in manifest["parts"]:
            content = archive.read(part["name"])
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (part["sha256"], part["bytes"])
    assert (manifest["format"], manifest["city"]) == (1, "aubrelle")
    assert manifest["framework"] == default_framework().key
    assert Entry.objects.latest("pk").verb == "monitoring:handover:make"


def test_people_find_what_is_due_and_who_is_who(full, bruno):
    file, _manifest = packed(full, bruno)
    with zipfile.ZipFile(file) as archive:
        readme = archive.read("README.txt").decode()
        who = list(csv.reader(io.StringIO(archive.read("who-is-who.csv").decode("utf-8-sig"))))
        what = list(csv.reader(io.StringIO(archive.read("what-is-due.csv").decode("utf-8-sig"))))

    assert "Hand-over pack: Aubrelle" in readme
    assert "  2  actions of plans" in readme
    assert ["Bruno", "City coordinator", "2026-01-22", "bruno@example.org", ""] in who
    assert ["Library", "member", "Rat", "", ""] in who
    assert "layla@example.org" in [row[3] for row in who]
    assert ["2026-11-01", "yes", "commitment", "Two rooms", ""] in what
    assert ["2026-12-24", "no", "task", "Invite the schools", ""] in what
    assert ["2027-03-01", "no", "a term ends", "Rat", "Library"] in what


def test_a_plan_can_be_taken_over_alone(full, bruno, dora):
    file, _manifest = packed(full, bruno)
    with zipfile.ZipFile(file) as archive:
        data = json.loads(archive.read("plans/1.json"))

    plan = restore_plan(make_city("rihana"), data, by=dora, at=NOON)

    assert plan.goals.get().actions.count() == 2


def test_nobodys_own_scores_and_nothing_withdrawn_is_in_the_pack(full, bruno):
    file, _manifest = packed(full, bruno)

    with zipfile.ZipFile(file) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"What Bruno thinks is his own." not in everything
    assert b"Gone" not in everything


@pytest.mark.parametrize(
    ("language", "word"), [("ar", "README.txt"), ("fr", "README.txt"), ("zh-hans", "README.txt")]
)
def test_a_pack_can_be_made_in_any_language(full, bruno, language, word):
    file, manifest = packed(full, bruno, language)

    assert manifest["language"] == language
    assert zipfile.ZipFile(file).read(word)


def test_what_is_over_or_far_away_is_not_due(full):
    titles = [each.title for each in due(full, date(2026, 11, 22))]

    assert "Plan" not in titles  # ends in 2028
    assert titles == sorted(titles, key=lambda _title: 0)
    Task.objects.update(done_on=date(2026, 11, 1))
    Action.objects.update(status="DONE")
    Commitment.objects.update(status="FULFILLED")
    assert [each.what for each in due(full, date(2026, 11, 22))] == [
        "pledge", "look at a document again", "a term ends",
    ]  # fmt: skip


def test_every_table_that_must_be_rebuilt_is_in_the_pack():
    found = {table.name: table for table in tables()}

    needed = {
        "governance.plan", "governance.goal", "governance.action", "governance.pledge", "governance.stakeholder",
        "governance.budgetline", "governance.commitment", "governance.meeting", "governance.decision",
        "monitoring.target", "monitoring.indicator", "monitoring.observation", "monitoring.assessment",
        "monitoring.agreement", "monitoring.evidence",
    }  # fmt: skip
    assert needed <= set(found)
    assert not {"monitoring.score", "monitoring.outsidereview", "monitoring.batch"} & set(found)


def test_a_table_comes_after_those_it_cannot_be_without():
    done = set()
    for table in tables():
        required = {
            target
            for name, target in table.references
            if not table.model._meta.get_field(name).null and target != table.name
        }
        assert required <= done, table.name
        done.add(table.name)


# -- restoring -------------------------------------------------------------------------------------------


def test_made_restored_and_made_again_it_is_equal(full, bruno, dora):
    file, first = packed(full, bruno)
    facts = facts_as_data(facts_of([full], default_framework())[full.pk])
    wipe(full)

    city, counts = restore_handover(file=file, by=dora, at=NOON)
    _file, second = packed(city, dora)

    assert data_of(first) == data_of(second)
    assert facts_as_data(facts_of([city], default_framework())[city.pk])["figures"] == facts["figures"]
    assert counts["governance.action"] == 2
    assert (city.slug, city.names, city.timezone) == ("aubrelle", {"de": "Aubrelle"}, "Europe/Berlin")


def test_what_hangs_together_hangs_together_again(full, bruno, dora):
    file, _manifest = packed(full, bruno)
    wipe(full)

    city, _counts = restore_handover(file=file, by=dora, at=NOON)

    first, second = Action.objects.filter(territory=city).order_by("position")
    assert (first.goal.plan.territory, first.owner, first.led_by.name) == (city, bruno, "Library")
    assert (first.carried_from, second.carried_from) == (second, first)
    assert first.pledges.get().text.text == "Ein Lernort in jedem Viertel"
    assert BudgetLine.objects.get().action == second
    assert BudgetLine.objects.get().planned == Decimal("1000.10")
    library = Stakeholder.objects.get()
    assert (library.email, library.consent_at, library.district) == (
        "layla@example.org",
        NOON,
        District.objects.get(),
    )
    new = Observation.objects.get(version=2)
    assert (new.replaces.value, new.value, new.dimensions) == (Decimal(50), Decimal("51.5"), {"sex": "F"})
    assert Indicator.objects.get(code="own-1").territory == city
    assert (Target.objects.get().territory, Target.objects.get().indicator) == (city, new.indicator)
    agreement = Agreement.objects.get(feature="KF4.1")
    assert (agreement.level, agreement.reviewed_level, agreement.copied_from.level) == (3, 2, 1)
    held = Evidence.objects.get()
    assert held.agreements.get() == agreement
    assert held.observations.count() == 1
    with held.upload.open("rb") as opened:
        assert opened.read() == PDF
    assert not Score.objects.exists()


def test_a_pack_builds_a_second_city_beside_the_first(full, bruno, dora):
    file, first = packed(full, bruno)

    city, _counts = restore_handover(file=file, by=dora, at=NOON, slug="rihana")

    again, second = packed(city, dora)
    assert city.slug == "rihana"
    for part in first["parts"]:
        if part["name"].endswith(".jsonl"):
            name = part["name"].removeprefix("data/").removesuffix(".jsonl")
            assert without_uuid(lines(again, name)) == without_uuid(lines(file, name))
    assert Plan.objects.count() == 2
    assert len({plan.uuid for plan in Plan.objects.all()}) == 2
    assert Indicator.objects.filter(code="KF4.2-a").count() == 1  # shared by all cities
    assert second["city"] == "rihana"


def without_uuid(rows):
    """Rows as they are but for the uuid, which an installation gives once."""
    for row in rows:
        row["fields"].pop("uuid", None)
    return rows


def test_people_who_have_no_account_are_left_out(full, bruno, dora):
    file, _manifest = packed(full, bruno)
    wipe(full)
    bruno.delete()

    city, _counts = restore_handover(file=file, by=dora, at=NOON)

    assert set(Action.objects.filter(territory=city).values_list("owner", flat=True)) == {None}


def test_restore_handover_refuses_strangers(full, bruno, charlie):
    file, _manifest = packed(full, bruno)

    for person in (charlie, bruno):
        with pytest.raises(NotAllowed):
            restore_handover(file=file, by=person, at=NOON, slug="rihana")


def test_a_city_that_is_not_empty_is_left_alone(full, bruno, dora):
    file, _manifest = packed(full, bruno)

    with pytest.raises(CityIsNotEmpty):
        restore_handover(file=file, by=dora, at=NOON)

    assert Plan.objects.count() == 1


def test_a_city_that_is_known_and_empty_is_filled(full, bruno, dora):
    file, _manifest = packed(full, bruno)
    rihana = make_city("rihana")
    make_district(rihana)

    city, _counts = restore_handover(file=file, by=dora, at=NOON, slug="rihana")

    assert city == rihana
    assert rihana.districts.count() == 1
    assert Plan.objects.filter(territory=rihana).count() == 1


def altered(file, **changes):
    """The pack with parts replaced; ``None`` takes one away."""
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = changes.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return changed


def resigned(file, name, content):
    """The pack with one part replaced and the manifest made to fit, as a forger would."""
    manifest = json.loads(zipfile.ZipFile(file).read("manifest.json"))
    for part in manifest["parts"]:
        if part["name"] == name:
            part |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    return altered(file, **{name: content, "manifest.json": json.dumps(manifest)})


def test_what_is_no_pack_is_refused(full, bruno, dora):
    file, manifest = packed(full, bruno)
    before = Plan.objects.count(), Territory.objects.count()
    row = json.dumps({**lines(file, "governance.plan")[0]}).encode()
    for broken, said in (
        (io.BytesIO(b"not a zip"), ""),
        (altered(file, **{"manifest.json": None}), "no manifest"),
        (altered(file, **{"manifest.json": "{}"}), "something else"),
        (altered(file, **{"manifest.json": json.dumps({**manifest, "format": 9})}), "another version"),
        (altered(file, **{"data/governance.plan.jsonl": None}), "no item"),
        (altered(file, **{"data/governance.plan.jsonl": b"x"}), "as large"),
        (altered(file, **{"data/governance.plan.jsonl": b" " * len(row) + b"\n"}), ""),
        (resigned(file, "data/governance.plan.jsonl", b"[]\n"), ""),
        (resigned(file, "data/governance.plan.jsonl", row.replace(b"ADOPTED", b"SOLD")), "cannot be"),
        (
            resigned(
                file, "data/governance.plan.jsonl", row + b"\n" + row.replace(b'"number": 1', b'"number": 2')
            ),
            "",
        ),
        (resigned(file, "data/city.json", b'{"slug": "../x"}'), ""),
    ):
        with pytest.raises(NotAHandover, match=said or None):
            restore_handover(file=broken, by=dora, at=NOON, slug="rihana")
        assert (Plan.objects.count(), Territory.objects.count()) == before


def test_a_failed_restore_leaves_no_files_behind(full, bruno, dora, settings):
    file, _manifest = packed(full, bruno)
    before = sorted((settings.MEDIA_ROOT / "evidence").iterdir())
    row = lines(file, "monitoring.evidence")[0]
    row["links"]["agreements"] = [999]
    broken = resigned(file, "data/monitoring.evidence.jsonl", json.dumps(row).encode())

    with pytest.raises(NotAHandover):
        restore_handover(file=broken, by=dora, at=NOON, slug="rihana")

    assert sorted((settings.MEDIA_ROOT / "evidence").iterdir()) == before


# -- commands and pages ----------------------------------------------------------------------------------


def test_the_commands_make_and_restore(full, tmp_path, capsys):
    target = tmp_path / "packs" / "aubrelle.zip"

    call_command("handover", "make", "aubrelle", str(target))
    call_command("handover", "restore", str(target), "--slug", "rihana")

    told = capsys.readouterr().out
    assert "It names people: keep it safe." in told
    assert "are back in rihana" in told
    assert target.stat().st_mode & 0o077 == 0
    assert Plan.objects.filter(territory__slug="rihana").exists()


def test_the_commands_speak_json(full, tmp_path, capsys):
    target = tmp_path / "aubrelle.zip"

    call_command("handover", "make", "aubrelle", str(target), "--json")

    assert json.loads(capsys.readouterr().out)["file"] == str(target)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["make", "nowhere", "x.zip"], 2),
        (["make", "aubrelle", "."], 2),
        (["restore", "nothing.zip"], 2),
        (["restore", __file__], 1),
    ],
)
def test_the_commands_refuse_with_a_sentence(city, arguments, code, capsys):
    with pytest.raises(SystemExit) as left:
        call_command("handover", *arguments)

    assert left.value.code == code
    assert capsys.readouterr().err.startswith("colonnade: ")


def test_the_command_leaves_a_city_that_is_not_empty(full, tmp_path, capsys):
    target = tmp_path / "aubrelle.zip"
    call_command("handover", "make", "aubrelle", str(target))

    with pytest.raises(SystemExit) as left:
        call_command("handover", "restore", str(target))

    assert left.value.code == 2
    assert "choose another with --slug" in capsys.readouterr().err


def test_the_page_shows_and_the_button_sends(client, full, bruno):
    client.force_login(bruno)
    page = reverse("monitoring:handover", args=["aubrelle"])

    text = client.get(page).content.decode()
    answer = client.post(reverse("monitoring:handover-make", args=["aubrelle"]))

    assert "Invite the schools" in text
    assert "layla@example.org" in text
    assert answer["Content-Type"] == "application/zip"
    assert 'filename="handover-aubrelle-' in answer["Content-Disposition"]
    pack = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert "manifest.json" in pack.namelist()


def test_the_page_refuses_everybody_but_the_team(client, city, charlie):
    page = reverse("monitoring:handover", args=["aubrelle"])
    assert client.get(page).status_code == 302
    for person in (charlie, make_member(city)):
        client.force_login(person)
        assert client.get(page).status_code == 403
        assert client.post(reverse("monitoring:handover-make", args=["aubrelle"])).status_code == 403
    assert client.get(reverse("monitoring:handover", args=["nowhere"])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(client, city, bruno, number, django_assert_num_queries):
    for index in range(number):
        held = Stakeholder.objects.create(
            territory=city, name=f"Club {index}", sector="SPORT", created_at=NOON
        )
        body = Body.objects.create(territory=city, kind="COUNCIL", names={"de": f"Rat {index}"})
        Seat.objects.create(
            body=body, stakeholder=held, since=date(2026, 1, 1), until=None if index else date(2027, 1, 1)
        )
        Task.objects.create(territory=city, text=f"Task {index}", due_on=NOON.date() + timedelta(days=index))
        make_holding(make_person(f"Member{index}"), "council_member", city.uuid)
        make_evidence(city, f"Plan {index}", stale_on=date(2027, 1, 1))
    client.force_login(bruno)
    page = reverse("monitoring:handover", args=["aubrelle"])
    client.get(page)

    with django_assert_num_queries(37):
        client.get(page)


def test_a_round_that_is_open_is_due(city, bruno):
    Assessment.objects.create(
        territory=city, framework=default_framework().key, title="Round", year=2026, opened_at=NOON
    )

    assert [each.title for each in due(city, date(2026, 11, 22))] == ["Round"]
