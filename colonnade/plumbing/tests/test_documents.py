"""One description, two files: what stands in a document stands in the PDF and in the Word file."""

import io
import zipfile

import docx
import pytest

from colonnade.plumbing.documents import (
    Bullets,
    Document,
    Heading,
    Paragraph,
    Picture,
    Run,
    Table,
    as_pdf,
    as_word,
    blocks_of,
    words,
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10"/></svg>'


def document(language: str = "en", **given) -> Document:
    """A document with one block of every kind."""
    blocks = (
        Heading(1, "Where we stand"),
        Paragraph(
            (
                Run("Plain and "),
                Run("bold", bold=True),
                Run(" and "),
                Run("a link", link="https://example.org"),
            )
        ),
        Bullets((words("one"), words("two"))),
        Table("Levels", ("Part", "Level"), ((Run("A"), Run("40%")), (Run("B"), Run("–"))), frozenset({1})),
        Picture(SVG, "A dark field", "A field", 0.4),
    )
    return Document("Report", language, blocks, **{"author": "Aubrelle", "contents": "Contents", **given})


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh-Hans"])
def test_pdf_can_be_read_aloud(language):
    made = as_pdf(document(language))

    assert made.startswith(b"%PDF-")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def test_texts_are_no_commands():
    hostile = '#panic("no") $x$ *b* _i_ `c` <label> @ref \\ // /* "quoted" [#read("/etc/passwd")]'

    assert as_pdf(Document(hostile, "en", (Heading(1, hostile), Paragraph(words(hostile))))).startswith(
        b"%PDF-"
    )


def test_a_drawing_without_words_is_refused_in_a_readable_file():
    with pytest.raises(Exception, match="alt"):
        as_pdf(Document("Report", "en", (Picture(SVG, ""),)))


def test_word_file_has_headings_lists_tables_links_and_pictures():
    made = docx.Document(io.BytesIO(as_word(document())))

    assert [each.text for each in made.paragraphs if each.style.name == "Heading 1"] == ["Where we stand"]
    assert [each.text for each in made.paragraphs if each.style.name == "List Bullet"] == ["one", "two"]
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["Part", "Level"],
        ["A", "40%"],
        ["B", "–"],
    ]
    assert made.inline_shapes[0]._inline.docPr.get("descr") == "A dark field"
    assert [link.address for each in made.paragraphs for link in each.hyperlinks] == ["https://example.org"]
    assert made.core_properties.title == "Report"


def test_a_word_file_runs_from_right_to_left_in_arabic():
    with zipfile.ZipFile(io.BytesIO(as_word(document("ar")))) as held:
        body = held.read("word/document.xml").decode()

    assert "<w:bidi/>" in body
    assert "<w:bidiVisual/>" in body
    assert "<w:rtl/>" in body


def test_markdown_becomes_blocks():
    found = blocks_of(
        "# Head\n\nSome *soft* **loud** [way](https://example.org)\n\n- one\n- two\n\n1. first", below=1
    )

    assert found == (
        Heading(2, "Head"),
        Paragraph(
            (
                Run("Some "),
                Run("soft", italic=True),
                Run(" "),
                Run("loud", bold=True),
                Run(" "),
                Run("way", link="https://example.org"),
            )
        ),
        Bullets((words("one"), words("two"))),
        Bullets((words("first"),), ordered=True),
    )


def test_markdown_tables_and_quotes():
    found = blocks_of("> said\n\n| a | b |\n| - | - |\n| 1 | 2 |")

    assert found == (Paragraph(words("said")), Table("", ("a", "b"), ((Run("1"), Run("2")),)))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_unsafe_links_are_only_words(address):
    found = blocks_of(f"[go](<{address}>)")

    assert all(not run.link for run in found[0].runs)


def test_html_is_text():
    (found,) = blocks_of("a <script>x</script> b")

    assert "".join(run.text for run in found.runs) == "a <script>x</script> b"
