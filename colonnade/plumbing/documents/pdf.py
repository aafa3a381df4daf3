"""Writing a document as PDF that a screen reader can read (PDF/UA-1), set by Typst."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from colonnade.plumbing.documents.model import Block, Bullets, Document, Heading, Paragraph, Picture, Table
from colonnade.plumbing.languages import direction, tag

HERE = Path(__file__).parent
FONTS = HERE / "fonts"  # Arabic and Chinese letters, put there when the front end is built
READABLE = "ua-1"  # ISO 14289-1


def as_pdf(document: Document) -> bytes:
    """Set the document and return the file.

    Texts are passed as data and never read as commands of the setting language.
    """
    language, *rest = tag(document.language).split("-")
    data = {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "date": document.date_text,
        "contents": document.contents,
        "notice": document.notice,
        "keywords": list(document.keywords),
        "lang": language if language != "und" else "en",
        "region": "CN" if "Hans" in rest else None,
        "rtl": direction(document.language) == "rtl",
        "blocks": [_as_data(block) for block in document.blocks],
    }
    return bytes(
        typst.compile(  # type: ignore[call-overload]
            str(HERE / "document.typ"),
            root=str(HERE),
            format="pdf",
            font_paths=[str(FONTS)],
            sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
            pdf_standards=[READABLE],
        )
    )


def picture_as_png(svg: str, pixels_per_inch: float = 192) -> bytes:
    """A drawing as pixels, for files that cannot hold drawings."""
    source = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 16cm)'
    return bytes(
        typst.compile(  # type: ignore[call-overload]
            source, format="png", ppi=pixels_per_inch, font_paths=[str(FONTS)], sys_inputs={"svg": svg}
        )
    )


def _as_data(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {"kind": "paragraph", "small": block.small, "runs": [asdict(run) for run in block.runs]}
        case Bullets():
            items = [[asdict(run) for run in item] for item in block.items]
            return {"kind": "bullets", "ordered": block.ordered, "items": items}
        case Table():
            return {
                "kind": "table",
                "caption": block.caption,
                "heads": list(block.heads),
                "numbers": sorted(block.numbers),
                "rows": [[asdict(cell) for cell in row] for row in block.rows],
            }
        case Picture():
            return {"kind": "picture", **asdict(block)}
