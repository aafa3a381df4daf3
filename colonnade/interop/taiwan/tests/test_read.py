"""Reading the bare list of activities."""

import json
from datetime import date

import pytest

from colonnade.city.catalogue.harvest import Unusable
from colonnade.interop.shared.tests.reading import read_all, real
from colonnade.interop.taiwan import TaiwanReader


def test_records_without_title_are_refused_and_the_others_read():
    reading = read_all(
        TaiwanReader(), json.dumps([{"UID": "1", "title": ""}, {"UID": "2", "title": "展"}, "x"])
    )
    assert [draft.external_id for draft in reading.drafts] == ["2"]
    assert reading.rejected == [("activity 1", "no_title"), ("activity 3", "not_an_offer")]


def test_an_object_is_no_list():
    with pytest.raises(Unusable) as caught:
        read_all(TaiwanReader(), '{"showInfo": []}')
    assert caught.value.code == "not_offers"


def _day(written: str) -> date:
    return date(*map(int, written.split("/")))


@pytest.mark.real_data
def test_the_real_file():
    path = real("city-agenda/taiwan_culture_showinfo_category6.json")
    reading = read_all(TaiwanReader(), path)
    plain = json.loads(path.read_bytes())
    assert len(reading.drafts) == len({draft.external_id for draft in reading.drafts}) == len(plain) == 1000
    assert (reading.rejected, reading.repaired, reading.cut) == ([], [], False)
    sessions = [session for draft in reading.drafts for session in draft.sessions]
    assert (
        sum(session.start is not None for session in sessions)
        == sum(len(each["showInfo"]) for each in plain)
        == 999
    )
    shows = [show for each in plain for show in each["showInfo"]]
    years = [(show["time"][:10], show["endTime"][:10]) for show in shows if show["endTime"][5:10] == "12/31"]
    far = [end for start, end in years if (_day(end) - _day(start)).days >= 180]
    assert sum("end" in draft.inferred for draft in reading.drafts) == len(far) == 251
    assert sum(bool(draft.url) for draft in reading.drafts) == 412
