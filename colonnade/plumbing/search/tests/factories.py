"""A shelf of things to be found, and asking for them."""

from typing import Any

from colonnade.plumbing.search import Kind, Question, engine, outbox
from colonnade.plumbing.search.question import Answer

SHELF: dict[int, dict[str, Any]] = {}
KIND = Kind(
    name="shelf",
    words=("colour", "maker"),
    numbers=("days", "age"),
    floats=("lat", "lon"),
    documents=lambda ids: [SHELF[key] for key in ids if key in SHELF],
    all_ids=lambda: iter(sorted(SHELF)),
)


def put(key: int, title: str = "", body: str = "", language: str = "en", **facts: Any) -> None:
    """Lay a thing on the shelf; nothing is indexed yet."""
    empty = {"colour": [], "maker": [], "days": [], "age": [], "lat": None, "lon": None}
    SHELF[key] = {"id": key, "texts": [(language, title, body)], **empty, **facts}


def ask(text: str = "", **conditions: Any) -> Answer:
    """Ask the shelf."""
    return engine.ask("shelf", Question(text=text, **conditions))


def found(text: str = "", **conditions: Any) -> list[int]:
    """Keys of what is found, in order of their number."""
    return sorted(ask(text, **conditions).ids)


def build() -> None:
    """Index everything on the shelf."""
    outbox.rebuild()


__all__ = ["KIND", "SHELF", "ask", "build", "found", "put"]
