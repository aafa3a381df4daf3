"""The pages somebody reads, and what is written in them."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")


def pages() -> list[Path]:
    """Every Markdown page of the house."""
    ours = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changes").glob("*.md")]
    modules = (path for path in (ROOT / "colonnade").rglob("*.md") if "node_modules" not in path.parts)
    return sorted({*ours, *modules, *(ROOT / "deploy").glob("*.md")})


def code(text: str) -> list[str]:
    """Lines of code: those of fenced blocks, and what stands between single backticks."""
    fenced = [line for block in _FENCE.findall(text) for line in block.splitlines()]
    return fenced + _CODE.findall(_FENCE.sub("", text))


def prose(text: str) -> str:
    """The text without its code."""
    return _CODE.sub("", _FENCE.sub("", text))


def where(path: Path) -> str:
    """Name of a page as one would type it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
