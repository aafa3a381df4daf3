"""The same offers in SQLite FTS5, in PostgreSQL and in our index, asked the same things side by side."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from tools import postgres
from tools.bench import child, corpus
from tools.bench.measure import cpu_of, milliseconds
from tools.bench.targets import Row

FACETS = ("district", "provider", "mode", "free", "language")
KINDS = ("broad", "rare", "single", "listed")
NAMES = {
    "broad": "one broad word, first 20 and 5 facets",
    "rare": "two rare words, first 20",
    "single": "a single record",
    "listed": "30 days of one city by date, first 20",
}
_TARGETS = {"broad": 8.0, "rare": 4.0, "single": 2.0, "listed": 4.0}
_COLUMNS = "id, city, title, body, district, provider, mode, free, language, starts"

Question = tuple[str, str]  # kind, word
Record = tuple[int, str, str, str, str, str, str, str, str, str]


class Engine(Protocol):
    """Something that answers the four kinds of question."""

    def ask(self, kind: str, word: str) -> int:
        """Answer, and say how much was found."""


def rows(offers: int, home: Path, say: Callable[[str], None]) -> Iterator[Row]:
    """Ask our index, which ``home`` holds, and both peers; every row sets ours beside one of them."""
    ours = child.run("engines:ours", home)
    peers = {"SQLite FTS5": child.run("engines:sqlite", home, offers=offers)}
    try:
        peers["PostgreSQL tsvector"] = child.run("engines:postgresql", home, offers=offers)
    except child.TaskFailed as failure:
        say(f"engines: PostgreSQL skipped; {str(failure).splitlines()[-1][:160]}")
    for kind in KINDS:
        for name, theirs in peers.items():
            yield Row(
                f"engine, {NAMES[kind]}", ours["ms"][kind], "ms", _TARGETS[kind], name, theirs["ms"][kind]
            )
    for name, theirs in peers.items():
        hits = ", ".join(f"{kind} {ours['hits'][kind]}/{theirs['hits'][kind]}" for kind in KINDS)
        say(f"engines: hits ours/{name}: {hits}")


def questions() -> dict[str, list[str]]:
    """Words for each kind of question; for single records their number."""
    return {
        "broad": corpus.broad_words("en"),
        "rare": [" ".join(pair) for pair in zip(*[iter(corpus.rare_words("en", 24))] * 2, strict=False)],
        "single": [str(number) for number in range(1, 400, 7)],
        "listed": [""],
    }


def answers(engine: Engine, turns: int = 60, clock: Callable[..., float] = milliseconds) -> dict[str, Any]:
    """Mean CPU milliseconds of each kind, and how much all its questions found together."""
    found: dict[str, Any] = {"ms": {}, "hits": {}}
    for kind, words in questions().items():
        found["hits"][kind] = sum(engine.ask(kind, word) for word in words)
        waiting = iter([word for _ in range(turns) for word in words])
        found["ms"][kind] = clock(lambda kind=kind, waiting=waiting: engine.ask(kind, next(waiting)), turns)
    return found


def records(count: int) -> Iterator[Record]:
    """The offers of every city as one row each."""
    every = chain.from_iterable(
        corpus.offers(share, city, date.today()) for city, share in corpus.shares(count)
    )
    for number, offer in enumerate(every, 1):
        words = " ".join((offer.category, *offer.keywords, offer.provider, offer.venue.name))
        free = {"": "UNKNOWN", "0": "YES"}.get(offer.price, "NO")
        yield (
            number, offer.city.slug, offer.title, f"{offer.description} {words}", offer.venue.district, offer.provider, offer.mode,
            free, offer.city.language, f"{offer.start:%Y-%m-%dT%H:%M}",
        )  # fmt: skip


def _days() -> tuple[str, str]:
    return f"{date.today():%Y-%m-%d}", f"{date.today() + timedelta(days=30):%Y-%m-%d}"


# --- in a child each ------------------------------------------------------------------------------------


def ours() -> dict[str, Any]:
    """Ask our own index and database."""
    return answers(Ours())


def sqlite(offers: int) -> dict[str, Any]:
    """Fill SQLite and ask it."""
    with tempfile.TemporaryDirectory(prefix="colonnade-bench-fts-") as folder:
        return answers(Fts5(Path(folder) / "peer.sqlite3", records(offers)))


def postgresql(offers: int) -> dict[str, Any]:
    """Start a PostgreSQL of our own, fill it and ask it; the time of its process counts as well as ours."""
    postgres.NAME = f"colonnade-bench-{os.getpid()}"
    programs = postgres._programs()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed")
    try:
        peer = Tsvector(str(postgres.start(programs)), records(offers))
        return answers(peer, clock=peer.milliseconds)
    finally:
        postgres.stop()


class Ours:
    """The index of Colonnade, and its database where that is what a page would ask."""

    def __init__(self) -> None:
        from colonnade.city.catalogue.models import Opportunity  # noqa: PLC0415  (needs Django, which only the child has)
        from colonnade.city.catalogue.search import day_number  # noqa: PLC0415
        from colonnade.plumbing.search import Question, engine  # noqa: PLC0415

        self._offers, self._question, self._engine = Opportunity.objects, Question, engine
        today = day_number(date.today())
        self._first = self._offers.order_by("id").values_list("id", flat=True)[0]
        self._days = {"days": (today, today + 30)}

    def ask(self, kind: str, word: str) -> int:
        """Answer one question."""
        if kind == "single":
            return self._offers.filter(pk=self._first + int(word)).count()
        wished = {
            "broad": {"text": word, "facets": FACETS},
            "rare": {"text": word},
            "listed": {
                "chosen": {"city": (corpus.CITIES[0].slug,)},
                "between": self._days,
                "order_by": "next_at",
            },
        }[kind]
        answer = self._engine.ask("offers", self._question(**wished))  # type: ignore[arg-type]
        return 0 if answer.loosened else int(answer.total)


class Fts5:
    """SQLite's own full-text search."""

    def __init__(self, path: Path, rows: Iterator[Record]) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
            "CREATE TABLE offers (id INTEGER PRIMARY KEY, city, title, body, district, provider, mode, free, language, starts);"
            "CREATE VIRTUAL TABLE words USING fts5(title, body, content=offers, content_rowid=id)"
        )
        self._database.execute("BEGIN")
        self._database.executemany(f"INSERT INTO offers ({_COLUMNS}) VALUES ({','.join('?' * 10)})", rows)
        for statement in (
            "INSERT INTO words(words) VALUES ('rebuild')", "CREATE INDEX by_place ON offers (city, starts)", "COMMIT", "ANALYZE"
        ):  # fmt: skip
            self._database.execute(statement)

    def ask(self, kind: str, word: str) -> int:
        """Answer one question."""
        ask = self._database.execute
        if kind == "single":
            return len(ask(f"SELECT {_COLUMNS} FROM offers WHERE id = ?", (int(word),)).fetchall())
        if kind == "listed":
            listed = "FROM offers WHERE city = ? AND starts >= ? AND starts < ?"
            facts = (corpus.CITIES[0].slug, *_days())
            ask(f"SELECT id {listed} ORDER BY starts LIMIT 20", facts).fetchall()
            return int(ask(f"SELECT count(*) {listed}", facts).fetchone()[0])
        matching = "SELECT rowid FROM words WHERE words MATCH ?"
        ask(f"{matching} ORDER BY rank LIMIT 20", (word,)).fetchall()
        if kind == "rare":
            return int(ask("SELECT count(*) FROM words WHERE words MATCH ?", (word,)).fetchone()[0])
        ask(
            f"CREATE TEMP TABLE hits AS SELECT {', '.join(FACETS)} FROM offers WHERE id IN ({matching})",
            (word,),
        )
        for facet in FACETS:
            ask(f"SELECT {facet}, count(*) FROM hits GROUP BY 1 ORDER BY 2 DESC LIMIT 30").fetchall()
        total = ask("SELECT count(*) FROM hits").fetchone()[0]
        ask("DROP TABLE hits")
        return int(total)


