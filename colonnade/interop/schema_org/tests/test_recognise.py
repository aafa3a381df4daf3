"""JSON-LD with schema.org's words is told from other JSON, pages from other markup."""

import json

import pytest

from colonnade.interop.schema_org import SchemaOrgReader
from colonnade.interop.schema_org.portrait import OfferView
from colonnade.interop.schema_org.write import json_ld
from colonnade.interop.shared.tests.reading import DATA, head_of, real

reader = SchemaOrgReader()


@pytest.mark.parametrize(
    ("data", "sure"),
    [
        ('{"@context": "https://schema.org", "@type": "Course"}', 0.9),
        ('[{"@context": "http://schema.org/", "@type": ["Thing", "EducationEvent"]}]', 0.9),
        ('{"@type": "http://schema.org/Event"}', 0.9),
        ('{"@context": {"s": "https://schema.org/"}, "@type": "s:Event"}', 0.5),
        ('{"@type": "CourseInstance"}', 0.5),
        ('<!DOCTYPE html><html><script type="application/ld+json">{}</script>', 0.8),
        ("<!DOCTYPE html><html><p>Hello", 0.4),
        ('<?xml version="1.0"?><urlset xmlns="x">', 0.6),
        ('<?xml version="1.0"?><catalog>', 0.0),
        ('{"title": "Event"}', 0.0),
        (
            '{"@context": ["https://schema.org", "https://www.w3.org/ns/activitystreams"], "type": "Event"}',
            0.0,
        ),
        ("BEGIN:VCALENDAR", 0.0),
        ("title,date\n", 0.0),
    ],
)
def test_recognise_the_words_of_schema_org(data, sure):
    assert reader.recognise(head_of(data)) == sure


def test_recognise_an_empty_document_by_its_name():
    assert reader.recognise(head_of("[]", "export.jsonld")) == 0.3


@pytest.mark.real_data
def test_recognise_the_real_files_and_no_others():
    real("schemaorg")
    files = {path for path in DATA.rglob("*") if path.is_file() and path.suffix != ".xsd"}
    ours = {path for path in files if reader.recognise(head_of(path, path.name)) >= 0.5}
    assert {path.name for path in ours} == {path.name for path in (DATA / "schemaorg").iterdir()}


def test_recognise_what_we_write():
    document = json_ld(OfferView("https://example.org/1", {"en": "A"}))
    assert reader.recognise(head_of(json.dumps(document))) == 0.9
