"""Madrid's agenda is recognised in both spellings, other files are not."""

import pytest

from colonnade.interop.madrid import MadridReader
from colonnade.interop.shared.tests.reading import head_of, real

JSON = (
    '\n\n{"@context": {"excluded-days": "c:exdate"}, "@graph": [{"@id": "https://datos.madrid.es/egob/x"}]}'
)
CSV = " ID-EVENTO;TITULO;PRECIO;GRATUITO;FECHA;FECHA-FIN;\n1;Taller;;1;2030-01-01 00:00:00.0;;\n"


@pytest.mark.parametrize(
    ("feed", "confidence"),
    [
        (JSON, 0.97),
        (JSON.replace("datos.madrid.es", "example.org"), 0.9),
        (JSON.replace("excluded-days", "x"), 0.6),
        (CSV, 0.97),
        ("\ufeff" + CSV, 0.97),
        (CSV.encode("latin-1"), 0.97),
        (JSON.encode("utf-16"), 0.97),
        ('{"@graph": [{"@type": "Event"}]}', 0.0),
        ("id;title;date\n1;x;2030-01-01", 0.0),
        ("[]", 0.0),
        ("BEGIN:VCALENDAR", 0.0),
        ("", 0.0),
    ],
)
def test_confidence(feed, confidence):
    assert MadridReader().recognise(head_of(feed)) == confidence


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["2018-05-02", "2018-05-03_invalid_escape", "2018-05-03_truncated"])
def test_real_files_are_recognised(name):
    assert MadridReader().recognise(head_of(real(f"city-agenda/madrid_agenda_{name}.json"))) == 0.97
