"""Requests through the whole of Django, as a web server makes them: the WSGI application, no test client."""

import gzip
import io
import os
import random
import threading
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.utils import timezone

from colonnade.city.catalogue.models import Opportunity
from colonnade.plumbing.search import Question, engine, outbox
from colonnade.portal.management.commands.serve import INDEX_EVERY_SECONDS
from tools.bench import corpus
from tools.bench.measure import cpu

DIFFERENT = 150
PATIENCE_SECONDS = 60
CITY = corpus.CITIES[0].slug


class Browser:
    """Asks for pages."""

    def __init__(self) -> None:
        self._application = get_wsgi_application()

    def get(self, address: str, packed: bool = False) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of a page; ``packed`` asks for it as browsers do and leaves it compressed."""
        said: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
            said["status"], said["headers"] = int(status.split()[0]), dict(headers)

        answer = self._application(_environment(address), start)  # type: ignore[arg-type]
        body = b"".join(answer)
        answer.close()
        if not packed and said["headers"].get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return said["status"], said["headers"], body

    def queries(self, address: str) -> int:
        """How many times a page asks the database."""
        asked = 0

        def counting(execute: Any, *rest: Any) -> Any:
            nonlocal asked
            asked += 1
            return execute(*rest)

        with connection.execute_wrapper(counting):
            self.get(address)
        return asked


def _environment(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost:8000",
        "HTTP_ACCEPT": "text/html,application/json",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_ACCEPT_LANGUAGE": "en",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def addresses() -> dict[str, list[str]]:
    """Many addresses of each kind of page, so that no cache of one answer helps."""
    ids = list(Opportunity.objects.order_by("id").values_list("uuid", flat=True))
    uuids = random.Random(corpus.SEED).sample(ids, min(DIFFERENT, len(ids)))
    broad = corpus.broad_words("en")
    blocks = [f"B{number}" for number in range(4, 10)]
    return {
        "offer, JSON": [f"/api/v1/opportunities/{uuid}" for uuid in uuids],
        "offer, HTML": [f"/en/offers/{uuid}/" for uuid in uuids],
        "search with facets, one broad word": [_search(q=word) for word in broad],
        "search with facets, a word in one city": [_search(q=word, city=CITY) for word in broad],
        "search with facets, a block in one city": [_search(block=block, city=CITY) for block in blocks],
        "search with facets, everything": [_search()],
        "home": ["/en/"],
        "city": [f"/en/cities/{city.slug}/" for city in corpus.CITIES],
        "suggestions": [f"/en/search/suggest/?{urlencode({'q': word[:4]})}" for word in broad],
        "nothing but the stack (robots.txt)": ["/robots.txt"],
    }


def _search(**wished: str) -> str:
    return f"/en/search/?{urlencode(wished)}"


def forget_answers() -> None:
    """Let the index look as if it had just been written, so that no answer is remembered."""
    for path in settings.SEARCH_ROOT.glob("*/meta.json"):
        os.utime(path)


def changed_and_found(turns: int) -> dict[str, float]:
    """Give offers a word nobody has while an indexer runs beside, as under ``serve``, and look for it until it is there.

    This is time on the clock, the only one of the bench: what is asked is how long somebody waits.
    """
    running = threading.Event()
    running.set()
    indexer = threading.Thread(target=_keep_indexing, args=(running,))
    used = cpu()
    indexer.start()
    waited = []
    try:
        for number, key in enumerate(Opportunity.objects.order_by("id").values_list("id", flat=True)[:turns]):
            word = f"freshness{number:04d}x"
            with transaction.atomic():
                Opportunity.objects.filter(pk=key).update(title={"en": word}, modified_at=timezone.now())
                outbox.changed("offers", [key])
            waited.append(_until_found(word, key))
    finally:
        running.clear()
        indexer.join()
    return {
        "mean_ms": sum(waited) / turns,
        "worst_ms": max(waited),
        "cpu_ms": (cpu() - used) * 1000 / turns,
        "every_ms": INDEX_EVERY_SECONDS * 1000,
    }


def _until_found(word: str, key: int) -> float:
    begun = time.perf_counter()
    while engine.ask("offers", Question(text=word)).ids != [key]:
        if time.perf_counter() - begun > PATIENCE_SECONDS:
            raise RuntimeError(f"offer {key} was not found after its change")
        time.sleep(0.005)
    return (time.perf_counter() - begun) * 1000


def _keep_indexing(running: threading.Event) -> None:
    while running.is_set():
        outbox.apply_pending()
        time.sleep(INDEX_EVERY_SECONDS)
    connection.close()
