"""JSON-LD is read node by node, in every shape it comes in, and damage costs one node."""

import io
import json
import tracemalloc

import pytest

from colonnade.city.catalogue.harvest import Report, Unusable
from colonnade.interop.schema_org import SchemaOrgReader
from colonnade.interop.shared.tests.reading import Reading, a_context, read_all, real

reader = SchemaOrgReader()
CONTEXT = {"@context": "https://schema.org"}


def event(name: str = "Walk", **more: object) -> dict[str, object]:
    return {
        "@type": "Event",
        "@id": f"https://example.org/{name}",
        "name": name,
        "startDate": "2026-05-01T10:00:00+02:00",
        **more,
    }


def read(document: object) -> Reading:
    return read_all(reader, document if isinstance(document, str | bytes) else json.dumps(document))


def names(seen: Reading) -> list[str]:
    return [next(iter(draft.title.values())) for draft in seen.drafts]


def page(*blocks: str, head: str = "", language: str = "de") -> str:
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head>{head}{scripts}</head><body><p>Hi</p></body></html>'
    )


@pytest.mark.parametrize(
    "document",
    [
        CONTEXT | event(),
        [CONTEXT | event()],
        CONTEXT | {"@graph": [event()]},
        CONTEXT | {"@graph": event()},
        CONTEXT
        | {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": event()}]},
        CONTEXT | {"@type": "ItemList", "itemListElement": [event()]},
        CONTEXT
        | {
            "@type": "CollectionPage",
            "mainEntity": {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": event()}]},
        },
        CONTEXT | {"@type": "WebPage", "mainEntity": event()},
        [CONTEXT | {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": event()}]}],
        CONTEXT
        | {
            "@graph": [
                {"@type": "WebSite", "name": "Site"},
                {"@type": "Organization", "name": "Org"},
                event(),
            ]
        },
        CONTEXT | event(type="Event"),
    ],
)
def test_read_finds_the_event_in_every_shape(document):
    seen = read(document)
    assert (names(seen), seen.rejected, seen.repaired, seen.cut) == (["Walk"], [], [], False)


def test_read_takes_one_object_a_line():
    seen = read("\n".join(json.dumps(CONTEXT | event(name)) for name in "abc"))
    assert names(seen) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "document",
    [
        {
            "@context": "https://schema.org",
            "id": "https://example.org/Walk",
            "type": "Event",
            "name": "Walk",
            "startDate": "2026-05-01",
        },
        {
            "@context": {"s": "http://schema.org/"},
            "@type": "s:Event",
            "@id": "https://example.org/Walk",
            "s:name": "Walk",
            "s:startDate": "2026-05-01",
        },
        {
            "@type": ["http://schema.org/Event"],
            "@id": "https://example.org/Walk",
            "http://schema.org/name": [{"@value": "Walk"}],
            "https://schema.org/startDate": [{"@type": "http://schema.org/Date", "@value": "2026-05-01"}],
        },
    ],
)
def test_read_understands_short_prefixed_and_whole_words(document):
    (draft,) = read([document]).drafts
    assert (draft.external_id, draft.title, str(draft.sessions[0].start)) == (
        "https://example.org/Walk",
        {"und": "Walk"},
        "2026-05-01",
    )


def test_read_gives_plain_texts_the_language_of_the_context():
    (draft,) = read({"@context": ["https://schema.org", {"@language": "fr"}], **event("Balade")}).drafts
    assert draft.title == {"fr": "Balade"}


@pytest.mark.parametrize("data", ["", " \n", "\ufeff"])
def test_read_refuses_an_empty_file(data):
    with pytest.raises(Unusable) as refusal:
        read(data)
    assert refusal.value.code == "empty"


@pytest.mark.parametrize(
    "document", [[], CONTEXT | {"@graph": []}, CONTEXT | {"@type": "ItemList", "itemListElement": []}]
)
def test_read_accepts_a_list_of_nothing(document):
    seen = read(document)
    assert (seen.raws, seen.rejected, seen.cut) == ([], [], False)


@pytest.mark.parametrize(
    ("document", "what"),
    [
        (CONTEXT | {"@type": "Dataset", "name": "Trees"}, "data about Dataset"),
        (
            CONTEXT | {"@graph": [{"@type": "WebSite", "name": "a"}, {"@type": "Article", "name": "b"}]},
            "data about WebSite, Article",
        ),
        ({"a": 1}, "data about objects without a type"),
    ],
)
def test_read_refuses_documents_about_other_things(document, what):
    with pytest.raises(Unusable) as refusal:
        read(document)
    assert (refusal.value.code, refusal.value.details) == ("not_offers", {"what": what})


def test_read_rejects_other_things_in_a_list_one_by_one():
    seen = read(
        [
            CONTEXT | event(),
            {"@type": "Product", "name": "Mug"},
            {"@type": "Person", "name": "Amina"},
            "text",
            event("b"),
        ]
    )
    assert names(seen) == ["Walk", "b"]
    assert seen.rejected == [("item 2", "not_an_offer"), ("item 4", "not_an_offer")]


def test_read_rejects_list_items_that_only_point_to_pages():
    seen = read(
        CONTEXT
        | {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "url": "https://example.org/a"},
                {"@type": "ListItem", "item": event()},
            ],
        }
    )
    assert (names(seen), seen.rejected) == (["Walk"], [("item 1", "not_an_offer")])


def test_read_refuses_what_is_no_json():
    with pytest.raises(Unusable) as refusal:
        read("walk")
    assert refusal.value.code == "not_json"


@pytest.mark.parametrize(
    ("text", "codes", "cut"),
    [
        ('{"a": ', ["cut_record"], True),
        ("[1, 2", ["not_an_offer", "not_an_offer"], True),
        ('[1, {"a', ["cut_record", "not_an_offer"], True),
        ("{]", ["broken_record"], False),
    ],
)
def test_read_says_what_is_wrong_with_a_document_that_is_hardly_json(text, codes, cut):
    seen = read(text)
    assert (sorted(code for _, code in seen.rejected), seen.drafts, seen.cut) == (codes, [], cut)


def test_read_mends_a_wrong_backslash_and_loses_only_a_broken_node():
    text = (
        json.dumps([event("a"), event("b"), event("c")])
        .replace('"name": "a"', '"name": "a\\d"')
        .replace('"name": "b"', '"name" "b"')
    )
    seen = read(text)
    assert names(seen) == ["a\\d", "c"]
    assert ([code for _, code in seen.repaired], [code for _, code in seen.rejected]) == (
        ["escape_mended"],
        ["broken_record"],
    )


def test_read_keeps_the_complete_nodes_of_a_document_that_was_cut():
    seen = read(json.dumps([event("a"), event("b")])[:-20])
    assert (names(seen), [code for _, code in seen.rejected], seen.cut) == (["a"], ["cut_record"], True)


def test_read_says_what_was_wrong_with_dates():
    seen = read([event(endDate="2026-04-01"), event("b", endDate="later")])
    assert seen.repaired == [("item 1", "end_before_start"), ("item 2", "bad_date")]
    assert [draft.sessions[0].end for draft in seen.drafts] == [None, None]


# graphs


def test_read_puts_nodes_together_that_point_to_one_another():
    seen = read(
        CONTEXT
        | {
            "@graph": [
                event(organizer={"@id": "#org"}, location={"@id": "#hall"}),
                {"@type": "Organization", "@id": "#org", "name": "Choir"},
                {"@type": "Place", "@id": "#hall", "name": "Hall", "address": {"@id": "#address"}},
                {"@type": "PostalAddress", "@id": "#address", "addressLocality": "Lindenau"},
            ]
        }
    )
    (draft,) = seen.drafts
    assert (draft.provider.names, draft.place.names, draft.place.locality) == (
        {"und": "Choir"},
        {"und": "Hall"},
        "Lindenau",
    )


def test_read_hangs_instances_under_their_course():
    course = {"@type": "Course", "@id": "#c", "name": "Welding", "hasCourseInstance": [{"@id": "#1"}]}
    first = {"@type": "CourseInstance", "@id": "#1", "startDate": "2026-05-01"}
    second = {"@type": "CourseInstance", "@id": "#2", "startDate": "2026-06-01", "isPartOf": {"@id": "#c"}}
    for nodes in ([course, first, second], [second, first, course]):
        (draft,) = read(json.loads(json.dumps(CONTEXT | {"@graph": nodes}))).drafts
        assert sorted(str(session.start) for session in draft.sessions) == ["2026-05-01", "2026-06-01"]


def test_read_survives_nodes_that_point_in_a_circle():
    circle = [
        event("a", location={"@id": "#p"}),
        {
            "@type": "Place",
            "@id": "#p",
            "name": "P",
            "containedInPlace": {"@id": "#p"},
            "address": {"@id": "#p"},
        },
    ]
    assert names(read(CONTEXT | {"@graph": circle})) == ["a"]


def test_read_makes_parts_with_their_own_name_offers_of_their_own():
    parts = [
        event("Opening"),
        event("Festival", startDate="2026-05-02"),
        {"@type": "Event", "name": "No date"},
    ]
    seen = read(CONTEXT | event("Festival", subEvent=parts))
    assert names(seen) == ["Festival", "Opening"]
    assert [raw.where for raw in seen.raws] == ["item 1", "item 1, part 1"]
    assert (seen.drafts[1].part_of, len(seen.drafts[0].sessions)) == ("https://example.org/Festival", 1)


# pages


def test_read_takes_every_block_of_a_page_and_completes_its_addresses():
    head = '<link rel="canonical" href="https://example.org/events/walk/">'
    first = json.dumps(
        CONTEXT
        | {**event(), "@id": "#event", "url": "/walk", "image": ["a.png"], "organizer": {"@id": "#org"}}
    )
    second = json.dumps(CONTEXT | {"@type": "Organization", "@id": "#org", "name": "Verein"})
    (draft,) = read(page(first, second, head=head)).drafts
    assert (draft.external_id, draft.url) == (
        "https://example.org/events/walk/#event",
        "https://example.org/walk",
    )
    assert (draft.image, draft.title) == ({"url": "https://example.org/events/walk/a.png"}, {"de": "Walk"})
    assert draft.provider.names == {"de": "Verein"}


@pytest.mark.parametrize(
    "wrapped", ["<!--\n{}\n-->", "//<![CDATA[\n{}\n//]]>", "/*<![CDATA[*/{}/*]]>*/", "{};"]
)
def test_read_takes_the_wrapping_off_a_block(wrapped):
    assert names(read(page(wrapped.replace("{}", json.dumps(CONTEXT | event()))))) == ["Walk"]


def test_read_mends_a_line_break_inside_a_block_and_reports_a_broken_one():
    seen = read(page(json.dumps(CONTEXT | event("a b")).replace("a b", "a\nb"), "{broken", ""))
    assert (names(seen), [code for _, code in seen.repaired]) == (["a\nb"], ["control_mended"])
    assert seen.rejected == [("block 2, line 4", "broken_record")]


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html><p>Hello",
        "<html></html>",
        page('{"@context":"https://schema.org","@type":"WebSite","name":"a"}'),
        "<",
    ],
)
def test_read_refuses_a_page_without_offers(html):
    with pytest.raises(Unusable) as refusal:
        read(html)
    assert (refusal.value.code, "web page" in refusal.value.details["what"]) == ("not_offers", True)


