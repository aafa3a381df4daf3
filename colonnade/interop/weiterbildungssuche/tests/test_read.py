"""Reading a page, and knowing that it is one."""

import json

import pytest

from colonnade.city.catalogue.harvest import Unusable
from colonnade.interop.shared.tests.reading import read_all, real
from colonnade.interop.weiterbildungssuche import WeiterbildungssucheReader

DATE = {"id": 1, "angebot": {"id": 9, "titel": "Schweißen"}}


@pytest.mark.parametrize(("total", "cut"), [(2, False), (3, True), (None, False)])
def test_a_page_of_a_longer_answer_withdraws_nothing(total, cut):
    document = {
        "_embedded": {"termine": [DATE, {**DATE, "id": 2}]},
        "_links": {},
        "page": {"totalElements": total},
    }
    reading = read_all(WeiterbildungssucheReader(), json.dumps(document))
    assert [draft.external_id for draft in reading.drafts] == ["9", "9"]
    assert [draft.sessions[0].external_id for draft in reading.drafts] == ["1", "2"]
    assert (reading.cut, [code for _, code in reading.repaired]) == (cut, ["page_only"] * cut)


def test_a_bare_list_is_read():
    assert read_all(WeiterbildungssucheReader(), json.dumps([DATE])).count == 1


def test_another_document_is_no_offers():
    with pytest.raises(Unusable) as caught:
        read_all(WeiterbildungssucheReader(), '{"_embedded": {"anbieter": []}}')
    assert caught.value.code == "not_offers"


@pytest.mark.real_data
def test_the_real_page():
    path = real("programmes/germany_weiterbildungssuche_api.json")
    reading = read_all(WeiterbildungssucheReader(), path)
    plain = json.loads(path.read_bytes())["_embedded"]["termine"]
    assert [draft.external_id for draft in reading.drafts] == [str(each["angebot"]["id"]) for each in plain]
    assert len(reading.drafts) == 20
    assert reading.rejected == []
    assert (reading.repaired, reading.cut) == ([("file", "page_only")], True)
    sessions = [draft.sessions[0] for draft in reading.drafts]
    assert sum(session.start is not None for session in sessions) == 12
    assert all(session.start is not None or session.schedule_note for session in sessions)
    assert sum(session.capacity_max is not None for session in sessions) == 12
    assert {draft.is_free for draft in reading.drafts} == {"UNKNOWN"}
    assert all(draft.url and draft.place and draft.place.country == "DE" for draft in reading.drafts)
