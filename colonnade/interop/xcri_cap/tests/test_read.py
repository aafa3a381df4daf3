"""Course feeds are read course by course, and a fault in one costs that one."""

import io
import re
import tracemalloc

import pytest

from colonnade.city.catalogue.harvest import Report, Unusable
from colonnade.interop.shared.tests.reading import Reading, a_context, read_all, real
from colonnade.interop.xcri_cap import XcriCapReader
from colonnade.interop.xcri_cap.read import WAITING

reader = XcriCapReader()
OPENING = (
    '<catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:mlo="http://purl.org/net/mlo" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)
PROVIDER = "<provider><dc:identifier>P</dc:identifier><dc:title>City College</dc:title>\n"


def course(number: str, more: str = "") -> str:
    return f"<course><dc:identifier>{number}</dc:identifier><dc:title>Course {number}</dc:title>{more}</course>\n"


def feed(*courses: str, after: str = "") -> str:
    return f"{OPENING}{PROVIDER}{''.join(courses)}{after}</provider></catalog>\n"


def read(text: str | bytes) -> Reading:
    return read_all(reader, text, a_context(country="GB"))


def ids(seen: Reading) -> list[str]:
    return [draft.external_id for draft in seen.drafts]


def test_read_yields_every_course_with_its_place():
    seen = read(feed(course("1"), course("2")))
    assert (ids(seen), [raw.where for raw in seen.raws]) == (
        ["P/1", "P/2"],
        ["course 1, line 3", "course 2, line 4"],
    )
    assert (seen.rejected, seen.repaired, seen.cut) == ([], [], False)


def test_read_learns_what_the_feed_says_about_itself():
    context = a_context()
    read_all(
        reader,
        f"{OPENING}<dc:description>All courses</dc:description>{PROVIDER}{course('1')}</provider></catalog>",
        context,
    )
    assert context.about == {"name": "City College", "description": "All courses"}


@pytest.mark.parametrize("data", ["", " \n", "\ufeff"])
def test_read_refuses_an_empty_file(data):
    with pytest.raises(Unusable) as refusal:
        read(data)
    assert refusal.value.code == "empty"


@pytest.mark.parametrize(
    "data", [feed(), f"{OPENING}</catalog>", '<catalog xmlns="http://xcri.org/profiles/1.2/catalog"/>']
)
def test_read_accepts_a_feed_without_courses(data):
    seen = read(data)
    assert (seen.raws, seen.rejected, seen.cut) == ([], [], False)


@pytest.mark.parametrize(
    ("data", "code", "what"),
    [
        ("<vdex><term/></vdex>", "not_offers", "a list of terms that course feeds use (VDEX)"),
        (
            '<?xml version="1.0"?>\n<contentValidators name="x"/>',
            "not_offers",
            "the rules by which course feeds are checked",
        ),
        ("<!DOCTYPE html><html><body/></html>", "not_offers", "a web page"),
        ("<records/>", "not_offers", "an XML document of another kind (records)"),
        ("<catalog><product/></catalog>", "not_offers", "an XML document of another kind (catalog)"),
        ("courses", "not_xml", None),
    ],
)
def test_read_refuses_what_is_no_course_feed(data, code, what):
    with pytest.raises(Unusable) as refusal:
        read(data)
    assert (refusal.value.code, refusal.value.details.get("what")) == (code, what)


def test_read_takes_every_provider_with_its_own_words():
    second = "<provider><dc:title>Library</dc:title>" + course("1") + "</provider>"
    drafts = read(f"{OPENING}{PROVIDER}{course('1')}</provider>{second}</catalog>").drafts
    assert [(draft.external_id, draft.provider.names) for draft in drafts] == [
        ("P/1", {"und": "City College"}),
        ("Library/1", {"und": "Library"}),
    ]


def test_read_knows_what_a_provider_says_behind_its_courses():
    after = "<mlo:location><mlo:street>High Street 1</mlo:street><mlo:email>desk@example.org</mlo:email></mlo:location>"
    drafts = read(feed(*[course(str(number), "<presentation/>") for number in range(3)], after=after)).drafts
    assert {draft.provider.email for draft in drafts} == {"desk@example.org"}
    assert {draft.sessions[0].place.street for draft in drafts} == {"High Street 1"}


def test_read_does_not_wait_for_ever():
    numbers = [str(number) for number in range(WAITING + 5)]
    drafts = read(
        feed(
            *map(course, numbers),
            after="<mlo:location><mlo:email>desk@example.org</mlo:email></mlo:location>",
        )
    ).drafts
    assert [draft.external_id for draft in drafts] == [f"P/{number}" for number in numbers]
    assert {draft.provider.names["und"] for draft in drafts} == {"City College"}


def test_read_is_not_slowed_down_by_containers_within_containers():
    seen = read(OPENING + "<provider>" * 20_000 + course("1"))

    assert (ids(seen), seen.cut) == (["1"], True)


def test_read_mends_what_is_clear_and_says_so():
    seen = read(
        feed(
            course("1", "<abstract>caf&eacute;</abstract>"),
            course("2", "<abstract>a\x0bb</abstract>"),
            course("3", "<abstract>Q & A < B</abstract>"),
            course("4", "<abstract>a<b>c</abstract>"),
            course("5"),
        )
    )
    assert ids(seen) == ["P/1", "P/2", "P/3", "P/4", "P/5"]
    assert seen.repaired == [
        ("course 1, line 3", "entities_mended"),
        ("course 2, line 4", "characters_mended"),
        ("course 3, line 5", "xml_mended"),
        ("course 4, line 6", "xml_mended"),
    ]
    assert [draft.description.get("und", "") for draft in seen.drafts] == [
        "café",
        "ab",
        "Q & A < B",
        "a<b>c</b>",
        "",
    ]


def test_read_rejects_a_course_that_another_one_interrupts():
    seen = read(feed("<course><dc:title>A</dc:title>\n", course("2")))
    assert (ids(seen), seen.rejected, seen.cut) == (["P/2"], [("course 1, line 3", "broken_record")], False)


@pytest.mark.parametrize("lost", [5, 25, 50, 65])
def test_read_keeps_the_complete_courses_of_a_feed_that_was_cut(lost):
    seen = read(feed(course("1"), course("2"))[: -len("</provider></catalog>\n") - lost])
    assert (ids(seen), [code for _, code in seen.rejected], seen.cut) == (["P/1"], ["cut_record"], True)
    assert seen.repaired == [("file", "cut_file")]


def test_read_sees_that_a_feed_was_cut_between_two_courses():
    seen = read(feed(course("1"))[: -len("</catalog>\n")])
    assert (ids(seen), seen.rejected, seen.cut) == (["P/1"], [], True)


def test_read_says_that_a_presentation_ends_before_it_starts():
    dates = "<presentation><mlo:start>2026-05-01</mlo:start><end>2026-04-01</end></presentation>"
    seen = read(feed(course("1", dates * 2)))
    assert (seen.repaired, [session.end for session in seen.drafts[0].sessions]) == (
        [("course 1, line 3", "end_before_start")],
        [None, None],
    )


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1251", "utf-16"])
def test_read_believes_the_encoding_the_document_states(encoding):
    word = "Курс" if encoding == "windows-1251" else "Café"
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n' + feed(
        course("1", f"<abstract>{word}</abstract>")
    )
    assert read(text.encode(encoding)).drafts[0].description == {"und": word}


