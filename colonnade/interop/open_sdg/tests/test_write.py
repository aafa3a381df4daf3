"""Figures are written as Open SDG files that read back as they were."""

from colonnade.city.monitoring.queries.exporting import Exported
from colonnade.interop.open_sdg import OpenSdgFormat


def figure(**changes):
    """One figure as it leaves a city."""
    values = {
        "indicator": "4-4-1", "period": "2019", "series": "", "area_code": "", "dimensions": {}, "value": "61.5", "unit": "percent",
        "multiplier": "", "status_words": "Normal value", "source": "Office", "method": "", "collector": "", "sure": "", "note": "",
    }  # fmt: skip
    return Exported(**{**values, **changes})


def written(*rows):
    """The lines of the file."""
    return OpenSdgFormat().write(rows).data.decode().splitlines()


def test_only_columns_that_something_fills():
    assert written(figure(), figure(dimensions={"Sex": "Women, girls"}, value="")) == [
        "Year,Sex,Unit measure,Observation status,Source,Value",
        "2019,,percent,Normal value,Office,61.5",
        '2019,"Women, girls",percent,Normal value,Office,',
    ]


def test_everything_that_can_be_said():
    head, line = written(
        figure(
            series="S",
            area_code="E1",
            multiplier="Thousands",
            method="Survey",
            collector="City",
            sure="HIGH",
            note="Sample",
        )
    )

    assert head == (
        "Year,Series,GeoCode,Unit multiplier,Method,Collected by,Confidence,Note,Unit measure,Observation status,Source,Value"
    )
    assert line == "2019,S,E1,Thousands,Survey,City,HIGH,Sample,percent,Normal value,Office,61.5"


def test_several_indicators_say_which():
    assert written(figure(), figure(indicator="4-3-1"))[0].startswith("Indicator,Year,")
