"""The physical limits: a database and a search engine filled without any software around them, a server with one constant answer."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from tools.bench import corpus
from tools.bench.child import ROOT
from tools.bench.measure import children_of, cpu, cpu_of

CONSTANT = json.dumps({"id": "1", "text": "x" * 2000}).encode()
_TABLES = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;
CREATE TABLE offers (id INTEGER PRIMARY KEY, uuid TEXT UNIQUE, city INTEGER, kind TEXT, status TEXT, title TEXT, description TEXT,
 language TEXT, url TEXT, provider INTEGER, keywords TEXT, categories TEXT, blocks TEXT, audience TEXT, free TEXT, prices TEXT, mode TEXT, made TEXT);
CREATE TABLE dates (id INTEGER PRIMARY KEY, offer INTEGER, uuid TEXT UNIQUE, starts TEXT, ends TEXT, zone TEXT, place INTEGER, status TEXT);
CREATE INDEX offers_of_city ON offers (city, status, id); CREATE INDEX dates_by_end ON dates (ends, offer);
"""


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The least that a web server can be asked for."""
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(CONSTANT)))])
    return [CONSTANT]


def inserted(count: int) -> dict[str, float]:
    """Write that many offers with ``executemany`` and into a bare index; records per CPU second of each."""
    offers = list(corpus.offers(count, corpus.CITIES[0], date.today()))
    with tempfile.TemporaryDirectory(prefix="colonnade-bench-floor-") as folder:
        stored = count / _stored(offers, Path(folder) / "floor.sqlite3")
        indexed = count / _indexed(offers, Path(folder))
    return {"sqlite": stored, "tantivy": indexed, "both": 1 / (1 / stored + 1 / indexed)}


def _stored(offers: list[corpus.Offer], path: Path) -> float:
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(_TABLES)
    rows = [
        (
            number, offer.id, 1, "EVENT", "PUBLISHED", json.dumps({"en": offer.title}), json.dumps({"en": offer.description}),
            "en", offer.url, 7, json.dumps(offer.keywords), offer.category, "[]", "[]", "UNKNOWN", offer.price, offer.mode, "",
        )
        for number, offer in enumerate(offers)
    ]  # fmt: skip
    dates = [
        (number, number, offer.id, offer.start.isoformat(), offer.end.isoformat(), "UTC", 5, "SCHEDULED")
        for number, offer in enumerate(offers)
    ]
    begun = cpu()
    database.execute("BEGIN")
    database.executemany(f"INSERT INTO offers VALUES ({','.join('?' * 18)})", rows)
    database.executemany(f"INSERT INTO dates VALUES ({','.join('?' * 8)})", dates)
    database.execute("COMMIT")
    seconds = cpu() - begun
    database.close()
    return seconds


def _indexed(offers: list[corpus.Offer], folder: Path) -> float:
    import tantivy  # noqa: PLC0415  (not needed where only the server is asked for)

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    for name in ("title", "body"):
        builder.add_text_field(name)
    for name in ("city", "block", "free", "mode", "provider", "district"):
        builder.add_text_field(name, tokenizer_name="raw", fast=True)
    (folder / "index").mkdir()
    writer = tantivy.Index(builder.build(), path=str(folder / "index")).writer(64_000_000, num_threads=1)
    documents = [
        json.dumps(
            {"id": number, "title": offer.title, "body": offer.description, "city": offer.city.slug, "block": offer.category,
             "free": offer.price or "-", "mode": offer.mode or "-", "provider": offer.provider, "district": offer.venue.district}
        )
        for number, offer in enumerate(offers)
    ]  # fmt: skip
    begun = cpu()
    for document in documents:
        writer.add_json(document)
    writer.commit()
    writer.wait_merging_threads()
    return cpu() - begun


def served(requests: int = 2000) -> float:
    """CPU milliseconds of granian for one constant answer of 2 kB, its own processes counted, not the client."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1", "--blocking-threads", "1",
         "--no-ws", "--log-level", "critical", "tools.bench.floors:application"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        connection = _connected(port)
        _asked(connection, 200)
        processes = [server.pid, *children_of(server.pid)]
        before = sum(map(cpu_of, processes))
        _asked(connection, requests)
        return (sum(map(cpu_of, processes)) - before) * 1000 / requests
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=10)


def _connected(port: int) -> http.client.HTTPConnection:
    for _ in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.connect()
            return connection
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise RuntimeError(f"granian did not start (process {os.getpid()})")


def _asked(connection: http.client.HTTPConnection, times: int) -> None:
    for _ in range(times):
        connection.request("GET", "/")
        connection.getresponse().read()
