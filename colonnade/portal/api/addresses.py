"""Absolute addresses of what the interface tells of, put together without asking the resolver for each."""

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

_NOBODY = UUID(int=0)
_NOWHERE = "city-slug-here"


@lru_cache(maxsize=64)
def _pattern(name: str, argument: str, base: str) -> str:
    """Pages are given in the site's first language: an answer must not depend on who asks."""
    with override(settings.LANGUAGE_CODE):
        return base + reverse(name, args=[argument])


def of(name: str, key: UUID | str) -> str:
    """Address of a page or calendar that is found by a uuid or a slug."""
    stand_in = str(_NOBODY) if isinstance(key, UUID) else _NOWHERE
    return _pattern(name, stand_in, settings.BASE_URL).replace(stand_in, str(key))


def href(kind: str, key: object) -> str:
    """Address of a thing in this interface."""
    return f"{settings.BASE_URL}/api/v1/{kind}/{key}"
