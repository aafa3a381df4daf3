"""Files of figures: every row accounted for, loaded twice nothing changes, bad files end in a sentence."""

import io
import zipfile
from decimal import Decimal

import pytest

from colonnade.city.monitoring.actions.loading import (
    NotWaiting,
    bring_files,
    forget_file,
    keep_file,
    want_file,
)
from colonnade.city.monitoring.models import Batch, DataSource, Indicator, Observation
from colonnade.city.monitoring.queries.books import REASONS, sentence
from colonnade.city.monitoring.queries.checking import Choices
from colonnade.city.monitoring.queries.formats import figure_formats
from colonnade.city.monitoring.queries.team import waiting_for
from colonnade.city.monitoring.tasks.loading import keep_wanted_file
from colonnade.city.monitoring.tests.factories_observing import (
    NOON,
    brought,
    codes_in,
    csv_of,
    kept,
    make_indicator,
    make_observation,
    make_source,
    put_in_place,
)
from colonnade.city.profile.tests.factories import make_district
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed
from colonnade.plumbing.tests.test_workbooks import xlsx

SIMPLE = csv_of(
    "Year,Sex,Units,Value", "2019,,Percentage,60", "2019,F,Percentage,64.5", "2020,,Percentage,61"
)
SAMPLE = csv_of("Year,Group,Value", "2015,A,1", "2015,B,3", "2015,,2", "2016,A,1", "2016,B,3", "2016,,2")
META = csv_of(
    "National metadata,", "Indicator available,Adults in training", "Unit of measurement,% adults", "Graph type,line",
    "Reporting status,complete", "Source 1 organisation,Office of numbers", "Source 1 geographical coverage,Aubrelle",
    "Source 1 link to data source,https://example.org/numbers", "Source 1 contact details,somebody@example.org",
    "Source 1 statistical classification,Official Statistic", "Source 2 organisation,",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _files_go_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def books(batch):
    """Read, created, corrected, unchanged, rejected."""
    return (batch.read, batch.created, batch.corrected, batch.unchanged, batch.rejected)


def values(**conditions):
    """Present values by time and key."""
    found = Observation.objects.filter(is_current=True, **conditions).order_by("starts_on", "key")
    return {(each.period, each.key): each.value for each in found}


# -- the way of a file ---------------------------------------------------------------------------------


def test_a_file_is_looked_at_before_anything_is_kept(city, bruno):
    batch = brought(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")

    assert (batch.state, books(batch)) == ("PREVIEW", (3, 3, 0, 0, 0))
    assert batch.options["sample"][1]["groups"] == ["F"]
    assert not Observation.objects.exists()
    assert not Indicator.objects.exists()
    assert not DataSource.objects.exists()


def test_a_file_is_kept_with_its_indicator_and_source(city, bruno):
    batch = kept(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")

    assert (batch.state, books(batch), batch.format) == ("LOADED", (3, 3, 0, 0, 0), "open_sdg")
    assert values() == {("2019", ""): 60, ("2019", "Sex=F"): Decimal("64.5"), ("2020", ""): 61}
    assert set(Observation.objects.values_list("is_headline", "key")) == {(True, ""), (False, "Sex=F")}
    indicator = Indicator.objects.get()
    assert (indicator.scheme, indicator.territory, indicator.code) == ("city", city, "4-4-1")
    assert indicator.crosswalk == [{"scheme": "sdg", "code": "4-4-1", "match": "related"}]
    assert batch.source.name == "Office"
    assert Entry.objects.filter(thing_type="monitoring.batch").latest("pk").details["read"] == 3


def test_loaded_twice_nothing_changes(city, bruno):
    kept(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")

    again = kept(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")

    assert books(again) == (3, 0, 0, 3, 0)
    assert Observation.objects.count() == 3
    assert Indicator.objects.count() == 1


def test_a_later_file_corrects_and_the_history_stays(city, bruno):
    kept(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")

    later = kept(city, "indicator_4-4-1.csv", SIMPLE.replace(b"64.5", b"65"), by=bruno, source="Office")

    assert books(later) == (3, 0, 1, 2, 0)
    new = Observation.objects.get(key="Sex=F", is_current=True)
    assert (new.value, new.version, new.replaces.value, new.reason) == (
        65,
        2,
        Decimal("64.5"),
        "indicator_4-4-1.csv",
    )


def test_a_file_without_a_value_that_was_there_takes_nothing_away(city, bruno):
    kept(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")

    kept(city, "indicator_4-4-1.csv", csv_of("Year,Units,Value", "2021,%,62"), by=bruno, source="Office")

    assert len(values()) == 4


def test_another_source_is_kept_beside_and_the_difference_is_told(city, bruno):
    kept(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")

    other = kept(city, "indicator_4-4-1.csv", SIMPLE.replace(b"60", b"59"), by=bruno, source="Survey")

    assert books(other)[:2] == (3, 3)
    assert codes_in(other, "warning") == ["disagrees"]


def test_a_file_is_kept_once(city, bruno):
    batch = kept(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")

    for deed in (keep_file, want_file, forget_file):
        with pytest.raises(NotWaiting):
            deed(batch=batch, by=bruno, at=NOON)


def test_a_file_is_put_aside(city, bruno):
    batch = brought(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")
    assert [item.title for item in waiting_for(bruno, NOON)] == [
        "1 file of figures to keep or put aside, Aubrelle"
    ]

    forget_file(batch=batch, by=bruno, at=NOON)

    assert not Batch.objects.exists()
    assert waiting_for(bruno, NOON) == []


def test_a_file_that_is_gone_is_refused(city, bruno):
    batch = brought(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")
    batch.upload.storage.delete(batch.upload.name)

    assert keep_file(batch=batch, by=bruno, at=NOON).reason == "file_is_gone"


def test_a_long_file_is_kept_in_the_background(city, bruno, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("colonnade.city.monitoring.actions.loading.AT_ONCE_ROWS", 2)
    batch = brought(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")

    with django_capture_on_commit_callbacks(execute=True):
        want_file(batch=batch, by=bruno, at=NOON)
    assert batch.state == "WAITING"

    keep_wanted_file.call(batch.pk)
    keep_wanted_file.call(batch.pk)

    batch.refresh_from_db()
    assert (batch.state, batch.created) == ("LOADED", 3)


def test_strangers_bring_keep_and_forget_nothing(city, bruno, charlie):
    with pytest.raises(NotAllowed):
        brought(city, "indicator_4-4-1.csv", SIMPLE, by=charlie, source="Office")
    with pytest.raises(NotAllowed):
        bring_files(territory=city, files=[("a.csv", SIMPLE)], choices=Choices(), by=charlie, at=NOON)
    batch = brought(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")
    for deed in (keep_file, want_file, forget_file):
        with pytest.raises(NotAllowed):
            deed(batch=batch, by=charlie, at=NOON)

    assert not Observation.objects.exists()
    assert waiting_for(charlie, NOON) == []


# -- what a description adds ---------------------------------------------------------------------------


def test_a_description_names_unit_source_and_area(city, bruno):
    files = [("meta_4-4-1.csv", META), ("indicator_4-4-1.csv", csv_of("Year,Value", "2019,61"))]

    (batch,) = bring_files(territory=city, files=files, choices=Choices(), by=bruno, at=NOON)
    keep_file(batch=batch, by=bruno, at=NOON)

    indicator, source = Indicator.objects.get(), DataSource.objects.get()
    assert (str(indicator.name), indicator.unit) == ("Adults in training", "% adults")
    assert (source.name, source.kind, source.url) == (
        "Office of numbers",
        "OFFICIAL",
        "https://example.org/numbers",
    )
    assert "somebody@example.org" not in str(indicator.metadata)
    assert "described" in codes_in(batch)


def test_a_description_alone_is_refused_in_a_sentence(city, bruno):
    (batch,) = bring_files(
        territory=city, files=[("meta_4-4-1.csv", META)], choices=Choices(), by=bruno, at=NOON
    )

    assert (batch.state, batch.reason) == ("REFUSED", "only_description")


def test_what_is_said_of_a_country_is_a_proxy(city, bruno):
    wider = META.replace(b"coverage,Aubrelle", b"coverage,Germany")

    batch = kept(
        city,
        "indicator_4-4-1.csv",
        csv_of("Year,Value", "2019,61", "2020,"),
        description=("meta_4-4-1.csv", wider),
        by=bruno,
    )

    assert set(Observation.objects.values_list("status", flat=True)) == {"PROXY", "NOT_AVAILABLE"}
    assert "is_wider" in codes_in(batch)


def test_an_area_that_cannot_be_told_is_said(city, bruno):
    odd = META.replace(b"coverage,Aubrelle", b"coverage,North side")

    batch = brought(
        city,
        "indicator_4-4-1.csv",
        csv_of("Year,Value", "2019,61"),
        description=("meta_4-4-1.csv", odd),
        by=bruno,
    )

    assert "coverage_unknown" in codes_in(batch)


def test_whoever_brings_a_file_may_say_that_it_is_about_the_country(city, bruno):
    kept(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office", scope="wider")

    assert set(Observation.objects.values_list("status", flat=True)) == {"PROXY"}


def test_a_measure_counts_for_the_goals_only_when_somebody_says_so(city, bruno):
    put_in_place()

    kept(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office", is_exact=True)

    indicator = Indicator.objects.get(scheme="sdg")
    assert (indicator.territory, indicator.code, indicator.unit) == (None, "4-4-1", "percent")
    assert indicator.names["es"]
    assert kept(city, "4.4.1.csv", SIMPLE, by=bruno, source="Office", is_exact=True).unchanged == 3


# -- places --------------------------------------------------------------------------------------------

WARDS = csv_of("Year,Ward,GeoCode,Units,Value", "2019,Nord,E1,%,60", "2019,Elsewhere,E2,%,61", "2019,,,%,62")


def test_an_unknown_area_is_never_the_whole_city(city, bruno):
    batch = kept(city, "indicator_4-4-1.csv", WARDS, by=bruno, source="Office")

    unknown = Observation.objects.get(area_code="E2")
    assert (unknown.is_headline, unknown.district, unknown.dimensions) == (False, None, {"Ward": "Elsewhere"})
    assert unknown.warnings == [{"code": "unknown_area", "details": {"value": "E2"}}]
    assert [(note["code"], note["details"]) for note in batch.notes if note["kind"] == "warning"] == [
        ("unknown_areas", {"number": 2, "value": "E1, E2"})
    ]
    assert Observation.objects.get(is_headline=True).value == 62


def test_a_district_is_known_by_name_or_code(city, bruno):
    district = make_district(city)

    kept(city, "indicator_4-4-1.csv", WARDS, by=bruno, source="Office")

    known = Observation.objects.get(district=district)
    assert (known.area_code, known.dimensions, known.warnings) == ("nord", {}, [])


def test_an_area_that_became_a_district_keeps_its_figures(city, bruno):
    kept(city, "indicator_4-4-1.csv", WARDS, by=bruno, source="Office")
    district = make_district(city)

    again = kept(city, "indicator_4-4-1.csv", WARDS, by=bruno, source="Office")

    assert books(again) == (3, 0, 0, 3, 0)
    assert Observation.objects.get(district=district).key == "@nord"
    assert kept(city, "indicator_4-4-1.csv", WARDS, by=bruno, source="Office").unchanged == 3


def test_a_code_that_stands_in_every_row_is_the_city_if_the_description_says_so(city, bruno):
    data = csv_of("Year,GeoCode,Units,Value", "2019,E9,%,60", "2020,E9,%,61")

    told = kept(city, "indicator_4-4-1.csv", data, description=("meta_4-4-1.csv", META), by=bruno)

    assert "whole_city_code" in codes_in(told)
    assert Observation.objects.filter(is_headline=True, area_code="").count() == 2


def test_without_a_description_a_code_stays_a_code(city, bruno):
    data = csv_of("Year,GeoCode,Units,Value", "2019,E9,%,60")

    kept(city, "indicator_4-4-1.csv", data, by=bruno, source="Office")
    kept(city, "indicator_4-4-2.csv", data, by=bruno, source="Office", whole_city="E9")

    assert set(Observation.objects.values_list("indicator__code", "area_code", "is_headline")) == {
        ("4-4-1", "E9", False), ("4-4-2", "", True)
    }  # fmt: skip


# -- rows ----------------------------------------------------------------------------------------------


def rejected(city, by, row, head="Year,Units,Value"):
    """The note of the one row that is refused beside a good one."""
    batch = kept(city, "indicator_4-4-1.csv", csv_of(head, "2001,%,50", row), by=by, source="Office")
    assert books(batch) == (2, 1, 0, 0, 1)
    (note,) = (note for note in batch.notes if note["kind"] == "rejected")
    assert sentence(note["code"], note["details"])
    return note


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",%,50", "no_period"), ("soon,%,50", "bad_period"), ("2019,,50", "no_unit"), ("2019,%,many", "not_a_number"),
        ("2019,%,9999999999999999999", "number_too_large"),
        ('2019,%,"1,234"', "number_doubtful"), ("2001,%,51", "said_twice"),
    ],
)  # fmt: skip
def test_a_row_that_is_no_fact_is_refused_with_its_reason(city, bruno, row, code):
    note = rejected(city, bruno, row)

    assert (note["code"], note["where"]) == (code, "row 2, line 3")
    assert note["excerpt"]


@pytest.mark.parametrize(("value", "code"), [("120", "above_maximum"), ("-1", "below_minimum")])
def test_percent_over_a_hundred_is_refused_in_a_file(city, bruno, value, code):
    note = rejected(city, bruno, f"2019,%,{value}")

    assert (note["code"], note["details"]["value"]) == (code, value)


def test_what_somebody_has_checked_and_kept_is_not_refused_in_a_file(city, bruno):
    indicator = make_indicator()
    make_observation(city, indicator, "120", "2019", source=make_source(city, "Office"))

    batch = kept(
        city, "t.csv", csv_of("Indicator,Year,Unit,Value", "KF4.2-a,2019,%,120"), by=bruno, source="Office"
    )

    assert books(batch) == (1, 0, 0, 1, 0)


def test_where_a_unit_has_no_end_more_than_a_hundred_is_fine(city, bruno):
    batch = kept(
        city,
        "indicator_4-4-1.csv",
        csv_of("Year,Units,Value", "2019,% change,120"),
        by=bruno,
        source="Office",
    )

    assert (batch.created, batch.notes[0]["code"]) == (1, "own_indicator")


def test_a_likely_percentage_over_a_hundred_is_kept_with_a_warning(city, bruno):
    batch = kept(
        city,
        "indicator_4-4-1.csv",
        csv_of("Year,Units,Value", "2019,% adults,120"),
        by=bruno,
        source="Office",
    )

    assert codes_in(batch, "warning") == ["above_maximum"]


def test_the_same_row_twice_is_one_figure(city, bruno):
    batch = kept(
        city,
        "indicator_4-4-1.csv",
        csv_of("Year,Units,Value", "2019,%,50", "2019,%,50.0"),
        by=bruno,
        source="Office",
    )

    assert books(batch) == (2, 1, 0, 1, 0)


def test_an_empty_cell_says_that_nothing_is_known(city, bruno):
    kept(
        city,
        "indicator_4-4-1.csv",
        csv_of("Year,Units,Value", "2018,%,", "2019,%,50"),
        by=bruno,
        source="Office",
    )

    missing = Observation.objects.get(value=None)
    assert (missing.status, missing.period) == ("NOT_AVAILABLE", "2018")


def test_units_that_tell_rows_apart_do(city, bruno):
    data = csv_of("Year,Units,Value", "2019,Sleepers,9", "2019,Households,250")

    batch = kept(city, "indicator_11-1-1.csv", data, by=bruno, source="Office")

    assert batch.created == 2
    assert values() == {("2019", "Units=Households"): 250, ("2019", "Units=Sleepers"): 9}
    assert not Observation.objects.filter(is_headline=True).exists()


def test_russian_columns_and_a_unit_in_the_name(city, bruno):
    data = csv_of(
        "Год,Показатель,Пол,Значение",
        '2018,Процент завершения,,"99,2"',
        '2018,Процент завершения,Женский,"99,5"',
    )

    batch = kept(city, "4-1-2.csv", data, by=bruno, source="Нацстатком")

    assert batch.created == 2
    assert codes_in(batch)[0] == "unit_from_name"
    assert values() == {
        ("2018", "#Процент завершения"): Decimal("99.2"),
        ("2018", "#Процент завершения|Пол=Женский"): Decimal("99.5"),
    }


def test_what_looks_odd_is_kept_and_told(city, bruno):
    data = csv_of("Year,Units,Value", "2018,number,9", "2019,number,41", "2019/20,number,40")

    batch = kept(city, "indicator_11-1-1.csv", data, by=bruno, source="Office")

    assert batch.created == 3
    assert codes_in(batch, "warning") == ["jump", "overlap"]
    assert Observation.objects.get(value=41).warnings


def test_shares_called_percent_are_told(city, bruno):
    data = csv_of("Year,Units,Value", "2018,%,0.83", "2019,%,0.84", "2020,%,0.86")

    assert "looks_like_shares" in codes_in(
        brought(city, "indicator_4-4-1.csv", data, by=bruno, source="Office")
    )


# -- tables with several indicators --------------------------------------------------------------------


def test_several_indicators_in_one_table(city, bruno):
    put_in_place()
    data = csv_of(
        "Indicator code;Year or period;Value;Unit;District;Source;Status;How sure;Note",
        "KF4.2-a;2024;61,5;%;;Office;;high;",
        "kf6.4-A;2024;8;%;;Survey;estimated;;Sample",
        "KF9.9-z;2024;8;%;;Survey;;;",
        ";2024;8;%;;Survey;;;",
        "KF4.3-a;2024;;;;Office;not available;;",
        "KF4.4-a;2024;;;;Office;;;",
    )

    batch = kept(city, "figures.csv", data, by=bruno)

    assert (batch.format, books(batch)) == ("figure_table", (6, 3, 0, 0, 3))
    assert codes_in(batch, "rejected") == ["unknown_indicator", "no_indicator", "no_value"]
    assert Observation.objects.get(indicator__code="KF4.2-a").value == Decimal("61.5")
    estimated = Observation.objects.get(indicator__code="KF6.4-a")
    assert (estimated.status, estimated.note, estimated.source.name) == ("ESTIMATED", "Sample", "Survey")
    assert not Indicator.objects.exclude(territory=None).exists()


def test_a_column_for_each_year(city, bruno):
    make_indicator()
    data = csv_of("Indicator,Unit,2019,2020,2021", "KF4.2-a,%,50,,52")

    batch = kept(city, "wide.csv", data, by=bruno, source="Office")

    assert books(batch) == (2, 2, 0, 0, 0)
    assert values() == {("2019", ""): 50, ("2021", ""): 52}


def test_a_spreadsheet_with_a_title_merged_cells_and_a_footnote(city, bruno):
    make_indicator()
    rows = [
        ["Figures of the statistics office"], [], ["Indicator", "Year", "Value", "Unit"], ["KF4.2-a", 2019, 50, "%"],
        ["", 2020, 51.5, "%"], ["Source: census", "", "", ""],
    ]  # fmt: skip

    batch = kept(city, "figures.xlsx", xlsx({"Data": rows}), by=bruno, source="Office")

    assert books(batch) == (3, 1, 0, 0, 2)
    assert codes_in(batch, "rejected") == ["no_indicator", "unknown_indicator"]
    assert "merged" in sentence("no_indicator")


def test_the_indicator_can_be_chosen(city, bruno):
    chosen = make_indicator()

    batch = kept(
        city,
        "table.csv",
        csv_of("Year,Value", "2019,50"),
        by=bruno,
        source="Office",
        unit="%",
        indicator=str(chosen.uuid),
    )

    assert Observation.objects.get().indicator == chosen
    assert "unit_told" in codes_in(batch)


def test_the_template_says_nothing_until_it_is_filled_in(city, bruno):
    batch = brought(city, "figures.csv", figure_formats()["figure_table"].template().data, by=bruno)

    assert batch.reason == "no_rows"


# -- whole files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("indicator_4-4-1.csv", SAMPLE, "template_numbers"),
        (
            "indicator_4-4-1.csv",
            csv_of("Year,Group,Value", "2022,A,1.0", "2022,B,3.0", "2022,,2.0"),
            "template_numbers",
        ),
        ("indicator_4-4-1.csv", b"", "empty"),
        ("indicator_4-4-1.csv", b"\xef\xbb\xbf \r\n", "empty"),
        ("indicator_4-4-1.csv", csv_of("Year,Units,Value"), "no_rows"),
        ("indicator_4-4-1.csv", csv_of("Year,Units,Value", "2019,%,", "2020,%,"), "no_values"),
        ("people.csv", csv_of("Name,Street", "Amina,Mill Lane"), "no_columns"),
        ("figures.csv", csv_of("Year,Units,Value", "2019,%,50"), "which_indicator"),
        ("indicator_4-4-1.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "unknown_figures"),
        ("figures.pdf", b"%PDF-1.7\n1 0 obj\n", "unknown_figures"),
        ("page.csv", b"<!doctype html><title>Not found</title>", "no_columns"),
        ("figures.xlsx", b"PK\x03\x04 this is no workbook", "unreadable_workbook"),
        ("letter.xlsx", None, "unreadable_workbook"),
        ("figures.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "unreadable_workbook"),
    ],
)
def test_a_file_of_no_use_is_refused_in_a_sentence(city, bruno, name, data, reason):
    batch = brought(city, name, _a_letter() if data is None else data, by=bruno, source="Office")

    assert (batch.state, batch.reason) == ("REFUSED", reason)
    assert len(sentence(reason, batch.notes[-1]["details"])) > 20
    assert not Observation.objects.exists()


def _a_letter():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("word/document.xml", "<w:document/>")
    return data.getvalue()


def test_a_file_says_where_its_figures_come_from_or_is_refused(city, bruno):
    assert brought(city, "indicator_4-4-1.csv", SIMPLE, by=bruno).reason == "no_source"


def test_sample_numbers_with_one_real_value_are_read(city, bruno):
    batch = brought(city, "indicator_4-4-1.csv", SAMPLE + b"2017,A,7\n", by=bruno, source="Office", unit="%")

    assert (batch.state, batch.read) == ("PREVIEW", 7)


def test_a_file_cut_in_the_middle_keeps_its_whole_rows(city, bruno):
    batch = kept(city, "indicator_4-4-1.csv", SIMPLE + b"2021,", by=bruno, source="Office")

    assert books(batch) == (4, 3, 0, 0, 1)
    assert "cut_figures" in codes_in(batch)


def test_wrong_encodings_are_read_and_said(city, bruno):
    data = "Année;Unité;Valeur;Sexe\n2019;%;50,5;Élèves âgés\n".encode("cp1252")

    batch = kept(city, "indicator_4-4-1.csv", data, by=bruno, source="Office")

    assert values() == {("2019", "Sexe=Élèves âgés"): Decimal("50.5")}
    assert "encoding_guessed" in codes_in(batch)


@pytest.mark.parametrize(
    "data",
    [
        SIMPLE.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + SIMPLE,
        SIMPLE.decode().encode("utf-16"),
        SIMPLE.replace(b",", b"\t"),
    ],
)
def test_other_ways_to_write_the_same_table(city, bruno, data):
    assert kept(city, "indicator_4-4-1.csv", data, by=bruno, source="Office").created == 3


def test_too_many_rows_are_refused(city, bruno, monkeypatch):
    monkeypatch.setattr("colonnade.city.monitoring.queries.checking.MOST_ROWS", 2)

    assert brought(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office").reason == "too_many_rows"


def test_a_thousand_remarks_are_listed_and_the_rest_is_counted(city, bruno, monkeypatch):
    monkeypatch.setattr("colonnade.city.monitoring.actions.loading.MOST_NOTES", 5)
    data = csv_of("Year,Units,Value", "2019,%,50", *["soon,%,1"] * 9)

    batch = kept(city, "indicator_4-4-1.csv", data, by=bruno, source="Office")

    assert (batch.rejected, len(batch.notes), batch.options["told"]["bad_period"]) == (9, 5, 9)


def test_every_reason_is_a_sentence_with_an_end():
    assert all(str(text).endswith((".", "?")) for text in REASONS.values())


def test_a_figure_given_by_hand_is_met_by_the_file(city, bruno):
    indicator = make_indicator()
    make_observation(city, indicator, "50", "2019", source=make_source(city, "Office"))

    batch = kept(
        city, "t.csv", csv_of("Indicator,Year,Unit,Value", "KF4.2-a,2019,%,50"), by=bruno, source="Office"
    )

    assert batch.unchanged == 1


def test_many_impossible_values_make_the_unit_of_the_others_doubtful(city, bruno):
    rows = [f"{2000 + year},%,{year * 10}" for year in range(5, 15)]

    batch = kept(city, "indicator_4-4-1.csv", csv_of("Year,Units,Value", *rows), by=bruno, source="Office")

    assert books(batch) == (10, 6, 0, 0, 4)
    assert "unit_doubtful" in codes_in(batch, "warning")
