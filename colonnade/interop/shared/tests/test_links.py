"""Only addresses that can be followed are kept."""

import pytest

from colonnade.interop.shared.links import first_web_address, is_map, is_meeting, web_address


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://example.org:8080/a/?b=ä&c[]=1#d", "HTTPS://EXAMPLE.ORG/x"]
)
def test_web_address_keeps_what_can_be_followed(url):
    assert web_address(f" {url}\n") == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123",
        "www.example.org",
        "example.org",
        "javascript:alert(1)",
        "https://",
        "https://localhost/x",
        "https://a b.org",
        "https://[::1",
        'https://x.org/"><script>',
        "ftp://example.org",
        f"https://x.org/{'a' * 2000}",
    ],
)
def test_web_address_leaves_out_the_rest(text):
    assert web_address(text) == ""


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Join (https://example.org/a?b=1).", "https://example.org/a?b=1"),
        ("see http://example.org, or call", "http://example.org"),
        ("nothing here", ""),
    ],
)
def test_first_web_address_stops_before_the_full_stop(text, url):
    assert first_web_address(text) == url


@pytest.mark.parametrize(
    ("url", "meeting"),
    [
        ("https://zoom.us/j/1", True),
        ("https://us02web.zoom.us/j/1", True),
        ("https://meet.google.com/x", True),
        ("https://bbb.example.org/b/x", True),
        ("https://notzoom.us/", False),
        ("https://example.org/zoom.us", False),
        ("https://[", False),
    ],
)
def test_is_meeting_judges_by_the_host(url, meeting):
    assert is_meeting(url) == meeting


def test_is_map_knows_links_to_a_spot():
    assert (
        is_map("https://goo.gl/maps/x"),
        is_map("https://www.google.de/maps/place/x"),
        is_map("https://example.org/maps"),
    ) == (True, True, False)
