"""The 21 districts of Madrid, which the feed writes without spaces or accents."""

import re
import unicodedata

_DISTRICTS = """Arganzuela; Barajas; Carabanchel; Centro; Chamartín; Chamberí; Ciudad Lineal; Fuencarral-El Pardo;
Hortaleza; Latina; Moncloa-Aravaca; Moratalaz; Puente de Vallecas; Retiro; Salamanca; San Blas-Canillejas; Tetuán;
Usera; Vicálvaro; Villa de Vallecas; Villaverde"""
_CAMEL = re.compile(r"(?<=[a-záéíóúñü0-9])(?=[A-ZÁÉÍÓÚÑ])")
_NO_LETTER = re.compile(r"[^a-z]")


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return _NO_LETTER.sub("", plain)


_BY_KEY = {_key(name): name for name in (each.strip() for each in _DISTRICTS.split(";"))}


def district_name(written: str) -> str:
    """Return the district's name as the city spells it; an unknown one with spaces put in."""
    return _BY_KEY.get(_key(written)) or spaced(written)


def spaced(name: str) -> str:
    """``CircoPerformanceTeatro/CircoMagia`` -> ``Circo Performance Teatro / Circo Magia``."""
    return _CAMEL.sub(" ", name).replace("/", " / ")
