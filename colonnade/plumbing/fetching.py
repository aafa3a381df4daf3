"""Fetching a feed from an address, with limits: no private networks, no endless answers, no surprises.

The host is resolved once and the connection goes to the very address that was checked, so that a name
cannot point somewhere else a moment later (DNS rebinding). Redirects are followed by hand and checked
the same way.
"""

import ipaddress
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings

REDIRECTS = 5
AGENT = "Colonnade/0.1 (feed harvester)"
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class FetchFailed(Exception):
    """The address gave nothing. ``code`` and ``details`` say why, in the words of harvest reasons."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class Page:
    """What came back: a seekable file at its beginning."""

    stream: BinaryIO
    content_type: str
    etag: str
    last_modified: str
    size: int
    complete: bool  # False: cut at a limit, or the server sent less than it announced
    unchanged: bool = False  # the server said that nothing is new


@contextmanager
def fetched(address: str, etag: str = "", last_modified: str = "") -> Iterator[Page]:
    """Fetch an address into a temporary file.

    :raises FetchFailed: codes ``unreachable``, ``private_address``, ``bad_status``.
    """
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, identity"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    with tempfile.SpooledTemporaryFile(max_size=4_000_000) as stream:
        try:
            yield _fetch(address, headers, stream)  # type: ignore[arg-type]
        except httpx.HTTPError as error:
            raise FetchFailed("unreachable", detail=str(error) or type(error).__name__) from None


def _fetch(address: str, headers: dict[str, str], stream: BinaryIO) -> Page:
    deadline = time.monotonic() + settings.HARVEST_SECONDS
    timeout = httpx.Timeout(min(30.0, settings.HARVEST_SECONDS))
    with httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client:
        for _ in range(REDIRECTS + 1):
            request = _request(client, address, headers)
            response = client.send(request, stream=True)
            try:
                if response.has_redirect_location:
                    address = urljoin(address, response.headers.get("location", ""))
                    continue
                return _received(response, stream, deadline)
            finally:
                response.close()
    raise FetchFailed("unreachable", detail="too many redirects")


def _request(client: httpx.Client, address: str, headers: dict[str, str]) -> httpx.Request:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise FetchFailed("unreachable", detail="this is not an address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise FetchFailed("unreachable", detail="only http and https addresses can be fetched")
    number = _checked_address(parts.hostname, port or (443 if parts.scheme == "https" else 80))
    host = f"[{number}]" if ":" in number else number
    direct = parts._replace(netloc=f"{host}:{port}" if port else host).geturl()
    named = {**headers, "Host": parts.netloc.rpartition("@")[2]}
    try:
        return client.build_request("GET", direct, headers=named, extensions={"sni_hostname": parts.hostname})
    except httpx.InvalidURL:
        raise FetchFailed("unreachable", detail="this is not an address") from None


def _checked_address(host: str, port: int) -> str:
    """The numeric address to connect to; every address of the name must be public unless the operator allows others."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise FetchFailed("unreachable", detail=getattr(error, "strerror", None) or "no such host") from None
    numbers = sorted(str(number) for number in found)
    if not settings.HARVEST_PRIVATE and not all(map(is_public, numbers)):
        raise FetchFailed("private_address")
    return numbers[0]


def is_public(number: str) -> bool:
    """Say whether a numeric address lies in the public network; one that wraps another is judged by that one."""
    address = ipaddress.ip_address(number.split("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None and not wrapped.is_global:
            return False
    return address.is_global and not address.is_multicast


def _received(response: httpx.Response, stream: BinaryIO, deadline: float) -> Page:
    if response.status_code == 304:
        return Page(stream, "", "", "", 0, complete=True, unchanged=True)
    if response.status_code != 200:
        raise FetchFailed("bad_status", status=response.status_code)
    size, complete = 0, True
    try:
        for piece in response.iter_bytes():
            size += len(piece)
            if size > settings.HARVEST_MAX_BYTES or time.monotonic() > deadline:
                complete = False
                break
            stream.write(piece)
    except httpx.HTTPError:  # the rest never came; what did come may still be read
        if not size:
            raise
        complete = False
    stream.seek(0)
    return Page(
        stream,
        response.headers.get("content-type", ""),
        response.headers.get("etag", "")[:300],
        response.headers.get("last-modified", "")[:100],
        size,
        complete,
    )