@pytest.mark.parametrize("root", ["urlset", "sitemapindex"])
def test_read_refuses_a_sitemap_with_the_cure(root):
    with pytest.raises(Unusable) as refusal:
        read(f'<?xml version="1.0"?>\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></{root}>')
    assert refusal.value.details == {
        "what": "a sitemap, a list of pages. Bring one of the pages it lists, or the address of a feed"
    }


def test_read_needs_no_more_memory_for_a_longer_document():
    def peak(nodes: int) -> int:
        data = json.dumps([event(str(number), description="word " * 100) for number in range(nodes)]).encode()
        silent = Report(repaired=lambda *_, **__: None, rejected=lambda *_, **__: None)
        stream = io.BytesIO(data)
        tracemalloc.start()
        count = sum(1 for _ in reader.read(stream, a_context(), silent))
        high = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == nodes
        return high

    assert peak(30_000) < peak(20_000) * 1.2


@pytest.mark.real_data
def test_read_accounts_for_every_node_of_a_real_export():
    feed = real("schemaorg/nbis_course_instances.json")
    seen = read_all(reader, feed)
    nodes = json.loads(feed.read_bytes())
    assert (len(nodes), len(seen.drafts), seen.rejected, seen.repaired) == (32, 32, [], [])
    assert [draft.title["und"] for draft in seen.drafts] == [node["name"].strip() for node in nodes]
    assert (
        sum(1 for draft in seen.drafts if draft.kind == "COURSE")
        == sum(1 for node in nodes if node.get("@type") == "CourseInstance")
        == 29
    )


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("schemaorg/mentions.jsonld", "helloworld tutorial. dancing in a nutshell"),
        ("schemaorg/gtn_galaxy_intro_101.html", "Hands-on for 'Galaxy 101' tutorial"),
    ],
)
def test_read_takes_the_one_resource_of_a_real_document_and_of_a_real_page(path, title):
    seen = read_all(reader, real(path))
    assert (names(seen), seen.rejected, seen.repaired, [draft.kind for draft in seen.drafts]) == (
        [title],
        [],
        [],
        ["RESOURCE"],
    )


@pytest.mark.real_data
def test_read_refuses_a_real_sitemap():
    with pytest.raises(Unusable) as refusal:
        read_all(reader, real("schemaorg/sitemap_training.xml"))
    assert refusal.value.code == "not_offers"
