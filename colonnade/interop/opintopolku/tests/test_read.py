"""A search, a list, a single object."""

import json

import pytest

from colonnade.city.catalogue.harvest import Unusable
from colonnade.interop.opintopolku import OpintopolkuReader
from colonnade.interop.shared.tests.reading import read_all, real

ITEM = {"oid": "1.2.246.562.13.1", "nimi": {"fi": "Kurssi"}, "tila": "julkaistu"}


@pytest.mark.parametrize("document", [ITEM, [ITEM], {"total": 1, "hits": [ITEM], "filters": {}}])
def test_every_shape_gives_the_same(document):
    reading = read_all(OpintopolkuReader(), json.dumps(document))
    assert [draft.external_id for draft in reading.drafts] == ["1.2.246.562.13.1"]
    assert (reading.repaired, reading.cut) == ([], False)


def test_a_page_of_a_longer_search_withdraws_nothing():
    reading = read_all(OpintopolkuReader(), json.dumps({"total": 9, "hits": [ITEM]}))
    assert (reading.repaired, reading.cut) == ([("file", "page_only")], True)


def test_another_document_is_no_offers():
    with pytest.raises(Unusable) as caught:
        read_all(OpintopolkuReader(), '{"tila": "julkaistu"}')
    assert caught.value.code == "not_offers"


@pytest.mark.real_data
def test_the_real_search():
    path = real("programmes/finland_opintopolku_search_all.json")
    reading = read_all(OpintopolkuReader(), path)
    plain = json.loads(path.read_bytes())["hits"]
    assert len(reading.drafts) == len({draft.external_id for draft in reading.drafts}) == len(plain) == 20
    assert reading.rejected == []
    assert (reading.repaired, reading.cut) == ([("file", "page_only")], True)
    for language, named, described in (("fi", 20, 19), ("sv", 10, 10), ("en", 7, 7)):
        assert sum(language in draft.title for draft in reading.drafts) == named
        assert sum(language in draft.description for draft in reading.drafts) == described
    assert sum(bool(draft.awards) for draft in reading.drafts) == 19


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "oid"),
    [
        ("koulutus", "1.2.246.562.13.00000000000000000018"),
        ("toteutus", "1.2.246.562.17.00000000000000005375"),
    ],
)
def test_real_single_objects(name, oid):
    reading = read_all(OpintopolkuReader(), real(f"programmes/finland_opintopolku_{name}.json"))
    assert [draft.external_id for draft in reading.drafts] == [oid]
    assert (reading.rejected, reading.repaired, reading.cut) == ([], [], False)


@pytest.mark.real_data
def test_the_real_implementation_belongs_to_the_real_qualification():
    (whole,) = read_all(OpintopolkuReader(), real("programmes/finland_opintopolku_koulutus.json")).drafts
    (part,) = read_all(OpintopolkuReader(), real("programmes/finland_opintopolku_toteutus.json")).drafts
    assert part.part_of == whole.external_id
    assert (whole.level, len(whole.other_organisations), len(whole.awards)) == ("eqf:4", 57, 9)
    assert (part.is_free, part.mode, part.languages, part.duration["iso"]) == ("YES", "ONSITE", ["fi"], "P3Y")
    assert len(part.sessions) == 13
    plain = json.loads(real("programmes/finland_opintopolku_toteutus.json").read_bytes())
    targets = [target for application in plain["hakutiedot"] for target in application["hakukohteet"]]
    towns = [target["jarjestyspaikka"]["paikkakunta"]["nimi"]["fi"] for target in targets]
    assert [session.place.locality for session in part.sessions] == towns
