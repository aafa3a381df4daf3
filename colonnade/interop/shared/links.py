"""Addresses on the web as sources write them: which are usable, and which lead to an online meeting."""

import re
from urllib.parse import urlsplit

_WEB = re.compile(r"https?://[^\s<>\"\\^`{}|/?#]+\.?[^\s<>\"\\^`{}|]*", re.IGNORECASE)
_WITHIN = re.compile(r"https?://[^\s<>\"'\\^`{}|]+[^\s<>\"'\\^`{}|.,;:!?)\]]", re.IGNORECASE)
_MEETINGS = re.compile(
    r"(?:^|\.)(?:zoom\.us|zoom\.com|zoomgov\.com|teams\.microsoft\.com|teams\.live\.com|meet\.google\.com|meet\.jit\.si"
    r"|webex\.com|whereby\.com|gotomeeting\.com|gotowebinar\.com|goto\.com|bigbluebutton\.org|join\.skype\.com"
    r"|eu\.livestorm\.co|app\.livestorm\.co|demio\.com|bluejeans\.com|hopin\.com|gather\.town|meet\.google"
    r"|edudip\.com|clickmeeting\.com|vimeo\.com|youtube\.com|youtu\.be|twitch\.tv)$"
    r"|^(?:bbb|meet|jitsi|webconf|visio|webinar)[0-9]*\.",
    re.IGNORECASE,
)
_MAPS = re.compile(
    r"^https?://(?:maps\.|goo\.gl/maps|www\.google\.[a-z.]+/maps|www\.openstreetmap\.org|osm\.org|what3words)",
    re.IGNORECASE,
)


def web_address(text: str) -> str:
    """Return ``text`` if it is an http address that can be followed, else "".

    A name without a scheme is left out rather than completed: nobody says whether it answers.
    """
    text = text.strip()
    if len(text) > 2000 or not _WEB.fullmatch(text):
        return ""
    try:
        host = urlsplit(text).hostname or ""
    except ValueError:
        return ""
    return text if "." in host.strip(".") else ""


def first_web_address(text: str) -> str:
    """Return the first http address inside a text, without the full stop or bracket behind it."""
    match = _WITHIN.search(text)
    return web_address(match.group()) if match else ""


def is_meeting(url: str) -> bool:
    """Say whether an address leads to a video meeting or a live stream, judged by its host."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return bool(_MEETINGS.search(host))


def is_map(url: str) -> bool:
    """Say whether an address shows a spot on a map: such a link is no place to meet online."""
    return bool(_MAPS.match(url))
