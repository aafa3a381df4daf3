"""Values of the national code lists: ``{"koodiUri": "eqf_4#2", "nimi": {"fi": …, "sv": …, "en": …}}``."""

from typing import Any

from colonnade.interop.shared.loose import mapping, spoken_in_all, text
from colonnade.plumbing.languages import LanguageMap

LANGUAGES = ("fi", "sv", "en")


def names_in(value: Any) -> LanguageMap:
    """Return a text in those of the three languages in which it is filled; often only some are."""
    return spoken_in_all(value, LANGUAGES)


def code_of(value: Any) -> str:
    """Return the code without its version: ``eqf_4#2`` -> ``eqf_4``."""
    return text(mapping(value).get("koodiUri")).partition("#")[0]


def name_of(value: Any) -> str:
    """Return the name of a coded value in the first language that has one."""
    return next(iter(names_in(mapping(value).get("nimi")).values()), "")
