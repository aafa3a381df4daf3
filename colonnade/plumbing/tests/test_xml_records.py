"""Records are cut out of XML whatever is wrong around them."""

import io
import time

import pytest
from lxml import etree

from colonnade.plumbing.xml_records import XmlRecords, declared_encoding, mended, namespaces_in, parsed

DOCUMENT = '<?xml version="1.0"?>\n<list xmlns="x"><group a="1"><name>N</name>\n<item>one</item><item n="2"/>\n</group></list>\n'


class Trickle(io.StringIO):
    """Hands over little at a time."""

    most = 3

    def read(self, size: int | None = -1, /) -> str:
        return super().read(min(size or 1, self.most))


def parts(
    text: str, *, limit: int = 5_000_000, source: type[io.StringIO] = io.StringIO
) -> list[tuple[str, str, int]]:
    records = XmlRecords(source(text), "item", ("list", "group"), limit=limit)
    return [(part.kind, part.text, part.line) for part in records]


def kept(text: str, **how: object) -> list[tuple[str, str]]:
    return [(kind, piece) for kind, piece, _ in parts(text, **how) if kind not in ("text", "open", "close")]  # type: ignore[arg-type]


@pytest.mark.parametrize("source", [io.StringIO, Trickle])
def test_records_are_told_with_everything_around_them(source):
    found = parts(DOCUMENT, source=source)
    assert found == [
        ("text", '<?xml version="1.0"?>\n', 1),
        ("open", '<list xmlns="x">', 2),
        ("open", '<group a="1">', 2),
        ("text", "<name>N</name>\n", 2),
        ("record", "<item>one</item>", 3),
        ("record", '<item n="2"/>', 3),
        ("text", "\n", 3),
        ("close", "</group>", 4),
        ("close", "</list>", 4),
        ("text", "\n", 4),
    ]
    assert "".join(piece for _, piece, _ in found) == DOCUMENT


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("<list><!-- <item>no</item> --><item>yes</item></list>", ["<item>yes</item>"]),
        ("<list><item><![CDATA[</item><item>]]></item></list>", ["<item><![CDATA[</item><item>]]></item>"]),
        ('<list><item a="</item>">1</item></list>', ['<item a="</item>">1</item>']),
        ("<list><x:item>1</x:item></list>", ["<x:item>1</x:item>"]),
        ("<list><items>1</items><item>2</item></list>", ["<item>2</item>"]),
        ("<list><item><group><group/></group></item></list>", ["<item><group><group/></group></item>"]),
        ("<list><item >1</item\n></list>", ["<item >1</item\n>"]),
        ("<list></item><item>1</item></list>", ["<item>1</item>"]),
        ("<list></list>", []),
        ("", []),
    ],
)
@pytest.mark.parametrize("source", [io.StringIO, Trickle])
def test_records_are_elements_and_not_what_looks_like_them(text, records, source):
    assert kept(text, source=source) == [("record", record) for record in records]


@pytest.mark.parametrize("source", [io.StringIO, Trickle])
def test_a_record_that_is_not_closed_costs_only_itself(source):
    found = kept("<list><group><item>1<item>2</item><item>3</group><item>4</item></list>", source=source)
    assert found == [
        ("broken", "<item>1"),
        ("record", "<item>2</item>"),
        ("broken", "<item>3"),
        ("record", "<item>4</item>"),
    ]


@pytest.mark.parametrize("cut", range(1, 9))
def test_a_document_that_ends_in_a_record_is_cut(cut):
    text = "<list><item>1</item><item>2</item>"
    assert kept(text[:-cut])[1:] == [("cut", text[20:-cut])]


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("<list><item>1</item>", True),
        ("<list><item>1</item></list>", False),
        ("<list><group></list>", False),
        ("<list/>", False),
        ("<item/>", False),
    ],
)
def test_a_document_is_cut_where_a_container_is_open(text, is_cut):
    records = XmlRecords(io.StringIO(text), "item", ("list", "group"))
    assert [part.kind for part in records][-1:] != []
    assert records.is_cut == is_cut


def test_a_record_that_is_too_long_is_passed_over():
    long = f"<item>{'x' * 2_000_000}</item>"
    assert [kind for kind, _ in kept(f"<list>{long}<item>2</item></list>", limit=1_000_000)] == [
        "huge",
        "record",
    ]
    assert [kind for kind, _ in kept(f"<list>{long}"[:-3], limit=1_000_000)] == ["cut"]


def test_records_are_found_quickly():
    text = "<list>" + "<item><a>some words in it</a><b/></item>\n" * 20_000 + "</list>"
    began = time.process_time()
    assert len(kept(text)) == 20_000
    assert (time.process_time() - began) / 20_000 < 100e-6


def test_parsed_keeps_namespaces_of_the_surroundings():
    found = parsed("<item><x:a>1</x:a></item>", namespaces_in("<list xmlns='home' a='b' xmlns:x=\"other\">"))
    assert found is not None
    assert ([each.tag for each in found.element.iter()], found.faults) == (["{home}item", "{other}a"], [])


@pytest.mark.parametrize(
    ("fragment", "text", "faults"),
    [
        ("<i>caf&eacute; &amp; tea&nbsp;</i>", "café & tea\xa0", ["entities"]),
        ("<i>a\x0bb&#11;</i>", "ab", ["characters", "entities"]),
        ("<i>Q & A, 3 < 4 &c</i>", "Q & A, 3 < 4 &c", ["markup"]),
        ("<i>&unheardof;</i>", "&unheardof;", ["entities"]),
        ("<i><![CDATA[a & b < c]]>&bull;</i>", "a & b < c•", ["entities"]),
        ("<i>a<b>c</i>", "ac", ["markup"]),
        ("<i>x<y:z>1</y:z></i>", "x1", ["markup"]),
    ],
)
def test_parsed_mends_what_is_clear(fragment, text, faults):
    found = parsed(fragment)
    assert found is not None
    assert ("".join(found.element.itertext()), found.faults) == (text, faults)


@pytest.mark.parametrize("fragment", ["", "words", "< >", "</i>"])
def test_parsed_returns_nothing_where_there_is_no_element(fragment):
    assert parsed(fragment) is None


def test_parsed_resolves_no_entities():
    found = parsed("<i>&secret;</i>")
    assert found is not None
    assert (etree.tostring(found.element, encoding="unicode"), found.faults) == (
        "<i>&amp;secret;</i>",
        ["entities"],
    )
    found = parsed('<!DOCTYPE i [<!ENTITY a SYSTEM "file:///etc/hostname">]><i>&a;</i>')
    assert found is not None
    assert found.element.text in ("&a;", "a;")  # whatever is left of it, it is not what the file holds


def test_mended_leaves_sound_text_alone():
    assert mended("<i a='1'>&amp;&#233;<![CDATA[&]]></i>") == ("<i a='1'>&amp;&#233;<![CDATA[&]]></i>", [])


@pytest.mark.parametrize(
    ("start", "encoding"),
    [
        (b'<?xml version="1.0" encoding="ISO-8859-1"?>', "ISO-8859-1"),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8' ?>", "utf-8"),
        (b"<a/>", ""),
    ],
)
def test_declared_encoding_reads_the_first_line(start, encoding):
    assert declared_encoding(start) == encoding
