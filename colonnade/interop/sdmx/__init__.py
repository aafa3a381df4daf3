"""SDMX-ML 2.1, structure-specific data (ISO 17369): how statistics offices hand on series.

Mapped: SERIES, REF_AREA, every other dimension as a breakdown (``_T`` is the total), UNIT_MEASURE, UNIT_MULT, TIME_PERIOD,
OBS_VALUE, OBS_STATUS, COMMENT_OBS, SOURCE_DETAIL; else the sender is the source. Lost: FREQ (the period says it),
REPORTING_TYPE, NATURE, bounds, geometry; names of codes, which stand in a file of structures. Not read: generic data.
"""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from colonnade.city.monitoring.queries.formats import (
    About,
    FigureFormat,
    FigureRow,
    Head,
    Reading,
    Told,
    Unusable,
)
from colonnade.interop.shared.figure_codes import code_in

_DATA = (b"StructureSpecificData", b"StructureSpecificTimeSeriesData")
_STRUCTURE = b"sdmxml/schemas/v2_1/message"
_TOTAL = "_T"
_NO_BREAKDOWN = {
    "FREQ", "REPORTING_TYPE", "SERIES", "REF_AREA", "UNIT_MEASURE", "UNIT_MULT", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS",
    "COMMENT_OBS", "COMMENT_TS", "SOURCE_DETAIL", "NATURE", "TIME_DETAIL", "TIME_COVERAGE", "UPPER_BOUND", "LOWER_BOUND",
    "DATA_LAST_UPDATE", "GEO_INFO_URL", "GEO_INFO_TYPE", "CUST_BREAKDOWN_LB",
}  # fmt: skip
_UNITS = {"PT": "percent", "NUMBER": "number"}
_POWERS = {"1": "Tens", "2": "Hundreds", "3": "Thousands", "6": "Millions", "9": "Billions"}
_LOST_LETTER = "\ufffd"


class SdmxFormat(FigureFormat):
    """Series of a statistics office."""

    name = "sdmx"
    label = "SDMX-ML 2.1"

    def recognise(self, head: Head) -> float:
        """Sure of the root element; a file of structures is recognised too, to be refused in a sentence."""
        if any(word in head.data[:4096] for word in _DATA):
            return 0.95
        return 0.9 if _STRUCTURE in head.data[:4096] else 0.0

    def read(self, stream: BinaryIO, name: str, told: Told) -> Reading:
        """Open the file. :raises Unusable: it holds structures, or generic data."""
        head = stream.read(4096)
        stream.seek(0)
        if not any(word in head for word in _DATA):
            raise Unusable("only_description")
        about = About(code=code_in(name), gaps_are_stated=True)
        return Reading(about, _rows(stream, about))


def _rows(stream: BinaryIO, about: About) -> Iterator[FigureRow]:
    """Yield every observation, one at a time. :raises Unusable: the XML is broken."""
    series: dict[str, str] = {}
    number = 0
    reading = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for event, element in reading:
            word = etree.QName(element).localname
            if event == "start":
                if word == "Series":
                    series = _plain(element)
                elif word == "Sender":
                    about.source = element.get("id", "")[:200]
                continue
            if word == "Obs":
                number += 1
                yield _row({**series, **_plain(element)}, f"observation {number}, line {element.sourceline}")
            if word in {"Obs", "Series"}:
                element.clear(keep_tail=False)
    except etree.XMLSyntaxError as fault:
        raise Unusable("broken_xml", line=fault.lineno or 0) from fault


def _plain(element: etree._Element) -> dict[str, str]:
    """The attributes of an element that belong to no other vocabulary."""
    return {
        str(key): str(said).strip() for key, said in element.attrib.items() if not str(key).startswith("{")
    }


def _row(said: dict[str, str], where: str) -> FigureRow:
    unit, power = said.get("UNIT_MEASURE", ""), said.get("UNIT_MULT", "0")
    source = " ".join(said.get("SOURCE_DETAIL", "").split())
    value = said.get("OBS_VALUE", "")
    return FigureRow(
        where=where,
        period=said.get("TIME_PERIOD", ""),
        value="" if value == "NaN" else value,
        unit=_UNITS.get(unit, unit),
        multiplier=_POWERS.get(power, "" if power == "0" else f"10^{power}"),
        status=said.get("OBS_STATUS", ""),
        series=said.get("SERIES", ""),
        area_code=said.get("REF_AREA", ""),
        dimensions={
            key: code for key, code in said.items() if key not in _NO_BREAKDOWN and code not in {"", _TOTAL}
        },
        source="" if _LOST_LETTER in source else source[:200],
        note=" ".join(said.get("COMMENT_OBS", "").split()),
    )
