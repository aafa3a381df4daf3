"""What an activity means, and what it does not say."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from colonnade.city.catalogue.harvest import Refused
from colonnade.interop.taiwan.map import draft_of

SHOW = {
    "time": "2030/05/04 09:00:00",
    "endTime": "2030/06/30 17:00:00",
    "location": "110  臺北市信義區範例路4段5號",
    "locationName": "範例館",
    "onSales": "Y",
    "price": "全票+90;優待票+45",
    "latitude": None,
    "longitude": None,
}
ACTIVITY = {
    "UID": "5a00",
    "title": "範例展",
    "category": "6",
    "showInfo": [SHOW],
    "showUnit": "(中華民國)範例社",
    "discountInfo": "--",
    "descriptionFilterHtml": "說明",
    "masterUnit": ["主辦甲", "主辦乙"],
    "subUnit": ["協辦"],
    "supportUnit": ["贊助"],
    "otherUnit": ["(指導)文化部"],
    "sourceWebPromote": "https://www.example.tw/",
    "webSales": "https://event.example.tw/r",
    "editModifyDate": "2030/01/01 10:00:00",
}


def activity(**changes):
    return draft_of({**ACTIVITY, **changes})


def show(**changes):
    (session,) = activity(showInfo=[{**SHOW, **changes}]).sessions
    return session


def test_map_takes_what_is_stated():
    draft = activity()
    assert draft.external_id == "5a00"
    assert (draft.title, draft.description) == ({"zh-Hant": "範例展"}, {"zh-Hant": "說明"})
    assert draft.default_language == "zh-Hant"
    assert draft.source_categories == [{"code": "6", "label": "展覽"}]
    assert draft.url == "https://www.example.tw/"
    assert draft.registration == {"needed": "UNKNOWN", "url": "https://event.example.tw/r"}
    assert draft.modified == datetime(2030, 1, 1, 10, tzinfo=ZoneInfo("Asia/Taipei"))


def test_map_reads_the_five_fields_of_organisers():
    draft = activity()
    assert draft.provider.names == {"zh-Hant": "主辦甲"}
    assert [(each["name"]["zh-Hant"], each["role"]) for each in draft.other_organisations] == [
        ("主辦乙", "organiser"),
        ("範例社", "partner"),
        ("協辦", "partner"),
        ("贊助", "funder"),
        ("文化部", "partner"),
    ]


def test_map_takes_who_shows_where_no_organiser_is_named():
    draft = activity(masterUnit=[])
    assert draft.provider.names == {"zh-Hant": "範例社"}
    assert activity(masterUnit=[], showUnit="").provider is None


def test_map_takes_the_address_apart():
    place = activity().place
    assert place.names == {"zh-Hant": "範例館"}
    assert (place.postal_code, place.locality, place.district, place.street) == (
        "110",
        "臺北市",
        "信義區",
        "範例路4段5號",
    )
    assert (place.country, place.latitude) == ("TW", None)


def test_map_leaves_out_placeholders_for_venues():
    place = activity(
        showInfo=[{**SHOW, "location": "臺中市範例區", "locationName": "範例區（臺中市）="}]
    ).place
    assert place.names == {"zh-Hant": "臺中市範例區"}
    assert (place.locality, place.district, place.street) == ("臺中市", "範例區", "")


def test_map_gives_each_showing_its_place():
    other = {**SHOW, "locationName": "第二館"}
    draft = activity(showInfo=[SHOW, other])
    assert draft.place is None
    assert [session.place.names["zh-Hant"] for session in draft.sessions] == ["範例館", "第二館"]


@pytest.mark.parametrize(
    ("times", "start", "end", "inferred"),
    [
        (
            ("2030/05/04 09:00:00", "2030/06/30 17:00:00"),
            datetime(2030, 5, 4, 9),
            datetime(2030, 6, 30, 17),
            False,
        ),
        (
            ("2030/05/04 09:00:00", "2030/05/04 17:00:00"),
            datetime(2030, 5, 4, 9),
            datetime(2030, 5, 4, 17),
            False,
        ),
        (("2030/05/04 09:00:00", "2030/06/30 09:00:00"), datetime(2030, 5, 4, 9), date(2030, 6, 30), False),
        (("2030/05/04 00:00:00", "2030/06/30 23:59:59"), date(2030, 5, 4), date(2030, 6, 30), False),
        (("2030/01/01 09:00:00", "2030/12/31 17:00:00"), datetime(2030, 1, 1, 9), date(2030, 12, 31), True),
        (
            ("2030/12/01 09:00:00", "2030/12/31 17:00:00"),
            datetime(2030, 12, 1, 9),
            datetime(2030, 12, 31, 17),
            False,
        ),
        (("2030/05/04", ""), date(2030, 5, 4), None, False),
        (("2030/05/04 09:00:00", "2030/05/01 09:00:00"), datetime(2030, 5, 4, 9), None, False),
    ],
)
def test_map_reads_times(times, start, end, inferred):
    draft = activity(showInfo=[{**SHOW, "time": times[0], "endTime": times[1]}])
    (session,) = draft.sessions
    assert (session.start, session.end, session.end_known) == (start, end, end is not None)
    assert session.timezone == "Asia/Taipei"
    assert ("end" in draft.inferred) == inferred


def test_map_keeps_a_last_day_without_a_showing():
    (session,) = activity(showInfo=[], startDate="", endDate="2030/06/13").sessions
    assert (session.start, session.schedule_note) == (None, {"zh-Hant": "– 2030/06/13"})
    assert activity(showInfo=[], startDate="", endDate="").sessions == []
    assert activity(showInfo=[], startDate="2030/06/01", endDate="").sessions[0].start == date(2030, 6, 1)


@pytest.mark.parametrize(
    ("price", "discount", "is_free", "prices"),
    [
        ("", "", "UNKNOWN", []),
        ("0", "--", "UNKNOWN", []),
        ("", "免費參觀", "YES", []),
        ("", "(免費) ", "YES", []),
        ("免費", "", "YES", []),
        ("", "十歲以下學童免費", "UNKNOWN", [(None, "十歲以下學童免費", None)]),
        ("340", "", "NO", [("340.00", None, None)]),
        (
            "全票+90;優待票+45",
            "團體七折",
            "NO",
            [("90.00", "全票", "團體七折"), ("45.00", "優待票", "團體七折")],
        ),
        ("/+110;/+160", "", "NO", [("110.00", None, None), ("160.00", None, None)]),
        ("全票$95；優待票$75", "", "UNKNOWN", [(None, "全票$95；優待票$75", None)]),
        ("票+0", "", "UNKNOWN", [("0.00", "票", None)]),
    ],
)
def test_map_reads_tickets(price, discount, is_free, prices):
    draft = activity(showInfo=[{**SHOW, "price": price}], discountInfo=discount)
    assert draft.is_free == is_free
    found = [
        (each["amount"], each.get("label", {}).get("zh-Hant"), each.get("condition", {}).get("zh-Hant"))
        for each in draft.prices
    ]
    assert found == prices
    assert {each["currency"] for each in draft.prices} <= {"TWD"}


def test_map_knows_courses_and_families():
    assert activity(category="19").kind == "COURSE"
    assert activity(category="4").audience == ["families"]


@pytest.mark.parametrize(
    ("changes", "code"), [({"title": ""}, "no_title"), ({"showInfo": [{"time": "soon"}]}, "bad_date")]
)
def test_map_refuses(changes, code):
    with pytest.raises(Refused) as caught:
        activity(**changes)
    assert caught.value.code == code


def test_map_survives_odd_types():
    odd = dict.fromkeys(ACTIVITY, 5) | {"title": "x", "showInfo": [7, None]}
    assert draft_of(odd).title == {"zh-Hant": "x"}
    assert show(time="2030/05/04 09:00:00").start == datetime(2030, 5, 4, 9)
