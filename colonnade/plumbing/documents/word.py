"""Writing a document as a Word file (Office Open XML), with styles that an office can go on with."""

import io
from typing import Any

from docx import Document as new_word_file
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from colonnade.plumbing.documents.model import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Picture,
    Run,
    Table,
)
from colonnade.plumbing.documents.pdf import picture_as_png
from colonnade.plumbing.languages import direction

WIDTH = 16.0  # centimetres of text on A4


def as_word(document: Document) -> bytes:
    """Write the document and return the file. Drawings become pictures with their alternative text."""
    return _Writer(document).file()


class _Writer:
    """Writes blocks one after the other; knows which way the language runs."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.rtl = direction(document.language) == "rtl"
        self.word: Any = new_word_file()
        for section in self.word.sections:
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            section.left_margin = section.right_margin = Cm(2.5)

    def file(self) -> bytes:
        core = self.word.core_properties
        core.title, core.author, core.language = (
            self.document.title,
            self.document.author,
            self.document.language,
        )
        core.keywords = ", ".join(self.document.keywords)
        self._turned(self.word.add_heading(self.document.title, 0))
        for line in (
            self.document.subtitle,
            self.document.author,
            self.document.date_text,
            self.document.notice,
        ):
            if line:
                self._turned(self.word.add_paragraph(line))
        for block in self.document.blocks:
            self._write(block)
        held = io.BytesIO()
        self.word.save(held)
        return held.getvalue()

    def _write(self, block: Block) -> None:
        match block:
            case Heading():
                self._turned(self.word.add_heading(block.text, block.level))
            case Paragraph():
                self._runs(self._turned(self.word.add_paragraph()), block.runs, small=block.small)
            case Bullets():
                style = "List Number" if block.ordered else "List Bullet"
                for item in block.items:
                    self._runs(self._turned(self.word.add_paragraph(style=style)), item)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)

    def _table(self, block: Table) -> None:
        if block.caption:
            self._turned(self.word.add_paragraph(block.caption, style="Caption"))
        table = self.word.add_table(rows=1, cols=len(block.heads))
        table.style = "Light Grid Accent 1"
        if self.rtl:
            table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
        for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
            self._cell(cell, Run(head, bold=True))
        _repeat(table.rows[0])
        for row in block.rows:
            cells = table.add_row().cells
            for column, (cell, run) in enumerate(zip(cells, row, strict=True)):
                self._cell(cell, run, is_number=column in block.numbers)
        self.word.add_paragraph()

    def _cell(self, cell: Any, run: Run, is_number: bool = False) -> None:
        paragraph = self._turned(cell.paragraphs[0])
        self._runs(paragraph, (run,))
        if is_number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if self.rtl else WD_ALIGN_PARAGRAPH.RIGHT

    def _picture(self, block: Picture) -> None:
        self.word.add_picture(io.BytesIO(picture_as_png(block.svg)), width=Cm(WIDTH * block.share))
        drawing = self.word.inline_shapes[-1]._inline.docPr
        drawing.set("descr", block.alternative)
        if block.caption:
            self._turned(self.word.add_paragraph(block.caption, style="Caption"))

    def _runs(self, paragraph: Any, runs: tuple[Run, ...], small: bool = False) -> None:
        for each in runs:
            home = _link(paragraph, each.link) if each.link else paragraph._p
            piece = paragraph.add_run(each.text)
            piece.bold, piece.italic = each.bold or None, each.italic or None
            if small:
                piece.font.size = Pt(8.5)
            if self.rtl:
                piece._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
            if each.link:
                piece.font.underline = True
            home.append(piece._r)

    def _turned(self, paragraph: Any) -> Any:
        """Let a paragraph run from right to left where the language does."""
        if self.rtl:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        return paragraph


def _link(paragraph: Any, address: str) -> Any:
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    paragraph._p.append(link)
    return link


def _repeat(row: Any) -> None:
    """Let the heads stand on every page that the table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
