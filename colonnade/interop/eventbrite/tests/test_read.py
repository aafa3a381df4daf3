"""Pages are read, code lists refused."""

import json

import pytest

from colonnade.city.catalogue.harvest import Unusable
from colonnade.interop.eventbrite import EventbriteReader
from colonnade.interop.shared.tests.reading import read_all, real

EVENT = {
    "id": "1",
    "name": {"text": "Class"},
    "start": {"timezone": "Europe/Berlin", "local": "2030-05-04T10:00:00"},
}


@pytest.mark.parametrize(("more", "cut"), [(True, True), (False, False)])
def test_a_page_of_many_withdraws_nothing(more, cut):
    page = {"object_count": 68, "has_more_items": more}
    reading = read_all(EventbriteReader(), json.dumps({"pagination": page, "events": [EVENT]}))
    assert (len(reading.drafts), reading.cut) == (1, cut)
    assert [code for _, code in reading.repaired] == ["page_only"] * cut


@pytest.mark.parametrize("name", ["formats", "categories", "venues", "organizers"])
def test_code_lists_are_refused_in_words(name):
    with pytest.raises(Unusable) as caught:
        read_all(EventbriteReader(), json.dumps({"locale": "en_US", name: [{"id": "1"}]}))
    assert caught.value.code == "not_offers"
    assert caught.value.details["what"].startswith("a list of ")


def test_a_bare_list_is_read():
    assert read_all(EventbriteReader(), json.dumps([EVENT])).count == 1


@pytest.mark.real_data
def test_the_real_page():
    reading = read_all(EventbriteReader(), real("eventbrite/eventbrite_ardc.json"))
    plain = json.loads(real("eventbrite/eventbrite_ardc.json").read_bytes())["events"]
    assert len(reading.drafts) == len({draft.external_id for draft in reading.drafts}) == len(plain) == 50
    assert reading.rejected == []
    assert (reading.repaired, reading.cut) == ([("file", "page_only")], True)
    assert all(draft.sessions[0].end_known for draft in reading.drafts)
    assert (
        sum(draft.status == "DRAFT" for draft in reading.drafts)
        == sum(not event["listed"] for event in plain)
        == 2
    )
    assert sum(bool(draft.image) for draft in reading.drafts) == 42


@pytest.mark.real_data
def test_the_real_code_list():
    with pytest.raises(Unusable) as caught:
        read_all(EventbriteReader(), real("eventbrite/formats.json"))
    assert caught.value.details == {"what": "a list of the formats events can have"}
