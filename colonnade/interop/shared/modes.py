"""Words by which a source says that people meet online, or both online and on site."""

import re
from functools import lru_cache

from colonnade.city.catalogue.vocabulary import Mode
from colonnade.interop.shared.countries import country_by_name

_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"[,;/|\n()]")
_ONLINE = frozenset(
    [
        "online",
        "virtual",
        "virtuell",
        "virtuelle",
        "virtuel",
        "virtuale",
        "virtueel",
        "webinar",
        "webinaire",
        "webinario",
        "zoom",
        "livestream",
        "livestreaming",
        "internet",
        "онлайн",
        "вебинар",
        "интернет",
        "线上",
        "線上",
        "在线",
        "在線",
        "أونلاين",
        "اونلاين",
        "الإنترنت",
        "verkossa",
        "nettikurssi",
        "visioconférence",
        "visio",
        "videokonferenz",
        "videoconference",
        "videokonferens",
    ]
)
_HYBRID = frozenset(
    [
        "hybrid",
        "hybride",
        "hybrides",
        "híbrido",
        "híbrida",
        "ibrido",
        "ibrida",
        "hybridi",
        "гибридный",
        "混合",
    ]
)
_BESIDE = frozenset(
    [
        "via",
        "by",
        "per",
        "über",
        "ueber",
        "using",
        "with",
        "on",
        "en",
        "in",
        "på",
        "nur",
        "only",
        "the",
        "a",
        "an",
        "le",
        "la",
        "les",
        "l",
        "de",
        "du",
        "des",
        "und",
        "and",
        "et",
        "y",
        "e",
        "o",
        "ou",
        "or",
        "ms",
        "microsoft",
        "teams",
        "google",
        "meet",
        "webex",
        "cisco",
        "jitsi",
        "skype",
        "youtube",
        "facebook",
        "live",
        "link",
        "room",
        "raum",
        "class",
        "classroom",
        "course",
        "kurs",
        "cours",
        "curso",
        "event",
        "veranstaltung",
        "evento",
        "évènement",
        "événement",
        "meeting",
        "session",
        "training",
        "seminar",
        "platform",
        "plattform",
        "web",
        "www",
        "streaming",
        "stream",
        "details",
        "will",
        "be",
        "sent",
        "zugang",
        "folgt",
        "عبر",
    ]
)
_PHRASE = re.compile(
    r"\b(?:en ligne|à distance|en línea|en linea|a distancia|on line|on-line|in linea|em linha"
    r"|microsoft teams|ms teams|google meet|remote only|big ?blue ?button)\b"
    r"|^(?:teams|webex|jitsi|skype|youtube|facebook live|remote|digital|web)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def mode_of_place(text: str) -> str:
    """Judge by what a source writes where a place belongs: ``ONLINE``, ``HYBRID`` or "" for anything else.

    Online only if every word says so or says nothing: "Online, Zoom" is, "Online Café, High Street" is not.
    """
    rest = _PHRASE.sub(" ", text)
    is_online = rest != text
    everything_fits = True
    for piece in _PIECE.split(rest):
        words = {word.casefold() for word in _WORD.findall(piece)}
        if words & _HYBRID and words <= _HYBRID | _ONLINE | _BESIDE:
            return Mode.HYBRID.value
        if not words or country_by_name(piece):
            continue
        is_online = is_online or bool(words & _ONLINE)
        everything_fits = everything_fits and words <= _ONLINE | _BESIDE
    return Mode.ONLINE.value if is_online and everything_fits else ""