def test_read_guesses_an_encoding_that_is_not_the_one_stated():
    text = '<?xml version="1.0" encoding="utf-8"?>\n' + feed(course("1", "<abstract>Café à côté</abstract>"))
    seen = read(text.encode("cp1252"))
    assert (seen.drafts[0].description, seen.repaired) == (
        {"und": "Café à côté"},
        [("file", "encoding_guessed")],
    )


def test_read_understands_version_1_1_and_prefixes():
    text = '<x:catalog xmlns:x="http://xcri.org/profiles/catalog"><x:provider><x:title>P</x:title><x:course><x:identifier>1</x:identifier><x:title>T</x:title></x:course></x:provider></x:catalog>'
    assert ids(read(text)) == ["P/1"]


def test_read_fetches_and_resolves_nothing():
    text = (
        '<?xml version="1.0"?><!DOCTYPE catalog [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "yyyy">]>\n'
        + feed(course("1", "<abstract>a&x;&y;</abstract>"))
    )
    assert read(text).drafts[0].description == {"und": "a&x;&y;"}


def test_read_needs_no_more_memory_for_a_longer_feed():
    def peak(courses: int) -> int:
        stream = io.BytesIO(
            feed(
                *(
                    course(str(number), "<abstract>" + "word " * 100 + "</abstract>")
                    for number in range(courses)
                )
            ).encode()
        )
        silent = Report(repaired=lambda *_, **__: None, rejected=lambda *_, **__: None)
        tracemalloc.start()
        count = sum(1 for _ in reader.read(stream, a_context(), silent))
        high = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == courses
        return high

    assert peak(12_000) < peak(3_000) * 1.2


@pytest.mark.real_data
def test_read_accounts_for_every_course_of_a_real_feed():
    path = real("xcri/adam_smith_college_1_2_charset_issue.xml")
    text = path.read_text("utf-8")
    seen = read_all(reader, path, a_context(country="GB"))
    assert (text.count("<course>"), text.count("<presentation>")) == (334, 791)
    assert (len(seen.raws), len(seen.drafts), seen.rejected, seen.cut) == (334, 334, [], False)
    assert sum(len(draft.sessions) for draft in seen.drafts) == 791
    assert ids(seen) == [
        f"1304A08UN1/{number}"
        for number in re.findall(r"<course>.*?<dc:identifier>(.*?)</dc:identifier>", text)
    ]
    reversed_dates = [
        number
        for number, each in enumerate(text.split("<course>")[1:], 1)
        if any(
            end < start for start, end in re.findall(r"<mlo:start>(.*?)</mlo:start><end>(.*?)</end>", each)
        )
    ]
    assert seen.repaired == [(f"course {number}, line 1", "end_before_start") for number in reversed_dates]


@pytest.mark.real_data
def test_read_takes_the_one_course_of_a_small_real_feed():
    seen = read_all(reader, real("xcri/wychwolf_moodle_1_2.xml"))
    assert (len(seen.drafts), seen.rejected, seen.repaired, seen.cut) == (1, [], [], False)


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("xcri/vdex_studyMode1_0.xml", "a list of terms that course feeds use (VDEX)"),
        ("xcri/xcri_cap_1_2_validation_rules.xml", "the rules by which course feeds are checked"),
    ],
)
def test_read_refuses_what_only_goes_with_real_feeds(path, what):
    with pytest.raises(Unusable) as refusal:
        read_all(reader, real(path))
    assert (refusal.value.code, refusal.value.details) == ("not_offers", {"what": what})
