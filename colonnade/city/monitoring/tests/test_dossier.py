"""The dossier: what is there, what is missing, what has grown old; the public sees what is public and no more."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from colonnade.city.monitoring.models import Evidence
from colonnade.city.monitoring.queries.dossier import Wanted, dossier
from colonnade.city.monitoring.tests.factories_assessing import (
    NOON,
    PDF,
    add_file,
    make_agreed_round,
    make_evidence,
    make_member,
)
from colonnade.city.monitoring.tests.factories_standing import make_figure
from colonnade.city.profile.tests.factories import LANGUAGES, make_city
from colonnade.plumbing.tables import harmless

TODAY = date(2026, 11, 22)
OLD = {"dated_on": date(2020, 1, 1), "stale_on": date(2023, 1, 1)}


def url(name, *more):
    """An address of the dossier."""
    return reverse(f"monitoring:{name}", args=["aubrelle", *more])


def text_of(client, path, **query):
    """The text of a page that must be there."""
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(found):
    """Titles of the items that were found."""
    return [str(item.evidence.title) for item in found.items]


# -- what the dossier says -------------------------------------------------------------------------------


def test_each_feature_is_fresh_stale_or_missing(city):
    make_evidence(city, features=["KF4.1", "KF4.2"])
    make_evidence(city, features=["KF4.2", "KF4.3"], guidelines=["FUNDING"], **OLD)

    found = dossier(city, TODAY, "en")

    block = next(area for area in found.areas if area.guide.area.code == "B4")
    assert [(each.code, each.state, each.fresh, each.stale) for each in block.features] == [
        ("KF4.1", "fresh", 1, 0),
        ("KF4.2", "fresh", 1, 1),
        ("KF4.3", "stale", 0, 1),
        ("KF4.4", "missing", 0, 0),
    ]
    assert (block.backed, block.missing, found.missing_features) == (2, 1, 39)
    states = {each.code: each.state for each in found.guidelines}
    assert (states["PLAN"], states["FUNDING"], states["ACCESS"]) == ("fresh", "stale", "missing")
    assert (found.total, found.fresh, found.stale) == (2, 1, 1)


def test_evidence_is_stale_from_the_day_on(city):
    make_evidence(city, stale_on=TODAY)

    assert dossier(city, TODAY, "en").stale == 1
    assert dossier(city, date(2026, 11, 21), "en").stale == 0


def test_an_item_is_listed_once_however_often_it_is_used(city):
    held = make_evidence(city, features=["KF4.1", "KF4.2"])
    held.agreements.add(*make_agreed_round(city, {"KF4.1": 1, "KF4.2": 2}).agreements.all())
    held.observations.add(make_figure(city, "50"))

    (item,) = dossier(city, TODAY, "en").items

    assert item.uses == 3


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), ["Report", "Plan", "Old survey"]),
        (Wanted(feature="KF4.2"), ["Plan"]),
        (Wanted(guideline="FUNDING"), ["Report"]),
        (Wanted(kind="DATA"), ["Old survey"]),
        (Wanted(state="stale"), ["Old survey"]),
        (Wanted(state="fresh"), ["Report", "Plan"]),
        (Wanted(seen="public"), ["Plan"]),
        (Wanted(seen="team"), ["Report", "Old survey"]),
        (Wanted(text="bericht stadt"), ["Report"]),
        (Wanted(text="OLD survey"), ["Old survey"]),
        (Wanted(text="old bicycle"), []),
        (Wanted(kind="NOTHING", state="?", seen="?"), ["Report", "Plan", "Old survey"]),
    ],
)
def test_filters_and_search(city, wanted, expected):
    make_evidence(city, "Plan", is_public=True)
    make_evidence(
        city, "Report", titles={"en": "Report", "de": "Bericht der Stadt"}, guidelines=["FUNDING"], features=[],
        dated_on=date(2026, 1, 1),
    )  # fmt: skip
    make_evidence(city, "Old survey", kind="DATA", features=[], **OLD)
    make_evidence(make_city("rihana"), "Foreign")
    make_evidence(city, "Gone", withdrawn_at=NOON)

    assert titles(dossier(city, TODAY, "en", wanted)) == expected


def test_the_public_dossier_counts_only_what_is_public(city):
    make_evidence(city, "Plan", is_public=True)
    make_evidence(city, "Secret", features=["KF4.1"])

    found = dossier(city, TODAY, "en", only_public=True)

    assert titles(found) == ["Plan"]
    assert (found.total, found.missing_features) == (1, 41)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_is_a_formula(cell):
    assert harmless(cell) == f"'{cell}"
    assert harmless("Plan") == "Plan"


# -- the pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_dossier_in_six_languages(client, city, language):
    make_evidence(city, is_public=True)

    answer = client.get(f"/{language}/cities/aubrelle/evidence/")

    assert answer.status_code == 200
    assert "Plan" in answer.content.decode()


def test_visitors_see_what_is_public_and_nothing_else(client, city, charlie):
    shown, hidden = make_evidence(city, "Open plan", is_public=True), make_evidence(city, "Secret plan")
    for person in (None, charlie):
        if person:
            client.force_login(person)
        text = text_of(client, url("dossier"))
        assert "Open plan" in text
        assert "Secret plan" not in text
        assert "Secret plan" not in text_of(client, url("dossier-csv"))
        assert "Used in" not in text_of(client, url("evidence-item", shown.uuid))
        assert client.get(url("evidence-item", hidden.uuid)).status_code == 404


def test_council_members_see_everything_and_change_nothing(client, city):
    make_evidence(city, "Secret plan")
    client.force_login(make_member(city))

    text = text_of(client, url("dossier"))

    assert "Secret plan" in text
    assert "Add evidence" not in text


def test_the_team_sees_what_is_missing_and_adds_it_there(client, city, bruno):
    make_evidence(city, **OLD)
    client.force_login(bruno)

    text = text_of(client, url("dossier"))

    assert "1 has grown old" in text
    assert "41 features have none" in text
    assert 'data-state="missing"' in text
    assert f"{url('evidence-add')}?feature=KF4.1" in text
    assert 'value="KF4.1"' in text_of(client, url("evidence-add"), feature="KF4.1")


def test_an_empty_dossier_says_what_to_do(client, city, bruno):
    assert "has not published any evidence yet" in text_of(client, url("dossier"))
    client.force_login(bruno)
    assert "Begin with what you have" in text_of(client, url("dossier"))


@pytest.mark.parametrize(
    "query", [{"kind": "x"}, {"feature": "<b>"}, {"page": "x"}, {"q": "\x00"}, {"state": "?"}]
)
def test_no_address_breaks_the_dossier(client, city, query):
    make_evidence(city, is_public=True)

    assert "<b>" not in text_of(client, url("dossier"), **query)


def test_no_city_no_dossier(client, db):
    for name in ("dossier", "dossier-csv"):
        assert client.get(url(name)).status_code == 404


def test_the_table_holds_what_the_filter_leaves(client, city, bruno):
    make_evidence(city, "=cmd()")
    make_evidence(city, "Other", kind="DATA")
    client.force_login(bruno)

    answer = client.get(url("dossier-csv"), {"kind": "LINK"})

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Disposition"] == 'attachment; filename="evidence-aubrelle.csv"'
    assert [(row["title"], row["features"], row["stale"]) for row in rows] == [("'=cmd()", "KF4.2", "no")]


FORM = {
    "title": "Plan", "language": "en", "kind": "LINK", "url": "https://x.example/plan", "dated_on": "2025-01-01",
    "features": ["KF4.2"], "guidelines": ["PLAN"],
}  # fmt: skip


def test_adding_by_form(client, city, bruno):
    client.force_login(bruno)

    answer = client.post(url("evidence-add"), FORM)

    held = Evidence.objects.get()
    assert answer.url == url("evidence-item", held.uuid)
    assert (held.stale_on, held.is_public, held.features) == (date(2028, 1, 1), False, ["KF4.2"])


def test_adding_a_file_and_taking_it(client, city, bruno, charlie):
    client.force_login(bruno)
    upload = SimpleUploadedFile("plan.html", PDF)
    client.post(url("evidence-add"), {**FORM, "kind": "DOCUMENT", "url": "", "upload": upload})
    held = Evidence.objects.get()

    answer = client.get(url("evidence-file", held.uuid))

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    client.force_login(charlie)
    assert client.get(url("evidence-file", held.uuid)).status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "Give it a title."),
        ({"url": ""}, "Give the address of the web page."),
        ({"kind": "DOCUMENT", "url": ""}, "Choose a file or give an address"),
        ({"stale_on": "2025-01-01"}, "It grows old after the date on it"),
        ({"dated_on": "yesterday"}, "Enter a valid date."),
        ({"dated_on": "9999-01-01"}, "This year is too far away."),
        (
            {"upload": SimpleUploadedFile("x.pdf", b"<html>")},
            "Web pages and drawings made of code are not taken.",
        ),
    ],
)
def test_a_form_that_lacks_something_comes_back(client, city, bruno, change, said):
    client.force_login(bruno)

    answer = client.post(url("evidence-add"), {**FORM, **change})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Evidence.objects.exists()


def test_changing_by_form_one_language_at_a_time(client, city, bruno):
    held = add_file(city, bruno)
    client.force_login(bruno)
    assert 'value="Plan"' in text_of(client, url("evidence-edit", held.uuid), language="en")
    assert 'value="Plan"' not in text_of(client, url("evidence-edit", held.uuid), language="fr")

    client.post(
        url("evidence-edit", held.uuid),
        {**FORM, "language": "fr", "title": "Plan d’action", "kind": "DOCUMENT", "url": ""},
    )

    held.refresh_from_db()
    assert held.titles == {"en": "Plan", "fr": "Plan d’action"}
    assert held.upload


def test_tying_to_a_figure_and_an_agreed_score(client, city, bruno):
    held, round_ = make_evidence(city), make_agreed_round(city)
    figure, agreement = make_figure(city, "50"), round_.agreements.get()
    client.force_login(bruno)
    text = text_of(client, url("evidence-item", held.uuid), figure=figure.indicator.code.lower())
    assert f'name="observation" value="{figure.pk}"' in text
    assert "KF4.2 · Round 2026" in text

    client.post(url("evidence-attach", held.uuid), {"observation": figure.pk})
    client.post(url("evidence-attach", held.uuid), {"agreement": agreement.pk})

    assert (held.observations.get(), held.agreements.get()) == (figure, agreement)
    assert "Agreed score:" in text_of(client, url("evidence-item", held.uuid))
    client.post(url("evidence-detach", held.uuid), {"observation": figure.pk})
    assert not held.observations.exists()
    answer = client.post(url("evidence-attach", held.uuid), {}, follow=True)
    assert "Choose a figure or an agreed score." in answer.content.decode()


def test_withdrawing_and_bringing_back(client, city, bruno, charlie):
    held = make_evidence(city, is_public=True)
    client.force_login(bruno)

    assert "Bring it back" in client.post(url("evidence-withdraw", held.uuid), follow=True).content.decode()
    assert "Withdrawn on" in text_of(client, url("evidence-item", held.uuid))
    assert client.get(url("evidence-edit", held.uuid)).status_code == 404
    client.force_login(charlie)
    assert client.get(url("evidence-item", held.uuid)).status_code == 404
    client.force_login(bruno)
    client.post(url("evidence-bring-back", held.uuid))

    held.refresh_from_db()
    assert held.withdrawn_at is None
    again = client.post(url("evidence-bring-back", held.uuid), follow=True)
    assert "It is not withdrawn" in again.content.decode()
    client.post(url("evidence-withdraw", held.uuid))
    again = client.post(url("evidence-withdraw", held.uuid), follow=True)
    assert "It was withdrawn before." in again.content.decode()


def test_the_pages_for_the_team_refuse_everybody_else(client, city, charlie):
    held = make_evidence(city, is_public=True)
    assert client.get(url("evidence-add")).status_code == 302
    for person in (charlie, make_member(city)):
        client.force_login(person)
        assert client.get(url("evidence-add")).status_code == 403
        assert client.get(url("evidence-edit", held.uuid)).status_code == 403
        for name in ("attach", "detach", "withdraw", "bring-back"):
            assert client.post(url(f"evidence-{name}", held.uuid), {"agreement": 1}).status_code == 403
    assert client.get(url("evidence-file", held.uuid)).status_code == 404


def test_a_file_that_is_gone_is_not_found(client, city, bruno):
    held = add_file(city, bruno, is_public=True)
    held.upload.storage.delete(held.upload.name)

    assert client.get(url("evidence-file", held.uuid)).status_code == 404


def fill(city, number):
    """Items that are used here and there."""
    round_ = make_agreed_round(city)
    for index in range(number):
        held = make_evidence(city, f"Plan {index}", is_public=True)
        held.agreements.add(round_.agreements.get())
        make_evidence(city, f"Gone {index}", withdrawn_at=NOON)


@pytest.mark.parametrize("number", [1, 3])
def test_the_public_dossier_asks_as_often_for_three_as_for_one(
    client, city, number, django_assert_num_queries
):
    fill(city, number)
    client.get(url("dossier"))

    with django_assert_num_queries(5):
        client.get(url("dossier"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_dossier_asks_as_often_for_three_as_for_one(
    client, city, bruno, number, django_assert_num_queries
):
    fill(city, number)
    client.force_login(bruno)
    client.get(url("dossier"))

    with django_assert_num_queries(11):
        client.get(url("dossier"))


@pytest.mark.parametrize("number", [1, 3])
def test_an_item_asks_as_often_for_three_uses_as_for_one(
    client, city, bruno, number, django_assert_num_queries
):
    held = make_evidence(city)
    for year in range(number):
        held.agreements.add(make_agreed_round(city, year=2020 + year).agreements.get())
        make_agreed_round(city, year=2010 + year)
    client.force_login(bruno)
    client.get(url("evidence-item", held.uuid))

    with django_assert_num_queries(12):
        client.get(url("evidence-item", held.uuid))
