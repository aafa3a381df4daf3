"""Courses become offers: what is stated is kept, what is not stays unknown."""

from datetime import date, datetime

import pytest

from colonnade.city.catalogue.harvest import OfferDraft, OrganisationDraft, PlaceDraft, SessionDraft
from colonnade.interop.shared.tests.reading import Reading, a_context, read_all, real
from colonnade.interop.xcri_cap import XcriCapReader

reader = XcriCapReader()
OPENING = (
    '<catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:mlo="http://purl.org/net/mlo" xmlns:credit="http://purl.org/net/cm" xmlns:t="http://xcri.org/profiles/catalog/terms" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)


def seen(body: str, *, provider: str = "", attributes: str = "") -> Reading:
    text = f"{OPENING}<provider>{provider}<course{attributes}>{body}</course></provider></catalog>"
    return read_all(reader, text, a_context(country="GB"))


def offer(*body: str, **more: str) -> OfferDraft:
    (draft,) = seen("<dc:identifier>1</dc:identifier><dc:title>T</dc:title>" + "".join(body), **more).drafts
    return draft


def session(*body: str) -> SessionDraft:
    (found,) = offer(f"<presentation>{''.join(body)}</presentation>").sessions
    return found


def test_map_leaves_unknown_what_a_bare_course_does_not_say():
    assert offer() == OfferDraft("1", {"und": "T"}, kind="COURSE")


def test_map_refuses_a_course_without_a_title():
    assert seen("<dc:identifier>1</dc:identifier>").rejected == [("course 1, line 1", "no_title")]


@pytest.mark.parametrize("mark", ["3", "delete", "Deleted"])
def test_map_says_that_the_feed_deleted_a_course(mark):
    (draft,) = seen("<dc:identifier>1</dc:identifier>", attributes=f' recstatus="{mark}"').drafts
    assert (draft.is_deleted, draft.external_id, draft.title) == (True, "1", {"und": "1"})
    assert [offer(attributes=f' recstatus="{other}"').is_deleted for other in "12"] == [False, False]


def test_map_leaves_out_deleted_presentations():
    kept, gone = (
        "<presentation><mlo:start>2026-05-01</mlo:start></presentation>",
        '<presentation recstatus="3"/>',
    )
    assert len(offer(kept, gone).sessions) == 1
    assert (offer(gone).sessions, offer(gone).status, offer().status) == ([], "CANCELLED", "PUBLISHED")


@pytest.mark.parametrize(
    ("identifiers", "key"),
    [
        ("<dc:identifier>A</dc:identifier>", "P/A"),
        ("<dc:identifier>A</dc:identifier><dc:identifier>https://x.org/a</dc:identifier>", "https://x.org/a"),
        ('<dc:identifier xsi:type="t:ucas">U</dc:identifier><dc:identifier>A</dc:identifier>', "P/A"),
        ("<dc:identifier>urn:x:1</dc:identifier>", "urn:x:1"),
    ],
)
def test_map_keeps_the_id_apart_from_those_of_other_providers(identifiers, key):
    (draft,) = seen(
        f"{identifiers}<dc:title>T</dc:title>", provider="<dc:identifier>P</dc:identifier>"
    ).drafts
    assert draft.external_id == key


def test_map_builds_a_key_for_a_course_without_an_id():
    first, again, other = (
        seen(f"<dc:title>{title}</dc:title>").drafts[0].external_id for title in ("A", "A", "B")
    )
    assert (first == again, first == other, len(first)) == (True, False, 32)


def test_map_keeps_texts_in_their_languages():
    draft = seen('<dc:title xml:lang="en">Welsh</dc:title><dc:title xml:lang="cy">Cymraeg</dc:title>').drafts[
        0
    ]
    assert draft.title == {"en": "Welsh", "cy": "Cymraeg"}


def test_map_puts_typed_descriptions_behind_the_plain_one():
    draft = offer(
        '<dc:description xsi:type="t:leadsTo" xml:lang="en">Work</dc:description>',
        '<dc:description xml:lang="en"><xhtml:div><xhtml:p>Fish &amp; <xhtml:a href="https://x.org/?a=1&amp;b=2" onclick="x">chips</xhtml:a></xhtml:p></xhtml:div></dc:description>',
        '<dc:description xsi:type="t:topic" xml:lang="cy">Pysgod</dc:description>',
        "<abstract>Short</abstract>",
    )
    assert draft.description == {
        "en": '<div><p>Fish &amp; <a href="https://x.org/?a=1&amp;b=2">chips</a></p></div>\n\n<h3>Leads to</h3>Work',
        "cy": "Pysgod",
    }


def test_map_takes_the_abstract_where_there_is_no_description():
    assert offer(
        '<abstract>Short</abstract><dc:description xsi:type="t:topic">Fish</dc:description>'
    ).description == {"und": "Short\n\n<h3>Topics</h3>Fish"}


def test_map_makes_facts_of_descriptions_that_are_facts():
    draft = offer(
        '<dc:description xsi:type="t:metadataKeywords">fish, chips</dc:description>',
        '<dc:description xsi:type="t:prerequisites">None</dc:description>',
        '<dc:description xsi:type="t:learningOutcome">Fry fish</dc:description>',
        '<dc:description xsi:type="t:applicationProcedure">Write to us</dc:description>',
        "<mlo:objective>To fry</mlo:objective>",
    )
    assert (draft.keywords, draft.entry_requirements, draft.outcomes) == (
        ["fish", "chips"],
        {"und": "None"},
        [{"und": "Fry fish"}],
    )
    assert (draft.registration, draft.description) == (
        {"note": {"und": "Write to us"}},
        {"und": "<h3>Objective</h3>To fry"},
    )


def test_map_keeps_subjects_types_and_levels():
    draft = offer(
        "<dc:subject>Cooking</dc:subject>",
        '<dc:subject xsi:type="t:jacs" identifier="D600">Food</dc:subject><dc:subject>Cooking</dc:subject>',
        "<dc:type>Short course</dc:type><mlo:level>EQF level 4</mlo:level>",
    )
    assert (draft.keywords, draft.level) == (["Cooking", "Food"], "eqf:4")
    assert draft.source_categories == [
        {"code": "D600", "label": "Food"},
        {"code": "type", "label": "Short course"},
        {"code": "level", "label": "EQF level 4"},
    ]


def test_map_keeps_qualifications_and_credits():
    draft = offer(
        "<mlo:qualification><dc:title>HND</dc:title><dc:type>diploma</dc:type><awardedBy>SQA</awardedBy></mlo:qualification>",
        "<mlo:qualification><dc:title/></mlo:qualification>",
        "<mlo:credit><credit:level>7</credit:level><credit:scheme>SCQF</credit:scheme><credit:value>12</credit:value></mlo:credit>",
    )
    assert draft.awards == [
        {"name": {"und": "HND"}, "type": "diploma", "body": "SQA"},
        {"credit": "12", "system": "SCQF", "level": "7"},
    ]


def test_map_knows_the_provider():
    words = (
        '<dc:identifier xsi:type="t:ukprn">100</dc:identifier><dc:title>City College</dc:title><mlo:url>https://x.org</mlo:url>'
        "<mlo:location><mlo:phone>123</mlo:phone><mlo:email>desk@x.org</mlo:email></mlo:location>"
    )
    assert offer(provider=words).provider == OrganisationDraft(
        {"und": "City College"},
        url="https://x.org",
        email="desk@x.org",
        phone="123",
        identifiers=[{"scheme": "ukprn", "value": "100"}],
    )
    assert offer(provider="<dc:identifier>1</dc:identifier>").provider is None


@pytest.mark.parametrize(
    ("image", "kept"),
    [
        ('<image src="https://x.org/a.png" alt="A"/>', {"url": "https://x.org/a.png", "alt": "A"}),
        ("<image>https://x.org/a.png</image>", {"url": "https://x.org/a.png"}),
        ('<image src="a.png"/>', {}),
        ("", {}),
    ],
)
def test_map_finds_the_picture(image, kept):
    assert offer(image).image == kept


# presentations


@pytest.mark.parametrize(
    ("dates", "kept"),
    [
        (
            '<mlo:start dtf="2026-05-01">May Day</mlo:start><end dtf="2026-05-31">31 May 2025</end>',
            (date(2026, 5, 1), date(2026, 5, 31), True),
        ),
        (
            "<mlo:start>2026-05-01T00:00:00</mlo:start><end>2026-05-31T00:00:00</end>",
            (date(2026, 5, 1), date(2026, 5, 31), True),
        ),
        ("<start>2026-05-01T18:00:00</start>", (datetime(2026, 5, 1, 18), None, False)),
        ("<mlo:start>2026-05-01</mlo:start><end>2026-04-01</end>", (date(2026, 5, 1), None, False)),
        ("", (None, None, False)),
    ],
)
def test_map_reads_dates_in_attributes_and_in_texts(dates, kept):
    found = session(dates)
    assert (found.start, found.end, found.end_known) == kept


def test_map_keeps_a_start_in_words_and_times_that_modes_of_study_tell():
    assert session('<mlo:start xml:lang="en">Flexible, on request</mlo:start>').schedule_note == {
        "en": "Flexible, on request"
    }
    modes = "<studyMode>Part-Time Day</studyMode><attendanceMode>Part Time Day</attendanceMode><attendancePattern>Evening</attendancePattern>"
    assert session(modes).schedule_note == {"und": "Part-Time Day, Evening"}
    assert session("<attendanceMode>Campus</attendanceMode>").schedule_note == {}


@pytest.mark.parametrize(
    ("stated", "mode"),
    [
        ('<attendanceMode identifier="CM">Campus</attendanceMode>', "ONSITE"),
        ('<attendanceMode identifier="DS">Distance without attendance</attendanceMode>', "ONLINE"),
        ("<attendanceMode>ON</attendanceMode>", "ONLINE"),
        ("<attendanceMode>Mixed mode</attendanceMode>", "HYBRID"),
        ("<attendanceMode>Evening</attendanceMode>", ""),
        ("", ""),
    ],
)
def test_map_knows_the_mode_where_it_is_stated(stated, mode):
    assert offer(f"<presentation>{stated}</presentation>").mode == mode


@pytest.mark.parametrize(
    ("cost", "free", "prices"),
    [
        ("free", "YES", []),
        ("0.0000", "UNKNOWN", []),
        ("11.0000", "NO", [{"amount": "11.00", "currency": "GBP"}]),
        ("£25", "NO", [{"amount": "25.00", "currency": "GBP"}]),
        (
            "Home fee: £1250.00; other fee: £2000.00",
            "NO",
            [{"amount": None, "label": {"und": "Home fee: £1250.00; other fee: £2000.00"}}],
        ),
        ("Please ask", "UNKNOWN", [{"amount": None, "label": {"und": "Please ask"}}]),
        ("", "UNKNOWN", []),
    ],
)
def test_map_keeps_unknown_price_unknown_and_prose_as_prose(cost, free, prices):
    draft = offer(f"<presentation><mlo:cost>{cost}</mlo:cost></presentation>")
    assert (draft.is_free, draft.prices) == (free, prices)


def test_map_marks_a_currency_that_only_the_country_suggests():
    assert offer("<presentation><mlo:cost>11.0000</mlo:cost></presentation>").inferred == ["currency"]


def test_map_reads_terms_of_application_duration_languages_and_places():
    draft = offer(
        '<presentation><applyFrom dtf="2026-01-01"/><applyUntil dtf="2026-03-31">March</applyUntil><applyTo>https://x.org/join</applyTo>',
        '<mlo:duration interval="P4M">4 months (approx)</mlo:duration><mlo:languageOfInstruction>cy</mlo:languageOfInstruction>',
        "<mlo:places>20</mlo:places><age>16-18</age><entryRequirements>None</entryRequirements></presentation>",
    )
    assert draft.registration == {"opens": "2026-01-01", "closes": "2026-03-31", "url": "https://x.org/join"}
    assert draft.duration == {"iso": "P4M", "note": {"und": "4 months (approx)"}}
    assert (draft.languages, draft.sessions[0].capacity_max, draft.age_min, draft.age_max) == (
        ["cy"],
        20,
        16,
        18,
    )
    assert draft.entry_requirements == {"und": "None"}


@pytest.mark.parametrize(
    ("element", "kept"),
    [
        ("<mlo:duration>6 months</mlo:duration>", {"note": {"und": "6 months"}}),
        ("<mlo:duration>P6M</mlo:duration>", {"iso": "P6M"}),
        ("<mlo:duration/>", {}),
    ],
)
def test_map_keeps_a_duration_as_it_is_worded(element, kept):
    assert offer(f"<presentation>{element}</presentation>").duration == kept


def test_map_keeps_with_a_date_what_the_dates_do_not_share():
    draft = offer(
        '<presentation><dc:identifier>a</dc:identifier><attendanceMode identifier="CM"/><mlo:cost>£10</mlo:cost></presentation>',
        '<presentation><dc:identifier>b</dc:identifier><attendanceMode identifier="ON"/><mlo:cost>£20</mlo:cost></presentation>',
    )
    first, second = draft.sessions
    assert (draft.mode, draft.prices, draft.is_free) == ("", [], "NO")
    assert (first.external_id, first.overrides) == (
        "a",
        {"mode": "ONSITE", "prices": [{"amount": "10.00", "currency": "GBP"}]},
    )
    assert (second.external_id, second.overrides) == (
        "b",
        {"mode": "ONLINE", "prices": [{"amount": "20.00", "currency": "GBP"}]},
    )


@pytest.mark.parametrize(
    ("venue", "place"),
    [
        (
            "<provider><dc:title>Hall</dc:title><mlo:location><mlo:street>High Street 1</mlo:street><mlo:town>Bath</mlo:town><mlo:postcode>BA1 1AA</mlo:postcode></mlo:location></provider>",
            PlaceDraft({"und": "Hall"}, "High Street 1", "BA1 1AA", "Bath"),
        ),
        (
            "<provider><dc:title>Hall</dc:title><mlo:location><mlo:address>High Street 1</mlo:address><mlo:address>Widcombe</mlo:address><mlo:address>BA1 1AA</mlo:address>"
            '<mlo:address xsi:type="t:lat">51.38</mlo:address><mlo:address xsi:type="t:long">-2.36</mlo:address></mlo:location></provider>',
            PlaceDraft({"und": "Hall"}, "High Street 1, Widcombe", latitude=51.38, longitude=-2.36),
        ),
        ("<title>Hall</title><street>High Street 1</street>", PlaceDraft({"und": "Hall"}, "High Street 1")),
        ("<provider/>", None),
    ],
)
def test_map_reads_venues(venue, place):
    assert session(f"<venue>{venue}</venue>").place == place


def test_map_holds_a_course_at_the_provider_where_no_venue_is_named_and_says_so():
    home = "<dc:title>College</dc:title><mlo:location><mlo:street>High Street 1</mlo:street></mlo:location>"
    draft = offer("<presentation/>", provider=home)
    assert (draft.sessions[0].place, draft.inferred) == (
        PlaceDraft({"und": "College"}, "High Street 1"),
        ["place"],
    )
    distant = offer('<presentation><attendanceMode identifier="ON"/></presentation>', provider=home)
    assert (distant.sessions[0].place, distant.inferred) == (None, [])


@pytest.mark.real_data
def test_map_reads_the_small_real_feed_as_people_would():
    (draft,) = read_all(reader, real("xcri/wychwolf_moodle_1_2.xml")).drafts
    (found,) = draft.sessions
    assert (found.start, found.end, draft.mode, draft.is_free, draft.languages) == (
        date(2012, 8, 1),
        date(2012, 8, 31),
        "ONLINE",
        "YES",
        ["en"],
    )
    assert draft.registration == {
        "opens": "2012-04-02",
        "closes": "2012-08-01",
        "url": "http://www.wychwolf.com/contact",
    }
    assert (found.place, draft.provider.phone != "") == (None, True)


@pytest.mark.real_data
def test_map_takes_no_price_of_nothing_for_free_in_a_real_feed():
    path = real("xcri/adam_smith_college_1_2_charset_issue.xml")
    drafts = read_all(reader, path, a_context(country="GB")).drafts
    stated = path.read_text("utf-8").count("<mlo:cost>") - path.read_text("utf-8").count("<mlo:cost>0.0000<")
    priced = sum(
        len(draft.sessions)
        if draft.prices
        else sum(1 for each in draft.sessions if each.overrides.get("prices"))
        for draft in drafts
    )
    assert {draft.is_free for draft in drafts} == {"NO", "UNKNOWN"}
    assert priced == stated
    assert max(len(draft.sessions) for draft in drafts) == 76
