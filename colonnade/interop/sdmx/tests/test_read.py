"""SDMX-ML is recognised and read observation by observation; hostile XML fetches and expands nothing."""

import io

import pytest

from colonnade.city.monitoring.queries.formats import Head, Told, Unusable
from colonnade.interop.sdmx import SdmxFormat

FORMAT = SdmxFormat()
START = (
    '<?xml version="1.0"?><message:StructureSpecificData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" '
    'xmlns:ss="urn:ss"><message:Header><message:Sender id="KG_NSC"/></message:Header><message:DataSet ss:dataScope="x">'
)
END = "</message:DataSet></message:StructureSpecificData>"
SERIES = '<Series FREQ="A" SERIES="SE_X" REF_AREA="KG02" SEX="F" AGE="_T" UNIT_MEASURE="PT">'


def read(inside, name="4.1.2.xml"):
    """What a file is about and its rows."""
    told = Told(noted=lambda *args, **more: None, rejected=lambda *args, **more: None)
    reading = FORMAT.read(io.BytesIO((START + inside + END).encode()), name, told)
    return list(reading.rows), reading.about


def test_a_series_with_its_observations():
    rows, about = read(
        SERIES
        + '<Obs TIME_PERIOD="2019" OBS_VALUE="8.1" OBS_STATUS="A" UNIT_MULT="0" SOURCE_DETAIL="Survey" COMMENT_OBS="Sample"/>'
        '<Obs TIME_PERIOD="2020-Q1" OBS_VALUE="NaN" OBS_STATUS="M"/></Series>'
    )

    first, second = rows
    assert (about.code, about.source) == ("4-1-2", "KG_NSC")
    assert (first.series, first.area_code, first.dimensions, first.unit, first.multiplier) == (
        "SE_X",
        "KG02",
        {"SEX": "F"},
        "percent",
        "",
    )
    assert (first.period, first.value, first.status, first.source, first.note) == (
        "2019",
        "8.1",
        "A",
        "Survey",
        "Sample",
    )
    assert first.where == "observation 1, line 1"
    assert (second.value, second.status, second.period) == ("", "M", "2020-Q1")


def test_flat_observations_and_powers_of_ten():
    rows, _ = read(
        '<Obs SERIES="S" REF_AREA="417" TIME_PERIOD="2019" OBS_VALUE="1" UNIT_MEASURE="CON_USD" UNIT_MULT="6" SOURCE_DETAIL="\ufffd"/>'
    )

    assert [(row.series, row.unit, row.multiplier, row.source) for row in rows] == [
        ("S", "CON_USD", "Millions", "")
    ]


@pytest.mark.parametrize(
    ("data", "sure"),
    [
        (START.encode(), 0.95),
        (b'<m:Structure xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message">', 0.9),
        (b"<html>", 0.0),
        (b"Year,Value\n", 0.0),
    ],
)
def test_how_sure_it_is(data, sure):
    assert FORMAT.recognise(Head(data, "a.xml")) == sure


@pytest.mark.parametrize("inside", [SERIES, "<Obs", '<Obs TIME_PERIOD="2019"></Series>'])
def test_broken_xml_is_refused_with_its_line(inside):
    with pytest.raises(Unusable) as fault:
        read(inside)

    assert (fault.value.code, fault.value.details) == ("broken_xml", {"line": 1})


def test_entities_are_not_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    bomb = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{secret}"><!ENTITY b "{"1" * 99}">]>'
    data = START.replace("?>", f"?>{bomb}", 1) + '<Obs TIME_PERIOD="2019" OBS_VALUE="5"/>&a;&b;' + END
    told = Told(noted=lambda *args, **more: None, rejected=lambda *args, **more: None)

    rows = list(FORMAT.read(io.BytesIO(data.encode()), "4.1.1.xml", told).rows)

    assert [row.value for row in rows] == ["5"]
    assert "hidden" not in str(rows)


def test_structures_hold_no_figures():
    told = Told(noted=lambda *args, **more: None, rejected=lambda *args, **more: None)

    with pytest.raises(Unusable):
        FORMAT.read(
            io.BytesIO(b'<m:Structure xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"/>'),
            "d.xml",
            told,
        )
