"""Indexes on disk: where they are, opening, writing, and swapping a new one in."""

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import tantivy
from django.conf import settings

from colonnade.plumbing.search import analysis
from colonnade.plumbing.search.kinds import Kind

HEAP_BYTES = 32_000_000
MERGED_FROM = 8  # the engine lets segments be until there are so many of about the same size


def schema(kind: Kind) -> tantivy.Schema:
    """The engine's schema for a kind: plain words, stems by language, facets, numbers."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=False, indexed=True, fast=True)
    builder.add_text_field("title", tokenizer_name="plain", index_option="freq")
    builder.add_text_field("all", tokenizer_name="plain", index_option="freq")
    for language in analysis.LANGUAGES:
        builder.add_text_field(f"title_{language}", tokenizer_name=language, index_option="freq")
        builder.add_text_field(f"body_{language}", tokenizer_name=language, index_option="freq")
    for name in kind.words:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in kind.numbers:
        builder.add_integer_field(name, indexed=False, fast=True)
    for name in kind.floats:
        builder.add_float_field(name, indexed=False, fast=True)
    return builder.build()


def folder(kind: Kind) -> Path | None:
    """The folder of the present index, or ``None`` where none fits."""
    pointer = settings.SEARCH_ROOT / f"{kind.name}.current"
    try:
        path = settings.SEARCH_ROOT / pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    fits = path.name.startswith(f"{kind.name}-{kind.fingerprint}-") and (path / "meta.json").exists()
    return path if fits else None


def needs_rebuild(kind: Kind) -> bool:
    """Say whether there is no index that fits the present shape of the kind."""
    return folder(kind) is None


def open_index(kind: Kind, path: Path) -> tantivy.Index:
    """Open an index and teach it our analysers."""
    index = tantivy.Index(schema(kind), path=str(path))
    for name, analyser in analysis.analysers().items():
        index.register_tokenizer(name, analyser)
    return index


class Writer:
    """Puts documents of one kind into one index."""

    def __init__(self, kind: Kind, index: tantivy.Index, path: Path) -> None:
        self.kind = kind
        self._path = path
        self._schema = index.schema
        self._writer = index.writer(HEAP_BYTES, num_threads=1)

    def put(self, ids: Sequence[int], fresh: bool = False) -> None:
        """Index these things anew; what the kind no longer knows is removed."""
        if not fresh and ids:
            # By query: the engine's deletion by term takes numbers for signed ones and finds nothing.
            held = tantivy.Query.term_set_query(self._schema, "id", list(ids))
            self._writer.delete_documents_by_query(held)
        for document in self.kind.documents(ids):
            self._writer.add_json(orjson.dumps(engine_document(document)).decode())

    def commit(self) -> None:
        """Make everything put so far findable. The engine goes on merging what it holds, and more can be put."""
        self._writer.commit()

    def merging(self) -> bool:
        """Say whether the engine seems to be merging: files are there that the index does not name yet."""
        there = {path.name.partition(".")[0] for path in self._path.glob("[0-9a-f]*.*")}
        return not there <= self._named()

    def may_merge(self) -> bool:
        """Say whether the last commit may have set the engine merging."""
        return len(self._named()) >= MERGED_FROM

    def _named(self) -> set[str]:
        held = orjson.loads((self._path / "meta.json").read_bytes())["segments"]
        return {segment["segment_id"].replace("-", "") for segment in held}

    def close(self) -> None:
        """Wait until the engine has merged."""
        self._writer.wait_merging_threads()


@contextmanager
def writing(kind: Kind) -> Iterator[Writer]:
    """Write to the present index; what was not committed when an error leaves the block is not kept."""
    path = folder(kind)
    if path is None:
        raise FileNotFoundError(f"no index for {kind.name}; rebuild it")
    writer = Writer(kind, open_index(kind, path), path)
    yield writer
    writer.close()


@contextmanager
def writing_anew(kind: Kind) -> Iterator[Writer]:
    """Write a new index beside the old one and swap them at the end, in one step for readers."""
    settings.SEARCH_ROOT.mkdir(parents=True, exist_ok=True)
    path = settings.SEARCH_ROOT / f"{kind.name}-{kind.fingerprint}-{time.time_ns():x}"
    path.mkdir()
    writer = Writer(kind, open_index(kind, path), path)
    yield writer
    writer.commit()
    writer.close()
    pointer = settings.SEARCH_ROOT / f"{kind.name}.current"
    fresh = pointer.with_suffix(".next")
    fresh.write_text(path.name, encoding="utf-8")
    os.replace(fresh, pointer)
    for old in settings.SEARCH_ROOT.glob(f"{kind.name}-*"):
        if old != path and old.is_dir():
            shutil.rmtree(old, ignore_errors=True)


def engine_document(document: dict[str, Any]) -> dict[str, Any]:
    """Turn a kind's document into the fields of the schema."""
    out: dict[str, Any] = {
        key: value for key, value in document.items() if key != "texts" and value not in (None, [])
    }
    titles: list[str] = []
    everything: list[str] = []
    for tag, title, body in document["texts"]:
        title, body = analysis.normal(title), analysis.normal(body)
        titles.append(title)
        everything += (title, body)
        language = analysis.field_language(tag)
        if language:
            out.setdefault(f"title_{language}", []).append(title)
            out.setdefault(f"body_{language}", []).append(body)
        run = analysis.signs(title)
        if run:
            out.setdefault(f"title_{analysis.SIGNS}", []).append(run)
        run = analysis.signs(body) if not body.isascii() else ""
        if run:
            out.setdefault(f"body_{analysis.SIGNS}", []).append(run)
    out["title"] = titles
    out["all"] = everything
    return out
