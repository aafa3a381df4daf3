"""The agenda is read, the list of its sources refused."""

import json
from collections import Counter

import pytest

from colonnade.city.catalogue.harvest import Unusable
from colonnade.interop.shared.tests.reading import read_all, real
from colonnade.interop.valparaiso import ValparaisoReader


@pytest.mark.parametrize("feed", ['{"sources": [{"id": 1}]}', '{"schema_version": "1.0"}'])
def test_what_is_no_agenda_is_refused(feed):
    with pytest.raises(Unusable) as caught:
        read_all(ValparaisoReader(), feed)
    assert caught.value.code == "not_offers"


def test_an_agenda_without_events_is_no_fault():
    assert read_all(ValparaisoReader(), '{"events": []}').count == 0


@pytest.mark.real_data
def test_the_real_agenda():
    path = real("city-agenda/valparaiso_agenda_2026-08.json")
    reading = read_all(ValparaisoReader(), path)
    plain = json.loads(path.read_bytes())
    assert (
        len(reading.drafts)
        == len({draft.external_id for draft in reading.drafts})
        == plain["counts"]["total"]
        == 205
    )
    assert (reading.rejected, reading.repaired, reading.cut) == ([], [], False)
    kinds = Counter(draft.kind for draft in reading.drafts)
    assert kinds == {"EVENT": 198, "OPEN_OFFER": 4, "PROGRAMME": 3}
    sessions = [session for draft in reading.drafts for session in draft.sessions]
    assert sum(session.start is None for session in sessions) == 12
    assert Counter(draft.is_free for draft in reading.drafts) == {"NO": 112, "YES": 62, "UNKNOWN": 31}


@pytest.mark.real_data
def test_the_real_list_of_sources():
    with pytest.raises(Unusable) as caught:
        read_all(ValparaisoReader(), real("city-agenda/valparaiso_fuentes_publicas.json"))
    assert (caught.value.code, caught.value.details) == (
        "not_offers",
        {"what": "the list of the sources of an agenda, not the agenda"},
    )
