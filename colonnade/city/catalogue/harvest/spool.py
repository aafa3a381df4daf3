"""Checked records waiting on disk, grouped by the offer they belong to; memory does not grow with the feed."""

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson

Group = tuple[str, list[dict[str, Any]]]
AT_ONCE = 1000


class Spool:
    """Takes records one by one, gives them back in groups of one external id, in the order first seen."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="colonnade-harvest-")
        self._database = sqlite3.connect(Path(self._folder.name) / "spool.sqlite3", isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; PRAGMA cache_size=-16384;"
            "CREATE TABLE records (key TEXT NOT NULL, payload BLOB NOT NULL, whole TEXT NOT NULL);"
            "BEGIN"
        )
        self._waiting: list[tuple[str, bytes, str]] = []

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        self._folder.cleanup()

    def add(self, record: dict[str, Any]) -> None:
        """Put one checked record by."""
        self._waiting.append((record["external_id"], orjson.dumps(record), record["part_of"]))
        if len(self._waiting) >= AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self._database.executemany("INSERT INTO records VALUES (?, ?, ?)", self._waiting)
        self._waiting = []

    def batches(self, size: int) -> Iterator[list[Group]]:
        """Yield the groups, ``size`` at a time."""
        self._flush()
        self._database.execute("COMMIT")
        self._database.execute("CREATE INDEX by_key ON records (key)")
        heads = self._database.execute(
            "SELECT MIN(rowid), key, COUNT(*) FROM records GROUP BY key ORDER BY 1"
        )
        batch: list[Group] = []
        for first, key, count in heads:
            batch.append((key, self._records(first, key, count)))
            if len(batch) == size:
                yield batch
                batch = []
        if batch:
            yield batch

    def parts(self, size: int) -> Iterator[list[tuple[str, str]]]:
        """Yield who is part of whom by external id, ``size`` at a time; to be asked after the batches."""
        rows = self._database.execute(
            "SELECT DISTINCT key, whole FROM records WHERE whole <> '' ORDER BY rowid"
        )
        while pairs := rows.fetchmany(size):
            yield pairs

    def _records(self, first: int, key: str, count: int) -> list[dict[str, Any]]:
        if count == 1:
            rows = self._database.execute("SELECT payload FROM records WHERE rowid = ?", (first,))
        else:
            rows = self._database.execute("SELECT payload FROM records WHERE key = ? ORDER BY rowid", (key,))
        return [orjson.loads(payload) for (payload,) in rows]
