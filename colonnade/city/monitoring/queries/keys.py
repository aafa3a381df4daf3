"""What makes a figure the same figure again: series, area and groups in one canonical text."""

from collections.abc import Mapping
from hashlib import sha256

_ROOM = 500


def key_of(series: str = "", area: str = "", dimensions: Mapping[str, str] | None = None) -> str:
    """The canonical text; empty for the total of the whole city. One too long is shortened and told apart by a digest."""
    parts = (
        [f"{_escaped(name)}={_escaped(dimensions[name])}" for name in sorted(dimensions)]
        if dimensions
        else []
    )
    if area:
        parts.insert(0, f"@{_escaped(area)}")
    if series:
        parts.insert(0, f"#{_escaped(series)}")
    key = "|".join(parts)
    if len(key) <= _ROOM:
        return key
    return f"{key[: _ROOM - 33]}~{sha256(key.encode()).hexdigest()[:32]}"


def _escaped(text: str) -> str:
    if "|" in text or "=" in text or "\\" in text:
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("=", "\\=")
    return text
