"""Every real file of figures: each value loaded or refused with a reason, twice the same, out and in again equal."""

import csv
from pathlib import Path

import pytest

from colonnade.city.monitoring.models import Batch, Observation
from colonnade.city.monitoring.queries.exporting import exported
from colonnade.city.monitoring.queries.formats import figure_formats
from colonnade.city.monitoring.queries.observations import indicators_with_newest
from colonnade.city.monitoring.tests.factories_observing import brought, codes_in, kept, put_in_place
from colonnade.city.profile.tests.factories import make_city, make_coordinator

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "data" / "indicators"
OFFICE = "National Statistical Committee"
FIELDS = (
    "indicator__code", "source__name", "series", "period", "starts_on", "ends_on", "area_code", "dimensions", "key",
    "is_headline", "status", "value", "unit", "multiplier", "note",
)  # fmt: skip

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.exists(), reason="there is no real data beside this checkout"),
]


@pytest.fixture(autouse=True)
def _files_go_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def bristol(db):
    """A city that is what the files are about."""
    put_in_place()
    return make_city("bristol", names={"en": "Bristol"}, country="GB", default_language="en")


def figure_files():
    """Every file of figures; descriptions are brought with theirs."""
    return [*sorted((FOLDER / "bristol").glob("indicator_*.csv")), FOLDER / "kyrgyzstan" / "4-1-2.csv"]


def description_of(path):
    """The description beside a file, where there is one."""
    beside = path.with_name(path.name.replace("indicator_", "meta_"))
    return (beside.name, beside.read_bytes()) if beside != path and beside.exists() else None


def loaded(city, path, by):
    """A real file, kept as a coordinator would keep it."""
    source = "" if description_of(path) else OFFICE
    return kept(city, path.name, path.read_bytes(), by=by, description=description_of(path), source=source)


def rows_in(path):
    """The rows of a file, counted by Python's own reader."""
    with path.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def facts(city):
    """Every present figure of a city, without what only its database knows."""
    found = Observation.objects.filter(territory=city, is_current=True).values(*FIELDS)
    return sorted(({**row, "dimensions": sorted(row["dimensions"].items())} for row in found), key=str)


def test_every_value_is_loaded_or_refused_with_a_reason(bristol):
    bruno = make_coordinator(bristol)
    templates, total = [], 0

    for path in figure_files():
        batch = loaded(bristol, path, bruno)
        if batch.state == "REFUSED":
            templates.append((path.name, batch.reason))
            continue
        rows = rows_in(path)
        assert batch.read == len(rows), path.name
        assert (batch.created, batch.rejected) == (len(rows), 0), path.name
        held = Observation.objects.filter(batch=batch)
        assert held.filter(value__isnull=False).count() == sum(1 for row in rows if row["Value"].strip()), (
            path.name
        )
        total += batch.read

    assert len(templates) == 15
    assert {reason for _, reason in templates} == {"template_numbers"}
    assert total == Observation.objects.count() == 2242
    assert sum(1 for each in indicators_with_newest(bristol) if each.newest) == 22


def test_loaded_twice_nothing_changes(bristol):
    bruno = make_coordinator(bristol)
    for path in figure_files():
        loaded(bristol, path, bruno)
    before = facts(bristol)

    for path in figure_files():
        batch = loaded(bristol, path, bruno)
        assert (batch.created, batch.corrected, batch.rejected) == (0, 0, 0), path.name
        assert batch.unchanged == batch.read

    assert facts(bristol) == before
    assert Observation.objects.count() == len(before)


def test_out_and_in_again_is_equal(bristol):
    other = make_city("other-bristol", names={"en": "Bristol"}, country="GB", default_language="en")
    there, here = make_coordinator(other, "Amina"), make_coordinator(bristol)
    for path in figure_files():
        loaded(bristol, path, here)

    for indicator in indicators_with_newest(bristol):
        if indicator.has_figures:
            written = figure_formats()["open_sdg"].write(exported(bristol, indicator))
            name = f"indicator_{indicator.code}.csv"
            again = kept(bristol, name, written.data, by=here)
            assert again.unchanged == again.read > 0, name
            assert kept(other, name, written.data, by=there).rejected == 0, name

    assert facts(other) == facts(bristol)


def test_what_the_files_say_is_understood(bristol):
    bruno = make_coordinator(bristol)
    for path in figure_files():
        loaded(bristol, path, bruno)
    of = Observation.objects.filter

    assert set(of(indicator__code="4-1-1").values_list("status", flat=True)) == {
        "PROXY"
    }  # figures of England
    assert of(indicator__code="4-2-1", is_headline=True).count() == 7  # one area code in every row: the city
    assert not of(indicator__code="11-1-1-c", is_headline=True).exclude(area_code="").exists()
    assert of(indicator__code="11-1-1-c", is_headline=True).count() == 4
    assert of(indicator__code="8-6-1", is_headline=True).first().indicator.crosswalk[0]["match"] == "related"
    assert set(of(indicator__code="4-1-2", source__name=OFFICE).values_list("unit", flat=True)) == {"percent"}
    assert of(indicator__code="16-7-1").first().unit == "percent"
    assert "somebody" not in str(of(indicator__code="4-4-1").first().indicator.metadata)
    assert "City.office@bristol.gov.uk" not in str(of(indicator__code="4-4-1").first().indicator.metadata)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("kyrgyzstan/metadata-mapping.csv", "no_columns"),
        ("bristol/meta_4-4-1.csv", "only_description"),
        ("kyrgyzstan/SDG_DSD.KG_1.8.xml", "only_description"),
    ],
)
def test_files_beside_them_that_hold_no_figures_are_refused(bristol, name, reason):
    path = FOLDER / name

    assert brought(bristol, path.name, path.read_bytes(), by=make_coordinator(bristol)).reason == reason


def test_series_of_a_statistics_office(db):
    put_in_place()
    city = make_city("bishkek", names={"ru": "Бишкек"}, country="KG", default_language="ru")
    by = make_coordinator(city)
    total = 0

    for path in sorted((FOLDER / "kyrgyzstan").glob("4*.xml")):
        batch = kept(city, path.name, path.read_bytes(), by=by)
        assert batch.read == path.read_bytes().count(b"<Obs "), path.name
        assert batch.created == batch.read - (34 if path.name == "4.1.2.a.xml" else 0), path.name
        assert kept(city, path.name, path.read_bytes(), by=by).unchanged == batch.created
        total += batch.created

    assert total == Observation.objects.count() == 1421 - 34
    # 34 "percent" of up to 1527: the office's unit is wrong, and what was kept of that series says so
    assert set(codes_in(Batch.objects.get(name="4.1.2.a.xml", created=56), "rejected")) == {"above_maximum"}
    doubted = Observation.objects.filter(indicator__code="4-1-2-a")
    assert all("unit_doubtful" in {each["code"] for each in one.warnings} for one in doubted)
    whole = Observation.objects.filter(indicator__code="4-1-1", area_code="", dimensions={})
    assert set(whole.values_list("status", "unit")) == {
        ("PROXY", "percent")
    }  # the country stands in for the city
    assert not Observation.objects.filter(area_code="KG02", is_headline=True).exists()