class Tsvector:
    """PostgreSQL's own full-text search."""

    def __init__(self, socket: str, rows: Iterator[Record]) -> None:
        import psycopg  # noqa: PLC0415  (only this peer needs it)

        self._connection = psycopg.connect(host=socket, user="colonnade", dbname="postgres", autocommit=True)
        self._ask("SET jit = off")
        self._ask(
            "CREATE TABLE offers (id int PRIMARY KEY, city text, title text, body text, district text, provider text, mode text,"
            " free text, language text, starts text, words tsvector)"
        )
        with self._connection.cursor().copy(f"COPY offers ({_COLUMNS}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        self._ask(
            "UPDATE offers SET words = setweight(to_tsvector('simple', title), 'A') || to_tsvector('simple', body)"
        )
        for statement in (
            "CREATE INDEX by_word ON offers USING gin (words)", "CREATE INDEX by_place ON offers (city, starts)", "VACUUM ANALYZE offers"
        ):  # fmt: skip
            self._ask(statement)

    def milliseconds(self, deed: Callable[[], object], times: int) -> float:
        """Mean CPU milliseconds of a deed, here and in the server's process."""
        server = self._connection.info.backend_pid
        for _ in range(10):
            deed()
        before = cpu_of(server)
        here = milliseconds(deed, times - 10)
        return here + (cpu_of(server) - before) * 1000 / (times - 10)

    def _ask(self, statement: str, facts: Sequence[Any] = ()) -> Any:
        return self._connection.execute(statement, facts)

    def ask(self, kind: str, word: str) -> int:
        """Answer one question."""
        if kind == "single":
            return len(self._ask(f"SELECT {_COLUMNS} FROM offers WHERE id = %s", (int(word),)).fetchall())
        if kind == "listed":
            listed = "FROM offers WHERE city = %s AND starts >= %s AND starts < %s"
            facts = (corpus.CITIES[0].slug, *_days())
            self._ask(f"SELECT id {listed} ORDER BY starts LIMIT 20", facts).fetchall()
            return int(self._ask(f"SELECT count(*) {listed}", facts).fetchone()[0])
        matching = "FROM offers, plainto_tsquery('simple', %s) asked WHERE words @@ asked"
        self._ask(f"SELECT id {matching} ORDER BY ts_rank(words, asked) DESC LIMIT 20", (word,)).fetchall()
        if kind == "rare":
            return int(self._ask(f"SELECT count(*) {matching}", (word,)).fetchone()[0])
        sets = ", ".join(f"({facet})" for facet in FACETS)
        counted = f"SELECT {', '.join(FACETS)}, count(*) {matching} GROUP BY GROUPING SETS ({sets}, ())"
        return int(max(row[-1] for row in self._ask(counted, (word,)).fetchall()))
