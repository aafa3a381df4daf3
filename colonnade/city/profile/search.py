"""What of a city can be found, and how."""

from collections.abc import Iterator, Sequence
from typing import Any

from colonnade.city.profile.models import Territory
from colonnade.plumbing.languages import country_name
from colonnade.plumbing.search import Kind, register

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh-Hans")


def documents(ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Yield what is to be found of these cities."""
    for territory in Territory.objects.filter(id__in=ids):
        names = " ".join(territory.names.values())
        countries = " ".join(country_name(territory.country, language) for language in LANGUAGES)
        texts = [("und", names, countries)]
        texts += [(code, "", text) for code, text in territory.about.items()]
        yield {
            "id": territory.pk,
            "texts": texts,
            "country": [territory.country],
            "region": [territory.region] if territory.region else [],
            "kind": [territory.kind],
            "population": [territory.population or 0],
            "lat": territory.latitude,
            "lon": territory.longitude,
        }


def all_ids() -> Iterator[int]:
    """Every city there is."""
    return Territory.objects.order_by("id").values_list("id", flat=True).iterator()


CITIES = register(
    Kind(
        name="cities",
        words=("country", "region", "kind"),
        numbers=("population",),
        floats=("lat", "lon"),
        documents=documents,
        all_ids=all_ids,
    )
)
