"""Nodes become offers: what is stated is kept, what is not stays unknown."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from colonnade.city.catalogue.harvest import OfferDraft, OrganisationDraft, PlaceDraft, SessionDraft
from colonnade.interop.schema_org import SchemaOrgReader
from colonnade.interop.shared.tests.reading import Reading, a_context, read_all, real

reader = SchemaOrgReader()
PLUS_TWO = timezone(timedelta(hours=2))


def seen(**node: object) -> Reading:
    return read_all(
        reader, json.dumps([{"@type": "Event", "@id": "https://x.org/1", "name": "N", **node}]), a_context()
    )


def offer(**node: object) -> OfferDraft:
    (draft,) = seen(**node).drafts
    return draft


def session(**node: object) -> SessionDraft:
    (found,) = offer(**node).sessions
    return found


def test_map_leaves_unknown_what_a_bare_node_does_not_say():
    assert offer() == OfferDraft(
        "https://x.org/1", {"und": "N"}, url="https://x.org/1", external_url="https://x.org/1"
    )


@pytest.mark.parametrize("name", ["", " ", None, [], {"@value": ""}])
def test_map_refuses_a_node_without_a_title(name):
    assert [code for _, code in seen(name=name).rejected] == ["no_title"]


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        ("Event", "EVENT"),
        ("https://schema.org/EducationEvent", "EVENT"),
        (["Thing", "TheaterEvent"], "EVENT"),
        ("SomeNewEvent", "EVENT"),
        ("Course", "COURSE"),
        ("CourseInstance", "COURSE"),
        (["Event", "CourseInstance"], "COURSE"),
        ("EducationalOccupationalProgram", "PROGRAMME"),
        ("LearningResource", "RESOURCE"),
    ],
)
def test_map_knows_what_is_offered(types, kind):
    assert offer(**{"@type": types}).kind == kind


def test_map_takes_an_object_without_a_type_for_an_event_where_it_has_a_date_and_says_so():
    draft = offer(**{"@type": None, "startDate": "2026-05-01"})
    assert (draft.kind, draft.inferred) == ("EVENT", ["kind"])
    assert [code for _, code in seen(**{"@type": None}).rejected] == ["not_an_offer"]


@pytest.mark.parametrize(
    ("node", "key"),
    [
        ({"@id": "https://x.org/1"}, "https://x.org/1"),
        ({"@id": "urn:uuid:1"}, "urn:uuid:1"),
        ({"@id": "#event", "url": "https://x.org/walk#top"}, "https://x.org/walk#event"),
        ({"@id": "event", "url": "https://x.org/walk"}, "https://x.org/walk#event"),
        ({"@id": "#event"}, "#event"),
        ({"@id": "", "identifier": "A-17"}, "A-17"),
        ({"@id": "_:b0", "identifier": {"@type": "PropertyValue", "value": 17}}, "17"),
        ({"@id": None, "identifier": ["", "A-17"]}, "A-17"),
        ({"@id": "", "identifier": "https://doi.org/1"}, "https://doi.org/1"),
    ],
)
def test_map_keeps_the_nodes_own_id(node, key):
    assert offer(**node).external_id == key


def test_map_builds_a_key_where_there_is_no_id_and_where_the_id_is_that_of_a_collection():
    first, again = (
        offer(**{"@id": "", "startDate": "2026-05-01"}),
        offer(**{"@id": "", "startDate": "2026-05-01"}),
    )
    other = offer(**{"@id": "", "startDate": "2026-05-02"})
    assert (
        first.external_id == again.external_id,
        first.external_id == other.external_id,
        len(first.external_id),
    ) == (True, False, 32)
    pages = [
        offer(**{"@id": "", "identifier": "https://x.org/all", "url": f"https://x.org/{page}"}).external_id
        for page in "ab"
    ]
    assert pages[0] != pages[1]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("N", {"und": "N"}),
        (
            [{"@value": "Marche", "@language": "fr"}, {"@value": "Walk", "@language": "en-gb"}],
            {"fr": "Marche", "en-GB": "Walk"},
        ),
        ({"de": "Gang", "en": "Walk"}, {"de": "Gang", "en": "Walk"}),
    ],
)
def test_map_keeps_texts_in_their_languages(name, title):
    assert offer(name=name).title == title


# times


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        (
            "2026-05-01T10:00:00+02:00",
            "2026-05-01T12:00:00+02:00",
            (datetime(2026, 5, 1, 10, tzinfo=PLUS_TWO), datetime(2026, 5, 1, 12, tzinfo=PLUS_TWO), True),
        ),
        ("2026-05-01T10:00", "2026-05-01T12:00", (datetime(2026, 5, 1, 10), datetime(2026, 5, 1, 12), True)),
        ("2026-05-01 10:00:00 +0000", "", (datetime(2026, 5, 1, 10, tzinfo=UTC), None, False)),
        ("2026-05-01T10:00:00Z", "2026-05-01", (datetime(2026, 5, 1, 10, tzinfo=UTC), None, False)),
        ("2026-05-01T10:00", "2026-05-03", (datetime(2026, 5, 1, 10), date(2026, 5, 3), True)),
        ("2026-05-01T10:00", "2026-05-01T23:59:00", (datetime(2026, 5, 1, 10), None, False)),
        ("2026-05-01T10:00", "2026-05-01T10:00", (datetime(2026, 5, 1, 10), None, False)),
        ("2026-05-01", "2026-05-03", (date(2026, 5, 1), date(2026, 5, 3), True)),
        ("2026-05-01", "", (date(2026, 5, 1), None, False)),
        ("2026-05-01T00:00:00", "2026-05-03T00:00:00", (date(2026, 5, 1), date(2026, 5, 3), True)),
        ("2026-05-01T00:00:00+02:00", "", (date(2026, 5, 1), None, False)),
        ("2026-05-01T00:00:00", "2026-05-01T02:00:00", (datetime(2026, 5, 1), datetime(2026, 5, 1, 2), True)),
        ("2026/5/1", "", (date(2026, 5, 1), None, False)),
    ],
)
def test_map_knows_times_as_far_as_they_are_stated(start, end, kept):
    found = session(startDate=start, endDate=end)
    assert (found.start, found.end, found.end_known) == kept


def test_map_keeps_a_month_as_a_month_and_words_as_words():
    assert (session(startDate="2026-05").start, session(startDate="2026-05").precision) == (
        date(2026, 5, 1),
        "MONTH",
    )
    assert (session(startDate="spring").start, session(startDate="spring").schedule_note) == (
        None,
        {"und": "spring"},
    )


@pytest.mark.parametrize(
    ("stated", "offer_status", "session_status"),
    [
        ("https://schema.org/EventCancelled", "CANCELLED", "CANCELLED"),
        ("EventPostponed", "POSTPONED", "POSTPONED"),
        ("http://schema.org/EventRescheduled", "PUBLISHED", "MOVED"),
        ("https://schema.org/EventScheduled", "PUBLISHED", "SCHEDULED"),
        (None, "PUBLISHED", "SCHEDULED"),
    ],
)
def test_map_says_what_became_of_it(stated, offer_status, session_status):
    draft = offer(startDate="2026-05-01", eventStatus=stated, previousStartDate="2026-04-01T10:00:00Z")
    assert (draft.status, draft.sessions[0].status) == (offer_status, session_status)
    assert draft.sessions[0].previous_start == datetime(2026, 4, 1, 10, tzinfo=UTC)


def test_map_takes_the_dates_of_parts_that_have_no_name_of_their_own():
    parts = [
        {"@type": "Event", "startDate": "2026-05-01T10:00"},
        {"@type": "Event", "name": "N", "startDate": "2026-05-08T10:00", "location": "Park"},
    ]
    first, second = offer(
        startDate="2026-05-01", endDate="2026-05-08", subEvent=parts, location="Hall"
    ).sessions
    assert (first.start, second.start) == (datetime(2026, 5, 1, 10), datetime(2026, 5, 8, 10))
    assert (first.place, second.place) == (None, PlaceDraft({"und": "Park"}))


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (
            {
                "startDate": "2026-09-01",
                "endDate": "2026-12-22",
                "repeatFrequency": "P1W",
                "byDay": ["https://schema.org/Thursday"],
                "startTime": "18:00:00",
                "endTime": "19:30",
                "exceptDate": ["2026-10-08"],
                "scheduleTimezone": "Europe/Paris",
            },
            SessionDraft(
                datetime(2026, 9, 3, 18),
                datetime(2026, 9, 3, 19, 30),
                "Europe/Paris",
                rule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20261222",
                except_dates=[datetime(2026, 10, 8, 18)],
            ),
        ),
        (
            {
                "startDate": "2026-09-01",
                "byDay": "Tuesday",
                "startTime": "22:00",
                "endTime": "01:00",
                "repeatCount": 5,
            },
            SessionDraft(
                datetime(2026, 9, 1, 22), datetime(2026, 9, 2, 1), rule="FREQ=WEEKLY;BYDAY=TU;COUNT=5"
            ),
        ),
        (
            {"startDate": "2026-09-02", "repeatFrequency": "Monthly", "byDay": "1MO", "startTime": "10:00"},
            SessionDraft(datetime(2026, 9, 7, 10), None, end_known=False, rule="FREQ=MONTHLY;BYDAY=1MO"),
        ),
        (
            {"startDate": "2026-09-01", "repeatFrequency": "P14D", "endDate": "2026-10-01"},
            SessionDraft(
                date(2026, 9, 1),
                date(2026, 9, 1),
                precision="DAY",
                rule="FREQ=WEEKLY;INTERVAL=2;UNTIL=20261001",
            ),
        ),
        (
            {"startDate": "2026-09-01", "endDate": "2026-09-03"},
            SessionDraft(date(2026, 9, 1), date(2026, 9, 3), precision="DAY"),
        ),
        (
            {"byDay": ["Monday", "Friday"], "startTime": "10:00", "endTime": "12:00"},
            SessionDraft(
                end_known=False, precision="NONE", schedule_note={"und": "Monday, Friday 10:00–12:00"}
            ),
        ),
    ],
)
def test_map_reads_schedules(schedule, expected):
    assert session(eventSchedule={"@type": "Schedule", **schedule}) == expected


def test_map_ignores_a_schedule_that_says_nothing_about_when():
    assert (
        offer(eventSchedule={"@type": "Schedule", "repeatCount": 3, "repeatFrequency": "Daily"}).sessions
        == []
    )


# courses


def course(**more: object) -> dict[str, object]:
    instances = [
        {
            "@type": "CourseInstance",
            "@id": "https://x.org/a",
            "courseMode": ["onsite", "full-time"],
            "startDate": "2026-05-01",
            "endDate": "2026-05-03",
            "location": "Hall",
            "courseWorkload": "PT22H",
            "inLanguage": "de",
            "offers": {"price": 10, "priceCurrency": "EUR"},
        },
        {
            "@type": "CourseInstance",
            "@id": "https://x.org/b",
            "courseMode": "online",
            "startDate": "2026-06-01",
            "location": {"@type": "VirtualLocation", "url": "https://zoom.us/j/1"},
            "inLanguage": "de",
            "maximumAttendeeCapacity": "25",
            "offers": {"price": 0},
        },
    ]
    return {"@type": "Course", "hasCourseInstance": instances, **more}


def test_map_makes_instances_of_a_course_its_dates():
    draft = offer(**course())
    first, second = draft.sessions
    assert (first.external_id, first.start, first.end, first.place) == (
        "https://x.org/a",
        date(2026, 5, 1),
        date(2026, 5, 3),
        PlaceDraft({"und": "Hall"}),
    )
    assert (second.external_id, second.start, second.online_url, second.capacity_max) == (
        "https://x.org/b",
        date(2026, 6, 1),
        "https://zoom.us/j/1",
        25,
    )
    assert (first.schedule_note, draft.workload_hours) == ({"und": "full-time"}, 22.0)


def test_map_keeps_with_a_date_what_the_dates_do_not_share():
    draft = offer(**course())
    first, second = draft.sessions
    assert (draft.mode, draft.languages, draft.is_free, draft.prices) == ("", ["de"], "UNKNOWN", [])
    assert first.overrides == {"mode": "ONSITE", "prices": [{"amount": "10.00", "currency": "EUR"}]}
    assert second.overrides == {"mode": "ONLINE"}


def test_map_knows_a_course_cancelled_only_if_every_date_is():
    cancelled = {"@type": "CourseInstance", "startDate": "2026-05-01", "eventStatus": "EventCancelled"}
    held = {"@type": "CourseInstance", "startDate": "2026-06-01"}
    assert offer(**{"@type": "Course", "hasCourseInstance": [cancelled, held]}).status == "PUBLISHED"
    assert offer(**{"@type": "Course", "hasCourseInstance": [cancelled]}).status == "CANCELLED"


def test_map_keeps_what_a_course_needs_teaches_and_awards():
    draft = offer(
        **{
            "@type": "Course",
            "coursePrerequisites": ["Basic welding", {"@type": "AlignmentObject", "targetName": "x"}],
            "teaches": ["Weld", {"@type": "DefinedTerm", "name": "Cut"}],
            "educationalLevel": "EQF Level 4",
            "educationalCredentialAwarded": {
                "@type": "EducationalOccupationalCredential",
                "name": "Welder",
                "credentialCategory": "certificate",
            },
            "numberOfCredits": {"@type": "StructuredValue", "value": 5, "unitText": "ECTS"},
            "timeRequired": "P6M",
        }
    )
    assert (draft.entry_requirements, draft.outcomes, draft.level) == (
        {"und": "Basic welding"},
        [{"und": "Weld"}, {"und": "Cut"}],
        "eqf:4",
    )
    assert draft.awards == [
        {"name": {"und": "Welder"}, "type": "certificate"},
        {"credit": "5", "system": "ECTS"},
    ]
    assert draft.duration == {"iso": "P6M"}


def test_map_keeps_when_one_applies_for_a_programme():
    draft = offer(
        **{
            "@type": "EducationalOccupationalProgram",
            "applicationStartDate": "2026-01-01",
            "applicationDeadline": "2026-03-31",
            "timeToComplete": "two years",
        }
    )
    assert (draft.registration, draft.duration) == (
        {"opens": "2026-01-01", "closes": "2026-03-31"},
        {"note": {"und": "two years"}},
    )


# places


@pytest.mark.parametrize(
    ("location", "place", "online", "mode"),
    [
        (
            "Library, Weg 1, 48157 Lindenau",
            PlaceDraft({"und": "Library"}, "Weg 1", "48157", "Lindenau"),
            "",
            "",
        ),
        (
            {
                "@type": "Place",
                "name": "Library",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "Weg 1",
                    "postalCode": "48157",
                    "addressLocality": "Lindenau",
                    "addressCountry": {"@type": "Country", "name": "Germany"},
                },
                "geo": {"latitude": "51.9", "longitude": 7.6},
            },
            PlaceDraft({"und": "Library"}, "Weg 1", "48157", "Lindenau", "DE", 51.9, 7.6),
            "",
            "",
        ),
        (
            {"@type": "Place", "address": "Weg 1, 48157 Lindenau"},
            PlaceDraft({"und": "Weg 1"}, "Weg 1", "48157", "Lindenau"),
            "",
            "",
        ),
        ({"@type": "PostalAddress", "streetAddress": "Weg 1"}, PlaceDraft({"und": "Weg 1"}, "Weg 1"), "", ""),
        ({"@type": "VirtualLocation", "url": "https://zoom.us/j/1"}, None, "https://zoom.us/j/1", "ONLINE"),
        ({"@type": "VirtualLocation", "description": "sent later"}, None, "", "ONLINE"),
        (
            [{"@type": "VirtualLocation", "url": "https://x.org/live"}, {"@type": "Place", "name": "Hall"}],
            PlaceDraft({"und": "Hall"}),
            "https://x.org/live",
            "HYBRID",
        ),
        ({"@type": "Place", "name": "Online"}, None, "", "ONLINE"),
        ("https://zoom.us/j/1", None, "https://zoom.us/j/1", "ONLINE"),
        ([], None, "", ""),
        ({"@type": "Place"}, None, "", ""),
    ],
)
def test_map_reads_locations_of_every_kind(location, place, online, mode):
    draft = offer(startDate="2026-05-01", location=location)
    assert (draft.place, draft.sessions[0].online_url, draft.mode) == (place, online, mode)


def test_map_keeps_what_makes_a_place_accessible():
    features = [
        {"name": "Wheelchair accessible", "value": True},
        {"name": "Hearing loop", "value": False},
        "Sign language",
    ]
    assert offer(
        location={"@type": "Place", "name": "Hall", "amenityFeature": features}
    ).place.accessibility == ["wheelchair", "sign_language"]


@pytest.mark.parametrize(
    ("node", "mode"),
    [
        ({"eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode"}, "ONLINE"),
        ({"eventAttendanceMode": "MixedEventAttendanceMode", "location": "Hall"}, "HYBRID"),
        ({"eventStatus": "EventMovedOnline"}, "ONLINE"),
        ({"courseMode": ["“onsite”", "synchronous"]}, "ONSITE"),
        ({"courseMode": ["onsite", "online"]}, "HYBRID"),
        ({"courseMode": "Blended"}, "HYBRID"),
        ({"courseMode": "full-time"}, ""),
        ({"location": "Hall"}, ""),
    ],
)
def test_map_knows_the_mode_where_it_is_stated(node, mode):
    assert offer(**node).mode == mode


# money


@pytest.mark.parametrize(
    ("node", "free", "prices"),
    [
        ({}, "UNKNOWN", []),
        ({"isAccessibleForFree": True}, "YES", []),
        ({"isAccessibleForFree": "https://schema.org/False"}, "NO", []),
        ({"offers": {"price": "0"}}, "YES", []),
        ({"offers": {"price": 0, "priceCurrency": "EUR"}}, "YES", []),
        ({"offers": {"price": "", "priceCurrency": "EUR"}}, "UNKNOWN", []),
        ({"offers": {"price": "Free"}}, "YES", []),
        ({"offers": {"category": "Free"}}, "YES", []),
        (
            {"offers": {"price": "12.5", "priceCurrency": "EUR", "name": "Adults"}},
            "NO",
            [{"amount": "12.50", "currency": "EUR", "label": {"und": "Adults"}}],
        ),
        (
            {
                "offers": [
                    {"price": 10, "priceCurrency": "EUR"},
                    {"price": 0, "priceCurrency": "EUR", "name": "Children"},
                ]
            },
            "UNKNOWN",
            [
                {"amount": "10.00", "currency": "EUR"},
                {"amount": "0.00", "currency": "EUR", "label": {"und": "Children"}},
            ],
        ),
        (
            {"offers": {"@type": "AggregateOffer", "lowPrice": 5, "highPrice": 8, "priceCurrency": "EUR"}},
            "NO",
            [{"amount": "5.00", "currency": "EUR", "label": {"und": "5–8 EUR"}}],
        ),
        (
            {"offers": {"priceSpecification": {"price": 7, "priceCurrency": "EUR"}}},
            "NO",
            [{"amount": "7.00", "currency": "EUR"}],
        ),
        (
            {"offers": {"priceSpecification": {"description": "what you can give"}}},
            "UNKNOWN",
            [{"amount": None, "label": {"und": "what you can give"}}],
        ),
        (
            {"isAccessibleForFree": True, "offers": {"price": 7, "priceCurrency": "EUR"}},
            "UNKNOWN",
            [{"amount": "7.00", "currency": "EUR"}],
        ),
    ],
)
def test_map_keeps_unknown_price_unknown(node, free, prices):
    draft = offer(**node)
    assert (draft.is_free, draft.prices) == (free, prices)


def test_map_reads_where_and_when_to_sign_up_and_that_it_is_full():
    draft = offer(
        startDate="2026-05-01",
        offers={
            "url": "https://x.org/join",
            "validFrom": "2026-01-01T08:00:00+01:00",
            "validThrough": "9999-12-31",
            "availability": "https://schema.org/SoldOut",
        },
    )
    assert draft.registration == {"url": "https://x.org/join", "opens": "2026-01-01T08:00:00+01:00"}
    assert draft.sessions[0].status == "FULL"


# people and words


def test_map_names_who_offers_it_and_who_helps():
    draft = offer(
        organizer=[
            {
                "@type": "Library",
                "name": "City Library",
                "url": "https://x.org",
                "email": "mailto:desk@x.org",
                "telephone": "123",
            },
            "Choir",
        ],
        sponsor={"@type": "Organization", "name": "Bank"},
        performer=[{"@type": "Person", "name": "Amina"}, {"@type": "MusicGroup", "name": "Band"}],
    )
    assert draft.provider == OrganisationDraft(
        {"und": "City Library"}, type="LIBRARY", url="https://x.org", email="desk@x.org", phone="123"
    )
    assert draft.other_organisations == [
        {"name": {"und": "Choir"}, "role": "organiser"},
        {"name": {"und": "Bank"}, "role": "sponsor"},
        {"name": {"und": "Band"}, "role": "performer"},
    ]


def test_map_takes_a_person_for_the_provider_only_where_they_offer_it():
    assert offer(organizer={"@type": "Person", "name": "Amina"}).provider == OrganisationDraft(
        {"und": "Amina"}, type="PERSON", is_informal=True
    )
    assert offer(author={"@type": "Person", "name": "Amina"}).provider is None
    assert offer(provider={"@id": "https://x.org/unknown"}).provider is None


@pytest.mark.parametrize(
    ("node", "ages"),
    [
        ({"typicalAgeRange": "7-12"}, (7, 12)),
        ({"typicalAgeRange": "18+"}, (18, None)),
        ({"typicalAgeRange": "18-"}, (18, None)),
        ({"typicalAgeRange": "all"}, (None, None)),
        ({"audience": {"@type": "PeopleAudience", "suggestedMinAge": 6, "suggestedMaxAge": "10"}}, (6, 10)),
        ({}, (None, None)),
    ],
)
def test_map_reads_ages(node, ages):
    draft = offer(**node)
    assert (draft.age_min, draft.age_max) == ages


def test_map_reads_audiences_and_keeps_their_words():
    draft = offer(
        audience=[{"audienceType": "Families and children"}, {"educationalRole": "student"}, "older people"]
    )
    assert draft.audience == ["older_people"]
    assert draft.source_categories == [
        {"code": "audience", "label": word} for word in ("Families and children", "student", "older people")
    ]
    assert offer(audience={"audienceType": "Families and children"}).audience == ["families", "children"]


def test_map_reads_keywords_in_every_shape():
    draft = offer(
        keywords="dance, music;theatre",
        about=[{"@type": "Thing", "name": "Art"}, {"@id": "https://x.org/topic"}],
        genre="Jazz",
    )
    assert draft.keywords == ["dance", "music", "theatre", "Art", "Jazz"]
    assert offer(keywords=["a, b", {"@type": "DefinedTerm", "name": "c"}]).keywords == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("stated", "tags"),
    [
        ("en-US", ["en-US"]),
        (["de", "German"], ["de"]),
        ({"@type": "Language", "name": "English", "alternateName": "en"}, ["en"]),
        ("Lindenauish", []),
        (None, []),
    ],
)
def test_map_reads_languages_of_teaching(stated, tags):
    assert offer(inLanguage=stated).languages == tags


@pytest.mark.parametrize(
    ("image", "kept"),
    [
        ("https://x.org/a.png", {"url": "https://x.org/a.png"}),
        (["", "https://x.org/a.png", "https://x.org/b.png"], {"url": "https://x.org/a.png"}),
        (
            {
                "@type": "ImageObject",
                "url": "https://x.org/a.png",
                "caption": "A",
                "creditText": "B",
                "license": "https://x.org/l",
            },
            {"url": "https://x.org/a.png", "alt": "A", "credit": "B", "licence": "https://x.org/l"},
        ),
        ("", {}),
        ("/a.png", {}),
        ({}, {}),
    ],
)
def test_map_finds_the_picture(image, kept):
    assert offer(image=image).image == kept


def test_map_keeps_what_it_belongs_to_and_when_it_was_changed():
    draft = offer(
        superEvent={"@type": "Event", "@id": "https://x.org/festival"},
        isPartOf={"@type": "WebSite", "@id": "https://x.org"},
        dateModified="2022-10-18 14:23:35 +0000",
        license="https://x.org/cc",
    )
    assert (draft.part_of, draft.licence) == ("https://x.org/festival", "https://x.org/cc")
    assert draft.modified == datetime(2022, 10, 18, 14, 23, 35, tzinfo=UTC)


@pytest.mark.parametrize(
    "odd", [1, True, [1], {"a": 1}, [[["x"]]], "x" * 10, {"@value": {"@value": 1}}, [None, {}], -0.0]
)
def test_map_survives_values_of_every_kind_in_every_place(odd):
    keys = "description url image startDate endDate location offers organizer audience keywords inLanguage eventStatus eventSchedule subEvent superEvent hasCourseInstance typicalAgeRange isAccessibleForFree courseMode teaches numberOfCredits educationalCredentialAwarded geo identifier dateModified license"
    for kind in ("Event", "Course"):
        found = seen(**{"@type": kind, **dict.fromkeys(keys.split(), odd)})
        assert len(found.raws) >= 1


@pytest.mark.real_data
def test_map_tells_the_days_and_modes_of_a_real_export():
    drafts = read_all(reader, real("schemaorg/nbis_course_instances.json")).drafts
    assert {type(draft.sessions[0].start) for draft in drafts} == {date}
    modes = [draft.mode for draft in drafts]
    assert (modes.count("ONSITE"), modes.count("ONLINE"), modes.count("")) == (8, 21, 3)
    assert sum(1 for draft in drafts if draft.sessions[0].capacity_max) == 17
    assert sum(1 for draft in drafts if draft.image) == 6  # a seventh is relative to a page nobody names
