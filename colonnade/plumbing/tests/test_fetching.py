"""Fetching feeds: limits, no private networks, honest about what came."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from colonnade.plumbing.fetching import FetchFailed, fetched, is_public


class Pages(BaseHTTPRequestHandler):
    """What our small server has."""

    seen: list = []

    def do_GET(self):
        self.seen.append((self.path, dict(self.headers)))
        name = self.path.strip("/").replace("-", "_") or "plain"
        getattr(self, f"_{name}")()

    def log_message(self, *_):
        """Say nothing."""

    def _answer(self, status=200, body=b"", **headers):
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _plain(self):
        self._answer(
            body=b"BEGIN:VCALENDAR",
            Content_Type="text/calendar",
            ETag='"v1"',
            Last_Modified="Sun, 22 Nov 2026 12:00:00 GMT",
        )

    def _unchanged(self):
        self._answer(304 if self.headers.get("If-None-Match") == '"v1"' else 200, b"")

    def _packed(self):
        self._answer(body=gzip.compress(b"a" * 5000), Content_Encoding="gzip")

    def _endless(self):
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100_000):
                self.wfile.write(b"x" * 10_000)
        except OSError:
            pass

    def _dripping(self):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"drip,")
                time.sleep(0.05)
        except OSError:
            pass

    def _short(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"only this")

    def _missing(self):
        self._answer(404)

    def _broken(self):
        self._answer(500, b"sorry")

    def _moved(self):
        self._answer(302, Location="/plain")

    def _round(self):
        self._answer(302, Location="/round")

    def _to_file(self):
        self._answer(302, Location="file:///etc/passwd")

    def _to_metadata(self):
        self._answer(302, Location="http://169.254.169.254/latest/")


@pytest.fixture(scope="module")
def server():
    """Address of our small server."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.HARVEST_PRIVATE = True
    settings.HARVEST_MAX_BYTES = 100_000
    settings.HARVEST_SECONDS = 5
    Pages.seen.clear()


def refusal(address):
    with pytest.raises(FetchFailed) as failure, fetched(address):
        pass
    return failure.value.code


def test_a_feed_is_fetched_whole(server):
    with fetched(f"{server}/plain") as page:
        assert page.stream.read() == b"BEGIN:VCALENDAR"
        assert (page.content_type, page.etag, page.size, page.complete) == ("text/calendar", '"v1"', 15, True)
        assert page.last_modified == "Sun, 22 Nov 2026 12:00:00 GMT"


def test_the_server_learns_who_asks_and_for_whom(server):
    with fetched(f"{server}/plain"):
        pass

    path, headers = Pages.seen[0]
    assert (path, headers["User-Agent"]) == ("/plain", "Colonnade/0.1 (feed harvester)")
    assert f"http://{headers['Host']}" == server


def test_what_has_not_changed_is_not_sent_again(server):
    with fetched(f"{server}/unchanged", '"v1"', "Sun, 22 Nov 2026 12:00:00 GMT") as page:
        assert (page.unchanged, page.complete, page.size) == (True, True, 0)

    assert Pages.seen[0][1]["If-Modified-Since"] == "Sun, 22 Nov 2026 12:00:00 GMT"


def test_packed_answers_are_unpacked(server):
    with fetched(f"{server}/packed") as page:
        assert page.stream.read() == b"a" * 5000


def test_an_endless_answer_is_cut_off(server):
    with fetched(f"{server}/endless") as page:
        assert page.complete is False
        assert len(page.stream.read()) <= 100_000


def test_a_slow_answer_is_cut_off(server, settings):
    settings.HARVEST_SECONDS = 0.3
    settings.HARVEST_MAX_BYTES = 10**12

    with fetched(f"{server}/dripping") as page:
        assert (page.complete, page.stream.read(5)) == (False, b"drip,")


def test_an_answer_shorter_than_announced_is_incomplete(server):
    with fetched(f"{server}/short") as page:
        assert (page.stream.read(), page.complete) == (b"only this", False)


@pytest.mark.parametrize(("path", "status"), [("missing", 404), ("broken", 500)])
def test_another_status_is_refused(server, path, status):
    with pytest.raises(FetchFailed) as failure, fetched(f"{server}/{path}"):
        pass

    assert (failure.value.code, failure.value.details) == ("bad_status", {"status": status})


def test_redirects_are_followed(server):
    with fetched(f"{server}/moved") as page:
        assert page.stream.read() == b"BEGIN:VCALENDAR"


def test_redirects_in_a_circle_end(server):
    assert refusal(f"{server}/round") == "unreachable"
    assert len(Pages.seen) == 6


def test_a_redirect_out_of_the_web_is_refused(server):
    assert refusal(f"{server}/to-file") == "unreachable"


def test_a_redirect_to_a_private_address_is_refused(server, settings, monkeypatch):
    settings.HARVEST_PRIVATE = False
    monkeypatch.setattr("colonnade.plumbing.fetching.is_public", lambda number: number == "127.0.0.1")

    assert refusal(f"{server}/to-metadata") == "private_address"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/x",
        "http://localhost/x",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/",
    ],
)
def test_private_addresses_are_refused(settings, address):
    settings.HARVEST_PRIVATE = False

    assert refusal(address) == "private_address"


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "example.org",
        "",
        "http://",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:1/",
    ],
)
def test_what_cannot_be_reached_is_said(address):
    assert refusal(address) == "unreachable"


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("100.64.0.1", False), ("224.0.0.1", False), ("0.0.0.0", False), ("::1", False), ("fe80::1%eth0", False),
        ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("64:ff9b::5db8:d822", True), ("2002:7f00:1::", False),
    ],
)  # fmt: skip
def test_public_addresses_are_told_from_private_ones(number, answer):
    assert is_public(number) is answer
