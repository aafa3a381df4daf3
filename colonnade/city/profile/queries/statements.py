"""Imprint, privacy and accessibility pages: the city's own words, else what is true of every site like this."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from colonnade.city.profile.models import Statement, Territory
from colonnade.city.profile.vocabulary import StatementKind
from colonnade.plumbing.cleaning import safe_markdown
from colonnade.plumbing.languages import choose


@dataclass(frozen=True)
class StatementShown:
    """A statement as a page shows it; ``is_own`` when the city wrote it."""

    kind: str
    title: str
    html: str
    language: str
    is_own: bool


def statement(city: Territory | None, kind: str, language: str) -> StatementShown:
    """The city's statement in the reader's language or the nearest; a general one where it wrote none."""
    title = str(StatementKind(kind).label)
    if city is not None:
        texts = dict(Statement.objects.filter(territory=city, kind=kind).values_list("language", "text"))
        own = choose(texts, language, city.default_language)
        if own.text:
            return StatementShown(kind, title, rendered(own.text), own.language, True)
    return StatementShown(kind, title, "", language, False)


def rendered(text: str) -> str:
    """Markdown as HTML that cannot do harm."""
    return safe_markdown(text)


def kept_about_people() -> list[dict[str, Any]]:
    """What every table keeps of persons and why, read from the models themselves."""
    kept = []
    for model in apps.get_models():
        declared = getattr(model, "personal_data", None)
        if declared:
            kept.append({"thing": str(model._meta.verbose_name), "fields": sorted(declared.items())})
    return sorted(kept, key=lambda each: each["thing"])


def untitled() -> str:
    """What a statement says that nobody wrote."""
    return _("The city has not written this page yet.")
