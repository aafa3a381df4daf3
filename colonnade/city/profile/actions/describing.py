"""What a city's team writes on its own page."""

from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.city.profile.models import Statement, Territory
from colonnade.city.profile.rules import Permission
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.languages import tag
from colonnade.plumbing.search import outbox


@transaction.atomic
def describe_territory(
    *, territory: Territory, language: str, about: str, url: str, by: Any, at: datetime
) -> Territory:
    """Set what the city says of itself in one language; an empty text takes that language away."""
    permissions.require(by, Permission.TERRITORY_EDIT, territory)
    language = tag(language)
    texts = {**territory.about, language: about.strip()}
    territory.about = {code: text for code, text in texts.items() if text}
    territory.url = url
    territory.save(update_fields=["about", "url", "modified_at"])
    audit.record(by=by, verb=Permission.TERRITORY_EDIT, thing=territory, at=at, language=language)
    outbox.changed("cities", [territory.pk])
    return territory


@transaction.atomic
def write_statement(
    *, territory: Territory, kind: str, language: str, text: str, by: Any, at: datetime
) -> None:
    """Write one of the pages a city owes its visitors; an empty text brings the general page back."""
    permissions.require(by, Permission.TERRITORY_EDIT, territory)
    language = tag(language)
    if text.strip():
        Statement.objects.update_or_create(
            territory=territory, kind=kind, language=language, defaults={"text": text}
        )
    else:
        Statement.objects.filter(territory=territory, kind=kind, language=language).delete()
    audit.record(
        by=by, verb=Permission.TERRITORY_EDIT, thing=territory, at=at, statement=kind, language=language
    )
