"""Documents that leave the site: one description, written as PDF or as a Word file.

Knows no word of the domain: whoever has a document to give describes it in blocks (:mod:`model`).
"""

from colonnade.plumbing.documents.markdown import blocks_of
from colonnade.plumbing.documents.model import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Picture,
    Run,
    Table,
    words,
)
from colonnade.plumbing.documents.pdf import as_pdf
from colonnade.plumbing.documents.word import as_word

__all__ = [
    "Block",
    "Bullets",
    "Document",
    "Heading",
    "Paragraph",
    "Picture",
    "Run",
    "Table",
    "as_pdf",
    "as_word",
    "blocks_of",
    "words",
]
