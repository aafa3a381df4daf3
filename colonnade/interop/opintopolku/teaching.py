"""How a toteutus is taught: language, way, length, fee."""

from typing import Any

from colonnade.city.catalogue.vocabulary import Mode, Tri
from colonnade.interop.opintopolku.codes import code_of, names_in
from colonnade.interop.shared.loose import mapping, number, sequence, text, whole

_LANGUAGES = {
    "oppilaitoksenopetuskieli_1": ("fi",),
    "oppilaitoksenopetuskieli_2": ("sv",),
    "oppilaitoksenopetuskieli_3": ("fi", "sv"),
    "oppilaitoksenopetuskieli_4": ("en",),
    "oppilaitoksenopetuskieli_5": ("se",),
}
_WAYS = {
    "lähiopetus": Mode.ONSITE,
    "etäopetus": Mode.ONLINE,
    "verkko-opetus": Mode.ONLINE,
    "monimuoto-opetus": Mode.HYBRID,
    "monimuotoopetus": Mode.HYBRID,
}


def teaching_languages(teaching: dict[str, Any]) -> list[str]:
    """Return the tags of the languages of teaching; the code for "other" names none."""
    codes = [code_of(each) for each in sequence(teaching.get("opetuskieli"))]
    return list(dict.fromkeys(tag for code in codes for tag in _LANGUAGES.get(code, ())))


def mode(teaching: dict[str, Any]) -> str:
    """Return how one takes part; several ways together are both."""
    named = [
        names_in(mapping(each).get("nimi")).get("fi", "").casefold()
        for each in sequence(teaching.get("opetustapa"))
    ]
    found = {_WAYS[name] for name in named if name in _WAYS}
    if not found:
        return ""
    return (found.pop() if len(found) == 1 else Mode.HYBRID).value


def duration(teaching: dict[str, Any]) -> dict[str, Any]:
    """Return the planned length, ``P3Y6M``, with what the source adds in words."""
    years, months = (
        whole(teaching.get("suunniteltuKestoVuodet")) or 0,
        whole(teaching.get("suunniteltuKestoKuukaudet")) or 0,
    )
    iso = f"P{f'{years}Y' if years else ''}{f'{months}M' if months else ''}" if years or months else ""
    note = names_in(teaching.get("suunniteltuKestoKuvaus"))
    return {"iso": iso, "note": note} if iso or note else {}


def is_free_and_prices(teaching: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Return whether it is free, and the fee. A tuition fee concerns only some students, so it stays unknown."""
    kind = text(teaching.get("maksullisuustyyppi"))
    words = names_in(teaching.get("maksullisuusKuvaus"))
    amount = number(teaching.get("maksunMaara"))
    is_free = {"maksuton": Tri.YES, "maksullinen": Tri.NO}.get(kind, Tri.UNKNOWN)
    if is_free == Tri.YES or not (amount or words):
        return is_free.value, []
    price: dict[str, Any] = {"amount": f"{amount:.2f}" if amount else None, "currency": "EUR"}
    if words:
        price["label"] = words
    return is_free.value, [price]
