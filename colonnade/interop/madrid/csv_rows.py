"""The CSV edition: semicolons, a single-byte encoding, a space before the first name, an empty last column."""

import csv
from collections.abc import Iterator
from typing import Any, BinaryIO

from colonnade.city.catalogue.harvest import Raw, Report, Unusable
from colonnade.interop.shared.text_feed import feed_text

_DAYS = {"L": "MO", "M": "TU", "X": "WE", "J": "TH", "V": "FR", "S": "SA", "D": "SU"}
_ROW_LIMIT = 5_000_000  # characters in one cell


def is_header(line: str) -> bool:
    """Say whether a line names the columns of Madrid's agenda."""
    names = set(_names(line.rstrip("\r").split(";")))
    return {"ID-EVENTO", "TITULO"} <= names and bool(names & {"FECHA", "DIAS-SEMANA", "NOMBRE-INSTALACION"})


def _names(cells: list[str]) -> list[str]:
    """Column names in one spelling: ``" ID-EVENTO"``, ``"id_evento"`` and ``"ID-EVENTO"`` are the same."""
    return [cell.strip(' "\t\ufeff').upper().replace("_", "-").replace(" ", "-") for cell in cells]


def rows(stream: BinaryIO, report: Report) -> Iterator[Raw]:
    """Yield the rows in the field names of the JSON edition."""
    csv.field_size_limit(_ROW_LIMIT)
    reader = csv.reader(feed_text(stream, report), delimiter=";")
    header = _names(next(reader, []))
    if not any(header):
        raise Unusable("empty")
    last = max(at for at, name in enumerate(header) if name) + 1
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            report.rejected(f"row {number}, line {reader.line_num}", "broken_record", detail=str(error))
            continue
        if not any(cells):
            continue
        number += 1
        where = f"row {number}, line {reader.line_num}"
        if len(cells) < last or any(cells[len(header) :]):
            report.repaired(where, "columns_mended", found=len(cells), expected=last)
        yield Raw(where, as_json_record(dict(zip(header, cells, strict=False))))


def as_json_record(row: dict[str, str]) -> dict[str, Any]:
    """Turn a row into what the JSON feed would have said; empty cells become absent facts."""
    cell = {name: value.strip() for name, value in row.items()}
    street = " ".join(
        filter(None, (cell.get(f"{part}-INSTALACION", "") for part in ("CLASE-VIAL", "NOMBRE-VIA", "NUM")))
    )
    days = [
        _DAYS[day.strip().upper()]
        for day in cell.get("DIAS-SEMANA", "").split(",")
        if day.strip().upper() in _DAYS
    ]
    audience = [word.rpartition("/")[2] for word in cell.get("AUDIENCIA", "").split(",")]
    record: dict[str, Any] = {
        "id": cell.get("ID-EVENTO", ""),
        "@type": cell.get("TIPO", ""),
        "title": cell.get("TITULO", ""),
        "description": cell.get("DESCRIPCION", ""),
        "price": cell.get("PRECIO", ""),
        "dtstart": cell.get("FECHA", ""),
        "dtend": cell.get("FECHA-FIN", ""),
        "time": cell.get("HORA", ""),
        "excluded-days": cell.get("DIAS-EXCLUIDOS", ""),
        "link": cell.get("CONTENT-URL", ""),
        "event-location": cell.get("NOMBRE-INSTALACION", ""),
        "audience": ",".join(filter(None, audience)),
        "organization": {"accesibility": cell.get("ACCESIBILIDAD-INSTALACION", "")},
        "address": {
            "district": cell.get("DISTRITO-INSTALACION", ""),
            "street-address": street,
            "postal-code": cell.get("CODIGO-POSTAL-INSTALACION", ""),
        },
        "location": {"latitude": cell.get("LATITUD", ""), "longitude": cell.get("LONGITUD", "")},
    }
    if cell.get("GRATUITO"):
        record["free"] = cell["GRATUITO"]
    if days:
        record["recurrence"] = {"days": ",".join(days), "frequency": "WEEKLY", "interval": 1}
    return record
