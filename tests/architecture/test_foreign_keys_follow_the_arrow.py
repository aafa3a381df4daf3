"""Foreign keys written as text are invisible to import contracts; tables obey the same arrow."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from django.apps import apps

from .house import assert_none, points_down, ranks

PLACES = {
    "colonnade.city": 0,
    "colonnade.people": 1,
    "colonnade.city.catalogue": 0,
    "colonnade.city.profile": 1,
}


def test_foreign_keys_follow_the_arrow():
    assert ranks()["colonnade.city"] < ranks()["colonnade.people"]  # the contracts were really read
    ours = [model for model in apps.get_models() if model.__module__.startswith("colonnade.")]

    assert ours
    assert_none(upward(ours))


def test_an_upward_key_is_caught():
    offer = _model("colonnade.city.catalogue", "catalogue.Offer")
    person = _model("colonnade.people", "people.Person", ("favourite", offer))
    place = _model("colonnade.city.profile", "profile.Place", ("shown_in", offer))

    assert upward([person, place], PLACES) == [
        "people.Person.favourite -> catalogue.Offer",
        "profile.Place.shown_in -> catalogue.Offer",
    ]


def test_a_downward_key_is_welcome():
    place = _model("colonnade.city.profile", "profile.Place")
    person = _model("colonnade.people", "people.Person")
    offer = _model("colonnade.city.catalogue", "catalogue.Offer", ("place", place), ("keeper", person))

    assert upward([offer], PLACES) == []


def upward(models: Iterable[Any], places: dict[str, int] | None = None) -> list[str]:
    """Every relation from a lower module to a higher one, or to a sibling."""
    return [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in models
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model.__module__.startswith("colonnade.")
        if not points_down(model._meta.app_config.name, field.related_model._meta.app_config.name, places)
    ]


def _model(app, label, *relations):
    """Something that looks like a model as far as this guard looks."""
    fields = [
        SimpleNamespace(name=name, is_relation=True, auto_created=False, related_model=target)
        for name, target in relations
    ]
    meta = SimpleNamespace(label=label, app_config=SimpleNamespace(name=app), get_fields=lambda: fields)
    return SimpleNamespace(_meta=meta, __module__=f"{app}.models")
